//! Checklists. API reference, section 3.15: little is known of their attributes.

use serde::Serialize;

/// One checklist.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Checklist {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// HTML.
    pub description: Option<String>,
    /// A pure date.
    pub due_date: Option<String>,
    /// None while it is open.
    pub completed_at: Option<String>,
    /// What to do, in order.
    pub tasks: Vec<Task>,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// One step of a checklist.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Task {
    /// Record id.
    pub id: u64,
    /// What to do.
    pub name: String,
    /// None while it is open.
    pub completed_at: Option<String>,
}

/// What checklists are made from.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChecklistTemplate {
    /// Record id.
    pub id: u64,
    /// Name.
    pub name: String,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

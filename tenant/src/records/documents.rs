//! Documents, their folders and sections. API reference, section 3.11.

use serde::Serialize;

/// One document. Its blocks are rows of their own: [`Section`].
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Document {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// Folder; none at the root.
    pub folder_id: Option<u64>,
    /// Readable without a login.
    pub public: bool,
    /// A file that was uploaded, not a text that was written.
    pub is_uploaded: bool,
    /// Author.
    pub user_id: Option<u64>,
    /// Who published it.
    pub published_by: Option<u64>,
    /// When; none while it is a draft.
    pub published_at: Option<String>,
    /// How its text is kept.
    pub body: Body,
    /// Archived.
    pub archived: bool,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// How a document's text is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub enum Body {
    /// As its sections; a document without sections is empty.
    #[default]
    Sections,
    /// As one text of HTML, as older documents do.
    Html(String),
}

/// A folder of documents.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Folder {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// The folder above.
    pub parent_id: Option<u64>,
    /// All folders above, the topmost first.
    pub ancestor_ids: Vec<u64>,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// One block of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Section {
    /// Record id.
    pub id: u64,
    /// Its document.
    pub document_id: u64,
    /// Place within the document; the list need not be in this order.
    pub sort: u64,
    /// What it is.
    pub block: Block,
    /// HTML.
    pub content: String,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Block {
    /// `Document::Text`.
    #[default]
    Text,
    /// `Document::Heading`, level 1 to 6.
    Heading(u8),
    /// `Document::Step`, with its minutes where somebody said.
    Step(Option<u64>),
    /// `Document::Gallery`.
    Gallery,
}

impl Block {
    /// IT Glue's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "Document::Text",
            Self::Heading(_) => "Document::Heading",
            Self::Step(_) => "Document::Step",
            Self::Gallery => "Document::Gallery",
        }
    }
}

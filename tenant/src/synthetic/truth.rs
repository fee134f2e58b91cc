//! What is true about a synthetic tenant: its questions with their outcomes, and what was planted where.

use std::io::{self, Write};

use crate::organizations::Organization;
use crate::synthetic::questions::{Disaster, Question};
use crate::synthetic::world::Plant;

/// What the rows alone do not tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The quiet part's first, then disaster by disaster; each is followed by its twin in untrusted text.
    pub questions: Vec<Question>,
    /// What was planted, for tests of the tenant itself.
    pub plants: Vec<Plant>,
    /// Organizations of an older copy of the account, by id. The tenant has them no more: a show answers 404.
    pub deleted: Vec<Organization>,
}

impl Truth {
    /// The questions of one disaster.
    pub fn about(&self, disaster: Disaster) -> impl Iterator<Item = &Question> {
        self.questions
            .iter()
            .filter(move |question| question.disaster == disaster)
    }

    /// Writes one question a line, as JSON; ids are text.
    pub fn write_jsonl(&self, out: &mut impl Write) -> io::Result<()> {
        for question in &self.questions {
            serde_json::to_writer(&mut *out, question)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

//! The frames of one page made into what the page is about.
//!
//! Invariant: a frame that nobody sees, and one inside a record's own page, count for nothing: a mail in a ticket may hold
//! anything, a frame of another ticket too.

use super::recipe::{Frames, Recipe};
use super::{Context, PageUrl};
use gluepane_protocol::{Observation, Phase};
use serde::{Deserialize, Serialize};

/// What one frame last said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FrameReading {
    /// What it is about, by itself.
    context: Option<Context>,
    /// It shows others in frames.
    is_shell: bool,
    /// It has been read since it was loaded or went elsewhere.
    is_read: bool,
}

/// What a page's frames come to.
#[derive(Clone, PartialEq, Debug)]
pub enum Merged {
    /// Not read yet.
    Loading,
    /// Neither a client nor a device.
    Nothing,
    /// A client or a device.
    About(Box<Context>),
}

impl FrameReading {
    /// A frame that has just been loaded.
    pub fn unread() -> Self {
        Self {
            context: None,
            is_shell: false,
            is_read: false,
        }
    }

    /// What a frame says. `None` where it counts for nothing. `page_origin` is that of the top frame.
    pub fn read(
        recipe: &Recipe,
        url: &PageUrl<'_>,
        observation: &Observation,
        page_origin: &str,
    ) -> Option<Self> {
        if let Some(place) = &observation.place {
            let is_content = |around: &String| match PageUrl::parse(around) {
                Some(around) => {
                    around.origin != url.origin || (recipe.is_record(&around) && !recipe.is_generic)
                }
                None => true,
            };
            if recipe.frames != Frames::Nested
                || !place.seen
                || url.origin != page_origin
                || place.around.is_empty()
                || place.around.iter().any(is_content)
            {
                return None;
            }
        }
        Some(Self {
            context: Context::read(recipe, url, observation),
            is_shell: recipe.shell(url).is_some(),
            is_read: observation.phase != Phase::Navigating,
        })
    }

    /// What it is about, by itself.
    pub fn context(&self) -> Option<&Context> {
        self.context.as_ref()
    }
}

/// What a page is about: its top frame, and the others that count.
pub fn merge<'a>(
    top: Option<&FrameReading>,
    others: impl Iterator<Item = &'a FrameReading>,
) -> Merged {
    let Some(top) = top.filter(|top| top.is_read || top.context.is_some()) else {
        return Merged::Loading;
    };
    let others: Vec<&FrameReading> = others.collect();
    let mut merged: Option<Context> = None;
    for context in core::iter::once(top)
        .chain(others.iter().copied())
        .filter_map(FrameReading::context)
    {
        match &mut merged {
            Some(merged) => merged.join(context.clone()),
            None => merged = Some(context.clone()),
        }
    }
    let Some(mut context) = merged else {
        return Merged::Nothing;
    };
    // What a shell shows says whose it is: until that has been read, nothing is known.
    let is_unread = others.is_empty() || others.iter().any(|frame| !frame.is_read);
    if top.is_shell && is_unread && !context.names_a_client() {
        context.is_ready = false;
    }
    Merged::About(Box::new(context))
}

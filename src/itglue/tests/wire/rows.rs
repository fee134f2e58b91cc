//! Rows of any resource, from their attributes.

use super::{Wire, wait};
use gluepane_itglue::{List, Resource};

/// The one row of a list.
pub(crate) fn row<R: Resource>(attributes: &str) -> R {
    related_row(attributes, "{}", "[]")
}

pub(crate) fn related_row<R: Resource>(attributes: &str, relationships: &str, included: &str) -> R {
    let body = format!(
        r#"{{"data":[{{"id":"7","type":"x","attributes":{{{attributes}}},"relationships":{relationships}}}],"included":{included}}}"#
    );
    let page = wait(Wire::json(body).client().list(&List::<R>::all())).unwrap();
    page.rows.into_iter().next().unwrap()
}

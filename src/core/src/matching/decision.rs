//! Grounds, and how they combine into a decision.
//!
//! | link by hand | id ground      | name ground            | decision                                   |
//! |--------------|----------------|------------------------|--------------------------------------------|
//! | any          | any            | page contradicts itself| Ambiguous                                  |
//! | one          | that one, none | any                    | Linked by hand, and what agrees            |
//! | one          | any other,     | any                    | Ambiguous, the link's own first, until     |
//! |              | not overruled  |                        | *Keep* overrules it                        |
//! | one          | overruled      | any                    | Linked by hand                             |
//! | none         | several        | any                    | Ambiguous                                  |
//! | none         | one            | the same one           | Linked, both grounds                       |
//! | none         | one            | another one, or others | Ambiguous, weak others too                 |
//! | none         | one, proved    | others with it, none   | Linked by id                               |
//! | none         | one, unproved  | others with it, none   | Suggested                                  |
//! | none         | none           | one                    | Linked by name                             |
//! | none         | none           | several                | Ambiguous                                  |
//! | none         | none           | only weak, or similar  | Suggested                                  |
//! | none         | none           | nothing                | Unknown                                    |
//!
//! Ids are the device's (an RMM's) and the client's (a PSA's). Two that point to different organizations are several; two
//! that point to the same one are proved if either is. Against a link by hand MAC and serial together count like an id.
//!
//! The account's own organization (`primary`) and inactive ones are never linked from a page, by a link by hand neither:
//! they are Suggested, and each view takes a click that names them. A link to an organization that is gone counts as none.
//!
//! A page read without a recipe has no grounds of any kind: its names are weak, so it is Suggested at most. A serial number
//! never selects an organization; it puts the one that it points to first ([`put_first`]), where none is linked.

use super::device::is_inactive;
use super::names::{NameKey, similarity};
use crate::order::sort_by;
use gluepane_itglue::{Organization, OrganizationId};

/// Whose id a record id is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdKind {
    /// The device's, in an RMM.
    Device,
    /// The client's, in a PSA.
    Client,
    /// Both, and both point to the same organization.
    Both,
}

/// A technician's link for the page's client.
#[derive(Clone, PartialEq, Debug)]
pub struct AcceptedGround {
    /// To which organization.
    pub id: OrganizationId,
    /// What points elsewhere and was not overruled.
    pub against: Vec<Ranked>,
}

/// What the record ids on the page came to.
#[derive(Clone, PartialEq, Debug)]
pub enum IdGround {
    /// No id, or none that IT Glue knows.
    None,
    /// One organization. `is_proved`: the id belongs to this product's integration for sure.
    One {
        /// Which.
        id: OrganizationId,
        /// For sure.
        is_proved: bool,
        /// Whose id it is.
        by: IdKind,
    },
    /// Several organizations.
    Several(Vec<OrganizationId>),
}

/// What the client's name on the page came to.
#[derive(Clone, PartialEq, Debug)]
pub enum NameGround {
    /// No organization of that name.
    None,
    /// One active organization of that name.
    One {
        /// Which.
        id: OrganizationId,
        /// Only after dropping a legal form.
        without_form: bool,
    },
    /// Several active organizations of that name.
    Several(Vec<OrganizationId>),
    /// Organizations that bear the name, but not so that one could be linked: inactive ones, swapped legal forms,
    /// several that differ in the form alone, a short name.
    Weak(Vec<Ranked>),
}

/// An organization that may be meant.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// Which.
    pub id: OrganizationId,
    /// Why it is listed.
    pub why: Why,
}

/// Why an organization is linked or listed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Why {
    /// A link by hand.
    Accepted,
    /// The client's record id.
    ClientId,
    /// The device's record id.
    RecordId,
    /// A record id whose integration isn't proved.
    UnprovedId,
    /// MAC and serial of one of its devices.
    MacAndSerial,
    /// The serial number of one of its devices.
    Serial,
    /// The same name.
    SameName,
    /// The same name but for a legal form that one of the two lacks.
    NameWithoutForm,
    /// The same name with another legal form.
    OtherForm,
    /// The same name, but inactive.
    Inactive,
    /// The name is its short name.
    ShortName,
    /// A similar name; 0 to 100.
    Similar(u8),
    /// The account's own organization.
    Primary,
}

/// All grounds for an organization.
#[derive(Clone, PartialEq, Debug)]
pub struct Grounds {
    /// A link by hand.
    pub accepted: Option<AcceptedGround>,
    /// From ids.
    pub id: IdGround,
    /// From the name.
    pub name: NameGround,
    /// Similar names, best first.
    pub similar: Vec<Ranked>,
    /// The page names two clients or two devices at once.
    pub page_contradicts: bool,
}

/// Which organization the page is about.
#[derive(Clone, PartialEq, Debug)]
pub enum Decision {
    /// This one, for sure.
    Linked {
        /// Which.
        id: OrganizationId,
        /// All grounds that agree, strongest first.
        why: Vec<Why>,
    },
    /// Perhaps one of these.
    Suggested(Vec<Ranked>),
    /// Several fit equally well, or grounds disagree.
    Ambiguous(Vec<Ranked>),
    /// Nothing fits.
    Unknown,
}

/// How many candidates are worth showing.
const MAX_CANDIDATES: usize = 5;
/// Below this a similar name is noise.
const MIN_SIMILARITY: f64 = 0.70;

/// Combines the grounds, by the table above.
pub fn decide(grounds: &Grounds, index: &[(NameKey, Organization)]) -> Decision {
    let decision = combine(grounds);
    let Decision::Linked { id, .. } = decision else {
        return decision;
    };
    let row = index.iter().map(|(_, row)| row).find(|row| row.id == id);
    match row {
        Some(row) if row.is_primary => Decision::Suggested(vec![Ranked {
            id,
            why: Why::Primary,
        }]),
        Some(row) if !is_active_organization(row) => Decision::Suggested(vec![Ranked {
            id,
            why: Why::Inactive,
        }]),
        _ => decision,
    }
}

fn combine(grounds: &Grounds) -> Decision {
    let by_name = name_candidates(&grounds.name);
    let by_id = id_candidates(&grounds.id);
    if grounds.page_contradicts {
        let accepted = grounds.accepted.iter().map(accepted_candidate).collect();
        return Decision::Ambiguous(merged([accepted, by_id, by_name, grounds.similar.clone()]));
    }
    if let Some(accepted) = &grounds.accepted {
        if !accepted.against.is_empty() {
            let itself = vec![accepted_candidate(accepted)];
            return Decision::Ambiguous(merged([itself, accepted.against.clone()]));
        }
        let agrees = |ranked: &&Ranked| ranked.id == accepted.id;
        let mut why = vec![Why::Accepted];
        why.extend(id_whys(&grounds.id, accepted.id));
        let named = by_name.iter().filter(agrees).map(|ranked| ranked.why);
        why.extend(named.filter(|why| matches!(why, Why::SameName | Why::NameWithoutForm)));
        return Decision::Linked {
            id: accepted.id,
            why,
        };
    }
    match (&grounds.id, &grounds.name) {
        (IdGround::Several(_), _) => Decision::Ambiguous(merged([by_id, by_name])),
        (
            IdGround::One { id, .. },
            NameGround::One {
                id: named,
                without_form,
            },
        ) if id == named => {
            let mut why = id_whys(&grounds.id, *id);
            why.push(name_why(*without_form));
            Decision::Linked { id: *id, why }
        }
        (IdGround::One { .. }, NameGround::One { .. }) => {
            Decision::Ambiguous(merged([by_id, by_name]))
        }
        (IdGround::One { id, .. }, NameGround::Several(_) | NameGround::Weak(_))
            if by_name.iter().all(|named| named.id != *id) =>
        {
            Decision::Ambiguous(merged([by_id, by_name]))
        }
        (
            IdGround::One {
                id,
                is_proved: true,
                ..
            },
            _,
        ) => Decision::Linked {
            id: *id,
            why: id_whys(&grounds.id, *id),
        },
        (
            IdGround::One {
                is_proved: false, ..
            },
            _,
        ) => Decision::Suggested(merged([by_id, by_name, grounds.similar.clone()])),
        (IdGround::None, NameGround::One { id, without_form }) => Decision::Linked {
            id: *id,
            why: vec![name_why(*without_form)],
        },
        (IdGround::None, NameGround::Several(_)) => Decision::Ambiguous(merged([by_name])),
        (IdGround::None, NameGround::Weak(_) | NameGround::None) => {
            match merged([by_name, grounds.similar.clone()]) {
                candidates if candidates.is_empty() => Decision::Unknown,
                candidates => Decision::Suggested(candidates),
            }
        }
    }
}

/// Lists the organization that a serial number points to first. What is linked stays as it is.
pub fn put_first(decision: Decision, id: OrganizationId) -> Decision {
    let first = |ranked: Vec<Ranked>| {
        let known = ranked.iter().find(|known| known.id == id).cloned();
        let first = known.unwrap_or(Ranked {
            id,
            why: Why::Serial,
        });
        merged([vec![first], ranked])
    };
    match decision {
        Decision::Linked { .. } => decision,
        Decision::Suggested(ranked) => Decision::Suggested(first(ranked)),
        Decision::Ambiguous(ranked) => Decision::Ambiguous(first(ranked)),
        Decision::Unknown => Decision::Suggested(first(vec![])),
    }
}

fn accepted_candidate(accepted: &AcceptedGround) -> Ranked {
    Ranked {
        id: accepted.id,
        why: Why::Accepted,
    }
}

/// Which ids of the page point to this organization.
fn id_whys(ground: &IdGround, wanted: OrganizationId) -> Vec<Why> {
    match ground {
        IdGround::One { id, by, .. } if *id == wanted => match by {
            IdKind::Device => vec![Why::RecordId],
            IdKind::Client => vec![Why::ClientId],
            IdKind::Both => vec![Why::ClientId, Why::RecordId],
        },
        _ => vec![],
    }
}

fn id_candidates(ground: &IdGround) -> Vec<Ranked> {
    match ground {
        IdGround::None => vec![],
        IdGround::One {
            id,
            is_proved: false,
            ..
        } => vec![Ranked {
            id: *id,
            why: Why::UnprovedId,
        }],
        IdGround::One { id, .. } => id_whys(ground, *id)
            .into_iter()
            .take(1)
            .map(|why| Ranked { id: *id, why })
            .collect(),
        IdGround::Several(ids) => ids
            .iter()
            .map(|&id| Ranked {
                id,
                why: Why::RecordId,
            })
            .collect(),
    }
}

fn name_why(without_form: bool) -> Why {
    if without_form {
        Why::NameWithoutForm
    } else {
        Why::SameName
    }
}

fn name_candidates(name: &NameGround) -> Vec<Ranked> {
    match name {
        NameGround::None => vec![],
        NameGround::One { id, without_form } => vec![Ranked {
            id: *id,
            why: name_why(*without_form),
        }],
        NameGround::Several(ids) => ids
            .iter()
            .map(|&id| Ranked {
                id,
                why: Why::SameName,
            })
            .collect(),
        NameGround::Weak(ranked) => ranked.clone(),
    }
}

/// Joins lists, best first, each organization once.
fn merged<const N: usize>(lists: [Vec<Ranked>; N]) -> Vec<Ranked> {
    let mut merged: Vec<Ranked> = Vec::new();
    for ranked in lists.into_iter().flatten() {
        if merged.iter().all(|kept| kept.id != ranked.id) {
            merged.push(ranked);
        }
    }
    merged.truncate(MAX_CANDIDATES);
    merged
}

/// Not inactive. Statuses of one's own count as active.
pub fn is_active_organization(row: &Organization) -> bool {
    !row.status_name.as_deref().is_some_and(is_inactive)
}

/// What one name comes to among all organizations.
pub fn name_ground(wanted: &NameKey, index: &[(NameKey, Organization)]) -> NameGround {
    if wanted.whole.is_empty() {
        return NameGround::None;
    }
    let fitting = |fits: &dyn Fn(&NameKey) -> bool| -> Vec<&Organization> {
        index
            .iter()
            .filter(|(key, _)| fits(key))
            .map(|(_, row)| row)
            .collect()
    };
    let same = fitting(&|key| key.whole == wanted.whole);
    let active: Vec<OrganizationId> = same
        .iter()
        .filter(|row| is_active_organization(row))
        .map(|row| row.id)
        .collect();
    match active.as_slice() {
        [id] => {
            return NameGround::One {
                id: *id,
                without_form: false,
            };
        }
        [] => {}
        _ => return NameGround::Several(active),
    }
    if !same.is_empty() {
        return NameGround::Weak(
            same.iter()
                .map(|row| Ranked {
                    id: row.id,
                    why: Why::Inactive,
                })
                .collect(),
        );
    }
    let same_base = fitting(&|key| key.base == wanted.base);
    match same_base.as_slice() {
        [] => {}
        [row]
            if is_active_organization(row)
                && (wanted.form.is_none() || has_no_form(row.id, index)) =>
        {
            return NameGround::One {
                id: row.id,
                without_form: true,
            };
        }
        rows => {
            return NameGround::Weak(
                rows.iter()
                    .map(|row| Ranked {
                        id: row.id,
                        why: weak_why(row, wanted),
                    })
                    .collect(),
            );
        }
    }
    let by_short_name = index.iter().map(|(_, row)| row).filter(|row| {
        row.short_name
            .as_deref()
            .is_some_and(|short| short.trim().to_lowercase() == wanted.whole)
    });
    let ranked: Vec<Ranked> = by_short_name
        .map(|row| Ranked {
            id: row.id,
            why: Why::ShortName,
        })
        .collect();
    if ranked.is_empty() {
        NameGround::None
    } else {
        NameGround::Weak(ranked)
    }
}

fn has_no_form(id: OrganizationId, index: &[(NameKey, Organization)]) -> bool {
    index
        .iter()
        .any(|(key, row)| row.id == id && key.form.is_none())
}

fn weak_why(row: &Organization, wanted: &NameKey) -> Why {
    match (is_active_organization(row), wanted.form) {
        (false, _) => Why::Inactive,
        (true, Some(_)) => Why::OtherForm,
        (true, None) => Why::NameWithoutForm,
    }
}

/// Organizations of similar names, best first.
pub fn similar(wanted: &NameKey, index: &[(NameKey, Organization)]) -> Vec<Ranked> {
    let mut scored: Vec<(f64, OrganizationId)> = index
        .iter()
        .map(|(key, row)| (similarity(wanted, key), row.id))
        .filter(|(score, _)| *score >= MIN_SIMILARITY)
        .collect();
    sort_by(&mut scored, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.truncate(MAX_CANDIDATES);
    scored
        .into_iter()
        .map(|(score, id)| Ranked {
            id,
            why: Why::Similar((score * 100.0) as u8),
        })
        .collect()
}

#[cfg(test)]
mod tests;

//! Questions to a matcher, each with the one right outcome.

use serde::{Serialize, Serializer};

/// What a question is about, in the terms of the disasters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Disaster {
    /// No disaster: the part of the tenant where everything is as it should be.
    #[serde(rename = "quiet")]
    Quiet,
    /// Several active organizations of one name.
    D01,
    /// Parents and children.
    D02,
    /// Old names.
    D03,
    /// Spaces.
    D04,
    /// Legal forms.
    D05,
    /// Acronyms.
    D06,
    /// Order of words.
    D07,
    /// Serial numbers that say nothing.
    D08,
    /// The MAC address of a dock.
    D09,
    /// Clones of a virtual machine.
    D10,
    /// Host names used again.
    D11,
    /// Inactive and deleted organizations.
    D12,
    /// Letters that look alike.
    D13,
    /// Merged clients.
    D14,
    /// Common words.
    D15,
}

impl Disaster {
    /// All fifteen.
    pub const ALL: [Self; 15] = [
        Self::D01,
        Self::D02,
        Self::D03,
        Self::D04,
        Self::D05,
        Self::D06,
        Self::D07,
        Self::D08,
        Self::D09,
        Self::D10,
        Self::D11,
        Self::D12,
        Self::D13,
        Self::D14,
        Self::D15,
    ];
}

/// What a matcher may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Act alone: one record is meant.
    Link,
    /// List candidates, and choose none.
    Suggest,
    /// Name nothing.
    Abstain,
}

/// Which record a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Asks {
    /// The organization of the page.
    Organization,
    /// The configuration of the page's device, within the organization that the page names.
    Configuration,
}

/// Where the words stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The product's own field for the client: trusted.
    Company,
    /// A heading.
    Heading,
    /// The label of a button.
    Button,
    /// The text of a ticket.
    Ticket,
}

impl Place {
    /// Whether what stands here may select a record.
    pub fn is_trusted(self) -> bool {
        self == Self::Company
    }
}

/// What the panel has to say beside the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The organization is inactive.
    Inactive,
    /// The configuration is archived.
    Archived,
    /// The name has letters that only look like those of the record.
    LookAlike,
    /// The device is now another client's than the page says.
    Merged,
}

/// What the page says about its device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PageDevice {
    /// Host name.
    pub hostname: Option<String>,
    /// Serial number.
    pub serial_number: Option<String>,
    /// MAC address.
    pub mac_address: Option<String>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Where on the page all of this stands.
    pub place: Place,
    /// The client's name.
    pub company: String,
    /// The client's id in the page's product; only ever in the trusted field.
    pub company_id: Option<String>,
    /// The organization that a technician linked `company_id` to earlier.
    #[serde(serialize_with = "optional_id")]
    pub linked_to: Option<u64>,
    /// The device, on a device's page.
    pub device: Option<PageDevice>,
}

impl Page {
    /// A page whose trusted field holds `company`.
    pub fn of(company: &str) -> Self {
        Self {
            place: Place::Company,
            company: company.to_owned(),
            company_id: None,
            linked_to: None,
            device: None,
        }
    }

    /// The page of a device.
    pub fn with_device(self, device: PageDevice) -> Self {
        Self {
            device: Some(device),
            ..self
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// `d01-017`; with the same words in untrusted text `d01-017-untrusted`.
    pub id: String,
    /// What makes it hard.
    pub disaster: Disaster,
    /// Which case of the disaster, in a word or two.
    pub case: &'static str,
    /// Which record is asked for.
    pub asks: Asks,
    /// What the page shows.
    pub page: Page,
    /// The one right outcome.
    pub outcome: Outcome,
    /// Ids, best first; none with `Abstain`. Ids of organizations and of configurations have no number in common.
    #[serde(serialize_with = "ids")]
    pub answer: Vec<u64>,
    /// Ids that must never be linked: with any outcome but `Link`, those of the answer too.
    #[serde(serialize_with = "ids")]
    pub forbidden: Vec<u64>,
    /// What must be said beside the answer.
    pub mark: Option<Mark>,
}

/// A question before it is numbered.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) case: &'static str,
    asks: Asks,
    page: Page,
    outcome: Outcome,
    answer: Vec<u64>,
    forbidden: Vec<u64>,
    mark: Option<Mark>,
    /// Outcome and answer in untrusted text, where they are not simply weaker.
    untrusted: Option<(Outcome, Vec<u64>)>,
}

impl Draft {
    /// Asks for the organization of a page.
    pub(super) fn organization(case: &'static str, page: Page) -> Self {
        Self {
            case,
            asks: Asks::Organization,
            page,
            outcome: Outcome::Abstain,
            answer: Vec::new(),
            forbidden: Vec::new(),
            mark: None,
            untrusted: None,
        }
    }

    /// Asks for the configuration of a page's device.
    pub(super) fn configuration(case: &'static str, company: &str, device: PageDevice) -> Self {
        Self {
            asks: Asks::Configuration,
            ..Self::organization(case, Page::of(company).with_device(device))
        }
    }

    /// This one record may be linked.
    pub(super) fn link(self, id: u64) -> Self {
        Self {
            outcome: Outcome::Link,
            answer: vec![id],
            ..self
        }
    }

    /// These may be listed.
    pub(super) fn suggest(self, ids: &[u64]) -> Self {
        Self {
            outcome: Outcome::Suggest,
            answer: ids.to_vec(),
            ..self
        }
    }

    /// These must never be linked.
    pub(super) fn never(self, ids: &[u64]) -> Self {
        Self {
            forbidden: ids.to_vec(),
            ..self
        }
    }

    /// This must be said.
    pub(super) fn marked(self, mark: Mark) -> Self {
        Self {
            mark: Some(mark),
            ..self
        }
    }

    /// In untrusted text these may be listed; nothing if there are none.
    pub(super) fn untrusted(self, ids: &[u64]) -> Self {
        let outcome = if ids.is_empty() {
            Outcome::Abstain
        } else {
            Outcome::Suggest
        };
        Self {
            untrusted: Some((outcome, ids.to_vec())),
            ..self
        }
    }

    /// The question and its twin in untrusted text.
    pub(super) fn numbered(self, disaster: Disaster, number: usize) -> [Question; 2] {
        const UNTRUSTED: [Place; 3] = [Place::Heading, Place::Button, Place::Ticket];
        let (weaker, listed) = self.untrusted.unwrap_or_else(|| {
            let weaker = self.outcome.max(Outcome::Suggest);
            (weaker, self.answer.clone())
        });
        let twin_page = Page {
            place: UNTRUSTED[number % UNTRUSTED.len()],
            company_id: None,
            linked_to: None,
            ..self.page.clone()
        };
        let word = match disaster {
            Disaster::Quiet => "quiet".to_owned(),
            numbered => format!("{numbered:?}").to_lowercase(),
        };
        let id = format!("{word}-{number:03}");
        let trusted = Question {
            id: id.clone(),
            disaster,
            case: self.case,
            asks: self.asks,
            page: self.page,
            outcome: self.outcome,
            forbidden: forbidden(self.outcome, &self.answer, &self.forbidden),
            answer: self.answer,
            mark: self.mark,
        };
        let twin = Question {
            id: format!("{id}-untrusted"),
            page: twin_page,
            outcome: weaker,
            // What may be linked from the trusted field may not from here.
            forbidden: forbidden(
                weaker,
                &[trusted.answer.as_slice(), &listed].concat(),
                &trusted.forbidden,
            ),
            answer: listed,
            ..trusted.clone()
        };
        [trusted, twin]
    }
}

fn forbidden(outcome: Outcome, answer: &[u64], never: &[u64]) -> Vec<u64> {
    let mut ids: Vec<u64> = match outcome {
        Outcome::Link => never
            .iter()
            .copied()
            .filter(|id| !answer.contains(id))
            .collect(),
        Outcome::Suggest | Outcome::Abstain => [answer, never].concat(),
    };
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Ids are text in JSON, as IT Glue's own.
fn ids<S: Serializer>(ids: &[u64], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(ids.iter().map(u64::to_string))
}

fn optional_id<S: Serializer>(id: &Option<u64>, out: S) -> Result<S::Ok, S::Error> {
    id.map(|id| id.to_string()).serialize(out)
}

//! Organizations: an MSP's clients, as IT Glue keeps them.

use serde::Serialize;

use crate::dictionaries::{Dictionaries, id_of};
use crate::fixtures;
use crate::random::{Ids, Random};

/// The id that a record has in another system.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RemoteId {
    /// The system's word in IT Glue, such as `autotask` or `manage`.
    pub integration: &'static str,
    /// Text in IT Glue, even when it looks like a number; may be empty or `0`.
    pub remote_id: String,
}

/// One client (or the MSP itself).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Organization {
    /// Record id.
    pub id: u64,
    /// Name; neither unique nor free of commas.
    pub name: String,
    /// Abbreviation, used for host names.
    pub short_name: String,
    /// Text of the banner.
    pub alert: Option<String>,
    /// Plain description.
    pub description: Option<String>,
    /// HTML.
    pub quick_notes: Option<String>,
    /// Row in `organization_types`.
    pub type_id: u64,
    /// Row in `organization_statuses`.
    pub status_id: u64,
    /// The MSP's own organization.
    pub primary: bool,
    /// The organization above this one.
    pub parent_id: Option<u64>,
    /// All organizations above this one, the topmost first.
    pub ancestor_ids: Vec<u64>,
    /// Set where a PSA keeps this record in step.
    pub psa_integration: Option<&'static str>,
    /// Ids in PSAs.
    pub remote_ids: Vec<RemoteId>,
    /// The client's own portal account.
    pub my_glue_account_id: Option<u64>,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// How many devices a client of the demo has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Size {
    /// Written by hand in `fixtures`.
    ByHand,
    /// A shop.
    Small,
    /// An office.
    Medium,
    /// Several floors.
    Large,
    /// Needs many pages of a list.
    Huge,
}

/// One line of the demo's client list.
struct Line {
    name: &'static str,
    short: &'static str,
    size: Size,
    /// Short name of the parent.
    parent: &'static str,
}

const fn line(name: &'static str, short: &'static str, size: Size, parent: &'static str) -> Line {
    Line {
        name,
        short,
        size,
        parent,
    }
}

/// The demo's clients. Two are called Meridian Partners, so a fixed id goes by the short name.
const CLIENTS: [Line; 78] = {
    use Size::{ByHand, Huge, Large, Medium, Small};
    [
        line("Northlane IT", "NLN", Medium, ""),
        line("Harbour Dental Group", "HDG", ByHand, ""),
        line("Summit Veterinary Clinic", "SVC", ByHand, ""),
        line("Orchard Ltd", "ORC", Small, ""),
        line("Orchard LLC", "ORL", Small, ""),
        line("Meridian Partners", "MPA", Small, ""),
        line("Meridian Partners", "MPB", Small, ""),
        line("Hartwell Group", "HWG", Medium, ""),
        line("Hartwell Group - Leeds", "HWL", Medium, "HWG"),
        line("Hartwell Group (Retail)", "HWR", Medium, "HWG"),
        line("Hartwell", "HW", Small, ""),
        line("Müller, Schmidt & Partner GmbH", "MSP", Medium, ""),
        line("Old Mill Bakery", "OMB", Small, ""),
        line("Cedar & Stone Architects", "CSA", Medium, ""),
        line("Larkfield Primary School", "LPS", Large, ""),
        line("Tidewater Logistics, Inc.", "TWL", Huge, ""),
        line("Pennine Print Works", "PPW", Medium, ""),
        line("Copperfield Accountants", "CFA", Medium, ""),
        line("Millgate Motors", "MGM", Medium, ""),
        line("Westbrook Legal LLP", "WBL", Medium, ""),
        line("Kestrel Foods Group", "KFG", Huge, ""),
        line("Kestrel Foods - Bakery Division", "KFB", Medium, "KFG"),
        line("Kestrel Foods - Cold Store", "KFC", Medium, "KFG"),
        line("Kestrel Foods - Cold Store North", "KFN", Small, "KFC"),
        line("Ashdown & Ellery Solicitors", "AES", Medium, ""),
        line("Ashdown Ellery Wealth", "AEW", Small, "AES"),
        line("Bluefin Marine Supplies", "BMS", Medium, ""),
        line("Bluefin Marine Supply Co.", "BFM", Small, ""),
        line("Brücke Werkzeugbau AG", "BWA", Medium, ""),
        line("Café Zürich, Inh. Jörg Bäumler", "CZJ", Small, ""),
        line("Calder Valley Housing", "CVH", Large, ""),
        line("Castlegate Opticians", "CGO", Small, ""),
        line("Cobalt Ridge Engineering", "CRE", Large, ""),
        line("Dunmore Estates", "DME", Small, ""),
        line("Eastgate Community Trust", "ECT", Medium, ""),
        line("Elmwood Care Homes", "ECH", Large, ""),
        line("Elmwood Care Homes - Priory", "ECP", Small, "ECH"),
        line("Elmwood Care Homes - Lakeside", "ECL", Small, "ECH"),
        line("Fairhaven Insurance Brokers", "FIB", Medium, ""),
        line("Fernleigh Garden Centre", "FGC", Small, ""),
        line("Foxglove Childcare", "FXC", Small, ""),
        line("Glenmoor Distillery", "GMD", Medium, ""),
        line("Granite Peak Dental", "GPD", Small, ""),
        line("Greyfriars Theatre", "GFT", Small, ""),
        line("Hallam & Sons (Builders)", "HSB", Small, ""),
        line("Harbour Dental Supplies", "HDS", Small, ""),
        line("Harbourside Lettings", "HSL", Small, ""),
        line("Ironbridge Fabrication", "IBF", Medium, ""),
        line("Juniper Physio", "JPH", Small, ""),
        line("Kingsmead Surveyors", "KMS", Small, ""),
        line("Larch Hill Farm Shop", "LHF", Small, ""),
        line("Lindenhof Klinik GmbH & Co. KG", "LKG", Large, ""),
        line("Lumen Lighting Design", "LLD", Small, ""),
        line("Maple & Finch, Interior Design", "MFI", Small, ""),
        line("Moorland Wind Services", "MWS", Medium, ""),
        line("Norfield Academy Trust", "NAT", Large, ""),
        line(
            "Norfield Academy Trust: Junior School",
            "NAJ",
            Medium,
            "NAT",
        ),
        line("O'Hara & Daughters", "OHD", Small, ""),
        line("Oakline Joinery", "OLJ", Small, ""),
        line("Parkside Pharmacy", "PSP", Small, ""),
        line("Quayside Brewing Company", "QBC", Medium, ""),
        line("Quayside Brewery", "QBY", Small, ""),
        line("Redwood Translation Bureau", "RTB", Small, ""),
        line("Rivermead Funeral Directors", "RFD", Small, ""),
        line("Saltmarsh Ecology", "SME", Small, ""),
        line("Sørensen Møbler A/S", "SMA", Small, ""),
        line("Silverdale Golf Club", "SGC", Small, ""),
        line("St. Aldwyn's Parish Office", "SAP", Small, ""),
        line("Stanmore Veterinary Clinic", "SMV", Small, ""),
        line("Summit Vets Holdings", "SVH", Small, ""),
        line("Thornbury Metals", "TBM", Medium, ""),
        line("Umber Films", "UMF", Small, ""),
        line("Vale of Arden Council Services", "VAC", Large, ""),
        line("Whitcombe Timber", "WCT", Small, ""),
        line("Wrenfield Nurseries", "WFN", Small, ""),
        line("Yarrow Bank Savings Society", "YBS", Medium, ""),
        line("Zenith Coaches", "ZCO", Small, ""),
        line("Zwölfaxing Metallbau e.U.", "ZMB", Small, ""),
    ]
};

/// The size of the client with this short name.
pub fn size_of(short_name: &str) -> Size {
    CLIENTS
        .iter()
        .find(|line| line.short == short_name)
        .map_or(Size::Small, |line| line.size)
}

/// Where the client with this short name stands in the list.
pub(crate) fn place_of(short_name: &str) -> Option<u64> {
    let place = CLIENTS.iter().position(|line| line.short == short_name)?;
    u64::try_from(place).ok()
}

/// All organizations of the demo, in no useful order.
pub fn demo(seed: u64, dictionaries: &Dictionaries) -> Vec<Organization> {
    let mut ids = Ids::default();
    for (_, id) in fixtures::ORGANIZATION_IDS {
        ids.reserve(id);
    }
    let mut rows: Vec<Organization> = CLIENTS
        .iter()
        .map(|line| {
            let mut random = Random::for_subject(seed, line.short);
            let id = fixtures::organization_id(line.short).unwrap_or_else(|| ids.draw(&mut random));
            organization(line, id, &mut random, dictionaries)
        })
        .collect();
    link_parents(&mut rows);
    rows.sort_by_key(|row| row.id);
    rows
}

fn organization(
    line: &Line,
    id: u64,
    random: &mut Random,
    dictionaries: &Dictionaries,
) -> Organization {
    let is_primary = id == fixtures::NORTHLANE;
    let is_inactive = id == fixtures::OLD_MILL || matches!(line.short, "BFM" | "RTB");
    let type_name = match line.short {
        "NLN" => "Internal",
        "QBY" | "UMF" => "Prospect",
        "HDS" => "Vendor",
        _ => "Customer",
    };
    let status_name = if is_inactive { "Inactive" } else { "Active" };
    Organization {
        id,
        name: line.name.to_owned(),
        short_name: line.short.to_owned(),
        alert: alert(line.short),
        description: random
            .percent(20)
            .then(|| format!("{} is a client since the first contract.", line.name)),
        quick_notes: quick_notes(line, random),
        type_id: id_of(&dictionaries.organization_types, type_name),
        status_id: id_of(&dictionaries.organization_statuses, status_name),
        primary: is_primary,
        parent_id: None,
        ancestor_ids: Vec::new(),
        psa_integration: (!is_primary).then_some("enabled"),
        remote_ids: remains(is_primary, random),
        my_glue_account_id: random.percent(10).then(|| 7_000 + random.below(900)),
        created_at: timestamp(2021, random),
        updated_at: timestamp(2025, random),
    }
}

fn alert(short: &str) -> Option<String> {
    match short {
        "HDG" => {
            Some("Call the practice manager before any restart during surgery hours.".to_owned())
        }
        "TWL" => Some("Change freeze until the end of the quarter.".to_owned()),
        "LKG" => Some("Zutritt zum Serverraum nur mit Anmeldung.".to_owned()),
        _ => None,
    }
}

fn quick_notes(line: &Line, random: &mut Random) -> Option<String> {
    if line.short == "HDG" {
        // Longer than the 250 characters that a list keeps, and with markup that must not survive in a panel.
        let floors: String = (1..=9)
            .map(|n| {
                format!("<li>Surgery {n}: chair PC and imaging PC, both on the clinical VLAN.</li>")
            })
            .collect();
        return Some(format!(
            "<p><strong>VPN first.</strong> Then the jump host.</p><ul>{floors}</ul>\
             <img src=x onerror=\"window.glued=1\"><p>End of notes.</p>"
        ));
    }
    random.percent(35).then(|| {
        format!(
            "<p>Main site of {}. Reception opens at 8.</p>",
            line.name.replace('&', "&amp;")
        )
    })
}

/// What a PSA that was replaced leaves behind. The numbers of the two in use come later, from `psa`.
fn remains(is_primary: bool, random: &mut Random) -> Vec<RemoteId> {
    let has_remains = !is_primary && random.percent(8);
    let row = has_remains.then(|| RemoteId {
        integration: "tigerpaw",
        remote_id: String::new(),
    });
    row.into_iter().collect()
}

fn link_parents(rows: &mut [Organization]) {
    let links: Vec<(u64, u64)> = rows
        .iter()
        .filter_map(|row| {
            let line = CLIENTS.iter().find(|line| line.short == row.short_name)?;
            let parent = rows.iter().find(|other| other.short_name == line.parent)?;
            Some((row.id, parent.id))
        })
        .collect();
    let parent_of = |id: u64| {
        links
            .iter()
            .find(|(child, _)| *child == id)
            .map(|(_, parent)| *parent)
    };
    for row in rows {
        row.parent_id = parent_of(row.id);
        let mut above = row.parent_id;
        while let Some(id) = above {
            row.ancestor_ids.insert(0, id);
            above = parent_of(id);
        }
    }
}

/// A moment in `year`.
pub(crate) fn timestamp(year: u64, random: &mut Random) -> String {
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    let (hour, minute) = (7 + random.below(11), random.below(60));
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00.000Z")
}

//! MeshCentral 1.1: a device, on whichever of its tabs.
//!
//! Known from the program itself (its public source, and run): one page holds all panels `#p1` to `#p60`, of which one is
//! visible; `#p10deviceName` (General), `#p11…` (Desktop) and so on each hold the device's name, and behind it a `span`
//! with " - " and the name of the device group; the URL is rewritten to `?viewmode=10&gotonode=ID`, behind the name of
//! the sub-domain where there is one. The program itself is what it is tested with; `tests/pages/meshcentral/` is for
//! trying it out.
//!
//! Trusted: the group, which the MSP's staff makes. Untrusted: the device's name (an agent may set it), and whatever else
//! an agent reports.

use crate::page::{
    Clean, Field, FieldRead, PLAIN, PageKind, Recipe, Screen, TakeOf, Zone,
};

pub(super) const RECIPE: Recipe = Recipe {
    key: "meshcentral",
    name: "MeshCentral",
    client_word: "group",
    marks: &["*/?viewmode={}&gotonode={}"],
    screens: &[Screen {
        kind: PageKind::Device,
        at: "*/?gotonode={}",
        id: Some(Field::DeviceId),
        only_if_named: false,
    }],
    reads: &[
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: None,
            selector: GROUP,
            take: TakeOf::Text,
            clean: Clean::After("-"),
        },
        FieldRead {
            field: Field::DeviceName,
            zone: Zone::Untrusted,
            only: None,
            selector: HEADING,
            take: TakeOf::Text,
            clean: Clean::WithoutClient,
        },
    ],
    // All its data is there before it shows a device.
    patience_ms: 400,
    ..PLAIN
};

/// The headings of a device's tabs; of all of them one is visible.
const HEADING: &str = "#p10deviceName, #p11deviceName, #p12deviceName, #p13deviceName, #p14deviceName, #p16deviceName, #p17deviceName, #p19deviceName";
// The name comes escaped, so it brings no `span` of its own; the one around it that can be clicked has a title.
const GROUP: &str = ":is(#p10deviceName, #p11deviceName, #p12deviceName, #p13deviceName, #p14deviceName, #p16deviceName, #p17deviceName, #p19deviceName) > span:last-child:not([title])";

//! D15: organizations whose name is a word that stands on every page.

use super::View;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

const COMMON: [&str; 60] = [
    "Support",
    "Windows",
    "Internal",
    "Test",
    "Office",
    "Backup",
    "Unknown",
    "Default",
    "Admin",
    "IT",
    "Server",
    "N/A",
    "The",
    "Company",
    "Q",
    "404",
    "Unassigned",
    "<b>Bold</b> Ltd",
    "Network",
    "Printer",
    "Email",
    "Home",
    "Search",
    "Settings",
    "Reports",
    "Tickets",
    "Devices",
    "Users",
    "General",
    "Other",
    "None",
    "New",
    "Open",
    "Closed",
    "Pending",
    "Sales",
    "Billing",
    "Service",
    "Guest",
    "Local",
    "Remote",
    "Global",
    "Main",
    "Template",
    "Sample",
    "Demo",
    "Archive",
    "Monitoring",
    "Security",
    "Cloud",
    "Phone",
    "Dashboard",
    "Help",
    "Contacts",
    "Documents",
    "Passwords",
    "Alerts",
    "Null",
    "Client",
    "Customer",
];

/// `organizations`: one; `words`: three longer texts of a company field that hold the word.
pub(super) fn plant(world: &mut World) {
    // Those that the specification names come first, whatever the size.
    let n_words = world.size.scaled(COMMON.len());
    for (word, n) in COMMON.into_iter().zip(0..n_words) {
        // Taken, so that nothing else folds to it.
        world.names.claim(&[word]);
        let place = world.organization(word);
        let next = COMMON[(n + 1) % COMMON.len()];
        let place_name = world.random.pick(&world.names.words.places).clone();
        let words = vec![
            format!("{word} {next}"),
            format!("{place_name} {word}"),
            format!("{word} department, {place_name}"),
        ];
        let longer: Vec<&str> = words.iter().map(String::as_str).collect();
        world.names.claim(&longer);
        world.plant(Disaster::D15, "common word", &[place], &[], words);
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 4];
    for plant in view.planted("common word") {
        let id = plant.organizations[0];
        cases[0].push(
            Draft::organization("whole field", Page::of(view.name(id)))
                .link(id)
                .untrusted(&[]),
        );
        for (longer, drafts) in plant.words.iter().zip(&mut cases[1..]) {
            drafts.push(Draft::organization("longer field", Page::of(longer)).never(&[id]));
        }
    }
    cases
}

//! D13: letters that look alike, and names that are of another script altogether.

use super::View;
use crate::synthetic::questions::{Disaster, Draft, Mark, Page};
use crate::synthetic::world::World;

/// A way to rewrite a name.
struct Rewriting {
    kind: &'static str,
    /// At full size.
    n: usize,
    /// Other letters of the same look; else the same letters in a form for compatibility.
    is_spoof: bool,
    rewrite: fn(&str) -> String,
}

const REWRITINGS: [Rewriting; 7] = [
    Rewriting {
        kind: "Cyrillic letters",
        n: 40,
        is_spoof: true,
        rewrite: |name| swapped(name, &[('a', 'а'), ('e', 'е'), ('o', 'о'), ('c', 'с')]),
    },
    Rewriting {
        kind: "Greek letters",
        n: 30,
        is_spoof: true,
        rewrite: |name| {
            swapped(
                name,
                &[('o', 'ο'), ('v', 'ν'), ('i', 'ι'), ('e', 'ε'), ('a', 'α')],
            )
        },
    },
    Rewriting {
        kind: "dotless i",
        n: 20,
        is_spoof: true,
        rewrite: |name| swapped(name, &[('i', 'ı')]),
    },
    Rewriting {
        kind: "full width",
        n: 20,
        is_spoof: false,
        rewrite: |name| name.chars().map(full_width).collect(),
    },
    Rewriting {
        kind: "ligature",
        n: 20,
        is_spoof: false,
        rewrite: |name| name.replace("fi", "\u{fb01}"),
    },
    Rewriting {
        kind: "soft hyphen",
        n: 10,
        is_spoof: false,
        rewrite: |name| inside(name, '\u{ad}'),
    },
    Rewriting {
        kind: "direction mark",
        n: 10,
        is_spoof: false,
        rewrite: |name| inside(name, '\u{200e}'),
    },
];

/// First and second words of names that are wholly of their script.
const CYRILLIC: ([&str; 6], [&str; 6]) = (
    ["Северный", "Речной", "Лесной", "Горный", "Южный", "Новый"],
    ["Берег", "Дом", "Мост", "Сад", "Завод", "Порт"],
);
const GREEK: ([&str; 6], [&str; 6]) = (
    ["Νέα", "Παλιά", "Μικρή", "Μεγάλη", "Βόρεια", "Λευκή"],
    ["Τεχνική", "Αγορά", "Γέφυρα", "Πηγή", "Ακτή", "Θάλασσα"],
);

/// `organizations`: one; `words`: what the page shows.
pub(super) fn plant(world: &mut World) {
    for rewriting in &REWRITINGS {
        for n in 0..world.size.scaled(rewriting.n) {
            // Each way has letters to work on in a family name of this ending.
            let clean = world.names.fresh(&mut world.random, |words, random| {
                let fields: Vec<&String> = words
                    .families
                    .iter()
                    .filter(|word| word.ends_with("field"))
                    .collect();
                let family = (*random.pick(&fields)).clone();
                format!("{family} {}", random.pick(&words.trades))
            });
            let rewritten = (rewriting.rewrite)(&clean);
            let (stored, shown) = if n % 2 == 0 {
                (rewritten, clean)
            } else {
                (clean, rewritten)
            };
            let place = world.organization(&stored);
            world.plant(Disaster::D13, rewriting.kind, &[place], &[], vec![shown]);
        }
    }
    for (kind, (firsts, seconds)) in [("wholly Cyrillic", CYRILLIC), ("wholly Greek", GREEK)] {
        for _ in 0..world.size.scaled(25) {
            let name = world.names.fresh(&mut world.random, |_, random| {
                format!("{} {}", random.pick(&firsts), random.pick(&seconds))
            });
            let place = world.organization(&name);
            world.plant(Disaster::D13, kind, &[place], &[], vec![name]);
        }
    }
}

fn swapped(name: &str, letters: &[(char, char)]) -> String {
    let swap = |c: char| {
        let pair = letters.iter().find(|(latin, _)| *latin == c);
        pair.map_or(c, |(_, other)| *other)
    };
    name.chars().map(swap).collect()
}

fn full_width(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// After the third letter.
fn inside(name: &str, mark: char) -> String {
    let (start, end): (String, String) = (
        name.chars().take(3).collect(),
        name.chars().skip(3).collect(),
    );
    format!("{start}{mark}{end}")
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let shown = |kind: &'static str| {
        view.planted(kind).map(move |plant| {
            let draft = Draft::organization(kind, Page::of(&plant.words[0]));
            (draft, plant.organizations[0])
        })
    };
    let mut cases: Vec<Vec<Draft>> = REWRITINGS
        .iter()
        .map(|rewriting| {
            shown(rewriting.kind)
                .map(|(draft, id)| {
                    if rewriting.is_spoof {
                        draft.suggest(&[id]).marked(Mark::LookAlike)
                    } else {
                        draft.link(id)
                    }
                })
                .collect()
        })
        .collect();
    for kind in ["wholly Cyrillic", "wholly Greek"] {
        cases.push(shown(kind).map(|(draft, id)| draft.link(id)).collect());
    }
    cases
}

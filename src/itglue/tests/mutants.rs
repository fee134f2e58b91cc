//! Structured fuzzing of the JSON:API reader: answers of real shapes, broken by a seeded mutator. Whatever comes, it is
//! read or refused with an error; it takes memory in proportion to its length; and the same seed gives the same answers.
//!
//! `GLUEPANE_FUZZ_ROUNDS` says how many; the long run is `cargo xtask soak fuzz`. Where the collection of attacks lies beside
//! the repository, its pieces are among what is put in.

#![allow(
    clippy::unwrap_used,
    unsafe_code,
    reason = "a test may stop: that is what a failed test is; an allocator that counts can't be safe"
)]

mod attacks;
mod wire;

use gluepane_itglue::*;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use wire::{Wire, every_method, wait};

/// Counts what this thread holds, and the most of it.
struct Counting;

thread_local! {
    static HELD: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

fn count(n_bytes: isize) {
    // A thread that ends has no counter any more.
    let _ = HELD.try_with(|held| {
        let (now, most) = held.get();
        held.set((now + n_bytes, most.max(now + n_bytes)));
    });
}

// SAFETY: all is done by the system's allocator; beside it numbers are added up.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most that is held at once while this is done, in bytes.
fn peak(act: impl FnOnce()) -> usize {
    let (now, _) = HELD.get();
    HELD.set((now, now));
    act();
    (HELD.get().1 - now).max(0) as usize
}

/// What a byte of JSON may take: `[0],` is four bytes, a value of thirty-two in a list that doubles when it grows, and a list
/// of its own with room for four.
const MOST_PER_BYTE: usize = 128;
const MOST_BESIDES: usize = 64 << 10;

const SHAPES: [&str; 8] = [
    r#"{"data":[{"id":"501","type":"organizations","attributes":{"name":"Havel Werft AG","alert":"Ask","quick-notes":"<p>Gate</p>","organization-type-id":11,"primary":false,"parent-id":"6","ancestor-ids":"[1,6]","updated-at":"2026-05-03T11:20:00.000Z"},"relationships":{"adapters-resources":{"data":[{"id":"1","type":"adapters-resources"}]}}}],"included":[{"id":1,"type":"adapters-resources","attributes":{"remote-id":"4711"}}],"meta":{"current-page":1,"next-page":2,"prev-page":null,"total-pages":3,"total-count":120,"filters":{}},"links":{"self":"https://x.example/1","next":null}}"#,
    r#"{"data":[{"id":"7001","type":"configurations","attributes":{"organization-id":501,"name":"HW-SQL01","serial-number":"SN-1","mac-address":"00-00-5E-00-53-07","warranty-expires-at":"2027-01-31","archived":false},"relationships":{"configuration-interfaces":{"data":[{"id":"81","type":"configuration-interfaces"}]},"passwords":{"data":[{"id":"9001"}]}}}],"included":[{"id":"81","type":"configuration-interfaces","attributes":{"ip-address":"10.0.0.1","primary":true}},{"id":"1","type":"rmm-records","attributes":{"disks":[{"name":"C:","used":1,"total":2}],"mac-addresses":["00-00-5E-00-53-07"]},"relationships":{"configuration":{"data":{"id":"7001","type":"configurations"}}}}]}"#,
    r#"{"data":{"id":"9001","type":"passwords","attributes":{"organization-id":501,"name":"Local \u00e4dmin","username":"ops","resource-id":7001,"resource-type":"configurations","otp-enabled":true,"vault-id":null,"password":"a\"b\\u"},"relationships":{}}}"#,
    r#"{"data":{"id":"6001","type":"documents","attributes":{"organization-id":501,"name":"Slipway","document-folder-id":650,"content":[{"id":1,"sort":1,"resource_id":11,"resource_type":"Document::Heading","resource":{"id":11,"content":"A","level":2}},{"id":2,"sort":2,"resource_type":"Document::Text","resource":{"content":"<p>B</p>"}}]},"relationships":{}}}"#,
    r#"{"data":[{"id":"8001","type":"flexible-assets","attributes":{"organization-id":501,"flexible-asset-type-id":33,"name":"Mail","traits":{"type":"Hosted","servers":{"type":"Configurations","values":[{"id":7001,"name":"HW-SQL01"}]},"mfa":true,"seats":12.5,"files":[{"name":"a"}]}},"relationships":{}}]}"#,
    r#"{"data":[{"id":"3001","type":"contacts","attributes":{"organization-id":501,"name":"Jo","contact-emails":[{"value":"jo@x.example","primary":true,"label-name":"Work"}],"contact-phones":[{"value":"5550107","label-type":"phone"}]}}]}"#,
    r#"[{"id":501,"class":"organization","name":"Havel Werft AG","url":"https://x.example/501","hint":"","description":null},{"id":9001,"class":"password","name":"Crane","username":"ops","archived":false}]"#,
    r#"{"errors":[{"status":422,"title":"Unprocessable Entity","detail":"must exist","source":{"pointer":"/data/attributes/configuration-type"}}]}"#,
];

/// A small generator of our own: the same everywhere, without a clock.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// JSON as text, so that what `serde_json` would not write (a name twice, half a surrogate) can stand in it.
enum Node {
    Raw(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

fn node(value: &serde_json::Value) -> Node {
    match value {
        serde_json::Value::Array(items) => Node::List(items.iter().map(node).collect()),
        serde_json::Value::Object(fields) => Node::Object(
            fields
                .iter()
                .map(|(name, value)| (format!("{name:?}"), node(value)))
                .collect(),
        ),
        other => Node::Raw(other.to_string()),
    }
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Raw(text) => out.push_str(text),
        Node::List(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                write(item, out);
            }
            out.push(']');
        }
        Node::Object(fields) => {
            out.push('{');
            for (n, (name, value)) in fields.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                out.push_str(name);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

/// What doesn't belong there.
fn stray(dice: &mut Dice) -> String {
    const PLAIN: [&str; 22] = [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1e999",
        "-0",
        "18446744073709551616",
        "9007199254740993",
        "1.5",
        "99999999999999999999999999999999999999",
        "\"\"",
        "\"7\"",
        "\" 7 \"",
        "[]",
        "{}",
        "[[]]",
        "{\"data\":[]}",
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""\u0000""#,
        r#""\ud83d\ude00""#,
    ];
    let attacks = attacks();
    if !attacks.is_empty() && dice.roll(4) == 0 {
        return attacks[dice.roll(attacks.len())].clone();
    }
    match dice.roll(PLAIN.len() + 4) {
        0 => format!("\"{}\"", "x".repeat(1 << dice.roll(17))),
        1 => format!("[{}0]", "0,".repeat(1 << dice.roll(14))),
        2 => {
            let depth = 1 << dice.roll(13);
            "[".repeat(depth) + &"]".repeat(depth)
        }
        3 => {
            let depth = 1 << dice.roll(10);
            r#"{"data":"#.repeat(depth) + "1" + &"}".repeat(depth)
        }
        n => PLAIN[n - 4].to_owned(),
    }
}

/// Pieces of the collection: broken JSON as it is, notes as texts.
fn attacks() -> &'static [String] {
    static ATTACKS: OnceLock<Vec<String>> = OnceLock::new();
    ATTACKS.get_or_init(|| {
        let payloads = attacks::payloads().unwrap_or_default().into_iter();
        let notes = attacks::notes().unwrap_or_default().into_iter();
        payloads
            .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
            .chain(notes.map(|note| serde_json::Value::from(note).to_string()))
            .collect()
    })
}

fn mutate(of: &mut Node, dice: &mut Dice) {
    let n_children = match of {
        Node::Raw(_) => 0,
        Node::List(items) => items.len(),
        Node::Object(fields) => fields.len(),
    };
    // Mostly further down: the root has little to lose.
    if n_children > 0 && dice.roll(4) > 0 {
        let n = dice.roll(n_children);
        return match of {
            Node::List(items) => mutate(&mut items[n], dice),
            Node::Object(fields) => mutate(&mut fields[n].1, dice),
            Node::Raw(_) => {}
        };
    }
    let n = dice.roll(n_children);
    match (of, dice.roll(6)) {
        (Node::Object(fields), 0) if n_children > 0 => drop(fields.remove(n)),
        (Node::List(items), 0) if n_children > 0 => drop(items.remove(n)),
        (Node::Object(fields), 1) if n_children > 0 => {
            let (name, mut text) = (fields[n].0.clone(), String::new());
            write(&fields[n].1, &mut text);
            fields.push((name, Node::Raw(text)));
        }
        (Node::List(items), 1) if n_children > 0 => {
            let mut text = String::new();
            write(&items[n], &mut text);
            items.extend((0..dice.roll(40)).map(|_| Node::Raw(text.clone())));
        }
        (Node::Object(fields), 2) if n_children > 0 => {
            const NAMES: [&str; 8] = [
                "id",
                "type",
                "data",
                "attributes",
                "relationships",
                "included",
                "password",
                "\\ud800",
            ];
            fields[n].0 = format!("\"{}\"", NAMES[dice.roll(NAMES.len())]);
        }
        (of, 3) => {
            let inner = std::mem::replace(of, Node::List(Vec::new()));
            *of = match dice.roll(3) {
                0 => Node::List(vec![inner]),
                1 => Node::Object(vec![("\"data\"".to_owned(), inner)]),
                _ => Node::Object(vec![("\"included\"".to_owned(), Node::List(vec![inner]))]),
            };
        }
        (of, _) => *of = Node::Raw(stray(dice)),
    }
}

/// Every reader of the crate.
fn read(body: &str) {
    let wire = Wire::json(body);
    let (client, user) = (wire.client(), wire.user());
    fn list<R: Resource>(client: &Client<'_, Wire>) {
        let _ = wait(client.list(&List::<R>::all()));
    }
    every_method(&wire);
    list::<OrganizationDetails>(&client);
    list::<ConfigurationDetails>(&client);
    list::<ConfigurationInterface>(&client);
    list::<PasswordDetails>(&client);
    list::<PasswordFolder>(&client);
    list::<Contact>(&client);
    list::<Location>(&client);
    list::<Document>(&client);
    list::<DocumentFolder>(&client);
    list::<DocumentSection>(&client);
    list::<FlexibleAssetType>(&client);
    list::<FlexibleAssetField>(&client);
    list::<FlexibleAsset>(&client);
    list::<Checklist>(&client);
    list::<Domain>(&client);
    list::<Expiration>(&client);
    list::<User>(&client);
    list::<OperatingSystem>(&client);
    list::<Region>(&client);
    let _ = wait(client.show::<FlexibleAsset>(FlexibleAssetId(8001)));
    let _ = wait(client.show::<ConfigurationDetails>(ConfigurationId(7001)));
    let _ = wait(client.read_document(DocumentId(6001)));
    let _ = wait(user.reveal_one_time_code(PasswordId(9001)));
    let search = Search {
        query: String::new(),
        kinds: "organizations,passwords",
        limit: 50,
        organization: None,
        with_personal: false,
    };
    let _ = wait(user.search(&search));
}

fn run(seed: u64, n_rounds: usize) {
    let mut dice = Dice(seed | 1);
    for round in 0..n_rounds {
        let shape = SHAPES[dice.roll(SHAPES.len())];
        let mut body = node(&serde_json::from_str(shape).unwrap());
        for _ in 0..=dice.roll(6) {
            mutate(&mut body, &mut dice);
        }
        let mut text = String::new();
        write(&body, &mut text);
        if dice.roll(10) == 0 {
            let mut end = dice.roll(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        let most = text.len() * MOST_PER_BYTE + MOST_BESIDES;
        let held = peak(|| read(&text));
        assert!(
            held <= most,
            "round {round} of seed {seed}: {held} bytes held for {}",
            text.len()
        );
    }
}

fn rounds(usual: usize) -> usize {
    let named = std::env::var("GLUEPANE_FUZZ_ROUNDS").ok();
    named.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

#[test]
fn a_broken_answer_is_read_or_refused_in_bounded_memory() {
    run(0x5eed, rounds(4_000));
}

#[test]
#[ignore = "takes minutes"]
#[allow(clippy::print_stdout, reason = "a long run says what it did")]
fn broken_answers_for_minutes() {
    const N_SEEDS: usize = 100;
    let (begun, n_rounds) = (Instant::now(), rounds(1_000_000) / N_SEEDS);
    let mut slowest = Duration::ZERO;
    for seed in 1..=N_SEEDS {
        let begun = Instant::now();
        run(seed as u64, n_rounds);
        slowest = slowest.max(begun.elapsed());
    }
    println!(
        "{} broken answers in {:.0} s, the slowest {n_rounds} of them in {:.1} s; {} pieces of the collection of attacks",
        n_rounds * N_SEEDS,
        begun.elapsed().as_secs_f64(),
        slowest.as_secs_f64(),
        attacks().len(),
    );
}

#[test]
fn an_answer_that_is_too_deep_or_too_large_says_so() {
    let deep = |depth: usize| format!(r#"{{"data":[{}{}]}}"#, "[".repeat(depth), "]".repeat(depth));
    let ask = |body: String| wait(Wire::json(body).client().list_organizations(1)).map(drop);
    assert!(matches!(ask(deep(100)), Err(GlueError::Malformed { .. })));
    assert_eq!(ask(deep(200)), Err(GlueError::TooDeep));
    assert_eq!(ask(deep(1_000_000)), Err(GlueError::TooDeep));
    // Brackets in a text are no depth.
    let text = format!(
        r#"{{"data":[{{"id":"1","attributes":{{"name":"{}"}}}}]}}"#,
        "[".repeat(1_000)
    );
    assert_eq!(ask(text), Ok(()));
    let name = "x".repeat(16 << 20);
    let large = format!(r#"{{"data":[{{"id":"1","attributes":{{"name":"{name}"}}}}]}}"#);
    assert_eq!(ask(large), Err(GlueError::TooLarge));
}

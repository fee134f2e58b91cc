//! What others collected to break readers of JSON and HTML: data beside the repository, for who has it.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop and say why: that is what a failed or skipped test is"
)]

use std::path::Path;

const HTML: [&str; 4] = ["ammonia", "dompurify", "h5sc_even", "itglue_notes"];

fn file(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/attacks");
    let text = std::fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        println!("SKIPPED: {} isn't here", folder.join(name).display());
    }
    text
}

/// JSON as it should and as it shouldn't be: whether it should be read, and its bytes.
pub(crate) fn payloads() -> Option<Vec<(bool, Vec<u8>)>> {
    let text = file("json_parsing.jsonl")?;
    let case = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let bytes = base64(case["payload_b64"].as_str().unwrap());
        (case["expect"] == "accept", bytes)
    };
    let payloads: Vec<_> = text.lines().map(case).collect();
    assert!(payloads.len() > 200, "{}", payloads.len());
    Some(payloads)
}

/// Notes that attack who shows them.
pub(crate) fn notes() -> Option<Vec<String>> {
    let mut notes = Vec::new();
    for name in HTML {
        let rows: serde_json::Value =
            serde_json::from_str(&file(&format!("{name}.json"))?).unwrap();
        let texts = rows.as_array().unwrap().iter();
        notes.extend(texts.filter_map(|row| row["html"].as_str().map(str::to_owned)));
    }
    assert!(notes.len() > 300, "{}", notes.len());
    Some(notes)
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(value).collect();
    let mut bytes = Vec::new();
    for chunk in digits.chunks(4) {
        let bits = chunk.iter().enumerate().fold(0u32, |bits, (n, digit)| {
            bits | u32::from(*digit) << (18 - 6 * n)
        });
        bytes.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}

//! What `--help` says behind the arguments: how to begin, and the switches.

use std::fmt::Write;

use simulator::{SWITCHES, Switch, Values};

/// The first five minutes. docs/simulator.md has the same, and more.
const BEGIN: &str = "\
To begin (with curl and jq):
  simulator --listen 127.0.0.1:7400 > started.json &
  KEY=$(jq -r .api_key started.json)
  curl -g -H \"x-api-key: $KEY\" 'http://127.0.0.1:7400/organizations?page[size]=3'

The control port (N+4) turns switches, breaks answers, and tells what was asked:
  CONTROL=$(jq -r .control_url started.json)
  curl -d '{\"bad_key\": \"401_errors\"}' $CONTROL/set
  curl -d '{\"kind\": \"status\", \"value\": 502, \"times\": 1}' $CONTROL/fault
  curl $CONTROL/journal
  curl -X POST $CONTROL/reset

Switches, each a question that IT Glue's documents leave open. The first value is the default.
";

/// All of it.
pub(crate) fn text() -> String {
    SWITCHES.iter().fold(BEGIN.to_owned(), |mut text, switch| {
        let Switch { name, about, .. } = switch;
        let _ = write!(text, "  {name}={}\n      {about}\n", values(switch));
        text
    })
}

fn values(switch: &Switch) -> String {
    match switch.values {
        Values::OneOf(words) => words.join("|"),
        Values::Number(default) => format!("NUMBER ({default})"),
        Values::Text => "TEXT".to_owned(),
    }
}

//! What is true of every recipe.

use super::{ALL, by_key, by_url};
use crate::page::{Field, PageUrl, Zone};

fn guess(url: &str) -> Option<&'static str> {
    by_url(&PageUrl::parse(url).unwrap()).map(|recipe| recipe.key)
}

#[test]
fn a_host_is_recognised_by_its_domain_alone() {
    for (host, key) in [
        ("pinotage.rmm.datto.com", Some("datto-rmm")),
        ("ww5.autotask.net", Some("autotask")),
        ("na.myconnectwise.net", Some("connectwise")),
        ("rmm.datto.com.evil.example", None),
        ("evilrmm.datto.com", None),
        ("autotask.net.example", None),
        ("datto.com", None),
        ("127.0.0.1", None),
    ] {
        assert_eq!(guess(&format!("https://{host}/")), key, "{host}");
    }
}

#[test]
fn an_installation_of_the_msp_s_own_is_guessed_by_its_paths() {
    for (url, key) in [
        (
            "https://psa.msp.example/v4_6_release/ConnectWise.aspx?locale=en_US#x",
            Some("connectwise"),
        ),
        (
            "https://psa.msp.example/v4_6_release/services/system_io/router/openrecord.rails?recordType=ServiceFv&recid=1",
            Some("connectwise"),
        ),
        (
            "https://mesh.msp.example/?viewmode=11&gotonode=aB$@",
            Some("meshcentral"),
        ),
        (
            "https://mesh.msp.example/contoso/?gotonode=aB&viewmode=10",
            Some("meshcentral"),
        ),
        ("https://mesh.msp.example/?viewmode=1", None),
        ("https://wiki.msp.example/v4_6_release", None),
    ] {
        assert_eq!(guess(url), key, "{url}");
    }
}

#[test]
fn keys_are_unlike() {
    let keys: std::collections::BTreeSet<_> = ALL.iter().map(|recipe| recipe.key).collect();
    assert_eq!(keys.len(), ALL.len());
}

#[test]
fn every_file_here_is_a_recipe_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/page/recipes");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        if file.path().is_dir() {
            continue;
        }
        let name = file.file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs").replace('_', "-");
        if name != "mod" {
            assert!(by_key(&name).is_some(), "{name} is not in the list");
        }
    }
}

#[test]
fn without_a_recipe_nothing_is_trusted() {
    let generic = by_key("generic").unwrap();
    assert!(generic.is_generic && generic.screens.iter().all(|screen| screen.id.is_none()));
    assert!(
        generic
            .reads
            .iter()
            .all(|read| read.zone == Zone::Untrusted)
    );
    let others = ALL.iter().filter(|recipe| recipe.key != "generic");
    assert!(others.clone().all(|recipe| !recipe.is_generic));
    // What a machine reports itself is trusted nowhere.
    let of_machine = |field| {
        matches!(
            field,
            Field::DeviceName | Field::Serial | Field::Mac | Field::Ip
        )
    };
    for read in others.flat_map(|recipe| recipe.reads) {
        assert!(
            !of_machine(read.field) || read.zone == Zone::Untrusted,
            "{read:?}"
        );
    }
}

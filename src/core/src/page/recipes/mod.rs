//! One file a product. Adding one touches this list and no other code.

mod datto_rmm;

use super::Recipe;

/// All recipes.
pub const ALL: &[&Recipe] = &[&datto_rmm::RECIPE];

/// The recipe of this key.
pub fn by_key(key: &str) -> Option<&'static Recipe> {
    ALL.iter().copied().find(|recipe| recipe.key == key)
}

/// The recipe that a host name suggests.
pub fn by_host(host: &str) -> Option<&'static Recipe> {
    ALL.iter().copied().find(|recipe| recipe.knows_host(host))
}

#[cfg(test)]
mod tests {
    use super::{ALL, by_host};

    #[test]
    fn a_host_is_recognised_by_its_domain_alone() {
        assert_eq!(
            by_host("pinotage.rmm.datto.com").map(|r| r.key),
            Some("datto-rmm")
        );
        for host in [
            "rmm.datto.com.evil.example",
            "evilrmm.datto.com",
            "datto.com",
            "127.0.0.1",
        ] {
            assert!(by_host(host).is_none(), "{host}");
        }
    }

    #[test]
    fn keys_are_unlike() {
        let keys: std::collections::BTreeSet<_> = ALL.iter().map(|recipe| recipe.key).collect();
        assert_eq!(keys.len(), ALL.len());
    }
}

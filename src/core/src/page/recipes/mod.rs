//! One file a product. Adding one touches this list of names and no other code.

use super::{PageUrl, Recipe};

// A build script could list the folder, but then neither `cargo fmt` nor an editor would find the files.
macro_rules! recipes {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        /// All recipes.
        pub const ALL: &[&Recipe] = &[$(&$name::RECIPE),*];
    };
}

recipes![autotask, connectwise, datto_rmm, meshcentral, generic];

/// The recipe of this key.
pub fn by_key(key: &str) -> Option<&'static Recipe> {
    ALL.iter().copied().find(|recipe| recipe.key == key)
}

/// The recipe that a URL suggests: by its host, else by what the paths of the MSP's own installations look like.
pub fn by_url(url: &PageUrl<'_>) -> Option<&'static Recipe> {
    let mut all = ALL.iter().copied();
    all.clone()
        .find(|recipe| recipe.knows_host(url.host))
        .or_else(|| all.find(|recipe| recipe.is_marked(url)))
}

#[cfg(test)]
mod tests;

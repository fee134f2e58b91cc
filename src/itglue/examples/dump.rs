//! Prints the rows of an account as this crate reads them, one JSON object a line: `{"type", "id", "attributes"}` under
//! IT Glue's own names. Never a value: they don't come in lists, and no row has room for one.
//!
//! Arguments are what to read, in IT Glue's own words: `contacts`, `organizations/7/relationships/documents`,
//! `flexible_assets?of=33` (a type's), `configurations/7` (a show, with all that this crate asks to come along). For
//! comparing with other clients (`tests/clients/agreement.test.mjs`). It knows plain HTTP, so the API is one on loopback:
//! `GLUEPANE_API` is its address and `GLUEPANE_API_KEY` the key.

#[path = "dump/loopback.rs"]
mod loopback;

use gluepane_itglue::*;
use gluepane_secret::Secret;
use gluepane_wire::Tree;
use loopback::Loopback;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufWriter, StdoutLock, Write};

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let address = std::env::var("GLUEPANE_API")?;
    let base = ApiBase::parse(&address).map_err(|error| format!("{address}: {error:?}"))?;
    let key = Secret::new(std::env::var("GLUEPANE_API_KEY")?);
    let wire = Loopback::of(&base);
    let mut dump = Dump {
        client: Client::new(&wire, &base, Credential::ApiKey(&key)),
        out: BufWriter::new(std::io::stdout().lock()),
    };
    for what in std::env::args().skip(1) {
        pollster::block_on(dump.read(&what)).map_err(|error| format!("{what}: {error}"))?;
    }
    dump.out.flush()?;
    Ok(())
}

struct Dump<'a> {
    client: Client<'a, Loopback>,
    out: BufWriter<StdoutLock<'static>>,
}

/// The first of these resources that has the path, and what is done with it.
macro_rules! of_path {
    ($path:expr, [$($kind:ident)*], $row:ident => $done:expr) => {
        $(if $path == $kind::PATH {
            type $row = $kind;
            $done
        } else)* {
            Err(format!("{} is no list that is read this way", $path).into())
        }
    };
}

impl Dump<'_> {
    async fn read(&mut self, what: &str) -> Done {
        let words: Vec<&str> = what.split(['/', '?', '=']).collect();
        match words[..] {
            ["flexible_assets", "of", id] => {
                let of = FlexibleAssetTypeId(id.parse()?);
                self.list(|| List::<FlexibleAsset>::of_type(of)).await
            }
            [
                "flexible_asset_types",
                id,
                "relationships",
                "flexible_asset_fields",
            ] => {
                let of = FlexibleAssetTypeId(id.parse()?);
                self.list(|| List::<FlexibleAssetField>::of_type(of)).await
            }
            [
                "configurations",
                id,
                "relationships",
                "configuration_interfaces",
            ] => {
                self.list(|| List::of_configuration(ConfigurationId(id.parse().unwrap_or(0))))
                    .await
            }
            ["documents", id, "relationships", "sections"] => {
                self.list(|| List::of_document(DocumentId(id.parse().unwrap_or(0))))
                    .await
            }
            ["organizations", id, "relationships", path] => {
                let of = OrganizationId(id.parse()?);
                of_path!(path, [Document DocumentFolder PasswordFolder], Row => {
                    self.list(|| List::<Row>::of(of)).await
                })
            }
            [path, id] => {
                let id = id.parse()?;
                of_path!(path, [
                    OrganizationDetails ConfigurationDetails PasswordDetails Contact Location Checklist Document
                    FlexibleAssetType FlexibleAsset
                ], Row => {
                    let row: Row = self.client.show(Id::new(id)).await?;
                    self.print(&row)
                })
            }
            _ => {
                of_path!(what, [
                    OrganizationDetails OrganizationType OrganizationStatus ConfigurationDetails ConfigurationType
                    ConfigurationStatus PasswordDetails PasswordCategory Contact ContactType Location FlexibleAssetType
                    Checklist Domain Expiration User Group Manufacturer Model OperatingSystem Platform Country Region
                ], Row => self.list(List::<Row>::all).await)
            }
        }
    }

    /// All pages of a list.
    async fn list<R: Resource>(&mut self, list: impl Fn() -> List<R>) -> Done {
        for number in 1.. {
            let page = self
                .client
                .list(&list().sort("id").page_of(number, 1_000))
                .await?;
            page.rows.iter().try_for_each(|row| self.print(row))?;
            if !page.has_next {
                break;
            }
        }
        Ok(())
    }

    fn print<R: Resource>(&mut self, row: &R) -> Done {
        let attributes = json_of(&row.shown());
        let line = json!({"type": R::PATH, "id": attributes["id"], "attributes": attributes});
        Ok(writeln!(self.out, "{line}")?)
    }
}

fn json_of(tree: &Tree) -> Value {
    match tree {
        Tree::Nothing => Value::Null,
        Tree::Flag(flag) => json!(flag),
        Tree::Whole(number) => json!(number),
        Tree::Number(number) => json!(number),
        Tree::Text(text) => json!(text),
        Tree::List(items) => items.iter().map(json_of).collect(),
        Tree::Object(fields) => {
            let fields = fields.iter();
            Value::Object(
                fields
                    .map(|(name, of)| (name.to_string(), json_of(of)))
                    .collect(),
            )
        }
    }
}

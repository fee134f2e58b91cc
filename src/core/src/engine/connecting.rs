//! Testing and making a connection by API key: what was typed, tidied, tried, and named when it fails.

use super::connection::{Connection, identity_of};
use super::index::PAGE;
use super::records::{FormRecord, SettingsRecord, settings_key};
use super::{Engine, Ports, Shelf, failure};
use crate::page::PageUrl;
use crate::secrets::Secret;
use core::cell::RefCell;
use futures_util::future::join3;
use gluepane_itglue::{ApiBase, BaseError, Client, Credential, GlueError, Organization};
use gluepane_protocol::{ConnectionForm, Failure, KeyAccess, Region, Response, TestedView};

/// The fixed API hosts (API reference, section 1.1).
const REGIONS: [(Region, &str, &str); 3] = [
    (Region::Us, "https://api.itglue.com", "itglue.com"),
    (Region::Eu, "https://api.eu.itglue.com", "eu.itglue.com"),
    (Region::Au, "https://api.au.itglue.com", "au.itglue.com"),
];

/// What was typed, fit to be tried.
struct Tidied {
    web_address: String,
    region: Region,
    base: ApiBase,
    api_key: Secret<String>,
}

/// What a test found out.
struct Tested {
    web_address: String,
    organizations: u64,
    access: KeyAccess,
}

impl<P: Ports> Engine<P> {
    /// Tries what was typed and keeps nothing.
    pub(super) async fn test_connection(&self, form: ConnectionForm) -> Result<Response, Failure> {
        let tidied = tidy(form)?;
        let Tested {
            web_address,
            organizations,
            access,
        } = self.try_out(&tidied).await?;
        Ok(Response::Tested {
            tested: TestedView {
                web_address,
                organizations,
                access,
            },
        })
    }

    /// Tries it once more, then connects.
    pub(super) async fn connect(&self, form: ConnectionForm) -> Result<(), Failure> {
        let tidied = tidy(form)?;
        let tested = self.try_out(&tidied).await?;
        let Tidied {
            region,
            base,
            api_key,
            ..
        } = tidied;
        let identity = identity_of(&tested.web_address);
        let settings: SettingsRecord = self
            .load(Shelf::Disk, &settings_key(&identity))
            .await?
            .unwrap_or_default();
        let record = FormRecord {
            subdomain: tested.web_address.clone(),
            region,
            api_address: if region == Region::Custom {
                base.to_string()
            } else {
                String::new()
            },
        };
        // Another key is another choice: reading values with it is allowed anew.
        let settings = SettingsRecord {
            reveal_allowed: false,
            ..settings
        };
        self.save(Shelf::Disk, &settings_key(&identity), &settings)
            .await?;
        let connection = Connection {
            identity,
            nonce: self.ports.salt(),
            web_address: tested.web_address,
            base,
            api_key,
            access: tested.access,
            has_many: tested.organizations > PAGE,
            settings: RefCell::new(settings),
        };
        self.adopt(connection, record).await
    }

    async fn try_out(&self, tidied: &Tidied) -> Result<Tested, Failure> {
        let client = Client::new(self, &tidied.base, Credential::ApiKey(&tidied.api_key));
        let page = match client.probe_organizations().await {
            Ok(page) => page,
            Err(error) if error.is_refusal() => return Err(self.other_region(tidied).await),
            Err(GlueError::NotFound) => {
                return Err(Failure::NotItGlue {
                    host: tidied.base.host().to_owned(),
                });
            }
            Err(error) => return Err(failure(error, tidied.base.host())),
        };
        let (access, password_url) = self.try_passwords(&client, tidied.base.host()).await?;
        let origin = |url: &str| PageUrl::parse(url).map(|url| url.origin.to_owned());
        let of_row = page
            .rows
            .first()
            .and_then(|row: &Organization| origin(row.resource_url.as_deref()?));
        let found = of_row.or_else(|| origin(password_url.as_deref()?));
        if let Some(found) = found.filter(|found| *found != tidied.web_address) {
            return Err(Failure::WrongSubdomain {
                expected: tidied.web_address.clone(),
                found,
            });
        }
        Ok(Tested {
            web_address: tidied.web_address.clone(),
            organizations: page.total,
            access,
        })
    }

    /// A wrong region looks like a bad key: whether the key is known elsewhere tells them apart. Only IT Glue's own
    /// fixed hosts are tried, side by side: one after the other, two that don't answer would take longer than the page
    /// that asks waits.
    async fn other_region(&self, tidied: &Tidied) -> Failure {
        if tidied.region == Region::Custom {
            return Failure::KeyRefused;
        }
        let [us, eu, au] =
            REGIONS.map(|(region, address, _)| self.said_in(tidied, region, address));
        let (us, eu, au) = join3(us, eu, au).await;
        let said = [us, eu, au].into_iter().flatten();
        // One that knows the key settles it.
        let is_settled = |failure: &Failure| matches!(failure, Failure::WrongRegion { .. });
        said.reduce(|one, other| if is_settled(&other) { other } else { one })
            .unwrap_or(Failure::KeyRefused)
    }

    /// What a region that isn't selected says of the key, if that is something. One that can't be reached says nothing;
    /// while requests are held back, no region can be asked, and the key may still be good.
    async fn said_in(&self, tidied: &Tidied, region: Region, address: &str) -> Option<Failure> {
        let base = ApiBase::parse(address)
            .ok()
            .filter(|_| region != tidied.region)?;
        let client = Client::new(self, &base, Credential::ApiKey(&tidied.api_key));
        match client.probe_organizations().await {
            Ok(_) => Some(Failure::WrongRegion { region }),
            Err(error @ GlueError::RateLimited { .. }) => Some(failure(error, base.host())),
            Err(_) => None,
        }
    }

    /// Whether the key brings values. Lists look alike with and without password access, so one record is read, of the
    /// account's own organization where it has one; its value is dropped unread.
    async fn try_passwords(
        &self,
        client: &Client<'_, Self>,
        host: &str,
    ) -> Result<(KeyAccess, Option<String>), Failure> {
        let own = client
            .find_primary_organization()
            .await
            .map_err(|error| failure(error, host))?
            .map(|row| row.id);
        let mut probed = client.probe_passwords(own).await;
        if own.is_some() && matches!(probed, Ok(None)) {
            probed = client.probe_passwords(None).await;
        }
        let row = match probed {
            Ok(Some(row)) => row,
            Ok(None) => return Ok((KeyAccess::Unknown, None)),
            Err(error) if error.is_refusal() => return Ok((KeyAccess::WithoutPasswords, None)),
            Err(error) => return Err(failure(error, host)),
        };
        let access = match client.reveal_password(row.id).await {
            Ok(one) if !one.is_withheld => KeyAccess::WithPasswords,
            Ok(_) => KeyAccess::WithoutPasswords,
            Err(error) if error.is_refusal() => KeyAccess::WithoutPasswords,
            Err(GlueError::NotFound) => KeyAccess::Unknown,
            Err(error) => return Err(failure(error, host)),
        };
        Ok((access, row.resource_url))
    }
}

fn bad(field: &str, text: &str) -> Failure {
    Failure::BadForm {
        field: field.to_owned(),
        text: text.to_owned(),
    }
}

fn tidy(form: ConnectionForm) -> Result<Tidied, Failure> {
    let fixed = REGIONS.iter().find(|(region, ..)| *region == form.region);
    let base = match fixed {
        Some((_, address, _)) => ApiBase::parse(address),
        // A path could be a slip; what a session's hosts have is not typed.
        None => match ApiBase::parse(&form.api_address) {
            Ok(base) if base.has_path() => Err(BaseError::NotAnAddress),
            other => other,
        },
    };
    let base = base.map_err(|error| match error {
        BaseError::Empty => bad(
            "api_address",
            "Enter the API address, such as https://api.itglue.com.",
        ),
        BaseError::NotEncrypted => bad(
            "api_address",
            "Use https:// here. Plain http:// is for this machine (127.0.0.1) alone.",
        ),
        BaseError::NotAnAddress => bad(
            "api_address",
            "Enter an address such as https://api.itglue.com, without a path.",
        ),
    })?;
    let web_address = web_address(&form.subdomain, fixed.map(|(.., domain)| *domain))?;
    let api_key = tidy_key(&form.api_key)?;
    Ok(Tidied {
        web_address,
        region: form.region,
        base,
        api_key,
    })
}

/// `company`, `company.itglue.com` or a full URL of any page there, as an origin.
fn web_address(typed: &str, domain: Option<&str>) -> Result<String, Failure> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(bad(
            "subdomain",
            "Enter your IT Glue web address, such as https://company.itglue.com.",
        ));
    }
    let full = match (text.contains("://"), text.contains('.'), domain) {
        (true, ..) => text.to_owned(),
        (false, false, Some(domain)) => format!("https://{text}.{domain}"),
        _ => format!("https://{text}"),
    };
    let origin = PageUrl::parse(&full).map(|url| url.origin);
    let base = origin.and_then(|origin| ApiBase::parse(origin).ok());
    base.map(|base| base.to_string()).ok_or_else(|| {
        bad(
            "subdomain",
            "Enter your IT Glue web address, such as https://company.itglue.com.",
        )
    })
}

/// Spaces around a pasted key don't matter; inside it they mean that something else was pasted.
fn tidy_key(typed: &Secret<String>) -> Result<Secret<String>, Failure> {
    // EXPOSE: the pasted key is trimmed and checked; it goes back into a Secret at once.
    let key = typed
        .expose()
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
    if key.is_empty() {
        return Err(bad(
            "api_key",
            "Paste the API key. IT Glue shows it only once, when it is made.",
        ));
    }
    if !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(bad(
            "api_key",
            "That isn’t an API key: it holds spaces or characters that no key has. Copy it again.",
        ));
    }
    Ok(Secret::new(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{tidy_key, web_address};
    use crate::secrets::Secret;
    use gluepane_protocol::Failure;

    #[test]
    fn a_subdomain_is_taken_in_every_form_people_type_it() {
        for typed in [
            "northlane",
            " northlane ",
            "northlane.itglue.com",
            "https://northlane.itglue.com/",
            "https://Northlane.itglue.com/12/passwords",
        ] {
            assert_eq!(
                web_address(typed, Some("itglue.com")).unwrap(),
                "https://northlane.itglue.com",
                "{typed}"
            );
        }
        assert_eq!(
            web_address("northlane", Some("eu.itglue.com")).unwrap(),
            "https://northlane.eu.itglue.com"
        );
        assert_eq!(
            web_address("http://127.0.0.1:4000", None).unwrap(),
            "http://127.0.0.1:4000"
        );
        for typed in ["", "north lane", "http://northlane.itglue.com", "ftp://x"] {
            assert!(
                matches!(
                    web_address(typed, Some("itglue.com")),
                    Err(Failure::BadForm { .. })
                ),
                "{typed}"
            );
        }
    }

    #[test]
    fn spaces_around_a_key_do_not_matter_and_inside_it_are_named() {
        // EXPOSE: a test's own invented key.
        assert_eq!(
            tidy_key(&Secret::new(" \u{a0}ITG.abc\n".into()))
                .unwrap()
                .expose(),
            "ITG.abc"
        );
        for typed in ["", "  ", "ITG.a b", "ключ"] {
            assert!(
                matches!(
                    tidy_key(&Secret::new(typed.into())),
                    Err(Failure::BadForm { .. })
                ),
                "{typed}"
            );
        }
    }
}

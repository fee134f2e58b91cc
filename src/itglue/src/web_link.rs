//! Addresses on the account's web site (API reference, sections 3 and 4.3): where the technician goes, never a request of
//! ours. A row's own `resource-url` is better, where it has one.

use crate::{
    ConfigurationId, DocumentId, DomainId, FlexibleAssetId, FlexibleAssetTypeId, LocationId,
    OrganizationId, PasswordId,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A page of the web site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WebLink {
    /// `/501`
    Organization(OrganizationId),
    /// `/501/configurations/7001`
    Configuration(OrganizationId, ConfigurationId),
    /// `/501/passwords/9001`
    Password(OrganizationId, PasswordId),
    /// `/501/docs/6001`
    Document(OrganizationId, DocumentId),
    /// `/501/locations/4001`
    Location(OrganizationId, LocationId),
    /// `/501/domains/5001`
    Domain(OrganizationId, DomainId),
    /// `/501/assets/33-email/records/8001`
    FlexibleAsset {
        /// Whose it is.
        organization: OrganizationId,
        /// Its type.
        asset_type: FlexibleAssetTypeId,
        /// The type's name as addresses have it.
        slug: String,
        /// Which it is.
        asset: FlexibleAssetId,
    },
    /// `/links/autotask/org/1234`: leads to what another system knows by this id.
    Remote {
        /// `connectwise` and `autotask` are known.
        integration: String,
        /// Of what kind the id is.
        kind: RemoteKind,
        /// The other system's id.
        id: String,
    },
}

/// What an id of another system is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RemoteKind {
    /// An organization.
    Organization,
    /// A configuration.
    Configuration,
}

impl RemoteKind {
    fn word(self) -> &'static str {
        match self {
            RemoteKind::Organization => "org",
            RemoteKind::Configuration => "config",
        }
    }
}

impl WebLink {
    /// The address on a web site: `https://northlane.itglue.com`, without a slash at the end.
    pub fn to_url(&self, web_address: &str) -> String {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let path = match self {
            Self::Organization(id) => format!("{id}"),
            Self::Configuration(of, id) => format!("{of}/configurations/{id}"),
            Self::Password(of, id) => format!("{of}/passwords/{id}"),
            Self::Document(of, id) => format!("{of}/docs/{id}"),
            Self::Location(of, id) => format!("{of}/locations/{id}"),
            Self::Domain(of, id) => format!("{of}/domains/{id}"),
            Self::FlexibleAsset {
                organization,
                asset_type,
                slug,
                asset,
            } => {
                let slug: String = slug.chars().filter(|c| is_slug(*c)).collect();
                format!("{organization}/assets/{asset_type}-{slug}/records/{asset}")
            }
            Self::Remote {
                integration,
                kind,
                id,
            } => format!(
                "links/{}/{}/{}",
                encode(integration),
                kind.word(),
                encode(id)
            ),
        };
        format!("{}/{path}", web_address.trim_end_matches('/'))
    }

    /// Reads an address of this web site; none, if it is another's, or no page of a record.
    pub fn parse(url: &str, web_address: &str) -> Option<Self> {
        let rest = url.strip_prefix(web_address.trim_end_matches('/'))?;
        Self::of_path(rest.strip_prefix('/')?)
    }

    /// Reads an address as a row has it, whose ever it is: for the ids in it alone.
    pub(crate) fn parse_any_host(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let (_, path) = rest.split_once('/')?;
        Self::of_path(path)
    }

    fn of_path(path: &str) -> Option<Self> {
        let path = path.split(['?', '#']).next()?.trim_end_matches('/');
        let segments: Vec<&str> = path.split('/').collect();
        if let ["links", integration, kind, id] = segments.as_slice() {
            let decode = |text: &str| {
                let text = percent_encoding::percent_decode_str(text)
                    .decode_utf8()
                    .ok()?;
                (!text.is_empty()).then(|| text.into_owned())
            };
            return Some(Self::Remote {
                integration: decode(integration)?,
                kind: match *kind {
                    "org" => RemoteKind::Organization,
                    "config" => RemoteKind::Configuration,
                    _ => return None,
                },
                id: decode(id)?,
            });
        }
        let organization = OrganizationId(number(segments.first()?)?);
        Some(match segments.get(1..)? {
            [] => Self::Organization(organization),
            ["assets", of_type, "records", asset] => {
                let (asset_type, slug) = of_type.split_once('-').unwrap_or((of_type, ""));
                Self::FlexibleAsset {
                    organization,
                    asset_type: FlexibleAssetTypeId(number(asset_type)?),
                    slug: slug.to_owned(),
                    asset: FlexibleAssetId(number(asset)?),
                }
            }
            [kind, id] => {
                let id = number(id)?;
                match *kind {
                    "configurations" => Self::Configuration(organization, ConfigurationId(id)),
                    "passwords" => Self::Password(organization, PasswordId(id)),
                    "docs" => Self::Document(organization, DocumentId(id)),
                    "locations" => Self::Location(organization, LocationId(id)),
                    "domains" => Self::Domain(organization, DomainId(id)),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }
}

/// Digits alone: `+7` is no id in an address.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn is_slug(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::{RemoteKind, WebLink};
    use crate::{
        ConfigurationId, DocumentId, DomainId, FlexibleAssetId, FlexibleAssetTypeId, LocationId,
        OrganizationId, PasswordId,
    };

    const WEB: &str = "https://northlane.itglue.com";

    #[test]
    fn each_form_of_an_address_is_built_and_read_back() {
        let org = OrganizationId(501);
        let asset = WebLink::FlexibleAsset {
            organization: org,
            asset_type: FlexibleAssetTypeId(33),
            slug: "email".to_owned(),
            asset: FlexibleAssetId(8001),
        };
        let remote = |kind, id: &str| WebLink::Remote {
            integration: "autotask".to_owned(),
            kind,
            id: id.to_owned(),
        };
        for (link, path) in [
            (WebLink::Organization(org), "/501"),
            (
                WebLink::Configuration(org, ConfigurationId(7)),
                "/501/configurations/7",
            ),
            (WebLink::Password(org, PasswordId(9)), "/501/passwords/9"),
            (WebLink::Document(org, DocumentId(6)), "/501/docs/6"),
            (WebLink::Location(org, LocationId(4)), "/501/locations/4"),
            (WebLink::Domain(org, DomainId(5)), "/501/domains/5"),
            (asset, "/501/assets/33-email/records/8001"),
            (
                remote(RemoteKind::Organization, "1234"),
                "/links/autotask/org/1234",
            ),
            (
                remote(RemoteKind::Configuration, "a/b"),
                "/links/autotask/config/a%2Fb",
            ),
        ] {
            let url = format!("{WEB}{path}");
            assert_eq!(link.to_url(WEB), url);
            assert_eq!(WebLink::parse(&url, WEB), Some(link.clone()), "{url}");
            let more = format!("{url}/?tab=1#x");
            assert_eq!(WebLink::parse(&more, WEB), Some(link), "{more}");
        }
    }

    #[test]
    fn another_site_s_address_and_other_pages_are_none() {
        for url in [
            "https://other.itglue.com/501",
            "https://northlane.itglue.com.evil.example/501",
            "https://northlane.itglue.com",
            "https://northlane.itglue.com/",
            "https://northlane.itglue.com/settings",
            "https://northlane.itglue.com/501/passwords/x",
            "https://northlane.itglue.com/501/passwords/+7",
            "https://northlane.itglue.com/501/passwords/99999999999999999999",
            "https://northlane.itglue.com/501/passwords/7/edit",
            "https://northlane.itglue.com/501/things/7",
            "https://northlane.itglue.com/links/autotask/thing/7",
            "",
        ] {
            assert_eq!(WebLink::parse(url, WEB), None, "{url}");
        }
    }
}

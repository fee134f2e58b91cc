//! Datto RMM, new interface: site page, device summary, single alert view.
//!
//! Known from public third-party extensions, not from the product itself: the URL shapes, the attributes of `#app`, the
//! breadcrumb `Sites / SITE / DEVICE`, and the title that becomes the device's host name once it has loaded. Not known
//! for sure: the shape of an alert's URL, and that breadcrumb entries are links to the records. Test pages:
//! `tests/pages/datto-rmm/`.
//!
//! Trusted: ids in the URL and the breadcrumb, the site's name. Untrusted: the device's host name (the machine reports
//! it), the description, the last user, alert texts.

use crate::page::{
    Clean, Field, FieldRead, HostPattern, PLAIN, PageKind, Recipe, RmmIds, Screen, TakeOf, Zone,
};

pub(super) const RECIPE: Recipe = Recipe {
    key: "datto-rmm",
    name: "Datto RMM",
    client_word: "site",
    // pinotage, concord, vidal, zinfandel, bacchus, merlot, syrah: one host a platform.
    hosts: &[HostPattern::Under("rmm.datto.com")],
    screens: &[
        Screen {
            kind: PageKind::Client,
            at: "/site/{}",
            id: Some(Field::ClientId),
            only_if_named: false,
        },
        Screen {
            kind: PageKind::Device,
            at: "/device/{}",
            id: Some(Field::DeviceId),
            only_if_named: false,
        },
        // The interface before this one; still linked to from other products.
        Screen {
            kind: PageKind::Device,
            at: "/csm/device/{}",
            id: Some(Field::DeviceId),
            only_if_named: false,
        },
        Screen {
            kind: PageKind::Alert,
            at: "/alert/{}",
            id: None,
            only_if_named: false,
        },
    ],
    reads: &[
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: None,
            selector: APP,
            take: TakeOf::Attribute("data-site-name"),
            clean: Clean::Whole,
        },
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: None,
            selector: BREADCRUMB_SITE,
            take: TakeOf::Text,
            clean: Clean::Whole,
        },
        // After a navigation inside the page this must come to the id in the URL, else the page is still the former one.
        FieldRead {
            field: Field::DeviceId,
            zone: Zone::Trusted,
            only: None,
            selector: BREADCRUMB_DEVICE,
            take: TakeOf::Attribute("href"),
            clean: Clean::IdInLink("/device/{}"),
        },
        FieldRead {
            field: Field::ClientId,
            zone: Zone::Trusted,
            only: None,
            selector: BREADCRUMB_SITE,
            take: TakeOf::Attribute("href"),
            clean: Clean::IdInLink("/site/{}"),
        },
        FieldRead {
            field: Field::DeviceName,
            zone: Zone::Untrusted,
            only: None,
            selector: BREADCRUMB_DEVICE,
            take: TakeOf::Text,
            clean: Clean::Whole,
        },
        FieldRead {
            field: Field::DeviceName,
            zone: Zone::Untrusted,
            only: None,
            selector: "",
            take: TakeOf::Title,
            clean: Clean::TitleWithout("Datto RMM"),
        },
    ],
    // The interface is built with Ant Design, whose spinners and skeletons these are; `aria-busy` is the standard's.
    busy: "[aria-busy=\"true\"], .ant-spin-spinning, .ant-skeleton-active",
    rmm: Some(RmmIds {
        integration_type: "aem",
        control_type: "ninja-rmm",
    }),
    ..PLAIN
};

// Never inside the page's content: an alert's text may hold anything, an imitation of these too.
const APP: &str = "#app[data-site-name]:not(:is(main, article, [role=main], [role=article]) *)";
const BREADCRUMB_SITE: &str = "nav[aria-label=\"Breadcrumb\" i]:not(:is(main, article, [role=main], [role=article]) *) a[href^=\"/site/\"]";
const BREADCRUMB_DEVICE: &str = "nav[aria-label=\"Breadcrumb\" i]:not(:is(main, article, [role=main], [role=article]) *) a[href^=\"/device/\"]";

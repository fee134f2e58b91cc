//! The hosts on whose pages Gluepane may stand.

use super::{State, card_title};
use crate::choice::choice;
use crate::parts::button;
use crate::ui::{El, el};
use gluepane_protocol::{HostView, PanelPlace, ProductView, Request};

/// The card with the enabled hosts.
pub(super) fn draw(state: State, hosts: Vec<HostView>, products: &[ProductView]) -> El {
    let is_empty = hosts.is_empty();
    let lead = if is_empty {
        "None yet. Open your RMM or PSA, press Gluepane’s button in the browser’s toolbar, and choose Enable on this site."
    } else {
        "Gluepane reads only these sites. To add one, open it and press Gluepane’s toolbar button."
    };
    let rows = hosts
        .into_iter()
        .enumerate()
        .map(|(at, host)| row(state, at, host, products));
    el("section")
        .class("card")
        .attr("aria-labelledby", "hosts-title")
        .child(card_title("hosts-title", "Enabled sites"))
        .child(el("p").class("lead").text(lead))
        .child((!is_empty).then(|| {
            el("ul")
                .class("hosts")
                .attr("aria-label", "Enabled sites")
                .children(rows)
        }))
}

/// A list, a second list and a button, each told apart from its namesakes by the host's name.
fn row(state: State, at: usize, host: HostView, products: &[ProductView]) -> El {
    let HostView {
        origin,
        product,
        place,
        granted,
        ..
    } = host;
    let name_id = format!("host-{at}");
    let control = |control: El, what: &str| {
        control
            .id(&format!("host-{at}-{what}"))
            .attr("aria-describedby", &name_id)
    };
    let withdrawn = (!granted).then(|| {
        el("span").class("line detail").child(
            el("span")
                .class("withdrawn")
                .text("Permission withdrawn. Enable the site again, or remove it."),
        )
    });
    let of = origin.clone();
    let product = choice(
        products
            .iter()
            .map(|one| (one.key.clone(), one.name.clone())),
        move || product.clone(),
        move |product| {
            let origin = of.clone();
            state.send(Request::SetHostProduct { origin, product });
        },
    );
    let of = origin.clone();
    let places = [PanelPlace::InPage, PanelPlace::SidePanel];
    let stands = choice(
        places.map(|place| (key(place).to_owned(), name(place).to_owned())),
        move || key(place).to_owned(),
        move |chosen| {
            let place = places.into_iter().find(|place| key(*place) == chosen);
            let (origin, place) = (of.clone(), place.unwrap_or_default());
            state.send(Request::SetHostPlace { origin, place });
        },
    );
    let of = origin.clone();
    let remove = button("btn small", "Remove", move |_| {
        state.send(Request::RemoveHost { origin: of.clone() });
    });
    el("li")
        .class("row")
        .attr("aria-label", &origin)
        .child(
            el("div")
                .class("t")
                .child(
                    el("span").class("line").child(
                        el("b")
                            .id(&name_id)
                            .attr("title", &origin)
                            .text(origin.trim_start_matches("https://")),
                    ),
                )
                .child(withdrawn),
        )
        .child(control(
            product.class("in short").attr("aria-label", "Product"),
            "product",
        ))
        .child(control(
            stands.class("in short").attr("aria-label", "Panel"),
            "panel",
        ))
        .child(control(remove, "remove"))
}

/// The value of an option.
pub(crate) fn key(place: PanelPlace) -> &'static str {
    match place {
        PanelPlace::InPage => "page",
        PanelPlace::SidePanel => "side",
    }
}

fn name(place: PanelPlace) -> &'static str {
    match place {
        PanelPlace::InPage => "In the page",
        PanelPlace::SidePanel => "In the side panel",
    }
}

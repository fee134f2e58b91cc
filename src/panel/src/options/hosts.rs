//! The hosts on whose pages Gluepane may stand.

use super::State;
use gluepane_protocol::{HostView, ProductView, Request};
use leptos::prelude::*;

/// The card with the enabled hosts.
#[component]
pub(crate) fn Hosts(
    state: State,
    hosts: Vec<HostView>,
    products: Vec<ProductView>,
) -> impl IntoView {
    let is_empty = hosts.is_empty();
    let rows = hosts
        .into_iter()
        .enumerate()
        .map(move |(at, host)| host_row(state, at, host, products.clone()));
    view! {
        <section class="card" aria-labelledby="hosts-title">
            <h2 id="hosts-title">"Enabled sites"</h2>
            {if is_empty {
                view! {
                    <p class="lead">
                        "None yet. Open your RMM or PSA, press Gluepane’s button in the browser’s toolbar, and choose Enable on this site."
                    </p>
                }.into_any()
            } else {
                view! {
                    <p class="lead">"Gluepane reads only these sites. To add one, open it and press Gluepane’s toolbar button."</p>
                    <ul class="hosts" aria-label="Enabled sites">{rows.collect_view()}</ul>
                }.into_any()
            }}
        </section>
    }
}

fn host_row(state: State, at: usize, host: HostView, products: Vec<ProductView>) -> impl IntoView {
    let HostView {
        origin,
        product,
        granted,
        ..
    } = host;
    let name_id = format!("host-{at}");
    let described_by = name_id.clone();
    let (mapped, removed, label) = (origin.clone(), origin.clone(), origin.clone());
    let name = origin.trim_start_matches("https://").to_owned();
    view! {
        <li class="row" aria-label=label>
            <div class="t">
                <span class="line"><b id=name_id title=origin>{name}</b></span>
                {(!granted).then(|| view! {
                    <span class="line detail">
                        <span class="withdrawn">"Permission withdrawn. Enable the site again, or remove it."</span>
                    </span>
                })}
            </div>
            <select
                class="in short"
                aria-label="Product"
                aria-describedby=described_by.clone()
                on:change=move |event| state.send(Request::SetHostProduct {
                    origin: mapped.clone(),
                    product: event_target_value(&event),
                })
            >
                {products.into_iter().map(|one| {
                    let is_chosen = one.key == product;
                    view! { <option value=one.key prop:selected=is_chosen>{one.name}</option> }
                }).collect_view()}
            </select>
            <button
                type="button"
                class="btn small"
                aria-describedby=described_by
                on:click=move |_| state.send(Request::RemoveHost { origin: removed.clone() })
            >
                "Remove"
            </button>
        </li>
    }
}

//! The connection that stands.

use super::State;
use super::outcome::account_wide;
use crate::icons::{Glyph, Icon};
use gluepane_protocol::{ConnectionView, KeyAccess, Request};
use leptos::prelude::*;

/// The card with the connection, and what it may do.
#[component]
pub(crate) fn Connected(state: State, connection: ConnectionView) -> impl IntoView {
    let ConnectionView {
        web_address,
        api_address,
        access,
        reveal_allowed,
    } = connection;
    let words = match access {
        KeyAccess::WithPasswords => "API key with Password Access",
        KeyAccess::WithoutPasswords => {
            "API key without Password Access: everything works but password values"
        }
        KeyAccess::Unknown => "API key; whether it has Password Access isn’t known yet",
    };
    let may_reveal = access != KeyAccess::WithoutPasswords;
    view! {
        <section class="card" aria-labelledby="connection-title">
            <div class="card-head">
                <h2 id="connection-title">"Connection to IT Glue"</h2>
                <span class="badge"><Icon glyph=Glyph::Check/>"Connected"</span>
            </div>
            <dl>
                <dt>"Web address"</dt><dd>{web_address}</dd>
                <dt>"API address"</dt><dd>{api_address}</dd>
                <dt>"Access"</dt><dd>{words}</dd>
            </dl>
            {(access == KeyAccess::WithPasswords).then(account_wide)}
            {may_reveal.then(|| view! {
                <label class="switch">
                    <input
                        type="checkbox"
                        role="switch"
                        aria-labelledby="reveal-label"
                        aria-describedby="reveal-help"
                        prop:checked=reveal_allowed
                        on:change=move |event| {
                            let allowed = event_target_checked(&event);
                            state.send(Request::SetRevealWithKey { allowed });
                        }
                    />
                    <span>
                        <span id="reveal-label">"Read password values with this key"</span>
                        <small id="reveal-help">"Off: names, usernames and pages still work; Copy Password and Show Password don’t."</small>
                    </span>
                </label>
            })}
            <div class="btns">
                <button
                    type="button"
                    class="btn"
                    disabled=move || state.busy.get()
                    on:click=move |_| state.send(Request::Disconnect)
                >
                    "Disconnect"
                </button>
                <span class="doing">"Forgets the key. To use another one, disconnect and connect again."</span>
            </div>
        </section>
    }
}

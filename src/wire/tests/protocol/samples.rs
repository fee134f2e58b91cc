//! One value or more of every type of the protocol, each enum with every variant (`every_variant_has_a_sample`).
//! As it is written: options that are `None` stand there as `null`.

use gluepane_protocol as p;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What is to be done with each type.
pub(crate) trait Checks {
    fn check<T: DeserializeOwned + Serialize>(&mut self, name: &str, samples: &[Value]);
}

macro_rules! each {
    ($checks:ident, $($type:ident: $samples:expr;)*) => {
        $($checks.check::<p::$type>(stringify!($type), &$samples);)*
    };
}

/// Calls `checks` for every type that crosses a border, alone and within those that hold it.
pub(crate) fn every_type(checks: &mut impl Checks) {
    each! { checks,
        Ask: wrapped(words(&["view", "options"]), |request| json!({"place": {"window": {"window": 12}}, "request": request}));
        Request: requests();
        Place: [json!("here"), json!({"window": {"window": 12}}), json!({"tab": {"tab": -3}})];
        OpenTarget: open_targets();
        Region: words(&["us", "eu", "au", "custom"]);
        ConnectionForm: [form()];
        Shortcut: [shortcut()];
        ShortcutAction: words(&[
            "search", "copy_password", "copy_username", "show_password", "open_row", "passwords", "documentation",
            "organization", "change_match", "pin", "collapse", "help",
        ]);

        Answer: answers();
        Response: responses();
        RevealedValue: [revealed()];
        Failure: failures();
        PanelView: panel_views();
        PinnedView: [json!({"popped_out": true, "page": null}), json!({"popped_out": false, "page": "Bay Dental"})];
        PanelPlace: words(&["in_page", "side_panel"]);
        PanelTab: words(&["passwords", "documentation", "organization"]);
        PanelState: panel_states();
        SeenView: [seen(), json!({"product": "Datto RMM", "client": null, "device": null})];
        OrganizationView: [organization()];
        LinkedView: linked_views();
        ByHand: words(&["no", "this_view", "remembered"]);
        ConfigurationState: configuration_states();
        ConfigurationView: [configuration()];
        ConfigurationCandidate: [configuration_candidate()];
        NotFoundCause: words(&["no_device", "not_matched", "several", "not_set_up"]);
        ValueAccess: [json!("allowed"), json!({"denied": {"why": "No access"}})];
        ChooseView: [choose("suggested")];
        ChooseKind: words(&["suggested", "ambiguous", "unknown"]);
        Candidate: [candidate()];
        PasswordLists: [lists()];
        PasswordRow: [row(), sparse_row()];
        ClipboardView: [clipboard("password", json!(30_000)), clipboard("username", json!(null))];
        ClipboardItem: words(&["username", "password"]);
        PopupView: popups();
        ProductView: [product()];
        OptionsView: options();
        ConnectionView: [connection()];
        KeyAccess: words(&["without_passwords", "with_passwords", "unknown"]);
        TestedView: [tested()];
        BudgetView: [budget()];
        CheckReport: [check_report(json!(null)), check_report(json!("cancelled"))];
        CheckFinding: [check_finding()];
        HostView: [host()];

        ReaderAsk: [
            json!("plan"),
            json!({"observe": {"observation": observation()}}),
            json!({"frame": {"fact": "placed"}}),
        ];
        ReaderAnswer: [
            json!({"plan": {"plan": null}}),
            json!({"plan": {"plan": plan()}}),
            json!("noted"),
            json!("refused"),
        ];
        ReadingPlan: [plan()];
        PanelFrame: [json!({"path": "extension/panel.html", "layout": layout()})];
        FrameLayout: [layout()];
        Side: words(&["left", "right"]);
        FrameFact: words(&["placed", "inert", "usable", "evicted"]);
        Read: [read(json!("text"))];
        Take: [
            json!("text"),
            json!({"attribute": {"name": "href"}}),
            json!("title"),
            json!("value"),
            json!({"row": {"label": "dt", "words": ["Client"], "values": ["dd", ""], "attribute": "href"}}),
            json!({"row": {"label": "", "words": [], "values": [], "attribute": null}}),
            json!({"labelled": {"words": ["Kunde"]}}),
        ];
        FramePlace: [json!({"seen": true, "around": ["https://a.example/"]})];
        Observation: [observation(), {
            let mut in_frame = observation();
            in_frame["place"] = json!({"seen": true, "around": ["https://a.example/"]});
            in_frame
        }];
        Phase: words(&["navigating", "changing", "settled", "gone"]);
        Reading: [json!({"read": 2, "values": ["A", "Ünïcødé 🔑"]}), json!({"read": 65_535, "values": []})];
        ToReader: [
            json!("renew"),
            json!({"frame": {"layout": layout(), "focus": true}}),
            json!("withdraw"),
            json!("again"),
            json!({"look": {"frame": 4_294_967_301_i64}}),
        ];

        Told: wrapped(events(), |event| json!({"event": event}));
        Event: events();
        OrganizationId: words(&["0", "501", "18446744073709551615"]);
        ConfigurationId: words(&["7"]);
        PasswordId: words(&["999999999999999999"]);
        Revision: [json!(0), json!(u32::MAX)];
    }
}

fn words(words: &[&str]) -> Vec<Value> {
    words.iter().map(|word| json!(word)).collect()
}

fn wrapped(values: Vec<Value>, wrap: impl Fn(Value) -> Value) -> Vec<Value> {
    values.into_iter().map(wrap).collect()
}

/// Variants that hold a revision and one thing more.
fn acts(names: &[&str], more: Value) -> Vec<Value> {
    let content = |more: &Value| {
        let mut content = json!({"revision": 4});
        for (name, value) in more.as_object().into_iter().flatten() {
            content[name] = value.clone();
        }
        content
    };
    names
        .iter()
        .map(|name| json!({*name: content(&more)}))
        .collect()
}

fn requests() -> Vec<Value> {
    let mut all = words(&[
        "view",
        "clear_clipboard",
        "keep_clipboard",
        "unpin",
        "look",
        "open_options",
        "popup",
        "options",
        "budget",
        "check_account",
        "cancel_check",
        "disconnect",
        "check_connection",
        "reset_shortcuts",
    ]);
    let plain = [
        "passwords",
        "unchoose",
        "change_match",
        "keep_match",
        "unchoose_configuration",
        "pin",
        "pop_out",
    ];
    all.extend(acts(&plain, json!({})));
    let of_password = ["copy_username", "copy_password", "show_password"];
    all.extend(acts(&of_password, json!({"password": "77"})));
    all.extend(acts(&["choose"], json!({"organization": "501"})));
    all.extend(acts(
        &["choose_configuration"],
        json!({"configuration": "9"}),
    ));
    all.extend(acts(&["search_configurations"], json!({"query": "srv"})));
    all.extend(acts(
        &["open"],
        json!({"target": {"password": {"id": "77"}}}),
    ));
    all.extend([
        json!({"search_organizations": {"query": "Bay \"Dental\" 🔑"}}),
        json!({"select_tab": {"tab": "documentation"}}),
        json!({"set_collapsed": {"collapsed": true}}),
        json!({"set_side": {"side": "left"}}),
        json!({"set_width": {"width": 400}}),
        json!({"set_place": {"place": "side_panel"}}),
        json!({"enable_host": {"product": "datto-rmm"}}),
        json!({"test_connection": {"form": form()}}),
        json!({"connect": {"form": form()}}),
        json!({"set_reveal_with_key": {"allowed": true}}),
        json!({"set_host_product": {"origin": "https://a.example", "product": "datto-rmm"}}),
        json!({"set_host_place": {"origin": "https://a.example", "place": "in_page"}}),
        json!({"set_shortcut": {"shortcut": shortcut()}}),
        json!({"remove_host": {"origin": "https://a.example"}}),
    ]);
    all
}

fn open_targets() -> Vec<Value> {
    let mut all = words(&["passwords", "documentation", "organization", "home"]);
    all.push(json!({"configuration": {"id": "9"}}));
    all.push(json!({"password": {"id": "77"}}));
    all
}

fn form() -> Value {
    json!({"subdomain": "demo", "region": "eu", "api_address": "", "api_key": "ITG.x"})
}

fn shortcut() -> Value {
    json!({"action": "search", "key": "/"})
}

fn answers() -> Vec<Value> {
    vec![
        json!({"ok": {"response": "done"}}),
        json!({"ok": {"response": {"value": {"revealed": revealed()}}}}),
        json!({"failed": {"failure": {"store": {"detail": "QuotaExceededError"}}}}),
    ]
}

fn responses() -> Vec<Value> {
    let mut all = wrapped(panel_views(), |view| json!({"panel": {"view": view}}));
    all.extend(wrapped(popups(), |view| json!({"popup": {"view": view}})));
    all.extend(wrapped(
        options(),
        |view| json!({"options": {"view": view}}),
    ));
    all.extend([
        json!("done"),
        json!({"passwords": {"lists": lists()}}),
        json!({"copied": {"clipboard": clipboard("password", json!(30_000))}}),
        json!({"value": {"revealed": revealed()}}),
        json!({"organizations": {"found": [organization(), organization()]}}),
        json!({"configurations": {"found": [configuration()]}}),
        json!({"looked": {"clear": true}}),
        json!({"tested": {"tested": tested()}}),
        json!({"budget": {"view": budget()}}),
        json!({"checked": {"report": check_report(json!(null))}}),
    ]);
    all
}

fn revealed() -> Value {
    json!({"revision": 4, "password": "77", "value": "Tr0ub4dor&3 ", "hide_after_ms": 30_000})
}

fn failures() -> Vec<Value> {
    let mut all = words(&[
        "not_connected",
        "key_refused",
        "no_password_access",
        "values_off",
        "not_permitted",
        "key_revoked",
        "address_not_allowed",
        "not_enabled",
        "signed_out",
        "unconfirmed",
        "not_found",
        "outdated",
        "not_linked",
        "vaulted",
        "clipboard",
        "store_newer",
        "refused",
        "internal",
        "no_answer",
    ]);
    let of_host = ["unreachable", "not_it_glue", "redirected"];
    all.extend(of_host.map(|name| json!({name: {"host": "api.itglue.com"}})));
    all.extend([
        json!({"wrong_region": {"region": "au"}}),
        json!({"wrong_subdomain": {"expected": "a", "found": "b"}}),
        json!({"bad_form": {"field": "api_key", "text": "Enter a key."}}),
        json!({"rate_limited": {"wait_ms": null}}),
        json!({"rate_limited": {"wait_ms": 9_000}}),
        json!({"service_down": {"status": 503}}),
        json!({"rejected": {"status": 422, "messages": "name can't be blank"}}),
        json!({"not_as_sent": {"id": "9001", "what": "the parent"}}),
        json!({"too_many_changes": {"wait_ms": 4_000}}),
        json!({"malformed": {"at": "passwords, line 1"}}),
        json!({"empty": {"what": "username"}}),
        json!({"store": {"detail": "QuotaExceededError"}}),
    ]);
    all
}

fn panel_views() -> Vec<Value> {
    let view = |state: Value| {
        json!({
            "tab": 7, "page_tab": 7, "pinned": {"popped_out": false, "page": "Bay Dental"}, "revision": 4,
            "signed_in": "demo.itglue.com, API key", "chosen_tab": "passwords", "layout": layout(),
            "place": "in_page", "shortcuts": [shortcut()], "clipboard": clipboard("username", json!(null)),
            "state": state,
        })
    };
    let mut all = wrapped(panel_states(), view);
    all.push(json!({
        "tab": -1, "page_tab": null, "pinned": null, "revision": 0, "signed_in": null, "chosen_tab": "organization",
        "layout": layout(), "place": "side_panel", "shortcuts": [], "clipboard": null, "state": "reading",
    }));
    all
}

fn panel_states() -> Vec<Value> {
    let mut all = words(&["not_connected", "nothing_here", "reading"]);
    all.extend(wrapped(
        linked_views(),
        |linked| json!({"linked": {"linked": linked}}),
    ));
    all.push(json!({"choose": {"choose": choose("ambiguous")}}));
    all.push(json!({"failed": {"failure": {"service_down": {"status": 502}}}}));
    all
}

fn seen() -> Value {
    json!({"product": "Datto RMM", "client": "Harbour Dental", "device": "HD-SRV01"})
}

fn organization() -> Value {
    json!({"id": "501", "name": "Harbour Dental", "detail": "Customer, Active"})
}

fn configuration() -> Value {
    json!({"id": "9", "name": "HD-SRV01", "detail": "PowerEdge R450 · 7XK3QW2"})
}

fn linked_views() -> Vec<Value> {
    wrapped(configuration_states(), |configuration| {
        json!({
            "organization": organization(), "seen": seen(), "reason": "by name", "by_hand": "remembered",
            "configuration": configuration, "values": {"denied": {"why": "No access"}},
        })
    })
}

fn configuration_states() -> Vec<Value> {
    vec![
        json!({"linked": {
            "id": "9", "name": "HD-SRV01", "detail": "", "reason": "by name", "by_hand": "no",
        }}),
        json!({"not_found": {
            "cause": "several", "text": "Several fit.", "candidates": [configuration_candidate()],
        }}),
    ]
}

fn configuration_candidate() -> Value {
    json!({"configuration": configuration(), "reason": "same serial number", "is_accepted": false})
}

fn choose(kind: &str) -> Value {
    json!({
        "kind": kind, "seen": seen(), "reason": "two fit", "candidates": [candidate(), candidate()],
        "is_change": true, "remembers": "For this page only",
    })
}

fn candidate() -> Value {
    json!({"organization": organization(), "reason": "same name", "is_accepted": true})
}

fn lists() -> Value {
    json!({
        "revision": 4, "device": [row()], "client_name": "Harbour Dental", "client": [row(), sparse_row()],
        "cut_off": false,
    })
}

fn row() -> Value {
    json!({
        "id": "77", "name": "Domain Admin", "username": "HD\\admin", "category": "Active Directory",
        "parent": "HD-SRV01", "vaulted": false, "has_otp": true,
    })
}

fn sparse_row() -> Value {
    json!({
        "id": "78", "name": "", "username": null, "category": null, "parent": null, "vaulted": true, "has_otp": false,
    })
}

fn clipboard(item: &str, clears_in_ms: Value) -> Value {
    json!({
        "item": item, "name": "Domain Admin", "organization": "Harbour Dental", "clears_in_ms": clears_in_ms,
        "full_ms": 30_000,
    })
}

fn popups() -> Vec<Value> {
    vec![
        json!({
            "signed_in": "demo.itglue.com", "origin": "https://a.example", "pattern": "https://a.example/*",
            "enabled": "datto-rmm", "guess": "datto-rmm", "products": [product()], "collapsed": true,
            "place": "in_page", "trouble": "This page keeps it out.",
        }),
        json!({
            "signed_in": null, "origin": null, "pattern": null, "enabled": null, "guess": null, "products": [],
            "collapsed": false, "place": "side_panel", "trouble": null,
        }),
    ]
}

fn product() -> Value {
    json!({"key": "datto-rmm", "name": "Datto RMM"})
}

fn options() -> Vec<Value> {
    let view = |connection: Value| {
        json!({
            "connection": connection, "subdomain": "demo", "region": "us", "api_address": "", "hosts": [host()],
            "products": [product()], "shortcuts": [shortcut()],
        })
    };
    vec![view(json!(null)), view(connection())]
}

fn connection() -> Value {
    json!({
        "web_address": "https://demo.itglue.com", "api_address": "https://api.itglue.com", "access": "unknown",
        "reveal_allowed": false, "refused": "key_revoked",
    })
}

fn tested() -> Value {
    json!({"web_address": "https://demo.itglue.com", "organizations": 40_000, "access": "with_passwords"})
}

fn budget() -> Value {
    json!({
        "used": 42, "left": 2_958, "limit": 3_000, "resets_in_ms": 252_000, "held_ms": 0, "crowded": false,
    })
}

fn check_finding() -> Value {
    json!({"key": "bad_key", "is_answered": true, "answer": "403 message"})
}

fn check_report(ended: Value) -> Value {
    json!({
        "version": "0.1.0", "access": "with_passwords", "requests": 60, "ended": ended, "findings": [check_finding()],
    })
}

fn host() -> Value {
    json!({
        "origin": "https://a.example", "pattern": "https://a.example/*", "product": "datto-rmm",
        "place": "in_page", "granted": true,
    })
}

fn layout() -> Value {
    json!({"collapsed": false, "side": "right", "width": 380})
}

fn plan() -> Value {
    json!({
        "reads": [read(json!("title")), read(json!({"attribute": {"name": "href"}}))], "min_interval_ms": 250,
        "settle_ms": 400, "patience_ms": 2_000, "busy": ".spinner", "max_chars": 400,
        "plan": "datto-rmm", "skip": "#chat", "shadow": true,
        "panel": {"path": "extension/panel.html", "layout": layout()},
    })
}

fn read(take: Value) -> Value {
    json!({"read": 2, "selector": "h1", "take": take, "follows": true})
}

fn observation() -> Value {
    json!({
        "plan": "datto-rmm", "url": "https://a.example/x", "phase": "settled",
        "readings": [{"read": 0, "values": ["A", ""]}, {"read": 1, "values": []}],
    })
}

fn events() -> Vec<Value> {
    let mut all = words(&[
        "pins_changed",
        "shortcuts_changed",
        "clipboard_changed",
        "connection_changed",
        "hosts_changed",
        "budget_changed",
    ]);
    all.push(json!({"context_changed": {"tab": 7, "revision": 4}}));
    all.push(json!({"check_progressed": {"done": 12, "of": 60}}));
    all.push(json!({"panel_changed": {"tab": 7}}));
    all
}

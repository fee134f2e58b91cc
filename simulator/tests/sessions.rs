//! Signing in: the form, the JSON login, tokens, single sign-on, and every way out.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use common::{Answer, Demo};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use tenant::fixtures::DEMO_SEED;
use tenant::people::{ADMINISTRATOR, LITE, TECHNICIAN, login_password};

const FORM: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const TOKEN_LOGIN: &str = "/login?generate_jwt=1&sso_disabled=1";

fn now_s() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

fn code_of(user_id: u64) -> String {
    simulator::otp::code(&tenant::login_otp_secret(DEMO_SEED, user_id), now_s())
}

/// As a form sends it.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn filled_in(email: &str, password: &str, more: &str) -> String {
    let password = encoded(password);
    format!("user%5Bemail%5D={email}%40northlane.example&user%5Bpassword%5D={password}{more}")
}

fn credentials(email: &str, user_id: u64, code: Value) -> String {
    json!({"user": {
        "email": format!("{email}@northlane.example"),
        "password": login_password(DEMO_SEED, user_id),
        "otp_attempt": code,
    }})
    .to_string()
}

/// Name and value of the cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    set.split(';').next().unwrap_or_default().to_owned()
}

async fn refresh(demo: &Demo, cookie: &str) -> Answer {
    demo.web("GET", "/jwt/refresh", &[("cookie", cookie)], "")
        .await
}

async fn api_status(demo: &Demo, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    let answer = demo
        .web(
            "GET",
            "/api/organizations",
            &[("authorization", &bearer)],
            "",
        )
        .await;
    answer.status.as_u16()
}

#[tokio::test]
async fn the_form_signs_in_and_leads_back_to_where_the_visitor_wanted_to_go() {
    let demo = Demo::new();
    let page = demo
        .web("GET", "/login?return_to=%2F5120044", &[], "")
        .await;
    assert!(page.header("content-type").starts_with("text/html"));
    for part in [
        "<form method=\"post\" action=\"/login\">",
        "user[email]",
        "user[password]",
        "value=\"/5120044\"",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    let password = login_password(DEMO_SEED, TECHNICIAN);
    let body = filled_in("technician", &password, "&return_to=%2F5120044");
    let answer = demo.web("POST", "/login", FORM, &body).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, "/5120044")
    );
    let set = answer.header("set-cookie");
    assert!(
        set.contains("; HttpOnly") && set.contains("; SameSite=Lax") && set.contains("; Path=/")
    );
    assert!(!set.contains("Secure"));
    let home = demo
        .web("GET", "/", &[("cookie", &cookie(&answer))], "")
        .await;
    assert!(home.text.contains("Robin Marsh"));
    // Never to another host.
    for elsewhere in [
        "%2F%2Fevil.example",
        "https%3A%2F%2Fevil.example",
        "%2F%5Cevil.example",
    ] {
        let body = filled_in("technician", &password, &format!("&return_to={elsewhere}"));
        assert_eq!(
            demo.web("POST", "/login", FORM, &body)
                .await
                .header("location"),
            "/"
        );
    }
}

#[tokio::test]
async fn over_tls_the_cookie_is_secure() {
    let demo = Demo::new();
    let body = filled_in("technician", &login_password(DEMO_SEED, TECHNICIAN), "");
    let answer = demo
        .tls("POST", "northlane.itglue.com", "/login", FORM, &body)
        .await;
    assert!(answer.header("set-cookie").contains("; Secure"));
}

#[tokio::test]
async fn a_wrong_password_says_so_and_sets_no_cookie() {
    let demo = Demo::new();
    let answer = demo
        .web(
            "POST",
            "/login",
            FORM,
            &filled_in("technician", "guess", ""),
        )
        .await;
    assert!(
        answer
            .text
            .contains("role=\"alert\">Invalid e-mail or password.")
    );
    assert_eq!(answer.header("set-cookie"), "");
    let nobody = demo
        .web("POST", "/login", FORM, &filled_in("nobody", "guess", ""))
        .await;
    assert!(nobody.text.contains("Invalid e-mail or password."));
}

#[tokio::test]
async fn the_form_asks_for_a_code_after_the_password_where_the_user_has_one() {
    let demo = Demo::new();
    let body = filled_in("admin", &login_password(DEMO_SEED, ADMINISTRATOR), "");
    let challenge = |page: &Answer| {
        let (_, rest) = page.text.split_once("name=\"challenge\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let page = demo.web("POST", "/login", FORM, &body).await;
    assert!(page.text.contains("One-time code") && page.header("set-cookie").is_empty());
    let answer =
        |challenge: &str, code: &str| format!("challenge={challenge}&user%5Botp_attempt%5D={code}");
    let wrong = demo
        .web("POST", "/login", FORM, &answer(&challenge(&page), "000"))
        .await;
    assert!(wrong.text.contains("Invalid one-time code."));
    let right = answer(&challenge(&wrong), &code_of(ADMINISTRATOR));
    let let_in = demo.web("POST", "/login", FORM, &right).await;
    assert_eq!(let_in.status, 303);
    assert!(!let_in.header("set-cookie").is_empty());
    // A challenge is good for one attempt.
    assert_ne!(demo.web("POST", "/login", FORM, &right).await.status, 303);
}

#[tokio::test]
async fn the_json_login_gives_a_refresh_token_and_that_an_access_token() {
    let demo = Demo::new();
    let login = demo
        .web(
            "POST",
            TOKEN_LOGIN,
            JSON,
            &credentials("technician", TECHNICIAN, json!(null)),
        )
        .await;
    assert_eq!(
        (login.status.as_u16(), login.header("set-cookie")),
        (200, "")
    );
    let refresh_token = login.json()["token"].as_str().unwrap().to_owned();
    let by_query = demo
        .web(
            "GET",
            &format!("/jwt/token?refresh_token={refresh_token}"),
            &[],
            "",
        )
        .await;
    assert_eq!(
        api_status(&demo, by_query.json()["token"].as_str().unwrap()).await,
        200
    );
    let by_header = demo
        .web(
            "POST",
            "/jwt/token",
            &[("x-refresh-token", &refresh_token)],
            "",
        )
        .await;
    assert_eq!(
        api_status(&demo, by_header.json()["token"].as_str().unwrap()).await,
        200
    );
    for wrong in [
        demo.web("POST", "/jwt/token", &[], "").await,
        demo.web("GET", "/jwt/token?refresh_token=made-up", &[], "")
            .await,
    ] {
        assert_eq!(wrong.status, 401);
    }
    // A refresh token is not an access token.
    assert_eq!(api_status(&demo, &refresh_token).await, 401);
    let journal = demo.control("GET", "/journal", json!(null)).await;
    assert!(!journal.text.contains(&refresh_token));
}

#[tokio::test]
async fn the_json_login_wants_the_code_as_text() {
    let demo = Demo::new();
    let status = async |code: Value| {
        let body = credentials("admin", ADMINISTRATOR, code);
        demo.web("POST", TOKEN_LOGIN, JSON, &body)
            .await
            .status
            .as_u16()
    };
    assert_eq!(status(json!(null)).await, 401);
    assert_eq!(status(json!("000")).await, 401);
    assert_eq!(
        status(json!(code_of(ADMINISTRATOR).parse::<u64>().unwrap())).await,
        401
    );
    assert_eq!(status(json!(code_of(ADMINISTRATOR))).await, 200);
    let wrong = json!({"user": {"email": "technician@northlane.example", "password": "guess"}});
    assert_eq!(
        demo.web("POST", TOKEN_LOGIN, JSON, &wrong.to_string())
            .await
            .status,
        401
    );
    assert_eq!(demo.web("POST", TOKEN_LOGIN, JSON, "{").await.status, 400);
}

#[tokio::test]
async fn a_signed_in_browser_gets_a_refresh_token_for_its_cookie() {
    let demo = Demo::new();
    let answer = refresh(&demo, &demo.cookie_of(LITE)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-store")
    );
    let body = answer.json();
    assert_eq!(body["user_id"], LITE);
    assert_eq!(body["accounts"][0]["subdomain"], "northlane");
    for (position, n_accounts) in [("several", 2), ("empty", 0)] {
        let demo = Demo::with(&[("jwt_accounts", position)]);
        let body = refresh(&demo, &demo.cookie_of(LITE)).await.json();
        assert_eq!(body["accounts"].as_array().unwrap().len(), n_accounts);
    }
}

#[tokio::test]
async fn a_browser_that_is_not_signed_in_is_told_so_in_one_of_three_ways() {
    for path in ["/jwt/refresh", "/search.json?query=harbour"] {
        let ask = async |position: &str| {
            let demo = Demo::with(&[("signed_out", position)]);
            demo.web("GET", path, &[("cookie", "itglue_session=made-up")], "")
                .await
        };
        assert_eq!(ask("401").await.status, 401);
        let redirect = ask("redirect_html").await;
        assert_eq!(redirect.status, 302);
        assert!(redirect.header("location").starts_with("/login?return_to="));
        let html = ask("login_html").await;
        assert!(html.status == 200 && html.header("content-type").starts_with("text/html"));
    }
}

fn claims(token: &str) -> Value {
    let body = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(body.as_bytes()).unwrap()).unwrap()
}

#[tokio::test]
async fn an_access_token_says_whose_it_is_and_how_long_it_lasts() {
    let demo = Demo::new();
    let said = claims(&demo.token_of(TECHNICIAN));
    assert_eq!(said["id"], TECHNICIAN);
    assert_eq!(said["itglue"]["email"], "technician@northlane.example");
    assert!(said["itglue"]["account_id"].is_u64());
    let life = said["exp"].as_u64().unwrap() - said["iat"].as_u64().unwrap();
    assert_eq!(life, 7_200);
    let other = Demo::with(&[
        ("token_user_claim", "sub"),
        ("token_account_claims", "flat"),
        ("token_life_s", "60"),
    ]);
    let said = claims(&other.token_of(TECHNICIAN));
    assert_eq!(
        (&said["sub"], &said["id"]),
        (&json!(TECHNICIAN), &Value::Null)
    );
    assert_eq!(said["itglue.email"], "technician@northlane.example");
    assert_eq!(
        said["exp"].as_u64().unwrap() - said["iat"].as_u64().unwrap(),
        60
    );
}

#[tokio::test]
async fn tokens_expire() {
    let demo = Demo::with(&[("token_life_s", "0")]);
    assert_eq!(api_status(&demo, &demo.token_of(TECHNICIAN)).await, 401);
    let demo = Demo::with(&[("refresh_token_life_s", "0")]);
    let body = refresh(&demo, &demo.cookie_of(TECHNICIAN)).await.json();
    let token = body["token"].as_str().unwrap();
    let answer = demo
        .web("POST", "/jwt/token", &[("x-refresh-token", token)], "")
        .await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_bad_token_is_refused_in_one_of_three_shapes() {
    let ask = async |position: &str| {
        let demo = Demo::with(&[("bad_token", position)]);
        demo.web(
            "GET",
            "/api/organizations",
            &[("authorization", "Bearer a.b.c")],
            "",
        )
        .await
    };
    assert_eq!(ask("401_errors").await.json()["errors"][0]["status"], 401);
    let empty = ask("401_empty").await;
    assert_eq!((empty.status.as_u16(), empty.text.as_str()), (401, ""));
    assert_eq!(
        ask("403_message").await.json(),
        json!({"message": "Forbidden"})
    );
}

#[tokio::test]
async fn signing_out_ends_the_cookie_and_every_token() {
    let demo = Demo::new();
    let cookie = demo.cookie_of(TECHNICIAN);
    let refresh_token = refresh(&demo, &cookie).await.json()["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let ask = async || {
        demo.web(
            "POST",
            "/jwt/token",
            &[("x-refresh-token", &refresh_token)],
            "",
        )
        .await
    };
    let access_token = ask().await.json()["token"].as_str().unwrap().to_owned();
    let out = demo.web("GET", "/logout", &[("cookie", &cookie)], "").await;
    assert_eq!(
        (out.status.as_u16(), out.header("location")),
        (302, "/login")
    );
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(refresh(&demo, &cookie).await.status, 401);
    assert_eq!(ask().await.status, 401);
    assert_eq!(api_status(&demo, &access_token).await, 401);
}

#[tokio::test]
async fn a_test_can_sign_in_sign_out_and_switch_the_user_behind_the_browsers_back() {
    let demo = Demo::new();
    let made = demo
        .control(
            "POST",
            "/sign_in",
            json!({"user": "technician@northlane.example"}),
        )
        .await
        .json();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    assert_eq!(api_status(&demo, &text("access_token")).await, 200);
    assert_eq!(
        refresh(&demo, &text("cookie")).await.json()["user_id"],
        TECHNICIAN
    );
    let switched = demo
        .control("POST", "/switch_user", json!({"user": LITE.to_string()}))
        .await;
    assert_eq!(switched.json()["browsers"], 1);
    assert_eq!(
        refresh(&demo, &text("cookie")).await.json()["user_id"],
        LITE
    );
    assert_eq!(api_status(&demo, &text("access_token")).await, 401);
    let others = json!({"user": "technician@northlane.example"});
    assert_eq!(demo.control("POST", "/sign_out", others).await.status, 204);
    assert_eq!(refresh(&demo, &text("cookie")).await.status, 200);
    assert_eq!(
        demo.control("POST", "/sign_out", json!({})).await.status,
        204
    );
    assert_eq!(refresh(&demo, &text("cookie")).await.status, 401);
    let unknown = json!({"user": "nobody@northlane.example"});
    assert_eq!(
        demo.control("POST", "/switch_user", unknown.clone())
            .await
            .status,
        422
    );
    assert_eq!(demo.control("POST", "/sign_out", unknown).await.status, 422);
}

#[tokio::test]
async fn enforced_sso_leads_to_the_provider_and_passwords_serve_exempt_users_alone() {
    let demo = Demo::with(&[("sso", "enforced")]);
    let login = demo.web("GET", "/login?return_to=%2F402001", &[], "").await;
    assert_eq!(
        (login.status.as_u16(), login.header("location")),
        (302, "/idp?return_to=%2F402001")
    );
    assert!(
        demo.web("GET", "/idp?return_to=%2F402001", &[], "")
            .await
            .text
            .contains("identity provider")
    );
    let password = login_password(DEMO_SEED, TECHNICIAN);
    let refused = demo
        .web(
            "POST",
            "/login",
            FORM,
            &filled_in("technician", &password, "&sso_disabled=1"),
        )
        .await;
    assert!(refused.text.contains("single sign-on") && refused.header("set-cookie").is_empty());
    let body = format!(
        "login=technician%40northlane.example&password={}&return_to=%2F402001",
        encoded(&password)
    );
    let let_in = demo.web("POST", "/idp", FORM, &body).await;
    assert_eq!(
        (let_in.status.as_u16(), let_in.header("location")),
        (303, "/402001")
    );
    assert_eq!(
        refresh(&demo, &cookie(&let_in)).await.json()["user_id"],
        TECHNICIAN
    );
    let wrong = body.replace("technician", "manager");
    assert!(
        demo.web("POST", "/idp", FORM, &wrong)
            .await
            .header("set-cookie")
            .is_empty()
    );

    let form = demo.web("GET", "/login?sso_disabled=1", &[], "").await;
    assert!(form.status == 200 && form.text.contains("name=\"sso_disabled\""));
    let exempt = credentials("admin", ADMINISTRATOR, json!(code_of(ADMINISTRATOR)));
    assert_eq!(
        demo.web("POST", TOKEN_LOGIN, JSON, &exempt).await.status,
        200
    );
    assert_eq!(
        demo.web("POST", "/login?generate_jwt=1", JSON, &exempt)
            .await
            .status,
        403
    );
    let other = credentials("technician", TECHNICIAN, json!(null));
    assert_eq!(
        demo.web("POST", TOKEN_LOGIN, JSON, &other).await.status,
        403
    );
    // Where it is off, the hint changes nothing.
    let off = Demo::new();
    assert_eq!(
        off.web("POST", "/login?generate_jwt=1", JSON, &other)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_reset_signs_everybody_out() {
    let demo = Demo::new();
    let (cookie, token) = (demo.cookie_of(TECHNICIAN), demo.token_of(TECHNICIAN));
    demo.control("POST", "/reset", json!(null)).await;
    assert_eq!(refresh(&demo, &cookie).await.status, 401);
    assert_eq!(api_status(&demo, &token).await, 401);
}

#[tokio::test]
async fn a_test_can_let_either_kind_of_token_expire_while_the_browser_stays_signed_in() {
    let demo = Demo::new();
    let cookie = demo.cookie_of(TECHNICIAN);
    let made = refresh(&demo, &cookie).await.json();
    let refresh_token = made["token"].as_str().unwrap();
    let renew = async || {
        let headers = [("x-refresh-token", refresh_token)];
        demo.web("POST", "/jwt/token", &headers, "").await
    };
    let access_token = renew().await.json()["token"].as_str().unwrap().to_owned();
    let expire = async |tokens: &str| {
        let answer = demo
            .control("POST", "/expire", json!({"tokens": tokens}))
            .await;
        answer.status.as_u16()
    };
    assert_eq!(expire("access").await, 204);
    assert_eq!(api_status(&demo, &access_token).await, 401);
    let renewed = renew().await.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(api_status(&demo, &renewed).await, 200);
    assert_eq!(expire("refresh").await, 204);
    assert_eq!(renew().await.status, 401);
    assert_eq!(api_status(&demo, &renewed).await, 200);
    assert_eq!(refresh(&demo, &cookie).await.status, 200);
    assert_eq!(expire("cookies").await, 422);
}

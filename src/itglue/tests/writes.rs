//! Writes: what is sent, once, and what becomes of it.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::*;
use gluepane_secret::Secret;
use std::cell::RefCell;
use std::collections::VecDeque;
use wire::wait;

const VALUE: &str = "Corr3ct \"Horse\"";

/// Answers in turn; the last of them for ever.
struct Script {
    answers: RefCell<VecDeque<Result<(u16, String), TransportError>>>,
    asked: RefCell<Vec<(Method, String, Option<String>)>>,
}

impl Transport for Script {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        // EXPOSE: an invented body, to see what is sent.
        let body = request.body.map(|body| body.expose().clone());
        self.asked
            .borrow_mut()
            .push((request.method, request.url, body));
        let mut answers = self.answers.borrow_mut();
        let answer = match answers.len() {
            1 => answers[0].clone(),
            _ => answers.pop_front().unwrap(),
        };
        answer.map(|(status, body)| HttpResponse {
            status,
            content_type: "application/vnd.api+json".to_owned(),
            retry_after_s: None,
            headers: Vec::new(),
            body: Secret::new(body),
        })
    }
}

fn row(attributes: &str) -> Result<(u16, String), TransportError> {
    let body = format!(r#"{{"data":{{"id":"77","type":"x","attributes":{{{attributes}}}}}}}"#);
    Ok((201, body))
}

/// Writes with these answers: what came of it, and what was asked.
fn write<R>(
    answers: Vec<Result<(u16, String), TransportError>>,
    act: impl AsyncFnOnce(&Client<'_, Script>, &Writes) -> R,
) -> (R, Vec<(Method, String, Option<String>)>) {
    let script = Script {
        answers: RefCell::new(answers.into()),
        asked: RefCell::default(),
    };
    let base = ApiBase::parse("https://api.itglue.com").unwrap();
    let key = Secret::new("ITG.0123456789".to_owned());
    let client = Client::new(&script, &base, Credential::ApiKey(&key));
    let writes = Writes::if_turned_on(true).unwrap();
    let done = wait(act(&client, &writes));
    (done, script.asked.into_inner())
}

async fn password(client: &Client<'_, Script>, writes: &Writes) -> Result<PasswordId, GlueError> {
    let value = Secret::new(VALUE.to_owned());
    let new = NewPassword {
        organization: OrganizationId(501),
        name: "Local admin",
        username: Some("ops"),
        value: &value,
        url: None,
        category: Some(PasswordCategoryId(81)),
        configuration: Some(ConfigurationId(7001)),
    };
    client.create_password(writes, &new).await
}

const EMBEDDED: &str = r#""organization-id":501,"name":"Local admin","username":"ops","resource-id":7001,"resource-type":"configurations""#;

#[test]
fn nobody_writes_unless_the_user_turned_it_on() {
    assert!(Writes::if_turned_on(false).is_none());
}

#[test]
fn an_embedded_password_is_sent_once_and_read_again_without_its_value() {
    let (done, asked) = write(vec![row(EMBEDDED)], password);
    assert_eq!(done, Ok(PasswordId(77)));
    let [(post, to, Some(body)), (get, from, None)] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!((*post, *get), (Method::Post, Method::Get));
    assert!(to.ends_with("/organizations/501/relationships/passwords?show_password=false"));
    assert!(from.ends_with("/passwords/77?show_password=false"));
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let expected = serde_json::json!({"data": {"type": "passwords", "attributes": {
        "name": "Local admin", "username": "ops", "password": VALUE, "password-category-id": 81,
        "resource-id": 7001, "resource-type": "Configuration"
    }}});
    assert_eq!(body, expected);
}

#[test]
fn a_password_that_isn_t_what_or_where_it_should_be_is_said_to_be_so_and_left() {
    for (attributes, what) in [
        (EMBEDDED.replace("7001", "7002"), "what it is embedded in"),
        (
            EMBEDDED.replace("configurations", "Contact"),
            "what it is embedded in",
        ),
        (
            EMBEDDED.replace("\"resource-id\":7001", "\"resource-id\":null"),
            "what it is embedded in",
        ),
        (EMBEDDED.replace("501", "502"), "organization"),
        (EMBEDDED.replace("\"ops\"", "null"), "username"),
        (EMBEDDED.replace("Local", "Other"), "name"),
    ] {
        let (done, asked) = write(vec![row(&attributes)], password);
        assert_eq!(
            done,
            Err(GlueError::NotAsSent { id: 77, what }),
            "{attributes}"
        );
        assert_eq!(asked.len(), 2, "nothing is repeated or deleted");
    }
    for unread in [
        Err(TransportError::Unreachable),
        Ok((500, String::new())),
        Ok((404, "{}".to_owned())),
    ] {
        let (done, _) = write(vec![row(EMBEDDED), unread], password);
        assert_eq!(
            done,
            Err(GlueError::NotAsSent {
                id: 77,
                what: "the record"
            })
        );
    }
}

#[test]
fn a_lost_answer_leaves_open_whether_it_was_created_and_nothing_is_sent_twice() {
    for answer in [
        Err(TransportError::Unreachable),
        Ok((504, String::new())),
        Ok((500, r#"{"errors":[]}"#.to_owned())),
        Ok((201, String::new())),
        Ok((201, r#"{"data":{"id":"7"#.to_owned())),
        Ok((201, "{}".to_owned())),
    ] {
        let (done, asked) = write(vec![answer.clone()], password);
        assert_eq!(
            (done, asked.len()),
            (Err(GlueError::Unconfirmed), 1),
            "{answer:?}"
        );
    }
}

#[test]
fn a_rejection_says_what_is_wrong_but_no_value() {
    let body = format!(
        r#"{{"errors":[{{"status":422,"detail":"{} is too weak","source":{{"pointer":"/data/attributes/password"}}}},{{"detail":"must exist","source":{{"pointer":"data/attributes/resource_id"}}}}]}}"#,
        VALUE.replace('"', "\\\"")
    );
    let (done, asked) = write(vec![Ok((422, body))], password);
    let messages = ["password", "resource-id: must exist"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(
        done,
        Err(GlueError::Rejected {
            status: 422,
            messages
        })
    );
    assert_eq!(asked.len(), 1);
    let (done, _) = write(vec![Ok((429, String::new()))], password);
    assert_eq!(
        done,
        Err(GlueError::RateLimited {
            retry_after_s: None
        })
    );
}

#[test]
fn an_organization_a_configuration_and_a_link_are_created_as_documented() {
    let (done, asked) = write(
        vec![row(r#""name":"Acht \"8\" AG","parent-id":"6""#)],
        async |client, writes| {
            let new = NewOrganization {
                name: "Acht \"8\" AG",
                kind: Some(OrganizationTypeId(11)),
                parent: Some(OrganizationId(6)),
                ..NewOrganization::default()
            };
            client.create_organization(writes, &new).await
        },
    );
    assert_eq!(done, Ok(OrganizationId(77)));
    assert!(asked[0].1.ends_with("/organizations"));
    assert_eq!(
        asked[0].2.as_deref(),
        Some(
            r#"{"data":{"type":"organizations","attributes":{"name":"Acht \"8\" AG","organization-type-id":11,"parent-id":6}}}"#
        )
    );
    let new = NewConfiguration {
        organization: OrganizationId(501),
        kind: ConfigurationTypeId(31),
        status: None,
        name: "HW-FW02",
        hostname: None,
        serial_number: Some("SN-2"),
        mac_address: None,
        primary_ip: None,
    };
    for (attributes, expected) in [
        (
            r#""organization-id":501,"name":"HW-FW02""#,
            Ok(ConfigurationId(77)),
        ),
        (
            r#""organization-id":502,"name":"HW-FW02""#,
            Err(GlueError::NotAsSent {
                id: 77,
                what: "organization",
            }),
        ),
    ] {
        let (done, asked) = write(vec![row(attributes)], async |client, writes| {
            client.create_configuration(writes, &new).await
        });
        assert_eq!(done, expected);
        assert!(
            asked[0]
                .1
                .ends_with("/organizations/501/relationships/configurations")
        );
        assert_eq!(
            asked[0].2.as_deref(),
            Some(
                r#"{"data":{"type":"configurations","attributes":{"name":"HW-FW02","configuration-type-id":31,"serial-number":"SN-2"}}}"#
            )
        );
    }
    let (done, asked) = write(vec![row("")], async |client, writes| {
        let new = NewRelatedItem {
            from: RelatedFrom::Configuration,
            from_id: 7001,
            to: &RecordKind::Password,
            to_id: 9001,
            notes: Some("console"),
        };
        client.create_related_item(writes, &new).await
    });
    assert_eq!((done, asked.len()), (Ok(RelatedItemId(77)), 1));
    assert!(
        asked[0]
            .1
            .ends_with("/configurations/7001/relationships/related_items")
    );
    assert_eq!(
        asked[0].2.as_deref(),
        Some(
            r#"{"data":{"type":"related_items","attributes":{"destination_type":"Password","destination_id":"9001","notes":"console"}}}"#
        )
    );
}

//! Questions have one right outcome, and ids that exist.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tenant::synthetic::{Asks, Disaster, Outcome, Question, given};

use super::{tenant, truth};

fn trusted(question: &&Question) -> bool {
    question.page.place.is_trusted()
}

fn exists(question: &Question, id: u64) -> bool {
    match question.asks {
        Asks::Organization => {
            tenant().organization(id).is_some() || truth().deleted.iter().any(|row| row.id == id)
        }
        Asks::Configuration => tenant().configuration(id).is_some(),
    }
}

#[test]
fn every_id_that_an_answer_names_or_forbids_exists() {
    for question in &truth().questions {
        for id in question.answer.iter().chain(&question.forbidden) {
            assert!(exists(question, *id), "{question:?}");
        }
        let is_deleted = |id: &u64| truth().deleted.iter().any(|row| row.id == *id);
        assert!(!question.answer.iter().any(is_deleted), "{question:?}");
    }
}

#[test]
fn answers_fit_their_outcomes() {
    for question in &truth().questions {
        let answer: BTreeSet<&u64> = question.answer.iter().collect();
        assert_eq!(answer.len(), question.answer.len(), "{question:?}");
        let n_forbidden = question
            .answer
            .iter()
            .filter(|id| question.forbidden.contains(id))
            .count();
        match question.outcome {
            Outcome::Link => assert_eq!((answer.len(), n_forbidden), (1, 0), "{question:?}"),
            Outcome::Suggest => {
                assert!((1..=15).contains(&answer.len()), "{question:?}");
                assert_eq!(n_forbidden, answer.len(), "{question:?}");
            }
            Outcome::Abstain => assert!(answer.is_empty(), "{question:?}"),
        }
    }
}

#[test]
fn each_question_is_asked_again_in_untrusted_text_where_nothing_may_be_linked() {
    let by_id: BTreeMap<&str, &Question> = truth()
        .questions
        .iter()
        .map(|question| (question.id.as_str(), question))
        .collect();
    assert_eq!(by_id.len(), truth().questions.len());
    for question in truth().questions.iter().filter(trusted) {
        let twin = by_id[format!("{}-untrusted", question.id).as_str()];
        assert!(!twin.page.place.is_trusted());
        assert_eq!(twin.page.company, question.page.company);
        assert_eq!(twin.page.device, question.page.device);
        assert_eq!((&twin.page.company_id, twin.page.linked_to), (&None, None));
        assert_ne!(twin.outcome, Outcome::Link);
        assert!(question.answer.iter().all(|id| twin.forbidden.contains(id)));
        if twin.disaster == Disaster::D15 {
            assert_eq!(twin.outcome, Outcome::Abstain);
        }
    }
}

#[test]
fn a_linked_configuration_is_the_organizations_that_the_trusted_field_names() {
    let device_questions = truth()
        .questions
        .iter()
        .filter(trusted)
        .filter(|question| question.asks == Asks::Configuration);
    let mut n_linked = 0;
    for question in device_questions {
        for id in &question.answer {
            let row = tenant().configuration(*id).unwrap();
            let owner = tenant().organization(row.organization_id).unwrap();
            // The one exception: a client that is no more, on a page that still says so.
            if question.case != "device on B's page" {
                assert_eq!(owner.name, question.page.company, "{question:?}");
            }
            n_linked += usize::from(question.outcome == Outcome::Link);
        }
    }
    assert!(n_linked > 100);
}

#[test]
fn a_device_that_is_linked_by_serial_has_it_alone_among_the_active() {
    for question in truth().questions.iter().filter(trusted) {
        let serial = question.page.device.as_ref();
        let serial = serial.and_then(|device| device.serial_number.as_deref());
        let (Outcome::Link, Some(serial)) = (question.outcome, serial) else {
            continue;
        };
        let bearers: Vec<u64> = tenant()
            .configurations
            .iter()
            .filter(|row| given(&row.serial_number) == Some(serial) && !row.archived)
            .map(|row| row.id)
            .collect();
        if !matches!(question.disaster, Disaster::D08 | Disaster::D10) {
            assert_eq!(bearers, question.answer, "{question:?}");
        }
    }
}

#[test]
fn every_disaster_has_questions_and_the_quiet_part_its_four_kinds() {
    for disaster in Disaster::ALL {
        let n = truth().about(disaster).filter(trusted).count();
        assert!((8..=200).contains(&n), "{disaster:?}: {n}");
    }
    let mut quiet: BTreeMap<&str, usize> = BTreeMap::new();
    for question in truth().about(Disaster::Quiet).filter(trusted) {
        *quiet.entry(question.case).or_default() += 1;
    }
    let expected = [
        ("case or spacing", 200),
        ("exact name", 500),
        ("nowhere", 200),
        ("true serial", 400),
    ];
    assert_eq!(quiet.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn names_that_exist_nowhere_share_no_family_with_any_that_do() {
    let families: BTreeSet<&str> = tenant()
        .organizations
        .iter()
        .filter_map(|row| row.name.split_whitespace().next())
        .collect();
    for question in truth().about(Disaster::Quiet) {
        if question.case == "nowhere" {
            let family = question.page.company.split(' ').next().unwrap();
            assert!(!families.contains(family), "{family}");
        }
    }
}

#[test]
fn truth_is_written_one_question_a_line_with_ids_as_text() {
    let mut bytes = Vec::new();
    truth().write_jsonl(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.lines().count(), truth().questions.len());
    for (line, question) in text.lines().zip(&truth().questions) {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["id"], question.id.as_str());
        assert!(["link", "suggest", "abstain"].contains(&value["outcome"].as_str().unwrap()));
        assert_eq!(value["page"]["company"], question.page.company.as_str());
        let ids = |name: &str| -> Vec<u64> {
            let ids = value[name].as_array().unwrap().iter();
            ids.map(|id| id.as_str().unwrap().parse().unwrap())
                .collect()
        };
        assert_eq!(ids("answer"), question.answer);
        assert_eq!(ids("forbidden"), question.forbidden);
    }
}

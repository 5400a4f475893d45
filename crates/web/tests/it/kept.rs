//! What lies in a compartment is for those who open it, and no page tells others what it holds, nor that it holds
//! anything. Three compartments, three readers: a case worker who opens none, one who opens all, a supervisor.

use axum::http::StatusCode;

use crate::browser::{Answer, Browser, steady};
use crate::world::people::{WITH_SECRETS, WITHOUT_SECRETS};
use crate::world::{World, people};

/// Field, measure that hangs on it, its citation's condition: child, asylum, health.
const COMPARTMENTS: [(&str, &str); 3] = [
    ("has a guardian", "A guardian is asked for"),
    ("protection status", "The claim is heard"),
    ("disability", "A way without steps"),
];

async fn page(world: &World, account: &str, number: u8) -> Answer {
    let page = Browser::signed_in(world, account).await.get(&people::page(number)).await;
    page.is(StatusCode::OK);
    page
}

/// What the page says under a heading of a measure, up to the next measure.
fn about(page: &Answer, measure: &str) -> String {
    let text = page.text();
    let after = text.split(measure).nth(1).unwrap_or_else(|| panic!("no `{measure}`: {text}"));
    after.chars().take(160).collect()
}

#[tokio::test]
async fn protected_fields_are_shown_to_those_who_open_the_compartment() {
    let world = World::trial().await;
    let all = page(&world, "chloe", WITH_SECRETS).await;
    for (field, _) in COMPARTMENTS {
        all.says(&format!("{field} Protected"));
    }
    let child = page(&world, "carla", WITH_SECRETS).await;
    child.says("has a guardian Protected");
    child.says_not("protection status Protected");
    child.says_not("disability Protected");
    for account in ["cem", "sven"] {
        let none = page(&world, account, WITH_SECRETS).await;
        for (field, _) in COMPARTMENTS {
            none.says_not(&format!("{field} Protected"));
        }
        none.says("Protected facts, where there are any, are seen by assigned staff alone.");
    }
}

#[tokio::test]
async fn a_verdict_that_a_compartment_decides_is_kept_back() {
    let world = World::trial().await;
    let all = page(&world, "chloe", WITH_SECRETS).await;
    all.says_not("Not told to you");
    all.says_not("kept back");
    for (_, measure) in COMPARTMENTS {
        assert!(about(&all, measure).trim_start().starts_with("Indication: entitled"), "{}", about(&all, measure));
    }
    for account in ["cem", "sven"] {
        let none = page(&world, account, WITH_SECRETS).await;
        let text = none.text();
        let kept = text.split("Not told to you 4").nth(1).unwrap_or_else(|| panic!("{account}: {text}"));
        let kept = kept.split("What does not reach this person").next().unwrap();
        for (_, measure) in COMPARTMENTS {
            assert!(kept.contains(measure), "{account}: {kept}");
        }
        // One that is presumed where nothing is known would be a yes that tells nothing is on record.
        assert!(kept.contains("A guardian is presumed missing"), "{account}: {kept}");
        assert!(
            !text.contains("has a guardian") && !text.contains("A guardian is presumed missing Indication"),
            "{account}: {text}"
        );
    }
    let child = page(&world, "carla", WITH_SECRETS).await;
    child.says("Not told to you 2");
}

/// What everybody may see decides, and stands; the condition that reads the compartment is kept back all the same.
#[tokio::test]
async fn a_condition_that_reads_a_compartment_is_kept_back_beside_a_verdict_that_stands() {
    let world = World::trial().await;
    for (account, state) in [("cem", "kept back"), ("sven", "kept back"), ("carla", "Met"), ("chloe", "Met")] {
        let page = page(&world, account, WITH_SECRETS).await;
        let about = page.text().split("Help abroad").nth(1).unwrap().to_owned();
        let plain = about.split("what some may not see").next().unwrap();
        assert!(plain.contains("Not met This is why the answer is no."), "{account}: {plain}");
        let secret = about.split("what some may not see").nth(1).unwrap().trim_start();
        assert!(secret.starts_with(state), "{account}: {secret}");
        assert!(!plain.contains("the open questions would decide"), "{account}: {plain}");
    }
}

/// Byte for byte: who opens no compartment cannot tell whether anything lies in one.
#[tokio::test]
async fn a_page_does_not_tell_whether_anything_lies_in_a_compartment() {
    let world = World::trial().await;
    let drawn = async |account: &str, number: u8| {
        let page = page(&world, account, number).await;
        steady(&page.body).replace(&people::id(number).to_string(), "ID")
    };
    for account in ["cem", "sven"] {
        let (with, without) = (drawn(account, WITH_SECRETS).await, drawn(account, WITHOUT_SECRETS).await);
        assert_eq!(with, without, "{account}");
    }
    for account in ["carla", "chloe"] {
        assert_ne!(drawn(account, WITH_SECRETS).await, drawn(account, WITHOUT_SECRETS).await, "{account}");
    }
}

/// Nor does it ask for what the reader may not have answered.
#[tokio::test]
async fn what_is_kept_from_a_reader_is_never_asked_for() {
    let world = World::trial().await;
    for (account, asked) in [("cem", false), ("sven", false), ("chloe", true)] {
        let page = page(&world, account, WITHOUT_SECRETS).await;
        for question in
            ["Has a guardian been appointed for the child?", "Have you asked for protection, or do you have it?"]
        {
            assert_eq!(page.text().contains(question), asked, "{account}: {question}");
        }
    }
}

#[tokio::test]
async fn the_read_log_names_what_each_reader_was_shown() {
    let world = World::trial().await;
    for account in ["cem", "sven", "carla", "chloe"] {
        page(&world, account, WITH_SECRETS).await;
    }
    let mut reads = world.reads_of(people::id(WITH_SECRETS)).await;
    for (_, fields) in &mut reads {
        fields.sort();
    }
    let row = |account: &str, fields: &[&str]| (account.to_owned(), fields.iter().map(ToString::to_string).collect());
    assert_eq!(
        reads,
        [
            row("chloe", &["child.guardian", "contact.phone", "disability", "name.full", "protection.status"]),
            row("carla", &["child.guardian", "contact.phone", "name.full"]),
            row("sven", &["contact.phone", "name.full"]),
            row("cem", &["contact.phone", "name.full"]),
        ]
    );
}

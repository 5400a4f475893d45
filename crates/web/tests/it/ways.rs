//! What a pack's page says of its pathways and of the records that it brings: whoever decides about them reads it there.

use web::Tongue;

use crate::browser::{Answer, Browser};
use crate::world::World;

async fn page(world: &World, pack: &str) -> Answer {
    Browser::new(world).get(&format!("/studio/packs/{pack}")).await
}

#[tokio::test]
async fn a_pack_says_how_its_cases_go() {
    let world = World::full().await;
    let permits = page(&world, "permit-renewal").await;
    for said in [
        "Opened by: The person themselves, Help-desk agent, Case worker",
        "made up, so that the rule can be tried",
        "not yet compared with the law",
        "Due within 5 working days",
        "Decided by: Case worker",
        "Due within 20 working days of:",
        "The clock stands still from: Ask for papers, until: Bring the papers",
        "One of these must agree: Supervisor",
        "If nobody decides in time: granted",
        "refused (against the person)",
        "An appeal is made by: The person themselves",
        "The appeal is decided here: Review the refusal",
        "When it is done, the person is told: We need more papers from you.",
        "Not by whoever did this: Decide on the renewal",
        "How it ends",
    ] {
        permits.says(said);
    }
    let children = page(&world, "child-on-the-move").await;
    children.says("Protected: child");
    children.says("2 of these must agree: Case worker, Supervisor");
    children.says("On the panel, each another person: law, health, social");
    children.says("If it is overdue, this is told to: Supervisor, the office above after 5 working days");
    children.says("Due on the same day");
}

#[tokio::test]
async fn a_pack_says_which_records_it_brings() {
    let world = World::full().await;
    let stay = page(&world, "quarantine-stay").await;
    stay.says("Records that it brings Stay in quarantine Protected: health Each is about one person.");
    stay.says("Opened by: Help-desk agent, Case worker");
    stay.says("Takes of: house (");
    stay.says("tested negative");
    page(&world, "bangladesh-returnee-cash").await.says_not("Records that it brings");
}

#[tokio::test]
async fn what_a_pack_says_of_its_pathways_is_said_in_every_language() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    for tongue in Tongue::ALL {
        let page = browser.get(&format!("/studio/packs/permit-renewal?lang={}", tongue.tag())).await;
        crate::pages::check(&page.body, "permit-renewal", tongue);
        assert!(page.body.contains("id=\"way-permit-renewal\""), "{}", tongue.tag());
    }
}

//! Accounts and offices: proposed by one, approved by another in another role, and never by oneself.

use axum::http::StatusCode;
use casework::view::{Account, ProposalEnd};
use journal::Motion;
use model::{Compartment, Id};

use crate::browser::{Browser, Form, form_token};
use crate::world::{CONTROLLER, ELSEWHERE, PASSWORD, SHARED, World};

const ACCOUNTS: &str = "/governance/accounts";
const OPEN: Form<'static> = &[
    ("account", "nour"),
    ("role", "CW"),
    ("office", "north"),
    ("compartment.child", "on"),
    ("reason", "more children come"),
];

async fn account(world: &World, name: &str) -> Option<Account> {
    world.instance.in_force().await.unwrap().view.accounts.get(name).cloned()
}

fn id(address: &str) -> Id {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// Something proposed through a form; the proposal's address.
async fn propose(browser: &mut Browser, from: &str, to: &str, fields: Form<'_>) -> String {
    let answer = browser.send(from, to, fields).await;
    answer.is(StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/proposals/"), "{}", answer.location());
    answer.location().to_owned()
}

async fn approve(browser: &mut Browser, address: &str) -> crate::browser::Answer {
    browser.send(address, address, &[("decision", "approve"), ("reason", "agreed")]).await
}

/// The half of a start password that a page shows.
fn half(page: &str) -> Option<&str> {
    page.split("<code class=\"secret\" dir=\"ltr\">").nth(1)?.split('<').next()
}

#[tokio::test]
async fn an_account_is_opened_by_two_people_who_each_hand_over_half_a_password() {
    let world = World::live().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    let address = propose(&mut adil, ACCOUNTS, ACCOUNTS, OPEN).await;
    assert_eq!(account(&world, "nour").await, None, "one person opens none");
    adil.get(&address).await.says("Case worker, North office Protected: child");
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    deniz.get("/governance").await.says("Account: nour");
    let approved = approve(&mut deniz, &address).await;
    approved.is(StatusCode::OK);
    approved.says("Half of a start password");
    let first = half(&approved.body).unwrap().to_owned();
    assert!(half(&deniz.get(&address).await.body).is_none(), "shown once");
    let there = account(&world, "nour").await.unwrap();
    assert_eq!((there.grants.len(), there.credential, there.given), (1, 1, true));
    assert_eq!(there.grants[0].compartments, [Compartment::Child]);
    // The other half is for who proposed it, and for nobody else.
    deniz.send("/account", &format!("{address}/half"), &[]).await.is(StatusCode::NOT_FOUND);
    adil.get(&address).await.says("A half of a start password waits for you");
    let shown = adil.send(&address, &format!("{address}/half"), &[]).await;
    shown.is(StatusCode::OK);
    let second = half(&shown.body).unwrap().to_owned();
    adil.get(&address).await.says_not("A half of a start password waits for you");
    adil.send("/account", &format!("{address}/half"), &[]).await.is(StatusCode::NOT_FOUND);
    let mut nour = Browser::new(&world);
    for wrong in [&first, &second, &format!("{second}{first}")] {
        nour.sign_in("nour", wrong).await.is(StatusCode::FORBIDDEN);
    }
    world.clock.minutes(1);
    let both = format!("{first}{second}");
    nour.sign_in("nour", &both).await.is(StatusCode::SEE_OTHER);
    nour.get("/desk").await.leads_to("/account");
    let own = [("old", &*both), ("new", PASSWORD), ("again", PASSWORD)];
    nour.send("/account", "/account/password", &own).await.leads_to("/account?done=password");
    nour.get("/desk").await.is(StatusCode::OK);
}

#[tokio::test]
async fn nobody_approves_what_they_proposed_nor_in_the_role_that_did() {
    let world = World::trial().await;
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let address = propose(&mut deniz, ACCOUNTS, ACCOUNTS, OPEN).await;
    let own = deniz.get(&address).await;
    own.says("You proposed it, so another person");
    assert!(!own.body.contains("value=\"approve\""), "{}", own.body);
    let mut dora = Browser::signed_in(&world, "dora").await;
    let same_role = dora.get(&address).await;
    assert!(!same_role.body.contains("value=\"approve\""), "{}", same_role.body);
    let mut adil = Browser::signed_in(&world, "adil").await;
    for browser in [&mut deniz, &mut dora, &mut adil] {
        let answer = approve(browser, &address).await;
        answer.is(StatusCode::FORBIDDEN);
        answer.says("This takes another person");
    }
    assert_eq!(account(&world, "nour").await, None);
    for stranger in ["carla", "hanan", "ana", "paula"] {
        let mut browser = Browser::signed_in(&world, stranger).await;
        browser.get(&address).await.is(StatusCode::NOT_FOUND);
        let token = form_token(&browser.get("/account").await.body);
        let fields = [("decision", "approve"), ("reason", "why")];
        browser.fill(&token, &address, &fields).await.is(StatusCode::NOT_FOUND);
        browser.get("/proposals").await.says_not("nour");
    }
    let mut sven = Browser::signed_in(&world, "sven").await;
    approve(&mut sven, &address).await.is(StatusCode::OK);
    assert!(account(&world, "nour").await.is_some());
}

#[tokio::test]
async fn who_proposed_withdraws_and_who_decides_declines() {
    let world = World::trial().await;
    for (who, end, said) in [("adil", ProposalEnd::Withdrawn, "withdrawn"), ("sven", ProposalEnd::Declined, "declined")]
    {
        let mut adil = Browser::signed_in(&world, "adil").await;
        let address = propose(&mut adil, ACCOUNTS, ACCOUNTS, OPEN).await;
        let mut browser = Browser::signed_in(&world, who).await;
        let answer = browser.send(&address, &address, &[("decision", "decline"), ("reason", "not now")]).await;
        answer.leads_to(&address);
        browser.get(&address).await.says(said);
        assert_eq!(world.ended(id(&address)).await, Some(end));
        assert_eq!(account(&world, "nour").await, None);
    }
}

#[tokio::test]
async fn an_account_gives_up_roles_and_gets_others() {
    let world = World::trial().await;
    let mut sven = Browser::signed_in(&world, "sven").await;
    let page = format!("{ACCOUNTS}/tala");
    sven.get(&page).await.says("Case worker, South office");
    // The first is kept, the second given up, a third comes in.
    let fields = [("keep.0", "on"), ("role", "HD"), ("office", "south"), ("until", "2020-12-31"), ("reason", "moved")];
    let address = propose(&mut sven, &page, &page, &fields).await;
    let shown = sven.get(&address).await;
    shown.says("Help-desk agent, South office until 31 December 2020");
    shown.says("Now Case worker, North office Case worker, South office");
    approve(&mut Browser::signed_in(&world, "deniz").await, &address).await.is(StatusCode::SEE_OTHER);
    let held: Vec<(String, String)> =
        account(&world, "tala").await.unwrap().grants.into_iter().map(|grant| (grant.role, grant.office)).collect();
    assert_eq!(held, [("CW".to_owned(), "north".to_owned()), ("HD".to_owned(), "south".to_owned())]);
    let nothing = [("keep.0", "on"), ("keep.1", "on"), ("reason", "why")];
    sven.send(&page, &page, &nothing).await.is(StatusCode::UNPROCESSABLE_ENTITY);
}

/// What somebody holds for another organisation stays as it is, and is not numbered on the page.
#[tokio::test]
async fn grants_of_another_controller_are_not_touched_nor_shown() {
    let world = World::trial().await;
    let mut sven = Browser::signed_in(&world, "sven").await;
    let page = format!("{ACCOUNTS}/{SHARED}");
    let shown = sven.get(&page).await;
    shown.says("What it holds for other organisations stays as it is.");
    shown.says_not("hall");
    // Of the two that are shown, the help desk is kept and the case work given up.
    let address = propose(&mut sven, &page, &page, &[("keep.0", "on"), ("reason", "moved")]).await;
    approve(&mut Browser::signed_in(&world, "deniz").await, &address).await.is(StatusCode::SEE_OTHER);
    let held = account(&world, SHARED).await.unwrap().grants;
    let held: Vec<(&str, &str)> = held.iter().map(|grant| (&*grant.controller, &*grant.role)).collect();
    assert_eq!(held, [(ELSEWHERE, "CW"), (CONTROLLER, "HD")]);
}

#[tokio::test]
async fn what_cannot_be_granted_is_said_before_anybody_is_asked() {
    let world = World::trial().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    for (fields, status, said) in [
        (vec![("account", "nour"), ("office", "north"), ("reason", "why")], 422, "Something is missing"),
        (vec![("account", ""), ("role", "CW"), ("office", "north"), ("reason", "why")], 422, "Something is missing"),
        (
            vec![("account", "two words"), ("role", "CW"), ("office", "north"), ("reason", "why")],
            422,
            "Something is missing",
        ),
        (
            vec![("account", "nour"), ("role", "XX"), ("office", "north"), ("reason", "why")],
            422,
            "Something is missing",
        ),
        (vec![("account", "nour"), ("role", "CW"), ("office", "moon"), ("reason", "why")], 422, "Something is missing"),
        (vec![("account", "nour"), ("role", "CW"), ("office", "north"), ("reason", " ")], 422, "Something is missing"),
        (
            vec![("account", "nour"), ("role", "CW"), ("office", "north"), ("until", "soon"), ("reason", "why")],
            400,
            "until",
        ),
        // A help desk opens no compartment.
        (
            vec![
                ("account", "nour"),
                ("role", "HD"),
                ("office", "north"),
                ("compartment.child", "on"),
                ("reason", "why"),
            ],
            422,
            "These roles do not go together",
        ),
    ] {
        let answer = adil.send(ACCOUNTS, ACCOUNTS, &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{fields:?}: {}", answer.text());
        answer.says(said);
    }
    // The administrator reads nobody.
    let fields = [("keep.0", "on"), ("role", "AD"), ("office", "north"), ("reason", "why")];
    let answer = adil.send(&format!("{ACCOUNTS}/carla"), &format!("{ACCOUNTS}/carla"), &fields).await;
    answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("These roles do not go together");
    adil.get("/proposals").await.says_not("nour");
    // A name that is taken leads to whose it is.
    let taken = [("account", "carla"), ("role", "CW"), ("office", "north"), ("reason", "why")];
    adil.send(ACCOUNTS, ACCOUNTS, &taken).await.leads_to("/governance/accounts/carla");
}

#[tokio::test]
async fn nobody_proposes_anything_about_their_own_account() {
    let world = World::trial().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    let page = format!("{ACCOUNTS}/adil");
    let own = adil.get(&page).await;
    own.says("This is your own account.");
    assert!(!own.body.contains("name=\"reason\""), "{}", own.body);
    for path in [page.clone(), format!("{page}/reset")] {
        let fields = [("role", "DP"), ("office", "north"), ("reason", "why")];
        adil.send("/account", &path, &fields).await.is(StatusCode::FORBIDDEN);
    }
    // Nor does one decide what others propose about it.
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let fields = [("keep.0", "on"), ("role", "SU"), ("office", "south"), ("reason", "why")];
    let address = propose(&mut deniz, &format!("{ACCOUNTS}/sven"), &format!("{ACCOUNTS}/sven"), &fields).await;
    approve(&mut Browser::signed_in(&world, "sven").await, &address).await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_lost_password_is_made_anew_by_two_and_the_second_factor_goes() {
    let world = World::live().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    crate::factor::add(&world, &mut carla).await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    let page = format!("{ACCOUNTS}/carla");
    let address = propose(&mut adil, &page, &format!("{page}/reset"), &[("reason", "she lost her phone")]).await;
    adil.get(&address).await.says("its second factor is taken away");
    let mut sven = Browser::signed_in(&world, "sven").await;
    let first = approve(&mut sven, &address).await;
    let second = adil.send(&address, &format!("{address}/half"), &[]).await;
    let both = format!("{}{}", half(&first.body).unwrap(), half(&second.body).unwrap());
    carla.get("/desk").await.leads_to("/sign-in?next=%2Fdesk");
    let mut again = Browser::new(&world);
    again.sign_in("carla", PASSWORD).await.is(StatusCode::FORBIDDEN);
    again.sign_in("carla", &both).await.is(StatusCode::SEE_OTHER);
    assert!(!account(&world, "carla").await.unwrap().second_factor);
    again.get("/account").await.says("Choose your own password first.");
}

#[tokio::test]
async fn an_account_that_is_not_there_or_another_controllers_is_not_found() {
    let world = World::trial().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    for name in ["nobody", "%ff", "carla%00"] {
        adil.get(&format!("{ACCOUNTS}/{name}")).await.is(StatusCode::NOT_FOUND);
    }
    let fields = [("role", "CW"), ("office", "north"), ("reason", "why")];
    adil.send("/account", &format!("{ACCOUNTS}/nobody"), &fields).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_office_is_proposed_and_approved() {
    let world = World::trial().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    adil.get("/governance/offices").await.says("North office Short name north Time zone Europe/Lisbon");
    let fields = [
        ("office", "quay"),
        ("name", "Quay office"),
        ("zone", "Asia/Dhaka"),
        ("above", "north"),
        ("reason", "boats land there"),
    ];
    let address = propose(&mut adil, "/governance/offices", "/governance/offices", &fields).await;
    adil.get(&address).await.says("Time zone Asia/Dhaka");
    approve(&mut Browser::signed_in(&world, "sven").await, &address).await.leads_to(&address);
    adil.get("/governance/offices").await.says("Quay office Short name quay Time zone Asia/Dhaka Office above north");
    let view = world.instance.in_force().await.unwrap().view;
    let there = view.office(CONTROLLER, "quay").unwrap();
    assert_eq!((&*there.name, &*there.zone, there.above.as_deref()), ("Quay office", "Asia/Dhaka", Some("north")));
    // It can be named in a grant from now on.
    assert!(adil.get(ACCOUNTS).await.body.contains("<option value=\"quay\">Quay office</option>"));
}

#[tokio::test]
async fn an_office_nowhere_on_earth_or_above_itself_is_refused() {
    let world = World::trial().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    let office =
        |zone, above, name| [("office", "north"), ("name", name), ("zone", zone), ("above", above), ("reason", "why")];
    for fields in [
        office("Moon/Base", "", "North"),
        office("", "", "North"),
        office("Europe/Lisbon", "north", "North"),
        office("Europe/Lisbon", "south", "North"),
        office("Europe/Lisbon", "moon", "North"),
        office("Europe/Lisbon", "", " "),
    ] {
        let answer = adil.send("/governance/offices", "/governance/offices", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    assert_eq!(world.open_proposals().await, []);
}

/// Nobody on the way of a proposal sees more of it than their role: the motion stands in the journal alone.
#[tokio::test]
async fn the_motion_stands_in_the_record_as_it_was_proposed() {
    let world = World::trial().await;
    let mut adil = Browser::signed_in(&world, "adil").await;
    let address = propose(&mut adil, ACCOUNTS, ACCOUNTS, OPEN).await;
    let made = world.proposal(id(&address)).await;
    assert_eq!((&*made.by, &*made.reason, made.roles), ("adil", "more children come", vec!["AD".to_owned()]));
    let Motion::Account { account, grants } = made.motion else { panic!("{:?}", made.motion) };
    assert_eq!((&*account, &*grants[0].role, &*grants[0].office), ("nour", "CW", "north"));
}

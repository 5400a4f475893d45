//! People on record, as somebody may see them, on the real record.

use casework::PersonCommand;
use instance::desk::{FieldsShown, Found, PeopleQuery};
use instance::{Acting, Fault};
use journal::Mode;
use model::Id;

use crate::world::{MINUTE, World};

const COLUMNS: [&str; 2] = ["name.full", "sex"];

fn columns() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

async fn search(world: &World, account: &str, words: &str) -> Result<Found, Fault> {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    world.instance.desk(&in_force, &acting).search(words, &columns()).await
}

async fn found(world: &World, account: &str, words: &str) -> (Vec<Id>, bool) {
    let found = search(world, account, words).await.unwrap();
    (found.rows.iter().map(|row| row.id).collect(), found.elsewhere)
}

/// What stands in the place of names behind walls that the officer does not open.
const WALLED: &str = "something protected";

/// Who read this person's fields, as an officer is told who opens no wall.
pub async fn readers(world: &World, person: Id) -> Vec<(String, Vec<String>)> {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.governing("deniz").await);
    let notes = world.instance.desk(&in_force, &acting).reads_of(person, 0, 100).await.unwrap();
    let told = |read: FieldsShown| read.names.into_iter().chain(read.walled.then(|| WALLED.to_owned())).collect();
    notes.into_iter().map(|note| (note.account, told(note.read.unwrap()))).collect()
}

#[tokio::test]
async fn a_search_shows_ones_own_people_and_of_all_others_one_line() {
    let world = World::of(Mode::Trial).await;
    let north = world.register("carla", &[("name.full", "Amina Yusuf"), ("document.number", "X1234567")]).await;
    world.register("salma", &[("name.full", "Amina Haddad"), ("document.number", "Y7654321")]).await;
    world.register("mina", &[("name.full", "Rafael Nunes")]).await;
    assert_eq!(found(&world, "carla", "amina").await, (vec![north], true));
    assert_eq!(found(&world, "carla", "haddad").await, (vec![], true));
    assert_eq!(found(&world, "carla", "nunes").await, (vec![], false), "another controller's people are nobody");
    assert_eq!(found(&world, "hanan", "yusuf").await, (vec![], true), "a help desk learns that somebody is there");
    assert_eq!(found(&world, "omar", "yusuf").await, (vec![], false), "no list was given to operations");
    for words in ["haddad y7654321", "amina y7654321", "Y7654321 amina haddad"] {
        assert_eq!(found(&world, "carla", words).await, (vec![], false), "words of two kinds: {words}");
    }
    assert_eq!(found(&world, "carla", "y7654321").await, (vec![], true));
    assert!(matches!(search(&world, "ana", "amina").await, Err(Fault::Refused(_))));
}

#[tokio::test]
async fn who_searches_too_much_waits_and_it_is_written_down_once() {
    let world = World::of(Mode::Trial).await;
    world.register("salma", &[("name.full", "Amina Haddad")]).await;
    for _ in 0..40 {
        search(&world, "carla", "haddad").await.unwrap();
    }
    let before = world.instance.revision().await.unwrap();
    for _ in 0..10 {
        assert!(matches!(search(&world, "carla", "haddad").await, Err(Fault::Wait(_))));
    }
    assert_eq!(world.instance.revision().await.unwrap(), before + 1, "one fact, and the search was not made");
    search(&world, "chidi", "haddad").await.unwrap();
    world.pass(MINUTE);
    search(&world, "carla", "haddad").await.unwrap();
}

#[tokio::test]
async fn arabic_and_bangla_digits_and_marks_find_whoever_was_written_otherwise() {
    let world = World::of(Mode::Trial).await;
    let stored = [
        ("contact.phone", "+351 912 345 678", "٩١٢٣٤٥٦٧٨"),
        ("contact.phone", "۰۹۱۲ ۳۴۵ ۶۷۹", "0912345679"),
        ("document.number", "AB-১২৩৪৫৬", "ab123456"),
        ("name.full", "أمل حدّاد", "امل حداد"),
        ("name.full", "José Ñandú", "jose nandu"),
    ];
    for (field, written, asked) in stored {
        let person = world.register("carla", &[(field, written)]).await;
        assert_eq!(found(&world, "carla", asked).await.0, [person], "{written} by {asked}");
    }
}

#[tokio::test]
async fn every_reading_of_sealed_or_protected_fields_is_a_fact_before_it_is_shown() {
    let world = World::of(Mode::Trial).await;
    let person =
        world.register("carla", &[("name.full", "Amina Yusuf"), ("sex", "F"), ("child.care", "unaccompanied")]).await;
    assert!(readers(&world, person).await.is_empty());
    let (in_force, on) = (world.instance.in_force().await.unwrap(), "2020-09-01".parse().unwrap());
    let open = async |account: &str| {
        let acting = world.assisting(account).await;
        world.instance.desk(&in_force, &acting).person(person, on).await.unwrap()
    };
    assert!(open("carla").await.is_some());
    assert_eq!(readers(&world, person).await, [("carla".into(), vec!["name.full".into()])]);
    assert!(open("chidi").await.is_some());
    let latest = readers(&world, person).await.remove(0);
    assert_eq!(latest.0, "chidi");
    assert_eq!(latest.1, ["name.full", WALLED], "that somebody has a guardian is not for whoever reads the journal");
    assert!(open("salma").await.is_none(), "of another office");
    assert_eq!(readers(&world, person).await.len(), 2, "who was shown nothing read nothing");
    // A list that shows names reads names; one that shows none reads nothing.
    let acting = world.assisting("carla").await;
    let list = async |columns: &[&str]| {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        let query = PeopleQuery { size: 25, columns, ..PeopleQuery::default() };
        world.instance.desk(&in_force, &acting).people(&query).await.unwrap()
    };
    list(&["sex"]).await;
    assert_eq!(readers(&world, person).await.len(), 2);
    assert_eq!(list(&["name.full"]).await.total, 1);
    assert_eq!(readers(&world, person).await.len(), 3);
}

#[tokio::test]
async fn who_looked_is_for_those_who_read_the_journal_of_the_controller() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("name.full", "Amina Yusuf")]).await;
    let in_force = world.instance.in_force().await.unwrap();
    let asks = async |acting: Acting, person: Id| {
        world.instance.desk(&in_force, &acting).reads_of(person, 0, 10).await.map(|notes| notes.len())
    };
    for account in ["deniz", "adil", "sven"] {
        assert_eq!(asks(world.governing(account).await, person).await.unwrap(), 0, "{account}");
    }
    for account in ["hanan", "carla", "ana", "paula", "omar"] {
        assert!(matches!(asks(world.governing(account).await, person).await, Err(Fault::Refused(_))), "{account}");
    }
    let elsewhere = world.register("mina", &[("name.full", "Rafael Nunes")]).await;
    assert!(matches!(asks(world.governing("deniz").await, elsewhere).await, Err(Fault::Refused(_))));
}

/// Whoever answers for one office looks after its people: those of another look like nobody, for the log, a hold and being
/// forgotten alike.
#[tokio::test]
async fn whoever_answers_for_one_office_is_told_of_nobody_of_another() {
    let world = World::of(Mode::Trial).await;
    let south = world.register("salma", &[("name.full", "Amina Haddad")]).await;
    let nobody = world.instance.new_id();
    let in_force = world.instance.in_force().await.unwrap();
    let (sven, deniz) = (world.governing("sven").await, world.governing("deniz").await);
    for person in [south, nobody] {
        let desk = world.instance.desk(&in_force, &sven);
        let motion = journal::Motion::Forget { person };
        let asked = [
            desk.reads_of(person, 0, 10).await.map(drop),
            desk.is_held(person).await.map(drop),
            world.instance.hold(&sven, person, "order 7").await,
            world.instance.propose(&sven, motion, "asked").await.map(drop),
        ];
        let not_there = |done: &Result<(), Fault>| matches!(done, Err(Fault::Refused(casework::Refusal::NotFound)));
        assert!(asked.iter().all(not_there), "{asked:?}");
    }
    // What the officer of the whole controller proposes of them is not told there either.
    let motion = journal::Motion::Forget { person: south };
    let proposal = world.instance.propose(&deniz, motion, "asked").await.unwrap();
    assert!(world.instance.proposals(&deniz).await.unwrap().contains_key(&proposal));
    assert!(!world.instance.proposals(&sven).await.unwrap().contains_key(&proposal));
}

/// The log of somebody with something behind a wall and of somebody without are the same to whoever does not open it.
#[tokio::test]
async fn a_look_of_whoever_opens_walls_is_told_alike_of_who_has_something_there_and_who_has_not() {
    let world = World::of(Mode::Trial).await;
    let with = world.register("chidi", &[("name.full", "Amina Yusuf"), ("child.care", "unaccompanied")]).await;
    let without = world.register("chidi", &[("name.full", "Rana Yusuf")]).await;
    let (in_force, chidi) = (world.instance.in_force().await.unwrap(), world.assisting("chidi").await);
    for person in [with, without] {
        let desk = world.instance.desk(&in_force, &chidi);
        let shown = desk.person(person, "2020-09-01".parse().unwrap()).await.unwrap().unwrap();
        desk.records_beside(&shown).await.unwrap();
    }
    let told = readers(&world, with).await;
    assert_eq!(told, readers(&world, without).await);
    assert_eq!(told, [("chidi".into(), vec!["name.full".to_owned(), WALLED.to_owned()])]);
}

/// Two sources that say different things, and one that says otherwise later.
#[tokio::test]
async fn what_sources_say_against_each_other_stands_side_by_side() {
    let world = World::of(Mode::Trial).await;
    let person = world.register("carla", &[("stay.status", "pending")]).await;
    let acting = world.assisting("carla").await;
    let amend = async |status: &str| {
        let fields = world.fields(&[("stay.status", status)]).await;
        world.instance.submit(&acting, PersonCommand::Amend { person, fields }).await.unwrap();
    };
    amend("regular").await;
    let in_force = world.instance.in_force().await.unwrap();
    let shown = world.instance.desk(&in_force, &acting).person(person, "2020-09-01".parse().unwrap()).await;
    let shown = shown.unwrap().unwrap();
    assert_eq!(shown.fields["stay.status"].state.known().unwrap().to_text(), "regular");
    assert_eq!(shown.fields["stay.status"].sources, ["desk"]);
}

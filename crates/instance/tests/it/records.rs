//! Rules over the records of people on record: each reader's answer from the records that they may see, counts from those in
//! the open.

use std::collections::BTreeMap;

use instance::study::Simulation;
use instance::{Answered, Fault};
use journal::{Act, Mode};
use model::{FieldState, Id};
use packs::Source;
use rules::verdict::Verdict;

use crate::desk::readers;
use crate::world::World;

const COURSE: &str = "kind: course\ntitle: {en: Course}\nabout: person\nwork: case\nname: '{from}'\n\
                      fields:\n  from: [date, personal]\n  hours: {type: int, min: 0, class: personal}\n  \
                      guardian: [bool, protected, child]\n";
const LODGING: &str = "kind: lodging\ntitle: {en: Lodging}\nabout: person\nwork: case\nname: '{from}'\nlist: open\n\
                       fields:\n  from: [date, personal]\n";
const VISIT: &str = "kind: visit\ntitle: {en: Visit}\nabout: person\nwork: case\nname: '{day}'\ncompartment: child\n\
                     fields:\n  day: [date, protected, child]\n";

/// One measure a condition, each under its own name.
const RULES: [(&str, &str); 6] = [
    ("taught", "course.sum(course.hours) >= 10"),
    ("learning", "course.any(course.closed_on is not applicable and course.opened_on <= on)"),
    ("lodged", "lodging.any(lodging.from <= on)"),
    ("visited", "visit.any(visit.day <= on)"),
    ("unvisited", "not visit.any(visit.day <= on)"),
    ("guarded", "course.any(course.guardian)"),
];

fn source() -> Source {
    let manifest = "pack: records\nversion: 0.1.0\ntitle: {en: R}\nsummary: {en: R}\npurpose: entitlement\n\
                    licence: CC-BY-4.0\n";
    let fixed = [
        ("pack.yaml", manifest.to_owned()),
        ("kinds/course.yaml", COURSE.to_owned()),
        ("kinds/lodging.yaml", LODGING.to_owned()),
        ("kinds/visit.yaml", VISIT.to_owned()),
    ];
    let fixed = fixed.map(|(path, text)| (path.to_owned(), text));
    let measure = |(name, when): &(&str, &str)| {
        let text = format!(
            "measure: {name}\nvalid: [2020-01-01, open]\nall:\n- {{id: c, says: s, law: illustrative, when: \"{when}\"}}\n"
        );
        (format!("measures/{name}.yaml"), text)
    };
    let files: BTreeMap<String, String> = fixed.into_iter().chain(RULES.iter().map(measure)).collect();
    Source::new("records", files)
}

async fn world() -> World {
    let world = World::of(Mode::Trial).await;
    match world.instance.install(&world.governing("deniz").await, &source()).await {
        Err(Fault::Unsound(problems)) => panic!("{problems}"),
        done => drop(done.unwrap()),
    }
    world
}

/// Opens a record as an account.
async fn record(world: &World, account: &str, person: Id, kind: &str, fields: &[(&str, &str)]) -> Id {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let schema = &in_force.packs.schema;
    let read = |(word, text): &(&str, &str)| {
        let name = format!("{kind}.{word}");
        let state = schema.read(schema.record_field(&name).unwrap(), text).unwrap();
        (name, state)
    };
    let (fields, record) = (fields.iter().map(read).collect(), world.instance.new_id());
    world.instance.desk(&in_force, &acting).open_record(person, record, kind, fields).await.unwrap();
    record
}

async fn told(world: &World, account: &str, person: Id, measure: &str) -> Answered {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let on = "2020-09-01".parse().unwrap();
    let shown = world.instance.desk(&in_force, &acting).person(person, on).await.unwrap().unwrap();
    shown.answers.told.into_iter().find(|answer| answer.measure == measure).unwrap()
}

/// The verdict that an account is told, and what is asked of them.
#[track_caller]
fn check(found: &Answered, verdict: Option<Verdict>, ask: &[&str]) {
    assert_eq!(
        (found.verdict, &found.ask[..]),
        (verdict, &ask.iter().map(|ask| (*ask).to_owned()).collect::<Vec<_>>()[..])
    );
}

#[tokio::test]
async fn the_answer_of_somebody_on_record_reads_their_records() {
    let world = world().await;
    let person = world.register("carla", &[("sex", "F")]).await;
    check(&told(&world, "carla", person, "taught").await, Some(Verdict::No), &[]);
    record(&world, "carla", person, "course", &[("from", "2020-03-01"), ("hours", "6")]).await;
    check(&told(&world, "carla", person, "taught").await, Some(Verdict::No), &[]);
    record(&world, "carla", person, "course", &[("hours", "4")]).await;
    check(&told(&world, "carla", person, "taught").await, Some(Verdict::Yes), &[]);
    record(&world, "carla", person, "course", &[("from", "2020-04-01")]).await;
    check(&told(&world, "carla", person, "taught").await, Some(Verdict::Yes), &[]);
}

#[tokio::test]
async fn a_record_is_opened_and_closed_on_the_days_of_its_office() {
    let world = world().await;
    let person = world.register("carla", &[("sex", "F")]).await;
    let opened = world.instance.now().day();
    let course = record(&world, "carla", person, "course", &[]).await;
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting("sven").await);
    let desk = world.instance.desk(&in_force, &acting);
    let learning = async |on| {
        let shown = desk.person(person, on).await.unwrap().unwrap();
        shown.answers.told.into_iter().find(|answer| answer.measure == "learning").unwrap().verdict
    };
    let before = opened.yesterday().unwrap();
    assert_eq!((learning(before).await, learning(opened).await), (Some(Verdict::No), Some(Verdict::Yes)));
    desk.act_on_record(course, Act::Closed { reason: "done".into() }).await.unwrap();
    assert_eq!(learning(opened).await, Some(Verdict::No));
}

#[tokio::test]
async fn of_records_that_others_keep_the_desk_asks_whether_those_are_all() {
    let world = world().await;
    let person = world.register("carla", &[("sex", "F")]).await;
    check(&told(&world, "carla", person, "lodged").await, Some(Verdict::Needs), &["lodging"]);
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting("carla").await);
    let desk = world.instance.desk(&in_force, &acting);
    let shown = desk.person(person, "2020-09-01".parse().unwrap()).await.unwrap().unwrap();
    let question = shown.questions["lodging"].clone();
    assert_eq!(question.field, "lodging.complete");
    desk.answer(question, FieldState::Known(model::Value::Bool(true))).await.unwrap();
    check(&told(&world, "carla", person, "lodged").await, Some(Verdict::No), &[]);
    record(&world, "carla", person, "lodging", &[("from", "2020-05-01")]).await;
    check(&told(&world, "carla", person, "lodged").await, Some(Verdict::Yes), &[]);
}

/// Whether there is a record behind the wall changes nothing for whoever does not open it: neither a yes nor a no.
#[tokio::test]
async fn what_hangs_on_records_behind_a_wall_is_kept_from_who_does_not_open_it() {
    let world = world().await;
    let (with, without) = (world.register("carla", &[]).await, world.register("carla", &[]).await);
    record(&world, "chidi", with, "visit", &[("day", "2020-05-01")]).await;
    for (measure, of_with, of_without) in
        [("visited", Verdict::Yes, Verdict::No), ("unvisited", Verdict::No, Verdict::Yes)]
    {
        check(&told(&world, "chidi", with, measure).await, Some(of_with), &[]);
        check(&told(&world, "chidi", without, measure).await, Some(of_without), &[]);
        for account in ["carla", "sven"] {
            let (one, other) =
                (told(&world, account, with, measure).await, told(&world, account, without, measure).await);
            assert_eq!(one, other, "{account}");
            check(&one, None, &[]);
            assert_eq!(one.conditions.iter().find(|step| step.id == "c").unwrap().state, None, "{account}");
        }
    }
}

#[tokio::test]
async fn what_a_record_in_the_open_keeps_behind_a_wall_is_kept_with_what_hangs_on_it() {
    let world = world().await;
    let person = world.register("carla", &[]).await;
    check(&told(&world, "carla", person, "guarded").await, Some(Verdict::No), &[]);
    record(&world, "chidi", person, "course", &[("guardian", "true")]).await;
    check(&told(&world, "chidi", person, "guarded").await, Some(Verdict::Yes), &[]);
    check(&told(&world, "carla", person, "guarded").await, None, &[]);
}

#[tokio::test]
async fn that_a_rule_read_records_behind_a_wall_is_noted_before_it_is_told() {
    let world = world().await;
    let person = world.register("carla", &[("sex", "F")]).await;
    record(&world, "chidi", person, "visit", &[("day", "2020-05-01")]).await;
    let before = readers(&world, person).await.len();
    told(&world, "carla", person, "visited").await;
    assert_eq!(readers(&world, person).await.len(), before, "who opens no wall read nothing");
    told(&world, "chidi", person, "visited").await;
    let notes = readers(&world, person).await;
    assert_eq!(notes.len(), before + 1);
    assert_eq!(notes[0], ("chidi".to_owned(), vec!["something protected".to_owned()]));
}

#[tokio::test]
async fn counts_read_records_in_the_open_and_know_nothing_of_those_behind_a_wall() {
    let world = world().await;
    for number in 0..30 {
        let person = world.register("carla", &[("sex", "F")]).await;
        if number < 12 {
            record(&world, "carla", person, "course", &[("hours", "12")]).await;
        }
        record(&world, "chidi", person, "visit", &[("day", "2020-05-01")]).await;
    }
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.studying("ana").await);
    let counted = async |measure: &str| {
        let asked = Simulation {
            pack: "records".into(),
            measure: measure.into(),
            on: "2020-09-01".parse().unwrap(),
            by: vec![],
        };
        let figures = world.instance.study(&in_force, &acting, &asked).await.unwrap().figures;
        let found = figures.measures.into_iter().find(|found| found.measure == measure).unwrap();
        (found.yes, found.no, found.needs)
    };
    assert_eq!(counted("taught").await, (Some(12), Some(18), Some(0)));
    assert_eq!(counted("visited").await, (Some(0), Some(0), Some(30)), "nobody is said to have none");
}

//! What hangs on a protected field is kept back from those who do not open it: conditions, presumptions, questions, and the
//! verdict where it alone decides. What a reader is told must not hang on what lies behind the wall.

use std::fs;

use instance::{Answered, Fault, Step};
use journal::Mode;
use model::Id;
use rules::verdict::{State, Verdict};

use crate::world::World;

/// Reads a field of each compartment that has one, in each way a rule can.
const MEASURE: &str = "\
measure: shelter
unit: person
title: {en: A place in a shelter}
source: made up for a test
valid: [2020-01-01, open]
all:
- id: alone
  when: child.care in {unaccompanied}
  says: {en: the person is a child without anybody}
  law: illustrative
  if_unknown: UNKNOWN
- id: woman
  when: sex in {F}
  says: {en: the person is a woman}
  law: illustrative
  if_unknown: ask
";

async fn world() -> World {
    World::with(Mode::Trial, &["eu-child-guardian", "qatar-domestic-worker-health"]).await
}

async fn told(world: &World, account: &str, person: Id, measure: &str) -> Answered {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let shown = world.instance.desk(&in_force, &acting).person(person, "2020-09-01".parse().unwrap()).await;
    let answers = shown.unwrap().unwrap().answers;
    answers.told.into_iter().find(|answer| answer.measure == measure).unwrap()
}

fn step<'a>(answer: &'a Answered, id: &str) -> &'a Step {
    answer.conditions.iter().find(|step| step.id == id).unwrap()
}

/// An unaccompanied child without a guardian, long arrived.
const CHILD: [(&str, &str); 5] = [
    ("birth_date", "2008-05-01"),
    ("arrived_on", "2020-06-01"),
    ("in_country", "true"),
    ("child.care", "unaccompanied"),
    ("child.guardian", "false"),
];

#[tokio::test]
async fn conditions_and_verdicts_on_protected_fields_are_for_those_who_open_them() {
    let world = world().await;
    let person = world.register("carla", &CHILD).await;
    let open = told(&world, "chidi", person, "guardian-overdue").await;
    assert_eq!(open.verdict, Some(Verdict::Yes), "{open:?}");
    for account in ["carla", "sven"] {
        let kept = told(&world, account, person, "guardian-overdue").await;
        assert_eq!(kept.verdict, None, "{account}: {kept:?}");
        let told: Vec<&str> =
            kept.conditions.iter().filter(|step| step.state.is_some()).map(|step| step.id.as_str()).collect();
        let all: Vec<&str> = open.conditions.iter().map(|step| step.id.as_str()).collect();
        assert!(told.len() < all.len() && told.contains(&"in_force"), "{account}: {told:?} of {all:?}");
        assert!(!kept.ask.iter().any(|asked| asked.contains("child.")), "{:?}", kept.ask);
        assert!(kept.computes.is_empty() && kept.quota.is_none());
    }
}

/// The answer to somebody who does not open a compartment is the same whatever lies in it, and whether anything does.
#[tokio::test]
async fn what_is_told_does_not_hang_on_what_lies_behind_the_wall() {
    let world = world().await;
    let behind: [&[(&str, &str)]; 4] = [
        &[("child.care", "unaccompanied"), ("child.guardian", "false")],
        &[("child.care", "parent"), ("child.guardian", "true")],
        &[("child.care", "unaccompanied")],
        &[],
    ];
    let mut answers = vec![];
    for protected in behind {
        let fields: Vec<(&str, &str)> = CHILD[..3].iter().chain(protected).copied().collect();
        let person = world.register("carla", &fields).await;
        let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting("carla").await);
        let shown = world.instance.desk(&in_force, &acting).person(person, "2020-09-01".parse().unwrap()).await;
        let mut shown = shown.unwrap().unwrap();
        (shown.id, shown.household) = (Id([0; 16]), vec![]);
        shown.fields.remove("id");
        shown.questions.values_mut().for_each(|question| question.person = Id([0; 16]));
        assert!(!shown.questions.is_empty(), "something is asked");
        answers.push(shown);
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:#?}");
}

#[tokio::test]
async fn a_presumption_about_what_is_kept_back_is_neither_a_yes_nor_a_no() {
    for (if_unknown, woman, verdict, alone) in [
        ("presume_yes", "F", None, None),
        ("presume_yes", "M", Some(Verdict::No), None),
        ("ask", "F", None, None),
        ("ask", "M", Some(Verdict::No), None),
    ] {
        let world = World::of(Mode::Trial).await;
        install(&world, &MEASURE.replace("UNKNOWN", if_unknown)).await;
        let person = world.register("carla", &[("sex", woman), ("child.care", "unaccompanied")]).await;
        let kept = told(&world, "carla", person, "shelter").await;
        assert_eq!((kept.verdict, step(&kept, "alone").state), (verdict, alone), "{if_unknown} {woman}");
        assert_eq!(step(&kept, "woman").state, Some(if woman == "F" { State::Met } else { State::NotMet }));
        let open = told(&world, "chidi", person, "shelter").await;
        let expected = if woman == "F" { Verdict::Yes } else { Verdict::No };
        assert_eq!((open.verdict, step(&open, "alone").state), (Some(expected), Some(State::Met)));
    }
}

#[tokio::test]
async fn what_the_reader_may_ask_is_asked_and_what_they_may_not_is_not() {
    let world = World::of(Mode::Trial).await;
    install(&world, &MEASURE.replace("UNKNOWN", "ask")).await;
    let person = world.register("carla", &[("country", "PRT")]).await;
    let kept = told(&world, "carla", person, "shelter").await;
    assert_eq!((kept.verdict, kept.ask), (Some(Verdict::Needs), vec!["sex".to_owned()]));
    let open = told(&world, "chidi", person, "shelter").await;
    assert_eq!(open.ask.len(), 2, "{:?}", open.ask);
}

/// Puts a pack with one measure in force.
async fn install(world: &World, measure: &str) {
    let skeleton = packs::skeleton("shelter");
    let folder = world.dir.path().join("shelter");
    for (path, text) in &skeleton.files {
        if path.starts_with("measures/") || path.starts_with("tests/") {
            continue;
        }
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::create_dir_all(folder.join("measures")).unwrap();
    fs::write(folder.join("measures/shelter.yaml"), measure).unwrap();
    let source = packs::Source::open(&folder).unwrap_or_else(|problems| panic!("{problems}"));
    let acting = world.governing("deniz").await;
    match world.instance.install(&acting, &source).await {
        Err(Fault::Unsound(problems)) => panic!("{problems}"),
        done => drop(done.unwrap()),
    }
}

//! Lists of work: what stands on whose, from when until when, held against what the cases themselves say at every moment; gone
//! with what it is of, and found out where somebody else wrote it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::record::RecordAsked;
use casework::{Ctx, ListReader, MoveAsked, RecordCommand, RunningCase, Scope, StepAsked};
use futures::future::join_all;
use journal::{Act, CaseStep};
use model::{Compartment, Id, Timestamp};
use packs::{LoadOptions, Packs, Source};
use pathways::{CaseDuty, CaseStanding, PathwaysInForce, state_at};
use store::{Differs, Page, Sight, Store, VerifyError, WorkCount, WorkEntry, WorkFilter, WorkItem, WorkLists};

use crate::raw::Raw;
use crate::world::{CONTROLLER, World, ctx, digest, fields, new_id, open};

const ALL: Page = Page { skip: 0, limit: 1000 };
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

pub const CHECK: &str = "
pathway: paper-check
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
stages:
- {id: first, tasks: [{id: papers, due: 5 working_days}, {id: photo, due: 2 days}]}
- {id: then, after: [first], tasks: [{id: visit, repeat: {at: [30 days, 60 days], from: case.opened_at, window: 10 days}}]}
ends: {finished: {if: case.then.left}, gone: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

const SHELTER: &str = "
pathway: way-out
sees: {compartment: gbv, scope: assigned}
by: [CW]
opens: {by: [CW]}
law: illustrative
fields: {place_wanted: [bool, protected, gbv]}
stages: [{id: first, tasks: [{id: plan, due: 30 hours}]}]
ends: {done: {if: case.first.left}, stopped: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

const WATCHED: &str = "
pathway: watched
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
stages: [{id: first, tasks: [{id: plan, approve: SU, due: {within: 1 hours, escalate: {SU: 0 hours, above: 48 hours}}}]}]
ends: {done: {if: case.first.left}, stopped: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

/// Behind the same wall as [`SHELTER`], and nothing like it: late after an hour, told above two days later, and again and again.
const WATCH: &str = "
pathway: night-watch
sees: {compartment: gbv, scope: assigned}
by: [CW]
opens: {by: [CW]}
law: illustrative
fields: {guard_wanted: [bool, protected, gbv]}
stages:
- id: first
  tasks:
  - {id: plan, approve: SU, due: {within: 1 hours, escalate: {SU: 0 hours, above: 48 hours}}}
  - {id: call, repeat: {at: [4 days, 8 days, 12 days, 16 days, 20 days, 24 days], from: case.opened_at, window: 2 days}}
ends: {done: {if: case.first.left}, stopped: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

pub fn practice(check: &str) -> Packs {
    let pack = "pack: t\nversion: 1.0.0\ntitle: {en: T}\npurpose: assistance\nlicence: CC0-1.0\n";
    let files = [
        ("pack.yaml", pack),
        ("pathways/paper-check.yaml", check),
        ("pathways/way-out.yaml", SHELTER),
        ("pathways/watched.yaml", WATCHED),
        ("pathways/night-watch.yaml", WATCH),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    packs::load(&[Source::new("t", BTreeMap::from(files))], &LoadOptions::default()).unwrap()
}

pub async fn in_force(world: &World, check: &str) -> Packs {
    let packs = practice(check);
    let pathways = Arc::new(packs.pathways_in_force(None));
    world.store.use_rules(Arc::new(packs.schema.clone()), pathways, digest()).await.unwrap();
    packs
}

/// Somebody, so many hours after the first moment.
pub fn at(world: &World, account: &str, hours: i64) -> Ctx {
    let start = world.ctx(account).now;
    ctx(account, Timestamp(start.0 + hours * HOUR))
}

pub async fn opened(world: &World, kind: &str, hours: i64) -> RecordCommand {
    let person = world.register(fields(&[])).await;
    let asked = RecordAsked::Open { kind: kind.into(), fields: BTreeMap::new() };
    let command = RecordCommand { owner: person, record: new_id(), asked };
    world.store.submit(at(world, "counsellor", hours), command.clone()).await.unwrap();
    command
}

pub async fn does(world: &World, account: &str, of: &RecordCommand, hours: i64, asked: RecordAsked) {
    let command = RecordCommand { asked, ..of.clone() };
    world.store.submit(at(world, account, hours), command).await.unwrap();
}

pub fn did(item: &str) -> RecordAsked {
    let step = CaseStep::Did { item: item.into() };
    RecordAsked::Step(StepAsked::now(step))
}

pub fn taken(by: &str) -> RecordAsked {
    RecordAsked::Act(Act::Assigned { to: Some(by.into()) })
}

pub fn harbour() -> Scope {
    Scope::Offices { controller: CONTROLLER.into(), offices: vec!["harbour".into()] }
}

/// The lists of somebody at the harbour, behind these walls too.
pub fn lists(account: &str, walls: &[Compartment], supervises: bool, in_hand: bool) -> WorkLists {
    let supervises: BTreeSet<String> = supervises.then(|| "harbour".to_owned()).into_iter().collect();
    let reader =
        ListReader { account: account.into(), controller: CONTROLLER.into(), supervises, hears_of: BTreeSet::new() };
    let walls = walls.iter().map(|wall| (Some(*wall), harbour()));
    WorkLists { reader, lists: std::iter::once((None, harbour())).chain(walls).collect(), in_hand }
}

async fn listed(world: &World, lists: &WorkLists, hours: i64) -> Vec<(Id, CaseDuty)> {
    narrowed(world, lists, &WorkFilter::default(), at(world, "desk", hours).now).await
}

/// What is listed, which is what is counted.
async fn narrowed(world: &World, lists: &WorkLists, filter: &WorkFilter, now: Timestamp) -> Vec<(Id, CaseDuty)> {
    let read = world.store.work(&sight_of(lists), lists, filter, now, ALL).await.unwrap();
    let items: Vec<WorkItem> = read
        .entries
        .into_iter()
        .map(|entry| match entry {
            WorkEntry::Item(item) => item,
            other => panic!("{other:?}"),
        })
        .collect();
    let count = world.store.count_work(&sight_of(lists), lists, filter, now).await.unwrap();
    let of = |of: &dyn Fn(&WorkItem) -> bool| items.iter().filter(|item| of(item)).count() as u64;
    let kinds = items.iter().map(|item| item.person.record(item.record).unwrap().kind().to_owned());
    let mut by_kind = BTreeMap::new();
    kinds.for_each(|kind| *by_kind.entry(kind).or_default() += 1);
    let expected = WorkCount {
        all: items.len() as u64,
        late: of(&|item| item.row.due.is_some_and(|due| due <= now)),
        nobodys: of(&|item| item.person.record(item.record).unwrap().assignee().is_none()),
        waits: of(&|item| matches!(item.row.duty, CaseDuty::Vote(_))),
        kinds: by_kind,
    };
    assert_eq!(count, expected);
    items.into_iter().map(|item| (item.record, item.row.duty)).collect()
}

pub fn sight_of(lists: &WorkLists) -> Sight {
    Sight { opens: lists.lists.iter().filter_map(|(wall, _)| *wall).collect(), ..Sight::of(harbour()) }
}

pub async fn work_stands_on_its_lists_from_when_until_when(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "paper_check", 1).await;
    let office = lists("desk", &[], false, false);
    let (papers, photo, visit) = (CaseDuty::Item(0), CaseDuty::Item(1), CaseDuty::Item(2));
    let on = |duty| (case.record, duty);
    assert_eq!(listed(&world, &office, 0).await, [], "not before it was opened");
    // The earliest first.
    assert_eq!(listed(&world, &office, 1).await, [on(photo), on(papers)]);
    assert_eq!(listed(&world, &lists("desk", &[], false, true), 1).await, [], "in nobody's hands");
    does(&world, "counsellor", &case, 2, taken("counsellor")).await;
    assert_eq!(listed(&world, &lists("counsellor", &[], false, true), 2).await, [on(photo), on(papers)]);
    does(&world, "counsellor", &case, 3, did("photo")).await;
    does(&world, "counsellor", &case, 4, did("papers")).await;
    // The visit is a month away: until then the case is to be looked at, and nothing is written when its day comes.
    let before = Raw::of(&world.config).await.derived().await;
    assert_eq!(listed(&world, &office, 6).await, [on(CaseDuty::Look)]);
    assert_eq!(listed(&world, &office, 31 * 24).await, [on(visit)]);
    assert_eq!(listed(&world, &office, 45 * 24).await, [on(CaseDuty::Look)], "its ten days are over");
    assert_eq!(Raw::of(&world.config).await.derived().await, before);
    does(&world, "chief", &case, 32 * 24, RecordAsked::Act(Act::Closed { reason: "gone".into() })).await;
    assert_eq!(listed(&world, &office, 32 * 24).await, []);
    assert_eq!(Raw::of(&world.config).await.rows("SELECT shelf FROM due").await.len(), 0);
    world.store.verify_views(|_| ()).await.unwrap();
}

/// What a case itself says is to be done at a moment, worked out anew.
fn naive(case: &RunningCase<'_>, now: Timestamp) -> BTreeSet<usize> {
    let Some(state) = state_at(case.version, &case.facts, now) else { return BTreeSet::new() };
    let open = state.items.iter().enumerate().filter(|(_, item)| item.standing == CaseStanding::Open);
    open.map(|(position, _)| position).collect()
}

pub async fn a_list_read_at_any_moment_is_what_the_cases_say(world: World) {
    let packs = in_force(&world, CHECK).await;
    let pathways = packs.pathways_in_force(None);
    let cases = [opened(&world, "paper_check", 0).await, opened(&world, "paper_check", 7).await];
    does(&world, "counsellor", &cases[0], 30, did("photo")).await;
    does(&world, "counsellor", &cases[0], 80, did("papers")).await;
    does(&world, "counsellor", &cases[0], 31 * 24, did("visit")).await;
    does(&world, "counsellor", &cases[1], 26 * 24, did("photo")).await;
    let office = lists("desk", &[], false, false);
    let sight = Sight::of(harbour());
    // From the last that was told on, a little more than a year: beyond that whoever has not been looked at is to be looked
    // at. What was over before is not kept: nobody reads a list of the past.
    for hours in (31 * 24..14_000).step_by(59) {
        let found = listed(&world, &office, hours).await;
        for of in &cases {
            let person = world.store.person(&sight, of.owner).await.unwrap().unwrap();
            let case = RunningCase::of(&pathways, &person.record(of.record).unwrap()).unwrap().unwrap();
            let now = at(&world, "desk", hours).now;
            let told: BTreeSet<usize> = found
                .iter()
                .filter(|(record, _)| *record == of.record)
                .filter_map(|(_, duty)| match duty {
                    CaseDuty::Item(item) => Some(*item),
                    _ => None,
                })
                .collect();
            let last = case.facts.all().iter().map(|fact| fact.told).max().unwrap();
            if now.0 < last.0 + 400 * DAY {
                assert_eq!(told, naive(&case, now), "hour {hours}");
            } else {
                let looked_at = found.contains(&(of.record, CaseDuty::Look));
                assert!(looked_at || told == naive(&case, now), "hour {hours}: forgotten");
            }
        }
    }
}

pub async fn a_case_behind_a_wall_is_on_the_lists_of_those_alone_for_whom_it_is(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "way_out", 1).await;
    let all = [(case.record, CaseDuty::Item(0))];
    let gbv = [Compartment::Gbv];
    assert_eq!(listed(&world, &lists("desk", &[], true, false), 1).await, [], "not without the compartment");
    assert_eq!(listed(&world, &lists("desk", &[Compartment::Child], true, false), 1).await, []);
    // Nobody's yet is everybody's who opens it, so that what came at night is seen.
    assert_eq!(listed(&world, &lists("other", &gbv, false, false), 1).await, all);
    does(&world, "counsellor", &case, 2, taken("counsellor")).await;
    assert_eq!(listed(&world, &lists("counsellor", &gbv, false, false), 2).await, all);
    assert_eq!(listed(&world, &lists("counsellor", &gbv, false, true), 2).await, all);
    assert_eq!(listed(&world, &lists("chief", &gbv, true, false), 2).await, all);
    assert_eq!(listed(&world, &lists("other", &gbv, false, false), 2).await, [], "it is assigned");
    let elsewhere = Scope::Offices { controller: CONTROLLER.into(), offices: vec!["airport".into()] };
    let away =
        WorkLists { lists: vec![(Some(Compartment::Gbv), elsewhere)], ..lists("counsellor", &gbv, false, false) };
    assert_eq!(listed(&world, &away, 2).await, []);
    // No row says when anything is, and none is written for what is done: one for the office, one for the controller.
    let mut raw = Raw::of(&world.config).await;
    let rows = "SELECT shelf, at, place, from_at, until_at, what, facet FROM due ORDER BY shelf, at, place";
    let before = raw.rows(rows).await;
    assert_eq!(raw.rows("SELECT DISTINCT at, from_at, until_at FROM due").await.len(), 1);
    assert_eq!(before.len(), 2);
    does(&world, "counsellor", &case, 3, did("plan")).await;
    does(&world, "counsellor", &case, 4, RecordAsked::Act(Act::Assigned { to: None })).await;
    assert_eq!(raw.rows(rows).await, before);
    world.store.verify_views(|_| ()).await.unwrap();
    // Written by somebody else it is not believed.
    raw.run("UPDATE due SET until_at = 7", 0, &[]).await;
    let (office, now) = (lists("chief", &gbv, true, false), at(&world, "desk", 4).now);
    let read = world.store.work(&sight_of(&office), &office, &WorkFilter::default(), now, ALL).await.unwrap();
    assert!(matches!(read.entries.as_slice(), [WorkEntry::Unreadable]), "{read:?}");
}

pub async fn a_case_behind_a_wall_says_itself_what_is_to_be_done_at_any_moment(world: World) {
    let packs = in_force(&world, CHECK).await;
    let pathways = packs.pathways_in_force(None);
    let case = opened(&world, "night_watch", 0).await;
    does(&world, "counsellor", &case, 1, taken("counsellor")).await;
    let own = lists("counsellor", &[Compartment::Gbv], false, false);
    for hours in (1..30 * 24).step_by(7) {
        let found = listed(&world, &own, hours).await;
        let person = world.store.person(&sight_of(&own), case.owner).await.unwrap().unwrap();
        let running = RunningCase::of(&pathways, &person.record(case.record).unwrap()).unwrap().unwrap();
        let items = found.iter().filter_map(|(_, duty)| match duty {
            CaseDuty::Item(item) => Some(*item),
            _ => None,
        });
        assert_eq!(items.collect::<BTreeSet<_>>(), naive(&running, at(&world, "desk", hours).now), "hour {hours}");
    }
}

/// A page holds what is first, wherever it lies.
pub async fn what_lies_behind_walls_and_in_the_open_is_paged_together(world: World) {
    in_force(&world, CHECK).await;
    for hours in 1..4 {
        opened(&world, "paper_check", hours).await;
        opened(&world, "way_out", hours).await;
        opened(&world, "night_watch", hours).await;
    }
    let office = lists("chief", &[Compartment::Gbv], true, false);
    let now = at(&world, "desk", 5).now;
    let page = async |page: Page| {
        let read = world.store.work(&sight_of(&office), &office, &WorkFilter::default(), now, page).await.unwrap();
        read.entries.iter().map(|entry| entry.row().unwrap().due).collect::<Vec<_>>()
    };
    let whole = page(ALL).await;
    assert_eq!(whole.len(), 3 * 4);
    assert!(whole.is_sorted());
    for skip in 0..whole.len() {
        assert_eq!(page(Page { skip, limit: 3 }).await, whole[skip..whole.len().min(skip + 3)], "{skip}");
    }
}

pub async fn work_goes_with_the_case_and_comes_again_from_the_facts(world: World) {
    in_force(&world, CHECK).await;
    let cases = [opened(&world, "paper_check", 1).await, opened(&world, "way_out", 2).await];
    does(&world, "counsellor", &cases[0], 3, taken("counsellor")).await;
    let mut raw = Raw::of(&world.config).await;
    let before = raw.derived().await;
    world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, before, "rows follow from the facts and the pathways alone");
    world.store.verify_views(|_| ()).await.unwrap();
    let request = world.ask_to_forget(cases[0].owner).await;
    world.store.forget(world.ctx("admin"), vec![request]).await.unwrap();
    let office = lists("counsellor", &[Compartment::Gbv], false, false);
    assert_eq!(listed(&world, &office, 4).await, [(cases[1].record, CaseDuty::Item(0))]);
    world.store.verify_views(|_| ()).await.unwrap();
}

pub async fn rows_of_work_that_somebody_else_wrote_are_found(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "paper_check", 1).await;
    let mut raw = Raw::of(&world.config).await;
    let differs = async |world: &World| match world.store.verify_views(|_| ()).await {
        Err(VerifyError::Derived(why)) => why,
        other => panic!("{other:?}"),
    };
    let (office, now) = (lists("desk", &[], false, false), at(&world, "desk", 1).now);
    let sight = Sight::of(harbour());
    // Put off by somebody who can write to the database: not shown so, told, and found; it costs no other entry.
    raw.run("UPDATE due SET at = at + 86400000000 WHERE at = (SELECT min(at) FROM due)", 0, &[]).await;
    let read = world.store.work(&sight, &office, &WorkFilter::default(), now, ALL).await.unwrap();
    let kept: Vec<bool> = read.entries.iter().map(|entry| matches!(entry, WorkEntry::Item(_))).collect();
    assert_eq!(kept.iter().filter(|kept| **kept).count(), 1, "{read:?}");
    assert_eq!(kept.len(), 2);
    assert_eq!(differs(&world).await, Differs::Work);
    world.store.rebuild_views().await.unwrap();
    // Put on another list by its mark.
    raw.run("UPDATE due SET facet = place", 0, &[]).await;
    let read = world.store.work(&sight, &office, &WorkFilter::default(), now, ALL).await.unwrap();
    assert!(read.entries.iter().all(|entry| matches!(entry, WorkEntry::Unreadable)), "{read:?}");
    assert_eq!(differs(&world).await, Differs::Work);
    world.store.rebuild_views().await.unwrap();
    // Led to somebody else.
    raw.run("UPDATE due SET what = $2", 0, &[7; 32]).await;
    let read = world.store.work(&sight, &office, &WorkFilter::default(), now, ALL).await.unwrap();
    assert!(read.entries.iter().all(|entry| matches!(entry, WorkEntry::Unreadable)), "{read:?}");
    world.store.rebuild_views().await.unwrap();
    // Taken off the list.
    raw.run("DELETE FROM due", 0, &[]).await;
    assert_eq!(differs(&world).await, Differs::Work);
    world.store.rebuild_views().await.unwrap();
    assert_eq!(listed(&world, &office, 1).await.len(), 2);
    assert!(world.store.owner_of_record(&sight, case.record).await.unwrap().is_some());
}

/// The pathways in force, and those of a version that was.
fn remembering(packs: &Packs, before: &str) -> PathwaysInForce {
    let old = practice(before).packs.remove(0);
    let mut pathways = packs.pathways_in_force(None);
    let read: Vec<_> = old.pathways.iter().map(|tried| tried.pathway.clone()).collect();
    pathways.remember("t".into(), old.hash, Box::new(move || Some(read.clone())));
    pathways
}

/// A version in force, another before it remembered.
async fn followed(world: &World, before: &str, check: &str) -> String {
    let packs = practice(check);
    let pathways = remembering(&packs, before);
    world.store.use_rules(Arc::new(packs.schema.clone()), Arc::new(pathways), digest()).await.unwrap();
    packs.packs[0].hash.clone()
}

pub async fn a_case_stands_on_lists_by_the_version_that_it_runs(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "paper_check", 1).await;
    let office = lists("desk", &[], false, false);
    let (papers, photo) = ((case.record, CaseDuty::Item(0)), (case.record, CaseDuty::Item(1)));
    assert_eq!(listed(&world, &office, 1).await, [photo, papers]);
    // Its photo is due in 20 days for whoever comes now, and in two for this case.
    let later = CHECK.replace("due: 2 days", "due: 20 days");
    let version = followed(&world, CHECK, &later).await;
    assert_eq!(listed(&world, &office, 1).await, [photo, papers]);
    let newer = opened(&world, "paper_check", 1).await;
    let (late, later_photo) = ((newer.record, CaseDuty::Item(0)), (newer.record, CaseDuty::Item(1)));
    assert_eq!(listed(&world, &office, 1).await.first(), Some(&photo));
    assert_eq!(listed(&world, &office, 1).await.last(), Some(&later_photo));
    let asked = |propose| {
        RecordAsked::Move(MoveAsked { version: version.clone(), why: "The law.".into(), seen: None, propose })
    };
    does(&world, "counsellor", &case, 2, asked(true)).await;
    assert_eq!(listed(&world, &office, 2).await.first(), Some(&photo), "that somebody asks for it moves nothing");
    does(&world, "chief", &case, 3, asked(false)).await;
    let moved = listed(&world, &office, 3).await;
    assert_eq!(moved.iter().collect::<BTreeSet<_>>(), [photo, papers, late, later_photo].iter().collect());
    assert!(moved[..2].iter().all(|(_, duty)| *duty == CaseDuty::Item(0)), "{moved:?}");
    // Made anew from the facts, byte by byte the same.
    let mut raw = Raw::of(&world.config).await;
    let before = raw.derived().await;
    world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, before);
    world.store.verify_views(|_| ()).await.unwrap();
}

pub async fn a_case_whose_version_cannot_be_read_is_to_be_looked_at(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "paper_check", 1).await;
    does(&world, "counsellor", &case, 2, taken("counsellor")).await;
    // The next version is in force, and of the first nothing is left.
    in_force(&world, &CHECK.replace("due: 2 days", "due: 20 days")).await;
    let office = lists("desk", &[], false, false);
    assert_eq!(listed(&world, &office, 3).await, [], "for whom it is cannot be read: it is for as few as any case is");
    let (own, chief) = (lists("counsellor", &[], false, true), lists("chief", &[], true, false));
    assert_eq!(listed(&world, &own, 3).await, [(case.record, CaseDuty::Look)]);
    assert_eq!(listed(&world, &chief, 3).await, [(case.record, CaseDuty::Look)]);
    world.store.verify_views(|_| ()).await.unwrap();
    // It is there again as it was once its version can be read.
    followed(&world, CHECK, &CHECK.replace("due: 2 days", "due: 20 days")).await;
    assert_eq!(listed(&world, &own, 3).await.len(), 2);
    world.store.verify_views(|_| ()).await.unwrap();
}

pub async fn lists_are_narrowed_and_counted_by_what_stands_on_them(world: World) {
    in_force(&world, CHECK).await;
    let (first, second) = (opened(&world, "paper_check", 1).await, opened(&world, "watched", 2).await);
    let walled = opened(&world, "way_out", 3).await;
    does(&world, "counsellor", &first, 4, taken("counsellor")).await;
    does(&world, "counsellor", &second, 5, did("plan")).await;
    let office = lists("chief", &[Compartment::Gbv], true, false);
    let now = at(&world, "desk", 6).now;
    let of = async |filter: WorkFilter| narrowed(&world, &office, &filter, now).await;
    let all = WorkFilter::default;
    let (papers, photo) = ((first.record, CaseDuty::Item(0)), (first.record, CaseDuty::Item(1)));
    let (vote, way) = ((second.record, CaseDuty::Vote(0)), (walled.record, CaseDuty::Item(0)));
    assert_eq!(of(all()).await, [vote, way, photo, papers]);
    assert_eq!(of(WorkFilter { waits: true, ..all() }).await, [vote]);
    assert_eq!(of(WorkFilter { is_nobodys: true, ..all() }).await, [vote, way]);
    assert_eq!(of(WorkFilter { kind: Some("paper_check".into()), ..all() }).await, [photo, papers]);
    assert_eq!(of(WorkFilter { kind: Some("way_out".into()), is_nobodys: true, ..all() }).await, [way]);
    assert_eq!(of(WorkFilter { kind: Some("nothing".into()), ..all() }).await, []);
    // Behind a wall a row says the hour: what is due at its half is neither due before nor left out after.
    let due = at(&world, "desk", 3 + 30).now;
    let half = |minutes: i64| Timestamp(due.0 - due.0.rem_euclid(HOUR) + minutes * 60_000_000);
    for (minutes, by) in [(0, half(0)), (59, half(59)), (60, half(60))] {
        let expected: &[_] = if due <= by { &[vote, way] } else { &[vote] };
        assert_eq!(of(WorkFilter { by: Some(by), ..all() }).await, expected, "{minutes}");
        narrowed(&world, &office, &all(), by).await;
    }
    world.store.verify_views(|_| ()).await.unwrap();
}

/// Whoever supervises above the harbour and may see nobody there.
fn from_above(walls: &[Compartment]) -> WorkLists {
    let away = || Scope::Offices { controller: CONTROLLER.into(), offices: vec!["airport".into()] };
    let reader = ListReader {
        account: "head".into(),
        controller: CONTROLLER.into(),
        supervises: ["airport".to_owned()].into(),
        hears_of: ["harbour".to_owned()].into(),
    };
    let walls = walls.iter().map(|wall| (Some(*wall), away()));
    WorkLists { reader, lists: std::iter::once((None, away())).chain(walls).collect(), in_hand: false }
}

pub async fn what_is_late_comes_to_the_office_above_and_names_nobody(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "watched", 1).await;
    opened(&world, "way_out", 1).await;
    let above = from_above(&[Compartment::Gbv]);
    let away = Sight { opens: [Compartment::Gbv].into(), ..Sight::of(above.lists[0].1.clone()) };
    let read = async |lists: &WorkLists, sight: &Sight, hours: i64| {
        let (now, all) = (at(&world, "desk", hours).now, WorkFilter::default());
        let read = world.store.work(sight, lists, &all, now, ALL).await.unwrap();
        let count = world.store.count_work(sight, lists, &all, now).await.unwrap();
        assert_eq!(count.all, read.entries.len() as u64);
        read.entries
    };
    // Due after an hour; the office above hears two days later, and of what lies behind a wall nothing.
    let before = Raw::of(&world.config).await.derived().await;
    assert!(read(&above, &away, 1 + 48).await.is_empty(), "not before its moment");
    let entries = read(&above, &away, 1 + 49).await;
    let [WorkEntry::Elsewhere(late)] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((late.kind.as_str(), late.office.as_str()), ("watched", "harbour"));
    assert_eq!(late.row.from, at(&world, "desk", 1 + 49).now, "since when it is theirs");
    assert_eq!(Raw::of(&world.config).await.derived().await, before, "nothing is written when a clock moves");
    // Whoever may see its people at the harbour finds whose it is.
    let there = WorkLists { lists: vec![(None, harbour())], ..from_above(&[]) };
    let entries = read(&there, &Sight::of(harbour()), 1 + 49).await;
    let above = entries.iter().filter(|entry| matches!(entry.row(), Some(row) if !row.duty.is_work()));
    let above: Vec<_> = above.collect();
    let [WorkEntry::Item(item)] = above.as_slice() else { panic!("{entries:?}") };
    assert_eq!(item.record, case.record);
    does(&world, "counsellor", &case, 51, did("plan")).await;
    does(
        &world,
        "chief",
        &case,
        52,
        RecordAsked::Step(StepAsked::now(CaseStep::Voted { item: "plan".into(), yes: true, seat: None })),
    )
    .await;
    assert!(read(&from_above(&[]), &away, 53).await.is_empty());
    world.store.verify_views(|_| ()).await.unwrap();
}

pub async fn what_is_late_behind_a_wall_comes_to_those_above_who_open_it(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "night_watch", 1).await;
    does(&world, "counsellor", &case, 1, taken("counsellor")).await;
    let opens = [(Some(Compartment::Gbv), harbour())];
    let above = WorkLists { lists: opens.to_vec(), ..from_above(&[]) };
    let sight = Sight { opens: [Compartment::Gbv].into(), ..Sight::of(harbour()) };
    let read = async |lists: &WorkLists, hours: i64| {
        let (now, all) = (at(&world, "desk", hours).now, WorkFilter::default());
        let read = world.store.work(&sight, lists, &all, now, ALL).await.unwrap();
        let count = world.store.count_work(&sight, lists, &all, now).await.unwrap();
        assert_eq!(count.all, read.entries.len() as u64);
        read.entries
    };
    assert!(read(&above, 1 + 48).await.is_empty(), "not before its moment");
    let entries = read(&above, 1 + 49).await;
    let [WorkEntry::Elsewhere(late)] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((late.kind.as_str(), late.office.as_str()), ("night_watch", "harbour"));
    assert_eq!(late.row.from, at(&world, "desk", 1 + 49).now, "since when it is theirs");
    // What lies there is nothing to whoever does not open the wall, or opens it elsewhere.
    assert!(read(&from_above(&[Compartment::Gbv]), 1 + 49).await.is_empty());
    let closed = WorkLists { lists: vec![(None, harbour())], ..from_above(&[]) };
    assert!(read(&closed, 1 + 49).await.is_empty());
    let in_hand = WorkLists { in_hand: true, ..above };
    assert!(read(&in_hand, 1 + 49).await.is_empty());
}

pub async fn while_rows_are_made_anew_cases_are_listed_as_they_stand(world: World) {
    in_force(&world, CHECK).await;
    let case = opened(&world, "paper_check", 1).await;
    let packs = practice(&CHECK.replace("{id: papers, due", "{id: stamp}, {id: papers, due"));
    // A case stays on the version on which it began, which is remembered beside the one in force.
    let pathways = Arc::new(remembering(&packs, CHECK));
    world.store.know_rules(Arc::new(packs.schema.clone()), pathways.clone(), digest());
    let (office, now) = (lists("desk", &[], false, false), at(&world, "desk", 1).now);
    let read = world.store.work(&sight_of(&office), &office, &WorkFilter::default(), now, ALL).await.unwrap();
    assert!(read.is_made_anew);
    let items: BTreeSet<CaseDuty> = read.entries.iter().filter_map(|entry| Some(entry.row()?.duty)).collect();
    assert_eq!(items, [CaseDuty::Item(0), CaseDuty::Item(1)].into(), "{read:?}");
    world.store.rebuild_views().await.unwrap();
    world.store.use_rules(Arc::new(packs.schema.clone()), pathways, digest()).await.unwrap();
    let read = world.store.work(&sight_of(&office), &office, &WorkFilter::default(), now, ALL).await.unwrap();
    assert!(!read.is_made_anew && read.entries.len() == 2, "{:?} {read:?}", case.record);
}

/// The same practice by the holidays of a country, which move what is due in working days.
pub async fn by_the_calendar_of(world: &World, packs: &Packs, country: Option<&str>) {
    let pathways = Arc::new(packs.pathways_in_force(country));
    world.store.use_rules(Arc::new(packs.schema.clone()), pathways, digest()).await.unwrap();
}

/// Other holidays come in force while people write: nobody waits for all rows, and what comes out is what follows from the
/// facts; also where still others come in force before all are moved, and where the instance is closed meanwhile.
pub async fn rows_are_moved_some_at_a_time_while_others_write(world: World) {
    let packs = in_force(&world, CHECK).await;
    // The last of September, a Wednesday: five working days later is the 7th of October, and the 8th in Portugal.
    let cases = join_all((0..240).map(|_| opened(&world, "paper_check", 9 * 24))).await;
    let (office, now) = (lists("desk", &[], false, false), at(&world, "desk", 9 * 24 + 2).now);
    let due = async |world: &World| {
        let read = world.store.work(&sight_of(&office), &office, &WorkFilter::default(), now, ALL).await.unwrap();
        let papers = read.entries.iter().filter_map(|entry| entry.row().copied());
        let papers = papers.filter(|row| row.duty == CaseDuty::Item(0)).filter_map(|row| row.due);
        (read.is_made_anew, papers.map(|due| model::Zone::utc().day(due).to_string()).collect::<BTreeSet<_>>())
    };
    assert_eq!(due(&world).await, (false, ["2026-10-08".to_owned()].into()), "midnight after the 7th");
    let write = async {
        for case in cases.iter().step_by(7) {
            does(&world, "counsellor", case, 9 * 24 + 1, did("photo")).await;
            opened(&world, "paper_check", 9 * 24).await;
        }
    };
    tokio::join!(by_the_calendar_of(&world, &packs, Some("PRT")), write);
    assert_eq!(
        due(&world).await.1,
        ["2026-10-09".to_owned()].into(),
        "moved or not, a list tells the day by what holds now"
    );
    world.store.settled().await.unwrap();
    assert_eq!(due(&world).await, (false, ["2026-10-09".to_owned()].into()));
    world.store.verify_views(|_| ()).await.unwrap();
    // While nobody writes: a piece is a commit, and all of them in one would be one.
    let commits = world.store.counters().commits();
    by_the_calendar_of(&world, &packs, None).await;
    world.store.settled().await.unwrap();
    assert!(world.store.counters().commits() - commits >= 275 / 32, "they were moved in pieces");
    for (country, case) in [Some("PRT"), None, Some("FRA")].into_iter().zip(&cases[1..]) {
        by_the_calendar_of(&world, &packs, country).await;
        does(&world, "counsellor", case, 9 * 24 + 1, did("photo")).await;
    }
    world.store.verify_views(|_| ()).await.unwrap();
    by_the_calendar_of(&world, &packs, Some("PRT")).await;
    let world = world.reopened().await;
    by_the_calendar_of(&world, &packs, Some("PRT")).await;
    assert_eq!(due(&world).await, (false, ["2026-10-09".to_owned()].into()));
    world.store.verify_views(|_| ()).await.unwrap();
}

/// Another process that does not know from where rows are moved makes all of them anew and goes on writing; the one that was
/// moving them notices, whoever writes first.
pub async fn two_processes_that_learn_of_other_holidays_leave_no_row_behind(world: World) {
    let packs = in_force(&world, CHECK).await;
    let cases = join_all((0..200).map(|_| opened(&world, "paper_check", 9 * 24))).await;
    let second = open(&world.config, world.clock.clone()).await;
    let pathways = Arc::new(packs.pathways_in_force(Some("PRT")));
    let learns = async |store: &Store| {
        store.use_rules(Arc::new(packs.schema.clone()), pathways.clone(), digest()).await.unwrap();
    };
    second.know_rules(Arc::new(packs.schema.clone()), pathways.clone(), digest());
    tokio::join!(learns(&world.store), learns(&second));
    for (turn, case) in cases.iter().step_by(9).enumerate() {
        let command = RecordCommand { asked: did("photo"), ..case.clone() };
        let store = if turn % 2 == 0 { &second } else { &world.store };
        store.submit(at(&world, "counsellor", 9 * 24 + 1), command).await.unwrap();
    }
    for store in [&world.store, &second] {
        store.settled().await.unwrap();
        store.verify_views(|_| ()).await.unwrap();
    }
    second.close().await;
}

/// What is written goes on from what was known of a case; `verify_views` begins at the first fact of each.
pub async fn rows_that_went_on_from_write_to_write_are_those_of_all_facts(world: World) {
    in_force(&world, CHECK).await;
    let cases = [opened(&world, "paper_check", 0).await, opened(&world, "way_out", 1).await];
    let second = RecordCommand { owner: cases[0].owner, record: new_id(), ..cases[1].clone() };
    let asked = RecordAsked::Open { kind: "way_out".into(), fields: BTreeMap::new() };
    does(&world, "counsellor", &second, 2, asked).await;
    let back = |item: &str, hours: i64| {
        let happened = Some(at(&world, "counsellor", hours).now);
        let step = CaseStep::Paused { item: item.into() };
        RecordAsked::Step(StepAsked { happened, why: Some("Waits.".into()), ..StepAsked::now(step) })
    };
    let resumed = |item: &str| {
        let step = CaseStep::Resumed { item: item.into() };
        RecordAsked::Step(StepAsked::now(step))
    };
    for round in 0..12_i64 {
        let hours = 10 + round * 50;
        does(&world, "counsellor", &cases[0], hours, back("photo", hours - round)).await;
        does(&world, "counsellor", &cases[1], hours + 1, back("plan", hours - 5)).await;
        does(&world, "counsellor", &cases[0], hours + 20, resumed("photo")).await;
        does(&world, "counsellor", &cases[1], hours + 21, resumed("plan")).await;
        let to = (round % 2 == 0).then(|| "counsellor".to_owned());
        does(&world, "counsellor", &second, hours + 22, RecordAsked::Act(Act::Assigned { to })).await;
    }
    world.store.verify_views(|_| ()).await.unwrap();
    // Somebody who comes anew knows nothing, and goes on from there.
    let world = world.reopened().await;
    in_force(&world, CHECK).await;
    does(&world, "counsellor", &cases[0], 700, did("photo")).await;
    does(&world, "counsellor", &cases[0], 701, did("papers")).await;
    world.store.verify_views(|_| ()).await.unwrap();
}

//! What holds on both databases alike: one list of functions, run on SQLite one by one and on one PostgreSQL
//! server in a row, each in a database of its own.

use std::collections::BTreeSet;

use casework::view::ProposalEnd;
use casework::{
    AuditCommand, Command, Impact, InstanceView, PackCommand, PersonCommand, ProposalCommand, Refusal, Scope,
};
use futures::future::{LocalBoxFuture, join_all};
use journal::PackFiles;
use model::{Clock, Compartment, FieldKey, FieldState, FixedClock, Timestamp};
use store::{
    Attempts, Beside, Consumer, DamagedRow, Filter, KeyError, Page, ReadError, Receipt, Sight, SubmitError, WriteError,
};

use crate::beside::*;
use crate::cluster::Cluster;
use crate::raw::Raw;
use crate::world::{World, all, everybody, fields, new_id};

const ALL: Page = Page { skip: 0, limit: 1000 };

use crate::forget::*;
use crate::households::*;
use crate::moved::*;
use crate::places::*;
use crate::records::*;
use crate::scope::a_scope_admits_the_rows_that_its_where_lets_through;
use crate::tamper::*;
use crate::work::*;
use crate::writers::*;

macro_rules! contract {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(super::World::sqlite().await).await;
            })*
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn all_of_it_holds_on_postgres() {
            let Some(cluster) = Cluster::start() else { return };
            // Each on the heap, made in a function of its own: all of them in one would not fit a test's stack.
            let all: &[(&str, fn(World) -> LocalBoxFuture<'static, ()>)] =
                &[$((stringify!($name), |world| Box::pin($name(world)))),*];
            for (name, holds) in all {
                println!("{name}");
                holds(World::postgres(&cluster, name).await).await;
            }
        }
    };
}

contract! {
    what_was_written_is_read_again_after_reopening,
    a_retry_returns_the_earlier_receipt_and_adds_nothing,
    a_refusal_costs_its_neighbours_nothing,
    one_damaged_person_costs_the_neighbours_nothing,
    one_damaged_household_costs_the_neighbours_nothing,
    a_group_is_one_commit,
    lists_are_narrowed_by_facets_and_paged,
    people_are_found_by_whole_words_phones_and_documents,
    an_amended_person_is_found_by_the_new_values_only,
    households_are_read_together,
    records_are_listed_in_scope_and_open_ones_apart_from_closed_ones,
    records_are_listed_by_what_they_say_and_never_by_what_lies_behind_a_wall,
    a_record_behind_a_wall_is_not_there_without_it,
    a_record_that_is_not_seen_takes_as_many_reads_as_one_that_is_not_there, a_second_open_record_in_one_group_is_refused,
    records_go_with_the_person_and_come_again_from_the_facts,
    rows_of_shelves_that_somebody_else_wrote_are_found,
    what_cannot_be_read_costs_a_list_of_records_its_own_entry_alone,
    what_owns_itself_is_found_as_that_and_never_among_people,
    two_writers_never_give_one_bed_twice,
    lines_outlive_who_was_in_them_and_views_come_again_from_the_facts,
    work_stands_on_its_lists_from_when_until_when,
    a_list_read_at_any_moment_is_what_the_cases_say,
    a_case_behind_a_wall_is_on_the_lists_of_those_alone_for_whom_it_is,
    a_case_behind_a_wall_says_itself_what_is_to_be_done_at_any_moment,
    what_lies_behind_walls_and_in_the_open_is_paged_together,
    what_is_late_behind_a_wall_comes_to_those_above_who_open_it,
    work_goes_with_the_case_and_comes_again_from_the_facts,
    rows_of_work_that_somebody_else_wrote_are_found,
    a_case_stands_on_lists_by_the_version_that_it_runs,
    a_case_whose_version_cannot_be_read_is_to_be_looked_at,
    rows_that_went_on_from_write_to_write_are_those_of_all_facts,
    lists_are_narrowed_and_counted_by_what_stands_on_them,
    what_is_late_comes_to_the_office_above_and_names_nobody,
    while_rows_are_made_anew_cases_are_listed_as_they_stand,
    rows_are_moved_some_at_a_time_while_others_write,
    two_processes_that_learn_of_other_holidays_leave_no_row_behind,
    whoever_cannot_be_read_holds_up_nobody_whose_rows_are_moved,
    a_short_outage_costs_a_piece_that_is_moved_again,
    what_was_refused_for_want_of_keys_is_not_folded_over_and_over,
    out_of_scope_looks_like_missing,
    a_name_is_not_tied_to_a_document_for_those_who_may_not_open_it,
    the_outbox_names_whom_to_tell,
    what_is_kept_beside_the_journal_is_kept_for_its_place,
    what_is_kept_over_a_row_brings_back_nothing_that_is_gone,
    who_read_somebodys_fields_is_found_again,
    no_command_however_bad_changes_what_becomes_of_another,
    a_compartment_is_opened_for_those_alone_who_have_it,
    a_field_that_is_walled_off_is_so_in_every_row,
    a_command_by_another_schema_than_that_in_force_is_stale,
    rows_that_somebody_else_wrote_are_not_believed,
    an_older_row_put_back_is_found,
    a_session_that_ended_does_not_come_back,
    what_was_claimed_once_is_not_claimed_again_where_the_claim_was_taken_out,
    a_row_that_is_not_the_one_written_last_is_not_written_over,
    failed_attempts_are_not_forgotten_by_an_emptied_table,
    an_older_ledger_is_refused_until_the_newest_is_there_again,
    a_head_that_goes_back_under_who_runs_is_refused,
    what_another_process_keeps_is_seen_at_once,
    an_index_of_reads_that_was_emptied_is_found,
    an_older_row_of_a_person_is_found_without_folding,
    while_keys_are_wrapped_anew_everybody_writes_and_reads,
    a_change_of_the_instance_key_goes_on_where_it_was_cut_short,
    failed_attempts_are_counted_until_one_succeeds,
    rebuilt_views_are_the_same_byte_for_byte,
    a_field_that_becomes_a_facet_is_filtered_by_at_once,
    a_field_that_is_renamed_is_so_in_every_row,
    a_scope_admits_the_rows_that_its_where_lets_through,
    two_writers_on_one_database_keep_one_chain,
    two_imports_of_one_file_store_each_person_once,
    every_way_of_altering_history_is_found_and_located,
    a_row_whose_key_is_not_there_is_damage_and_no_empty_list,
    what_is_written_anew_with_its_head_does_not_bear_the_mark,
    an_older_copy_of_everything_shows_against_a_checkpoint_held_elsewhere,
    an_export_is_read_back_fact_by_fact,
    a_proposed_pack_is_in_force_once_another_person_approves_it_and_after_reopening,
    nobody_is_forgotten_without_two_approvals_or_under_a_hold,
    a_forgotten_person_is_gone_and_the_chain_verifies,
    nobody_is_left_out_whose_key_is_lost,
    who_was_forgotten_leaves_a_trace_of_the_registers_id,
    a_hold_holds_though_an_older_row_is_put_back,
    a_households_key_goes_with_its_last_member,
    a_households_records_are_found_through_its_members_and_never_among_people,
    a_households_records_go_with_its_last_member_and_never_come_back,
    a_household_that_is_named_again_is_another,
    a_household_stays_while_somebody_may_belong_to_it,
    two_writers_open_a_households_first_record_at_once,
    a_household_gives_its_place_back_before_what_it_has_goes,
    a_process_that_was_not_told_begins_no_household_anew_that_went,
    a_forgetting_cut_short_is_finished_when_the_instance_is_opened,
}

async fn what_was_written_is_read_again_after_reopening(world: World) {
    let said = fields(&[("name.full", "Amina Diallo"), ("sex", "F"), ("household.size", "4"), ("household.id", "H1")]);
    let person = world.register(said.clone()).await;
    let before = world.store.person(&everybody(), person).await.unwrap().unwrap();
    assert!(said.iter().all(|(name, state)| before.state(FieldKey::of(name)) == *state));
    let world = world.reopened().await;
    assert_eq!(world.store.person(&everybody(), person).await.unwrap(), Some(before));
    assert!(world.store.instance().await.unwrap().accounts.contains_key("desk"));
    let amended = PersonCommand::Amend { person, fields: fields(&[("sex", "X")]) };
    assert_eq!(world.submit("desk", amended).await.facts(), 1);
    assert_eq!(world.store.person(&everybody(), person).await.unwrap().unwrap().version, 2);
    world.store.verify(vec![], |_| ()).await.unwrap();
    world.store.verify_views(|_| ()).await.unwrap();
}

async fn a_retry_returns_the_earlier_receipt_and_adds_nothing(world: World) {
    let mut ctx = world.ctx("desk");
    ctx.idempotency = Some("form-1".into());
    let register = || PersonCommand::Register { person: new_id(), synthetic: true, fields: fields(&[]) };
    let (first, twin) =
        tokio::join!(world.store.submit(ctx.clone(), register()), world.store.submit(ctx.clone(), register()));
    let (first, twin) = (first.unwrap(), twin.unwrap());
    assert_eq!((first.first, first.repeated != twin.repeated), (twin.first, true));
    let world = world.reopened().await;
    let late = world.store.submit(ctx.clone(), register()).await.unwrap();
    assert_eq!(late, Receipt { repeated: true, ..first });
    assert_eq!(world.store.count(&all(), &[]).await.unwrap(), 1);
    ctx.actor.account = "chief".into();
    assert!(!world.store.submit(ctx, register()).await.unwrap().repeated, "keys of two accounts never meet");
}

async fn a_refusal_costs_its_neighbours_nothing(world: World) {
    let twice = new_id();
    let register = |person| PersonCommand::Register { person, synthetic: true, fields: fields(&[("sex", "F")]) };
    let real = PersonCommand::Register { person: new_id(), synthetic: false, fields: fields(&[]) };
    let commands = [register(twice), real, register(twice), register(new_id())];
    let outcomes = join_all(commands.map(|command| world.store.submit(world.ctx("desk"), command))).await;
    assert_eq!(refused(&outcomes[1]), Some(Refusal::TrialHoldsSyntheticOnly));
    assert_eq!(refused(&outcomes[2]), Some(Refusal::ExistsAlready));
    assert!(outcomes[0].is_ok() && outcomes[3].is_ok());
    assert_eq!(world.store.count(&all(), &[]).await.unwrap(), 2);
}

/// How somebody with the disk spoils what was written after a copy was taken, and what then is damaged.
const SPOILED_ROWS: [(&str, DamagedRow); 3] = [
    ("UPDATE person SET sealed = $2 WHERE number NOT IN (SELECT number FROM older)", DamagedRow::Seal),
    ("UPDATE person SET who = $2 WHERE number NOT IN (SELECT number FROM older)", DamagedRow::Disagrees),
    (
        "INSERT INTO token (token, number) SELECT token, (SELECT min(number) FROM older) FROM token \
         WHERE number NOT IN (SELECT number FROM older) ON CONFLICT DO NOTHING",
        DamagedRow::Disagrees,
    ),
];
const SPOIL_RINGS: &str = "UPDATE ring SET sealed = $2 WHERE slot NOT IN (SELECT slot FROM older)";
const LOSE_RINGS: &str = "DELETE FROM ring WHERE slot NOT IN (SELECT slot FROM older)";

async fn one_damaged_person_costs_the_neighbours_nothing(mut world: World) {
    for (sql, damage) in SPOILED_ROWS {
        let expect = |error: &WriteError| matches!(error, WriteError::View(found) if *found == damage);
        world = with_damage(world, "CREATE TABLE older AS SELECT number FROM person", sql, false, expect).await;
        world.store.rebuild_views().await.unwrap();
        world.store.verify_views(|_| ()).await.unwrap();
    }
    let older = "CREATE TABLE older AS SELECT slot FROM ring";
    let lost = |error: &WriteError| matches!(error, WriteError::View(DamagedRow::NoKey));
    world = with_damage(world, older, LOSE_RINGS, true, lost).await;
    with_damage(world, older, SPOIL_RINGS, true, is_ring).await;
}

fn is_ring(error: &WriteError) -> bool {
    matches!(error, WriteError::Keys(error) if matches!(**error, KeyError::Unwrap(_)))
}

/// Spoils one person, and has one command about them stand among others.
async fn with_damage(
    world: World,
    older: &'static str,
    spoil: &'static str,
    in_keys: bool,
    expect: impl Fn(&WriteError) -> bool,
) -> World {
    let sound = world.register(fields(&[("sex", "F")])).await;
    let mut raw = if in_keys { Raw::keys(&world.config).await } else { Raw::of(&world.config).await };
    raw.run(older, 0, &[]).await;
    let damaged = world.register(fields(&[("sex", "F")])).await;
    raw.run(spoil, 0, &[7; 20]).await;
    raw.run("DROP TABLE older", 0, &[]).await;
    let world = world.reopened().await;
    let facts = world.store.verify(vec![], |_| ()).await.unwrap().facts;
    let amend = |person, sex| PersonCommand::Amend { person, fields: fields(&[("sex", sex)]) };
    let new = || PersonCommand::Register { person: new_id(), synthetic: true, fields: fields(&[("sex", "M")]) };
    among(&world, [amend(sound, "X"), new(), amend(damaged, "X"), amend(sound, "M"), new()], expect, spoil).await;
    assert_eq!(world.store.verify(vec![], |_| ()).await.unwrap().facts, facts + 4, "{spoil}");
    assert_eq!(world.store.person(&everybody(), sound).await.unwrap().unwrap().version, 3, "{spoil}");
    world
}

/// Submits commands that stand in one group, of which the third alone fails.
async fn among(world: &World, commands: [PersonCommand; 5], expect: impl Fn(&WriteError) -> bool, said: &str) {
    let groups = world.store.counters().groups();
    let outcomes = join_all(commands.map(|command| world.store.submit(world.ctx("desk"), command))).await;
    let [one, other, bad, third, fourth] = outcomes.try_into().expect("five outcomes");
    assert!(matches!(&bad, Err(SubmitError::Write(error)) if expect(error)), "{said}: {bad:?}");
    assert!(one.is_ok() && other.is_ok() && third.is_ok() && fourth.is_ok(), "{said}: {one:?} {other:?} {third:?}");
    assert!(world.store.counters().groups() - groups < 5, "{said}: some stood together");
}

async fn one_damaged_household_costs_the_neighbours_nothing(world: World) {
    let mut keys = Raw::keys(&world.config).await;
    let sound = world.register(fields(&[("sex", "F")])).await;
    keys.run("CREATE TABLE older AS SELECT slot FROM ring", 0, &[]).await;
    let household = fields(&[("household.id", "H-9"), ("household.size", "3")]);
    world.submit("desk", PersonCommand::Amend { person: sound, fields: household.clone() }).await;
    keys.run(SPOIL_RINGS, 0, &[7; 20]).await;
    let world = world.reopened().await;
    let register = |fields| PersonCommand::Register { person: new_id(), synthetic: true, fields };
    let new = || register(fields(&[("sex", "M")]));
    among(&world, [new(), new(), register(household), new(), new()], is_ring, "the household's ring").await;
    world.store.verify(vec![], |_| ()).await.unwrap();
}

#[tokio::test]
async fn an_instance_whose_first_passwords_were_never_shown_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let (config, clock) = (
        store::Config::sqlite(folder.path().join("half")),
        std::sync::Arc::new(FixedClock(Timestamp(1_790_000_000_000_000))),
    );
    let opened = || store::Store::open(&config, clock.clone(), crate::world::randomness);
    let half = store::Store::create(&config, clock.clone(), crate::world::randomness).await.unwrap();
    for founded in [false, true] {
        if founded {
            crate::founding::found(&half, clock.now()).await;
        }
        assert!(matches!(opened().await, Err(store::OpenError::HalfFounded)));
        let again = store::Store::create(&config, clock.clone(), crate::world::randomness).await;
        assert!(matches!(again, Err(store::OpenError::HalfFounded)), "nor is it founded over");
    }
    half.founded().unwrap();
    half.close().await;
    let store = opened().await.unwrap();
    assert!(!store.instance().await.unwrap().accounts.is_empty());
    store.close().await;
}

fn refused(outcome: &Result<Receipt, SubmitError>) -> Option<Refusal> {
    match outcome {
        Err(SubmitError::Refused(refusal)) => Some(refusal.clone()),
        Ok(_) | Err(SubmitError::Write(_)) => None,
    }
}

/// Commands that are as bad as can be, each in its way.
fn the_worst(world: &World) -> Vec<(casework::Ctx, Command)> {
    let ctx = || world.ctx("desk");
    let (long, nul) = ("x".repeat(100_000), "nul\0".to_owned());
    let register = |fields: casework::Fields| -> Command {
        PersonCommand::Register { person: new_id(), synthetic: true, fields }.into()
    };
    let text = |text: &str| {
        let state = FieldState::Known(model::Value::Text(text.into()));
        register([("name.full".to_owned(), state)].into())
    };
    let mut worst = vec![(ctx(), text(&long)), (ctx(), text(&nul)), (ctx(), text("\u{1b}[2J"))];
    for spoiled in [&long, &nul, &String::new()] {
        let spoil: [fn(&mut casework::Ctx) -> &mut String; 5] = [
            |ctx| &mut ctx.actor.account,
            |ctx| &mut ctx.controller,
            |ctx| &mut ctx.office,
            |ctx| &mut ctx.purpose,
            |ctx| &mut ctx.source,
        ];
        for named in spoil {
            let mut ctx = ctx();
            *named(&mut ctx) = spoiled.clone();
            worst.push((ctx, register(fields(&[("sex", "F")]))));
        }
        let optional: [fn(&mut casework::Ctx) -> &mut Option<String>; 2] =
            [|ctx| &mut ctx.device, |ctx| &mut ctx.idempotency];
        for optional in optional {
            let mut ctx = ctx();
            *optional(&mut ctx) = Some(spoiled.clone());
            worst.push((ctx, register(fields(&[("sex", "F")]))));
        }
    }
    let unknown = FieldState::Known(model::Value::Bool(true));
    worst.push((ctx(), register([("no.such.field".to_owned(), unknown)].into())));
    let heavy = PackFiles {
        name: "heavy".into(),
        version: "1".into(),
        hash: "h".into(),
        files: [("rules.yaml".to_owned(), "x".repeat(20 << 20))].into(),
    };
    worst.push((world.ctx("admin"), PackCommand::Install { pack: heavy, impact: Some(Impact::default()) }.into()));
    let many = AuditCommand::Reads { people: vec![new_id(); 100_000], fields: vec![FieldKey::of("sex")] };
    worst.push((ctx(), many.into()));
    worst
}

async fn no_command_however_bad_changes_what_becomes_of_another(world: World) {
    for (ctx, worst) in the_worst(&world) {
        let said = format!("{:.120}", format!("{worst:?}"));
        let good = || {
            let fields = fields(&[("sex", "F")]);
            world.store.submit(world.ctx("desk"), PersonCommand::Register { person: new_id(), synthetic: true, fields })
        };
        let before = world.store.counters().groups();
        let (one, bad, other) = tokio::join!(good(), world.store.submit(ctx, worst), good());
        assert!(refused(&bad).is_some(), "{said}: {bad:?}");
        assert!(one.is_ok() && other.is_ok(), "{said}: {one:?} {other:?}");
        assert!(world.store.counters().groups() > before);
    }
    world.store.verify(vec![], |_| ()).await.unwrap();
    world.store.verify_views(|_| ()).await.unwrap();
}

async fn a_group_is_one_commit(world: World) {
    let [groups, commits] = [world.store.counters().groups(), world.store.counters().commits()];
    let keys = world.store.counters().key_commits();
    let registered = (0..500).map(|_| world.register(fields(&[("sex", "M")])));
    join_all(registered).await;
    let counters = world.store.counters();
    let [groups, commits] = [counters.groups() - groups, counters.commits() - commits];
    assert_eq!(groups, commits, "one commit a group");
    assert!(groups < 100, "500 commands that wait together are not {groups} groups");
    assert!(counters.key_commits() - keys <= groups);
}

async fn lists_are_narrowed_by_facets_and_paged(world: World) {
    for (sex, languages) in [("F", "ara fra"), ("F", "spa"), ("M", "ara"), ("X", "eng")] {
        world.register(fields(&[("sex", sex), ("languages", languages), ("note", "quiet")])).await;
    }
    let only = |field: &str, any_of: &[&str]| Filter {
        field: FieldKey::of(field),
        any_of: any_of.iter().map(|value| (*value).into()).collect(),
    };
    let count = async |filters: &[Filter]| world.store.count(&all(), filters).await.unwrap();
    assert_eq!(count(&[]).await, 4);
    assert_eq!(count(&[only("sex", &["F"])]).await, 2);
    assert_eq!(count(&[only("sex", &["F", "M"]), only("languages", &["ara"])]).await, 2);
    assert_eq!(count(&[only("note", &["quiet"])]).await, 0, "a sealed field is no facet, whatever the schema says");
    let page = async |skip| world.store.people(&everybody(), &[], Page { skip, limit: 3 }).await.unwrap();
    let (first, second, third) = (page(0).await, page(3).await, page(6).await);
    assert_eq!((first.len(), second.len(), third.len()), (3, 1, 0));
    let (people, next) = world.store.snapshot(-1, 3).await.unwrap();
    let (rest, last) = world.store.snapshot(next.unwrap(), 3).await.unwrap();
    assert_eq!((first, second), (people, rest), "both in the same order");
    assert_eq!(world.store.snapshot(last.unwrap(), 3).await.unwrap(), (vec![], None));
}

async fn people_are_found_by_whole_words_phones_and_documents(world: World) {
    let said =
        [("name.full", "José Ñuñez Ortega"), ("contact.phone", "+34 612 345 678"), ("document.number", "X-12 34")];
    let person = world.register(fields(&said)).await;
    world.register(fields(&[("name.full", "Josefina Ortega")])).await;
    let external = [("external.system", "unhcr"), ("external.id", "R-77"), ("name.full", "أمينة محمد")];
    let other = world.register(fields(&external)).await;
    let found = async |words: &str| -> Vec<_> {
        let people = world.store.search(&everybody(), words, ALL).await.unwrap();
        people.into_iter().map(|person| person.id).collect()
    };
    for words in ["jose", "NUNEZ josé", "0612345678", "+34 612-345-678", "x1234"] {
        assert_eq!(found(words).await, [person], "{words}");
    }
    assert_eq!(found("أمينة").await, [other]);
    assert_eq!(found("ortega").await.len(), 2);
    for words in ["jos", "jose diallo", "612345", "", " ", "%", "R-77"] {
        assert_eq!(found(words).await, [], "{words}");
    }
    let known = async |controller: &str, system: &str, id: &str| {
        world.store.by_external(controller, &[(system, id)]).await.unwrap()[0]
    };
    assert_eq!(known(crate::world::CONTROLLER, "unhcr", "R-77").await, Some(other));
    assert_eq!(known(crate::world::CONTROLLER, " unhcr", "\u{200b}R-77 ").await, Some(other), "what nobody sees");
    assert_eq!(known(crate::world::CONTROLLER, "other", "R-77").await, None);
    assert_eq!(known(crate::world::MINISTRY, "unhcr", "R-77").await, None, "registers of two controllers never meet");
    let asked = [("unhcr", "R-78"), ("unhcr", "R-77"), ("unhcr", "R-77")];
    let all = world.store.by_external(crate::world::CONTROLLER, &asked).await.unwrap();
    assert_eq!(all, [None, Some(other), Some(other)], "in the order of what was asked");
}

async fn an_amended_person_is_found_by_the_new_values_only(world: World) {
    let person = world.register(fields(&[("name.full", "Ana Lopez"), ("sex", "F"), ("languages", "ara spa")])).await;
    let amended = fields(&[("name.full", "Ana Perez"), ("languages", "spa eng")]);
    world.submit("desk", PersonCommand::Amend { person, fields: amended.clone() }).await;
    let found = async |words: &str| world.store.search(&everybody(), words, ALL).await.unwrap().len();
    assert_eq!((found("lopez").await, found("perez").await, found("ana").await), (0, 1, 1));
    let speaking = async |language: &str| {
        let filter = Filter { field: FieldKey::of("languages"), any_of: vec![language.into()] };
        world.store.count(&all(), &[filter]).await.unwrap()
    };
    assert_eq!([speaking("ara").await, speaking("eng").await, speaking("spa").await], [0, 1, 1]);
    let again = world.submit("desk", PersonCommand::Amend { person, fields: amended }).await;
    assert_eq!((again, again.facts()), (Receipt::UNCHANGED, 0));
    let view = world.store.person(&everybody(), person).await.unwrap().unwrap();
    assert_eq!(view.history(FieldKey::of("name.full")).len(), 2, "what was said before stays known");
}

async fn households_are_read_together(world: World) {
    let member = async |household: &str| world.register(fields(&[("household.id", household)])).await;
    let (one, two, other) = (member("H-1").await, member(" H-1 ").await, member("H-2").await);
    let alone = world.register(fields(&[])).await;
    let of = async |person| -> BTreeSet<_> {
        let view = world.store.person(&everybody(), person).await.unwrap().unwrap();
        let people = world.store.household(&everybody(), &view).await.unwrap();
        people.into_iter().map(|person| person.id).collect()
    };
    assert_eq!(of(one).await, [one, two].into());
    assert_eq!((of(other).await, of(alone).await), ([other].into(), BTreeSet::new()));
}

async fn out_of_scope_looks_like_missing(world: World) {
    let person = world.register(fields(&[("name.full", "Amina Diallo"), ("sex", "F")])).await;
    let elsewhere = Scope::Offices { controller: crate::world::CONTROLLER.into(), offices: vec!["airport".into()] };
    let counted = Scope::Aggregates { controller: crate::world::CONTROLLER.into() };
    let existing = Scope::Existence { controller: crate::world::CONTROLLER.into() };
    for scope in [&elsewhere, &Scope::Nothing, &counted, &existing] {
        let sight = Sight::of(scope.clone());
        assert_eq!(world.store.person(&sight, person).await.unwrap(), None);
        assert_eq!(world.store.people(&sight, &[], ALL).await.unwrap(), []);
        assert_eq!(world.store.search(&sight, "amina", ALL).await.unwrap(), []);
    }
    let count = async |scope| world.store.count(scope, &[]).await.unwrap();
    assert_eq!([count(&elsewhere).await, count(&Scope::Nothing).await, count(&counted).await], [0, 0, 1]);
    let exists = async |seen, words| world.store.exists_beyond(crate::world::CONTROLLER, seen, words).await.unwrap();
    assert!(exists(&existing, "amina").await && exists(&elsewhere, "diallo amina").await);
    assert!(!exists(&existing, "omar").await && !exists(&existing, "amina omar").await);
    let own =
        Scope::Offices { controller: crate::world::CONTROLLER.into(), offices: vec![crate::founding::OFFICE.into()] };
    assert!(!exists(&own, "amina").await, "nobody beyond one's own office has this name");
    assert!(!world.store.exists_beyond(crate::world::MINISTRY, &existing, "amina").await.unwrap());
}

async fn a_name_is_not_tied_to_a_document_for_those_who_may_not_open_it(world: World) {
    world.register(fields(&[("name.full", "Amina Diallo"), ("document.number", "X-123 456")])).await;
    let exists =
        async |words| world.store.exists_beyond(crate::world::CONTROLLER, &Scope::Nothing, words).await.unwrap();
    assert!(exists("amina").await && exists("x123456").await);
    assert!(!exists("amina x123456").await && !exists("x-123456 diallo").await);
}

async fn a_compartment_is_opened_for_those_alone_who_have_it(world: World) {
    let person = world.register(fields(&[("sex", "F"), ("protection.status", "refugee")])).await;
    let status = FieldKey::of("protection.status");
    for (opens, seen) in [(vec![], false), (vec![Compartment::Child], false), (vec![Compartment::Asylum], true)] {
        let sight = Sight { opens: opens.into_iter().collect(), ..Sight::of(all()) };
        let single = world.store.person(&sight, person).await.unwrap().unwrap();
        let listed = world.store.people(&sight, &[], ALL).await.unwrap().remove(0);
        for view in [single, listed] {
            assert_eq!(view.state(status).is_unknown(), !seen);
            assert_eq!(view.withheld.contains(&Compartment::Asylum), !seen);
        }
    }
    let (lake, _) = world.store.snapshot(-1, 10).await.unwrap();
    assert!(lake[0].state(status).is_unknown() && lake[0].withheld.contains(&Compartment::Asylum));
}

async fn the_outbox_names_whom_to_tell(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    world.submit("desk", PersonCommand::Amend { person, fields: fields(&[("sex", "X")]) }).await;
    world.submit("desk", AuditCommand::Search { found: 1 }).await;
    let store = &world.store;
    let entries = store.outbox(0, 10).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(store.told().await.unwrap(), 2);
    assert_eq!(entries.iter().map(|entry| entry.person).collect::<Vec<_>>(), [person, person]);
    store.outbox_done(Consumer::Lake, entries[0].id).await.unwrap();
    assert_eq!(store.outbox(1, 10).await.unwrap(), entries[1..]);
    assert!(matches!(store.outbox(0, 10).await, Err(ReadError::Outbox)), "what everybody has had is gone");
    store.outbox_done(Consumer::Lake, entries[1].id).await.unwrap();
    assert_eq!(store.outbox(2, 10).await.unwrap(), []);
    store.outbox_done(Consumer::Lake, entries[0].id).await.unwrap();
    let people = store.snapshot_of(&[person, new_id()]).await.unwrap();
    assert_eq!(people.iter().map(|view| view.id).collect::<Vec<_>>(), [person]);
    assert_eq!(people, store.snapshot(-1, 10).await.unwrap().0);
    let third = world.register(fields(&[("sex", "F")])).await;
    let entry = store.outbox(2, 10).await.unwrap();
    let entry: Vec<_> = entry.iter().map(|entry| (entry.id, entry.person)).collect();
    assert_eq!(entry, [(3, third)], "no number is given twice");
}

async fn who_read_somebodys_fields_is_found_again(world: World) {
    let (one, other) = (world.register(fields(&[])).await, world.register(fields(&[])).await);
    let name = FieldKey::of("name.full");
    let read = |people: Vec<_>| AuditCommand::Reads { people, fields: vec![name] };
    world.submit("desk", read(vec![one, other])).await;
    world.submit("chief", read(vec![one])).await;
    let who = async |world: &World, person, skip| -> Vec<String> {
        let facts = world.store.reads_of(person, skip, 10).await.unwrap();
        facts.into_iter().map(|fact| fact.envelope.actor).collect()
    };
    assert_eq!(
        (who(&world, one, 0).await, who(&world, one, 1).await),
        (vec!["chief".into(), "desk".into()], vec!["desk".into()])
    );
    assert_eq!(who(&world, other, 0).await, ["desk"]);
    world.store.rebuild_views().await.unwrap();
    assert_eq!(who(&world, one, 0).await.len(), 2);
    let proposal = world.ask_to_forget(one).await;
    world.store.forget(world.ctx("admin"), vec![proposal]).await.unwrap();
    assert_eq!((who(&world, one, 0).await.len(), who(&world, other, 0).await.len()), (0, 1));
}

async fn what_is_kept_beside_the_journal_is_kept_for_its_place(world: World) {
    let store = &world.store;
    store.keep(Beside::Session, b"one", &("desk".to_owned(), 7u64)).await.unwrap();
    store.keep(Beside::Session, b"two", &("chief".to_owned(), 8u64)).await.unwrap();
    let kept = async |kind, name: &[u8]| store.kept::<(String, u64)>(kind, name).await.unwrap();
    assert_eq!(kept(Beside::Session, b"one").await, Some(("desk".into(), 7)));
    assert_eq!((kept(Beside::Session, b"three").await, kept(Beside::Browser, b"one").await), (None, None));
    store.keep(Beside::Session, b"one", &("desk".to_owned(), 9u64)).await.unwrap();
    let mut all: Vec<(Vec<u8>, (String, u64))> = store.all_kept(Beside::Session).await.unwrap();
    all.sort();
    assert_eq!(all, [(b"one".to_vec(), ("desk".into(), 9)), (b"two".to_vec(), ("chief".into(), 8))]);
    let unread = store.kept::<[u64; 9]>(Beside::Session, b"one").await;
    assert!(matches!(unread, Err(ReadError::Row(DamagedRow::Version))), "{unread:?}");
    let unread = store.all_kept::<[u64; 9]>(Beside::Session).await;
    assert!(matches!(unread, Err(ReadError::Row(DamagedRow::Version))), "{unread:?}");
    store.remove(Beside::Session, &[b"one".to_vec(), b"four".to_vec()]).await.unwrap();
    store.keep(Beside::Session, b"two", &("chief".to_owned(), 1u64)).await.unwrap();
    assert_eq!(store.all_kept::<(String, u64)>(Beside::Session).await.unwrap().len(), 1);
}

async fn what_is_kept_over_a_row_brings_back_nothing_that_is_gone(world: World) {
    let store = &world.store;
    let over = async |before: u64, value: u64| {
        store.keep_over(Beside::Session, b"one", &before, &value).await.unwrap();
        store.kept::<u64>(Beside::Session, b"one").await.unwrap()
    };
    assert_eq!(over(1, 2).await, None);
    store.keep(Beside::Session, b"one", &1u64).await.unwrap();
    assert_eq!(over(1, 2).await, Some(2));
    assert_eq!(over(1, 3).await, Some(2), "changed since");
    store.remove(Beside::Session, &[b"one".to_vec()]).await.unwrap();
    assert_eq!(over(2, 3).await, None, "removed since");
}

async fn failed_attempts_are_counted_until_one_succeeds(world: World) {
    let store = &world.store;
    let attempts = async |name: &str| store.attempts(name).await.unwrap();
    assert_eq!(attempts("desk").await, Attempts::default());
    join_all((0..5).map(|_| store.note_attempt("desk", Timestamp(7)))).await;
    assert_eq!(attempts("desk").await, Attempts { failures: 5, last: Some(Timestamp(7)) });
    assert_eq!(attempts("chief").await, Attempts::default());
    store.clear_attempts("desk").await.unwrap();
    assert_eq!(attempts("desk").await, Attempts::default());
    store.note_attempt("chief", Timestamp(3)).await.unwrap();
    store.note_attempt("desk", Timestamp(9)).await.unwrap();
    store.sweep_attempts(Timestamp(5)).await.unwrap();
    assert_eq!((attempts("chief").await.failures, attempts("desk").await.failures), (0, 1));
}

async fn rebuilt_views_are_the_same_byte_for_byte(world: World) {
    let said =
        [("name.full", "Amina Diallo"), ("sex", "F"), ("household.id", "H1"), ("protection.status", "applicant")];
    let person = world.register(fields(&said)).await;
    let mut ctx = world.ctx("desk");
    (ctx.source, ctx.idempotency) = ("register".into(), Some("row-1".into()));
    let contested = fields(&[("sex", "X"), ("household.size", "5")]);
    world.store.submit(ctx, PersonCommand::Amend { person, fields: contested }).await.unwrap();
    world.submit("desk", AuditCommand::Reads { people: vec![person], fields: vec![FieldKey::of("sex")] }).await;
    world.ask_to_forget(person).await;
    let mut raw = Raw::of(&world.config).await;
    let before = raw.derived().await;
    assert!(before.len() > 12);
    raw.run("DELETE FROM token WHERE number > $1", 0, &[]).await;
    raw.run("UPDATE person SET sealed = $2", 0, &[1; 64]).await;
    assert_ne!(raw.derived().await, before);
    let facts = world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, before);
    assert_eq!(world.store.verify(vec![], |_| ()).await.unwrap().facts, facts);
    world.store.verify_views(|_| ()).await.unwrap();
}

async fn a_field_that_becomes_a_facet_is_filtered_by_at_once(world: World) {
    world.register(fields(&[("birth_date", "1990")])).await;
    let filter = [Filter { field: FieldKey::of("birth_date"), any_of: vec!["1990".into()] }];
    assert_eq!(world.store.count(&all(), &filter).await.unwrap(), 0);
    let schema = changed_schema(|field| field.facet |= field.name == "birth_date");
    world.store.use_rules(schema, std::sync::Arc::default(), crate::world::digest()).await.unwrap();
    assert_eq!(world.store.count(&all(), &filter).await.unwrap(), 1);
}

pub fn changed_schema(change: impl Fn(&mut model::Field)) -> std::sync::Arc<model::Schema> {
    let mut schema = model::Schema::default();
    let before = crate::world::schema();
    for list in before.lists() {
        schema.add_list(list.clone()).unwrap();
    }
    for mut field in before.fields().iter().cloned() {
        change(&mut field);
        schema.add_field(field).unwrap();
    }
    std::sync::Arc::new(schema)
}

async fn a_field_that_is_walled_off_is_so_in_every_row(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    let sight = Sight::of(all());
    let sex = async || world.store.person(&sight, person).await.unwrap().unwrap().state(FieldKey::of("sex"));
    assert!(!sex().await.is_unknown());
    let walled = model::Class::Protected(Compartment::Sogi);
    let schema = changed_schema(|field| {
        if field.name == "sex" {
            field.class = walled;
        }
    });
    world.store.use_rules(schema, std::sync::Arc::default(), crate::world::digest()).await.unwrap();
    assert!(sex().await.is_unknown());
    let filter = Filter { field: FieldKey::of("sex"), any_of: vec!["F".into()] };
    assert_eq!(world.store.count(&all(), &[filter]).await.unwrap(), 0, "nor is it counted any more");
    world.store.verify_views(|_| ()).await.unwrap();
}

async fn a_field_that_is_renamed_is_so_in_every_row(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    let (before, now) = (FieldKey::of("sex"), FieldKey::of("sex_registered"));
    let renamed = changed_schema(|field| {
        if field.name == "sex" {
            field.name = "sex_registered".into();
        }
    });
    let mut schema = model::Schema::clone(&renamed);
    schema.add_former(schema.field("sex_registered").unwrap(), "sex").unwrap();
    world.store.use_rules(schema.into(), std::sync::Arc::default(), crate::world::digest()).await.unwrap();
    let view = world.store.person(&Sight::of(all()), person).await.unwrap().unwrap();
    assert_eq!((view.state(now), view.state(before)), (fields(&[("sex", "F")])["sex"].clone(), FieldState::Unknown));
    let count = async |field| {
        let filter = Filter { field, any_of: vec!["F".into()] };
        world.store.count(&all(), &[filter]).await.unwrap()
    };
    assert_eq!([count(now).await, count(before).await], [1, 0]);
    world.store.verify_views(|_| ()).await.unwrap();
}

async fn a_command_by_another_schema_than_that_in_force_is_stale(world: World) {
    let register = || PersonCommand::Register { person: new_id(), synthetic: true, fields: fields(&[("sex", "F")]) };
    let stale = casework::Ctx { schema: journal::Digest([7; 32]), ..world.ctx("desk") };
    assert_eq!(refused(&world.store.submit(stale, register()).await), Some(Refusal::Stale));
    // Another process puts a pack in force: this one does not go by the old schema.
    let second = crate::world::open(&world.config, world.clock.clone()).await;
    let pack = PackFiles { name: "p".into(), version: "1".into(), hash: "h".into(), files: [].into() };
    let impact = Some(Impact::default());
    second.submit(world.ctx("admin"), PackCommand::Install { pack, impact }).await.unwrap();
    let digest = world.store.instance().await.unwrap().schema();
    assert_ne!(digest, crate::world::digest(), "it is in what this process reads");
    let ctx = || casework::Ctx { schema: digest, ..world.ctx("desk") };
    assert_eq!(refused(&world.store.submit(ctx(), register()).await), Some(Refusal::Stale), "not yet loaded here");
    world
        .store
        .use_rules(std::sync::Arc::new(crate::world::schema()), std::sync::Arc::default(), digest)
        .await
        .unwrap();
    assert!(world.store.submit(ctx(), register()).await.is_ok());
    second.close().await;
}

async fn a_proposed_pack_is_in_force_once_another_person_approves_it_and_after_reopening(world: World) {
    let pack = |hash: &str| PackFiles {
        name: "some-practice".into(),
        version: "1.0.0".into(),
        hash: hash.into(),
        files: ["pack.yaml", "kinds/stay.yaml"].map(|path| (path.to_owned(), format!("hash: {hash}\n"))).into(),
    };
    let impact = |takes_away: &[&str], view: &InstanceView| Impact {
        against: view.hashes(),
        takes_away: takes_away.iter().map(|name| (*name).to_owned()).collect(),
    };
    let view = world.store.instance().await.unwrap();
    let first = PackCommand::Install { pack: pack("old"), impact: Some(impact(&[], &view)) };
    world.submit("admin", first).await;
    let (proposal, view) = (new_id(), world.store.instance().await.unwrap());
    let takes_away = impact(&["some-practice/some-measure"], &view);
    let alone = PackCommand::Install { pack: pack("new"), impact: Some(takes_away.clone()) };
    let alone = world.store.submit(world.ctx("officer"), alone);
    assert!(matches!(alone.await, Err(SubmitError::Refused(Refusal::NeedsAnotherPerson))));
    let (pack, reason) = (pack("new"), "the law changed".to_owned());
    world.submit("officer", ProposalCommand::ProposePack { proposal, pack, impact: takes_away, reason }).await;
    let world = world.reopened().await;
    let decide = || ProposalCommand::Vote { proposal, approve: true, reason: "agreed".into() };
    let own = world.store.submit(world.ctx("officer"), decide()).await;
    assert!(matches!(own, Err(SubmitError::Refused(Refusal::NeedsAnotherPerson))));
    assert_eq!(world.submit("admin", decide()).await.facts(), 2);
    let view = world.store.instance().await.unwrap();
    assert_eq!(view.packs["some-practice"].hash, "new");
    let kinds: Vec<&str> = view.packs["some-practice"].kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, ["hash: new\n", "hash: old\n"], "kinds of the version before are not forgotten");
    assert_eq!(view.proposals[&proposal].end, Some(ProposalEnd::CarriedOut));
    world.store.rebuild_views().await.unwrap();
    assert_eq!(*world.store.instance().await.unwrap(), *view);
    world.store.verify(vec![], |_| ()).await.unwrap();
}

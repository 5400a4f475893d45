//! What holds on both databases alike: one list of functions, run on SQLite one by one and on one PostgreSQL
//! server in a row, each in a database of its own.

use casework::{Command, Impact, InstanceView, PackFiles, Refusal, Scope};
use futures::future::join_all;
use model::Timestamp;
use store::{Attempts, Filter, Page, Receipt, Session, SubmitError};

use crate::cluster::Cluster;
use crate::raw::Raw;
use crate::world::{World, everybody, fields, new_id};

const ALL: Page = Page { skip: 0, limit: 1000 };

use crate::forget::*;
use crate::scope::a_scope_admits_the_rows_that_its_where_lets_through;
use crate::tamper::*;
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
            $(println!(stringify!($name));
            $name(World::postgres(&cluster, stringify!($name)).await).await;)*
        }
    };
}

contract! {
    what_was_written_is_read_again_after_reopening,
    a_retry_returns_the_earlier_receipt_and_adds_nothing,
    a_refusal_costs_its_neighbours_nothing,
    a_group_is_one_commit,
    lists_are_narrowed_by_facets_and_paged,
    people_are_found_by_whole_words_phones_and_documents,
    an_amended_person_is_found_by_the_new_values_only,
    households_are_read_together,
    out_of_scope_looks_like_missing,
    the_outbox_names_whom_to_tell,
    sessions_are_kept_under_the_hash_of_their_token,
    failed_attempts_are_counted_until_one_succeeds,
    rebuilt_views_are_the_same_byte_for_byte,
    a_field_that_becomes_a_facet_is_filtered_by_at_once,
    a_scope_admits_the_rows_that_its_where_lets_through,
    two_writers_on_one_database_keep_one_chain,
    every_way_of_altering_history_is_found_and_located,
    what_is_written_anew_with_its_head_shows_against_a_checkpoint_held_elsewhere,
    an_export_is_read_back_fact_by_fact,
    a_proposed_pack_is_in_force_once_another_person_approves_it_and_after_reopening,
    nobody_is_forgotten_without_two_approvals_or_under_a_hold,
    a_forgotten_person_is_gone_and_the_chain_verifies,
    a_households_key_goes_with_its_last_member,
    a_forgetting_cut_short_is_finished_when_the_instance_is_opened,
}

async fn what_was_written_is_read_again_after_reopening(world: World) {
    let said = fields(&[("name.full", "Amina Diallo"), ("sex", "F"), ("household.size", "4"), ("household.id", "H1")]);
    let person = world.register(said.clone()).await;
    let before = world.store.person(&everybody(), person).await.unwrap().unwrap();
    assert!(said.iter().all(|(name, state)| before.state(name) == *state));
    let world = world.reopened().await;
    assert_eq!(world.store.person(&everybody(), person).await.unwrap(), Some(before));
    assert!(world.store.instance().await.unwrap().accounts.contains_key("desk"));
    let amended = Command::AmendPerson { person, fields: fields(&[("sex", "X")]) };
    assert_eq!(world.submit("desk", amended).await.facts(), 1);
    assert_eq!(world.store.person(&everybody(), person).await.unwrap().unwrap().version, 2);
    world.store.verify(vec![], |_| ()).await.unwrap();
}

async fn a_retry_returns_the_earlier_receipt_and_adds_nothing(world: World) {
    let mut ctx = world.ctx("desk");
    ctx.idempotency = Some("form-1".into());
    let register = || Command::RegisterPerson { person: new_id(), synthetic: true, fields: fields(&[]) };
    let (first, twin) =
        tokio::join!(world.store.submit(ctx.clone(), register()), world.store.submit(ctx.clone(), register()));
    let (first, twin) = (first.unwrap(), twin.unwrap());
    assert_eq!((first.first, first.repeated != twin.repeated), (twin.first, true));
    let world = world.reopened().await;
    let late = world.store.submit(ctx.clone(), register()).await.unwrap();
    assert_eq!(late, Receipt { repeated: true, ..first });
    assert_eq!(world.store.count(&everybody(), &[]).await.unwrap(), 1);
    ctx.actor.account = "chief".into();
    assert!(!world.store.submit(ctx, register()).await.unwrap().repeated, "keys of two accounts never meet");
}

async fn a_refusal_costs_its_neighbours_nothing(world: World) {
    let twice = new_id();
    let register = |person| Command::RegisterPerson { person, synthetic: true, fields: fields(&[("sex", "F")]) };
    let real = Command::RegisterPerson { person: new_id(), synthetic: false, fields: fields(&[]) };
    let commands = [register(twice), real, register(twice), register(new_id())];
    let outcomes = join_all(commands.map(|command| world.store.submit(world.ctx("desk"), command))).await;
    let refused = |at: usize| match &outcomes[at] {
        Err(SubmitError::Refused(refusal)) => Some(refusal.clone()),
        _ => None,
    };
    assert_eq!(refused(1), Some(Refusal::TrialHoldsSyntheticOnly));
    assert_eq!(refused(2), Some(Refusal::ExistsAlready));
    assert!(outcomes[0].is_ok() && outcomes[3].is_ok());
    assert_eq!(world.store.count(&everybody(), &[]).await.unwrap(), 2);
    let mut ctx = world.ctx("desk");
    ctx.office = "nul\0".into();
    assert!(world.store.submit(ctx, register(new_id())).await.is_err(), "what a database cannot keep is refused");
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
        field: field.into(),
        any_of: any_of.iter().map(|value| (*value).into()).collect(),
    };
    let count = async |filters: &[Filter]| world.store.count(&everybody(), filters).await.unwrap();
    assert_eq!(count(&[]).await, 4);
    assert_eq!(count(&[only("sex", &["F"])]).await, 2);
    assert_eq!(count(&[only("sex", &["F", "M"]), only("languages", &["ara"])]).await, 2);
    assert_eq!(count(&[only("note", &["quiet"])]).await, 0, "a sealed field is no facet, whatever the schema says");
    let by_language = world.store.counts(&everybody(), "languages").await.unwrap();
    let expected = [("ara", 2), ("eng", 1), ("fra", 1), ("spa", 1)].map(|(value, count)| (value.to_owned(), count));
    assert_eq!(by_language, expected);
    let page = async |skip| world.store.people(&everybody(), &[], Page { skip, limit: 3 }).await.unwrap();
    let (first, second, third) = (page(0).await, page(3).await, page(6).await);
    assert_eq!((first.len(), second.len(), third.len()), (3, 1, 0));
    let (all, next) = world.store.snapshot(0, 3).await.unwrap();
    let (rest, last) = world.store.snapshot(next.unwrap(), 3).await.unwrap();
    assert_eq!((first, second), (all, rest), "both in the order of registration");
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
    assert_eq!(world.store.by_external("unhcr", "R-77").await.unwrap(), Some(other));
    assert_eq!(world.store.by_external("other", "R-77").await.unwrap(), None);
}

async fn an_amended_person_is_found_by_the_new_values_only(world: World) {
    let person = world.register(fields(&[("name.full", "Ana Lopez"), ("sex", "F"), ("languages", "ara spa")])).await;
    let amended = fields(&[("name.full", "Ana Perez"), ("languages", "spa eng")]);
    world.submit("desk", Command::AmendPerson { person, fields: amended.clone() }).await;
    let found = async |words: &str| world.store.search(&everybody(), words, ALL).await.unwrap().len();
    assert_eq!((found("lopez").await, found("perez").await, found("ana").await), (0, 1, 1));
    let languages = world.store.counts(&everybody(), "languages").await.unwrap();
    assert_eq!(languages, [("eng".to_owned(), 1), ("spa".to_owned(), 1)]);
    let again = world.submit("desk", Command::AmendPerson { person, fields: amended }).await;
    assert_eq!((again, again.facts()), (Receipt::UNCHANGED, 0));
}

async fn households_are_read_together(world: World) {
    let member = async |household: &str| world.register(fields(&[("household.id", household)])).await;
    let (one, two, other) = (member("H-1").await, member(" H-1 ").await, member("H-2").await);
    let alone = world.register(fields(&[])).await;
    let of = async |person| -> Vec<_> {
        let people = world.store.household(&everybody(), person).await.unwrap();
        people.into_iter().map(|person| person.id).collect()
    };
    assert_eq!(of(one).await, [one, two]);
    assert_eq!((of(other).await, of(alone).await), (vec![other], vec![]));
}

async fn out_of_scope_looks_like_missing(world: World) {
    let person = world.register(fields(&[("name.full", "Amina Diallo"), ("sex", "F")])).await;
    let elsewhere = Scope::Offices { controller: crate::world::CONTROLLER.into(), offices: vec!["airport".into()] };
    let counted = Scope::Aggregates { controller: crate::world::CONTROLLER.into() };
    let existing = Scope::Existence { controller: crate::world::CONTROLLER.into() };
    for scope in [&elsewhere, &Scope::Nothing, &counted, &existing] {
        assert_eq!(world.store.person(scope, person).await.unwrap(), None);
        assert_eq!(world.store.people(scope, &[], ALL).await.unwrap(), []);
        assert_eq!(world.store.search(scope, "amina", ALL).await.unwrap(), []);
    }
    let count = async |scope| world.store.count(scope, &[]).await.unwrap();
    assert_eq!([count(&elsewhere).await, count(&Scope::Nothing).await, count(&counted).await], [0, 0, 1]);
    let exists = async |scope, words| world.store.exists(scope, words).await.unwrap();
    assert!(exists(&existing, "amina").await && !exists(&existing, "omar").await && !exists(&counted, "amina").await);
}

async fn the_outbox_names_whom_to_tell(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    world.submit("desk", Command::AmendPerson { person, fields: fields(&[("sex", "X")]) }).await;
    world.submit("desk", Command::NoteSearch { found: 1 }).await;
    let entries = world.store.outbox(10).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.person).collect::<Vec<_>>(), [person, person]);
    world.store.outbox_done(entries[0].id).await.unwrap();
    assert_eq!(world.store.outbox(10).await.unwrap(), entries[1..]);
    let people = world.store.snapshot_of(vec![person, new_id()]).await.unwrap();
    assert_eq!(people.iter().map(|view| view.id).collect::<Vec<_>>(), [person]);
    assert_eq!(people, world.store.snapshot(0, 10).await.unwrap().0);
}

async fn sessions_are_kept_under_the_hash_of_their_token(world: World) {
    let store = &world.store;
    let session = |at| Session { account: "desk".into(), began_at: Timestamp(at), seen_at: Timestamp(at) };
    for token in 1..=4 {
        store.keep_session(&[token; 32], &session(i64::from(token) * 10)).await.unwrap();
    }
    let kept = async |token| store.session(&[token; 32]).await.unwrap();
    assert_eq!((kept(1).await, kept(9).await), (Some(session(10)), None));
    store.touch_session(&[1; 32], Timestamp(99)).await.unwrap();
    assert_eq!(kept(1).await, Some(Session { seen_at: Timestamp(99), ..session(10) }));
    store.sweep_sessions(Timestamp(25), Timestamp(5)).await.unwrap();
    assert_eq!((kept(1).await.is_some(), kept(2).await, kept(3).await.is_some()), (true, None, true));
    store.sweep_sessions(Timestamp(0), Timestamp(15)).await.unwrap();
    assert_eq!((kept(1).await, kept(3).await.is_some()), (None, true));
    store.end_session(&[3; 32]).await.unwrap();
    store.end_session(&[3; 32]).await.unwrap();
    assert_eq!((kept(3).await, kept(4).await.is_some()), (None, true));
    store.set_password("desk", "$argon2id$phc").await.unwrap();
    assert_eq!(kept(4).await, None, "a new password ends what the old one opened");
}

async fn failed_attempts_are_counted_until_one_succeeds(world: World) {
    let store = &world.store;
    assert_eq!(store.credential("desk").await.unwrap(), None);
    store.note_attempt("desk", Timestamp(1)).await.unwrap();
    store.set_password("desk", "$argon2id$phc").await.unwrap();
    let attempts = async || store.credential("desk").await.unwrap().unwrap().attempts;
    assert_eq!(attempts().await, Attempts::default());
    join_all((0..5).map(|_| store.note_attempt("desk", Timestamp(7)))).await;
    assert_eq!(attempts().await, Attempts { failures: 5, last: Timestamp(7) });
    store.clear_attempts("desk").await.unwrap();
    assert_eq!(attempts().await, Attempts::default());
}

async fn rebuilt_views_are_the_same_byte_for_byte(world: World) {
    let said =
        [("name.full", "Amina Diallo"), ("sex", "F"), ("household.id", "H1"), ("protection.status", "applicant")];
    let person = world.register(fields(&said)).await;
    let mut ctx = world.ctx("desk");
    (ctx.source, ctx.idempotency) = ("register".into(), Some("row-1".into()));
    let contested = fields(&[("sex", "X"), ("household.size", "5")]);
    world.store.submit(ctx, Command::AmendPerson { person, fields: contested }).await.unwrap();
    world.ask_to_forget(person).await;
    let mut raw = Raw::of(&world.config).await;
    let before = raw.derived().await;
    assert!(before.len() > 6);
    raw.run("DELETE FROM facet WHERE field = 'sex'", 0, &[]).await;
    raw.run("UPDATE person SET office = 'elsewhere'", 0, &[]).await;
    assert_ne!(raw.derived().await, before);
    let facts = world.store.rebuild_views().await.unwrap();
    assert_eq!(raw.derived().await, before);
    assert_eq!(world.store.verify(vec![], |_| ()).await.unwrap().facts, facts);
}

async fn a_field_that_becomes_a_facet_is_filtered_by_at_once(world: World) {
    world.register(fields(&[("birth_date", "1990")])).await;
    let filter = [Filter { field: "birth_date".into(), any_of: vec!["1990".into()] }];
    assert_eq!(world.store.count(&everybody(), &filter).await.unwrap(), 0);
    let mut schema = model::Schema::default();
    for mut field in crate::world::schema().fields().iter().cloned() {
        field.facet |= field.name == "birth_date";
        schema.add_field(field).unwrap();
    }
    world.store.use_schema(std::sync::Arc::new(schema)).await.unwrap();
    assert_eq!(world.store.count(&everybody(), &filter).await.unwrap(), 1);
}

async fn a_proposed_pack_is_in_force_once_another_person_approves_it_and_after_reopening(world: World) {
    let pack = |hash: &str| PackFiles {
        name: "some-practice".into(),
        version: "1.0.0".into(),
        hash: hash.into(),
        files: [("pack.yaml".to_owned(), format!("hash: {hash}\n"))].into(),
    };
    let impact = |takes_away: &[&str], view: &InstanceView| Impact {
        against: view.hashes(),
        takes_away: takes_away.iter().map(|name| (*name).to_owned()).collect(),
    };
    let view = world.store.instance().await.unwrap();
    world.submit("admin", Command::InstallPack(pack("old"), Some(impact(&[], &view)))).await;
    let (proposal, view) = (new_id(), world.store.instance().await.unwrap());
    let takes_away = impact(&["some-practice/some-measure"], &view);
    let alone = world.store.submit(world.ctx("officer"), Command::InstallPack(pack("new"), Some(takes_away.clone())));
    assert!(matches!(alone.await, Err(SubmitError::Refused(Refusal::NeedsAnotherPerson))));
    let (pack, reason) = (pack("new"), "the law changed".to_owned());
    world.submit("officer", Command::ProposePack { proposal, pack, impact: takes_away, reason }).await;
    let world = world.reopened().await;
    let decide = || Command::DecideProposal { proposal, approve: true, reason: "agreed".into() };
    let own = world.store.submit(world.ctx("officer"), decide()).await;
    assert!(matches!(own, Err(SubmitError::Refused(Refusal::NeedsAnotherPerson))));
    assert_eq!(world.submit("admin", decide()).await.facts(), 2);
    let view = world.store.instance().await.unwrap();
    assert_eq!(view.packs["some-practice"].hash, "new");
    assert!(view.proposals[&proposal].decided.as_ref().is_some_and(|decided| decided.approved));
    world.store.rebuild_views().await.unwrap();
    assert_eq!(*world.store.instance().await.unwrap(), *view);
    world.store.verify(vec![], |_| ()).await.unwrap();
}

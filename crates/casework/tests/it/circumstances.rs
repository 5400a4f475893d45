//! Invariant 1: every write names a controller, an office, an actor, a purpose and a basis, and has a right.

use casework::{Command, Ctx, Refusal};
use journal::{Basis, Mode};
use model::Text;

use crate::world::{World, account, by, day, found, grant, id, nothing_lost, pack, purpose, register};

/// One command of every family, as somebody who may do it would give it.
fn one_of_each() -> Vec<(&'static str, Command)> {
    vec![
        ("AD", Command::InstallPack(pack("core", "h"), Some(nothing_lost(&World::of(Mode::Trial))))),
        ("DP", Command::RecordPurpose { purpose: "study".into(), says: Text::default(), bases: vec![Basis::Consent] }),
        ("DP", account("new", vec![grant("CW")])),
        ("SU", register(1, &[("sex", "F")])),
        ("SU", Command::OpenBatch { batch: id(9), file_hash: "h".into() }),
        ("CW", Command::NoteReads { people: vec![id(1)], fields: vec!["sex".into()] }),
        ("CW", Command::NoteSearch { found: 1 }),
        ("CW", Command::NoteSignIn { ok: true }),
        ("CW", Command::NoteRefusal { action: "erase".into(), code: "not-allowed".into() }),
    ]
}

#[test]
fn every_command_is_taken_in_complete_circumstances() {
    for (account, command) in one_of_each() {
        let said = format!("{command:?}");
        assert_eq!(World::of(Mode::Trial).decide(&by(account), command).map(|facts| facts.len()), Ok(1), "{said}");
    }
}

#[test]
fn every_command_is_refused_where_the_circumstances_are_incomplete() {
    let blanks: [fn(&mut Ctx); 5] = [
        |ctx| ctx.actor.account = String::new(),
        |ctx| ctx.controller = " ".into(),
        |ctx| ctx.office = String::new(),
        |ctx| ctx.purpose = String::new(),
        |ctx| ctx.source = "\t".into(),
    ];
    let world = World::of(Mode::Trial);
    for (account, command) in one_of_each() {
        for blank in blanks {
            let mut ctx = by(account);
            blank(&mut ctx);
            assert_eq!(world.decide(&ctx, command.clone()), Err(Refusal::IncompleteContext), "{command:?}");
        }
    }
}

#[test]
fn a_purpose_must_be_on_record_and_allow_the_basis() {
    let world = World::of(Mode::Trial);
    for (account, command) in one_of_each() {
        let unknown = Ctx { purpose: "curiosity".into(), ..by(account) };
        assert_eq!(world.decide(&unknown, command.clone()), Err(Refusal::PurposeUnknown), "{command:?}");
        let unlawful = Ctx { basis: Basis::Contract, ..by(account) };
        assert_eq!(world.decide(&unlawful, command.clone()), Err(Refusal::BasisNotAllowed), "{command:?}");
    }
}

#[test]
fn nothing_happens_later_than_it_is_written() {
    let ctx = Ctx { occurred_on: Some(day("2026-11-25")), ..by("SU") };
    let refused = World::of(Mode::Trial).decide(&ctx, register(1, &[("sex", "F")]));
    assert_eq!(refused, Err(Refusal::BadField { field: "occurred_on".into() }));
}

#[test]
fn the_grants_on_record_count_and_not_those_that_a_caller_brings_along() {
    let mut ctx = by("stranger");
    ctx.actor.grants = vec![grant("SU"), grant("DP"), grant("AD")];
    let world = World::of(Mode::Trial);
    for (_, command) in one_of_each().into_iter().take(5) {
        assert_eq!(world.decide(&ctx, command.clone()), Err(Refusal::NotAllowed), "{command:?}");
    }
}

#[test]
fn a_grant_holds_in_its_own_office_and_at_its_own_controller() {
    let world = World::of(Mode::Trial);
    let command = || register(1, &[("sex", "F")]);
    for ctx in [Ctx { office: "south".into(), ..by("SU") }, Ctx { controller: "ministry".into(), ..by("SU") }] {
        assert_eq!(world.decide(&ctx, command()), Err(Refusal::NotAllowed));
    }
    assert!(world.decide(&by("SU"), command()).is_ok());
}

#[test]
fn the_first_fact_founds_the_instance_and_no_second_one_does() {
    let mut world = World::unfounded();
    assert_eq!(world.decide(&by("founder"), purpose()), Err(Refusal::NotFounded));
    assert_eq!(world.run(&by("founder"), found(Mode::Trial)), Ok(1));
    assert_eq!(world.run(&by("founder"), purpose()), Ok(1));
    assert_eq!(world.decide(&by("founder"), found(Mode::Live)), Err(Refusal::ExistsAlready));
    for (name, jurisdiction, field) in [(" ", None, "name"), ("Here", Some("Portugal"), "jurisdiction")] {
        let jurisdiction = jurisdiction.map(Into::into);
        let command = Command::FoundInstance { name: name.into(), mode: Mode::Trial, jurisdiction };
        let refused = World::unfounded().decide(&by("founder"), command);
        assert_eq!(refused, Err(Refusal::BadField { field: field.into() }));
    }
}

#[test]
fn the_founder_sets_up_alone_until_somebody_may_grant_accounts() {
    let mut world = World::unfounded();
    world.run(&by("founder"), found(Mode::Trial)).unwrap();
    assert_eq!(world.decide(&by("other"), purpose()), Err(Refusal::PurposeUnknown));
    world.run(&by("founder"), purpose()).unwrap();
    assert_eq!(world.decide(&by("other"), account("x", vec![grant("AD")])), Err(Refusal::NotAllowed));
    assert_eq!(world.run(&by("founder"), account("operator", vec![grant("AD")])), Ok(1));
    assert_eq!(world.run(&by("founder"), account("officer", vec![grant("DP")])), Ok(1));
    assert_eq!(world.decide(&by("founder"), account("x", vec![grant("CW")])), Err(Refusal::NotAllowed));
    assert_eq!(world.decide(&by("founder"), register(1, &[])), Err(Refusal::NotAllowed));
    assert_eq!(world.run(&by("officer"), account("x", vec![grant("CW")])), Ok(1));
}

#[test]
fn the_founder_has_no_way_back_by_another_controller_or_by_grants_that_ran_out() {
    let mut world = World::of(Mode::Trial);
    let ctx = Ctx { controller: "ministry".into(), ..by("founder") };
    let there = journal::Grant { controller: "ministry".into(), ..grant("DP") };
    assert_eq!(world.decide(&ctx, account("x", vec![there])), Err(Refusal::NotAllowed));
    let ended = |grant: &mut journal::Grant| grant.until = Some(day("2026-11-23"));
    world.instance.accounts.values_mut().flatten().for_each(ended);
    assert_eq!(world.decide(&by("founder"), account("x", vec![grant("DP")])), Err(Refusal::NotAllowed));
}

#[test]
fn a_pack_that_is_in_force_already_adds_nothing() {
    let mut world = World::of(Mode::Trial);
    let install = |world: &World, hash: &str| Command::InstallPack(pack("core", hash), Some(nothing_lost(world)));
    for (hash, facts) in [("h", 1), ("h", 0), ("i", 1)] {
        let command = install(&world, hash);
        assert_eq!(world.run(&by("AD"), command), Ok(facts), "{hash}");
    }
    assert_eq!(world.decide(&by("PA"), install(&world, "j")), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.decide(&by("SU"), install(&world, "j")), Err(Refusal::NotAllowed));
}

#[test]
fn a_noted_refusal_holds_codes_and_no_words() {
    let world = World::of(Mode::Trial);
    for (action, code, field) in
        [("erase José", "not-allowed", "action"), ("erase", "", "code"), ("erase", "7", "code")]
    {
        let command = Command::NoteRefusal { action: action.into(), code: code.into() };
        assert_eq!(world.decide(&by("CW"), command), Err(Refusal::BadField { field: field.into() }));
    }
}

#[test]
fn purposes_packs_and_imports_are_refused_to_every_role_that_was_not_reviewed_for_them() {
    let world = World::of(Mode::Trial);
    let one_by = |role: &str, command: &str| {
        let (_, command) = one_of_each().into_iter().find(|(_, one)| format!("{one:?}").starts_with(command)).unwrap();
        world.decide(&by(role), command).map(|facts| facts.len())
    };
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let purpose = if matches!(role, "SU" | "DP") { Ok(1) } else { Err(Refusal::NotAllowed) };
        assert_eq!(one_by(role, "RecordPurpose"), purpose, "{role}");
        let pack = match role {
            "DP" | "AD" => Ok(1),
            "PA" => Err(Refusal::NeedsAnotherPerson),
            _ => Err(Refusal::NotAllowed),
        };
        assert_eq!(one_by(role, "InstallPack"), pack, "{role}");
        // A person may correct their own record and operations their list: neither opens an import's office.
        let import = if matches!(role, "HD" | "CW" | "SU") { Ok(1) } else { Err(Refusal::NotAllowed) };
        assert_eq!(one_by(role, "OpenBatch"), import, "{role}");
    }
    for bases in [vec![], vec![Basis::Consent]] {
        let purpose = if bases.is_empty() { "study" } else { " " };
        let field = if bases.is_empty() { "bases" } else { "purpose" };
        let command = Command::RecordPurpose { purpose: purpose.into(), says: Text::default(), bases };
        assert_eq!(world.decide(&by("DP"), command), Err(Refusal::BadField { field: field.into() }));
    }
}

#[test]
fn an_import_is_opened_and_closed_once_with_counts_that_add_up() {
    let mut world = World::of(Mode::Trial);
    let open = || Command::OpenBatch { batch: id(9), file_hash: "h".into() };
    let close = |rows| Command::CloseBatch { batch: id(9), rows, stored: 2, amended: 1, unchanged: 3, rejected: 1 };
    assert_eq!(world.decide(&by("SU"), close(7)), Err(Refusal::NotFound));
    assert_eq!(world.run(&by("SU"), open()), Ok(1));
    assert_eq!(world.facts.last().unwrap().envelope.batch, Some(id(9)));
    assert_eq!(world.decide(&by("SU"), open()), Err(Refusal::ExistsAlready));
    assert_eq!(world.decide(&by("SU"), close(8)), Err(Refusal::BadField { field: "rows".into() }));
    assert_eq!(world.run(&by("SU"), close(7)), Ok(1));
    assert_eq!(world.decide(&by("SU"), close(7)), Err(Refusal::ExistsAlready));
    assert_eq!(world.decide(&by("AY"), open()), Err(Refusal::NotAllowed));
}

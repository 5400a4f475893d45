//! Invariant 1: every write names a controller, an office, an actor, a purpose and a basis, and has a right; and no command,
//! however bad, is refused after it was decided.

use casework::{
    Action, AuditCommand, Command, Ctx, ImportCommand, InstanceCommand, PackCommand, PersonCommand, ProposalCommand,
    Refusal,
};
use journal::{Basis, BatchCounts, Grant, Mode, Motion};
use model::{FieldKey, FieldState, Text, Value};

use crate::world::{World, account, bringing, by, day, found, grant, id, nothing_lost, pack, purpose, register};

/// One command of every family, as somebody who may do it would give it.
fn one_of_each() -> Vec<(&'static str, Command)> {
    let impact = Some(nothing_lost(&World::of(Mode::Trial)));
    let motion = Motion::Account { account: "new".into(), grants: vec![grant("CW")] };
    vec![
        ("AD", PackCommand::Install { pack: pack("core", "h"), impact }.into()),
        ("DP", ProposalCommand::Propose { proposal: id(8), motion, reason: "new".into() }.into()),
        ("SU", register(1, &[("sex", "F")]).into()),
        ("SU", ImportCommand::Open { batch: id(9), file_hash: "h".into() }.into()),
        ("CW", AuditCommand::Reads { people: vec![id(1)], fields: vec![FieldKey::of("sex")] }.into()),
        ("CW", AuditCommand::Search { found: 1 }.into()),
        ("CW", AuditCommand::SignIn { ok: true }.into()),
        ("CW", AuditCommand::Refusal { action: Action::Erase, refusal: Refusal::NotAllowed }.into()),
    ]
}

#[test]
fn every_command_is_taken_in_complete_circumstances() {
    for (account, command) in one_of_each() {
        let said = format!("{command:?}");
        assert_eq!(
            World::of(Mode::Trial).decide(&bringing(account), command).map(|facts| facts.len()),
            Ok(1),
            "{said}"
        );
    }
}

/// What every write names, to be spoilt.
const NAMED: [fn(&mut Ctx) -> &mut String; 5] = [
    |ctx| &mut ctx.actor.account,
    |ctx| &mut ctx.controller,
    |ctx| &mut ctx.office,
    |ctx| &mut ctx.purpose,
    |ctx| &mut ctx.source,
];

#[test]
fn every_command_is_refused_where_the_circumstances_are_incomplete_or_beyond_bounds() {
    let world = World::of(Mode::Trial);
    for (account, command) in one_of_each() {
        for named in NAMED {
            for (text, refusal) in [
                (String::new(), Refusal::IncompleteContext),
                (" \t".into(), Refusal::IncompleteContext),
                ("x".repeat(201), Refusal::TooLarge),
                ("nul\0".into(), Refusal::TooLarge),
                ("bell\u{7}".into(), Refusal::TooLarge),
                ("\u{202e}htron".into(), Refusal::TooLarge),
            ] {
                let mut ctx = bringing(account);
                *named(&mut ctx) = text;
                assert_eq!(world.decide(&ctx, command.clone()), Err(refusal), "{command:?}");
            }
        }
        for spoil in [
            |ctx: &mut Ctx| ctx.device = Some("x".repeat(201)),
            |ctx: &mut Ctx| ctx.device = Some(String::new()),
            |ctx: &mut Ctx| ctx.idempotency = Some("x".repeat(301)),
            |ctx: &mut Ctx| ctx.idempotency = Some("\0".into()),
        ] {
            let mut ctx = bringing(account);
            spoil(&mut ctx);
            assert_eq!(world.decide(&ctx, command.clone()), Err(Refusal::TooLarge), "{command:?}");
        }
    }
}

#[test]
fn what_is_decided_can_be_sealed() {
    let mut world = World::of(Mode::Trial);
    let long = |bytes: usize| FieldState::Known(Value::Text("x".repeat(bytes)));
    for (bytes, expected) in [(8000, Ok(1)), (8001, Err(Refusal::BadField { field: "name.full".into() }))] {
        let fields = [("name.full".to_owned(), long(bytes))].into();
        let command = PersonCommand::Register { person: id(1), synthetic: true, fields };
        assert_eq!(world.decide(&by("SU"), command).map(|facts| facts.len()), expected);
    }
    let mut heavy = pack("heavy", "h");
    heavy.files.insert("rules.yaml".into(), "x".repeat(17 << 20));
    let impact = Some(nothing_lost(&world));
    let install = PackCommand::Install { pack: heavy.clone(), impact };
    assert_eq!(world.decide(&by("AD"), install), Err(Refusal::TooLarge));
    let impact = nothing_lost(&world);
    let propose = ProposalCommand::ProposePack { proposal: id(1), pack: heavy, impact, reason: "heavier".into() };
    assert_eq!(world.run(&by("PA"), propose), Err(Refusal::TooLarge));
    let many = AuditCommand::Reads { people: vec![id(1); 10_001], fields: vec![FieldKey::of("sex")] };
    assert_eq!(world.decide(&by("CW"), many), Err(Refusal::BadField { field: "people".into() }));
}

#[test]
fn text_on_record_holds_nothing_that_only_a_machine_sees() {
    let world = World::of(Mode::Trial);
    for text in ["Ami\0na", "Amina\u{1b}[31m", "\u{85}Amina", "\u{202e}anima", "A\u{2066}mina"] {
        let fields = [("name.full".to_owned(), FieldState::Known(Value::Text(text.into())))].into();
        let command = PersonCommand::Register { person: id(1), synthetic: true, fields };
        assert_eq!(world.decide(&by("SU"), command), Err(Refusal::BadField { field: "name.full".into() }), "{text:?}");
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
    for (_, command) in one_of_each().into_iter().take(4) {
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
    for (name, jurisdiction, zone, field) in [
        (" ", None, "UTC", "name"),
        ("Here", Some("Portugal"), "UTC", "jurisdiction"),
        ("Here", None, "Lisbon", "zone"),
    ] {
        let (name, jurisdiction, zone) = (name.into(), jurisdiction.map(Into::into), zone.into());
        let command = InstanceCommand::Found { name, mode: Mode::Trial, jurisdiction, zone };
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
    assert_eq!(world.decide(&by("other"), account("x", vec![grant("AD")])), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("founder"), account("operator", vec![grant("AD")])), Ok(1));
    assert_eq!(world.run(&by("founder"), account("operator", vec![grant("AD")])), Ok(0), "the same again adds nothing");
    assert_eq!(world.run(&by("founder"), account("officer", vec![grant("DP")])), Ok(1));
    assert_eq!(world.decide(&by("founder"), account("x", vec![grant("CW")])), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.decide(&by("founder"), purpose()), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.decide(&by("founder"), register(1, &[])), Err(Refusal::NotAllowed));
}

#[test]
fn the_founder_has_no_way_back_by_another_controller_or_by_grants_that_ran_out() {
    let mut world = World::of(Mode::Trial);
    let ctx = Ctx { controller: "ministry".into(), ..by("founder") };
    let there = Grant { controller: "ministry".into(), ..grant("DP") };
    assert_eq!(world.decide(&ctx, account("x", vec![there])), Err(Refusal::NeedsAnotherPerson));
    let grants = world.instance.accounts.values_mut().flat_map(|account| &mut account.grants);
    grants.for_each(|grant| grant.until = Some(day("2026-11-23")));
    assert_eq!(world.decide(&by("founder"), account("x", vec![grant("DP")])), Err(Refusal::NeedsAnotherPerson));
}

#[test]
fn a_pack_that_is_in_force_already_adds_nothing() {
    let mut world = World::of(Mode::Trial);
    let install = |world: &World, hash: &str| {
        let impact = Some(nothing_lost(world));
        PackCommand::Install { pack: pack("core", hash), impact }
    };
    for (hash, facts) in [("h", 1), ("h", 0), ("i", 1)] {
        let command = install(&world, hash);
        assert_eq!(world.run(&by("AD"), command), Ok(facts), "{hash}");
    }
    assert_eq!(world.decide(&by("PA"), install(&world, "j")), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.decide(&by("SU"), install(&world, "j")), Err(Refusal::NotAllowed));
}

#[test]
fn packs_and_imports_are_refused_to_every_role_that_was_not_reviewed_for_them() {
    let world = World::of(Mode::Trial);
    let [install, .., import, _, _, _, _] = &one_of_each()[..] else { panic!("eight") };
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let pack = match role {
            "DP" | "AD" => Ok(1),
            "PA" => Err(Refusal::NeedsAnotherPerson),
            _ => Err(Refusal::NotAllowed),
        };
        assert_eq!(world.decide(&bringing(role), install.1.clone()).map(|facts| facts.len()), pack, "{role}");
        // A person may correct their own record and operations their list: neither opens an import's office. The help desk
        // reads people of its tickets alone, and an import tells of each row what it changes.
        let may = if matches!(role, "CW" | "SU") { Ok(1) } else { Err(Refusal::NotAllowed) };
        assert_eq!(world.decide(&bringing(role), import.1.clone()).map(|facts| facts.len()), may, "{role}");
    }
}

#[test]
fn a_purpose_says_what_it_is_for_and_each_basis_once() {
    let world = World::of(Mode::Trial);
    let twice = vec![Basis::Consent, Basis::Consent];
    for (purpose, says, bases, field) in [
        ("study", Text::english("to study"), vec![], "bases"),
        ("study", Text::english("to study"), twice, "bases"),
        (" ", Text::english("to study"), vec![Basis::Consent], "purpose"),
        ("study", Text::default(), vec![Basis::Consent], "says"),
    ] {
        let motion = Motion::Purpose { purpose: purpose.into(), says, bases };
        let command = ProposalCommand::Propose { proposal: id(1), motion, reason: "needed".into() };
        assert_eq!(world.decide(&by("DP"), command), Err(Refusal::BadField { field: field.into() }));
    }
}

#[test]
fn an_import_is_opened_and_closed_once_with_counts_that_add_up() {
    let mut world = World::of(Mode::Trial);
    let open = || ImportCommand::Open { batch: id(9), file_hash: "h".into() };
    let close = |rows| {
        let counts = BatchCounts { rows, stored: 2, amended: 1, unchanged: 3, rejected: 1 };
        ImportCommand::Close { batch: id(9), counts }
    };
    assert_eq!(world.decide(&bringing("SU"), close(7)), Err(Refusal::NotFound));
    assert_eq!(world.run(&bringing("SU"), open()), Ok(1));
    assert_eq!(world.facts.last().unwrap().envelope.batch, Some(id(9)));
    assert_eq!(world.decide(&bringing("SU"), open()), Err(Refusal::ExistsAlready));
    assert_eq!(world.decide(&bringing("SU"), close(8)), Err(Refusal::BadField { field: "rows".into() }));
    assert_eq!(world.run(&bringing("SU"), close(7)), Ok(1));
    assert_eq!(world.decide(&bringing("SU"), close(7)), Err(Refusal::ExistsAlready));
    assert_eq!(world.decide(&bringing("AY"), open()), Err(Refusal::NotAllowed));
}

#[test]
fn a_register_is_opened_as_it_is_spelt_on_record() {
    let mut world = World::of(Mode::Trial);
    let open = |batch| ImportCommand::Open { batch: id(batch), file_hash: "h".into() };
    let from = |source: &str| Ctx { source: source.into(), ..by("SU") };
    for own in ["desk", "Desk ", "synthetic"] {
        assert_eq!(world.decide(&from(own), open(9)), Err(Refusal::BadField { field: "source".into() }), "{own}");
    }
    assert_eq!(world.run(&from("Town"), open(9)), Ok(1));
    assert_eq!(world.decide(&from("town"), open(8)), Err(Refusal::BadField { field: "source".into() }));
    assert_eq!(world.run(&from("Town"), open(8)), Ok(1));
    assert_eq!(world.instance.register_as_spelt("\u{200f}TOWN "), "Town");
    assert_eq!(world.instance.register_as_spelt("village"), "village");
}

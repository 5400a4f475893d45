//! The reviewed role table, restated by hand from the review and never generated from the code.
//!
//! A cell says what `authorise` must answer: `-` refused; `p` may only propose; `n` allowed, opens no row;
//! `o` people of the grant's office; `c` people of the controller; `e` existence; `a` aggregates; `k` people of the
//! office, and only with a compartment; `s` as `c`, `t` as `a`, both only where all people are synthetic.

use casework::{Action, Refusal, Role, Scope, authorise, shows};
use journal::Mode;
use model::{Class, Compartment, Field, FieldType, Id, Text};

use crate::world::{CONTROLLER, OFFICE, actor, grant, occasion};

const EXPECTED: &str = "
                  AN PE HD CW SU OP FM FC AY PA DP AD
  Ask             n  n  n  n  n  n  n  n  n  n  n  n
  SubmitNeed      n  n  n  n  n  n  -  -  -  -  -  -
  FollowRequest   n  n  c  o  o  -  -  -  -  -  -  -
  Search          -  -  e  c  c  n  -  -  -  -  n  -
  Register        -  n  c  o  o  n  -  -  -  -  -  -
  ReadPersonal    -  n  n  o  o  n  n  n  -  -  -  -
  ReadProtected   -  n  -  k  k  -  -  -  -  -  -  -
  BreakGlass      -  -  -  n  n  -  -  -  -  -  -  -
  WorkCase        -  -  -  o  o  -  -  -  -  -  -  -
  ApprovePlan     -  -  -  p  o  -  -  -  -  -  -  -
  Refer           -  n  n  o  o  -  -  -  -  -  -  -
  OverrideConsent -  -  -  p  n  -  -  -  -  -  -  -
  Merge           -  -  p  p  c  -  -  -  -  -  -  -
  GrantStatus     -  -  -  p  n  -  -  -  -  -  -  -
  EndEntitlement  -  -  -  p  n  -  -  -  -  -  -  -
  Distribute      -  -  -  p  n  n  -  -  -  -  -  -
  KeepDirectory   -  -  p  p  n  n  -  -  -  -  -  -
  PlanPayment     -  -  -  p  -  p  n  -  -  -  -  -
  ReleasePayment  -  -  -  -  -  -  -  n  -  -  -  -
  Campaign        -  -  p  -  n  p  -  -  a  -  -  -
  Simulate        -  -  -  -  a  -  -  -  a  t  -  -
  OpenPersona     -  -  -  -  -  -  -  -  s  s  -  -
  PublishFigure   -  -  -  -  -  -  -  -  p  -  n  -
  WritePack       -  -  -  -  -  -  -  -  n  n  -  -
  InstallPack     -  -  -  -  -  -  -  -  -  p  n  n
  ExportPeople    -  n  -  o  n  n  n  n  -  -  n  -
  GovernPurposes  -  -  -  -  n  -  -  -  -  -  n  -
  ReadJournal     -  n  -  -  n  -  -  -  -  -  n  n
  Erase           -  p  -  -  p  -  -  -  -  -  n  n
  GrantAccounts   -  -  -  -  n  -  -  -  -  -  n  p
  Configure       -  -  -  -  -  -  -  -  -  -  -  n
  Restore         -  -  -  -  -  -  -  -  -  -  n  n
";

const ACTIONS: [Action; 32] = [
    Action::Ask,
    Action::SubmitNeed,
    Action::FollowRequest,
    Action::Search,
    Action::Register,
    Action::ReadPersonal,
    Action::ReadProtected,
    Action::BreakGlass,
    Action::WorkCase,
    Action::ApprovePlan,
    Action::Refer,
    Action::OverrideConsent,
    Action::Merge,
    Action::GrantStatus,
    Action::EndEntitlement,
    Action::Distribute,
    Action::KeepDirectory,
    Action::PlanPayment,
    Action::ReleasePayment,
    Action::Campaign,
    Action::Simulate,
    Action::OpenPersona,
    Action::PublishFigure,
    Action::WritePack,
    Action::InstallPack,
    Action::ExportPeople,
    Action::GovernPurposes,
    Action::ReadJournal,
    Action::Erase,
    Action::GrantAccounts,
    Action::Configure,
    Action::Restore,
];

/// Action, role and what is expected, cell by cell.
fn cells() -> Vec<(Action, &'static str, &'static str)> {
    let mut lines = EXPECTED.lines().filter(|line| !line.trim().is_empty());
    let roles: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let mut cells = Vec::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap();
        let action = ACTIONS.into_iter().find(|action| format!("{action:?}") == name).unwrap();
        let row: Vec<&str> = words.collect();
        assert_eq!(row.len(), roles.len(), "{name}");
        cells.extend(roles.iter().zip(row).map(|(role, cell)| (action, *role, cell)));
    }
    cells
}

fn expected(cell: &str, mode: Mode) -> Result<Scope, Refusal> {
    let controller = || CONTROLLER.to_owned();
    match cell {
        "n" => Ok(Scope::Nothing),
        "c" => Ok(Scope::Controller { controller: controller() }),
        "o" | "k" => Ok(Scope::Offices { controller: controller(), offices: vec![OFFICE.into()] }),
        "e" => Ok(Scope::Existence { controller: controller() }),
        "a" => Ok(Scope::Aggregates { controller: controller() }),
        "s" if mode == Mode::Trial => expected("c", mode),
        "t" if mode == Mode::Trial => expected("a", mode),
        "p" => Err(Refusal::NeedsAnotherPerson),
        "-" | "s" | "t" => Err(Refusal::NotAllowed),
        other => panic!("no such cell: {other}"),
    }
}

#[test]
fn every_role_may_do_what_was_reviewed_and_nothing_else() {
    assert_eq!(cells().len(), ACTIONS.len() * Role::ALL.len());
    for mode in [Mode::Trial, Mode::Live] {
        for (action, role, cell) in cells() {
            let mut held = grant(role);
            if cell == "k" {
                held.compartments = vec![Compartment::Child];
            }
            let answer = authorise(&actor("somebody", vec![held]), action, &occasion(mode));
            assert_eq!(answer, expected(cell, mode), "{action:?} by {role} on {mode:?}");
        }
    }
}

#[test]
fn protected_data_is_refused_without_a_compartment() {
    for role in ["CW", "SU"] {
        let answer = authorise(&actor("somebody", vec![grant(role)]), Action::ReadProtected, &occasion(Mode::Live));
        assert_eq!(answer, Err(Refusal::NotAllowed), "{role}");
    }
}

#[test]
fn a_grant_of_another_controller_or_of_an_unknown_role_gives_nothing() {
    let mut elsewhere = grant("SU");
    elsewhere.controller = "ministry".into();
    for held in [elsewhere, grant("XX"), grant("su"), grant("")] {
        let answer = authorise(&actor("somebody", vec![held]), Action::Search, &occasion(Mode::Live));
        assert_eq!(answer, Err(Refusal::NotAllowed));
    }
}

#[test]
fn nobody_is_authorised_without_a_purpose() {
    let mut occasion = occasion(Mode::Live);
    occasion.purpose = " ";
    let supervisor = actor("somebody", vec![grant("SU")]);
    for action in ACTIONS {
        assert_eq!(authorise(&supervisor, action, &occasion), Err(Refusal::PurposeUnknown));
    }
}

#[test]
fn offices_of_several_grants_add_up_and_the_widest_scope_counts() {
    let at = |role: &str, office: &str| journal::Grant { office: office.into(), ..grant(role) };
    let two = actor("somebody", vec![at("CW", "south"), at("CW", "north"), at("HD", "south")]);
    let offices = Scope::Offices { controller: CONTROLLER.into(), offices: vec!["north".into(), "south".into()] };
    assert_eq!(authorise(&two, Action::ReadPersonal, &occasion(Mode::Live)), Ok(offices));
    let all = Scope::Controller { controller: CONTROLLER.into() };
    assert_eq!(authorise(&two, Action::Search, &occasion(Mode::Live)), Ok(all.clone()));
    assert_eq!(authorise(&two, Action::Register, &occasion(Mode::Live)), Ok(all));
}

#[test]
fn a_protected_field_is_shown_only_in_the_office_where_its_compartment_was_granted() {
    let field = |class| Field {
        name: "child.care".into(),
        ty: FieldType::Bool,
        class,
        label: Text::english("care"),
        question: None,
        relevant: None,
        pack: "core".into(),
        hxl: None,
        facet: false,
    };
    let person = |office: &str| casework::OwnerView::new(Id([1; 16]), CONTROLLER.into(), office.into(), true);
    let opened = journal::Grant { compartments: vec![Compartment::Child], ..grant("CW") };
    let closed = journal::Grant { office: "south".into(), ..grant("CW") };
    let worker = actor("somebody", vec![opened, closed]);
    let shown = |class, office| shows(&worker, &field(class), &person(office), &occasion(Mode::Live));
    assert!(shown(Class::Protected(Compartment::Child), "north"));
    assert!(!shown(Class::Protected(Compartment::Child), "south"));
    assert!(!shown(Class::Protected(Compartment::Health), "north"));
    for class in [Class::Open, Class::Personal, Class::Sealed] {
        assert!(shown(class, "north") && shown(class, "south") && !shown(class, "east"));
    }
}

#[test]
fn an_action_is_noted_by_a_code_that_is_its_own_and_says_nothing_of_anybody() {
    let codes: std::collections::BTreeSet<&str> = ACTIONS.iter().map(|action| action.code()).collect();
    assert_eq!(codes.len(), ACTIONS.len());
    assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    assert_eq!((Action::ReadPersonal.code(), Action::Search.code()), ("read-personal", "search"));
}

#[test]
fn in_one_seat_what_is_held_elsewhere_does_not_count() {
    let at = |role: &str, office: &str| journal::Grant { office: office.into(), ..grant(role) };
    let two = actor("somebody", vec![at("CW", "north"), at("SU", "south")]);
    let seats: Vec<_> = two.seats().into_iter().collect();
    assert_eq!(seats.iter().map(|seat| seat.office.as_str()).collect::<Vec<_>>(), ["north", "south"]);
    let offices = |office: &str| Scope::Offices { controller: CONTROLLER.into(), offices: vec![office.into()] };
    for seat in &seats {
        let seated = two.seated(seat);
        assert_eq!(authorise(&seated, Action::ReadPersonal, &occasion(Mode::Live)), Ok(offices(&seat.office)));
    }
    assert_eq!(
        authorise(&two.seated(&seats[0]), Action::ApprovePlan, &occasion(Mode::Live)),
        Err(Refusal::NeedsAnotherPerson)
    );
}

//! Relevance of a field: what it becomes beside an atom and in a value, and where it is refused.

use packs::Packs;
use rules::Cond;
use rules::expr::{Call, FieldRef, Literal, Rel, Term, Whose};

use super::support::{check_files, load};

const FIELDS: &str = "
job_ends: {type: bool, class: personal, relevant: permit.kind = work}
hours: {type: int, min: 0, class: personal, relevant: permit.kind = work}
deep: {type: bool, class: personal, relevant: own.job_ends}
";

#[track_caller]
fn packs(lines: &str) -> Packs {
    let measure = format!("measure: m\nvalid: [2020-01-01, open]\n{lines}");
    load(&[("fields.yaml", FIELDS), ("measures/m.yaml", &measure)]).unwrap_or_else(|problems| panic!("{problems}"))
}

#[track_caller]
fn lowered(when: &str) -> (Packs, Cond) {
    let packs = packs(&format!("all: [{{id: c, says: s, when: '{when}'}}]"));
    let when = packs.packs[0].measures[0].conditions[1].when.clone();
    (packs, when)
}

fn field(packs: &Packs, whose: Whose, name: &str) -> FieldRef {
    FieldRef { whose, field: packs.schema.field(name).unwrap() }
}

/// `permit.kind = work`, or `!=`.
fn works(packs: &Packs, whose: Whose, rel: Rel) -> Cond {
    let kind = Term::Field(field(packs, whose, "permit.kind"));
    Cond::Compare(rel, kind, Term::Literal(Literal::Code("work".into())))
}

#[test]
fn relevance_stands_before_the_atom_also_under_a_negation() {
    for (when, value) in [("own.job_ends", true), ("not own.job_ends", false)] {
        let (packs, found) = lowered(when);
        let atom = Cond::Is { field: field(&packs, Whose::Subject, "own.job_ends"), value };
        assert_eq!(found, Cond::And(vec![works(&packs, Whose::Subject, Rel::Eq), atom]));
    }
}

#[test]
fn the_relevance_of_the_heads_field_is_about_the_head() {
    let (packs, found) = lowered("head.own.job_ends");
    let atom = Cond::Is { field: field(&packs, Whose::Head, "own.job_ends"), value: true };
    assert_eq!(found, Cond::And(vec![works(&packs, Whose::Head, Rel::Eq), atom]));
}

#[test]
fn a_chain_of_relevance_is_followed_to_its_end() {
    let (packs, found) = lowered("own.deep");
    let is = |name| Cond::Is { field: field(&packs, Whose::Subject, name), value: true };
    let inner = Cond::And(vec![works(&packs, Whose::Subject, Rel::Eq), is("own.job_ends")]);
    assert_eq!(found, Cond::And(vec![inner, is("own.deep")]));
}

#[test]
fn not_applicable_is_the_complement_of_relevance_or_recorded_as_such() {
    let (packs, found) = lowered("own.job_ends is not applicable");
    let kind = field(&packs, Whose::Subject, "permit.kind");
    let complement =
        Cond::Or(vec![works(&packs, Whose::Subject, Rel::Ne), Cond::Applicable { field: kind, negated: true }]);
    let asked = Cond::Applicable { field: field(&packs, Whose::Subject, "own.job_ends"), negated: true };
    assert_eq!(found, Cond::Or(vec![complement, asked]));
}

#[test]
fn in_a_value_and_over_members_the_field_stands_behind_its_relevance() {
    let (packs, found) = lowered("household.sum(own.hours) > 10");
    let hours = Term::Field(field(&packs, Whose::Subject, "own.hours"));
    let guarded = Term::Guarded(Box::new(works(&packs, Whose::Subject, Rel::Eq)), Box::new(hours));
    let sum = Term::Call(Call::Sum(Box::new(guarded)));
    assert_eq!(found, Cond::Compare(Rel::Gt, sum, Term::Literal(Literal::Int(10))));
}

#[test]
fn two_fields_of_one_relevance_are_guarded_once() {
    let (packs, found) = lowered("own.hours > own.hours - 1");
    let Cond::And(parts) = found else { panic!("no guard") };
    assert_eq!((parts.len(), &parts[0]), (2, &works(&packs, Whose::Subject, Rel::Eq)));
}

#[test]
fn what_must_not_be_used_cannot_be_read_by_way_of_relevance() {
    let measure = |when: &str, glob: &str| {
        format!(
            "measure: m\nvalid: [2020-01-01, open]\nmust_not_use: [{glob}]\nall: [{{id: c, says: s, when: {when}}}]"
        )
    };
    let check = |when: &str, glob: &str, expected: &[&str]| {
        check_files(&[("fields.yaml", FIELDS), ("measures/m.yaml", &measure(when, glob))], expected);
    };
    check("$own.job_ends", "permit.*", &["forbidden-field"]);
    check("$own.deep", "permit.*", &["forbidden-field"]);
    check("household.any($own.deep)", "permit.*", &["forbidden-field"]);
    check("own.deep", "application.*", &[]);
}

#[test]
fn relevance_that_depends_on_itself_is_refused() {
    let fields = "a: {type: bool, class: open, relevant: $own.b}\nb: {type: bool, class: open, relevant: not own.a}";
    check_files(&[("fields.yaml", fields)], &["relevance-cycle"]);
}

#[test]
fn relevance_is_about_one_person() {
    let field = |relevant: &str| format!("a: {{type: bool, class: open, relevant: '{relevant}'}}");
    let check = |relevant: &str, expected: &[&str]| check_files(&[("fields.yaml", &field(relevant))], expected);
    check("age(birth_date) < 18", &[]);
    check("$household.size > 1", &["relevance"]);
    check("$household.any(in_country)", &["relevance"]);
    check("$head.in_country", &["relevance"]);
    check("$param(p) > 1", &["relevance"]);
    check("$nowhere = 1", &["unknown-name"]);
    check("in_country and$", &["syntax"]);
}

#[test]
fn relevance_that_would_grow_without_end_is_refused() {
    let link = |n: usize| {
        let before = format!("own.f{}", n.saturating_sub(1));
        let (relevant, mark) = match n {
            0 => ("in_country".to_owned(), ""),
            // Each link holds the one before twice; the seventh passes the limit, and the eighth reads it without.
            _ => (format!("{before} and not {before}"), if n == 6 { "$" } else { "" }),
        };
        format!("f{n}: {{type: bool, class: open, relevant: {mark}{relevant}}}\n")
    };
    let fields: String = (0..7).map(link).collect();
    check_files(&[("fields.yaml", &fields)], &["relevance-size"]);
}

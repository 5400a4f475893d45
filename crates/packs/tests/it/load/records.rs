//! Measures over the records of a person: what is read, and what is refused with its place.

use super::support::{check_files, load};

const COURSE: &str = "kind: course\ntitle: {en: Course}\nabout: person\nwork: case\nname: '{subject}'\n\
                      fields:\n  subject: {type: code, codes: [language, skill], class: personal}\n  \
                      hours: {type: int, min: 0, class: personal}\n  fee: {type: money, currency: EUR, class: personal}\n  \
                      from: [date, personal]\n  place: [text, sealed]\n  passed: [bool, personal]\n";
const LODGING: &str = "kind: lodging\ntitle: {en: Lodging}\nabout: person\nwork: place\nname: '{from}'\nlist: open\n\
                       fields:\n  from: [date, personal]\n";
const CHECKUP: &str = "kind: checkup\ntitle: {en: Check-up}\nabout: person\nwork: case\nname: check-up\n\
                       compartment: health\nfields:\n  on_day: [date, protected, health]\n";

fn files(measure: &str) -> Vec<(&'static str, String)> {
    let measure = format!("measure: m\nvalid: [2020-01-01, open]\n{measure}");
    let kinds = [("kinds/course.yaml", COURSE), ("kinds/lodging.yaml", LODGING), ("kinds/checkup.yaml", CHECKUP)];
    let kinds = kinds.map(|(path, text)| (path, text.to_owned()));
    kinds.into_iter().chain([("measures/m.yaml", measure)]).collect()
}

#[track_caller]
fn check_measure(measure: &str, codes: &[&str]) {
    let files = files(measure);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    check_files(&files, codes);
}

/// A measure of one condition.
#[track_caller]
fn check(when: &str, codes: &[&str]) {
    check_measure(&format!("all: [{{id: c, says: s, when: \"{when}\"}}]"), codes);
}

#[test]
fn a_function_over_records_reads_the_record_at_hand_and_the_person_whose_it_is() {
    for when in [
        "course.any(course.from <= on)",
        "not course.any(course.subject = language and course.hours >= 10)",
        "course.all(course.passed)",
        "course.count(course.passed and age(birth_date, course.from) >= 18) >= 2",
        "course.sum(course.hours) between 10 and 20",
        "course.min(course.from) < on",
        "course.max(course.fee) <= 20 EUR",
        "course.any(course.closed_on is not applicable and course.opened_on <= on)",
        "course.any(head.work.lost_income)",
        "household.any(course.any(course.passed))",
        "household.count(course.count(course.passed) > 1) > 1",
        "lodging.any(lodging.from <= on) or not lodging.complete",
        "checkup.any(checkup.on_day <= on)",
    ] {
        check(when, &[]);
    }
    check_measure(
        "all: [{id: c, says: s, when: in_country}]\n\
         computes:\n  hours: {type: int, value: course.sum(course.hours)}\n  \
         fee: {type: money, value: 'course.sum(round(course.fee, 1 EUR, round: down))'}",
        &[],
    );
}

#[test]
fn a_field_of_a_record_is_read_where_one_is_at_hand_and_nowhere_else() {
    check("$course.from <= on", &["aggregate"]);
    check("course.any($lodging.from <= on)", &["aggregate"]);
    check("course.any($course.until <= on)", &["unknown-name"]);
    check("$course.since <= on", &["unknown-name"]);
    check("course.any($course.place is applicable)", &["sealed-field"]);
    check("$course.complete", &["unknown-name"]);
    check_measure(
        "all: [{id: c, says: s, when: true}]\ncomputes: {day: {type: date, value: $course.from}}",
        &["aggregate"],
    );
}

#[test]
fn aggregates_stand_in_each_other_only_where_that_means_something() {
    check("course.any($course.count(course.passed) > 1)", &["aggregate"]);
    check("course.any($lodging.any(lodging.from <= on))", &["aggregate"]);
    check("course.any($household.any(in_country))", &["aggregate"]);
    check("course.count(course.hours > $household.size) > 0", &["aggregate"]);
    check("$any(course.passed)", &["aggregate"]);
}

#[test]
fn what_is_asked_of_records_has_a_name_a_kind_and_a_type() {
    check("$curse.any(on >= 2020-01-01)", &["unknown-kind"]);
    check("$course.most(course.hours) > 1", &["unknown-name"]);
    check("$course.any(course.passed) > 1", &["type"]);
    check("$course.count(course.passed)", &["type"]);
    check("$course.sum(course.from) > 1", &["type"]);
    check("course.sum($course.subject) > 1", &["type"]);
    check("$course.any(course.passed, course.passed)", &["arguments"]);
    check("$course.any()", &["arguments"]);
}

#[test]
fn what_may_not_be_used_may_not_be_counted_either() {
    let measure = |glob: &str, when: &str| format!("all: [{{id: c, says: s, when: '{when}'}}]\nmust_not_use: [{glob}]");
    for glob in ["checkup", "checkup.*"] {
        check_measure(&measure(glob, "$checkup.any(true)"), &["forbidden-field"]);
    }
    check_measure(&measure("course.fee", "course.any($course.fee > 1 EUR)"), &["forbidden-field"]);
    check_measure(&measure("course.fee", "course.any(course.passed)"), &[]);
    check_measure(&measure("lodging.complete", "$lodging.complete"), &["forbidden-field"]);
    check_measure(&measure("$curse", "course.any(true)"), &["unknown-name"]);
    check_measure(&measure("$course.since", "course.any(true)"), &["unknown-name"]);
}

#[test]
fn relevance_and_pathways_read_no_records() {
    let files = [
        ("kinds/course.yaml", COURSE),
        ("fields.yaml", "asked: {type: bool, class: personal, relevant: '$course.any(course.passed)'}"),
    ];
    check_files(&files, &["relevance"]);
}

#[test]
fn what_every_kind_has_no_kind_declares() {
    for word in ["opened_on", "closed_on"] {
        let kind = COURSE.replace("  passed:", &format!("  ${word}: [bool, personal]\n  passed:"));
        check_files(&[("kinds/course.yaml", &kind)], &["kind-name"]);
    }
    let complete = |kind: &str| format!("{kind}  $complete: [bool, personal]\n");
    check_files(&[("kinds/lodging.yaml", &complete(LODGING))], &["kind-name"]);
    check_files(&[("kinds/course.yaml", &complete(COURSE).replace('$', ""))], &[]);
    check_files(&[("kinds/lodging.yaml", &LODGING.replace("open", "$ajar"))], &["unknown-word"]);
}

#[test]
fn of_a_kind_of_which_others_may_keep_records_it_is_said_whether_those_listed_are_all() {
    let files = [("kinds/course.yaml", COURSE), ("kinds/lodging.yaml", LODGING), ("kinds/checkup.yaml", CHECKUP)];
    let schema = load(&files).unwrap().schema;
    let named = |kind: &str| schema.field(&format!("{kind}.complete"));
    assert_eq!((named("course"), named("checkup")), (None, None));
    assert_eq!(named("lodging"), schema.complete_field(schema.kind_id("lodging").unwrap()));
    assert_eq!(schema.get(named("lodging").unwrap()).unwrap().class, model::Class::Personal);
    let open = load(&[("kinds/checkup.yaml", &CHECKUP.replace("fields:", "list: open\nfields:"))]).unwrap().schema;
    let complete = open.get(open.field("checkup.complete").unwrap()).unwrap();
    assert_eq!(complete.class, model::Class::Protected(model::Compartment::Health));
}

//! Kinds of record: what a pack may declare, and what is refused with its place.

use model::{
    About, Class, Compartment, FieldKey, FieldState, FieldType, KindDay, KindLink, KindWork, NamePart, TakenUnits,
    UniqueBy, Value,
};

use super::support::{check_files, load};

const LODGING: &str = "kind: lodging\ntitle: {en: Lodging}\nabout: person\nwork: place\nname: '{from} to {until}'\n\
                       fields:\n  from: [date, personal]\n  until: [date, personal]\n";

#[track_caller]
fn check(kind: &str, expected: &[&str]) {
    check_files(&[("kinds/lodging.yaml", kind)], expected);
}

/// The kind above with one line in the place of another.
#[track_caller]
fn instead(line: &str, other: &str, expected: &[&str]) {
    assert!(LODGING.contains(line), "{line}");
    check(&LODGING.replace(line, other), expected);
}

#[test]
fn a_kind_has_its_fields_under_its_name_and_no_form_of_people_meets_them() {
    let more = "unique: [subject]\n";
    let schema = load(&[("kinds/lodging.yaml", &format!("{LODGING}{more}"))]).unwrap().schema;
    let kind = schema.kind("lodging").unwrap();
    assert_eq!((kind.work, kind.pack.as_str()), (KindWork::Place, "t"));
    assert_eq!(kind.unique, Some(UniqueBy::default()));
    let words = |words: &str| NamePart::Words(words.into());
    assert_eq!(kind.naming, [NamePart::Field(0), words(" to "), NamePart::Field(1)]);
    let from = kind.field("lodging.from").unwrap();
    assert_eq!((from.ty, from.class), (FieldType::Date, Class::Personal));
    let day = FieldState::Known(Value::Date("2020-04-01".parse().unwrap()));
    assert_eq!(schema.read_as(from.ty, "2020-04-01"), Ok(day));
    assert_eq!(schema.field("lodging.from"), None);
    assert_eq!(schema.named(FieldKey::of("lodging.from")), Some("lodging.from"));
}

#[test]
fn the_core_pack_brings_conversations_and_papers() {
    let schema = load(&[]).unwrap().schema;
    for (kind, field) in [("conversation", "conversation.said"), ("paper", "paper.number")] {
        let kind = schema.kind(kind).unwrap();
        assert_eq!(kind.field(field).unwrap().class, Class::Sealed, "{field}");
        for lang in ["en", "fr", "es", "ar"] {
            let lang = model::Lang(lang.into());
            let told = kind.fields.iter().filter_map(|field| field.question.as_ref()?.in_lang(&lang));
            assert_eq!(told.count(), kind.fields.len(), "{} in {lang:?}", kind.name);
        }
    }
}

#[test]
fn a_kind_says_what_it_is_whose_and_who_works_on_it() {
    check(LODGING, &[]);
    for (line, code) in [
        ("about: person", "missing-key"),
        ("work: place", "missing-key"),
        ("name: '{from} to {until}'", "missing-key"),
        ("title: {en: Lodging}", "missing-key"),
    ] {
        let kind = LODGING.replace(&format!("{line}\n"), "").replacen("kind:", "$kind:", 1);
        check(&kind, &[code]);
    }
    instead("about: person", "about: $family", &["unknown-word"]);
    instead("about: person", "about: household", &[]);
    instead("work: place", "work: $everything", &["unknown-word"]);
    instead("work: place", "work: place\n$pathway: lodging", &["unknown-key"]);
    instead("work: place", "work: place\nunique: [$facility]", &["unique-unknown"]);
    instead("work: place", "work: place\ncompartment: $secret", &["unknown-word"]);
    instead("work: place", "work: place\ncompartment: null", &[]);
}

#[test]
fn no_kind_is_called_like_anything_else() {
    for (name, code) in [
        ("stay", "kind-name"),
        ("permit", "kind-name"),
        ("case", "kind-name"),
        ("household", "kind-name"),
        ("person", "kind-name"),
        ("param", "kind-name"),
        ("Lodging", "kind-name"),
        ("lodging.night", "kind-name"),
        ("conversation", "kind-name"),
    ] {
        let kind = LODGING.replace("kind: lodging", &format!("kind: ${name}"));
        check_files(&[(&format!("kinds/{name}.yaml"), &kind)], &[code]);
    }
    check_files(
        &[("kinds/lodging.yaml", LODGING), ("kinds/other.yaml", &LODGING.replacen("lodging", "$$lodging", 1))],
        &["file-name", "kind-name"],
    );
}

#[test]
fn what_is_said_of_fields_of_people_alone_is_refused_of_a_records() {
    for said in ["relevant: in_country", "was: [lodging.since]", "asked_of: office", "derived_from: [sex]"] {
        let field = format!("  $from: {{type: date, class: personal, {said}}}");
        instead("  from: [date, personal]", &field, &["unknown-key"]);
    }
    instead("  from: [date, personal]", "  from: [date, personal]\n  $Since: [date, personal]", &["name"]);
}

#[test]
fn lists_are_narrowed_by_what_has_few_values_and_lies_in_the_open() {
    let from = "  from: [date, personal]";
    let with = |field: &str| format!("{from}\n  {field}");
    instead(from, &with("shared: {type: bool, class: personal, facet: true}"), &[]);
    instead(from, &with("how: {type: code, class: open, codes: [paid, free], facet: true}"), &[]);
    instead(from, &with("$seen: {type: date, class: personal, facet: true}"), &["type"]);
    instead(from, &with("$safe: {type: bool, class: sealed, facet: true}"), &["facet-in-compartment"]);
    let walled = "$safe: {type: bool, class: protected, compartment: child, facet: true}";
    instead(from, &with(walled), &["facet-in-compartment"]);
}

#[test]
fn a_day_says_whether_it_can_lie_ahead_and_before_what_it_cannot_lie() {
    let until = "  until: [date, personal]";
    let with = |said: &str| format!("  until: {{type: date, class: personal, {said}}}");
    let kind = LODGING.replace(until, &with("past: true, not_before: from"));
    let schema = load(&[("kinds/lodging.yaml", &kind)]).unwrap().schema;
    let until_says = KindDay { field: "lodging.until".into(), past: true, not_before: Some("lodging.from".into()) };
    assert_eq!(schema.kind("lodging").unwrap().dated, [until_says]);
    instead(until, &with("past: $often"), &["type"]);
    instead(until, &with("not_before: $first"), &["unknown-name"]);
    instead(until, &with("not_before: $until"), &["unknown-name"]);
    instead(until, "  nights: {type: int, class: personal, past: $true}\n  until: [date, personal]", &["type"]);
    instead(until, &format!("{until}\n  nights: [int, personal]"), &[]);
    let others = format!("  nights: [int, personal]\n{}", with("not_before: $nights"));
    instead(until, &others, &["unknown-name"]);
}

#[test]
fn a_day_of_a_person_says_nothing_of_it() {
    let fields = "moved_on: {type: date, class: personal, $past: true}\n";
    check_files(&[("fields.yaml", fields)], &["unknown-key"]);
}

#[test]
fn behind_a_wall_lies_all_of_a_kind_or_nothing() {
    let walled = LODGING.replace("work: place", "work: case\ncompartment: gbv");
    let protected = walled.replace("personal]", "protected, gbv]");
    let schema = load(&[("kinds/lodging.yaml", &protected)]).unwrap().schema;
    assert_eq!(schema.kind("lodging").unwrap().compartment, Some(Compartment::Gbv));
    let until =
        |class: &str| protected.replacen("until: [date, protected, gbv]", &format!("$until: [date, {class}]"), 1);
    let unnamed = |kind: String| kind.replace(" to {until}", "");
    check(&unnamed(until("personal")), &["class-lowered"]);
    check(&unnamed(until("sealed")), &["class-lowered"]);
    check(&unnamed(until("protected, child")), &["compartment-lowered"]);
}

#[test]
fn the_name_of_a_record_tells_nothing_that_it_seals() {
    instead("name: '{from} to {until}'", "name: ${since}", &["wrong-shape"]);
    instead("name: '{from} to {until}'", "name: $'{since}'", &["unknown-name"]);
    instead("name: '{from} to {until}'", "name: $'{from'", &["name"]);
    for class in ["sealed", "protected, child"] {
        let kind = LODGING.replace("until: [date, personal]", &format!("until: [date, {class}]"));
        check(&kind.replace("name: '", "name: $'"), &["name-leaks"]);
    }
}

/// A pack that says how long is kept must not read as one by which something is kept so long.
#[test]
fn what_nothing_goes_by_is_warned_of() {
    let idle = format!("{LODGING}keep: {{months: 24}}\n");
    let packs = load(&[("kinds/lodging.yaml", &idle)]).unwrap();
    assert_eq!(packs.warnings.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["idle-key"]);
    assert!(load(&[("kinds/lodging.yaml", LODGING)]).unwrap().warnings.is_empty());
}

#[test]
fn what_goes_on_purpose_is_named_whole_and_is_not_declared() {
    const HEAD: &str = "pack: t\nversion: 1.0.0\ntitle: {en: T}\npurpose: p\n";
    let check = |retired: &str, codes: &[&str]| {
        let manifest = format!("{HEAD}retired: [{retired}]\n");
        check_files(&[("pack.yaml", &manifest), ("kinds/lodging.yaml", LODGING)], codes);
    };
    check("stay, stay.from, lodging.reason", &[]);
    check("$lodging", &["retired"]);
    check("$lodging.from, lodging.reason", &["retired"]);
    check("$conversation", &["retired"]);
    check("$Stay, $stay.from.day", &["name", "name"]);
    let manifest = format!("{HEAD}retired: [stay, lodging.reason]\n");
    let schema = load(&[("pack.yaml", &manifest), ("kinds/lodging.yaml", LODGING)]).unwrap().schema;
    let retired = ["stay", "lodging.reason", "lodging", "lodging.from"].map(|name| schema.is_retired(name));
    assert_eq!(retired, [true, true, false, false]);
}

const INN: &str = "kind: inn\ntitle: {en: Inn}\nabout: itself\nwork: place\nname: '{called}'\n\
                   fields:\n  called: [text, open]\n  beds: [int, open]\n";
const NIGHT: &str = "kind: night\ntitle: {en: Night}\nabout: person\nwork: case\nname: '{inn}, {from}'\n\
                     unique: [subject, inn]\nfields:\n  from: [date, personal]\n  until: [date, personal]\n  \
                     people: [int, personal]\nlinks:\n  inn: {to: inn, must: true}\n\
                     takes: {from: inn, limit: beds, units: people, nights: [from, until], hold: 48 hours}\n";

/// The two kinds above with one line of the second in the place of another.
#[track_caller]
fn nights(line: &str, other: &str, expected: &[&str]) {
    assert!(NIGHT.contains(line), "{line}");
    check_files(&[("kinds/inn.yaml", INN), ("kinds/night.yaml", &NIGHT.replace(line, other))], expected);
}

#[test]
fn a_kind_leads_to_another_and_takes_of_what_that_has_few_of() {
    let schema = load(&[("kinds/inn.yaml", INN), ("kinds/night.yaml", NIGHT)]).unwrap().schema;
    let (inn, night) = (schema.kind("inn").unwrap(), schema.kind("night").unwrap());
    assert_eq!((inn.about, night.about), (About::Itself, About::Person));
    assert_eq!(night.links, [KindLink { field: "night.inn".into(), to: "inn".into(), must: true }]);
    let inn = night.field("night.inn").unwrap();
    assert_eq!((inn.ty, inn.class), (FieldType::Record, Class::Personal));
    assert_eq!(night.unique, Some(UniqueBy { links: vec!["night.inn".into()] }));
    let takes = night.takes.as_ref().unwrap();
    assert_eq!((takes.link.as_str(), takes.limit.as_str(), takes.hold_hours), ("night.inn", "inn.beds", Some(48)));
    assert_eq!(takes.units, TakenUnits::Field("night.people".into()));
    assert_eq!(takes.nights, Some(("night.from".into(), "night.until".into())));
}

#[test]
fn a_link_leads_to_a_kind_that_owns_itself_and_never_behind_a_wall_from_outside() {
    nights("to: inn", "to: inn", &[]);
    nights("links:\n  inn: {to: inn", "links:\n  $inn: {to: paper", &["unknown-kind"]);
    nights("links:\n  inn: {to: inn", "links:\n  $inn: {to: hotel", &["unknown-kind"]);
    let walled = INN
        .replace("work: place", "work: directory\ncompartment: gbv")
        .replace("[text, open]", "[text, protected, gbv]")
        .replace("[int, open]", "[int, protected, gbv]");
    let files =
        [("kinds/inn.yaml", walled.as_str()), ("kinds/night.yaml", &NIGHT.replace("inn: {to: inn", "$inn: {to: inn"))];
    check_files(&files, &["link-compartment"]);
}

#[test]
fn what_is_taken_is_a_whole_number_of_what_a_link_leads_to() {
    nights("takes: {from: inn", "takes: ${from: house", &["takes-limit"]);
    nights("takes: {from: inn, limit: beds", "takes: ${from: inn, limit: rooms", &["takes-limit"]);
    nights("takes: {from: inn, limit: beds", "takes: ${from: inn, limit: called", &["takes-limit"]);
    nights("units: people", "units: $from", &["type"]);
    nights("units: people", "units: $0", &["range"]);
    nights("units: people", "units: $guests", &["unknown-name"]);
    nights("nights: [from, until]", "nights: $[from]", &["wrong-shape"]);
    nights("nights: [from, until]", "nights: $[from, people]", &["type"]);
    nights("hold: 48 hours", "hold: $2 days", &["type"]);
    nights("takes: {from: inn", "takes: ${fill: [arrive], from: inn", &["takes-item"]);
    nights("unique: [subject, inn]", "unique: [subject, $from]", &["unique-unknown"]);
    nights("unique: [subject, inn]", "unique: $[inn]", &["unique-unknown"]);
}

#[test]
fn what_a_household_has_lies_behind_no_wall_and_its_cases_read_nothing_of_a_person() {
    let shared = LODGING.replace("about: person", "about: household");
    assert_eq!(
        load(&[("kinds/lodging.yaml", &shared)]).unwrap().schema.kind("lodging").unwrap().about,
        About::Household
    );
    let walled =
        shared.replace("work: place", "work: place\ncompartment: $gbv").replace("personal]", "protected, gbv]");
    let marked = walled.replace("  from:", "  $from:").replace("  until:", "  $until:");
    check(&marked, &["household-in-compartment"; 3]);
    let one = shared.replace("until: [date, personal]", "until: [date, protected, child]").replace(" to {until}", "");
    check(&one.replace("  until:", "  $until:"), &["household-in-compartment"]);
    let pathway = |reads: &str, sets: &str| {
        format!(
            "pathway: stay\nof: lodging\nlaw: Act 1\nsees: {{scope: office}}\nby: [CW]\nopens: {{by: [CW], if: '{reads}'}}\n\
             stages: [{{id: s, tasks: [{{id: t, due: 5 days}}]{sets}}}]\nends: {{over: {{if: case.s.left}}}}\n"
        )
    };
    let tried = |kind: &str, pathway: &str, codes: &[&str]| {
        check_files(&[("kinds/lodging.yaml", kind), ("pathways/stay.yaml", pathway)], codes);
    };
    tried(&shared, &pathway("lodging.from >= 2020-01-01", ""), &[]);
    tried(LODGING, &pathway("birth_date < 2010-01-01", ""), &[]);
    tried(&shared, &format!("${}", pathway("birth_date < 2010-01-01", "")), &["not-a-persons"]);
}

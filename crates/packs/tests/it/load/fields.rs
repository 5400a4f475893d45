//! Fields and code lists that a pack brings, and the prefix they stand under.

use model::{Class, Compartment, FieldKey, FieldType};

use super::support::{check_files, load};

#[track_caller]
fn check(fields: &str, expected: &[&str]) {
    check_files(&[("fields.yaml", fields)], expected);
}

#[test]
fn a_packs_fields_stand_under_its_prefix() {
    let schema = load(&[("fields.yaml", "left: [bool, personal]\nkind: {type: code, class: open, codes: [a, b]}")]);
    let schema = schema.unwrap().schema;
    let left = schema.get(schema.field("own.left").unwrap()).unwrap();
    assert_eq!((left.class, left.ty, left.pack.as_str()), (Class::Personal, FieldType::Bool, "t"));
    assert_eq!(left.label.in_lang(&model::Lang::en()), Some("left"));
    let kind = schema.field("own.kind").unwrap();
    assert!(schema.value(kind, "a").is_ok() && schema.value(kind, "c").is_err());
}

#[test]
fn a_field_has_a_type_and_a_class() {
    check("a: [bool, personal]", &[]);
    check("a: [$boolean, personal]", &["unknown-word"]);
    check("a: [bool, $secret]", &["unknown-word"]);
    check("$a: [bool]", &["wrong-shape"]);
    check("a: ${type: bool}", &["missing-key"]);
    check("a: ${class: open}", &["missing-key"]);
    check("a: {type: bool, class: open, $labels: x}", &["unknown-key"]);
    check("a: [bool, personal, $x]", &["wrong-shape"]);
}

#[test]
fn a_protected_field_names_its_compartment() {
    check("$a: [bool, protected]", &["compartment"]);
    check("a: [bool, protected, $secret]", &["unknown-word"]);
    check("a: ${type: bool, class: protected}", &["compartment"]);
    let schema = load(&[("fields.yaml", "a: [bool, protected, asylum]")]).unwrap().schema;
    assert_eq!(schema.get(schema.field("own.a").unwrap()).unwrap().class, Class::Protected(Compartment::Asylum));
}

#[test]
fn a_code_needs_a_list() {
    check("$a: [code, personal]", &["missing-key"]);
    check("a: {type: code, class: open, list: $nowhere}", &["unknown-name"]);
    check("a: {type: code, class: open, list: countries}", &[]);
    check("a: {type: codes, class: open, list: languages}", &[]);
}

#[test]
fn a_decimal_says_its_places_and_money_its_currency() {
    check("a: [decimal, personal, 2]\nb: [money, personal, JOD]", &[]);
    check("a: {type: decimal, class: open, places: 2, min: 0, max: 1.25}", &[]);
    check("a: {type: money, class: open, currency: XOF, min: 0 XOF, max: 350 XOF}", &[]);
    check("$a: [decimal, personal]", &["missing-key"]);
    check("$a: [money, personal]", &["missing-key"]);
    check("a: ${type: decimal, class: open}", &["missing-key"]);
    check("a: ${type: money, class: open}", &["missing-key"]);
    for places in ["0", "5", "-1", "two"] {
        check(&format!("a: [decimal, personal, ${places}]"), &["type"]);
    }
    check("a: [money, personal, $JOR]", &["unknown-currency"]);
    check("a: [money, personal, JOD, $x]", &["wrong-shape"]);
}

#[test]
fn the_least_and_the_most_of_a_field_are_values_of_it() {
    check("a: {type: int, class: open, min: 1, max: 1}", &[]);
    check("a: {type: int, class: open, min: 2, max: $1}", &["range"]);
    check("a: {type: int, class: open, min: $1.5}", &["type"]);
    check("a: {type: decimal, class: open, places: 1, max: $0.25}", &["type"]);
    check("a: {type: money, class: open, currency: XOF, min: $0}", &["type"]);
    check("a: {type: money, class: open, currency: XOF, max: $350.50 XOF}", &["type"]);
    check("a: {type: money, class: open, currency: XOF, max: $350 EUR}", &["type"]);
}

#[test]
fn a_field_says_who_is_asked_for_it() {
    check("a: {type: bool, class: open, asked_of: person}", &[]);
    check("a: {type: bool, class: open, asked_of: $nobody}", &["unknown-word"]);
    let fields = "a: {type: bool, class: open, asked_of: office}\nb: [bool, open]";
    let schema = load(&[("fields.yaml", fields)]).unwrap().schema;
    let for_office = ["own.a", "own.b"].map(|name| schema.is_for_office(schema.field(name).unwrap()));
    assert_eq!(for_office, [true, false]);
}

#[test]
fn what_says_nothing_of_a_type_is_refused() {
    check("a: {type: date, class: open, min: $0}", &["unknown-key"]);
    check("a: {type: int, class: open, places: $2}", &["unknown-key"]);
    check("a: {type: decimal, class: open, places: 2, currency: $JOD}", &["unknown-key"]);
    check("a: {type: code, class: open, codes: [b], max: $1}", &["unknown-key"]);
}

#[test]
fn names_are_words_of_their_own() {
    check("$a-b: [bool, open]", &["name"]);
    check("$a.b: [bool, open]", &["name"]);
    check("$Left: [bool, open]", &["name"]);
    check_files(
        &[
            ("fields.yaml", "a: [bool, open]"),
            (
                "measures/m.yaml",
                "{measure: m, valid: [2020-01-01, open], all: [{id: c, says: s, when: own.a}], fields: {$a: [bool, open]}}",
            ),
        ],
        &["duplicate-field"],
    );
}

#[test]
fn a_code_named_like_a_field_is_refused() {
    check("$a: [code, open, [sex, other]]", &["code-named-like-field"]);
    check_files(&[("lists/l.yaml", "$l: {codes: {country: x}}")], &["code-named-like-field"]);
}

#[test]
fn code_lists_list_their_codes_or_have_a_shape() {
    let check = |text: &str, expected: &[&str]| check_files(&[("lists/l.yaml", text)], expected);
    check("l: {codes: [a, b]}", &[]);
    check("l: {codes: {a: A, b: {en: B}}, unknown: [b]}", &[]);
    check("l: ${}", &["missing-key"]);
    check("l: {codes: [a], unknown: [$b]}", &["unknown-code"]);
    check("$sex: {codes: [a]}", &["duplicate-list"]);
    check("l: {shape: ${alphabet: digits, length: [1, 4]}, codes: {12345: x}}", &["shape"]);
    check("l: {shape: {alphabet: digits, length: $$4}}", &["wrong-shape", "type"]);
}

#[test]
fn a_renamed_field_is_found_by_the_keys_of_its_former_names() {
    let was = "left_job: {type: bool, class: personal, was: [own.withdrew, older_prefix.quit]}";
    let schema = load(&[("fields.yaml", was)]).unwrap().schema;
    let left = schema.field("own.left_job");
    assert!(left.is_some());
    for name in ["own.left_job", "own.withdrew", "older_prefix.quit"] {
        assert_eq!(schema.keyed(FieldKey::of(name)), left, "{name}");
    }
    assert_eq!(schema.field("own.withdrew"), None, "measures name it as it is called today");
    check_files(
        &[(
            "measures/m.yaml",
            "{measure: m, valid: [2020-01-01, open], all: [{id: c, says: s, when: own.a}], \
             fields: {a: {type: bool, class: open, was: [own.z]}}}",
        )],
        &[],
    );
}

#[test]
fn a_former_name_is_no_other_fields_and_was_none() {
    let was = |names: &str| format!("a: {{type: bool, class: open, was: [{names}]}}\nb: [bool, open]");
    check(&was("own.c, own.d"), &[]);
    check(&was("$own.b"), &["former-name"]);
    check(&was("$own.a"), &["former-name"]);
    check(&was("own.c, $own.c"), &["former-name"]);
    check(&format!("{}\nd: {{type: bool, class: open, was: [$own.c]}}", was("own.c")), &["former-name"]);
    // What stands later in another file is no less a field of today.
    check_files(
        &[
            ("fields.yaml", "a: {type: bool, class: open, was: [$own.c]}"),
            (
                "measures/m.yaml",
                "{measure: m, valid: [2020-01-01, open], all: [{id: c, says: s, when: own.a}], fields: {c: [bool, open]}}",
            ),
        ],
        &["former-name"],
    );
}

#[test]
fn a_former_name_is_whole_and_stands_under_no_other_packs_words() {
    let was = |names: &str| format!("a: {{type: bool, class: open, was: [{names}]}}");
    check(&was("$c"), &["name"]);
    check(&was("$own.C"), &["name"]);
    check(&was("$own..c"), &["name"]);
    check(&was("$birth_date"), &["name"]);
    check(&was("$work.sector"), &["former-name"]);
    check(&was("$work.sector_once"), &["prefix"]);
    check("a: {type: bool, class: open, was: ${x: y}}", &["wrong-shape"]);
}

#[test]
fn a_prefix_belongs_to_one_pack_and_is_no_word_of_the_language() {
    let manifest = |prefix: &str| format!("{{pack: t, version: 0.1.0, title: T, purpose: test, prefix: {prefix}}}");
    let check = |prefix: &str, field: &str, expected: &[&str]| {
        check_files(&[("pack.yaml", &manifest(prefix)), ("fields.yaml", field)], expected);
    };
    check("a_b", "a: [bool, open]", &[]);
    check("$a-b", "a: [bool, open]", &["prefix"]);
    check("$household", "a: [bool, open]", &["prefix"]);
    check("work", "$a: [bool, open]", &["prefix"]);
    check_files(
        &[("pack.yaml", "{pack: t, version: 0.1.0, title: T, purpose: test}"), ("fields.yaml", "$a: [bool, open]")],
        &["prefix"],
    );
}

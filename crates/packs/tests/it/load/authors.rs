//! What authors of packs tripped over: each message says the thing itself, once, at its place.

use super::support::{check_files, load};

const ONE: &str = "measure: m\nvalid: [2020-01-01, open]\nall:\n";

/// The problems of a measure of these lines, as an author reads them without the place.
#[track_caller]
fn problems(lines: &str) -> Vec<String> {
    let text = format!("{ONE}{lines}");
    let Err(found) = load(&[("measures/m.yaml", &text)]) else { panic!("nothing was refused") };
    let shown =
        |message: &str, help: Option<&str>| help.map_or(message.to_owned(), |help| format!("{message}; {help}"));
    found.0.iter().map(|found| shown(&found.message, found.help.as_deref())).collect()
}

#[test]
fn an_expression_that_a_comma_cuts_off_is_told_to_be_quoted_and_nothing_else() {
    assert_eq!(
        problems("- {id: a, when: working_days_since(arrived_on, calendar: national) > 3, says: a}\n"),
        [
            "a comma ends `working_days_since(arrived_on` before its bracket is closed; put the whole text in double quotes"
        ],
    );
}

#[test]
fn a_sentence_that_a_comma_cuts_off_is_told_to_be_quoted() {
    assert_eq!(
        problems("- {id: a, when: in_country, says: {en: a bed, for a while}}\n"),
        ["expected a language such as `en`, found `for a while`; a text that has a comma stands in double quotes"],
    );
}

#[test]
fn a_function_without_its_brackets_is_no_unknown_field() {
    assert_eq!(
        problems("- {id: a, when: age < 18, says: a}\n"),
        ["there is no field `age`; `age` is a function: `age(birth_date)`"],
    );
}

#[test]
fn a_month_is_told_to_be_no_day() {
    assert_eq!(
        problems("- {id: a, when: arrived_on >= 2022-02, says: a}\n"),
        ["`2022-02` is a month, and days are compared; write a day of it, as `2022-02-01`"],
    );
}

#[test]
fn amounts_none_of_which_is_decided_are_asked_for_their_currency() {
    let params = "- {id: a, when: in_country, says: a}\nparams: {p: {type: money, values: [[2020-01-01, open]]}}\n";
    assert_eq!(problems(params), ["the currency of `p` cannot be told from its values; say it, as `currency: EUR`"],);
    let said = params.replace("type: money", "type: money, currency: EUR");
    check_files(&[("measures/m.yaml", &format!("{ONE}{said}"))], &[]);
    let wrong = params.replace("type: money", "type: money, currency: $EUX");
    check_files(&[("measures/m.yaml", &format!("{ONE}{wrong}"))], &["unknown-currency"]);
}

/// A field, a parameter and a table with a slip each, named in a measure and in its test: four problems, no echo.
#[test]
fn what_is_refused_is_not_reported_again_where_it_is_named() {
    let fields = "needs: {type: $boolean, class: personal}\n";
    let params = "cut.off: {type: date, values: [[2020-01-01, $tomorrow]]}\n";
    let tables = "spans: {rows: [{from: 2020-01-01, to: $never, decided: 2020-01-01}]}\n";
    let measure = format!(
        "{ONE}- {{id: a, when: own.needs, says: a}}\n- {{id: b, when: arrived_on <= param(cut.off), says: b}}\n\
         - {{id: c, when: \"within(arrived_on, spans)\", says: c}}\n- {{id: d, when: $nowhere, says: d}}\n"
    );
    let tests =
        "measure: m\ntests:\n- {on: 2020-01-02, person: {own.needs: true}, expect: {verdict: yes, because: [a]}}\n";
    let files = [
        ("fields.yaml", fields),
        ("params/p.yaml", params),
        ("tables/t.yaml", tables),
        ("measures/m.yaml", &measure),
        ("tests/m.yaml", tests),
    ];
    check_files(&files, &["unknown-word", "unknown-name", "type", "type"]);
}

/// That something else is missing is still said.
#[test]
fn what_was_never_declared_is_reported_beside_what_was_refused() {
    let tests = "measure: $other\ntests: []\n";
    let measure = format!("{ONE}- {{id: a, when: $nowhere, says: a}}\n");
    check_files(&[("measures/m.yaml", &measure), ("tests/m.yaml", tests)], &["unknown-name", "unknown-name"]);
}

#[test]
fn a_country_is_told_by_what_it_is_called_and_not_by_letters() {
    let help = |code: &str| {
        let measure = format!("{ONE}- {{id: a, when: \"country = {code}\", says: a}}\n");
        let problems = load(&[("measures/m.yaml", &measure)]).unwrap_err();
        problems.0.into_iter().map(|problem| problem.help.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(help("UK"), ["did you mean `GBR`?"]);
    assert_eq!(help("'Ukraine'"), ["did you mean `UKR`?"]);
}

#[test]
fn a_pack_has_rights_of_its_own_with_words() {
    let manifest =
        "{pack: t, version: 0.1.0, title: T, purpose: test, prefix: own, rights: {own.bed: {en: a bed}, $bed: b}}";
    let measure = format!("{ONE}- {{id: a, when: in_country, says: a}}\ngives: [own.bed]\n");
    check_files(&[("pack.yaml", manifest), ("measures/m.yaml", &measure)], &["prefix"]);
    let sound = manifest.replace(", $bed: b", "");
    let packs = load(&[("pack.yaml", &sound), ("measures/m.yaml", &measure)]).unwrap();
    assert!(packs.warnings.is_empty(), "{:?}", packs.warnings);
    let rights = packs.schema.list_named("rights").and_then(|id| packs.schema.list(id)).unwrap();
    assert_eq!(rights.label("own.bed").map(|label| label.best(&model::Lang::en()).unwrap().1), Some("a bed"));
}

#[test]
fn the_document_of_the_language_names_every_function_as_it_is_called() {
    let text = include_str!("../../../../../docs/packs.md");
    let missing: Vec<_> = rules::FUNCTIONS.iter().filter(|(_, shape)| !text.contains(&format!("`{shape}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

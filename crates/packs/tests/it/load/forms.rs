//! Forms of packs: what a question fills, and what is refused so that nothing that somebody answers is lost.

use packs::PackForm;

use super::support::load;

const KIND: &str = "kind: wish\ntitle: {en: Wish}\nabout: person\nwork: need\nname: '{what}'\n\
                    fields:\n  what:\n    type: code\n    class: personal\n    codes: {food: {en: food}, bed: {en: bed}}\n  \
                    on: [date, personal]\n";
const FORM: &str =
    "form: ask\ntitle: {en: Ask}\nsummary: {en: We read it.}\nopens: wish\nportal: true\nlanguages: [en, fr]\n";
const SURVEY: &str = "type,name,label::English (en),label::Français (fr),calculation\n\
                      select_one what,wish.what,What?,Quoi ?,\ninteger,birth_date,Born?,Né ?,\ntoday,wish.on,,,\n\
                      calculate,own,,,1 + 1\n";
const CHOICES: &str =
    "list_name,name,label::English (en),label::Français (fr)\nwhat,food,Food,Nourriture\nwhat,bed,Bed,Lit\n";

/// The codes of what is wrong with these three files, with whatever is said of them.
fn problems(form: &str, survey: &str, choices: &str) -> Vec<(String, String)> {
    let files = [("kinds/wish.yaml", KIND), ("forms/ask/form.yaml", form), ("forms/ask/survey.csv", survey)];
    let all: Vec<_> = files.into_iter().chain([("forms/ask/choices.csv", choices)]).collect();
    let found = load(&all).err().map(|problems| problems.0).unwrap_or_default();
    found.iter().map(|problem| (problem.code.to_owned(), problem.to_string())).collect()
}

#[track_caller]
fn refused(form: &str, survey: &str, choices: &str, code: &str, says: &str) {
    let found = problems(form, survey, choices);
    assert!(found.iter().any(|(known, text)| known == code && text.contains(says)), "{found:#?}");
}

fn form() -> PackForm {
    let files = [("kinds/wish.yaml", KIND), ("forms/ask/form.yaml", FORM), ("forms/ask/survey.csv", SURVEY)];
    let all: Vec<_> = files.into_iter().chain([("forms/ask/choices.csv", CHOICES)]).collect();
    load(&all).unwrap_or_else(|problems| panic!("{problems}")).packs[0].forms[0].clone()
}

#[test]
fn a_question_fills_the_field_that_it_is_called_by() {
    let form = form();
    let fills: Vec<&str> = form.fills.values().map(String::as_str).collect();
    assert_eq!(fills, ["wish.what", "birth_date", "wish.on"]);
    assert_eq!((form.opens.as_deref(), form.in_portal, form.is_sensitive), (Some("wish"), true, false));
    assert_eq!(form.form.texts.languages, ["English (en)", "Français (fr)"]);
    assert_eq!((form.language("fr"), form.language("ar")), (1, form.form.texts.default));
}

#[test]
fn a_question_that_fills_nothing_is_refused_and_the_nearest_name_offered() {
    refused(FORM, &SURVEY.replace("birth_date", "birth_dat"), CHOICES, "fills-nothing", "`birth_date`");
    refused(FORM, &SURVEY.replace("today,wish.on", "today,wish.onn"), CHOICES, "fills-nothing", "wish.onn");
    let repeated = SURVEY.replace("integer,", "begin repeat,more,More,Plus,\ninteger,") + "end repeat,,,,\n";
    refused(FORM, &repeated, CHOICES, "fills-nothing", "repeats");
}

#[test]
fn a_choice_that_cannot_stand_in_its_field_is_refused() {
    refused(FORM, SURVEY, &CHOICES.replace("what,bed", "what,roof"), "form-code", "`roof`");
    refused(FORM, &SURVEY.replace("select_one", "select_multiple"), CHOICES, "form-code", "holds one");
}

#[test]
fn what_is_wrong_with_a_sheet_is_told_with_its_cell() {
    refused(FORM, &SURVEY.replace("Quoi ?", ""), CHOICES, "form-sheet", "D2");
    refused(FORM, &SURVEY.replace("integer", "integr"), CHOICES, "form-sheet", "A3");
    refused(FORM, SURVEY, "", "form-sheet", "what");
}

#[test]
fn a_form_opens_a_kind_that_there_is_and_speaks_the_languages_that_it_says() {
    refused(&FORM.replace("opens: wish", "opens: wisch"), SURVEY, CHOICES, "unknown-kind", "wisch");
    refused(&FORM.replace("[en, fr]", "[en, fr, ar]"), SURVEY, CHOICES, "language", "`ar`");
    assert_eq!(problems(FORM, SURVEY, CHOICES), []);
}

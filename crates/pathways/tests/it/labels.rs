//! What people read of a pathway, in whichever language they read it.

use model::{Lang, Text};
use pathways::Pathway;

use crate::world::sound;

fn pathway() -> Pathway {
    sound(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, stages: [
          {id: first_stage, says: {en: First, fr: D'abord}, tasks: [{id: plain_task}, {id: told, says: {en: Tell them, fr: Le dire}}],
           decisions: [{id: d, outcomes: [{id: go_on, says: {en: Go on, fr: Continuer}}, give_up]}]}],
          ends: {done: {if: case.first_stage.left, says: {en: Done, fr: Terminé}}, moved_away: {leaves: true}, over: case.d.done}}",
    )
}

#[track_caller]
fn check(text: Option<&Text>, lang: &str, expected: &str) {
    let lang = Lang(lang.to_owned());
    assert_eq!(text.and_then(|text| text.best(&lang)).map(|(_, text)| text), Some(expected));
}

fn end<'a>(pathway: &'a Pathway, id: &str) -> Option<&'a Text> {
    pathway.ends.iter().find(|end| end.id == id).map(|end| &end.says)
}

#[test]
fn each_part_is_told_in_the_language_of_whoever_reads_it() {
    let pathway = pathway();
    check(pathway.label("first_stage"), "fr", "D'abord");
    check(pathway.label("told"), "fr", "Le dire");
    check(pathway.outcome_label("d", "go_on"), "fr", "Continuer");
    check(end(&pathway, "done"), "fr", "Terminé");
}

#[test]
fn a_language_that_is_missing_is_english_and_a_text_that_is_missing_the_name_in_words() {
    let pathway = pathway();
    check(pathway.label("told"), "ar", "Tell them");
    check(pathway.label("plain_task"), "fr", "plain task");
    check(pathway.outcome_label("d", "give_up"), "fr", "give up");
    check(end(&pathway, "moved_away"), "ar", "moved away");
    check(end(&pathway, "over"), "ar", "over");
}

#[test]
fn what_is_not_there_has_no_label() {
    let pathway = pathway();
    assert_eq!(pathway.label("nothing"), None);
    assert_eq!(pathway.outcome_label("d", "nothing"), None);
    assert_eq!(pathway.outcome_label("told", "go_on"), None);
}

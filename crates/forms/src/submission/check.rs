//! What of answers does not hold, by the form: the same that whoever filled it should have been told.

use std::collections::BTreeSet;

use super::{OpenedAnswers, SubmissionProblem};
use crate::fill::Filling;
use crate::form::{Choices, FieldKind, FormWords, NodeIx, QuestionKind, answer_problem};

/// Everything that does not hold. Of files, those that came are named; `None` where nobody knows yet.
pub fn check(opened: &mut OpenedAnswers<'_>, files: Option<&BTreeSet<String>>) -> Vec<SubmissionProblem> {
    let mut found = std::mem::take(&mut opened.problems);
    opened.filling.move_to_recorded_end();
    let differing = opened.filling.recheck();
    for place in 0..opened.filling.tree().len() {
        found.extend(of_answer(opened, place, files));
    }
    let differs = |(place, expected): (usize, String)| {
        problem(&opened.filling, place, "calculate", format!("by what else was answered this would be `{expected}`"))
    };
    found.extend(differing.into_iter().map(differs));
    for fault in opened.filling.faults() {
        found.push(SubmissionProblem { path: fault.path.clone(), code: "not-computed", message: fault.says.clone() });
    }
    found
}

fn problem(filling: &Filling<'_>, place: usize, code: &'static str, message: String) -> SubmissionProblem {
    SubmissionProblem { path: filling.path_of(place), code, message }
}

fn of_answer(opened: &OpenedAnswers<'_>, place: usize, files: Option<&BTreeSet<String>>) -> Option<SubmissionProblem> {
    let filling = &opened.filling;
    let state = filling.state_of(place)?;
    let node = filling.form().node(state.of)?;
    let told = |said: &Option<FormWords>, otherwise: &str| {
        let own = said.as_ref().map(|said| filling.says(said, place).0).filter(|text| !text.trim().is_empty());
        own.unwrap_or_else(|| otherwise.to_owned())
    };
    if !state.is_relevant {
        // What does not matter is not sent; a calculation's result may be.
        let sent = opened.sent.contains(&place)
            && !state.text.is_empty()
            && node.bind.calculate.is_none()
            && !node.is_attribute;
        return sent.then(|| {
            problem(filling, place, "not-relevant", "by what else was answered this was not to be asked".into())
        });
    }
    if state.text.is_empty() {
        let owed = state.is_required && node.is_asked && node.bind.calculate.is_none();
        return owed.then(|| {
            problem(filling, place, "required", told(&node.bind.required_message, "an answer is needed here"))
        });
    }
    if let Some(accepted) = answer_problem(node.bind.kind, &state.text) {
        return Some(problem(filling, place, "type", accepted.into()));
    }
    if !state.holds {
        return Some(problem(
            filling,
            place,
            "constraint",
            told(&node.bind.constraint_message, "this answer is not accepted here"),
        ));
    }
    if let Some(value) = not_offered(filling, state.of, place, &state.text) {
        return Some(problem(filling, place, "choice", format!("`{value}` is not among what may be chosen here")));
    }
    let absent = node.bind.kind == FieldKind::Binary && files.is_some_and(|files| !files.contains(&state.text));
    absent.then(|| problem(filling, place, "missing-file", format!("the file `{}` has not arrived", state.text)))
}

/// The first of what was chosen that is not offered.
fn not_offered(filling: &Filling<'_>, of: NodeIx, place: usize, text: &str) -> Option<String> {
    let question = filling.form().question_of(of).filter(|question| !matches!(question.choices, Choices::None))?;
    // Of a range the list names ticks, and not what may be chosen.
    if question.kind == QuestionKind::Range || question.looks("search") {
        return None;
    }
    let offered = filling.choices(question, place).ok().filter(|_| filling.missing_files().is_empty())?;
    let chosen: Vec<&str> = match question.kind {
        QuestionKind::SelectMany | QuestionKind::Rank => text.split_whitespace().collect(),
        _ => vec![text],
    };
    let is_offered = |value: &&str| offered.iter().any(|choice| choice.value == **value);
    chosen.into_iter().find(|value| !is_offered(value)).map(Into::into)
}

//! Texts in which references stand.

use super::item::{ItemIx, SheetSurvey};
use super::localized::Localized;
use super::problem::{CellPlace, FormProblems};
use super::references::{Putting, has_reference, references};
use crate::xml::{Child, Element};

/// An element with a text in which every reference, and every path into a list, is what it comes to.
pub fn with_outputs(
    survey: &SheetSurvey,
    mut element: Element,
    text: &str,
    of: ItemIx,
    at: &CellPlace,
    problems: &mut FormProblems,
) -> Element {
    if text == "-" {
        return element.saying(text);
    }
    let mut spans: Vec<(usize, usize)> = list_paths(text);
    let within = |spans: &[(usize, usize)], start: usize| spans.iter().any(|(from, to)| (*from..*to).contains(&start));
    let named: Vec<(usize, usize)> = references(text)
        .iter()
        .filter(|found| !within(&spans, found.start))
        .map(|found| (found.start, found.end))
        .collect();
    spans.extend(named);
    spans.sort_unstable();
    let mut from = 0;
    for (start, end) in spans {
        let before = text.get(from..start).unwrap_or_default();
        if !before.is_empty() {
            element.children.push(Child::Text(before.to_owned()));
        }
        let value = survey.put_paths(text.get(start..end).unwrap_or_default(), of, Putting::default(), at, problems);
        element.push(Element::new("output").with("value", value));
        from = end;
    }
    let rest = text.get(from..).unwrap_or_default();
    if !rest.is_empty() {
        element.children.push(Child::Text(rest.to_owned()));
    }
    element
}

/// Where `instance('x')/root/item[..]/label` stands in a text.
fn list_paths(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("instance(")).map(|at| from + at) {
        let mut depth = 0usize;
        let mut end = text.len();
        for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
            match c {
                '[' | '(' => depth += 1,
                ']' | ')' => depth = depth.saturating_sub(1),
                c if depth == 0 && !(c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | ':' | '@')) => {
                    end = start + at;
                    break;
                }
                _ => {}
            }
        }
        found.push((start, end));
        from = end;
    }
    found
}

/// Whether a message of a bind is a text by id.
pub fn message_is_text(said: &Localized) -> bool {
    match said {
        Localized::By(_) => true,
        Localized::Plain(text) => has_reference(text),
    }
}

//! From what was posted to answers.

use forms::{FieldKind, Filling, NodeIx, QuestionKind};
use model::folding;

use crate::gate::Posted;

/// What was answered to a question, as it is stored; nothing where the page did not ask it.
pub fn answered(filling: &Filling<'_>, node: NodeIx, number: usize, posted: &Posted) -> Option<String> {
    let question = filling.form().question_of(node)?;
    let name = format!("a{number}");
    // What is not ticked is not sent: the page says by a field of its own that it asked.
    posted.0.get(&format!("{name}-asked"))?;
    let kind = filling.form().node(node).map(|node| node.bind.kind).unwrap_or_default();
    Some(match question.kind {
        QuestionKind::SelectMany => several(&name, posted),
        QuestionKind::Rank => ordered(&name, posted),
        QuestionKind::Trigger => {
            if posted.0.contains_key(&name) {
                "OK".into()
            } else {
                String::new()
            }
        }
        _ if kind == FieldKind::Date => day(&name, posted),
        _ => line(posted.text(&name), kind),
    })
}

fn line(text: &str, kind: FieldKind) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    match kind {
        FieldKind::Int | FieldKind::Decimal => western(text),
        _ => text.to_owned(),
    }
}

/// Digits and the point of whatever script as those that are counted with.
fn western(text: &str) -> String {
    folding::with_ascii_digits(text).replace('\u{66b}', ".")
}

fn several(name: &str, posted: &Posted) -> String {
    let prefix = format!("{name}:");
    posted.0.keys().filter_map(|key| key.strip_prefix(&prefix)).collect::<Vec<_>>().join(" ")
}

/// By the numbers that stand beside them; what has none comes last, in the order of the list.
fn ordered(name: &str, posted: &Posted) -> String {
    let prefix = format!("{name}:");
    let mut found: Vec<(u32, &str)> = posted
        .0
        .iter()
        .filter_map(|(key, rank)| Some((western(rank).trim().parse().ok()?, key.strip_prefix(&prefix)?)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(" ")
}

/// Three fields as a date; what is no date stays as it was typed, to be told so.
fn day(name: &str, posted: &Posted) -> String {
    let part = |what: &str| western(posted.text(&format!("{name}-{what}")).trim());
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    let two = |text: &str| if text.len() == 1 { format!("0{text}") } else { text.to_owned() };
    format!("{year}-{}-{}", two(&month), two(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        Posted(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_day_is_put_together_whatever_digits_it_is_typed_in() {
        assert_eq!(day("a0", &posted(&[("a0-day", "٣"), ("a0-month", "2"), ("a0-year", "2026")])), "2026-02-03");
        assert_eq!(day("a0", &posted(&[("a0-day", ""), ("a0-month", ""), ("a0-year", "")])), "");
        assert_eq!(day("a0", &posted(&[("a0-day", ""), ("a0-month", ""), ("a0-year", "2026")])), "2026--");
    }

    #[test]
    fn an_order_is_that_of_the_numbers() {
        assert_eq!(ordered("a0", &posted(&[("a0:x", "2"), ("a0:y", "1"), ("a0:z", "")])), "y x");
    }
}

//! A variant in the report: who changes from which answer to which, and the conditions that answer for it.

use std::fmt::Write;

use evidence::reach::{ChangeFigures, MeasureVariant, ReachFigures, Span};

use super::parts::{self, count, escape, table};
use crate::run::simulate::table::span;
use crate::run::simulate::words::Words;

/// The comparison of one measure.
pub fn panel(words: &Words, found: &MeasureVariant) -> String {
    let title = if found.variant == found.pack {
        "If it were as in the variant".to_owned()
    } else {
        format!("If it were as in {}", escape(&found.variant))
    };
    let moves = format!(
        "<ul class=\"moves\"><li><b class=\"y\">{}</b> gained: reached then, and not now</li><li><b class=\"n\">{}</b> lost: \
         reached now, and not then</li><li><b class=\"a\">{}</b> newly undecidable</li></ul>",
        count(found.gained.people),
        count(found.lost.people),
        count(found.newly_undecidable.people)
    );
    parts::panel(&format!(
        "<h3>{title}</h3>{moves}{}<div class=\"grid three\">{}{}{}</div>{}{}",
        transitions(found),
        change("What stood in the way of the gained", &found.gained, |id| words
            .says(&found.pack, &found.measure, id)
            .0),
        change("What stops the lost", &found.lost, |id| words.variant_says(&found.variant, &found.measure, id)),
        change("What leaves the others open", &found.newly_undecidable, |id| {
            words.variant_says(&found.variant, &found.measure, id)
        }),
        groups(words, found),
        money(found)
    ))
}

fn transitions(found: &MeasureVariant) -> String {
    let rows = [
        ("Reached now", found.transitions.yes, ["same", "worse", "open"]),
        ("Left behind now", found.transitions.no, ["better", "same", "open"]),
        ("Undecided now", found.transitions.needs, ["better", "worse", "same"]),
    ];
    let rows = rows.map(|(name, split, classes)| {
        let cells = [split.yes, split.no, split.needs].into_iter().zip(classes);
        let cells = cells.map(|(cell, class)| format!("<td class=\"r {class}\">{}</td>", count(cell)));
        format!("<tr><th scope=\"row\">{name}</th>{}</tr>", cells.collect::<String>())
    });
    format!(
        "<table class=\"figures\"><caption>Person by person</caption><thead><tr><th scope=\"col\">Answer</th><th scope=\"col\" \
         class=\"r\">Reached then</th><th scope=\"col\" class=\"r\">Left behind then</th><th scope=\"col\" class=\"r\">Undecided \
         then</th></tr></thead><tbody>{}</tbody></table>",
        rows.concat()
    )
}

fn change(caption: &str, change: &ChangeFigures, says: impl Fn(&str) -> String) -> String {
    if change.conditions.is_empty() {
        return String::new();
    }
    let row = |found: &evidence::reach::ResponsibleFigures| {
        vec![escape(&says(&found.condition)), count(found.people), count(found.alone)]
    };
    let rows: Vec<_> = change.conditions.iter().map(row).collect();
    format!("<div>{}</div>", table(caption, &["Condition", "People", "It alone"], &rows))
}

fn groups(words: &Words, found: &MeasureVariant) -> String {
    let tables = found.by.iter().map(|(by, groups)| {
        let mut groups: Vec<_> = groups.iter().collect();
        let size = |counts: [Option<u64>; 3]| counts.into_iter().flatten().sum::<u64>();
        if groups.len() > 12 {
            groups.sort_by_key(|group| std::cmp::Reverse(size([group.gained, group.lost, group.newly_undecidable])));
            groups.truncate(12);
        }
        let row = |group: &&evidence::reach::GroupVariant| {
            let counts = [group.gained, group.lost, group.newly_undecidable].map(count);
            [vec![escape(&words.group(by, &group.value))], counts.to_vec()].concat()
        };
        let rows: Vec<_> = groups.iter().map(row).collect();
        let head = ["Group", "Gained", "Lost", "Newly undecidable"];
        format!("<div>{}</div>", table(&words.breakdown(by), &head, &rows))
    });
    let tables = tables.collect::<String>();
    if tables.is_empty() { tables } else { format!("<div class=\"grid three\">{tables}</div>") }
}

fn money(found: &MeasureVariant) -> String {
    let mut text = String::new();
    for cost in &found.cost {
        let of = |found: &Span| escape(&span(found, &cost.currency));
        let before = cost.before.as_ref().map_or_else(|| "nothing".to_owned(), of);
        let _ = write!(
            text,
            "<div><dt>{}</dt><dd>{before} now, {} then</dd></div><div><dt>Of that, the newly reached</dt><dd>{}</dd></div>\
             <div><dt>For each of them</dt><dd>{}</dd></div>",
            escape(&cost.name),
            of(&cost.after),
            of(&cost.newly_reached),
            of(&cost.per_newly_reached)
        );
    }
    if text.is_empty() { text } else { format!("<dl class=\"facts\">{text}</dl>") }
}

/// Measures that exist on one side only.
pub fn uncompared(figures: &ReachFigures) -> String {
    let Some(variants) = &figures.variants else { return String::new() };
    let sides = [(&variants.only_before, "Only as it is"), (&variants.only_after, "Only in the variant")];
    let list = |(names, side): (&Vec<String>, &str)| {
        if names.is_empty() {
            return String::new();
        }
        format!("<p><b>{side}</b>, and not compared: {}.</p>", escape(&names.join(", ")))
    };
    sides.map(list).concat()
}

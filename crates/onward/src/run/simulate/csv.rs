//! Figures as CSV: one line a measure and group, the whole population with an empty group. Of a comparison, one line a
//! transition instead. A measure without figures has one line, with why at its end.

use evidence::reach::{MeasureVariant, ReachFigures, SplitFigures, TransitionFigures, VariantFigures};

use super::uncounted::uncounted;
use crate::out;

pub fn print(figures: &ReachFigures) {
    match &figures.variants {
        None => measures(figures),
        Some(variants) => transitions(figures, variants),
    }
}

/// A count; nothing where it is withheld.
fn cell(count: Option<u64>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

/// Text as one cell.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn measures(figures: &ReachFigures) {
    out::line("pack,measure,on,synthetic,by,value,yes,presumed,needs,no,not_counted");
    for measure in &figures.measures {
        let line = |by: &str, value: &str, counts: [Option<u64>; 4]| {
            let (pack, name, on, synthetic) = (&measure.pack, &measure.measure, &figures.on, figures.synthetic);
            let counts = counts.map(cell).join(",");
            out::line(format!("{pack},{name},{on},{synthetic},{by},{},{counts},", quoted(value)));
        };
        line("", "", [measure.yes, measure.presumed, measure.needs, measure.no]);
        for (by, groups) in &measure.by {
            for group in groups {
                line(by, &group.value, [group.yes, None, group.needs, group.no]);
            }
        }
    }
    for (_, one) in uncounted(figures) {
        let (pack, name, on, synthetic, says) = (&one.pack, &one.measure, &figures.on, figures.synthetic, &one.says);
        out::line(format!("{pack},{name},{on},{synthetic},,\"\",,,,,{}", quoted(says)));
    }
}

fn transitions(figures: &ReachFigures, variants: &VariantFigures) {
    out::line("pack,variant,measure,on,synthetic,by,value,before,after,people,not_compared");
    for measure in &variants.measures {
        lines(figures, measure, "", "", &measure.transitions);
        for (by, groups) in &measure.by {
            for group in groups {
                lines(figures, measure, by, &group.value, &group.transitions);
            }
        }
    }
    let (on, synthetic) = (&figures.on, figures.synthetic);
    let apart = |pack: &str, variant: &str, name: &str, why: &str| {
        out::line(format!("{pack},{variant},{name},{on},{synthetic},,\"\",,,,{}", quoted(why)));
    };
    for (_, one) in uncounted(figures) {
        apart(&one.pack, "", &one.measure, &one.says);
    }
    for name in &variants.only_before {
        let (pack, name) = name.split_once('/').unwrap_or(("", name));
        apart(pack, "", name, "only as it is");
    }
    for name in &variants.only_after {
        let (variant, name) = name.split_once('/').unwrap_or(("", name));
        apart("", variant, name, "only in the variant");
    }
}

fn lines(figures: &ReachFigures, measure: &MeasureVariant, by: &str, value: &str, table: &TransitionFigures) {
    let (pack, variant, name) = (&measure.pack, &measure.variant, &measure.measure);
    let (on, synthetic, value) = (&figures.on, figures.synthetic, quoted(value));
    for (before, row) in [("yes", table.yes), ("no", table.no), ("needs", table.needs)] {
        let SplitFigures { yes, no, needs } = row;
        for (after, people) in [("yes", yes), ("no", no), ("needs", needs)] {
            let people = cell(people);
            out::line(format!("{pack},{variant},{name},{on},{synthetic},{by},{value},{before},{after},{people},"));
        }
    }
}

//! Figures as CSV: one line a measure and group, the whole population with an empty group. Of a comparison, one line a
//! transition instead.

use evidence::reach::{MeasureVariant, ReachFigures, SplitFigures, TransitionFigures, VariantFigures};

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
    out::line("pack,measure,on,synthetic,by,value,yes,presumed,needs,no");
    for measure in &figures.measures {
        let line = |by: &str, value: &str, counts: [Option<u64>; 4]| {
            let (pack, name, on, synthetic) = (&measure.pack, &measure.measure, &figures.on, figures.synthetic);
            let counts = counts.map(cell).join(",");
            out::line(format!("{pack},{name},{on},{synthetic},{by},{},{counts}", quoted(value)));
        };
        line("", "", [measure.yes, measure.presumed, measure.needs, measure.no]);
        for (by, groups) in &measure.by {
            for group in groups {
                line(by, &group.value, [group.yes, None, group.needs, group.no]);
            }
        }
    }
}

fn transitions(figures: &ReachFigures, variants: &VariantFigures) {
    out::line("pack,variant,measure,on,synthetic,by,value,before,after,people");
    for measure in &variants.measures {
        lines(figures, measure, "", "", &measure.transitions);
        for (by, groups) in &measure.by {
            for group in groups {
                lines(figures, measure, by, &group.value, &group.transitions);
            }
        }
    }
}

fn lines(figures: &ReachFigures, measure: &MeasureVariant, by: &str, value: &str, table: &TransitionFigures) {
    let (pack, variant, name) = (&measure.pack, &measure.variant, &measure.measure);
    let (on, synthetic, value) = (&figures.on, figures.synthetic, quoted(value));
    for (before, row) in [("yes", table.yes), ("no", table.no), ("needs", table.needs)] {
        let SplitFigures { yes, no, needs } = row;
        for (after, people) in [("yes", yes), ("no", no), ("needs", needs)] {
            let people = cell(people);
            out::line(format!("{pack},{variant},{name},{on},{synthetic},{by},{value},{before},{after},{people}"));
        }
    }
}

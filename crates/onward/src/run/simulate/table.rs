//! Figures as tables of text.

use evidence::reach::{
    ChangeFigures, CostFigures, DropFigures, MeasureFigures, MeasureVariant, NoneFigures, QuotaFigures, ReachFigures,
    Span, VariantCost, VariantFigures,
};

use super::uncounted::{NoneOf, OPEN, none_unknown, uncounted};
use crate::out;

/// A count, or the mark of one that is withheld.
pub fn number(count: Option<u64>) -> String {
    count.map_or_else(|| "·".to_owned(), |count| count.to_string())
}

/// Measures, then what there is of each: conditions, groups, questions, what could be dropped, what it costs.
pub fn print(figures: &ReachFigures, none_of: NoneOf) {
    out::line(summary(figures, none_of));
    let rows = figures.measures.iter().map(|measure| {
        let counts = [measure.yes, measure.presumed, measure.needs, measure.no].map(number);
        [vec![format!("{}/{}", measure.pack, measure.measure)], counts.to_vec()].concat()
    });
    out::table(&["measure", "yes", "of these presumed", "cannot tell", "no"], &rows.collect::<Vec<_>>());
    figures.measures.iter().filter_map(about).for_each(out::line);
    uncounted(figures).for_each(|(what, one)| out::line(format!("{what}: {}/{}: {}", one.pack, one.measure, one.says)));
    for measure in &figures.measures {
        let name = format!("{}/{}", measure.pack, measure.measure);
        head(&format!("{name}: people whom one condition alone leaves behind"));
        let rows = measure.conditions.iter().map(|condition| {
            let counts = [condition.met, condition.not_met, condition.unknown, condition.missed_alone].map(number);
            [vec![condition.id.clone()], counts.to_vec()].concat()
        });
        out::table(&["condition", "met", "not met", "unknown", "alone"], &rows.collect::<Vec<_>>());
        groups(measure);
        questions(measure, &name);
        drops(&format!("{name}: if these were dropped"), &measure.dropped);
        drops(&format!("{name}: what would reach most more people if it were dropped"), &measure.drop_to_reach);
        costs(&name, &measure.cost);
        measure.quota.iter().for_each(|quota| out::line(format!("\n{name}: {}", quota_line(quota))));
    }
    figures.variants.iter().for_each(variants);
}

/// Whom a measure is about, where its conditions say it.
fn about(measure: &MeasureFigures) -> Option<String> {
    let found = measure.about.as_ref().filter(|about| !about.ties.is_empty())?;
    let (name, ties) = (&measure.measure, found.ties.join(" + "));
    let [people, no, open] = [found.people, found.no, found.open].map(number);
    Some(format!("{name} is about {people} people ({ties}; of {open} this is not known): of these no {no}"))
}

fn head(text: &str) {
    out::line(format!("\n{text}"));
}

fn groups(measure: &MeasureFigures) {
    for (by, groups) in &measure.by {
        let rows = groups.iter().map(|group| {
            let counts = [group.yes, group.needs, group.no].map(number);
            [vec![group_name(&group.value)], counts.to_vec()].concat()
        });
        out::line(String::new());
        out::table(&[by, "yes", "cannot tell", "no"], &rows.collect::<Vec<_>>());
    }
}

fn group_name(value: &str) -> String {
    if value.is_empty() { "none".to_owned() } else { value.to_owned() }
}

fn questions(measure: &MeasureFigures, name: &str) {
    if measure.questions.is_empty() {
        return;
    }
    head(&format!("{name}: questions that would settle most undecided people"));
    let row = |question: &evidence::reach::QuestionFigures| {
        vec![question.field.clone(), number(question.alone), number(question.among)]
    };
    out::table(&["ask", "settles alone", "among"], &measure.questions.iter().map(row).collect::<Vec<_>>());
}

fn drops(title: &str, drops: &[DropFigures]) {
    if drops.is_empty() {
        return;
    }
    head(title);
    let row = |drop: &DropFigures| {
        let counts = [drop.gained, drop.yes, drop.needs, drop.no].map(number);
        [vec![drop.conditions.join(" + ")], counts.to_vec()].concat()
    };
    let columns = ["dropped", "more reached", "yes", "cannot tell", "no"];
    out::table(&columns, &drops.iter().map(row).collect::<Vec<_>>());
}

/// An amount, or the two ends between which it lies.
pub fn span(span: &Span, currency: &str) -> String {
    match (&span.min, &span.max) {
        (None, None) => "·".into(),
        (Some(min), Some(max)) if min == max => format!("{min} {currency}"),
        (Some(min), Some(max)) => format!("{min} to {max} {currency}"),
        (Some(min), None) => format!("at least {min} {currency}"),
        (None, Some(max)) => format!("at most {max} {currency}"),
    }
}

fn costs(name: &str, costs: &[CostFigures]) {
    for cost in costs {
        let (fixed, open) = (number(cost.fixed), number(cost.open));
        let sum = span(&cost.sum, &cost.currency);
        head(&format!("{name}: `{}` of all who are reached: {sum} ({fixed} exact, {open} still open)", cost.name));
    }
}

/// How far a quota goes, in one line.
pub fn quota_line(quota: &QuotaFigures) -> String {
    let currency = quota.currency.as_deref().unwrap_or_default();
    let limit = match (&quota.budget, quota.places) {
        (Some(budget), _) => format!("a budget of {budget} {currency}"),
        (None, Some(places)) => format!("{places} places"),
        (None, None) => "a quota".into(),
    };
    let cost = quota.cost.as_ref().map(|cost| format!(" for {}", span(cost, currency))).unwrap_or_default();
    let whom = if quota.unit == "household" { "households" } else { "people" };
    let (granted, waiting) = (number(quota.granted), number(quota.waiting));
    format!("{limit}: granted to {granted} {whom}{cost}; {waiting} are entitled and wait")
}

fn variants(variants: &VariantFigures) {
    variants.measures.iter().for_each(variant);
    for (names, side) in [(&variants.only_before, "only as it is"), (&variants.only_after, "only in the variant")] {
        if !names.is_empty() {
            head(&format!("{side}, and not compared: {}", names.join(", ")));
        }
    }
}

fn variant(measure: &MeasureVariant) {
    head(&format!("{}: {} against {}", measure.measure, measure.pack, measure.variant));
    let table = &measure.transitions;
    let rows = [("was yes", table.yes), ("was no", table.no), ("was undecided", table.needs)];
    let row = |(name, row): &(&str, evidence::reach::SplitFigures)| {
        [vec![(*name).to_owned()], [row.yes, row.no, row.needs].map(number).to_vec()].concat()
    };
    out::table(&["", "now yes", "now no", "now undecided"], &rows.iter().map(row).collect::<Vec<_>>());
    change("gained", &measure.gained);
    change("lost", &measure.lost);
    change("newly undecidable", &measure.newly_undecidable);
    for (by, groups) in &measure.by {
        let rows = groups.iter().map(|group| {
            let counts = [group.gained, group.lost, group.newly_undecidable].map(number);
            [vec![group_name(&group.value)], counts.to_vec()].concat()
        });
        out::line(String::new());
        out::table(&[by, "gained", "lost", "newly undecidable"], &rows.collect::<Vec<_>>());
    }
    measure.cost.iter().for_each(variant_cost);
}

fn change(name: &str, change: &ChangeFigures) {
    head(&format!("{name}: {}", number(change.people)));
    if change.conditions.is_empty() {
        return;
    }
    let row = |found: &evidence::reach::ResponsibleFigures| {
        vec![found.condition.clone(), number(found.people), number(found.alone)]
    };
    let columns = ["condition responsible", "people", "it alone"];
    out::table(&columns, &change.conditions.iter().map(row).collect::<Vec<_>>());
}

fn variant_cost(cost: &VariantCost) {
    let of = |found: &Span| span(found, &cost.currency);
    let before = cost.before.as_ref().map_or_else(|| "nothing".into(), of);
    let (after, newly, each) = (of(&cost.after), of(&cost.newly_reached), of(&cost.per_newly_reached));
    head(&format!("`{}`: {before} before, {after} after; the newly reached: {newly}, {each} each", cost.name));
}

fn summary(figures: &ReachFigures, none_of: NoneOf) -> String {
    let synthetic = if figures.synthetic { "synthetic people" } else { "people" };
    let people = number(figures.people);
    let none = if none_unknown(figures) { "not known".to_owned() } else { number(figures.reached_by_none) };
    let whole = format!("on {}: {people} {synthetic}; reached by none of {}: {none}", figures.on, none_of.says());
    let of_those = figures.none_of_those_about.map_or_else(String::new, |NoneFigures { people, none }| {
        format!("; of the {people} whom they are about: {none}")
    });
    format!("{whole}{of_those} ({OPEN})")
}

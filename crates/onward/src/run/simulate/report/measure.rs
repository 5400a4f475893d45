//! One measure in the report: a sentence first, then the bar, then what leaves people behind and what would help.
//!
//! As in the studio, these are of the people whom the rule is about, where it says who they are and how many can be told.

use std::fmt::Write;

use evidence::reach::{AboutFigures, ConditionFigures, DropFigures, GroupFigures, MeasureFigures, ReachFigures};
use web::chart::{self, Caption, Split};

use super::parts::{ANSWERS, count, escape, grouped, panel, row, table};
use crate::run::simulate::table::{quota_line, span};
use crate::run::simulate::words::Words;

/// Groups shown of a breakdown; of many, the largest.
const GROUPS: usize = 12;

pub fn split(found: &MeasureFigures) -> Split {
    let no = known(found).map_or(found.no, |about| about.no);
    Split { yes: found.yes, needs: found.needs, no }
}

/// Whom the rule is about, where it says who they are and how many can be told.
fn known(found: &MeasureFigures) -> Option<&AboutFigures> {
    found.about.as_ref().filter(|about| !about.ties.is_empty() && about.people.is_some())
}

/// How many the sentence and the bar are of.
fn people(figures: &ReachFigures, found: &MeasureFigures) -> Option<u64> {
    known(found).map_or(figures.people, |about| about.people)
}

/// What the figures say, in whole sentences, and the bar.
pub fn lead(figures: &ReachFigures, found: &MeasureFigures, day: &str) -> String {
    let split = split(found);
    let whom = if known(found).is_some() { "people whom it is about" } else { "people" };
    let people = count(people(figures, found));
    let reached = match found.yes {
        Some(yes) => format!("it <span class=\"y\">reaches <b>{}</b></span> of {people} {whom}.", grouped(yes)),
        None => format!("how many it reaches of {people} {whom} is withheld."),
    };
    let open = match found.needs {
        Some(0) => "Everybody can be decided.".into(),
        Some(needs) => format!("For <span class=\"a\"><b>{}</b> nobody can tell yet</span>.", grouped(needs)),
        None => String::new(),
    };
    let behind = match split.no {
        Some(no) => format!("It <span class=\"n\">leaves <b>{}</b> behind</span>.", grouped(no)),
        None => String::new(),
    };
    let mut text = format!("<p class=\"lead\">On {day} {reached} {open} {behind}</p>\n{}\n", bar(figures, found));
    let _ = writeln!(
        text,
        "<ul class=\"legend\"><li><span class=\"key y\" aria-hidden=\"true\"></span>Reached <b>{}</b></li><li><span \
         class=\"key a\" aria-hidden=\"true\"></span>Cannot tell <b>{}</b></li><li><span class=\"key n\" \
         aria-hidden=\"true\"></span>Left behind <b>{}</b></li></ul>",
        count(found.yes),
        count(found.needs),
        count(split.no)
    );
    if found.presumed != Some(0) {
        let _ = writeln!(
            text,
            "<p class=\"quiet\">{} of those reached are presumed to be: something is not known, and the rule decides in \
             their favour.</p>",
            count(found.presumed)
        );
    }
    text.push_str(&about(figures, found));
    text
}

/// Whom the rule is about, where its conditions say it.
fn about(figures: &ReachFigures, found: &MeasureFigures) -> String {
    let Some(about) = found.about.as_ref().filter(|about| !about.ties.is_empty()) else { return String::new() };
    format!(
        "<p class=\"quiet\">The rule is about {} of the {} people counted (<code>{}</code>). Of these it leaves {} behind; of \
         {} it cannot be told whether it is about them.</p>\n",
        count(about.people),
        count(figures.people),
        escape(&about.ties.join(", ")),
        count(about.no),
        count(about.open)
    )
}

fn bar(figures: &ReachFigures, found: &MeasureFigures) -> String {
    let said = |count: Option<u64>| count.map_or_else(|| "withheld".to_owned(), grouped);
    let (split, people) = (split(found), people(figures, found));
    let (yes, needs, no) = (said(split.yes), said(split.needs), said(split.no));
    let title = format!("{yes} reached, {needs} cannot be told, {no} left behind");
    let share = |count: Option<u64>| match (count, people) {
        (Some(count), Some(people)) if people > 0 => {
            let thousandths = count.saturating_mul(1000) / people;
            format!("{}.{} %", thousandths / 10, thousandths % 10)
        }
        _ => "a withheld share".into(),
    };
    let (yes, needs, no) = (share(split.yes), share(split.needs), share(split.no));
    let description = format!("Of all people {yes} are reached, {needs} cannot be told, {no} are left behind.");
    let caption = Caption { title: &title, description: Some(&description) };
    chart::split(&split, people, Some(caption)).to_string()
}

/// Conditions that leave people behind by themselves. What says whom the rule is about leaves nobody behind.
pub fn barriers(words: &Words, found: &MeasureFigures) -> String {
    let ties = found.about.as_ref().map_or(&[][..], |about| &about.ties);
    let stands = |condition: &&ConditionFigures| condition.missed_alone != Some(0) && !ties.contains(&condition.id);
    let mut alone: Vec<_> = found.conditions.iter().filter(stands).collect();
    alone.sort_by_key(|condition| std::cmp::Reverse(condition.missed_alone));
    let largest = alone.first().and_then(|condition| condition.missed_alone).unwrap_or_default();
    let mut text = "<h3>What leaves people behind</h3>".to_owned();
    if alone.is_empty() {
        return panel(&(text + "<p>No single condition leaves anybody behind.</p>"));
    }
    text.push_str("<p class=\"quiet\">People who fail this condition and no other.</p><ul class=\"rows\">");
    for condition in alone {
        let (says, _) = words.says(&found.pack, &found.measure, &condition.id);
        let bar = chart::track(condition.missed_alone, largest, "n");
        let people = count(condition.missed_alone);
        let _ = write!(
            text,
            "<li><span class=\"rowname\">{}</span>{bar}<b class=\"rownum\">{people}</b></li>",
            escape(&says)
        );
    }
    panel(&(text + "</ul>"))
}

/// Every condition with its law and its counts.
pub fn conditions(words: &Words, found: &MeasureFigures) -> String {
    let rows = found.conditions.iter().map(|condition| {
        let (says, law) = words.says(&found.pack, &found.measure, &condition.id);
        let law = if law.is_empty() { String::new() } else { format!("<div class=\"law\">{}</div>", escape(&law)) };
        let counts = [condition.met, condition.not_met, condition.unknown].map(count);
        [vec![format!("{}{law}", escape(&says))], counts.to_vec()].concat()
    });
    panel(&table("Every condition", &["Condition", "Met", "Not met", "Unknown"], &rows.collect::<Vec<_>>()))
}

/// Questions that settle most open answers.
pub fn questions(words: &Words, found: &MeasureFigures) -> String {
    let mut text = "<h3>Ask this first</h3>".to_owned();
    if found.questions.is_empty() {
        return panel(&(text + "<p>Nothing needs asking: every answer is clear.</p>"));
    }
    text.push_str("<p class=\"quiet\">Questions that settle the most open answers.</p><ol class=\"way\">");
    for (place, question) in found.questions.iter().take(6).enumerate() {
        let _ = write!(
            text,
            "<li><span class=\"stop ask num\" aria-hidden=\"true\">{}</span><b>{}</b><div class=\"quiet\">settles {} by itself, \
             is open for {}</div></li>",
            place + 1,
            escape(&words.question(&question.field)),
            count(question.alone),
            count(question.among)
        );
    }
    panel(&(text + "</ol>"))
}

/// What the yes costs, and how far a quota goes.
pub fn money(found: &MeasureFigures) -> String {
    let mut text = String::new();
    for cost in &found.cost {
        let _ = write!(
            text,
            "<div><dt>{} of all who are reached</dt><dd><b class=\"num\">{}</b><div class=\"quiet\">{} exact, {} still open</div></dd></div>",
            escape(&cost.name),
            escape(&span(&cost.sum, &cost.currency)),
            count(cost.fixed),
            count(cost.open)
        );
    }
    if let Some(quota) = &found.quota {
        let _ = write!(text, "<div><dt>While it lasts</dt><dd>{}</dd></div>", escape(&quota_line(quota)));
        if let Some(seed) = quota.lottery {
            let _ = write!(text, "<div><dt>Among equals</dt><dd>drawn by lottery, seed {seed}</dd></div>");
        }
    }
    if text.is_empty() { text } else { panel(&format!("<h3>What it costs</h3><dl class=\"facts\">{text}</dl>")) }
}

/// What would reach more people, and what was asked to be dropped.
pub fn drops(words: &Words, found: &MeasureFigures) -> String {
    let rows = |drops: &[DropFigures]| {
        let row = |drop: &DropFigures| {
            let says = drop.conditions.iter().map(|id| escape(&words.says(&found.pack, &found.measure, id).0));
            let name = says.collect::<Vec<_>>().join("<br><span class=\"quiet\">and</span> ");
            let gained = match drop.gained {
                Some(gained) => format!("<b>+{}</b>", grouped(gained)),
                None => count(None),
            };
            vec![name, gained, count(drop.yes), count(drop.needs), count(drop.no)]
        };
        drops.iter().map(row).collect::<Vec<_>>()
    };
    let head = ["Dropped", "More reached", "Reached then", "Cannot tell", "Left behind"];
    let mut text = String::new();
    for (caption, drops) in
        [("What if these were dropped", &found.dropped), ("What would reach most more people", &found.drop_to_reach)]
    {
        if !drops.is_empty() {
            text.push_str(&table(caption, &head, &rows(drops)));
        }
    }
    panel(&text)
}

/// The answers of a group: of those whom the rule is about, where that is known.
fn group_split(group: &GroupFigures) -> Split {
    let among = |about: u64| about.checked_sub(group.yes?)?.checked_sub(group.needs?);
    Split { yes: group.yes, needs: group.needs, no: group.about.map_or(group.no, among) }
}

/// The breakdowns.
pub fn groups(words: &Words, found: &MeasureFigures) -> String {
    let tables = found.by.iter().map(|(by, groups)| {
        let mut groups: Vec<_> = groups.iter().filter(|group| group.about != Some(0)).collect();
        let all = groups.len();
        if all > GROUPS {
            groups.sort_by_key(|group| std::cmp::Reverse(group_split(group).total()));
            groups.truncate(GROUPS);
        }
        let rows = groups.iter().map(|group| row(&escape(&words.group(by, &group.value)), &group_split(group)));
        let more = if all > GROUPS {
            format!("<p class=\"quiet\">The {GROUPS} largest of {all} groups.</p>")
        } else {
            String::new()
        };
        panel(&format!(
            "<table class=\"figures\"><caption>{}</caption><thead><tr><th scope=\"col\">Group</th>{ANSWERS}</tr></thead>\
             <tbody>{}</tbody></table>{more}",
            escape(&words.breakdown(by)),
            rows.collect::<String>()
        ))
    });
    let tables = tables.collect::<String>();
    if tables.is_empty() { tables } else { format!("<div class=\"grid three groups\">{tables}</div>\n") }
}

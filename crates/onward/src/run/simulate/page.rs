//! Figures as a table, as CSV and as one HTML file that stands alone and prints well.

use std::fmt::Write;

use evidence::reach::{Figures, MeasureFigures};

use crate::out;

/// A count, or the mark of one that is withheld.
fn number(count: Option<u64>) -> String {
    count.map_or_else(|| "·".to_owned(), |count| count.to_string())
}

/// Measures, then conditions, then groups.
pub fn table(figures: &Figures) {
    out::line(summary(figures));
    let rows = figures.measures.iter().map(|measure| {
        let counts = [measure.yes, measure.presumed, measure.needs, measure.no].map(number);
        [vec![format!("{}/{}", measure.pack, measure.measure)], counts.to_vec()].concat()
    });
    out::table(&["measure", "yes", "of these presumed", "cannot tell", "no"], &rows.collect::<Vec<_>>());
    for measure in &figures.measures {
        out::line(format!("\n{}/{}: people whom one condition alone leaves behind", measure.pack, measure.measure));
        let rows = measure.conditions.iter().map(|condition| {
            let counts = [condition.met, condition.not_met, condition.unknown, condition.missed_alone].map(number);
            [vec![condition.id.clone()], counts.to_vec()].concat()
        });
        out::table(&["condition", "met", "not met", "unknown", "alone"], &rows.collect::<Vec<_>>());
        groups(measure);
    }
}

fn groups(measure: &MeasureFigures) {
    for (by, groups) in &measure.by {
        let rows = groups.iter().map(|group| {
            let value = if group.value.is_empty() { "not recorded".to_owned() } else { group.value.clone() };
            [vec![value], [group.yes, group.needs, group.no].map(number).to_vec()].concat()
        });
        out::line(String::new());
        out::table(&[by, "yes", "cannot tell", "no"], &rows.collect::<Vec<_>>());
    }
}

fn summary(figures: &Figures) -> String {
    let synthetic = if figures.synthetic { "synthetic people" } else { "people" };
    let (people, none) = (number(figures.people), number(figures.reached_by_none));
    format!("on {}: {people} {synthetic}; reached by none of these measures: {none}", figures.on)
}

/// One line a measure and group; the whole population has an empty group.
pub fn csv(figures: &Figures) {
    out::line("pack,measure,on,synthetic,by,value,yes,presumed,needs,no");
    for measure in &figures.measures {
        let line = |by: &str, value: &str, counts: [Option<u64>; 4]| {
            let counts = counts.map(|count| count.map_or_else(String::new, |count| count.to_string())).join(",");
            let value = value.replace('"', "\"\"");
            let (pack, name, on, synthetic) = (&measure.pack, &measure.measure, &figures.on, figures.synthetic);
            out::line(format!("{pack},{name},{on},{synthetic},{by},\"{value}\",{counts}"));
        };
        line("", "", [measure.yes, measure.presumed, measure.needs, measure.no]);
        for (by, groups) in &measure.by {
            for group in groups {
                line(by, &group.value, [group.yes, None, group.needs, group.no]);
            }
        }
    }
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;\
color:#1c2630;background:#faf7f1}h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:\
collapse;width:100%;margin:.6rem 0 1.4rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e3dccf}\
td+td,th+th{text-align:right;font-variant-numeric:tabular-nums}.mark{background:#faeed3;padding:.2rem .7rem;\
border-radius:1rem}@media print{body{background:none;margin:0;max-width:none}h2{break-after:avoid}table{break-inside:\
avoid}}@media(prefers-color-scheme:dark){body{color:#ebeef0;background:#11181d}th,td{border-color:#2d3943}\
.mark{background:#33270d}}";

/// A page that needs nothing beside itself.
pub fn html(figures: &Figures) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=\
         device-width,initial-scale=1\"><title>Reach on {}</title><style>{STYLE}</style><h1>Whom measures reach</h1>",
        figures.on
    );
    if figures.synthetic {
        page.push_str("<p><span class=\"mark\">Synthetic people: nobody in these figures exists</span></p>");
    }
    let _ = write!(page, "<p>{}.</p>", escaped(&summary(figures)));
    for measure in &figures.measures {
        section(&mut page, figures, measure);
    }
    page.push_str("<p>· stands for a count that is withheld so that nobody can be recognised.</p></html>");
    page
}

fn section(page: &mut String, figures: &Figures, measure: &MeasureFigures) {
    let _ = write!(page, "<h2>{} / {}</h2>", escaped(&measure.pack), escaped(&measure.measure));
    let (yes, needs, no) = (number(measure.yes), number(measure.needs), number(measure.no));
    let _ = write!(
        page,
        "<p>On {} it reaches <b>{yes}</b> of {}. For <b>{needs}</b> nobody can tell yet. It leaves <b>{no}</b> \
         behind.</p>",
        figures.on,
        number(figures.people)
    );
    let conditions = measure.conditions.iter().map(|condition| {
        (condition.id.clone(), vec![condition.met, condition.not_met, condition.unknown, condition.missed_alone])
    });
    html_table(page, &["Condition", "Met", "Not met", "Unknown", "Leaves behind alone"], conditions);
    for (by, groups) in &measure.by {
        let rows = groups.iter().map(|group| {
            let value = if group.value.is_empty() { "not recorded".to_owned() } else { group.value.clone() };
            (value, vec![group.yes, group.needs, group.no])
        });
        html_table(page, &[by, "Reached", "Cannot tell", "Left behind"], rows);
    }
}

fn html_table(page: &mut String, head: &[&str], rows: impl Iterator<Item = (String, Vec<Option<u64>>)>) {
    page.push_str("<table><tr>");
    for cell in head {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(cell));
    }
    page.push_str("</tr>");
    for (name, counts) in rows {
        let _ = write!(page, "<tr><td>{}</td>", escaped(&name));
        for count in counts {
            let _ = write!(page, "<td>{}</td>", number(count));
        }
        page.push_str("</tr>");
    }
    page.push_str("</table>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

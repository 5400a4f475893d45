//! Figures as one HTML file that needs nothing beside itself, looks like the studio and prints well.
//!
//! It carries the studio's style sheet, so that light, dark, narrow and printed pages are those of the studio. Every
//! bar has a title, a description and the same numbers beside it as text.

mod measure;
mod parts;
mod variant;

use std::fmt::Write;

use evidence::reach::{MeasureFigures, MeasureVariant, ReachFigures};
use jiff::civil::Date;

use super::words::Words;
use parts::{count, escape};

/// Beside the studio's style sheet: what only a report needs.
const STYLE: &str = include_str!("report/report.css");

/// The page.
pub fn page(figures: &ReachFigures, words: &Words, on: Date) -> String {
    let day = on.strftime("%-d %B %Y").to_string();
    let mut page = head(figures, &day);
    page.push_str(&opening(figures, words, &day));
    for (place, found) in figures.measures.iter().enumerate() {
        let variant = figures.variants.as_ref().and_then(|all| {
            all.measures.iter().find(|other| other.measure == found.measure && other.pack == found.pack)
        });
        page.push_str(&section(figures, words, &day, place, found, variant));
    }
    page.push_str(&variant::uncompared(figures));
    page.push_str(&foot(figures));
    page
}

fn head(figures: &ReachFigures, day: &str) -> String {
    let synthetic = if figures.synthetic { "<span class=\"tag ask\">Synthetic people</span>" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Whom measures reach on {day}</title>\n\
         <style>{}{STYLE}</style>\n</head>\n<body>\n<header class=\"top\"><span class=\"mark\">Onward</span>{synthetic}\
         </header>\n<main class=\"wide report\">\n",
        web::CSS
    )
}

fn opening(figures: &ReachFigures, words: &Words, day: &str) -> String {
    let (people, none) = (count(figures.people), count(figures.reached_by_none));
    let whom = if figures.synthetic { "invented people" } else { "people" };
    let mut text = format!("<h1>Whom measures reach on {day}</h1>\n");
    if figures.synthetic {
        text.push_str("<p class=\"note\"><b>Nobody in these figures exists.</b> They were counted on people made by ");
        text.push_str("the program, to try rules on; they say nothing about how many there are anywhere.</p>\n");
    }
    if let [_, _, ..] = figures.measures.as_slice() {
        let _ = write!(text, "<p class=\"lede\">Of {people} {whom}, <b>{none}</b> are reached by none of these ");
        let _ = writeln!(text, "{} measures.</p>", figures.measures.len());
        text.push_str(
            "<nav aria-label=\"Measures\"><table class=\"figures\"><thead><tr><th scope=\"col\">Measure</th>",
        );
        text.push_str(parts::ANSWERS);
        text.push_str("</tr></thead><tbody>");
        for (place, found) in figures.measures.iter().enumerate() {
            let (title, _) = words.titles(&found.pack, &found.measure);
            let link = format!("<a href=\"#m{place}\">{}</a>", escape(&title));
            text.push_str(&parts::row(&link, &measure::split(found)));
        }
        text.push_str("</tbody></table></nav>\n");
    }
    text
}

fn section(
    figures: &ReachFigures,
    words: &Words,
    day: &str,
    place: usize,
    found: &MeasureFigures,
    variant: Option<&MeasureVariant>,
) -> String {
    let (title, pack) = words.titles(&found.pack, &found.measure);
    let kicker = if title == pack { String::new() } else { format!("<p class=\"kicker\">{}</p>", escape(&pack)) };
    let mut text = format!("<section class=\"measure\" id=\"m{place}\">{kicker}<h2>{}</h2>\n", escape(&title));
    text.push_str(&measure::lead(figures, found, day));
    text.push_str("<div class=\"grid aside\"><div class=\"grid\">");
    text.push_str(&measure::barriers(words, found));
    text.push_str(&measure::conditions(words, found));
    text.push_str("</div><div class=\"grid\">");
    text.push_str(&measure::questions(words, found));
    text.push_str(&measure::money(found));
    text.push_str("</div></div>\n");
    text.push_str(&measure::drops(words, found));
    text.push_str(&measure::groups(words, found));
    if let Some(variant) = variant {
        text.push_str(&variant::panel(words, variant));
    }
    text + "</section>\n"
}

fn foot(figures: &ReachFigures) -> String {
    let withheld = if figures.synthetic {
        ""
    } else {
        "<p>· stands for a count that is withheld so that nobody can be recognised: small ones, and as many others as \
         it takes that no small one can be worked out.</p>"
    };
    let hashes = figures.measures.iter().map(|found| {
        let short: String = found.hash.chars().take(16).collect();
        format!("{} <code>{short}</code>", escape(&found.measure))
    });
    format!(
        "</main>\n<footer class=\"foot\"><div class=\"quiet\">{withheld}<p>A missing datum is never a no: whoever cannot be \
         decided is counted apart. The rules as bound to the day: {}.</p></div></footer>\n</body>\n</html>",
        hashes.collect::<Vec<_>>().join(", ")
    )
}

//! Figures as one HTML file that needs nothing beside itself, looks like the studio and prints well.
//!
//! It carries the studio's style sheet, so that light, dark, narrow and printed pages are those of the studio. Every
//! bar has a title, a description and the same numbers beside it as text.

mod measure;
mod parts;
mod variant;

use std::fmt::Write;

use evidence::reach::{MeasureFigures, MeasureVariant, NoneFigures, NotCounted, ReachFigures};
use jiff::civil::Date;

use super::uncounted::{OPEN, none_unknown, uncounted};
use super::words::Words;
use parts::{count, escape};

/// Beside the studio's style sheet: what only a report needs.
const STYLE: &str = include_str!("report/report.css");

/// The page.
pub fn page(figures: &ReachFigures, words: &Words, on: Date) -> String {
    let day = on.strftime("%-d %B %Y").to_string();
    let mut page = head(figures, &day);
    page.push_str(&opening(figures, words, &day));
    page.push_str(&not_counted(figures, words));
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
    let people = count(figures.people);
    let whom = if figures.synthetic { "invented people" } else { "people" };
    let mut text = format!("<h1>Whom measures reach on {day}</h1>\n");
    if figures.synthetic {
        text.push_str("<p class=\"note\"><b>Nobody in these figures exists.</b> They were counted on people made by ");
        text.push_str("the program, to try rules on; they say nothing about how many there are anywhere.</p>\n");
    }
    if let [_, _, ..] = figures.measures.as_slice() {
        let none = match figures.reached_by_none {
            None if none_unknown(figures) => "it is not known how many".to_owned(),
            none => format!("<b>{}</b>", count(none)),
        };
        let of = words.none_of.says();
        let _ = match figures.none_of_those_about {
            Some(NoneFigures { people, none }) => writeln!(
                text,
                "<p class=\"lede\">Of the {} {whom} whom these measures are about, <b>{}</b> are reached by none of them, {OPEN}.</p>",
                count(Some(people)),
                count(Some(none))
            ),
            None => {
                writeln!(text, "<p class=\"lede\">Of {people} {whom}, {none} are reached by none of {of}, {OPEN}.</p>")
            }
        };
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

/// Measures that were asked and have no figures here, each with why.
fn not_counted(figures: &ReachFigures, words: &Words) -> String {
    let one = |(what, one): (&str, &NotCounted)| {
        let (title, pack) = words.titles(&one.pack, &one.measure);
        format!("<li>{}, {}: <b>{what}</b>: {}</li>", escape(&title), escape(&pack), escape(&one.says))
    };
    let all: String = uncounted(figures).map(one).collect();
    if all.is_empty() {
        return all;
    }
    format!("<div class=\"note\"><p>Some of what was asked has no figures here:</p><ul>{all}</ul></div>\n")
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

//! Bars as SVG with presentation attributes alone: the content policy forbids inline styles.
//!
//! Bars are decoration beside the same numbers in words or cells, and hidden from screen readers; the one bar that
//! stands by itself carries a title. Right-to-left pages mirror them in the style sheet.

use std::fmt::Write;

use crate::say::{Html, MessageArg, Say, escape};

/// The three answers of a population, some of them withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Reached.
    pub yes: Option<u64>,
    /// Cannot be told.
    pub needs: Option<u64>,
    /// Left behind.
    pub no: Option<u64>,
}

impl Split {
    /// Everybody, where nothing is withheld.
    pub fn total(&self) -> Option<u64> {
        Some(self.yes? + self.needs? + self.no?)
    }
}

/// What a bar that stands by itself says to those who cannot see it.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// What it shows, with its numbers.
    pub title: &'a str,
    /// More than the title says, such as shares.
    pub description: Option<&'a str>,
}

impl<'a> Caption<'a> {
    /// A title alone.
    pub fn titled(title: &'a str) -> Self {
        Self { title, description: None }
    }
}

/// One bar of three parts. A withheld part leaves its place empty; so does everything where the total is unknown. "Cannot
/// tell" is hatched, so that it is no matter of colour alone; the page brings the hatch once, for all its bars
/// (`parts/hatch.html`).
pub fn split(split: &Split, total: Option<u64>, caption: Option<Caption<'_>>) -> Html {
    let mut svg = open("bar", caption);
    let mut from = 0;
    for (part, class) in [(split.yes, "y"), (split.needs, "a"), (split.no, "n")] {
        let width = share(part, total);
        let fill = if class == "a" { " fill=\"url(#hatch)\"" } else { "" };
        let _ = write!(
            svg,
            "<rect class=\"{class}\"{fill} x=\"{}\" width=\"{}\" height=\"100%\"/>",
            percent(from),
            percent(width)
        );
        from += width;
    }
    Html::trusted(svg + "</svg>")
}

/// What a bar of three parts shows, for those who cannot see it.
pub(crate) fn finding(say: Say, split: &Split) -> String {
    let hidden = say.t("not-shown");
    let part = |count: Option<u64>| count.map_or(MessageArg::Text(&hidden), MessageArg::Count);
    say.with("bar-title", &[("yes", part(split.yes)), ("needs", part(split.needs)), ("no", part(split.no))])
}

/// One bar of one part against the largest of its list.
pub fn track(value: Option<u64>, largest: u64, class: &'static str) -> Html {
    let mut svg = open("track", None);
    let width = percent(share(value, Some(largest)));
    let _ = write!(svg, "<rect class=\"{class}\" width=\"{width}\" height=\"100%\"/>");
    Html::trusted(svg + "</svg>")
}

fn open(class: &str, caption: Option<Caption<'_>>) -> String {
    match caption {
        Some(Caption { title, description }) => {
            let title = escape(title);
            let more = description.map_or_else(String::new, |more| format!("<desc>{}</desc>", escape(more)));
            format!("<svg class=\"{class}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>{more}")
        }
        None => format!("<svg class=\"{class}\" aria-hidden=\"true\" focusable=\"false\">"),
    }
}

/// In thousandths of the whole.
fn share(part: Option<u64>, total: Option<u64>) -> u64 {
    match (part, total) {
        (Some(part), Some(total)) if total > 0 => part.saturating_mul(1000) / total,
        _ => 0,
    }
}

fn percent(thousandths: u64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_and_fill_the_bar() {
        let parts = Split { yes: Some(50), needs: Some(25), no: Some(25) };
        let svg = split(&parts, parts.total(), Some(Caption::titled("a \"b\""))).to_string();
        assert!(svg.contains("x=\"0.0%\" width=\"50.0%\""), "{svg}");
        assert!(svg.contains("x=\"75.0%\" width=\"25.0%\""), "{svg}");
        assert!(svg.contains("a &quot;b&quot;"), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
    }

    #[test]
    fn a_withheld_part_draws_nothing() {
        let parts = Split { yes: None, needs: Some(5), no: None };
        assert_eq!(parts.total(), None);
        let svg = split(&parts, None, None).to_string();
        assert_eq!(svg.matches("width=\"0.0%\"").count(), 3, "{svg}");
    }

    #[test]
    fn nobody_at_all_is_no_division() {
        assert!(track(Some(0), 0, "n").to_string().contains("width=\"0.0%\""));
    }
}

//! Words: everything a page says goes through [`Say`], in the language of the person who reads it.
//!
//! Messages live in `locales/`, whole sentences each; nothing is put together from fragments. A text that a pack
//! has not translated is shown in the language it exists in and marked as such, never silently in English.

mod figures;
mod html;
mod tongue;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use model::{Date, Lang, Text};

pub use html::{Html, escape};
pub use tongue::Tongue;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
    };
}

/// Before what runs from left to right, whatever stands around it.
const LEFT_TO_RIGHT: char = '\u{2066}';
/// Before what runs from right to left.
const RIGHT_TO_LEFT: char = '\u{2067}';
/// After either.
const ENDS: char = '\u{2069}';

/// Something that stands in a message.
#[derive(Debug, Clone)]
pub enum MessageArg<'a> {
    /// A number; the message also gets `NAME-n` for its plural forms.
    Count(u64),
    /// Text, isolated from the direction of what surrounds it.
    Text(&'a str),
    /// A day, written out.
    Day(Date),
    /// Markup made by us.
    Html(Html),
}

/// Arguments of a message.
pub type Args<'a> = &'a [(&'static str, MessageArg<'a>)];

/// Speaks one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Say {
    /// The language spoken.
    pub tongue: Tongue,
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "templates hand over references")]
impl Say {
    /// The message of a key. A key without a message shows itself in brackets, and a test fails.
    pub fn t(self, key: &str) -> String {
        self.message(key, None)
    }

    /// A message with arguments, as plain text (titles, attributes).
    pub fn with(self, key: &str, args: Args<'_>) -> String {
        let values = args.iter().flat_map(|(name, arg)| self.plain(name, arg)).collect();
        self.message(key, Some(&values))
    }

    /// A message that may hold our own `<b>` and `<span>`; arguments are escaped and isolated.
    pub fn rich(self, key: &str, args: Args<'_>) -> Html {
        let values = args.iter().flat_map(|(name, arg)| self.marked(name, arg)).collect();
        Html::trusted(self.message(key, Some(&values)))
    }

    /// One number in a sentence.
    pub fn n(self, key: &str, count: &u64) -> Html {
        self.rich(key, &[("count", MessageArg::Count(*count))])
    }

    /// A number with the language's separators.
    pub fn number(self, number: &u64) -> Html {
        Html::trusted(format!("<bdi class=\"num\">{}</bdi>", figures::grouped(self.tongue, *number)))
    }

    /// A count that may be withheld: then a mark, with words for those who cannot see it.
    pub fn count(self, count: &Option<u64>) -> Html {
        count.as_ref().map_or_else(|| self.withheld(), |number| self.number(number))
    }

    /// The mark of a withheld count.
    pub fn withheld(self) -> Html {
        let words = escape(&self.t("figure-withheld"));
        Html::trusted(format!("<abbr class=\"withheld\" title=\"{words}\" aria-label=\"{words}\">·</abbr>"))
    }

    /// A day, written out: `1 April 2020`.
    pub fn day(self, day: &Date) -> Html {
        Html::trusted(format!("<time datetime=\"{day}\"><bdi>{}</bdi></time>", escape(&self.day_plain(*day))))
    }

    /// A text of a pack or of the schema, in this language where it exists.
    pub fn text(self, text: &Text) -> Html {
        let wanted = self.lang();
        match text.best(&wanted) {
            Some((lang, words)) if *lang == wanted => self.dated(words),
            Some((lang, words)) => self.foreign(lang, words),
            None => Html::escaped(&self.t("text-missing")),
        }
    }

    /// The language as the schema names it.
    pub fn lang(self) -> Lang {
        Lang(self.tongue.tag().into())
    }

    fn foreign(self, lang: &Lang, words: &str) -> Html {
        let words =
            Tongue::from_tag(&lang.0).map_or_else(|| Html::escaped(words), |tongue| Self { tongue }.dated(words));
        self.untranslated(&lang.0, &words)
    }

    /// Words that are not there in this language, in the one in which they are, and that it is so.
    pub fn untranslated(self, lang: &str, words: &Html) -> Html {
        let (lang, note) = (escape(lang), escape(&self.t("text-not-translated")));
        let words = self.spoken(&lang, words);
        Html::trusted(format!("{words} <abbr class=\"tongue\" title=\"{note}\">{lang}</abbr>"))
    }

    /// Words in a language that somebody chose; another than the page's is marked as what it is.
    pub fn spoken(self, lang: &str, words: &Html) -> Html {
        if lang == self.tongue.tag() {
            return words.clone();
        }
        let (dir, lang) = (tongue::direction(lang), escape(lang));
        Html::trusted(format!("<span lang=\"{lang}\" dir=\"{dir}\" class=\"foreign\">{words}</span>"))
    }

    /// Text in which days as rules write them (`2020-03-18`) are written out.
    fn dated(self, words: &str) -> Html {
        let mut out = String::new();
        let mut rest = words;
        while let Some((before, day, after)) = figures::first_day(rest) {
            out.push_str(&escape(before));
            out.push_str(&self.day(&day).to_string());
            rest = after;
        }
        Html::trusted(out + &escape(rest))
    }

    fn day_plain(self, day: Date) -> String {
        let month = self.t(figures::month_key(day.month()));
        let (date, year) = (u64::from(day.day().unsigned_abs()), day.year().to_string());
        let (month, year) = (MessageArg::Text(&month), MessageArg::Text(&year));
        self.with("date-long", &[("day", MessageArg::Count(date)), ("month", month), ("year", year)])
    }

    fn message(self, key: &str, args: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
        let found = LOCALES.lookup_no_default_fallback(&self.tongue.identifier(), key, args);
        found.unwrap_or_else(|| format!("[{key}]"))
    }

    fn plain(self, name: &'static str, arg: &MessageArg<'_>) -> Vec<(Cow<'static, str>, FluentValue<'static>)> {
        let shown = match arg {
            MessageArg::Count(count) => figures::grouped(self.tongue, *count),
            MessageArg::Text(text) => (*text).to_owned(),
            MessageArg::Day(day) => self.in_its_direction(&self.day_plain(*day)),
            MessageArg::Html(html) => self.in_its_direction(&html.to_string()),
        };
        values(name, arg, shown)
    }

    /// What is put together of parts, each kept from the direction of the others, runs in the direction of the language: left
    /// to itself it has none of its own, and is read from left to right.
    fn in_its_direction(self, shown: &str) -> String {
        let begins = if self.tongue.dir() == "rtl" { RIGHT_TO_LEFT } else { LEFT_TO_RIGHT };
        format!("{begins}{shown}{ENDS}")
    }

    fn marked(self, name: &'static str, arg: &MessageArg<'_>) -> Vec<(Cow<'static, str>, FluentValue<'static>)> {
        let shown = match arg {
            MessageArg::Count(count) => self.number(count).to_string(),
            MessageArg::Text(text) => format!("<bdi>{}</bdi>", escape(text)),
            MessageArg::Day(day) => self.day(day).to_string(),
            MessageArg::Html(html) => self.in_its_direction(&html.to_string()),
        };
        values(name, arg, shown)
    }
}

fn values(name: &'static str, arg: &MessageArg<'_>, shown: String) -> Vec<(Cow<'static, str>, FluentValue<'static>)> {
    let mut pairs = vec![(Cow::Borrowed(name), FluentValue::from(shown))];
    if let MessageArg::Count(count) = arg {
        pairs.push((Cow::Owned(format!("{name}-n")), FluentValue::from(*count)));
    }
    pairs
}

#[cfg(test)]
mod tests;

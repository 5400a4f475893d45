//! Standard output is the answer and nothing else; what is said about the work goes to standard error.

use std::io::{ErrorKind, Write};

use model::plain;
use serde::Serialize;

use crate::cli::Format;
use crate::fail::{Fail, Outcome};
pub use crate::say::say;

/// Prints one line of the answer; what people wrote gives the terminal no orders.
pub fn line(text: impl AsRef<str>) {
    print(&plain::shown(text.as_ref()));
}

/// Prints a line. A reader that went away is no error; an answer that cannot be written whole ends the
/// program, for half of one would be taken for all of it.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            say(format!("error: the answer cannot be written: {error}"));
            std::process::exit(3);
        }
        _ => {}
    }
}

/// Prints one JSON document.
pub fn json(value: &impl Serialize) -> Outcome {
    print(&json_text(value)?);
    Ok(())
}

/// JSON in which what gives a terminal orders, which stands in strings alone, is written in JSON's own way: whoever parses
/// it reads the same.
fn json_text(value: &impl Serialize) -> Outcome<String> {
    let text = serde_json::to_string_pretty(value).map_err(Fail::wrong)?;
    if plain::is_text(&text) {
        return Ok(text);
    }
    let one = |c: char| if plain::is_order(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Ok(text.chars().map(one).collect())
}

/// Columns aligned on the widest cell; numbers are given as text already. No cell ends its line.
pub fn table(head: &[&str], rows: &[Vec<String>]) {
    let in_lines = |row: &Vec<String>| row.iter().map(|cell| plain::shown_in_line(cell).into_owned()).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(in_lines).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain(head.get(column).map(|cell| cell.chars().count())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let show = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        line(padded.join("  ").trim_end());
    };
    show(&mut head.iter().copied());
    for row in &rows {
        show(&mut row.iter().map(String::as_str));
    }
}

/// The answer as JSON, or as a line of text.
pub fn answer(format: Format, json: &impl Serialize, text: impl FnOnce() -> String) -> Outcome {
    match format {
        Format::Json => self::json(json),
        Format::Table => {
            line(text());
            Ok(())
        }
        Format::Csv | Format::Html => Err(Fail::wrong("this verb answers as `table` or `json`")),
    }
}

/// A word of the contract (`not_met`), as JSON spells it.
pub fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How far long work has come, on standard error where that is a terminal.
pub struct Progress(indicatif::ProgressBar);

impl Progress {
    /// Work counted in `what`, of which nobody knows how much there is.
    pub fn of(what: &'static str) -> Self {
        let style = indicatif::ProgressStyle::with_template("{spinner} {human_pos} {msg}");
        let bar = indicatif::ProgressBar::no_length().with_message(what);
        Self(style.map_or(bar.clone(), |style| bar.with_style(style)))
    }

    /// Work counted in `what`, of which there is so much.
    pub fn of_all(what: &'static str, all: u64) -> Self {
        let style = indicatif::ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} {msg}, {eta} left");
        let bar = indicatif::ProgressBar::new(all).with_message(what);
        Self(style.map_or(bar.clone(), |style| bar.with_style(style)))
    }

    /// Work elsewhere, of which nothing is heard until it is done: how long it has taken.
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub fn elsewhere(what: &'static str) -> Self {
        let style = indicatif::ProgressStyle::with_template("{spinner} {msg}, {elapsed}");
        let bar = indicatif::ProgressBar::no_length().with_message(what);
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        Self(style.map_or(bar.clone(), |style| bar.with_style(style)))
    }

    /// Says something while the work goes on.
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub fn say(&self, text: &str) {
        self.0.suspend(|| say(text));
    }

    pub fn at(&mut self, count: u64) {
        self.0.set_position(count);
    }

    pub fn end(self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::json_text;

    #[test]
    fn json_gives_no_orders_and_says_the_same() {
        let said = "\u{1b}[2J \u{9b}31m \u{202e}anima\u{2069} سارة\n";
        let text = json_text(&said).expect("a text is JSON");
        assert_eq!(text, "\"\\u001b[2J \\u009b31m \\u202eanima\\u2069 سارة\\n\"");
        assert_eq!(serde_json::from_str::<String>(&text).expect("it is JSON"), said);
    }
}

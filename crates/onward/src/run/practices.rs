//! `onward practices`: the library, each practice with its pack and what that pack's tests say of it now.
//!
//! Ends with 1 while any pack that is named does not run its practice; a library that is itself unsound is a wrong
//! call no more than a failing test is, so that too ends with 1, every problem with its place.

use std::borrow::Cow;

use library::{Checked, Held, Library, PackState, Practice};
use packs::Source;
use serde::Serialize;

use crate::cli::{Format, Practices};
use crate::fail::{Fail, Outcome};
use crate::out;

/// A practice as scripts read it (CONTRACT.md).
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    actor: &'a str,
    iso3: &'a [String],
    text: &'a str,
    quote: &'a str,
    #[serde(rename = "where")]
    passages: Vec<String>,
    status: &'a str,
    reported_by: &'a str,
    kind: &'a str,
    gcm: &'a [u8],
    sdg: &'a [String],
    groups: Vec<&'a str>,
    phase: &'a str,
    figures: &'a [String],
    pack: Option<&'a str>,
    pack_state: PackState,
    missing: Vec<&'a str>,
    reason: Cow<'a, str>,
    /// The language of the text, and whether somebody who speaks it has read the text, whose it is and the reason.
    lang: &'a str,
    reviewed: bool,
}

pub fn run(args: &Practices) -> Outcome {
    let checked = Checked::shipped().map_err(|problems| {
        for problem in &problems.0 {
            out::say(problem.to_string());
        }
        Fail::not_all_right(format!("{} problem(s) in the library", problems.0.len()))
    })?;
    let strangers = checked.library.unknown_packs(&Source::shipped_names());
    for problem in &strangers {
        out::say(problem.to_string());
    }
    let of = |(practice, held)| Listed::of(&checked.library, practice, held, &args.lang);
    let listed: Vec<Listed<'_>> = checked.practices().map(of).collect();
    let english = listed.iter().filter(|one| one.lang != args.lang).count();
    if english > 0 {
        out::say(format!("{english} practice(s) are not translated into `{}` and stand in English", args.lang));
    }
    match args.format {
        Format::Json => out::json(&listed)?,
        Format::Csv => csv(&listed)?,
        Format::Table => table(&listed),
        Format::Html => return Err(Fail::wrong("`practices` answers as `table`, `json` or `csv`")),
    }
    verdict(&listed)
}

fn verdict(listed: &[Listed<'_>]) -> Outcome {
    let count = |state| listed.iter().filter(|one| one.pack_state == state).count();
    let (all, fails) = (listed.len(), count(PackState::Fails));
    let [runs, partly, none] = [PackState::Runs, PackState::Partly, PackState::None].map(count);
    out::say(format!("{all} practices: a pack runs {runs}, of {partly} only the rule, {none} have none, {fails} fail"));
    if fails == 0 { Ok(()) } else { Err(Fail::not_all_right(format!("{fails} practice(s) name a pack that fails"))) }
}

impl<'a> Listed<'a> {
    fn of(library: &'a Library, practice: &'a Practice, held: &'a Held, lang: &'a str) -> Self {
        let (told, actor) = (library.told(practice, lang), library.told_actor(practice, lang));
        let (reason, reason_reviewed) = reason(library, practice, held, lang);
        Self {
            id: &practice.id,
            actor: actor.words,
            iso3: &practice.iso3,
            text: told.words,
            quote: &practice.quote,
            passages: practice.passages.iter().map(ToString::to_string).collect(),
            status: practice.status.code(),
            reported_by: &practice.reported_by,
            kind: practice.kind.code(),
            gcm: &practice.gcm,
            sdg: &practice.sdg,
            groups: practice.groups.iter().map(|group| group.code()).collect(),
            phase: practice.phase.code(),
            figures: &practice.figures,
            pack: practice.pack(),
            pack_state: held.state,
            missing: practice.missing().iter().map(|one| one.code()).collect(),
            reason,
            lang: told.lang,
            reviewed: told.reviewed && actor.reviewed && reason_reviewed,
        }
    }
}

/// Why a practice does not run: what its pack leaves out where it runs in part, in words where the language has them, else
/// the reason; what tests say is in English. And whether somebody who speaks the language has read all of it.
fn reason<'a>(library: &'a Library, practice: &Practice, held: &'a Held, lang: &'a str) -> (Cow<'a, str>, bool) {
    if held.state != PackState::Partly {
        let told = library.told_reason(&held.reason, lang);
        return (Cow::Borrowed(told.words), told.reviewed);
    }
    let told: Vec<_> = practice.missing().iter().map(|one| library.told_missing(*one, lang)).collect();
    let words: Vec<_> = told.iter().map(|one| one.words).collect();
    (Cow::Owned(words.join(", ")), told.iter().all(|one| one.reviewed))
}

/// By actor, a line a practice.
fn table(listed: &[Listed<'_>]) {
    for group in listed.chunk_by(|a, b| a.actor == b.actor) {
        out::line(group.first().map_or("", |one| one.actor));
        for one in group {
            let id = one.id.split_once('/').map_or(one.id, |(_, id)| id);
            let (state, pack) = (one.pack_state.code(), one.pack.unwrap_or_default());
            let told = match one.pack_state {
                PackState::Runs => pack.to_owned(),
                PackState::Partly => format!("{pack}, missing: {}", one.reason),
                PackState::Fails | PackState::None => one.reason.to_string(),
            };
            out::line(format!("  {state:<6} {id:<38} {told}").trim_end());
        }
    }
}

/// Lists stand in one cell, separated by a space; figures and passages by a semicolon.
fn csv(listed: &[Listed<'_>]) -> Outcome {
    let mut writer = csv::Writer::from_writer(std::io::stdout().lock());
    let head = [
        "id",
        "actor",
        "iso3",
        "text",
        "status",
        "reported_by",
        "kind",
        "gcm",
        "sdg",
        "groups",
        "phase",
        "figures",
        "pack",
        "pack_state",
        "reason",
        "missing",
        "quote",
        "where",
        "lang",
        "reviewed",
    ];
    writer.write_record(head).map_err(Fail::wrong)?;
    for one in listed {
        let gcm: Vec<String> = one.gcm.iter().map(ToString::to_string).collect();
        let cells = [
            one.id,
            one.actor,
            &one.iso3.join(" "),
            one.text,
            one.status,
            one.reported_by,
            one.kind,
            &gcm.join(" "),
            &one.sdg.join(" "),
            &one.groups.join(" "),
            one.phase,
            &one.figures.join("; "),
            one.pack.unwrap_or_default(),
            one.pack_state.code(),
            &one.reason,
            &one.missing.join(" "),
            one.quote,
            &one.passages.join("; "),
            one.lang,
            if one.reviewed { "true" } else { "false" },
        ];
        writer.write_record(cells).map_err(Fail::wrong)?;
    }
    writer.flush().map_err(Fail::wrong)
}

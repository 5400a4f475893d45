//! What a change of the packs in force does to people, as every page shows it that can make such a change: a sentence,
//! the answers before and after as bars, who gains and who loses. And what the reader can do about it.
//!
//! Counts are for those who may simulate, propose or put in force, and are of made-up people: where those on record are
//! real, a look does not ask them. Nobody else has anything counted.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::{Action, Mode};
use evidence::reach::SplitFigures;
use instance::change::{ChangeFigures, Loss, MeasureChange};
use instance::{Fault, PackChange, THRESHOLD};
use packs::Source;
use packs::diff::{FileChange as Lines, changes};

use super::rule_path;
use crate::app::App;
use crate::chart::{self, Caption, Split};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::say::{Html, MessageArg, Say};
use crate::studio::reach::finding;

/// The largest reason that a form takes; the record takes no larger one.
pub(crate) const REASON: usize = 2000;

/// What a page tells of a change.
pub(crate) enum Effect {
    /// The reader's role sees no counts.
    Hidden,
    /// The files cannot be read together with what is in force.
    Unsound,
    /// Counted.
    Counted(Counted),
}

/// A change, counted.
pub(crate) struct Counted {
    /// Whether a second person must agree.
    pub takes_away: bool,
    pub measures: Vec<Line>,
    /// Whether a count is withheld somewhere.
    pub withheld: bool,
    pub threshold: u64,
}

/// What a change does to one measure.
pub(crate) struct Line {
    pub title: Html,
    /// Address of the rule as it is in force.
    pub rule: String,
    /// Why it takes something away, in words.
    pub loss: Option<String>,
    pub people: Option<People>,
}

/// What changes for people on one day.
pub(crate) struct People {
    /// Of whom, and when.
    pub lead: Html,
    pub synthetic: bool,
    pub before: Html,
    pub after: Html,
    pub gained: Option<u64>,
    pub lost: Option<u64>,
    pub undecidable: Option<u64>,
}

/// What the reader can do about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Put it in force.
    Install,
    /// Propose it to a second person.
    Propose,
    /// Nothing: the role puts no pack in force.
    None,
}

/// Who the reader is for a change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    counts: bool,
    proposes: bool,
    installs: bool,
    /// On trial those on record are invented, and asked by a look already.
    mode: Mode,
}

impl Reader {
    pub fn of(frame: &Frame) -> Self {
        let installs = frame.may(Action::InstallPack);
        let counts = installs || frame.may(Action::Simulate);
        Self { counts, proposes: frame.proposes(Action::InstallPack), installs, mode: frame.instance.mode }
    }

    /// What the reader can do about a change that has this effect. Whether real people lose is not known to a page: what
    /// touches a measure in force is put before a second person.
    pub fn way(self, effect: &Effect) -> Way {
        let alone =
            |counted: &Counted| counted.measures.is_empty() || (self.mode == Mode::Trial && !counted.takes_away);
        match effect {
            Effect::Counted(counted) if self.installs && alone(counted) => Way::Install,
            Effect::Counted(_) if self.proposes => Way::Propose,
            Effect::Counted(_) | Effect::Hidden | Effect::Unsound => Way::None,
        }
    }
}

/// Counts a change for a reader; `None` where that takes longer than the reader is kept waiting.
pub(crate) async fn effect(app: &App, frame: &Frame, source: Source) -> Result<Option<Effect>, Failure> {
    let reader = Reader::of(frame);
    if !reader.counts && !reader.proposes {
        return Ok(Some(Effect::Hidden));
    }
    let acting = frame.acting(Action::InstallPack)?;
    let (revision, instance, in_force) = (app.instance.revision().await?, app.instance.clone(), frame.in_force.clone());
    let asked = (source, reader.counts);
    let counted = app.changes.answer(revision, asked, app.settings.patience, async move |(source, _)| {
        instance.pack_change(&in_force, Some(&acting), &source).await
    });
    match counted.await {
        Ok(Some(change)) => Ok(Some(Effect::Counted(Counted::of(frame.say, &change, reader.counts)))),
        Ok(None) => Ok(None),
        Err(fault) if matches!(*fault, Fault::Unsound(_)) => Ok(Some(Effect::Unsound)),
        Err(fault) => Err(fault.into()),
    }
}

impl Counted {
    fn of(say: Say, change: &PackChange, counts: bool) -> Self {
        let measures: Vec<Line> = change.measures.iter().map(|one| Line::of(say, one, counts)).collect();
        let people = measures.iter().filter_map(|line| line.people.as_ref());
        let mut cells = people.flat_map(|people| [people.gained, people.lost, people.undecidable]);
        let withheld = cells.any(|count| count.is_none());
        Self { takes_away: change.takes_away(), measures, withheld, threshold: THRESHOLD }
    }
}

impl Line {
    fn of(say: Say, one: &MeasureChange, counts: bool) -> Self {
        // Where nobody on record loses but others would, those are shown.
        let telling = |shown: &ChangeFigures| {
            one.loss.is_none() || one.invented.is_none() || shown.figures.lost.people != Some(0)
        };
        let open =
            |figures: &&ChangeFigures| figures.people != Some(0) && (counts || figures.synthetic) && telling(figures);
        let figures = one.record.as_ref().filter(open);
        let people = figures.map(|figures| (figures, "change-on-record"));
        let people = people.or_else(|| one.invented.as_ref().map(|figures| (figures, "change-on-invented")));
        Self {
            title: say.text(&one.title),
            rule: rule_path(&one.pack, &one.measure),
            loss: one.loss.map(|loss| words(say, loss)),
            people: people.map(|(figures, key)| People::of(say, figures, key)),
        }
    }
}

fn words(say: Say, loss: Loss) -> String {
    match loss {
        Loss::Removed => say.t("change-removed"),
        Loss::Narrowed => say.t("change-narrowed"),
        Loss::Somebody => say.t("change-somebody"),
        Loss::Uncounted => say.t("change-uncounted"),
    }
}

impl People {
    fn of(say: Say, shown: &ChangeFigures, key: &str) -> Self {
        let people = shown.people.map_or_else(|| MessageArg::Html(say.withheld()), MessageArg::Count);
        let bar = |side: SplitFigures| {
            let split = Split { yes: side.yes, needs: side.needs, no: side.no };
            chart::split(&split, shown.people, Some(Caption::titled(&finding(say, &split))))
        };
        let figures = &shown.figures;
        Self {
            lead: say.rich(key, &[("day", MessageArg::Day(shown.on)), ("people", people)]),
            synthetic: shown.synthetic,
            before: bar(figures.before),
            after: bar(figures.after),
            gained: figures.gained.people,
            lost: figures.lost.people,
            undecidable: figures.newly_undecidable.people,
        }
    }
}

/// The page while a change is counted.
#[derive(Template)]
#[template(path = "studio/counting.html")]
struct CountingPage {
    frame: Arc<Frame>,
}

/// Says that a change is being counted; the page looks again by itself.
pub(crate) fn counting(frame: Arc<Frame>) -> Result<Response, Failure> {
    Ok((StatusCode::ACCEPTED, DrawnPage::of(&CountingPage { frame })?).into_response())
}

/// The reason in a form; one that is missing or too long is refused.
pub(crate) fn reason(posted: &Posted) -> Result<String, Failure> {
    let reason = posted.text("reason").trim();
    if reason.is_empty() || reason.len() > REASON { Err(Failure::Unsound) } else { Ok(reason.to_owned()) }
}

/// A file that would change.
pub(crate) struct File {
    pub path: String,
    /// From which line on, in words.
    pub line: Html,
    pub removed: Vec<String>,
    pub added: Vec<String>,
    /// How many lines, in words.
    pub count: Html,
}

/// The files that differ between what is in force and what would be.
pub(crate) fn files(say: Say, there: Option<&super::Files>, new: &super::Files) -> Vec<File> {
    let none = super::Files::new();
    changes(there.unwrap_or(&none), new).into_iter().map(|lines| File::of(say, lines)).collect()
}

impl File {
    fn of(say: Say, lines: Lines) -> Self {
        let Lines { path, line, removed, added } = lines;
        let counts =
            [("added", MessageArg::Count(number(added.len()))), ("removed", MessageArg::Count(number(removed.len())))];
        let (line, count) = (say.n("adopt-from-line", &number(line)), say.rich("adopt-lines", &counts));
        Self { path, line, removed, added, count }
    }
}

/// A length as a count.
pub(crate) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

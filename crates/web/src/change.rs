//! What a change of the packs in force does to people, as every page shows it that can make such a change: a sentence,
//! the answers before and after as bars, who gains and who loses. And what the reader can do about it.
//!
//! Counts are for those who may simulate, propose or put in force, and are of made-up people: where those on record are
//! real, a look does not ask them. Nobody else has anything counted.

mod groups;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::{Action, Mode};
use evidence::reach::SplitFigures;
use instance::change::{DayChangeFigures, Loss, MeasureChange};
use instance::{Fault, PackChange, RunningCases, THRESHOLD};
use packs::Source;
use packs::diff::{FileChange as Lines, changes};

use crate::app::App;
use crate::chart::{self, Caption, Split, finding};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::{Labels, isolated};
use crate::measure::rule_path;
use crate::say::{Html, MessageArg, Say};
use groups::Groups;

/// The files of a pack by their paths.
pub(crate) type Files = BTreeMap<String, String>;

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
    /// Whether no rule that changes is in force on any day on which it does.
    pub idle: bool,
    pub measures: Vec<Line>,
    /// Kinds of record and fields of them that go, where any do.
    pub hides: Option<Html>,
    /// How many cases run on what changes.
    pub cases: Vec<Html>,
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
    /// Whether it is in force on no day on which it changes.
    pub idle: bool,
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
    /// The groups in which anything changes, by what they are; of made-up people alone.
    pub groups: Vec<Groups>,
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
            |counted: &Counted| !counted.takes_away && (counted.measures.is_empty() || self.mode == Mode::Trial);
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
    let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
    match change(app, frame, source, reader.counts).await {
        Ok(Some(change)) => Ok(Some(Effect::Counted(Counted::of(&labels, &change, reader.counts)))),
        Ok(None) => Ok(None),
        Err(Refused::Unsound) => Ok(Some(Effect::Unsound)),
        Err(Refused::Other(failure)) => Err(failure),
    }
}

/// Why a change was not counted.
pub(crate) enum Refused {
    /// The files cannot be read together with what is in force.
    Unsound,
    Other(Failure),
}

/// The change itself, for pages and for files; `None` where it takes longer than the reader is kept waiting.
pub(crate) async fn change(
    app: &App,
    frame: &Frame,
    source: Source,
    counts: bool,
) -> Result<Option<Arc<PackChange>>, Refused> {
    let acting = frame.acting(Action::InstallPack).map_err(|fault| Refused::Other(fault.into()))?;
    let revision = app.instance.revision().await.map_err(|fault| Refused::Other(fault.into()))?;
    let (instance, in_force) = (app.instance.clone(), frame.in_force.clone());
    let counted = app.changes.answer(revision, (source, counts), app.settings.patience, async move |(source, _)| {
        instance.pack_change(&in_force, Some(&acting), &source).await
    });
    counted.await.map_err(|fault| match *fault {
        Fault::Unsound(_) => Refused::Unsound,
        _ => Refused::Other(fault.into()),
    })
}

/// That what is on record under these names goes out of sight, where there are any.
pub(crate) fn hides(labels: &Labels<'_>, names: &[&str]) -> Option<Html> {
    let listed = || labels.listed(names.iter().map(|name| isolated(name)));
    (!names.is_empty()).then(|| labels.say.rich("change-hides", &[("names", MessageArg::Html(listed()))]))
}

/// How many cases run on what changes. Few are not counted: that would tell on somebody.
fn running(cases: &RunningCases, say: Say) -> Html {
    let title = ("pathway", MessageArg::Html(say.text(&cases.title)));
    let few = ("n", MessageArg::Count(THRESHOLD));
    match (cases.stay, cases.live) {
        (true, Some(live)) => say.rich("change-cases-stay", &[title, ("n", MessageArg::Count(live))]),
        (true, None) => say.rich("change-cases-stay-few", &[title, few]),
        (false, Some(live)) => say.rich("change-cases-hidden", &[title, ("n", MessageArg::Count(live))]),
        (false, None) => say.rich("change-cases-hidden-few", &[title, few]),
    }
}

impl Counted {
    fn of(labels: &Labels<'_>, change: &PackChange, counts: bool) -> Self {
        let measures: Vec<Line> = change.measures.iter().map(|one| Line::of(labels, one, counts)).collect();
        let people = measures.iter().filter_map(|line| line.people.as_ref());
        let mut cells = people.flat_map(|people| [people.gained, people.lost, people.undecidable]);
        let withheld = cells.any(|count| count.is_none());
        let idle = !measures.is_empty() && measures.iter().all(|line| line.idle);
        let hides = hides(labels, &change.out_of_sight());
        let cases = change.cases.iter().map(|cases| running(cases, labels.say)).collect();
        Self { cases, takes_away: change.takes_away(), idle, measures, hides, withheld, threshold: THRESHOLD }
    }
}

impl Line {
    fn of(labels: &Labels<'_>, one: &MeasureChange, counts: bool) -> Self {
        let say = labels.say;
        // Where nobody on record loses but others would, those are shown; and so are they where nothing changes for
        // anybody on record.
        let changes = |shown: &DayChangeFigures| {
            let figures = &shown.figures;
            [&figures.gained, &figures.lost, &figures.newly_undecidable].iter().any(|change| change.people != Some(0))
        };
        let telling = |shown: &DayChangeFigures| match &one.invented {
            Some(_) if one.loss.is_some() => shown.figures.lost.people != Some(0),
            Some(invented) => changes(shown) || !changes(invented),
            None => true,
        };
        let open = |figures: &&DayChangeFigures| {
            figures.people != Some(0) && (counts || figures.synthetic) && telling(figures)
        };
        let figures = one.record.as_ref().filter(open);
        let people = figures.map(|figures| (figures, "change-on-record"));
        let people = people.or_else(|| one.invented.as_ref().map(|figures| (figures, "change-on-invented")));
        Self {
            title: say.text(&one.title),
            rule: rule_path(&one.pack, &one.measure),
            loss: one.loss.map(|loss| words(say, loss)),
            idle: one.idle,
            people: people.map(|(figures, key)| People::of(labels, figures, key)),
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
    fn of(labels: &Labels<'_>, shown: &DayChangeFigures, key: &str) -> Self {
        let say = labels.say;
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
            groups: figures
                .by
                .iter()
                .map(|(by, groups)| Groups::of(labels, by, groups))
                .filter(|one| !one.rows.is_empty())
                .collect(),
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
    Ok((StatusCode::ACCEPTED, DrawnPage::of(&CountingPage { frame })?.looked_at_again(2)).into_response())
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
pub(crate) fn files(say: Say, there: Option<&Files>, new: &Files) -> Vec<File> {
    let none = Files::new();
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

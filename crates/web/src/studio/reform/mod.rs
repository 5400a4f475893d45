//! Changing a rule in the browser: its conditions left out, changed and added, its values moved, shown by what that would
//! change for people before anybody puts it in force or proposes it.
//!
//! The variant is read by the loader that reads every pack; what that refuses in an expression is shown at its place, and no
//! script is needed. It goes the way of every change of the packs: whatever takes rights away asks a second person. A
//! condition that is changed must be said in words before it can be sent.

mod asked;
mod csv;
mod keep;
mod rows;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Action, Refusal};
use instance::{Acting, Fault};
use packs::{LoadOptions, Packs, Reformed, Source};
use rules::measure::Measure;

use super::rule::{Place, first_day};
use super::studies::StudyLine;
use super::values::{Input, TRIED, in_force, inputs};
use super::{Found, Sentences};
use crate::app::App;
use crate::change::{Effect, File, Reader, Way, counting, effect, files, number, reason};
use crate::gate::{DrawnPage, Failure, Frame, Posted, address};
use crate::governance::proposals;
use crate::labels::Labels;
use crate::measure::{change_path, rule_path};
use crate::say::{Html, MessageArg};
use asked::{Asked, SentenceAsked};
pub use csv::export;
pub use keep::keep;
use rows::{Row, Rows, Wrongs};

/// The page.
#[derive(Template)]
#[template(path = "studio/reform.html")]
pub struct ReformPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The measure.
    pub place: Place,
    /// Where the form is sent.
    pub here: String,
    /// This very reform.
    pub link: String,
    /// The same as a file.
    pub csv: String,
    known: Vec<Row>,
    added: Vec<Row>,
    /// Values of the rule.
    pub inputs: Vec<Input>,
    /// From which day on they count.
    pub from: model::Date,
    /// What was entered, for the form that sends it.
    pub entered: Vec<(String, String)>,
    /// Whether anything is tried.
    pub tried: bool,
    /// What is wrong besides the expressions.
    pub problems: Vec<String>,
    /// Whether something is wrong anywhere.
    pub refused: bool,
    /// The new conditions, to be said in words.
    to_say: Vec<SentenceAsked>,
    /// The language in which they are.
    pub lang: String,
    /// What the tests of the rule say of it, as sentences.
    pub tests: Vec<Html>,
    /// Tests that come out otherwise, by their titles.
    pub failing: Vec<String>,
    effect: Option<Effect>,
    way: Way,
    files: Vec<File>,
    /// How many files change, in words.
    pub summary: Html,
    /// The study that was opened.
    pub study: Option<StudyLine>,
    /// The pack as it is in force: its version, and what its files come to.
    pub versions: Html,
}

/// Shows the rule with what is tried of it.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (found, source) = (Found::measure(&frame, &pack, &measure)?, in_force(&frame, &pack)?);
    let asked = asked_by_address(&frame, &source, &measure)?;
    let here = change_path(&pack, &measure);
    if let Some(shorter) = shorter(&frame, &asked, &here) {
        return Ok(Redirect::to(&shorter).into_response());
    }
    let mut page = ReformPage::of(Arc::clone(&frame), &found, &asked, &source)?;
    page.study = opened(&app, &frame).await?;
    if !page.tried || page.refused {
        return Ok(DrawnPage::of(&page)?.into_response());
    }
    let Ok(Reformed { source: varied, .. }) = asked.variant(&source, frame.today, TRIED) else {
        return Err(Failure::Unsound);
    };
    let Some(effect) = effect(&app, &frame, varied).await? else { return counting(frame) };
    page.way = Reader::of(&frame).way(&effect);
    page.effect = Some(effect);
    Ok(DrawnPage::of(&page)?.into_response())
}

/// The study that was opened, where the reader may see it.
async fn opened(app: &App, frame: &Frame) -> Result<Option<StudyLine>, Failure> {
    let id = frame.asked("study").and_then(|id| id.parse().ok());
    let Some(id) = id.filter(|_| frame.may(Action::Simulate)) else { return Ok(None) };
    let acting = frame.acting(Action::Simulate)?;
    match app.instance.kept_study(&acting, id).await {
        Ok(study) => Ok(Some(StudyLine::of(frame, &study))),
        Err(Fault::Refused(Refusal::NotFound)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// Puts the reform in force, then shows the rule.
pub async fn install(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (varied, _) = sent(&frame, &posted, (&pack, &measure))?;
    app.instance.install(&acting, &varied).await?;
    Ok(Redirect::to(&rule_path(&pack, &measure)).into_response())
}

/// Proposes the reform to a second person, then shows the proposal.
pub async fn propose(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (varied, reason) = sent(&frame, &posted, (&pack, &measure))?;
    let proposal = app.instance.propose_pack(&acting, &varied, &reason).await?;
    Ok(Redirect::to(&proposals::path(proposal)).into_response())
}

/// The variant of a form, with its law or reason; refused where a condition is not said in words.
fn sent(frame: &Frame, posted: &Posted, (pack, measure): (&str, &str)) -> Result<(Source, String), Failure> {
    let source = in_force(frame, pack)?;
    Found::measure(frame, pack, measure)?;
    let reason = reason(posted)?;
    let mut fields = posted.0.clone();
    fields.remove("reason");
    let asked = asked_of(frame, &fields, &source, measure)?;
    if asked.is_empty() || !asked.unsaid.is_empty() {
        return Err(Failure::Unsound);
    }
    let reformed = asked.variant(&source, frame.today, &reason).map_err(|_| Failure::Unsound)?;
    Ok((reformed.source, reason))
}

fn asked_of(
    frame: &Frame,
    fields: &std::collections::BTreeMap<String, String>,
    source: &Source,
    measure: &str,
) -> Result<Asked, Failure> {
    Asked::of(fields, (measure, &source.written_rule(measure)), (frame.say, frame.today))
}

fn asked_by_address(frame: &Frame, source: &Source, measure: &str) -> Result<Asked, Failure> {
    Asked::of_address(frame.query(), (measure, &source.written_rule(measure)), (frame.say, frame.today))
}

/// The address that says the same, nothing twice and nothing in words, where the one asked for says more.
fn shorter(frame: &Frame, asked: &Asked, here: &str) -> Option<String> {
    let mut fields = asked.fields();
    let beside =
        ["lang", "study"].into_iter().filter_map(|name| Some((name.to_owned(), frame.asked(name)?.to_owned())));
    fields.extend(beside);
    (fields != *frame.query()).then(|| address(here, &fields))
}

impl ReformPage {
    fn of(frame: Arc<Frame>, found: &Found, asked: &Asked, source: &Source) -> Result<Self, Failure> {
        let (rule, pack, say) = (found.rule()?, found.pack()?, frame.say);
        let labels = Labels { schema: &found.packs().schema, say };
        let day = first_day(rule, frame.trial(), frame.today);
        let tried = Trial::of(asked, source, frame.today);
        let mut wrongs = tried.wrongs;
        let sentences = Sentences::of(found, &frame, day)?;
        let after = tried.packs.as_ref().and_then(|packs| Some((packs, packs.measure(&rule.pack, &rule.id)?)));
        let written = source.written_rule(&rule.id);
        let rows = Rows { rule, written: &written, asked, sentences: &sentences, labels, after };
        let (known, added) = (rows.known(&mut wrongs), rows.added(&mut wrongs));
        let refused = tried.packs.is_none();
        let (tests, failing) = tested(&frame, after, tried.tests_left_out);
        let here = change_path(&rule.pack, &rule.id);
        let link = address(&here, &asked.fields());
        let changed = if refused { vec![] } else { files(say, Some(&source.files), &tried.source.files) };
        Ok(Self {
            place: Place::of(found, say)?,
            csv: link.replacen("/change", "/change.csv", 1),
            known,
            added,
            inputs: inputs(std::iter::once(rule), &asked.values, &labels, frame.today),
            from: asked.values.from,
            entered: asked.fields().into_iter().collect(),
            tried: !asked.is_empty(),
            problems: wrongs.other,
            refused,
            to_say: asked.to_say(),
            lang: say.lang().0,
            tests,
            failing,
            effect: None,
            way: Way::None,
            summary: say.n("adopt-files", &number(changed.len())),
            files: changed,
            versions: say.rich(
                "reform-versions",
                &[
                    ("pack", MessageArg::Text(&pack.name)),
                    ("version", MessageArg::Text(&pack.version)),
                    ("hash", MessageArg::Text(pack.hash.get(..16).unwrap_or_default())),
                ],
            ),
            study: None,
            here,
            link,
            frame,
        })
    }

    /// The page's own day and instance, for a print that stands alone.
    fn printed(&self) -> Html {
        self.frame.say.rich("reform-printed", &[("day", MessageArg::Day(self.frame.today))])
    }

    fn may_simulate(&self) -> bool {
        self.frame.may(Action::Simulate)
    }
}

/// A reform as far as it can be read.
struct Trial {
    source: Source,
    packs: Option<Packs>,
    wrongs: Wrongs,
    tests_left_out: usize,
}

impl Trial {
    fn of(asked: &Asked, source: &Source, today: model::Date) -> Self {
        match asked.variant(source, today, TRIED) {
            Ok(reformed) => Self::read(asked, reformed),
            Err(why) => {
                let wrongs = Wrongs { other: vec![why.to_string()], ..Wrongs::default() };
                Self { source: source.clone(), packs: None, wrongs, tests_left_out: 0 }
            }
        }
    }

    fn read(asked: &Asked, reformed: Reformed) -> Self {
        let loaded = packs::load(std::slice::from_ref(&reformed.source), &LoadOptions::default());
        let (packs, wrongs) = match loaded {
            Ok(packs) => (Some(packs), Wrongs::default()),
            Err(found) => (None, Wrongs::of(asked, reformed.sorted(found))),
        };
        Self { source: reformed.source, packs, wrongs, tests_left_out: reformed.tests_left_out }
    }
}

/// What the tests of the rule say of the variant, in words, and those that come out otherwise.
fn tested(frame: &Frame, after: Option<(&Packs, &Measure)>, left_out: usize) -> (Vec<Html>, Vec<String>) {
    let Some((packs, rule)) = after else { return (vec![], vec![]) };
    let Some(pack) = packs.pack(&rule.pack) else { return (vec![], vec![]) };
    let cases = packs::test_pack(packs, pack).cases.into_iter().filter(|case| case.measure == rule.id);
    let (failing, right): (Vec<_>, Vec<_>) = cases.partition(|case| !case.failures.is_empty());
    let mut said = vec![frame.say.n("reform-tests-right", &number(right.len()))];
    if !failing.is_empty() {
        said.push(frame.say.n("reform-tests-wrong", &number(failing.len())));
    }
    if left_out > 0 {
        said.push(frame.say.n("reform-tests-left-out", &number(left_out)));
    }
    (said, failing.into_iter().map(|case| case.title).collect())
}

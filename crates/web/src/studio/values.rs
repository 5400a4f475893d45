//! Trying other values: a variant of a pack in force, made without an editor, shown by what it would change for people
//! before anybody puts it in force or proposes it.
//!
//! The address carries values and a day and no words: the law or the reason is written where the change is sent. The
//! variant is read by the loader that reads every pack, and whatever that refuses is said on the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use instance::Acting;
use model::Date;
use packs::{LoadOptions, NewValue, Pack, Packs, Source};
use rules::Clocks;
use rules::expr::Literal;
use rules::measure::{Measure, Param};

use crate::app::App;
use crate::change::{Effect, File, Reader, Way, counting, effect, files, number, reason};
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, Posted};
use crate::governance::proposals;
use crate::labels::{Labels, isolated};
use crate::say::Html;

/// Before the name of a parameter in a form.
const PREFIX: &str = "v.";
/// The citation of a value that is only tried.
pub(super) const TRIED: &str = "tried";

/// The page.
#[derive(Template)]
#[template(path = "studio/values.html")]
pub struct ValuesPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// What the pack is called.
    pub title: Html,
    /// Its name.
    pub pack: String,
    /// Where the form is sent.
    pub here: String,
    /// Its dated parameters.
    pub inputs: Vec<Input>,
    /// From which day on.
    pub from: Date,
    /// What was entered, for the form that sends it.
    pub entered: Vec<(String, String)>,
    /// What the loader refused.
    pub problems: Vec<String>,
    effect: Option<Effect>,
    way: Way,
    files: Vec<File>,
    /// How many files change, in words.
    pub summary: Html,
}

/// A dated parameter.
pub struct Input {
    /// Its name in a form.
    pub field: String,
    /// Its name.
    pub name: String,
    /// The value in effect today.
    pub now: Option<Html>,
    /// How such a value is spelt.
    pub example: String,
    /// What was entered.
    pub entered: String,
}

/// New values of a pack in force.
pub(super) struct Tried {
    pub values: BTreeMap<String, String>,
    pub from: Date,
}

impl Tried {
    /// From an address or a form; without a day it is from today.
    pub fn of(fields: &BTreeMap<String, String>, today: Date) -> Result<Self, Failure> {
        let named = fields.iter().filter_map(|(field, value)| Some((field.strip_prefix(PREFIX)?, value.trim())));
        let values = named.filter(|(_, value)| !value.is_empty());
        let from = match fields.get("from").map_or("", |day| day.trim()) {
            "" => today,
            day => day.parse().map_err(|_| Failure::Unread("from", AskedKind::Day))?,
        };
        Ok(Self { values: values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), from })
    }

    /// The pack with these values; `None` where there is no such parameter or nothing was entered.
    pub fn variant(&self, source: &Source, decided: Date, law: &str) -> Option<Source> {
        let mut varied = None;
        for (param, value) in &self.values {
            let (param, value, law) = (param.clone(), value.clone(), law.to_owned());
            let new = NewValue { param, value, from: self.from, decided, law };
            varied = Some(varied.as_ref().unwrap_or(source).with_value(&new)?);
        }
        varied
    }
}

impl Tried {
    /// What an address says of them; without a value no day.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let mut fields: BTreeMap<String, String> =
            self.values.iter().map(|(name, value)| (format!("{PREFIX}{name}"), value.clone())).collect();
        if !fields.is_empty() {
            fields.insert("from".into(), self.from.to_string());
        }
        fields
    }
}

/// Shows the parameters, and what the values entered would change.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let (source, packs) = (in_force(&frame, &name)?, Arc::clone(&frame.in_force.packs));
    let pack = packs.pack(&name).ok_or(Failure::NotFound)?;
    let today = frame.today;
    let tried = Tried::of(frame.query(), today)?;
    let mut page = ValuesPage::of(frame.clone(), &packs, pack, &tried, today);
    if let Some(varied) = tried.variant(&source, today, TRIED) {
        page.files = files(frame.say, Some(&source.files), &varied.files);
        page.summary = frame.say.n("adopt-files", &number(page.files.len()));
        page.problems = problems(&varied);
        if page.problems.is_empty() {
            let Some(effect) = effect(&app, &frame, varied).await? else { return counting(frame) };
            page.way = Reader::of(&frame).way(&effect);
            page.effect = Some(effect);
        }
    }
    Ok(DrawnPage::of(&page)?.into_response())
}

/// Puts the variant in force, then shows the pack.
pub async fn install(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let (varied, _) = sent(&frame, &posted, &name)?;
    app.instance.install(&acting, &varied).await?;
    Ok(Redirect::to(&format!("/studio/packs/{name}")).into_response())
}

/// Proposes the variant to a second person, then shows the proposal.
pub async fn propose(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let (varied, reason) = sent(&frame, &posted, &name)?;
    let proposal = app.instance.propose_pack(&acting, &varied, &reason).await?;
    Ok(Redirect::to(&proposals::path(proposal)).into_response())
}

/// The variant of a form, with its law or reason.
fn sent(frame: &Frame, posted: &Posted, name: &str) -> Result<(Source, String), Failure> {
    let (source, reason, today) = (in_force(frame, name)?, reason(posted)?, frame.today);
    let varied = Tried::of(&posted.0, today)?.variant(&source, today, &reason).ok_or(Failure::Unsound)?;
    Ok((varied, reason))
}

pub(super) fn in_force(frame: &Frame, name: &str) -> Result<Source, Failure> {
    let there = frame.in_force.view.packs.get(name).ok_or(Failure::NotFound)?;
    Ok(Source::new(name, (*there.files).clone()))
}

/// What the loader refuses of a variant by itself.
fn problems(varied: &Source) -> Vec<String> {
    let loaded = packs::load(std::slice::from_ref(varied), &LoadOptions::default());
    loaded.err().map(|found| found.0.into_iter().map(|problem| problem.message).collect()).unwrap_or_default()
}

/// The dated parameters of measures, each once, with what was entered.
pub(super) fn inputs<'m>(
    measures: impl Iterator<Item = &'m Measure>,
    tried: &Tried,
    labels: &Labels<'_>,
    today: Date,
) -> Vec<Input> {
    let params: BTreeMap<&String, &Param> = measures.flat_map(|measure| &measure.params).collect();
    let input = |(name, param): (&String, &Param)| {
        let now = param.value(Clocks::on(today));
        let entered = tried.values.get(name).cloned().unwrap_or_default();
        let (field, name) = (format!("{PREFIX}{name}"), name.clone());
        let shown = now.map(|value| labels.literal(value));
        Input { field, name, now: shown, example: now.map(spelt).unwrap_or_default(), entered }
    };
    params.into_iter().map(input).collect()
}

impl ValuesPage {
    fn of(frame: Arc<Frame>, packs: &Packs, pack: &Pack, tried: &Tried, today: Date) -> Self {
        let labels = Labels { schema: &packs.schema, say: frame.say };
        Self {
            inputs: inputs(pack.measures.iter(), tried, &labels, today),
            title: frame.say.text(&pack.title),
            here: path(&pack.name),
            pack: pack.name.clone(),
            from: tried.from,
            entered: tried.values.iter().map(|(name, value)| (format!("{PREFIX}{name}"), value.clone())).collect(),
            problems: vec![],
            effect: None,
            way: Way::None,
            files: vec![],
            summary: isolated(""),
            frame,
        }
    }
}

/// A value as a pack spells it.
fn spelt(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Decimal(value) => value.to_string(),
        Literal::Money(value) => value.to_string(),
        Literal::Date(day) => day.to_string(),
        Literal::Time(time) => time.to_string(),
        Literal::Code(code) => code.clone(),
    }
}

/// Address of the page on which other values of a pack are tried.
pub(crate) fn path(pack: &str) -> String {
    format!("/studio/values/{pack}")
}

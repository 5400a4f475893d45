//! Whom a measure reaches and whom it leaves behind: a sentence first, then the bar, the groups, the conditions
//! that leave people behind, and the questions that would settle most.

mod groups;
mod lead;
mod patterns;
mod rows;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use evidence::reach::{MeasureFigures, NotCounted};
use instance::Acting;
use instance::study::{Simulation, Studied};
use model::Date;
use packs::Packs;
use rules::measure::Measure;

use super::rule::{Place, first_day};
use super::{Found, Sentences};
use crate::app::App;
use crate::chart::{self, Caption, Split, finding};
use crate::gate::{AskedKind, DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};
use groups::GroupTable;
use lead::Whom;
use patterns::PatternLink;
use rows::{Asked, Barrier, ConditionRow, DropRow};

/// Breakdowns shown.
const BY: [&str; 3] = ["sex", "age_band", "nationality"];

/// The page.
#[derive(Template)]
#[template(path = "studio/reach.html")]
pub struct ReachPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The measure.
    pub place: Place,
    /// The day asked about.
    pub day: Date,
    /// Days worth asking about, with their addresses.
    pub days: Vec<(Html, String)>,
    /// What the figures say, in whole sentences.
    pub lead: Vec<Html>,
    /// Whom the rule is about, and who else was counted, as sentences.
    pub of_whom: Vec<Html>,
    /// The bar of the three answers.
    pub bar: Html,
    /// The three answers with their shares.
    pub split: Split,
    /// How many answers rest on a presumption, as a sentence.
    pub presumed: Option<Html>,
    /// Conditions that leave people behind by themselves.
    pub barriers: Vec<Barrier>,
    /// Questions that would settle open answers.
    pub questions: Vec<Asked>,
    /// What would reach more people.
    pub drops: Vec<DropRow>,
    /// What it costs, and how far a quota goes, as sentences.
    pub money: Vec<Html>,
    /// The breakdowns.
    pub tables: Vec<GroupTable>,
    /// Every condition with its counts.
    pub conditions: Vec<ConditionRow>,
    /// Patterns to open a persona of; empty on a live instance.
    pub patterns: Vec<PatternLink>,
    /// Other measures that could not be counted, by their titles: because of them it is not known whom none reaches.
    pub uncounted: Vec<Html>,
    /// Whether a count is withheld somewhere.
    pub withheld: bool,
    /// Counts below this are withheld.
    pub threshold: u64,
}

/// The page while a simulation is under way.
#[derive(Template)]
#[template(path = "studio/waiting.html")]
pub struct WaitingPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The measure.
    pub place: Place,
    /// What is being counted.
    pub text: Html,
}

/// Shows the page, or its progress.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let found = Found::measure(&frame, &pack, &measure)?;
    let day = day_asked(&frame, found.rule()?)?;
    let asked = (simulation(&found, day)?, acting.seat.controller.clone());
    let (revision, instance, in_force) = (app.instance.revision().await?, app.instance.clone(), frame.in_force.clone());
    let counted = app.work.answer(revision, asked, app.settings.patience, async move |(asked, _)| {
        instance.study(&in_force, &acting, &asked).await
    });
    let Some(studied) = counted.await? else {
        return waiting(frame, &found, day);
    };
    Ok(DrawnPage::of(&ReachPage::of(frame, &found, day, &studied)?)?.into_response())
}

fn waiting(frame: Arc<Frame>, found: &Found, day: Date) -> Result<Response, Failure> {
    let place = Place::of(found, frame.say)?;
    let args = [("title", MessageArg::Html(place.title.clone())), ("day", MessageArg::Day(day))];
    let text = frame.say.rich("waiting-text", &args);
    Ok((StatusCode::ACCEPTED, DrawnPage::of(&WaitingPage { frame, place, text })?.looked_at_again(2)).into_response())
}

/// The day the address asks about; without one, the first that says something of the rule.
pub(crate) fn day_asked(frame: &Frame, rule: &Measure) -> Result<Date, Failure> {
    let asked = frame.asked_as("on", AskedKind::Day)?;
    Ok(asked.unwrap_or_else(|| first_day(rule, frame.trial(), frame.today)))
}

/// What is to be simulated.
pub(crate) fn simulation(found: &Found, on: Date) -> Result<Simulation, Failure> {
    Ok(Simulation {
        pack: found.pack()?.name.clone(),
        measure: found.rule()?.id.clone(),
        on,
        by: BY.map(str::to_owned).to_vec(),
    })
}

impl ReachPage {
    pub(crate) fn of(frame: Arc<Frame>, found: &Found, day: Date, studied: &Studied) -> Result<Self, Failure> {
        let (rule, say) = (found.rule()?, frame.say);
        let labels = Labels { schema: &found.packs().schema, say };
        let figures = studied.figures.measures.first().ok_or(Failure::Unavailable)?;
        let place = Place::of(found, say)?;
        let whom = Whom::of(figures, studied.figures.people);
        let (lead, split) = (whom.lead(say, day, studied, &place), whom.split);
        let sentences = Sentences::of(found, &frame, day)?;
        let personas = frame.trial() && studied.figures.synthetic;
        let patterns = if personas { patterns::patterns(&place, rule, day, studied, &sentences) } else { Vec::new() };
        Ok(Self {
            day,
            of_whom: whom.wider(&labels, &place, &sentences),
            days: days(say, &place, rule),
            bar: chart::split(&split, whom.people, Some(Caption::titled(&finding(say, &split)))),
            lead,
            split,
            presumed: figures.presumed.filter(|people| *people > 0).map(|people| say.n("reach-presumed", &people)),
            barriers: rows::barriers(figures, &sentences),
            questions: rows::questions(figures, &labels),
            drops: rows::drops(figures, &sentences),
            money: rows::money(say, figures),
            tables: figures.by.iter().map(|(by, groups)| GroupTable::of(by, groups, &labels)).collect(),
            conditions: rows::conditions(figures, &sentences),
            patterns,
            uncounted: studied.uncounted.iter().map(|one| title(one, found.packs(), say)).collect(),
            withheld: withholds(figures),
            threshold: studied.threshold,
            place,
            frame,
        })
    }
}

fn title(one: &NotCounted, packs: &Packs, say: Say) -> Html {
    let rule = packs.measure(&one.pack, &one.measure);
    rule.map_or_else(|| crate::labels::isolated(&one.measure), |rule| say.text(&rule.title))
}

fn days(say: Say, place: &Place, rule: &Measure) -> Vec<(Html, String)> {
    let address = |day: &Date| format!("{}?on={day}", place.reach);
    rule.milestones().iter().map(|day| (say.day(day), address(day))).collect()
}

fn withholds(figures: &MeasureFigures) -> bool {
    let cells = figures.by.values().flatten().flat_map(|group| [group.yes, group.needs, group.no]);
    let alone = figures.conditions.iter().map(|condition| condition.missed_alone);
    cells.chain(alone).chain([figures.yes, figures.needs, figures.no]).any(|count| count.is_none())
}

//! Whom a measure reaches and whom it leaves behind: a sentence first, then the bar, the groups, the conditions
//! that leave people behind, and the questions that would settle most.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use evidence::reach::{
    ConditionFigures, CostFigures, DropFigures, GroupFigures, MeasureFigures, NotCounted, QuestionFigures, QuotaFigures,
};
use instance::Acting;
use instance::study::{Simulation, Studied};
use model::Date;
use packs::Packs;
use rules::measure::Measure;
use rules::verdict::{Masks, Verdict};

use super::rule::{Place, first_day};
use super::{Found, Sentences, pattern};
use crate::app::App;
use crate::chart::{self, Caption, Split, finding};
use crate::gate::{AskedKind, DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};
use crate::words;

/// Breakdowns shown.
const BY: [&str; 3] = ["sex", "age_band", "nationality"];
/// Single conditions, and pairs, of which it is told what dropping them would change.
const DROPS: usize = 3;
/// Patterns offered as personas.
const PATTERNS: usize = 8;

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
    /// That others than those in the country of the rule are counted, as a sentence.
    pub of_whom: Option<Html>,
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

/// A condition that leaves people behind by itself.
pub struct Barrier {
    /// The condition.
    pub says: Html,
    /// How many.
    pub people: Option<u64>,
    /// Against the largest.
    pub bar: Html,
}

/// Conditions that might be dropped together.
pub struct DropRow {
    /// The conditions, one or two.
    pub says: Vec<Html>,
    /// How many more would be reached.
    pub people: Option<u64>,
    /// Against the most.
    pub bar: Html,
}

/// A question.
pub struct Asked {
    /// As it is asked.
    pub question: Html,
    /// How many answers it settles by itself.
    pub settles: Html,
}

/// A breakdown.
pub struct GroupTable {
    /// By what.
    pub title: String,
    /// The groups; of many, the largest.
    pub rows: Vec<GroupRow>,
    /// The others.
    pub more: Vec<GroupRow>,
}

/// Groups shown at once where there are many.
const GROUPS: usize = 10;

/// A group.
pub struct GroupRow {
    /// Its name.
    pub name: Html,
    /// Its three answers.
    pub split: Split,
    /// The same as a bar.
    pub bar: Html,
}

/// A condition with its counts.
pub struct ConditionRow {
    /// The condition.
    pub says: Html,
    /// People in whom it is met.
    pub met: Option<u64>,
    /// People in whom it is not.
    pub not_met: Option<u64>,
    /// People of whom nobody can tell.
    pub unknown: Option<u64>,
}

/// A pattern to open a persona of.
pub struct PatternLink {
    /// Class of its mark.
    pub class: &'static str,
    /// Its mark.
    pub mark: &'static str,
    /// The answer, in words.
    pub verdict: String,
    /// What fails and what is unknown, in words.
    pub why: Vec<Html>,
    /// How many people.
    pub people: u64,
    /// Address of the persona.
    pub address: String,
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
    Ok((StatusCode::ACCEPTED, DrawnPage::of(&WaitingPage { frame, place, text })?).into_response())
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
        let split = Split { yes: figures.yes, needs: figures.needs, no: figures.no };
        let place = Place::of(found, say)?;
        let lead = lead(say, day, studied, &split);
        let sentences = Sentences::of(found, &frame, day)?;
        let personas = frame.trial() && studied.figures.synthetic;
        let patterns = if personas { patterns(&place, rule, day, studied, &sentences) } else { Vec::new() };
        let country = place.country.clone().map(MessageArg::Html);
        Ok(Self {
            day,
            of_whom: country.map(|country| say.rich("reach-of-whom", &[("country", country)])),
            days: days(say, &place, rule),
            bar: chart::split(&split, studied.figures.people, Some(Caption::titled(&finding(say, &split)))),
            lead,
            split,
            presumed: figures.presumed.filter(|people| *people > 0).map(|people| say.n("reach-presumed", &people)),
            barriers: barriers(figures, &sentences),
            questions: questions(figures, &labels),
            drops: drops(figures, &sentences),
            money: money(say, figures),
            tables: figures.by.iter().map(|(by, groups)| GroupTable::of(by, groups, &labels)).collect(),
            conditions: conditions(figures, &sentences),
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

/// One sentence for each of the three answers; a withheld figure has a sentence of its own. Last, whom no measure at
/// all reaches.
fn lead(say: Say, day: Date, studied: &Studied, split: &Split) -> Vec<Html> {
    let people = studied.figures.people.map_or_else(|| MessageArg::Html(say.withheld()), MessageArg::Count);
    let reached = match split.yes {
        Some(yes) => {
            say.rich("lead-yes", &[("day", MessageArg::Day(day)), ("yes", MessageArg::Count(yes)), ("people", people)])
        }
        None => say.rich("lead-yes-withheld", &[("day", MessageArg::Day(day)), ("people", people)]),
    };
    let open = match split.needs {
        Some(needs) => say.rich("lead-needs", &[("needs", MessageArg::Count(needs))]),
        None => say.rich("lead-needs-withheld", &[]),
    };
    let behind = match split.no {
        Some(no) => say.rich("lead-no", &[("no", MessageArg::Count(no))]),
        None => say.rich("lead-no-withheld", &[]),
    };
    let mut lead = vec![reached, open, behind];
    lead.extend(studied.figures.reached_by_none.map(|none| say.n("lead-none", &none)));
    lead
}

fn barriers(figures: &MeasureFigures, sentences: &Sentences) -> Vec<Barrier> {
    let mut alone: Vec<_> = figures.conditions.iter().filter(|found| found.missed_alone != Some(0)).collect();
    alone.sort_by_key(|found| std::cmp::Reverse(found.missed_alone));
    let largest = alone.first().and_then(|found| found.missed_alone).unwrap_or_default();
    let barrier = |found: &&ConditionFigures| Barrier {
        says: sentences.get(&found.id),
        people: found.missed_alone,
        bar: chart::track(found.missed_alone, largest, "n"),
    };
    alone.iter().map(barrier).collect()
}

fn questions(figures: &MeasureFigures, labels: &Labels<'_>) -> Vec<Asked> {
    let settles = |count: Option<u64>| match count {
        Some(count) => labels.say.n("question-settles", &count),
        None => labels.say.withheld(),
    };
    let asked = |question: &QuestionFigures| Asked {
        question: labels.question(&question.field),
        settles: settles(question.alone),
    };
    figures.questions.iter().map(asked).collect()
}

/// Single conditions and pairs, the few that would reach most of each.
fn drops(figures: &MeasureFigures, sentences: &Sentences) -> Vec<DropRow> {
    let of = |size: usize| figures.drop_to_reach.iter().filter(move |drop| drop.conditions.len() == size).take(DROPS);
    let most = figures.drop_to_reach.iter().filter_map(|drop| drop.gained).max().unwrap_or_default();
    let dropped = |drop: &DropFigures| DropRow {
        says: drop.conditions.iter().map(|one| sentences.get(one)).collect(),
        people: drop.gained,
        bar: chart::track(drop.gained, most, "y"),
    };
    of(1).chain(of(2)).map(dropped).collect()
}

/// Sentences about money; one whose figures are withheld is left out.
fn money(say: Say, figures: &MeasureFigures) -> Vec<Html> {
    let mut lines: Vec<Html> = figures.cost.iter().filter_map(|cost| cost_line(say, cost)).collect();
    lines.extend(figures.quota.as_ref().and_then(|quota| quota_line(say, quota)));
    lines
}

fn cost_line(say: Say, cost: &CostFigures) -> Option<Html> {
    let text = |sum: &Option<String>| sum.as_ref().map(|sum| format!("{sum} {}", cost.currency));
    match (text(&cost.sum.min).as_deref(), text(&cost.sum.max).as_deref()) {
        (Some(min), Some(max)) if min == max => Some(say.rich("cost-exact", &[("sum", MessageArg::Text(min))])),
        (Some(min), Some(max)) => {
            Some(say.rich("cost-between", &[("min", MessageArg::Text(min)), ("max", MessageArg::Text(max))]))
        }
        (Some(min), None) => Some(say.rich("cost-from", &[("min", MessageArg::Text(min))])),
        (None, _) => None,
    }
}

fn quota_line(say: Say, quota: &QuotaFigures) -> Option<Html> {
    let budget = quota.budget.as_ref().zip(quota.currency.as_ref()).map(|(sum, currency)| format!("{sum} {currency}"));
    let limit = budget.or(quota.places.map(|places| places.to_string()))?;
    let (granted, waiting) = (MessageArg::Count(quota.granted?), MessageArg::Count(quota.waiting?));
    Some(say.rich("quota-goes", &[("limit", MessageArg::Text(&limit)), ("granted", granted), ("waiting", waiting)]))
}

fn conditions(figures: &MeasureFigures, sentences: &Sentences) -> Vec<ConditionRow> {
    let row = |found: &ConditionFigures| ConditionRow {
        says: sentences.get(&found.id),
        met: found.met,
        not_met: found.not_met,
        unknown: found.unknown,
    };
    figures.conditions.iter().map(row).collect()
}

impl GroupTable {
    fn of(by: &str, groups: &[GroupFigures], labels: &Labels<'_>) -> Self {
        let title = labels.say.t(match by {
            "sex" => "by-sex",
            "age_band" => "by-age",
            "nationality" => "by-nationality",
            _ => "by-other",
        });
        let mut groups: Vec<&GroupFigures> = groups.iter().collect();
        if groups.len() > GROUPS {
            let size = |group: &&GroupFigures| [group.yes, group.needs, group.no].into_iter().flatten().sum::<u64>();
            groups.sort_by_key(|group| std::cmp::Reverse(size(group)));
        }
        let mut rows: Vec<GroupRow> = groups.iter().map(|group| GroupRow::of(by, group, labels)).collect();
        let more = rows.split_off(rows.len().min(GROUPS));
        Self { title, rows, more }
    }
}

impl GroupRow {
    fn of(by: &str, group: &GroupFigures, labels: &Labels<'_>) -> Self {
        let split = Split { yes: group.yes, needs: group.needs, no: group.no };
        let name = match (by, group.value.as_str()) {
            (_, "") => Html::escaped(&labels.say.t("not-recorded")),
            ("nationality", code) => labels.code("nationalities", code),
            ("age_band", band) => crate::labels::isolated(&band.replace('-', "–")),
            (field, code) => labels.code(field, code),
        };
        Self { name, split, bar: chart::split(&split, split.total(), None) }
    }
}

fn patterns(place: &Place, rule: &Measure, day: Date, studied: &Studied, sentences: &Sentences) -> Vec<PatternLink> {
    let link = |(masks, verdict, people): &(Masks, Verdict, u64)| PatternLink {
        class: words::verdict_class(*verdict),
        mark: words::verdict_mark(*verdict),
        verdict: words::verdict(sentences.say, *verdict),
        why: why(rule, *masks, sentences),
        people: *people,
        address: format!("{}/persona?on={day}&pattern={}", place.reach, pattern::spelt(*masks)),
    };
    studied.patterns.iter().take(PATTERNS).map(link).collect()
}

/// What fails and what is unknown; nothing for those of whom everything is known and met.
fn why(rule: &Measure, masks: Masks, sentences: &Sentences) -> Vec<Html> {
    let mut lines = Vec::new();
    for (position, condition) in rule.conditions.iter().enumerate() {
        let bit = 1_u32.checked_shl(u32::try_from(position).unwrap_or(u32::MAX)).unwrap_or_default();
        let key = match (masks.failed & bit, masks.unknown & bit, masks.presumed & bit) {
            (0, 0, 0) => continue,
            (0, 0, _) => "pattern-presumed",
            (0, _, _) => "pattern-unknown",
            (_, _, _) => "pattern-failed",
        };
        lines.push(sentences.say.rich(key, &[("condition", MessageArg::Html(sentences.get(&condition.id)))]));
    }
    lines
}

fn withholds(figures: &MeasureFigures) -> bool {
    let cells = figures.by.values().flatten().flat_map(|group| [group.yes, group.needs, group.no]);
    let alone = figures.conditions.iter().map(|condition| condition.missed_alone);
    cells.chain(alone).chain([figures.yes, figures.needs, figures.no]).any(|count| count.is_none())
}

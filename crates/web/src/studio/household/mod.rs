//! Trying rules with a household that the reader describes, question by question: the most useful question comes first,
//! and what the rules say stands beside it, with amounts.
//!
//! Open to everybody, and made so that nothing of it is kept: what was said travels in the form of the page alone, no
//! record is made, nothing is written down, and no address holds any of it. What neither the page nor its form knows is
//! refused, and whoever asks without end waits.

mod described;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use instance::{Answers, answers_of_described};
use model::Schema;
use packs::Packs;
use rules::verdict::Verdict;

use self::described::{Datum, Described, Unfit};
use super::Found;
use crate::answer::{self, AnswerView, Replies};
use crate::app::App;
use crate::change::number;
use crate::entitled::{Entitled, Ties, Whereabouts, entitled};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::measure::{HOUSEHOLD, household_path, rule_path};
use crate::question::{AnswerKind, QuestionView, may_not_apply};
use crate::say::{Html, MessageArg};
use crate::visitor::Visitor;

/// Asked before anything else where every rule is tried: they say which rules are of any use.
const FIRST: [&str; 2] = ["country", "nationalities"];

/// The page.
#[derive(Template)]
#[template(path = "studio/household.html")]
pub struct HouseholdPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The one measure that is tried; none where all are.
    pub one: Option<OneRule>,
    /// Where the form is sent.
    pub here: String,
    /// Where every rule is tried.
    pub all: &'static str,
    /// What is asked now.
    pub question: Option<QuestionView>,
    /// Whether the last answer did not fit.
    pub unfit: bool,
    /// What was said so far.
    pub said: Vec<SaidView>,
    /// Whether enough was said to show what the rules say.
    pub shown: bool,
    /// How many rules say yes.
    pub yes: u64,
    /// How many wait for an answer.
    pub open: u64,
    /// How many rules of other countries are left out.
    pub elsewhere: u64,
    /// What the rules say, by where they hold.
    pub places: Vec<Entitled>,
    /// Rules that say no.
    pub refused: Vec<AnswerView>,
    /// Rules that cannot be told for this day.
    pub untold: Vec<Html>,
}

/// The measure that is tried.
pub struct OneRule {
    pack: String,
    measure: String,
    /// Its title.
    pub title: Html,
    /// The same in a sentence.
    pub lede: Html,
    /// Address of the rule.
    pub rule: String,
}

/// Something that was said.
pub struct SaidView {
    /// What the form calls it, and as what it is sent again.
    pub field: String,
    /// As it is sent again.
    pub text: String,
    /// By which it is taken back.
    pub name: String,
    /// What it is.
    pub label: Html,
    /// What was said of it; none where it was passed over.
    pub value: Option<Html>,
}

/// What the address of the page may ask for.
const ASKED: [&str; 2] = ["of", "lang"];

/// Shows the page with nothing said.
pub(crate) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Extension(frame): Extension<Arc<Frame>>,
) -> Result<Response, Failure> {
    admit(&app, &visitor, &frame)?;
    page(frame, &Described::default(), false)
}

/// Takes an answer, passes over a question or takes something back, and asks the next.
pub(crate) async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    admit(&app, &visitor, &frame)?;
    let schema = &frame.in_force.packs.schema;
    let mut described = Described::read(schema, &posted)?;
    let datum = |name: &str| Datum::named(schema, name).ok_or(Failure::Unsound);
    let mut unfit = false;
    if !posted.text("back").is_empty() {
        described.take_back(datum(posted.text("back"))?);
    } else if !posted.text("skip").is_empty() {
        described.skip(datum(posted.text("skip"))?);
    } else if !posted.text("question").is_empty() {
        let asked = datum(posted.text("question"))?;
        unfit = described.answer(schema, asked, &posted) == Err(Unfit);
    }
    page(frame.clone(), &described, unfit)
}

/// Every rule is tried for every answer, for anybody who comes: not more often than people answer questions. What the
/// address asks for beyond the one rule is said to be nothing, for whoever wrote it there believes that it counts.
fn admit(app: &App, visitor: &Visitor, frame: &Frame) -> Result<(), Failure> {
    if !frame.query().keys().all(|name| ASKED.contains(&name.as_str())) {
        return Err(Failure::Strange);
    }
    if app.instance.may_try(&visitor.0) { Ok(()) } else { Err(Failure::TooOften) }
}

fn page(frame: Arc<Frame>, described: &Described, unfit: bool) -> Result<Response, Failure> {
    let one = frame.asked("of").map(|of| OneRule::of(&frame, of)).transpose()?;
    let page = HouseholdPage::of(frame, one, described, unfit);
    let status = if unfit { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, DrawnPage::of(&page)?).into_response())
}

impl OneRule {
    fn of(frame: &Frame, of: &str) -> Result<Self, Failure> {
        let (pack, measure) = of.split_once('/').ok_or(Failure::NotFound)?;
        let title = frame.say.text(&Found::measure(frame, pack, measure)?.rule()?.title);
        let lede = frame.say.rich("try-lede-one", &[("title", MessageArg::Html(title.clone()))]);
        Ok(Self { pack: pack.to_owned(), measure: measure.to_owned(), title, lede, rule: rule_path(pack, measure) })
    }

    fn is(&self, pack: &str, measure: &str) -> bool {
        self.pack == pack && self.measure == measure
    }
}

impl HouseholdPage {
    fn of(frame: Arc<Frame>, one: Option<OneRule>, described: &Described, unfit: bool) -> Self {
        let packs = Arc::clone(&frame.in_force.packs);
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let ties = ties(&packs.schema, described);
        let first = if one.is_some() { None } else { first(&packs.schema, described) };
        let shown = one.is_some() || first.is_none();
        let mut answers = if shown { told(&frame, one.as_ref(), described) } else { Answers::default() };
        let all = answers.told.len();
        if one.is_none() {
            answers.told.retain(|answer| ties.to(answer, &packs) != Whereabouts::Elsewhere);
        }
        let asks = Asks { schema: &packs.schema, described, labels: &labels };
        let count = |verdict| number(answers.told.iter().filter(|answer| answer.verdict == Some(verdict)).count());
        let refused = answers.told.iter().filter(|answer| answer.verdict == Some(Verdict::No));
        let title = |pack: &str, measure: &str| packs.measure(pack, measure).map(|rule| frame.say.text(&rule.title));
        Self {
            here: one.as_ref().map_or(HOUSEHOLD.to_owned(), |one| household_path(&one.pack, &one.measure)),
            all: HOUSEHOLD,
            question: first.map_or_else(|| asks.next(&answers), |datum| asks.view(datum, None)),
            unfit,
            said: asks.said(),
            shown,
            yes: count(Verdict::Yes),
            open: count(Verdict::Needs),
            elsewhere: number(all - answers.told.len()),
            places: entitled(&answers.told, &ties, &packs, frame.today, &labels),
            refused: refused.map(|answer| AnswerView::of(answer, &packs, frame.today, frame.say)).collect(),
            untold: answers.untold.iter().filter_map(|none| title(&none.pack, &none.measure)).collect(),
            one,
            frame,
        }
    }
}

/// What the rules say of the household today.
fn told(frame: &Frame, one: Option<&OneRule>, described: &Described) -> Answers {
    let packs: &Packs = &frame.in_force.packs;
    let wanted = |pack: &str, measure: &str| one.is_none_or(|one| one.is(pack, measure));
    let household = described.household(&packs.schema);
    let country = frame.instance.jurisdiction.as_deref();
    answers_of_described(packs, &household, frame.today, country, |rule| wanted(&rule.pack, &rule.id))
}

fn ties(schema: &Schema, described: &Described) -> Ties {
    let state = |name: &str| Datum::named(schema, name).map(|datum| described.state(schema, datum));
    let [country, nationalities] = FIRST.map(state);
    Ties::of(country.as_ref(), nationalities.as_ref())
}

/// What comes before anything else and was not asked yet.
fn first(schema: &Schema, described: &Described) -> Option<Datum> {
    FIRST.iter().filter_map(|name| Datum::named(schema, name)).find(|datum| !described.has(*datum))
}

/// What is asked and what was said, in words.
struct Asks<'a> {
    schema: &'a Schema,
    described: &'a Described,
    labels: &'a Labels<'a>,
}

impl Asks<'_> {
    /// The question that most rules wait for, of those that were neither answered nor passed over.
    fn next(&self, answers: &Answers) -> Option<QuestionView> {
        let datum = |name: &str| Datum::named(self.schema, name).filter(|datum| !self.described.has(*datum));
        let (name, waiting) = answer::next(answers.told.iter(), Replies::Person, |name| datum(name).is_some())?;
        self.view(datum(name)?, Some(waiting))
    }

    fn view(&self, datum: Datum, waiting: Option<u64>) -> Option<QuestionView> {
        let name = datum.name(self.schema);
        let (id, words, kind) = ("value".to_owned(), self.labels.question(&name), self.kind(datum)?);
        let may_not_apply = match datum {
            Datum::Members => false,
            Datum::Of(_, field) => self.schema.get(field).is_some_and(may_not_apply),
        };
        Some(QuestionView { id, name, words, kind, may_not_apply, waiting })
    }

    fn kind(&self, datum: Datum) -> Option<AnswerKind> {
        match datum {
            Datum::Members => Some(AnswerKind::Others),
            Datum::Of(_, field) => AnswerKind::of(self.schema.get(field)?, self.labels),
        }
    }

    fn said(&self) -> Vec<SaidView> {
        let view = |(datum, field, text): (Datum, String, &str)| {
            let name = datum.name(self.schema);
            let value = (!text.is_empty()).then(|| self.value(datum, text));
            let label = match datum {
                Datum::Members => Html::escaped(&self.labels.say.t("try-others")),
                Datum::Of(..) => self.labels.field(&name),
            };
            SaidView { label, field, text: text.to_owned(), name, value }
        };
        self.described.fields(self.schema).map(view).collect()
    }

    fn value(&self, datum: Datum, text: &str) -> Html {
        match datum {
            Datum::Members => crate::labels::isolated(text),
            Datum::Of(_, field) => {
                self.labels.state(self.schema.name(field), &self.described.state(self.schema, datum))
            }
        }
    }
}

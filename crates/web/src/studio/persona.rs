//! Somebody with a given pattern: who they are and why the measure answers as it does.
//!
//! On a trial instance alone, where everybody is made up. On a live one the page does not exist, whoever asks.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use instance::Acting;
use instance::study::Persona;
use model::Date;

use super::reach::{day_asked, simulation};
use super::rule::Place;
use super::{Found, pattern};
use crate::answer::AnswerView;
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// The page.
#[derive(Template)]
#[template(path = "studio/persona.html")]
pub struct PersonaPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The measure.
    pub place: Place,
    /// What the page is about, in a sentence.
    pub lede: Html,
    /// Address of the reach on that day.
    pub back: String,
    /// What is on record: label and value.
    pub fields: Vec<(Html, Html)>,
    /// The answer.
    pub answer: AnswerView,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<DrawnPage, Failure> {
    if !frame.trial() {
        return Err(Failure::NotFound);
    }
    let found = Found::measure(&frame, &pack, &measure)?;
    let day = day_asked(&frame, found.rule()?)?;
    let masks = frame.asked("pattern").and_then(pattern::read).ok_or(Failure::NotFound)?;
    let asked = simulation(&found, day)?;
    let persona = app.instance.persona(&frame.in_force, &acting, &asked, masks).await?.ok_or(Failure::NotFound)?;
    DrawnPage::of(&PersonaPage::of(frame, &found, day, &persona)?)
}

impl PersonaPage {
    pub(crate) fn of(frame: Arc<Frame>, found: &Found, day: Date, persona: &Persona) -> Result<Self, Failure> {
        let labels = Labels { schema: &found.packs().schema, say: frame.say };
        let place = Place::of(found, frame.say)?;
        let on_record =
            |name: &str| persona.fields.get(name).map(|state| (labels.field(name), labels.state(name, state)));
        Ok(Self {
            back: format!("{}?on={day}", place.reach),
            fields: labels.schema.fields().iter().filter_map(|field| on_record(&field.name)).collect(),
            answer: AnswerView::of(&persona.answer, found.packs(), day, frame.say),
            lede: frame.say.rich(
                "persona-lede",
                &[("title", MessageArg::Html(place.title.clone())), ("day", MessageArg::Day(day))],
            ),
            place,
            frame,
        })
    }
}

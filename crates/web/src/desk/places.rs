//! The board by night: everything in the reader's sight that has places, and what is left of each, night by night. It names
//! nobody and nothing behind a wall that the reader does not open.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use instance::Acting;
use instance::desk::{BoardRow, TakenBy};
use model::Date;

use super::records::places::{NIGHTS, by_what, lead, signed, span_of};
use super::records::{called, path};
use crate::app::App;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::Html;

/// The page.
#[derive(Template)]
#[template(path = "desk/places.html")]
pub struct PlacesPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The nights: in full, and the number of the day.
    pub nights: Vec<(Html, String)>,
    /// From the first night to the last.
    pub span: Html,
    /// What has places.
    pub rows: Vec<PlaceRow>,
    /// Addresses of the nights before and after.
    pub turns: (String, String),
    /// By what all of it is taken.
    pub by: TakenBy,
}

/// Something that has places.
pub struct PlaceRow {
    /// Address of its page.
    pub address: String,
    /// What it is called.
    pub name: Html,
    /// What there are few of.
    pub of: Html,
    /// The sentence: what is left tonight.
    pub lead: Html,
    /// What is left on each night, and whether that is none.
    pub free: Vec<(Html, bool)>,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let first = frame.asked_as("from", AskedKind::Day)?.unwrap_or(frame.today);
    let rows = desk.board(Some(first), NIGHTS).await?;
    let nights: Vec<Date> = casework::nights_from(first).take(NIGHTS).collect();
    let turned = |days: i32| {
        let day = model::from_day_number(model::day_number(first).saturating_add(days));
        format!("/desk/places?from={day}")
    };
    DrawnPage::of(&PlacesPage {
        nights: nights.iter().map(|night| (frame.say.day(night), night.day().to_string())).collect(),
        span: span_of(&nights, frame.say),
        rows: rows.iter().map(|row| PlaceRow::of(row, &labels)).collect(),
        turns: (turned(-14), turned(14)),
        by: by_what(rows.iter().map(|row| row.limit.by)),
        frame,
    })
}

impl PlacesPage {
    /// The message of what is taken by night alone, or of a board on which something else stands too.
    fn key(&self, night: &'static str, day: &'static str) -> &'static str {
        self.by.pick(night, day)
    }
}

impl PlaceRow {
    fn of(row: &BoardRow, labels: &Labels<'_>) -> Self {
        let kind = labels.schema.kind(&row.row.kind);
        let cell =
            |free: Option<i64>| free.map_or_else(|| (Html::escaped("?"), false), |free| (signed(free), free <= 0));
        Self {
            address: path(row.row.id),
            name: kind.map_or_else(|| labels.kind(&row.row.kind), |kind| called(kind, &row.row, labels)),
            of: labels.field(&row.limit.limit),
            lead: lead(&row.limit, labels),
            free: row.limit.nights.iter().map(|night| cell(night.free)).collect(),
        }
    }
}

//! Reforms kept as studies: a list, each of which is opened again as the page on which it was made.
//!
//! What is kept is what was tried. It is counted anew when it is opened, and where the rule has changed since, that is
//! said before any figure.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Redirect;
use instance::Acting;
use instance::study::KeptStudy;
use model::Id;

use super::sentence::without_words;
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::measure::change_path;
use crate::say::{Html, MessageArg};

/// Address of the list.
pub(crate) const STUDIES: &str = "/studio/studies";

/// The list.
#[derive(Template)]
#[template(path = "studio/studies.html")]
pub struct StudiesPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The studies, the newest first.
    pub studies: Vec<StudyLine>,
}

/// One study.
pub struct StudyLine {
    /// What it is called.
    pub name: String,
    /// Where it is opened.
    pub address: String,
    /// The rule, by its title where it is in force.
    pub rule: Html,
    /// Who kept it, and when.
    pub kept: Html,
    /// Whether the rule has changed since.
    pub moved: bool,
    /// Where whoever kept it ends it.
    pub end: Option<String>,
}

/// Shows the list.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let studies = app.instance.studies(&acting).await?;
    let studies = studies.iter().map(|study| StudyLine::of(&frame, study)).collect();
    DrawnPage::of(&StudiesPage { frame, studies })
}

/// Opens one as the page on which it was made.
pub async fn open(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let study = app.instance.kept_study(&acting, read(&id)?).await?;
    let here = change_path(&study.pack, &study.measure);
    // One that was kept before sentences stayed out of addresses may hold some.
    Ok(Redirect::to(&format!("{here}?{}&study={}", without_words(&study.query), study.id)))
}

/// Ends one.
pub async fn end(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    app.instance.end_study(&acting, read(&id)?).await?;
    Ok(Redirect::to(STUDIES))
}

fn read(id: &str) -> Result<Id, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}

impl StudyLine {
    pub(super) fn of(frame: &Frame, study: &KeptStudy) -> Self {
        let rule = frame.in_force.packs.measure(&study.pack, &study.measure);
        let own = frame.account() == Some(study.by.as_str());
        let kept = [("account", MessageArg::Text(&study.by)), ("day", MessageArg::Day(frame.day_of(study.at)))];
        Self {
            name: study.name.clone(),
            address: format!("{STUDIES}/{}", study.id),
            rule: rule.map_or_else(|| crate::labels::isolated(&study.measure), |rule| frame.say.text(&rule.title)),
            kept: frame.say.rich("study-kept", &kept),
            moved: study.has_moved(&frame.in_force),
            end: own.then(|| format!("{STUDIES}/{}/end", study.id)),
        }
    }
}

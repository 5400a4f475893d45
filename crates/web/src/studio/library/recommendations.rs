//! What was recommended, part by part of the report, each with the practices and systems that answer it.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use library::{Held, PackState, Practice, Recommendation, Voice};

use super::{LIBRARY, PracticeCard, ToldView, english, report, words};
use crate::app::{App, LibraryShelf};
use crate::gate::{DrawnPage, Failure, Frame};
use crate::say::{Html, MessageArg, Say};
use crate::words::{Objective, objectives};

/// The page.
#[derive(Template)]
#[template(path = "studio/library/recommendations.html")]
pub(crate) struct RecommendationsPage {
    pub frame: Arc<Frame>,
    /// Parts: address, name, whether it is the one shown.
    pub parts: Vec<(String, String, bool)>,
    /// The part shown.
    pub part: String,
    /// Of the part's recommendations, how many are answered by a practice that runs, and how many partly.
    pub answered: Html,
    pub recommendations: Vec<Traced>,
}

/// A recommendation with what answers it.
pub(crate) struct Traced {
    /// Where to jump to.
    pub anchor: String,
    pub text: ToldView,
    /// Whom it asks.
    pub to: Vec<String>,
    /// Who asked for it, where the report itself did not.
    pub asked_by: Option<Html>,
    pub passages: Vec<Html>,
    pub objectives: Vec<Objective>,
    /// Number and name.
    pub targets: Vec<(String, String)>,
    /// Code and name.
    pub systems: Vec<(String, String)>,
    pub practices: Vec<PracticeCard>,
    /// Whether a pack runs one of the practices whole, and whether one of them partly.
    pub runs: bool,
    pub partly: bool,
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let shelf = LibraryShelf::of(&app, &frame).await?;
    DrawnPage::of(&RecommendationsPage::of(frame, &shelf)?)
}

impl RecommendationsPage {
    fn of(frame: Arc<Frame>, shelf: &LibraryShelf) -> Result<Self, Failure> {
        let all = &shelf.checked.library.recommendations;
        // The report's own first, in the order of its voices; what one person asked for comes last.
        let mut parts: Vec<(Voice, &str)> = all.iter().map(|one| (one.voice, one.part.as_str())).collect();
        parts.sort_by_key(|(voice, _)| *voice);
        parts.dedup();
        let names: Vec<&str> = parts.into_iter().map(|(_, part)| part).collect();
        let shown = frame.asked("part").or(names.first().copied()).unwrap_or_default().to_owned();
        if !names.contains(&shown.as_str()) {
            return Err(Failure::NotFound);
        }
        let part = |name: &str| {
            (format!("{LIBRARY}/recommendations?part={name}"), report::part(frame.say, name), name == shown)
        };
        let recommendations: Vec<Traced> =
            all.iter().filter(|one| one.part == shown).map(|one| Traced::of(frame.say, shelf, one)).collect();
        let count = |number: usize| MessageArg::Count(u64::try_from(number).unwrap_or(u64::MAX));
        let runs = recommendations.iter().filter(|one| one.runs).count();
        let partly = recommendations.iter().filter(|one| one.partly && !one.runs).count();
        let numbers = [("runs", count(runs)), ("partly", count(partly)), ("all", count(recommendations.len()))];
        Ok(Self {
            parts: names.into_iter().map(part).collect(),
            part: report::part(frame.say, &shown),
            answered: frame.say.rich("recommendations-answered", &numbers),
            recommendations,
            frame,
        })
    }
}

impl Traced {
    fn of(say: Say, shelf: &LibraryShelf, one: &Recommendation) -> Self {
        let found: Vec<(&Practice, &Held)> = one.practices.iter().filter_map(|id| shelf.checked.practice(id)).collect();
        Self {
            anchor: one.id.split_once('/').map_or(one.id.as_str(), |(_, id)| id).to_owned(),
            text: ToldView::of(say, shelf.checked.library.told_recommendation(one, say.tongue.tag())),
            to: one.to.iter().map(|to| report::addressee(say, *to)).collect(),
            asked_by: one.asked_by.as_deref().map(english),
            passages: one.passages.iter().map(|passage| report::passage(say, *passage)).collect(),
            objectives: objectives(one.gcm.iter().copied(), say),
            targets: one.sdg.iter().map(|target| (target.clone(), words::target(say, target))).collect(),
            systems: one.systems.iter().map(|system| (system.clone(), words::system(say, system))).collect(),
            runs: any(&found, PackState::Runs),
            partly: any(&found, PackState::Partly),
            practices: found.into_iter().map(|(practice, held)| PracticeCard::of(say, shelf, practice, held)).collect(),
        }
    }
}

fn any(found: &[(&Practice, &Held)], state: PackState) -> bool {
    found.iter().any(|(_, held)| held.state == state)
}

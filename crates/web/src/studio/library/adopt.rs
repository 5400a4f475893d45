//! Adopting: what installing a shipped pack would change in this instance, and installing it.
//!
//! Packs are public, and so is the page; what a change does to people, and the form, are drawn for those whom the role
//! table lets see and do it, and the gate refuses everybody else whatever they send. Where somebody would lose, the form
//! proposes to a second person.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use instance::Acting;
use packs::{Pack, Packs, Source};

use super::{PracticeCard, adopt_path};
use crate::app::{App, LibraryShelf};
use crate::change::{Effect, File, Files, Reader, Way, counting, effect, files, number, reason};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::governance::proposals;
use crate::labels::Labels;
use crate::say::{Html, MessageArg};
use crate::studio::catalogue;

/// The page.
#[derive(Template)]
#[template(path = "studio/library/adopt.html")]
pub(crate) struct AdoptPage {
    pub frame: Arc<Frame>,
    /// The pack.
    pub card: catalogue::PackCard,
    /// "Adopt: ...".
    pub heading: Html,
    /// Where the form is sent.
    pub here: String,
    /// How it stands with this instance.
    pub standing: Standing,
    /// Address of the installed pack.
    pub installed: String,
    /// How many files change, in words.
    pub summary: Html,
    pub files: Vec<File>,
    /// What it does to people, and what the reader can do.
    pub change: Shown,
    /// Practices that it says it runs.
    pub practices: Vec<PracticeCard>,
}

/// What a change does, and what the reader can do about it.
pub(crate) struct Shown {
    pub effect: Effect,
    pub way: Way,
    /// Address of the proposal in which exactly this waits already.
    pub proposed: Option<String>,
}

/// How a shipped pack stands with an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing of it is there.
    New,
    /// Another version of it is in force.
    Changed,
    /// The same is in force.
    InForce,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let shelf = LibraryShelf::of(&app, &frame).await?;
    let source = Source::shipped(&name).ok_or(Failure::NotFound)?;
    let found = shelf.checked.pack(&name).ok_or(Failure::NotFound)?;
    let there = frame.in_force.view.packs.get(&name).map(|pack| Arc::clone(&pack.files));
    let same = there.as_deref() == Some(&source.files);
    let effect = if same { Some(Effect::Hidden) } else { effect(&app, &frame, source.clone()).await? };
    let Some(effect) = effect else { return counting(frame) };
    let (way, open) = (Reader::of(&frame).way(&effect), proposals::open(&frame, &source));
    let change = Shown { effect, way, proposed: open.map(proposals::path) };
    let page = AdoptPage::of(frame, &shelf, found, &source, there.as_deref(), change);
    Ok(DrawnPage::of(&page)?.into_response())
}

/// Puts the pack in force, then shows it.
pub async fn install(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let source = Source::shipped(&name).ok_or(Failure::NotFound)?;
    app.instance.install(&acting, &source).await?;
    Ok(Redirect::to(&format!("/studio/packs/{name}")).into_response())
}

/// Proposes the pack to a second person, then shows the proposal.
pub async fn propose(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let (source, reason) = (Source::shipped(&name).ok_or(Failure::NotFound)?, reason(&posted)?);
    let proposal = app.instance.propose_pack(&acting, &source, &reason).await?;
    Ok(Redirect::to(&proposals::path(proposal)).into_response())
}

impl AdoptPage {
    fn of(
        frame: Arc<Frame>,
        shelf: &LibraryShelf,
        (packs, pack): (&Packs, &Pack),
        source: &Source,
        there: Option<&Files>,
        change: Shown,
    ) -> Self {
        let say = frame.say;
        let files = files(say, there, &source.files);
        let standing = match (there, files.is_empty()) {
            (None, _) => Standing::New,
            (Some(_), true) => Standing::InForce,
            (Some(_), false) => Standing::Changed,
        };
        let named = shelf.checked.practices().filter(|(practice, _)| practice.pack() == Some(&pack.name));
        Self {
            heading: say.rich("adopt-title", &[("title", MessageArg::Html(say.text(&pack.title)))]),
            card: catalogue::PackCard::of(pack, Labels { schema: &packs.schema, say }),
            here: adopt_path(&pack.name),
            standing,
            installed: format!("/studio/packs/{}", pack.name),
            summary: say.n("adopt-files", &number(files.len())),
            files,
            change,
            practices: named.map(|(practice, held)| PracticeCard::of(say, shelf, practice, held)).collect(),
            frame,
        }
    }
}

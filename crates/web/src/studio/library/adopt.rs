//! Adopting: what installing a shipped pack would change in this instance, and installing it.
//!
//! Packs are public, and so is the page; the form is drawn for those whom the role table lets install, and the gate
//! refuses everybody else whatever they send.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::Action;
use packs::Source;
use packs::diff::{Change, changes};
use packs::measure::{Pack, Packs};

use super::{Card, Shelf, adopt_path};
use crate::app::App;
use crate::gate::{Failure, Frame, Page, Permit};
use crate::labels::Labels;
use crate::say::{Arg, Html, Say};
use crate::studio::catalogue;

/// The page.
#[derive(Template)]
#[template(path = "studio/library/adopt.html")]
pub(crate) struct AdoptPage {
    pub frame: Arc<Frame>,
    /// The pack.
    pub card: catalogue::Card,
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
    /// Whether the reader may install it.
    pub may: bool,
    /// Practices that it says it runs.
    pub practices: Vec<Card>,
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

/// A file that would change.
pub(crate) struct File {
    pub path: String,
    /// From which line on, in words.
    pub line: Html,
    pub removed: Vec<String>,
    pub added: Vec<String>,
    /// How many lines, in words.
    pub count: Html,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(name): Path<String>,
) -> Result<Page, Failure> {
    let shelf = Shelf::of(&app).await?;
    let source = Source::shipped(&name).ok_or(Failure::NotFound)?;
    let found = shelf.checked.pack(&name).ok_or(Failure::NotFound)?;
    let there = app.ports.library.installed(name).await?;
    let may = frame.may(Action::InstallPack, app.ports.clock.now().day());
    Page::of(&AdoptPage::of(frame, &shelf, found, &source, there.as_ref(), may))
}

/// Puts the pack in force, then shows it.
pub async fn install(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(permit): Extension<Permit>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let session = frame.session.clone().ok_or(Failure::NotAllowed)?;
    if Source::shipped(&name).is_none() {
        return Err(Failure::NotFound);
    }
    app.ports.library.install(permit.asker(&session), name.clone()).await?;
    Ok(Redirect::to(&format!("/studio/packs/{name}")).into_response())
}

impl AdoptPage {
    fn of(
        frame: Arc<Frame>,
        shelf: &Shelf,
        (packs, pack): (&Packs, &Pack),
        source: &Source,
        there: Option<&BTreeMap<String, String>>,
        may: bool,
    ) -> Self {
        let say = frame.say;
        let found = changes(there.unwrap_or(&BTreeMap::new()), &source.files);
        let standing = match (there, found.is_empty()) {
            (None, _) => Standing::New,
            (Some(_), true) => Standing::InForce,
            (Some(_), false) => Standing::Changed,
        };
        let files: Vec<File> = found.into_iter().map(|change| File::of(say, change)).collect();
        let named = shelf.checked.practices().filter(|(practice, _)| practice.pack() == Some(&pack.name));
        Self {
            heading: say.rich("adopt-title", &[("title", Arg::Html(say.text(&pack.title)))]),
            card: catalogue::Card::of(pack, Labels { schema: &packs.schema, say }),
            here: adopt_path(&pack.name),
            standing,
            installed: format!("/studio/packs/{}", pack.name),
            summary: say.n("adopt-files", &number(files.len())),
            files,
            may,
            practices: named.map(|(practice, held)| Card::of(say, practice, held)).collect(),
            frame,
        }
    }
}

impl File {
    fn of(say: Say, change: Change) -> Self {
        let Change { path, line, removed, added } = change;
        let lines = [("added", Arg::Count(number(added.len()))), ("removed", Arg::Count(number(removed.len())))];
        let (line, count) = (say.n("adopt-from-line", &number(line)), say.rich("adopt-lines", &lines));
        Self { path, line, removed, added, count }
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

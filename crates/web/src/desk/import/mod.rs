//! A register is brought in a browser: the file, then its columns by looking at their values, a dry run, the import, and a
//! last page that says what became of it. What is read and what is refused, the use case of the command line says
//! (`instance::import`); here it is asked and shown.
//!
//! A file belongs to the account and the seat in which it was brought; to all others it is not there. Next: `uploads.rs`.

mod asked;
mod columns;
mod outcome;
mod take;
mod work;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use instance::Acting;
use model::Id;

use self::columns::Said;
use self::outcome::OutcomePage;
use self::take::{Taken, let_go, take};
use self::work::Job;
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted, SentFile};
use crate::say::Html;
use crate::uploads::{Importer, Stage, Upload};

/// Where files are brought.
pub(crate) const UPLOADS: &str = "/desk/import";

/// The page on which a file is chosen.
#[derive(Template)]
#[template(path = "desk/import/start.html")]
struct StartPage {
    frame: Arc<Frame>,
    /// Why the last one was not taken.
    fault: Option<Html>,
    /// Megabytes that are taken.
    largest: u64,
}

/// The page while a file is worked on.
#[derive(Template)]
#[template(path = "desk/import/working.html")]
struct WorkingPage {
    frame: Arc<Frame>,
    dry_run: bool,
    rows: u64,
}

/// A file of this reader, by the id in the address.
struct Own {
    id: Id,
    upload: Upload,
}

impl Own {
    fn find(app: &App, acting: &Acting, id: &str) -> Result<Self, Failure> {
        let id = id.parse().map_err(|_| Failure::NotFound)?;
        let upload = app.uploads.get(id, &Importer::of(acting), app.instance.now());
        Ok(Self { id, upload: upload.ok_or(Failure::NotFound)? })
    }
}

fn path(id: Id) -> String {
    format!("{UPLOADS}/{id}")
}

fn start(app: &App, frame: Arc<Frame>, key: Option<&str>) -> Result<Response, Failure> {
    let largest = app.settings.largest >> 20;
    let fault = key.map(|key| frame.say.n(key, &largest));
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, DrawnPage::of(&StartPage { frame, fault, largest })?).into_response())
}

/// Shows the page on which a file is chosen.
pub async fn begin(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    start(&app, frame, None)
}

/// Takes a file.
pub async fn upload(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    sent: Option<Extension<SentFile>>,
) -> Result<Response, Failure> {
    let Some(Extension(sent)) = sent else { return Err(Failure::Unsound) };
    let Some(sent) = sent.take().await else { return start(&app, frame, Some("import-empty")) };
    let synthetic = frame.trial() && posted.text("synthetic") == "1";
    let importer = Importer::of(&acting);
    if frame.trial() && !synthetic {
        let_go(sent).await;
        return start(&app, frame, Some("import-not-synthetic"));
    }
    let room = app.uploads.room(&importer, app.instance.now()).ok_or(Failure::TooMuch)?;
    let (id, unwritten) = (app.instance.new_id(), |error| {
        tracing::error!(%error, "there is no folder for files that are brought");
        Failure::Unavailable
    });
    let file = app.uploads.place(id).map_err(unwritten)?;
    let hash = match take(sent, &file, app.settings.largest).await? {
        Taken::Whole(hash) => hash,
        Taken::Empty => return start(&app, frame, Some("import-empty")),
        Taken::TooLarge => return start(&app, frame, Some("import-too-large")),
    };
    room.put(id, Upload::new(importer, app.instance.now(), file, hash, synthetic));
    work::sweep_later(&app);
    Ok(Redirect::to(&path(id)).into_response())
}

/// Shows how far a file is: its columns, the work on it, what became of it.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<DrawnPage, Failure> {
    let Own { id, upload } = Own::find(&app, &acting, &id)?;
    match &upload.stage {
        &Stage::Working { dry_run, rows } => {
            Ok(DrawnPage::of(&WorkingPage { frame, dry_run, rows })?.looked_at_again(2))
        }
        Stage::Over(outcome) if upload.is_done() || frame.asked("columns").is_none() => {
            DrawnPage::of(&OutcomePage::of(frame, path(id), outcome, upload.rejects.is_some()))
        }
        Stage::Over(_) => columns::page(frame, path(id), upload, None).await,
        Stage::Mapping(refused) => {
            let refused = refused.clone();
            columns::page(frame, path(id), upload, refused.as_deref()).await
        }
    }
}

/// Takes what is said of a file and of its columns, and tries it.
pub async fn columns(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let Own { id, upload } = Own::find(&app, &acting, &id)?;
    let choice = asked::choice(&posted)?;
    // A form without columns answers the reader's questions alone.
    if choice != upload.choice || !posted.0.contains_key("source") {
        app.uploads.change(id, |upload| {
            (upload.choice, upload.mapping, upload.stage) = (choice, None, Stage::Mapping(None));
        });
        return Ok(Redirect::to(&path(id)));
    }
    let Said { mapping, refused } = columns::said(&frame, &upload, &posted).await?;
    let whole = refused.is_none();
    app.uploads.change(id, |upload| {
        (upload.mapping, upload.without_ids) = (Some(mapping), posted.text("without_ids") == "1");
        upload.stage = Stage::Mapping(refused.map(Arc::new));
    });
    if whole {
        work::begin(&app, id, Job { acting, in_force: frame.in_force.clone(), dry_run: true });
    }
    Ok(Redirect::to(&path(id)))
}

/// Imports a file that was tried, or goes on with one that stopped.
pub async fn run(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let Own { id, upload } = Own::find(&app, &acting, &id)?;
    // Who has not seen what an import would do does not begin one.
    if matches!(upload.stage, Stage::Over(_)) {
        work::begin(&app, id, Job { acting, in_force: frame.in_force.clone(), dry_run: false });
    }
    Ok(Redirect::to(&path(id)))
}

/// Hands out the rows that were handed back, as often as they are asked for while the page of their import is there.
pub async fn rejects(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let file = Own::find(&app, &acting, &id)?.upload.rejects.ok_or(Failure::NotFound)?;
    let rows = tokio::fs::read(&file).await.map_err(|_| Failure::Unavailable)?;
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8");
    let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"rows-handed-back.csv\"");
    Ok(([kind, name], rows).into_response())
}

/// Throws a file away.
pub async fn end(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    app.uploads.end(Own::find(&app, &acting, &id)?.id);
    Ok(Redirect::to(UPLOADS))
}

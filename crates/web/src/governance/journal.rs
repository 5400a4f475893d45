//! The journal: how many facts there are, whether all are as they were written, and a checkpoint to be held elsewhere.
//! Nothing of what facts say is shown. One walk at a time; the page shows how far it is.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use instance::{Acting, Fault};
use model::Timestamp;

use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::say::{Html, MessageArg};
use crate::walk::Walked;

/// Address of the page.
pub(crate) const JOURNAL: &str = "/governance/journal";

/// The page.
#[derive(Template)]
#[template(path = "governance/journal.html")]
pub struct JournalPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// How many facts there are.
    pub facts: u64,
    /// What the last walk found, as class and sentence.
    pub walked: Option<(&'static str, Html)>,
    /// Whether a walk is under way: the page looks again by itself.
    pub walking: bool,
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let facts = app.instance.revision().await?;
    let day = |at: Timestamp| MessageArg::Day(frame.day_of(at));
    let walked = match app.walk.now() {
        Walked::NotYet => None,
        Walked::Under(facts) => {
            Some(("ask", frame.say.rich("journal-walking", &[("facts", MessageArg::Count(facts))])))
        }
        Walked::Sound { facts, at } => {
            Some(("yes", frame.say.rich("journal-sound", &[("facts", MessageArg::Count(facts)), ("day", day(at))])))
        }
        Walked::Altered { why, at } => {
            Some(("no", frame.say.rich("journal-altered", &[("why", MessageArg::Text(&why)), ("day", day(at))])))
        }
        Walked::Failed => Some(("ask", frame.say.rich("journal-failed", &[]))),
    };
    let walking = matches!(app.walk.now(), Walked::Under(_));
    let page = DrawnPage::of(&JournalPage { frame, facts, walked, walking })?;
    Ok(if walking { page.looked_at_again(3) } else { page })
}

/// Begins a walk over the whole journal.
pub async fn verify(State(app): State<App>, Extension(acting): Extension<Acting>) -> Redirect {
    if app.walk.begins() {
        drop(tokio::spawn(async move {
            let walk = Arc::clone(&app.walk);
            let told = Arc::clone(&app.walk);
            let done = app.instance.verify(&acting, vec![], move |facts| told.is(Walked::Under(facts))).await;
            let at = app.instance.now();
            walk.is(match done {
                Ok(verified) => Walked::Sound { facts: verified.facts, at },
                Err(Fault::Damaged(why)) => Walked::Altered { why: why.to_string(), at },
                Err(fault) => {
                    tracing::error!(fault = fault.in_full(), "the journal could not be walked");
                    Walked::Failed
                }
            });
        }));
    }
    Redirect::to(JOURNAL)
}

/// A checkpoint, as a file to be held elsewhere.
pub async fn checkpoint(State(app): State<App>, Extension(acting): Extension<Acting>) -> Result<Response, Failure> {
    let checkpoint = app.instance.checkpoint(&acting).await?;
    let text = serde_json::to_string_pretty(&checkpoint).map_err(|_| Failure::Unavailable)?;
    let name = format!("attachment; filename=\"checkpoint-{}.json\"", checkpoint.seq);
    Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response())
}

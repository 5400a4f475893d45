//! The first page of a form: what it is for, who sees it, in which languages; and, before a way out is first offered, what it
//! does and what it does not.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{NEED, PAGE, browser, context, form_at, is_unsent};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::say::Html;

/// The page.
#[derive(Template)]
#[template(path = "portal/start.html")]
pub struct FormStartPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether the page has a way out.
    pub sensitive: bool,
    /// Where it begins.
    pub here: String,
    /// The form that it is: its number is another's where packs have changed since.
    pub name: String,
    /// What it is.
    pub title: Html,
    /// What happens when it is sent.
    pub summary: Html,
    /// Its languages: code, name, whether chosen.
    pub languages: Vec<(String, String, bool)>,
    /// Whether answers to a form lie here that were not sent: beginning takes their place.
    pub unsent: bool,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(number): Path<String>,
) -> Result<DrawnPage, Failure> {
    let (number, form) = form_at(&frame, &number)?;
    let own = form.form.language(frame.say.tongue.tag());
    let texts = &form.form.form.texts;
    let spoken = (0..texts.languages.len()).map(|place| (texts.named(place), place == own));
    let languages =
        spoken.map(|((words, code), own)| (code.unwrap_or_default().to_owned(), words.to_owned(), own)).collect();
    let unsent = is_unsent(&app, &frame).await?;
    let (title, summary) = (frame.say.text(&form.form.title), frame.say.text(&form.form.summary));
    let (sensitive, name) = (form.form.is_sensitive, form.name());
    let here = format!("{NEED}/{number}");
    DrawnPage::of(&FormStartPage { frame, sensitive, here, name, title, summary, languages, unsent })
}

/// Begins.
pub async fn begin(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (_, form) = form_at(&frame, &number)?;
    if form.name() != posted.text("form") {
        return Ok(Redirect::to(NEED).into_response());
    }
    let mut context = context(&app, &frame, &form);
    let chosen = posted.text("in");
    context.language = form.form.language(if chosen.is_empty() { frame.say.tongue.tag() } else { chosen });
    app.instance.begin_draft(browser(&frame)?, &form, context).await?;
    let tongue = if chosen.is_empty() { String::new() } else { format!("?in={}", crate::gate::encode(chosen)) };
    Ok(Redirect::to(&format!("{PAGE}{tongue}")).into_response())
}

/// What a way out does and what it does not.
#[derive(Template)]
#[template(path = "portal/safety.html")]
pub struct SafetyPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// It has one itself.
    pub sensitive: bool,
}

/// Shows it.
pub async fn safety(Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    DrawnPage::of(&SafetyPage { frame, sensitive: true })
}

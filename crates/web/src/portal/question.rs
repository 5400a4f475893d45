//! One page of a form, shown and answered.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use forms::Filling;
use instance::{Draft, KeptCode, PortalForm};

use super::asked::{AskedInput, AskedView, asked, wrong};
use super::controls::answered;
use super::pages::{FormPage, pages};
use super::{CHECK, KEPT, NEED, PAGE, SENT, browser, context, draft_of};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted, encode};
use crate::say::{Html, MessageArg, Say};

/// How often an answer is tried where other windows come first.
const TRIES: usize = 5;

/// The page.
#[derive(Template)]
#[template(path = "portal/question.html")]
pub struct FormQuestionPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether the page has a way out.
    pub sensitive: bool,
    /// Where it goes.
    pub here: String,
    /// The page before, where there is one.
    pub back: String,
    /// Which page it is, and of how many.
    pub number: u64,
    /// Of about how many.
    pub all: u64,
    /// By which the page is known.
    pub key: String,
    /// Headings above it.
    pub headings: Vec<String>,
    /// What is asked.
    pub questions: Vec<AskedView>,
    /// Whether somebody helps.
    pub helped: bool,
    /// Whether answers lead back to the check.
    pub to_check: bool,
}

fn counted(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

impl FormQuestionPage {
    /// The only question of the page, whose words are its heading.
    pub fn alone(&self) -> bool {
        self.questions.len() == 1
    }

    /// What is wrong, for the summary.
    pub fn errors(&self) -> Vec<(&str, &str)> {
        self.questions
            .iter()
            .filter_map(|question| question.error.as_deref().map(|error| (question.id.as_str(), error)))
            .collect()
    }

    /// Whether nothing of the page has to be answered.
    pub fn may_skip(&self) -> bool {
        let mut asked = self.questions.iter().filter(|question| !question.is_note()).peekable();
        asked.peek().is_some() && asked.all(|question| question.optional)
    }

    /// Where among the pages it is.
    pub fn progress(&self) -> Html {
        self.frame.say.rich(
            "portal-progress",
            &[("number", MessageArg::Count(self.number)), ("all", MessageArg::Count(self.all))],
        )
    }
}

/// The draft with its form; whoever has none, or sent it, is led to where they are.
pub(super) struct Underway<'a> {
    pub draft: Draft,
    pub form: PortalForm<'a>,
}

impl<'a> Underway<'a> {
    pub async fn of(app: &App, frame: &'a Frame) -> Result<Result<Self, Response>, Failure> {
        let Some(draft) = draft_of(app, frame).await? else { return Ok(Err(Redirect::to(NEED).into_response())) };
        if draft.is_sent() {
            return Ok(Err(Redirect::to(SENT).into_response()));
        }
        let Some(form) = app.instance.form_of(&frame.in_force, &draft) else {
            return Ok(Err(Redirect::to(NEED).into_response()));
        };
        Ok(Ok(Self { draft, form }))
    }

    pub fn filling(&'a self, app: &App, frame: &Frame) -> Result<Filling<'a>, Failure> {
        self.draft.filling(&self.form, context(app, frame, &self.form)).ok_or(Failure::Stale)
    }
}

/// The address of a page, in the language of the form that was chosen.
pub(super) fn page_address(number: usize, frame: &Frame, to_check: bool) -> String {
    let chosen = frame.asked("in").map(|chosen| format!("&in={}", encode(chosen))).unwrap_or_default();
    format!("{PAGE}?p={}{chosen}{}", number + 1, if to_check { "&c=1" } else { "" })
}

pub(super) fn check_address(frame: &Frame) -> String {
    in_language(CHECK, frame)
}

/// An address, in the language of the form that was chosen.
pub(super) fn in_language(path: &str, frame: &Frame) -> String {
    frame.asked("in").map_or_else(|| path.to_owned(), |chosen| format!("{path}?in={}", encode(chosen)))
}

/// Shows a page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    let underway = match Underway::of(&app, &frame).await? {
        Ok(underway) => underway,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let filling = underway.filling(&app, &frame)?;
    let all = pages(&filling);
    let number =
        frame.asked("p").and_then(|number| number.parse::<usize>().ok()).map_or(0, |number| number.saturating_sub(1));
    if all.is_empty() || number >= all.len() {
        return Ok(Redirect::to(&check_address(&frame)).into_response());
    }
    // An error that was met before is told again where somebody comes back to it from the check.
    let failed = frame.asked("e").is_some();
    let page = drawn(&frame, &underway, &filling, &all, number, failed);
    Ok(DrawnPage::of(&page.ok_or(Failure::NotFound)?)?.into_response())
}

fn drawn(
    frame: &Arc<Frame>,
    underway: &Underway<'_>,
    filling: &Filling<'_>,
    all: &[FormPage],
    number: usize,
    failed: bool,
) -> Option<FormQuestionPage> {
    let page = all.get(number)?;
    let shown = page.asked.iter().enumerate();
    let questions = shown.filter_map(|(at, asked_at)| asked(filling, *asked_at, at, frame.say, failed)).collect();
    let to_check = frame.asked("c").is_some();
    Some(FormQuestionPage {
        sensitive: underway.form.form.is_sensitive,
        here: page_address(number, frame, to_check),
        back: if number == 0 { NEED.to_owned() } else { page_address(number - 1, frame, false) },
        number: counted(number + 1),
        all: counted(all.len()),
        key: page.key.clone(),
        headings: page.headings.clone(),
        questions,
        helped: underway.draft.helped,
        to_check,
        frame: frame.clone(),
    })
}

/// Takes what was answered and goes on; where something is wrong, the page comes again with what was typed. Where another
/// window was first, it is answered on what that has left.
pub async fn answer(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    for _ in 0..TRIES {
        let underway = match Underway::of(&app, &frame).await? {
            Ok(underway) => underway,
            Err(elsewhere) => return Ok(elsewhere),
        };
        let (after, response) = turned(&app, &frame, &underway, &posted)?;
        let Some(after) = after else { return Ok(response) };
        if app.instance.keep_draft(browser(&frame)?, &underway.draft, &after).await? {
            return Ok(response);
        }
    }
    Err(Failure::Unavailable)
}

/// The draft as it is then, and where it goes on.
fn turned(
    app: &App,
    frame: &Arc<Frame>,
    underway: &Underway<'_>,
    posted: &Posted,
) -> Result<(Option<Draft>, Response), Failure> {
    let mut filling = underway.filling(app, frame)?;
    let Some(page) = pages(&filling).into_iter().find(|page| page.key == posted.text("key")) else {
        // Answers elsewhere have taken the page away: nothing of it is wanted any more.
        return Ok((None, Redirect::to(&page_address(0, frame, false)).into_response()));
    };
    for (at, (node, place)) in page.asked.iter().enumerate() {
        if let Some(answer) = answered(&filling, *node, at, posted) {
            filling.set(*place, &answer);
        }
    }
    let after = underway.draft.answered(&filling, posted.0.contains_key("helped"), app.instance.now());
    let all = pages(&filling);
    let number = all.iter().position(|now| now.key == page.key).unwrap_or_default();
    if let Some((faulty, newly)) = held_up(&filling, &page, all.get(number), frame.say) {
        // Of what has only just come to matter nothing is told as wrong.
        let drawn = drawn(frame, underway, &filling, &all, number, faulty && !newly);
        let status = if newly { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return Ok((Some(after), (status, DrawnPage::of(&drawn.ok_or(Failure::NotFound)?)?).into_response()));
    }
    let last = frame.asked("c").is_some() || number + 1 >= all.len();
    let next = if last { check_address(frame) } else { page_address(number + 1, frame, false) };
    Ok((Some(after), Redirect::to(&next).into_response()))
}

/// Whether somebody stays on a page: something is wrong there, or something has come to matter that was not shown.
fn held_up(filling: &Filling<'_>, before: &FormPage, now: Option<&FormPage>, say: Say) -> Option<(bool, bool)> {
    let now = &now?.asked;
    let faulty = now.iter().any(|(node, place)| wrong(filling, *node, *place, say).is_some());
    let newly = now.iter().any(|asked| !before.asked.contains(asked));
    (faulty || newly).then_some((faulty, newly))
}

/// What was kept, by the code under which it can be gone on with.
#[derive(Template)]
#[template(path = "portal/kept.html")]
pub struct KeptPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether the page has a way out.
    pub sensitive: bool,
    /// The code and the PIN.
    pub code: KeptCode,
    /// Where it is gone on with.
    pub go_on: String,
}

/// Keeps what was answered under a code.
pub async fn keep(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    let underway = match Underway::of(&app, &frame).await? {
        Ok(underway) => underway,
        Err(elsewhere) => return Ok(elsewhere),
    };
    app.instance.put_by(browser(&frame)?, &underway.draft).await?;
    Ok(Redirect::to(&in_language(KEPT, &frame)).into_response())
}

/// Tells the code.
pub async fn kept(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    let underway = match Underway::of(&app, &frame).await? {
        Ok(underway) => underway,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (sensitive, code, go_on) = (underway.form.form.is_sensitive, underway.draft.code(), check_address(&frame));
    Ok(DrawnPage::of(&KeptPage { frame: frame.clone(), sensitive, code, go_on })?.into_response())
}

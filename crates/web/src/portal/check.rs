//! What was answered, before it is sent; and what is told once it was.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Refusal;
use forms::{Choices, FieldKind, Filling, NodeIx, QuestionKind};
use instance::{Draft, Fault, SaidByForm, SentRequest};
use packs::PackForm;

use super::asked::{marked, words, wrong};
use super::pages::pages;
use super::question::{Underway, check_address, in_language, page_address};
use super::{NEED, SEND, SENT, browser, draft_of};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::say::{Html, MessageArg, Say, escape};

/// One answer.
pub struct AnswerLine {
    /// What was asked.
    pub label: Html,
    /// What was answered; none, where nothing was.
    pub said: Option<Html>,
    /// Where it is changed.
    pub change: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "portal/check.html")]
pub struct CheckPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether the page has a way out.
    pub sensitive: bool,
    /// The answers.
    pub lines: Vec<AnswerLine>,
    /// The page before.
    pub back: String,
    /// Where it is sent.
    pub send: String,
}

impl CheckPage {
    /// Whether anything is in the way of sending it.
    pub fn failed(&self) -> bool {
        self.lines.iter().any(|line| line.error.is_some())
    }
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    let underway = match Underway::of(&app, &frame).await? {
        Ok(underway) => underway,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let filling = underway.filling(&app, &frame)?;
    Ok(DrawnPage::of(&drawn(&frame, &underway, &filling))?.into_response())
}

fn drawn(frame: &Arc<Frame>, underway: &Underway<'_>, filling: &Filling<'_>) -> CheckPage {
    let all = pages(filling);
    // What was refused when it was sent, by its number in the form.
    let refused = frame.asked("w").and_then(|number| number.parse().ok()).map(NodeIx);
    let mut lines = Vec::new();
    for (number, page) in all.iter().enumerate() {
        for (node, place) in &page.asked {
            let is_refused = refused == Some(*node);
            lines.extend(line(filling, (*node, *place), page_address(number, frame, true), is_refused, frame.say));
        }
    }
    CheckPage {
        sensitive: underway.form.form.is_sensitive,
        lines,
        back: page_address(all.len().saturating_sub(1), frame, false),
        send: in_language(SEND, frame),
        frame: frame.clone(),
    }
}

fn line(
    filling: &Filling<'_>,
    (node, place): (NodeIx, usize),
    change: String,
    is_refused: bool,
    say: Say,
) -> Option<AnswerLine> {
    let question = filling.form().question_of(node)?;
    let state = filling.state_of(place)?;
    if state.is_readonly {
        return None;
    }
    let own = wrong(filling, node, place, say);
    let change = if own.is_some() { format!("{change}&e=1") } else { change };
    let error = own.or_else(|| is_refused.then(|| say.t("portal-constraint")));
    let said = (!state.text.is_empty()).then(|| said(filling, node, place, &state.text, say));
    Some(AnswerLine { label: words(filling, question.label.as_ref(), place, say), said, change, error })
}

/// An answer in words.
fn said(filling: &Filling<'_>, node: NodeIx, place: usize, text: &str, say: Say) -> Html {
    let plain = || Html::trusted(format!("<bdi>{}</bdi>", escape(text)));
    let Some(question) = filling.form().question_of(node) else { return plain() };
    if question.kind == QuestionKind::Trigger {
        return Html::escaped(&say.t("yes"));
    }
    if !matches!(question.choices, Choices::None) {
        let offered = filling.choices(question, place).unwrap_or_default();
        let label = |value: &str| {
            let choice = offered.iter().find(|choice| choice.value == value);
            let words = choice.map(|choice| marked(filling, &choice.label, choice.language, say));
            format!("<bdi>{}</bdi>", words.unwrap_or_else(|| Html::escaped(value)))
        };
        let several = matches!(question.kind, QuestionKind::SelectMany | QuestionKind::Rank);
        let chosen: Vec<String> =
            if several { text.split_whitespace().map(label).collect() } else { vec![label(text)] };
        return Html::trusted(chosen.join(&escape(&say.t("list-separator"))));
    }
    let kind = filling.form().node(node).map(|node| node.bind.kind).unwrap_or_default();
    match text.parse::<model::Date>() {
        Ok(day) if kind == FieldKind::Date => say.day(&day),
        _ => plain(),
    }
}

/// Sends what was answered.
pub async fn send(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    let underway = match Underway::of(&app, &frame).await? {
        Ok(underway) => underway,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some((draft, said)) = ready(&app, &frame, &underway)? else {
        return Ok(Redirect::to(&check_address(&frame)).into_response());
    };
    match app.instance.send(browser(&frame)?, &frame.in_force, &underway.form, &draft, said).await {
        Ok(()) => Ok(Redirect::to(SENT).into_response()),
        Err(fault) => {
            let node = refused_at(&fault, underway.form.form).ok_or(fault)?;
            let check = check_address(&frame);
            let more = if check.contains('?') { '&' } else { '?' };
            Ok(Redirect::to(&format!("{check}{more}w={}", node.0)).into_response())
        }
    }
}

/// The question whose answer cannot be on record, so that whoever gave it is told which.
fn refused_at(fault: &Fault, form: &PackForm) -> Option<NodeIx> {
    let of = |field: &str| {
        let asked = form.fills.iter().filter(|(node, _)| form.form.question_of(**node).is_some());
        asked.clone().find(|(_, name)| *name == field).map(|(node, _)| *node)
    };
    match fault {
        Fault::Refused(Refusal::BadField { field }) => of(field),
        Fault::Refused(Refusal::CannotBe { field, with }) => of(field).or_else(|| of(with.as_ref()?)),
        _ => None,
    }
}

/// What is to be sent; nothing while anything is in the way of it.
fn ready(app: &App, frame: &Arc<Frame>, underway: &Underway<'_>) -> Result<Option<(Draft, SaidByForm)>, Failure> {
    let mut filling = underway.filling(app, frame)?;
    if drawn(frame, underway, &filling).failed() {
        return Ok(None);
    }
    filling.finish();
    let said = SaidByForm::of(&filling, underway.form.form, &frame.in_force.packs.schema);
    Ok(Some((underway.draft.answered(&filling, underway.draft.helped, app.instance.now()), said)))
}

/// What is told once it was sent.
#[derive(Template)]
#[template(path = "portal/sent.html")]
pub struct SentPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether the page has a way out.
    pub sensitive: bool,
    /// The code and the PIN, and when.
    pub sent: SentRequest,
}

impl SentPage {
    /// When it was sent.
    pub fn when(&self) -> Html {
        self.frame.say.rich("portal-sent-lede", &[("moment", MessageArg::Html(self.frame.moment(self.sent.at)))])
    }
}

/// Shows it, as often as somebody comes back to it.
pub async fn sent(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    let Some(draft) = draft_of(&app, &frame).await? else { return Ok(Redirect::to(NEED).into_response()) };
    let Some(sent) = draft.sent() else { return Ok(Redirect::to(&check_address(&frame)).into_response()) };
    let sensitive = app.instance.form_of(&frame.in_force, &draft).is_some_and(|form| form.form.is_sensitive);
    Ok(DrawnPage::of(&SentPage { frame, sensitive, sent })?.into_response())
}

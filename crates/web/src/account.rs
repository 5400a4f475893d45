//! One's own account: the password, the second factor, the sessions. Whoever was given a password by somebody else comes
//! here first.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use instance::Fault;
use instance::door::{Enrolment, OpenSession, SessionSummary};
use qrcode::QrCode;
use qrcode::render::svg;

use crate::app::App;
use crate::gate::cookies::{self, Kept};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::governance::motion::granted;
use crate::say::{Html, MessageArg};

/// Address of the page.
const ACCOUNT: &str = "/account";

/// The page.
#[derive(Template)]
#[template(path = "account.html")]
pub struct OwnPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// What the account holds.
    pub grants: Vec<Html>,
    /// Whether the password was given by somebody else and is to be changed first.
    pub given: bool,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// What an application needs to show codes, where there is none.
    pub enrolment: Option<EnrolmentView>,
    /// Where the account is signed in.
    pub sessions: Vec<SessionRow>,
    /// What went wrong, or what was done, as class and sentence.
    pub told: Option<(&'static str, String)>,
}

/// What an application needs to show codes.
pub struct EnrolmentView {
    /// For the camera.
    pub picture: Html,
    /// For typing, in groups of four.
    pub secret: String,
}

/// Where the account is signed in.
pub struct SessionRow {
    /// By which it is ended.
    pub number: String,
    /// When it began, and when it was last used.
    pub times: Html,
    /// Whether it is this one.
    pub this: bool,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(session): Extension<OpenSession>,
) -> Result<DrawnPage, Failure> {
    OwnPage::of(&app, frame, &session, None).await
}

/// Changes the password.
pub async fn password(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(session): Extension<OpenSession>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    if posted.text("new") != posted.text("again") {
        return refused(&app, frame, &session, "password-differs").await;
    }
    match app.instance.change_password(&session, posted.text("old"), posted.text("new")).await {
        Ok(Some(token)) => {
            let kept = Kept::Session.keep(token, &app);
            Ok((cookies::set([kept]), Redirect::to("/account?done=password")).into_response())
        }
        Ok(None) => refused(&app, frame, &session, "password-old-wrong").await,
        Err(Fault::Password) => refused(&app, frame, &session, "password-weak").await,
        Err(fault) => Err(fault.into()),
    }
}

/// Sets the second factor up, or takes it away.
pub async fn factor(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(session): Extension<OpenSession>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    let (password, code) = (posted.text("password"), posted.text("code"));
    let token = if session.second_factor {
        app.instance.remove_factor(&session, password, code).await?
    } else {
        app.instance.add_factor(&session, password, code).await?
    };
    match token {
        Some(token) => {
            let kept = Kept::Session.keep(token, &app);
            Ok((cookies::set([kept]), Redirect::to("/account?done=factor")).into_response())
        }
        None => refused(&app, frame, &session, "factor-wrong").await,
    }
}

/// Ends one of the account's sessions, or all others.
pub async fn end(
    State(app): State<App>,
    Extension(session): Extension<OpenSession>,
    Extension(posted): Extension<Posted>,
) -> Result<Redirect, Failure> {
    let number = posted.text("session");
    app.instance.end_sessions(&session, (number != "others").then_some(number)).await?;
    Ok(Redirect::to(ACCOUNT))
}

async fn refused(app: &App, frame: Arc<Frame>, session: &OpenSession, key: &'static str) -> Result<Response, Failure> {
    let told = frame.say.t(key);
    let page = OwnPage::of(app, frame, session, Some(("no", told))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl OwnPage {
    async fn of(
        app: &App,
        frame: Arc<Frame>,
        session: &OpenSession,
        told: Option<(&'static str, String)>,
    ) -> Result<DrawnPage, Failure> {
        let done = match frame.asked("done") {
            Some("password") => Some(("yes", frame.say.t("password-changed"))),
            Some("factor") => Some(("yes", frame.say.t("factor-changed"))),
            _ => None,
        };
        let enrolment =
            if session.second_factor || session.given { None } else { Some(app.instance.enrolment(session)?) };
        let sessions = app.instance.sessions(session).await?;
        let view = &frame.in_force.view;
        DrawnPage::of(&Self {
            grants: session.actor.grants.iter().map(|grant| granted(frame.say, view, grant)).collect(),
            given: session.given,
            second_factor: session.second_factor,
            enrolment: enrolment.map(|enrolment| EnrolmentView::of(&enrolment)).transpose()?,
            sessions: sessions.into_iter().map(|summary| SessionRow::of(&frame, summary)).collect(),
            told: told.or(done),
            frame,
        })
    }
}

impl EnrolmentView {
    fn of(enrolment: &Enrolment) -> Result<Self, Failure> {
        let code = QrCode::new(&enrolment.address).map_err(|_| Failure::Unavailable)?;
        let picture = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
        // Without the line that says it is XML, it stands in a page.
        let picture = picture.find("<svg").and_then(|from| picture.get(from..)).unwrap_or_default().to_owned();
        let groups: Vec<char> = enrolment.secret.chars().collect();
        let groups: Vec<String> = groups.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(Self { picture: Html::trusted(picture), secret: groups.join(" ") })
    }
}

impl SessionRow {
    fn of(frame: &Frame, summary: SessionSummary) -> Self {
        let SessionSummary { number, begun, seen, this } = summary;
        let times = [("begun", MessageArg::Html(frame.moment(begun))), ("seen", MessageArg::Html(frame.moment(seen)))];
        Self { number, times: frame.say.rich("session-times", &times), this }
    }
}

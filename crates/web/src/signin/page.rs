//! The sign-in page, its form, the code of a second factor, and signing out.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use instance::door::{Admission, Entrance, Token};
use instance::{BEHIND_WALLS, ROLES};
use model::Timestamp;

use crate::app::App;
use crate::gate::cookies::{self, Kept};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::say::MessageArg;
use crate::words;

/// The page.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Where to go afterwards.
    pub next: String,
    /// What was typed as account.
    pub account: String,
    /// What went wrong, as a whole sentence.
    pub problem: Option<String>,
    /// Ready-made sign-ins of a trial instance: account and role.
    pub trial: Vec<(String, String)>,
}

/// The page that asks for the code of a second factor.
#[derive(Template)]
#[template(path = "code.html")]
pub struct CodePage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Where to go afterwards.
    pub next: String,
    /// Under which the code is waited for.
    pub waits: String,
    /// What went wrong, as a whole sentence.
    pub problem: Option<String>,
}

/// Shows the form.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let next = local(frame.asked("next"));
    form(&app, &frame, next, String::new(), None)
}

/// Takes the form: begins a session, asks for a code, or asks again.
pub async fn submit(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (account, next) = (posted.text("account").trim().to_owned(), local(Some(posted.text("next"))));
    let browser = Kept::Browser.find(&headers, &app);
    let entrance = Entrance { account: &account, password: posted.text("password"), browser };
    let problem = match app.instance.sign_in(entrance).await? {
        Admission::Welcome { session, browser } => return Ok(welcome(&app, session, browser, &next)),
        Admission::NeedsCode(waits) => {
            let page = CodePage { frame, next, waits: waits.to_text(), problem: None };
            return Ok(DrawnPage::of(&page)?.into_response());
        }
        Admission::Wrong => frame.say.t("sign-in-wrong"),
        Admission::Wait(ready) => wait(&app, &frame, ready),
    };
    // A name nobody has is not shown back at any length.
    let account = account.chars().take(64).collect();
    let page = form(&app, &frame, next, account, Some(problem))?;
    Ok((StatusCode::FORBIDDEN, page).into_response())
}

/// Takes the code of a second factor.
pub async fn code(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let next = local(Some(posted.text("next")));
    let waits: Token = posted.text("waits").parse().map_err(|_| Failure::Stale)?;
    let browser = Kept::Browser.find(&headers, &app);
    let problem = match app.instance.second_factor(waits, posted.text("code"), browser).await? {
        Admission::Welcome { session, browser } => return Ok(welcome(&app, session, browser, &next)),
        Admission::Wait(ready) => wait(&app, &frame, ready),
        Admission::Wrong | Admission::NeedsCode(_) => frame.say.t("code-wrong"),
    };
    let page = DrawnPage::of(&CodePage { frame, next, waits: waits.to_text(), problem: Some(problem) })?;
    Ok((StatusCode::FORBIDDEN, page).into_response())
}

/// Ends the session, here and in the store.
pub async fn sign_out(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    if let Some(session) = &frame.session {
        app.instance.end_session(session.token).await?;
    }
    let gone = Kept::Session.forget(&app);
    Ok((cookies::set([gone]), [("clear-site-data", "\"cache\"")], Redirect::to("/")).into_response())
}

fn wait(app: &App, frame: &Frame, ready: Timestamp) -> String {
    let seconds = (ready.0 - app.instance.now().0).div_euclid(1_000_000) + 1;
    frame.say.with("sign-in-wait", &[("seconds", MessageArg::Count(u64::try_from(seconds).unwrap_or(1)))])
}

fn welcome(app: &App, session: Token, browser: Token, next: &str) -> Response {
    let kept = [Kept::Session.keep(session, app), Kept::Browser.keep(browser, app), Kept::Door.forget(app)];
    (cookies::set(kept), Redirect::to(next)).into_response()
}

fn form(
    app: &App,
    frame: &Arc<Frame>,
    next: String,
    account: String,
    problem: Option<String>,
) -> Result<DrawnPage, Failure> {
    let there = |(account, _): &(&str, &str)| frame.in_force.view.accounts.contains_key(*account);
    let all = ROLES.into_iter().chain(BEHIND_WALLS.map(|(account, role, _)| (account, role)));
    let offered = all.filter(|_| app.instance.is_trial()).filter(there);
    let trial = offered.map(|(account, role)| (account.to_owned(), words::role(frame.say, role))).collect();
    DrawnPage::of(&SignIn { frame: frame.clone(), next, account, problem, trial })
}

/// A path of this site, or the front page: a sign-in must not send people elsewhere. Browsers leave control characters out
/// of an address, and take `\` for `/`; what holds either, or anything that an address cannot hold, leads home.
pub(crate) fn local(next: Option<&str>) -> String {
    let ours = |next: &&str| {
        let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        plain && next.starts_with('/') && !next.starts_with("//")
    };
    next.filter(ours).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn a_sign_in_leads_to_our_own_pages_only() {
        assert_eq!(local(Some("/desk?sex=F")), "/desk?sex=F");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\u{0}",
            "/é",
            "/ /x",
            "desk",
            "",
        ] {
            assert_eq!(local(Some(elsewhere)), "/", "{elsewhere:?}");
        }
        assert_eq!(local(None), "/");
    }
}

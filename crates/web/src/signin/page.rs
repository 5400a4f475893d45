//! The sign-in page, its form, and signing out.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::session::Session;
use crate::app::App;
use crate::gate::{Failure, Frame, Page, Posted, cookies};
use crate::ports::Attempt;
use crate::say::Arg;
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

/// Shows the form.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Page, Failure> {
    let next = local(frame.asked("next"));
    form(&app, &frame, next, String::new(), None).await
}

/// Takes the form: begins a session, or asks again.
pub async fn submit(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    let (account, next) = (posted.text("account").trim().to_owned(), local(Some(posted.text("next"))));
    let problem = match try_password(&app, &account, posted.text("password")).await? {
        Outcome::Right => return welcome(&app, account, &next).await,
        Outcome::Wrong => frame.say.t("sign-in-wrong"),
        Outcome::TooMany(seconds) => frame.say.with("sign-in-wait", &[("seconds", Arg::Count(seconds))]),
    };
    let page = form(&app, &frame, next, account, Some(problem)).await?;
    Ok((StatusCode::FORBIDDEN, page).into_response())
}

/// Ends the session, here and in the store.
pub async fn sign_out(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Response, Failure> {
    if let Some(session) = &frame.session {
        app.ports.accounts.end_session(session.token.hash()).await?;
    }
    let gone = cookies::forget_session(app.settings.secure);
    Ok((cookies::set([gone]), [("clear-site-data", "\"cache\"")], Redirect::to("/")).into_response())
}

enum Outcome {
    Right,
    Wrong,
    TooMany(u64),
}

async fn try_password(app: &App, account: &str, password: &str) -> Result<Outcome, Failure> {
    let (accounts, now) = (&app.ports.accounts, app.ports.clock.now());
    if let Attempt::Wait(ready) = accounts.attempt(account.into(), now).await? {
        let seconds = (ready.0 - now.0).div_euclid(1_000_000) + 1;
        return Ok(Outcome::TooMany(u64::try_from(seconds).unwrap_or(1)));
    }
    let stored = accounts.password_hash(account.into()).await?;
    if app.passwords.matches(password.into(), stored).await {
        accounts.signed_in(account.into(), now).await?;
        return Ok(Outcome::Right);
    }
    accounts.failed(account.into(), now).await?;
    Ok(Outcome::Wrong)
}

async fn welcome(app: &App, account: String, next: &str) -> Result<Response, Failure> {
    let token = Session::begin(app, account).await?;
    let kept = [cookies::session(token, app.settings.secure), cookies::forget_door(app.settings.secure)];
    Ok((cookies::set(kept), Redirect::to(next)).into_response())
}

async fn form(
    app: &App,
    frame: &Arc<Frame>,
    next: String,
    account: String,
    problem: Option<String>,
) -> Result<Page, Failure> {
    let today = app.ports.clock.now().day();
    let offered = if frame.instance.trial() { app.ports.accounts.trial_sign_ins(today).await? } else { Vec::new() };
    let trial = offered.into_iter().map(|one| (one.account, words::role(frame.say, &one.role))).collect();
    Page::of(&SignIn { frame: frame.clone(), next, account, problem, trial })
}

/// A path of this site, or the front page: a sign-in must not send people elsewhere.
fn local(next: Option<&str>) -> String {
    let ours = |next: &&str| next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']);
    next.filter(ours).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn a_sign_in_leads_to_our_own_pages_only() {
        assert_eq!(local(Some("/desk?sex=F")), "/desk?sex=F");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "desk", ""] {
            assert_eq!(local(Some(elsewhere)), "/");
        }
        assert_eq!(local(None), "/");
    }
}

//! The way out: what was not sent is gone, the cookies are gone, and a page that is nothing stands there.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::BLANK;
use crate::app::App;
use crate::gate::cookies::Kept;
use crate::gate::{Failure, Frame};

const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");

/// Leaves. The draft goes first: if that fails nobody is told that it is gone.
pub async fn leave(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    // No other site takes away what somebody has answered here.
    if asked.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site") {
        return Ok(Redirect::to(BLANK).into_response());
    }
    if let Some(browser) = frame.anchor {
        app.instance.drop_draft(browser).await?;
        if let Some(session) = &frame.session {
            app.instance.end_session(session.token).await?;
        }
    }
    let mut response = Redirect::to(BLANK).into_response();
    for kept in [Kept::Door, Kept::Session] {
        if let Ok(cookie) = HeaderValue::from_str(&kept.forget(&app)) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response.headers_mut().insert(CLEAR, HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""));
    Ok(response)
}

/// A page that tells nothing: no name, no mark, no style.
pub async fn blank() -> Response {
    Html("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Page</title><main><h1>This page is empty</h1><p>You can close it.</p></main></html>").into_response()
}

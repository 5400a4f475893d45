//! A page that was drawn, and a form that was sent.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::header;
use axum::response::{Html as HtmlBody, IntoResponse, Response};

use super::Failure;

/// A drawn page.
#[derive(Debug)]
pub struct DrawnPage {
    words: String,
    /// After how many seconds a browser looks again by itself.
    again: Option<u16>,
}

impl DrawnPage {
    /// Draws a template.
    pub fn of(template: &impl Template) -> Result<Self, Failure> {
        let words = template.render().map_err(|error| {
            tracing::error!(%error, "a template could not be drawn");
            Failure::Unavailable
        })?;
        Ok(Self { words, again: None })
    }

    /// The page of work under way: the browser looks again by itself, without a script, and the page has a link for whoever
    /// stopped it from doing so (`parts/again.html`).
    pub fn looked_at_again(self, seconds: u16) -> Self {
        Self { again: Some(seconds), ..self }
    }
}

impl IntoResponse for DrawnPage {
    fn into_response(self) -> Response {
        let mut response = HtmlBody(self.words).into_response();
        if let Some(seconds) = self.again {
            response.headers_mut().insert(header::REFRESH, seconds.into());
        }
        response
    }
}

/// The fields of a form whose token the gate has checked.
#[derive(Debug, Clone, Default)]
pub struct Posted(pub BTreeMap<String, String>);

impl Posted {
    /// What was entered under this name; empty where nothing was.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

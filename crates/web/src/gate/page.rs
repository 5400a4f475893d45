//! A page that was drawn, and a form that was sent.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::{Html as HtmlBody, IntoResponse, Response};

use super::Failure;

/// A drawn page.
#[derive(Debug)]
pub struct DrawnPage(String);

impl DrawnPage {
    /// Draws a template.
    pub fn of(template: &impl Template) -> Result<Self, Failure> {
        template.render().map(Self).map_err(|error| {
            tracing::error!(%error, "a template could not be drawn");
            Failure::Unavailable
        })
    }
}

impl IntoResponse for DrawnPage {
    fn into_response(self) -> Response {
        HtmlBody(self.0).into_response()
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

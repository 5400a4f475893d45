//! The doors: everything that anybody may ask for.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use instance::portal_forms;

use super::NEED;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::say::Html;

/// The page.
#[derive(Template)]
#[template(path = "portal/home.html")]
pub struct PortalHomePage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether the page has a way out: nothing here tells what anybody asks for.
    pub sensitive: bool,
    /// The doors: address, what it is, what happens then.
    pub doors: Vec<(String, Html, Html)>,
}

/// Shows the page.
pub async fn show(Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let doors = portal_forms(&frame.in_force);
    let doors = doors.iter().enumerate().map(|(number, form)| {
        (format!("{NEED}/{number}"), frame.say.text(&form.form.title), frame.say.text(&form.form.summary))
    });
    let doors = doors.collect();
    DrawnPage::of(&PortalHomePage { frame, sensitive: false, doors })
}

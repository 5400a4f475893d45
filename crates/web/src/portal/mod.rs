//! The portal: what anybody may ask for, one question a page, without an account and without a script.
//!
//! Answers lie sealed on the server and never in an address; a page's address names its place and nothing else, so that a
//! history tells nothing. What was typed is kept whatever is wrong with it. On forms that may endanger whoever is seen to
//! fill them every page has a way out, which takes the draft, the session and the cookie away. No rule is decided here.

mod asked;
mod check;
mod controls;
mod exit;
mod home;
mod pages;
mod question;
mod start;
mod status;

pub use check::{send, sent, show as check};
pub use exit::{blank, leave};
pub use home::show as home;
pub use question::{answer, keep, kept, show as question};
pub use start::{begin, safety, show as start};
pub use status::{look, show as status};

use forms::FillContext;
use instance::door::Token;
use instance::{Draft, PortalForm, portal_forms};
use jiff::tz::TimeZone;

use crate::app::App;
pub use crate::doors::{NEED, STATUS};
use crate::gate::{Failure, Frame};

/// Addresses.
pub const PAGE: &str = "/need/page";
pub const CHECK: &str = "/need/check";
pub const SEND: &str = "/need/send";
pub const SENT: &str = "/need/sent";
pub const KEEP: &str = "/need/keep";
pub const KEPT: &str = "/need/kept";
pub const SAFETY: &str = "/need/safety";
pub const EXIT: &str = "/exit";
pub const BLANK: &str = "/exit/page";

/// A form by its number among those of the portal: an address tells nothing.
fn form_at<'a>(frame: &'a Frame, number: &str) -> Result<(usize, PortalForm<'a>), Failure> {
    let number = number.parse().map_err(|_| Failure::NotFound)?;
    portal_forms(&frame.in_force).get(number).copied().map(|form| (number, form)).ok_or(Failure::NotFound)
}

/// The browser's token: forms are tied to it, and drafts lie under it.
fn browser(frame: &Frame) -> Result<Token, Failure> {
    frame.anchor.ok_or(Failure::Stale)
}

/// What surrounds a filling here: the moment, and the reader's language.
fn context(app: &App, frame: &Frame, form: &PortalForm<'_>) -> FillContext {
    let zone = TimeZone::get(frame.clock()).unwrap_or(TimeZone::UTC);
    let now = jiff::Timestamp::from_microsecond(app.instance.now().0).unwrap_or_default().to_zoned_datetime(zone);
    let seed = app.instance.random().iter().take(8).fold(0u64, |all, byte| (all << 8) | u64::from(*byte));
    let mut context = FillContext::at(now, seed);
    context.language = form.form.language(frame.asked("in").unwrap_or(frame.say.tongue.tag()));
    context
}

/// The draft of this browser with its form; whoever has none begins at the doors.
async fn draft_of(app: &App, frame: &Frame) -> Result<Option<Draft>, Failure> {
    Ok(app.instance.draft(browser(frame)?).await?)
}

/// Whether answers lie in this browser that were not sent.
async fn is_unsent(app: &App, frame: &Frame) -> Result<bool, Failure> {
    Ok(draft_of(app, frame).await?.is_some_and(|draft| !draft.is_sent()))
}

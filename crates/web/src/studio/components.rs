//! Every component on one page, in both directions; light and dark follow the reader's setting.

use std::sync::Arc;

use askama::Template;
use axum::Extension;

use super::reach::finding;
use crate::chart::{self, Caption, Split};
use crate::gate::{DrawnPage, Failure, Frame};
use crate::say::{Html, MessageArg, Say, Tongue};

/// The page.
#[derive(Template)]
#[template(path = "studio/components.html")]
pub struct Components {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The same components in English and in Arabic.
    pub sheets: Vec<ComponentSheet>,
}

/// All components in one language.
pub struct ComponentSheet {
    /// The language.
    pub say: Say,
    /// A lead sentence.
    pub lead: Html,
    /// A bar of three parts.
    pub bar: Html,
    /// A bar of one part.
    pub track: Html,
    /// A withheld figure.
    pub withheld: Html,
}

/// Shows the page.
pub async fn show(Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    DrawnPage::of(&Components::of(frame))
}

impl Components {
    /// The page.
    pub fn of(frame: Arc<Frame>) -> Self {
        let sheets = [Tongue::En, Tongue::Ar].map(|tongue| ComponentSheet::of(Say { tongue })).into_iter().collect();
        Self { frame, sheets }
    }
}

impl ComponentSheet {
    fn of(say: Say) -> Self {
        let split = Split { yes: Some(612), needs: Some(131), no: Some(257) };
        Self {
            say,
            lead: say.rich("lead-needs", &[("needs", MessageArg::Count(131))]),
            bar: chart::split(&split, split.total(), Some(Caption::titled(&finding(say, &split)))),
            track: chart::track(Some(3), 4, "n"),
            withheld: say.withheld(),
        }
    }
}

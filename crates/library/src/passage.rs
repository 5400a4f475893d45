//! Passages of the report: a part and a paragraph, so that whoever doubts an entry can look it up with a pencil.
//!
//! Paragraphs are counted in each part from its heading on, every point of a list as one; headings, footnotes and
//! figures are not counted. Refused: a part that the report does not have, a paragraph beyond its part's last one.

use std::fmt;
use std::ops::RangeInclusive;

use yaml::{Report, Scalar};

use super::words::Place;

/// A paragraph of the report, as `section 4 paragraph 26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The part.
    pub place: Place,
    /// The paragraph in it, from 1.
    pub paragraph: u16,
}

const BETWEEN: &str = " paragraph ";

impl Passage {
    /// The passage that a text names, where the report has it.
    pub(super) fn read(scalar: &Scalar, report: &mut Report) -> Option<Self> {
        let Some((place, paragraph)) = scalar.text.split_once(BETWEEN) else {
            let message = format!("expected a passage such as `section 4 paragraph 26`, found `{}`", scalar.text);
            report.error(scalar.at, "passage", message);
            return None;
        };
        let Some(part) = Place::from_code(place) else {
            let message = format!("the report has no part `{place}`");
            let parts = Place::ALL.iter().map(|(part, _)| *part);
            report.error(scalar.at, "passage", message).did_you_mean(place, parts);
            return None;
        };
        let last = part.paragraphs();
        match paragraph.parse() {
            Ok(paragraph) if (1..=last).contains(&paragraph) => Some(Self { place: part, paragraph }),
            _ => {
                let message = format!("`{place}` has paragraphs 1 to {last}, found `{paragraph}`");
                report.error(scalar.at, "passage", message);
                None
            }
        }
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{BETWEEN}{}", self.place.code(), self.paragraph)
    }
}

impl Place {
    /// First and last page as the report's table of contents has them.
    pub fn pages(self) -> RangeInclusive<u16> {
        match self {
            Self::Introduction => 3..=4,
            Self::Proceedings => 5..=12,
            Self::KeyMessages => 13..=16,
            Self::Section1 => 17..=24,
            Self::Section2 => 25..=36,
            Self::Section3 => 37..=44,
            Self::Section4 => 45..=56,
            Self::Section5 => 57..=64,
            Self::Section6 => 65..=74,
            Self::Conclusions => 75..=76,
            Self::WayForward => 77..=82,
        }
    }

    /// How many paragraphs it has.
    pub fn paragraphs(self) -> u16 {
        match self {
            Self::Introduction => 5,
            Self::Proceedings => 25,
            Self::KeyMessages => 8,
            Self::Section1 => 27,
            Self::Section2 => 43,
            Self::Section3 => 22,
            Self::Section4 => 42,
            Self::Section5 => 21,
            Self::Section6 => 32,
            Self::Conclusions => 7,
            Self::WayForward => 34,
        }
    }
}

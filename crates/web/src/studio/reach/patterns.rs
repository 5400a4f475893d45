//! Patterns of conditions, each of which a made-up person can be opened of.

use instance::study::Studied;
use model::Date;
use rules::measure::Measure;
use rules::verdict::{Masks, Verdict};

use super::super::rule::Place;
use super::super::{Sentences, pattern};
use crate::say::{Html, MessageArg};
use crate::words;

/// Patterns offered as personas.
const PATTERNS: usize = 8;

/// A pattern to open a persona of.
pub struct PatternLink {
    /// Class of its mark.
    pub class: &'static str,
    /// Its mark.
    pub mark: &'static str,
    /// The answer, in words.
    pub verdict: String,
    /// What fails and what is unknown, in words.
    pub why: Vec<Html>,
    /// How many people.
    pub people: u64,
    /// Address of the persona.
    pub address: String,
}

pub(super) fn patterns(
    place: &Place,
    rule: &Measure,
    day: Date,
    studied: &Studied,
    sentences: &Sentences,
) -> Vec<PatternLink> {
    let link = |(masks, verdict, people): &(Masks, Verdict, u64)| PatternLink {
        class: words::verdict_class(*verdict),
        mark: words::verdict_mark(*verdict),
        verdict: words::verdict(sentences.say, *verdict),
        why: why(rule, *masks, sentences),
        people: *people,
        address: format!("{}/persona?on={day}&pattern={}", place.reach, pattern::spelt(*masks)),
    };
    studied.patterns.iter().take(PATTERNS).map(link).collect()
}

/// What fails and what is unknown; nothing for those of whom everything is known and met.
fn why(rule: &Measure, masks: Masks, sentences: &Sentences) -> Vec<Html> {
    let mut lines = Vec::new();
    for (position, condition) in rule.conditions.iter().enumerate() {
        let bit = 1_u32.checked_shl(u32::try_from(position).unwrap_or(u32::MAX)).unwrap_or_default();
        let key = match (masks.failed & bit, masks.unknown & bit, masks.presumed & bit) {
            (0, 0, 0) => continue,
            (0, 0, _) => "pattern-presumed",
            (0, _, _) => "pattern-unknown",
            (_, _, _) => "pattern-failed",
        };
        lines.push(sentences.say.rich(key, &[("condition", MessageArg::Html(sentences.get(&condition.id)))]));
    }
    lines
}

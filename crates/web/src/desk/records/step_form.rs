//! The form of a step as it was sent. Where the step is refused, what was typed stands in the same form again, and what does not
//! fit is marked there and says what would.

use std::collections::BTreeMap;

use casework::Refusal;
use casework::record::longest;
use instance::Fault;

use crate::gate::Posted;
use crate::say::{MessageArg, Say};

/// A form of a step that was sent and refused; an empty one where none was.
#[derive(Debug, Clone, Default)]
pub struct StepForm {
    /// Which form of the page: a yes and a no are one.
    step: String,
    /// Of which item, or of which message.
    item: String,
    texts: BTreeMap<String, String>,
    /// The field that does not fit, and what would.
    wrong: Option<(&'static str, String)>,
}

impl StepForm {
    pub(super) fn posted(posted: &Posted) -> Self {
        let step = match posted.text("step") {
            "yes" | "no" => "vote",
            other => other,
        };
        let of = if step == "send" { "text" } else { "item" };
        let item = posted.text(of).trim().to_owned();
        Self { step: step.to_owned(), item, texts: posted.0.clone(), wrong: None }
    }

    /// Whether a field of it is marked.
    pub fn is_marked(&self) -> bool {
        self.wrong.is_some()
    }

    /// Marks when it was, which is no moment at which it can have been.
    pub(super) fn mark_moment(&mut self, say: Say) {
        self.wrong = Some(("happened", say.t("case-no-such-moment")));
    }

    /// Marks the field for which a step is refused, where it is refused for one.
    pub(super) fn mark(&mut self, fault: &Fault, say: Say) {
        let field = match fault {
            Fault::Refused(Refusal::ReasonsMissing) => "why",
            Fault::Refused(Refusal::BadField { field }) => field.as_str(),
            _ => return,
        };
        self.wrong = match field {
            "happened" => Some(("happened", say.t("case-no-such-moment"))),
            "n" => Some(("n", self.length_fits(say))),
            // A length of which no clock can be made.
            "step" if self.step == "extend" => Some(("n", self.length_fits(say))),
            "why" => Some(("why", say.t(self.why_missing()))),
            "to" => Some(("to", say.t(if self.step == "appoint" { "record-nobody" } else { "record-unfit-here" }))),
            _ => None,
        };
    }

    fn why_missing(&self) -> &'static str {
        let unsaid = self.texts.get("why").is_none_or(|why| why.trim().is_empty());
        match self.step.as_str() {
            "vote" if unsaid => "case-no-why",
            _ if unsaid => "case-reasons-missing",
            _ => "record-no-reason",
        }
    }

    fn length_fits(&self, say: Say) -> String {
        let unit = self.texts.get("unit").map_or("", String::as_str);
        let most = u64::try_from(longest(unit)).unwrap_or(u64::MAX);
        say.with("case-extend-fits", &[("most", MessageArg::Count(most))])
    }

    /// Whether it is of this item.
    pub(super) fn is_for(&self, item: &str) -> bool {
        self.is_marked() && self.item == item
    }

    fn is_of(&self, step: &str, item: &str) -> bool {
        self.step == step && self.item == item
    }

    /// What was typed in a field of a form.
    pub(super) fn kept(&self, step: &str, item: &str, name: &str) -> &str {
        let text = self.texts.get(name).filter(|_| self.is_of(step, item));
        text.map_or("", String::as_str)
    }

    /// Why a field of a form does not fit.
    pub(super) fn amiss(&self, step: &str, item: &str, name: &str) -> Option<&str> {
        let (field, words) = self.wrong.as_ref().filter(|_| self.is_of(step, item))?;
        (*field == name).then_some(words.as_str())
    }
}

//! An answer as a page shows it: the verdict in a sentence, then the way with law, then what to ask.

use instance::{Answered, ComputedText, Step};
use packs::Packs;
use rules::answer::Uncounted;
use rules::dates::Doubt;

use crate::labels::Labels;
use crate::measure::{IN_FORCE, rule_path};
use crate::say::{Html, MessageArg, Say};
use crate::words::{self, Cited};

/// An answer, in words.
pub struct AnswerView {
    /// The measure's title.
    pub title: Html,
    /// The pack's title.
    pub pack: Html,
    /// Address of the rule.
    pub rule: String,
    /// Class of its panel.
    pub class: &'static str,
    /// Its mark.
    pub mark: &'static str,
    /// The verdict in a sentence.
    pub verdict: String,
    /// Conditions, in order.
    pub steps: Vec<StepView>,
    /// Values computed.
    pub computes: Vec<Html>,
    /// Questions to ask, the most useful first.
    pub ask: Vec<Html>,
    /// What would turn a presumption into knowledge.
    pub would_settle: Vec<Html>,
    /// What is done with what is unknown.
    pub if_unknown: String,
    /// That there is a quota, in a sentence.
    pub quota: Option<Html>,
    /// Why days cannot be counted, each in a sentence.
    pub uncounted: Vec<Html>,
}

/// One condition.
pub struct StepView {
    /// Class of its stop.
    pub class: &'static str,
    /// Mark of its stop.
    pub mark: &'static str,
    /// The state in words.
    pub state: String,
    /// The sentence.
    pub says: Html,
    /// The citation; the dates of effect have none of their own.
    pub cited: Option<Cited>,
    /// Whether it carries the "no".
    pub because: bool,
    /// What it alone would change, in a sentence.
    pub then: Option<String>,
}

impl AnswerView {
    /// The answer in words.
    pub fn of(answer: &Answered, packs: &Packs, say: Say) -> Self {
        let labels = Labels { schema: &packs.schema, say };
        let pack = packs.pack(&answer.pack);
        let rule = packs.measure(&answer.pack, &answer.measure);
        Self {
            title: rule.map_or_else(|| Html::escaped(&answer.measure), |rule| say.text(&rule.title)),
            pack: pack.map_or_else(|| Html::escaped(&answer.pack), |pack| say.text(&pack.title)),
            rule: rule_path(&answer.pack, &answer.measure),
            class: answer.verdict.map_or(words::KEPT, words::verdict_class),
            mark: answer.verdict.map_or(words::KEPT_MARK, words::verdict_mark),
            verdict: answer.verdict.map_or_else(|| say.t("verdict-kept"), |verdict| words::verdict(say, verdict)),
            steps: answer.conditions.iter().map(|step| StepView::of(step, say)).collect(),
            computes: answer.computes.iter().map(|value| computed(value, say)).collect(),
            ask: answer.ask.iter().map(|field| labels.question(field)).collect(),
            would_settle: answer.would_settle.iter().map(|field| labels.question(field)).collect(),
            if_unknown: words::if_unknown(say, answer.if_unknown),
            uncounted: answer.uncounted.iter().map(|one| uncounted(one, say)).collect(),
            quota: answer.quota.as_ref().map(|limit| say.rich("answer-quota", &[("limit", MessageArg::Text(limit))])),
        }
    }
}

impl StepView {
    fn of(step: &Step, say: Say) -> Self {
        let kept = || (words::KEPT, words::KEPT_MARK, say.t("state-kept"));
        let (class, mark, state) = step.state.map_or_else(kept, |state| words::state(say, state));
        let says = if step.id == IN_FORCE { Html::escaped(&say.t("condition-in-force")) } else { say.text(&step.says) };
        let cited = (step.id != IN_FORCE).then(|| Cited::of(say, &step.law));
        let then = step.then.and_then(|verdict| words::then(say, verdict));
        Self { class, mark, state, says, cited, because: step.because, then }
    }
}

fn computed(value: &ComputedText, say: Say) -> Html {
    let name = match value {
        ComputedText::Exact { name, .. } | ComputedText::Between { name, .. } | ComputedText::Awaited { name } => name,
    };
    let label = Html::escaped(&name.replace('_', " "));
    let label = ("name", MessageArg::Html(label));
    match value {
        ComputedText::Exact { value, .. } => say.rich("computed-exact", &[label, ("value", shown(value))]),
        ComputedText::Between { min, max, .. } => {
            let (min, max) = (min.as_deref().unwrap_or("…"), max.as_deref().unwrap_or("…"));
            say.rich("computed-between", &[label, ("min", shown(min)), ("max", shown(max))])
        }
        ComputedText::Awaited { .. } => say.rich("computed-awaited", &[label]),
    }
}

fn uncounted(one: &Uncounted, say: Say) -> Html {
    let calendar = ("calendar", MessageArg::Text(&one.calendar));
    match one.why {
        Doubt::Begins(day) => say.rich("uncounted-begins", &[calendar, ("day", MessageArg::Day(day))]),
        Doubt::Ends(day) => say.rich("uncounted-ends", &[calendar, ("day", MessageArg::Day(day))]),
        Doubt::Weekend => say.rich("uncounted-weekend", &[calendar]),
        Doubt::Estimated => say.rich("uncounted-estimated", &[calendar]),
    }
}

fn shown(value: &str) -> MessageArg<'_> {
    value.parse().map_or(MessageArg::Text(value), MessageArg::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Tongue;

    #[test]
    fn why_days_cannot_be_counted_is_said_with_the_calendar_in_every_language() {
        let end = "2030-12-31".parse().unwrap();
        for why in [Doubt::Begins(end), Doubt::Ends(end), Doubt::Weekend, Doubt::Estimated] {
            let sentences = Tongue::ALL.into_iter().map(|tongue| {
                let one = Uncounted { calendar: "PRT".into(), why };
                let sentence = uncounted(&one, Say { tongue }).to_string();
                assert!(sentence.contains("PRT"), "{sentence}");
                let dated = matches!(why, Doubt::Begins(_) | Doubt::Ends(_));
                assert!(sentence.contains("2030") == dated || tongue == Tongue::Ar, "{sentence}");
                sentence
            });
            assert_eq!(sentences.collect::<std::collections::BTreeSet<_>>().len(), Tongue::ALL.len());
        }
    }
}

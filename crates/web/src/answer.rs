//! An answer as a page shows it: the verdict in a sentence, then the way with law, then what to ask.

use instance::{Answered, ComputedValue, Step};
use packs::Packs;

use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};
use crate::studio::{IN_FORCE, rule_path};
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

fn computed(value: &ComputedValue, say: Say) -> Html {
    let name = match value {
        ComputedValue::Exact { name, .. } | ComputedValue::Between { name, .. } | ComputedValue::Awaited { name } => {
            name
        }
    };
    let label = Html::escaped(&name.replace('_', " "));
    let label = ("name", MessageArg::Html(label));
    match value {
        ComputedValue::Exact { value, .. } => say.rich("computed-exact", &[label, ("value", shown(value))]),
        ComputedValue::Between { min, max, .. } => {
            let (min, max) = (min.as_deref().unwrap_or("…"), max.as_deref().unwrap_or("…"));
            say.rich("computed-between", &[label, ("min", shown(min)), ("max", shown(max))])
        }
        ComputedValue::Awaited { .. } => say.rich("computed-awaited", &[label]),
    }
}

fn shown(value: &str) -> MessageArg<'_> {
    value.parse().map_or(MessageArg::Text(value), MessageArg::Day)
}

//! An answer as a page shows it: the verdict in a sentence, then the way with law, then what to ask.

use instance::{Answered, ComputedText, Step};
use model::Date;
use packs::Packs;
use rules::answer::Uncounted;
use rules::dates::Doubt;
use rules::measure::Measure;
use rules::verdict::Verdict;

use crate::change::number;
use crate::labels::Labels;
use crate::measure::{IN_FORCE, effect, rule_path, unchecked};
use crate::question::QuestionView;
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
    /// That the rule has ended, ends, or has not begun, in a sentence.
    pub dates: Option<Html>,
    /// Why a yes is an indication and no decision, in a sentence.
    pub indication: Option<Html>,
    /// Conditions, in order.
    pub steps: Vec<StepView>,
    /// Values computed.
    pub computes: Vec<Html>,
    /// What would settle the values computed.
    pub narrow: Vec<AskView>,
    /// Questions to ask, the most useful first.
    pub ask: Vec<AskView>,
    /// What the office has to say.
    pub for_office: Vec<AskView>,
    /// What would turn a presumption into knowledge.
    pub would_settle: Vec<AskView>,
    /// What is done with what is unknown.
    pub if_unknown: String,
    /// That there is a quota, in a sentence.
    pub quota: Option<Html>,
    /// Why days cannot be counted, each in a sentence.
    pub uncounted: Vec<Html>,
}

/// Something that an answer asks.
pub struct AskView {
    /// By which answers name it.
    pub name: String,
    /// The question.
    pub words: Html,
    /// Where on this page it is answered, if it is.
    pub at: Option<String>,
}

/// The form in which a question about somebody on record is answered.
pub struct AskForm {
    /// Where it is sent.
    pub here: String,
    /// Where it stands on its page.
    pub place: String,
    /// Of whom it is.
    pub person: String,
    /// Of which field.
    pub field: String,
    /// What was on record of it when the page was drawn.
    pub seen: u64,
    /// The question.
    pub question: QuestionView,
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
    /// The answer for a day, in words. What rests on a citation that nobody compared with the law is called an indication.
    pub fn of(answer: &Answered, packs: &Packs, on: Date, say: Say) -> Self {
        let labels = Labels { schema: &packs.schema, say };
        let pack = packs.pack(&answer.pack);
        let rule = packs.measure(&answer.pack, &answer.measure);
        let open = rule.map_or(0, unchecked);
        let indicated = answer.verdict == Some(Verdict::Yes) && open > 0;
        let asks = |name: &String| AskView { name: name.clone(), words: labels.question(name), at: None };
        Self {
            title: rule.map_or_else(|| Html::escaped(&answer.measure), |rule| say.text(&rule.title)),
            pack: pack.map_or_else(|| Html::escaped(&answer.pack), |pack| say.text(&pack.title)),
            rule: rule_path(&answer.pack, &answer.measure),
            class: answer.verdict.map_or(words::KEPT, words::verdict_class),
            mark: answer.verdict.map_or(words::KEPT_MARK, words::verdict_mark),
            verdict: spoken(answer.verdict, indicated, say),
            dates: rule.and_then(|rule| dates(rule, on, say)),
            indication: indicated.then(|| say.n("answer-indication", &number(open))),
            steps: answer.conditions.iter().map(|step| StepView::of(step, say)).collect(),
            computes: answer.computes.iter().map(|value| computed(value, say)).collect(),
            narrow: narrowing(answer).map(asks).collect(),
            ask: answer.ask.iter().map(asks).collect(),
            would_settle: answer.would_settle.iter().map(asks).collect(),
            for_office: answer.for_office.iter().map(asks).collect(),
            if_unknown: words::if_unknown(say, answer.if_unknown),
            uncounted: answer.uncounted.iter().map(|one| uncounted(one, &labels)).collect(),
            quota: answer.quota.as_ref().map(|limit| say.rich("answer-quota", &[("limit", MessageArg::Text(limit))])),
        }
    }
}

impl AnswerView {
    /// Everything that it asks.
    pub fn asks(&mut self) -> impl Iterator<Item = &mut AskView> {
        self.narrow.iter_mut().chain(&mut self.ask).chain(&mut self.for_office).chain(&mut self.would_settle)
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

fn spoken(verdict: Option<Verdict>, indicated: bool, say: Say) -> String {
    match verdict {
        None => say.t("verdict-kept"),
        Some(_) if indicated => say.t("verdict-indication"),
        Some(verdict) => words::verdict(say, verdict),
    }
}

/// Of a rule without an end nothing is said, once it has begun.
fn dates(rule: &Measure, on: Date, say: Say) -> Option<Html> {
    let told = |key: &str, day: Date| Some(say.rich(key, &[("day", MessageArg::Day(day))]));
    match effect(rule, on) {
        (_, Some(last)) if last < on => told("answer-ended", last),
        (Some(first), _) if first > on => told("answer-begins", first),
        (_, Some(last)) => told("answer-until", last),
        (_, None) => None,
    }
}

fn computed(value: &ComputedText, say: Say) -> Html {
    let name = match value {
        ComputedText::Exact { name, .. }
        | ComputedText::Between { name, .. }
        | ComputedText::SetByOffice { name, .. }
        | ComputedText::Awaited { name } => name,
    };
    let label = Html::escaped(&words::computed(say, name));
    let label = ("name", MessageArg::Html(label));
    match value {
        ComputedText::Exact { value, .. } => say.rich("computed-exact", &[label, ("value", shown(value))]),
        ComputedText::Between { min, max, .. } => {
            let (min, max) = (min.as_deref().unwrap_or("…"), max.as_deref().unwrap_or("…"));
            say.rich("computed-between", &[label, ("min", shown(min)), ("max", shown(max))])
        }
        ComputedText::SetByOffice { min, max, .. } => {
            let (min, max) = (min.as_deref().unwrap_or("…"), max.as_deref().unwrap_or("…"));
            say.rich("computed-office", &[label, ("min", shown(min)), ("max", shown(max))])
        }
        ComputedText::Awaited { .. } => say.rich("computed-awaited", &[label]),
    }
}

fn uncounted(one: &Uncounted, labels: &Labels<'_>) -> Html {
    let say = labels.say;
    let calendar = ("calendar", MessageArg::Html(labels.country(&one.calendar)));
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

/// What would narrow the values of a yes, each datum once.
fn narrowing(answer: &Answered) -> impl Iterator<Item = &String> {
    answer.narrowing().collect::<std::collections::BTreeSet<_>>().into_iter()
}

/// Whoever is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replies {
    /// The person, or whoever describes a household.
    Person,
    /// The office, which also says what the person is never asked.
    Office,
}

/// The datum that most measures wait for, for their answer or for its amount, of those that whoever replies can be asked for
/// here; among equals the one named first.
pub(crate) fn next<'a>(
    answers: impl Iterator<Item = &'a Answered>,
    replies: Replies,
    askable: impl Fn(&str) -> bool,
) -> Option<(&'a str, u64)> {
    let mut waiting: Vec<(&str, u64)> = Vec::new();
    let open = |answer: &&Answered| answer.verdict == Some(Verdict::Needs);
    let office = |answer: &'a Answered| answer.for_office.iter().filter(move |_| replies == Replies::Office);
    let asks = answers.flat_map(|answer| {
        answer.ask.iter().chain(office(answer)).filter(move |_| open(&answer)).chain(narrowing(answer))
    });
    for field in asks.filter(|field| askable(field)) {
        match waiting.iter_mut().find(|(known, _)| known == field) {
            Some((_, count)) => *count += 1,
            None => waiting.push((field, 1)),
        }
    }
    waiting.into_iter().rev().max_by_key(|(_, count)| *count)
}

#[cfg(test)]
mod tests {
    use rules::measure::IfUnknown;

    use super::*;
    use crate::say::Tongue;

    #[test]
    fn why_days_cannot_be_counted_is_said_with_the_calendar_in_every_language() {
        let schema = model::Schema::default();
        let end = "2030-12-31".parse().unwrap();
        for why in [Doubt::Begins(end), Doubt::Ends(end), Doubt::Weekend, Doubt::Estimated] {
            let sentences = Tongue::ALL.into_iter().map(|tongue| {
                let one = Uncounted { calendar: "PRT".into(), why };
                let sentence = uncounted(&one, &Labels { schema: &schema, say: Say { tongue } }).to_string();
                assert!(sentence.contains("PRT"), "{sentence}");
                let dated = matches!(why, Doubt::Begins(_) | Doubt::Ends(_));
                assert!(sentence.contains("2030") == dated || tongue == Tongue::Ar, "{sentence}");
                sentence
            });
            assert_eq!(sentences.collect::<std::collections::BTreeSet<_>>().len(), Tongue::ALL.len());
        }
    }

    fn open(ask: &[&str]) -> Answered {
        Answered {
            pack: "p".into(),
            measure: "m".into(),
            verdict: Some(Verdict::Needs),
            conditions: vec![],
            computes: vec![],
            ask: ask.iter().map(ToString::to_string).collect(),
            for_office: vec![],
            would_settle: vec![],
            awaits: vec![],
            uncounted: vec![],
            if_unknown: IfUnknown::Ask,
            quota: None,
        }
    }

    #[test]
    fn the_next_question_is_the_one_most_measures_wait_for() {
        let answers = [open(&["a", "b"]), open(&["b"]), open(&["c"])];
        assert_eq!(next(answers.iter(), Replies::Person, |_| true), Some(("b", 2)));
        assert_eq!(
            next(answers.iter(), Replies::Person, |field| field != "b"),
            Some(("a", 1)),
            "what is answered already"
        );
        assert_eq!(next([open(&["a"]), open(&["c"])].iter(), Replies::Person, |_| true), Some(("a", 1)));
        assert_eq!(next([].iter(), Replies::Person, |_| true), None);
    }

    #[test]
    fn what_waits_for_the_office_alone_is_asked_of_the_office_and_of_nobody_else() {
        let waiting = || Answered { for_office: vec!["o".into()], ..open(&[]) };
        assert_eq!(next([waiting()].iter(), Replies::Person, |_| true), None);
        assert_eq!(next([waiting()].iter(), Replies::Office, |_| true), Some(("o", 1)));
        assert_eq!(next([waiting(), open(&["a"]), waiting()].iter(), Replies::Office, |_| true), Some(("o", 2)));
        let settled = Answered { verdict: Some(Verdict::Yes), ..waiting() };
        assert_eq!(next([settled].iter(), Replies::Office, |_| true), None);
    }

    #[test]
    fn what_is_settled_asks_nothing() {
        let settled = Answered { verdict: Some(Verdict::Yes), ..open(&["a"]) };
        assert_eq!(next([settled].iter(), Replies::Person, |_| true), None);
    }
}

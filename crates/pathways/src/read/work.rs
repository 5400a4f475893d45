//! What is particular to a task, a decision, a referral.

use std::collections::BTreeMap;

use rules::expr::Type;
use rules::read::names::spoken;
use yaml::{Entry, Map, Node, NodeKind, no_such, scalars};

use super::PathwayReader;
use super::items::KEYS;
use crate::clock::parse_span;
use crate::pathway::{
    Appeal, Approval, DecisionWork, Issue, ItemWork, OutcomeRule, Period, ReferralWork, Repeat, TaskWork, TimeUnit,
    Urgency,
};

/// What a task may have besides.
pub const TASK_KEYS: [&str; 6] = ["done", "done_on", "approve", "repeat", "pays", "issues"];
/// What a decision may have besides.
pub const DECISION_KEYS: [&str; 6] = ["outcomes", "sets", "approve", "silence", "serve", "appeal"];
/// What a referral may have besides.
pub const REFERRAL_KEYS: [&str; 4] = ["kind", "isp", "consent", "answer"];

/// What an outcome may have that is not a name alone.
pub const OUTCOME_KEYS: [&str; 5] = ["id", "adverse", "again", "no_appeal", "says"];

const PRIORITIES: [(&str, Urgency); 3] =
    [("emergency", Urgency::Emergency), ("urgent", Urgency::Urgent), ("normal", Urgency::Normal)];

impl Urgency {
    /// The priority of a word.
    pub fn named(word: &str) -> Option<Self> {
        PRIORITIES.iter().find(|(known, _)| *known == word).map(|(_, priority)| *priority)
    }

    /// By when an answer is due, unless the file says otherwise.
    fn answers_in(self) -> Period {
        match self {
            Self::Emergency => Period { n: 24, unit: TimeUnit::Hours },
            Self::Urgent => Period { n: 72, unit: TimeUnit::Hours },
            Self::Normal => Period { n: 14, unit: TimeUnit::Days },
        }
    }
}

impl PathwayReader<'_, '_> {
    pub fn work(&mut self, list: &str, map: &Map) -> Option<ItemWork> {
        match list {
            "decisions" => {
                map.only(&[&KEYS[..], &DECISION_KEYS].concat(), self.report);
                self.decision(map).map(ItemWork::Decision)
            }
            "referrals" => {
                map.only(&[&KEYS[..], &REFERRAL_KEYS].concat(), self.report);
                self.referral(map).map(ItemWork::Referral)
            }
            _ => {
                map.only(&[&KEYS[..], &TASK_KEYS].concat(), self.report);
                Some(ItemWork::Task(self.task(map)))
            }
        }
    }

    /// A name under a key.
    pub fn string(&mut self, map: &Map, key: &str) -> Option<String> {
        map.get(key).and_then(|node| scalars::string(node, "a name", self.report))
    }

    fn task(&mut self, map: &Map) -> TaskWork {
        let done_on = map.get("done_on").and_then(|node| node.scalar("a date", self.report));
        let (done, repeat) = (self.condition(map, "done"), map.get("repeat").and_then(|node| self.repeat(node)));
        if done.is_some() && repeat.is_some() {
            let message = "what repeats is done by people, not by data";
            self.report.error(map.at, "wrong-shape", message).help("leave out `done`, or `repeat`");
        }
        TaskWork {
            done,
            done_on: done_on.and_then(|scalar| self.loose.value(scalar, Type::Date, self.report)),
            approve: map.get("approve").map(|node| self.approve(node)).unwrap_or_default(),
            repeat,
            pays: self.string(map, "pays"),
            issues: map.get("issues").and_then(|node| self.issues(node)),
        }
    }

    fn issues(&mut self, node: &Node) -> Option<Issue> {
        if let NodeKind::Scalar(scalar) = &node.kind {
            return Some(Issue { document: scalar.text.clone(), valid_until: None });
        }
        let map = node.map("`{document, valid_until}`", self.report)?;
        map.only(&["document", "valid_until"], self.report);
        map.require("document", self.report);
        let until = map.get("valid_until").and_then(|node| node.scalar("a date", self.report));
        let valid_until = until.and_then(|scalar| self.loose.value(scalar, Type::Date, self.report));
        Some(Issue { document: self.string(map, "document")?, valid_until })
    }

    /// A role, several roles of which one person, `{n, of, seats}`, or several of those: tiers.
    fn approve(&mut self, node: &Node) -> Vec<Approval> {
        match &node.kind {
            NodeKind::List(nodes) if nodes.iter().all(|node| matches!(node.kind, NodeKind::Map(_))) => {
                nodes.iter().filter_map(|node| self.tier(node)).collect()
            }
            NodeKind::Map(_) => self.tier(node).into_iter().collect(),
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                vec![Approval { n: 1, of: self.roles(node), seats: vec![] }]
            }
        }
    }

    fn tier(&mut self, node: &Node) -> Option<Approval> {
        let map = node.map("`{n, of, seats}`", self.report)?;
        map.only(&["n", "of", "seats"], self.report);
        let of = map.require("of", self.report).map(|node| self.roles(node))?;
        let seats = map.get("seats").map(|node| self.texts_of(node)).unwrap_or_default();
        let n = map.get("n").map_or(Some(1), |node| {
            let n = scalars::int(node, self.report)?;
            let fits = usize::try_from(n).ok().filter(|n| *n > 0);
            if fits.is_none() {
                self.report.error(node.at, "approval-unreachable", format!("`{n}` votes are no approval"));
            }
            fits
        })?;
        Some(Approval { n, of, seats })
    }

    fn repeat(&mut self, node: &Node) -> Option<Repeat> {
        let map = node.map("`{every, until}` or `{at, from, window}`", self.report)?;
        map.only(&["every", "until", "beat", "at", "from", "window"], self.report);
        if let Some(every) = map.get("every") {
            for key in ["at", "from", "window"].into_iter().filter(|key| map.get(key).is_some()) {
                self.report.error(map.at, "unknown-key", format!("`{key}` stands beside `at`, not beside `every`"));
            }
            let beat =
                map.get("beat").and_then(|node| scalars::word(node, &[("due", true), ("done", false)], self.report));
            let (every, until) = (self.days(every), self.condition(map, "until"));
            return Some(Repeat::Every { every: every?, beat: beat.unwrap_or(false), until });
        }
        let at = map.require("at", self.report)?.list("a list of intervals", self.report)?;
        let at: Option<Vec<Period>> = at.iter().map(|node| self.days(node)).collect();
        let from = map.require("from", self.report)?.scalar("a date", self.report)?;
        let from = self.anchor(from);
        let window = map.require("window", self.report).and_then(|node| self.days(node));
        Some(Repeat::At { at: at?, from: from?, window: window? })
    }

    /// An interval of days or more: what comes again comes again on a day.
    fn days(&mut self, node: &Node) -> Option<Period> {
        let span = self.span(node)?;
        self.period(node.at, span, 1);
        if span.unit == TimeUnit::Hours {
            self.report.error(node.at, "period", "expected days or more: what comes again does so on a day");
        }
        Some(span)
    }

    /// `N unit`.
    pub fn span(&mut self, node: &Node) -> Option<Period> {
        let text = scalars::string(node, "a length such as `5 days`", self.report)?;
        let span = parse_span(&text);
        if span.is_none() {
            let message = format!("expected a length such as `5 working_days`, found `{text}`");
            self.report.error(node.at, "type", message).help("hours, days, working_days, weeks or months");
        }
        span
    }

    fn decision(&mut self, map: &Map) -> Option<DecisionWork> {
        let nodes = map.require("outcomes", self.report)?.list("a list of outcomes", self.report)?;
        let outcomes: Vec<OutcomeRule> = nodes.iter().filter_map(|node| self.outcome(node)).collect();
        let silence = self.string(map, "silence");
        if let Some(silence) = silence.as_ref().filter(|silence| !outcomes.iter().any(|known| known.id == **silence)) {
            let at = map.get("silence").map_or(map.at, |node| node.at);
            let known = outcomes.iter().map(|outcome| outcome.id.as_str());
            self.report.error(at, "unknown-name", no_such("outcome", silence)).did_you_mean(silence, known);
        }
        let sets = map.get("sets").and_then(|node| self.sets(node, nodes, &outcomes));
        let approve = map.get("approve").map(|node| self.approve(node)).unwrap_or_default();
        let appeal = map.get("appeal").and_then(|node| self.appeal(node));
        Some(DecisionWork { sets, approve, silence, serve: self.string(map, "serve"), appeal, outcomes })
    }

    fn outcome(&mut self, node: &Node) -> Option<OutcomeRule> {
        if let NodeKind::Scalar(scalar) = &node.kind {
            let (id, says) = (scalar.text.clone(), spoken(&scalar.text));
            return Some(OutcomeRule { id, says, ..OutcomeRule::default() });
        }
        let map = node.map("an outcome", self.report)?;
        map.only(&OUTCOME_KEYS, self.report);
        let flag = |key: &str, this: &mut Self| map.get(key).and_then(|node| scalars::boolean(node, this.report));
        let (adverse, again) = (flag("adverse", self).unwrap_or(false), flag("again", self).unwrap_or(false));
        map.require("id", self.report);
        let no_appeal = self.string(map, "no_appeal");
        let id = self.string(map, "id")?;
        Some(OutcomeRule { says: self.says(map, &id), id, adverse, again, no_appeal })
    }

    /// The field that the outcome sets: a field of codes that knows every outcome.
    fn sets(&mut self, node: &Node, nodes: &[Node], outcomes: &[OutcomeRule]) -> Option<model::FieldId> {
        let name = scalars::string(node, "a field", self.report)?;
        let Some(field) = self.schema.field(&name) else {
            let known = self.schema.fields().iter().map(|field| field.name.as_str());
            self.report.error(node.at, "unknown-name", no_such("field", &name)).did_you_mean(&name, known);
            return None;
        };
        let model::FieldType::Code(list) = self.schema.get(field)?.ty else {
            self.report.error(node.at, "type", format!("expected a field of codes; `{name}` is none"));
            return None;
        };
        for (outcome, node) in outcomes.iter().zip(nodes).filter(|(outcome, _)| !outcome.again) {
            if self.schema.code(list, &outcome.id).is_err() {
                let message = format!("`{}` is no code of `{name}`", outcome.id);
                self.report.error(node.at, "unknown-code", message);
            }
        }
        Some(field)
    }

    fn appeal(&mut self, node: &Node) -> Option<Appeal> {
        let map = node.map("`{by, within, to}`", self.report)?;
        let keys = [&["by", "to"][..], &super::clocks::KEYS].concat();
        map.only(&keys, self.report);
        let by = map.require("by", self.report).map(|node| self.roles(node));
        let due = self.due_of(map);
        Some(Appeal { by: by?, due: due?, to: self.named(map, "to", "item").first().copied() })
    }

    fn referral(&mut self, map: &Map) -> Option<ReferralWork> {
        map.require("kind", self.report);
        let consent = map.get("consent").and_then(|node| scalars::boolean(node, self.report)).unwrap_or(false);
        let (kind, isp) = (self.string(map, "kind"), self.string(map, "isp"));
        let answer = map.get("answer").map(|node| self.answers(node)).unwrap_or_default();
        let all =
            PRIORITIES.map(|(_, priority)| (priority, answer.get(&priority).copied().unwrap_or(priority.answers_in())));
        Some(ReferralWork { kind: kind?, isp, consent, answer: all.into_iter().collect() })
    }

    fn answers(&mut self, node: &Node) -> BTreeMap<Urgency, Period> {
        let entries = node.map("a mapping of priorities to lengths", self.report).map(|map| map.entries.as_slice());
        let mut answers = BTreeMap::new();
        for Entry { key, value } in entries.unwrap_or_default() {
            let Some(priority) = Urgency::named(&key.text) else {
                let words = PRIORITIES.iter().map(|(word, _)| *word);
                let message = no_such("priority", &key.text);
                self.report.error(key.at, "unknown-word", message).did_you_mean(&key.text, words);
                continue;
            };
            if let Some(span) = self.span(value) {
                self.period(value.at, span, 1);
                answers.insert(priority, span);
            }
        }
        answers
    }
}

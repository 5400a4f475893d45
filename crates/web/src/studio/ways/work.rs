//! What is done in a stage, in words: tasks, decisions and referrals.

use pathways::{Appeal, Approval, DecisionWork, Item, ItemWork, OutcomeRule, Repeat, SendOn, TaskWork};

use super::{WayItem, WayTeller};
use crate::say::{Html, MessageArg};
use crate::words::{self, Cited};

impl WayTeller<'_> {
    pub(super) fn item(&self, item: &Item) -> WayItem {
        let law = item.due.as_ref().map(|due| &due.law).filter(|law| **law != self.pathway.law);
        let mut lines = vec![self.doer(item)];
        lines.extend(self.items_line("way-not-by", &item.not_by));
        lines.extend(self.items_line("way-after", &item.after));
        lines.extend(self.depends(item.applies));
        lines.extend(item.gate.and_then(|gate| self.read_line("way-gate", gate)));
        lines.extend(item.due.iter().flat_map(|due| self.clock(due)));
        match &item.work {
            ItemWork::Task(task) => self.task(task, &mut lines),
            ItemWork::Decision(decision) => self.decision(decision, &mut lines),
            ItemWork::Referral(referral) => {
                lines.extend(referral.consent.then(|| Html::escaped(&self.say.t("way-consent"))));
            }
        }
        lines.extend(item.approve().iter().flat_map(|tier| self.approval(tier)));
        lines.extend(self.told(item));
        WayItem {
            says: self.say.text(&item.says),
            optional: item.optional,
            lines,
            cited: law.map(|law| Cited::of(self.say, law)),
        }
    }

    /// By whom.
    fn doer(&self, item: &Item) -> Html {
        let key = match item.work {
            ItemWork::Task(_) => "way-task",
            ItemWork::Decision(_) => "way-decision",
            ItemWork::Referral(_) => "way-referral",
        };
        self.by(key, &item.by)
    }

    fn items_line(&self, key: &str, items: &[usize]) -> Option<Html> {
        let named = items.iter().filter_map(|position| self.pathway.items.get(*position));
        self.listing(key, named.map(|item| self.say.text(&item.says)).collect())
    }

    fn task(&self, task: &TaskWork, lines: &mut Vec<Html>) {
        lines.extend(task.done.and_then(|done| self.read_line("way-by-data", done)));
        lines.extend(task.repeat.as_ref().map(|repeat| self.repeat(repeat)));
        lines.extend(task.pays.is_some().then(|| Html::escaped(&self.say.t("way-pays"))));
        lines.extend(task.issues.is_some().then(|| Html::escaped(&self.say.t("way-issues"))));
    }

    fn repeat(&self, repeat: &Repeat) -> Html {
        match repeat {
            Repeat::Every { every, .. } => {
                self.say.rich("way-every", &[("length", MessageArg::Html(self.period(*every)))])
            }
            Repeat::At { at, from, .. } => {
                let lengths = self.labels.listed(at.iter().map(|length| self.period(*length)));
                let start = self.start(*from).unwrap_or_else(|| Html::escaped(&self.say.t("way-opening")));
                self.say.rich("way-at", &[("lengths", MessageArg::Html(lengths)), ("start", MessageArg::Html(start))])
            }
        }
    }

    fn decision(&self, decision: &DecisionWork, lines: &mut Vec<Html>) {
        let outcomes = decision.outcomes.iter().map(|outcome| self.outcome(outcome)).collect();
        lines.extend(self.listing("way-outcomes", outcomes));
        let silent = |outcome: &&OutcomeRule| decision.silence.as_ref() == Some(&outcome.id);
        let silence = decision.outcomes.iter().find(silent).map(|outcome| vec![self.outcome(outcome)]);
        lines.extend(silence.and_then(|outcome| self.listing("way-silence", outcome)));
        lines.extend(decision.serve.as_ref().map(|letter| self.letter("way-letter", letter)));
        lines.extend(decision.appeal.iter().flat_map(|appeal| self.appeal(appeal)));
        let barred = decision.outcomes.iter().filter(|outcome| outcome.no_appeal.is_some());
        lines.extend(self.listing("way-no-appeal", barred.map(|outcome| self.say.text(&outcome.says)).collect()));
    }

    fn outcome(&self, outcome: &OutcomeRule) -> Html {
        let says = self.say.text(&outcome.says);
        if outcome.adverse { self.say.rich("way-against", &[("outcome", MessageArg::Html(says))]) } else { says }
    }

    fn appeal(&self, appeal: &Appeal) -> Vec<Html> {
        let by = self.by("way-appeal", &appeal.by);
        let review = appeal.to.and_then(|review| self.items_line("way-appeal-to", &[review]));
        [by, self.due(&appeal.due)].into_iter().chain(review).collect()
    }

    fn approval(&self, tier: &Approval) -> Vec<Html> {
        let votes = ("n", MessageArg::Count(u64::try_from(tier.n).unwrap_or(u64::MAX)));
        let roles = words::roles(self.say, &tier.of);
        let seats = tier.seats.iter().map(|seat| Html::escaped(&seat.replace(['_', '-'], " "))).collect();
        let agree = self.say.rich("way-approve", &[votes, ("roles", MessageArg::Text(&roles))]);
        [agree].into_iter().chain(self.listing("way-seats", seats)).collect()
    }

    /// What the person is told, and when.
    fn told(&self, item: &Item) -> Vec<Html> {
        let text = item.text.iter().map(|text| self.letter("way-text", text));
        let sent = item.send.iter().map(|(on, text)| {
            let key = match on {
                SendOn::Open => "way-told-open",
                SendOn::Done => "way-told-done",
                SendOn::Late => "way-told-late",
            };
            self.letter(key, text)
        });
        text.chain(sent).collect()
    }

    fn letter(&self, key: &str, text: &str) -> Html {
        self.say.rich(key, &[("text", MessageArg::Html(self.say.text(&self.pathway.message(text))))])
    }
}

//! The steps of a play: who does what when, and what must hold afterwards.

use model::{Date, FieldState, Timestamp, Value as Datum, Zone};
use yaml::{At, Entry, Map, Node, NodeKind, Report, Scalar, no_such, scalars};

use super::compare::expected;
use super::{PlayDeed, PlayExpectation, PlayStep};
use crate::accept::{CaseGrants, OPENED_IN_ERROR};
use crate::clock::parse_span;
use crate::facts::CaseAct;
use crate::leaves::ANSWERS;
use crate::pathway::{Pathway, Urgency};
use crate::roles::ROLES;

/// What a step may demand.
pub(super) const EXPECTS: [&str; 16] = [
    "stages",
    "open",
    "due",
    "late",
    "breached",
    "known_from",
    "stopped",
    "escalated",
    "refused",
    "outcome",
    "ends",
    "asks",
    "waiting",
    "sent",
    "missed",
    "issued",
];

/// Deeds of one item, or of a list of them.
const OF_ITEMS: [&str; 10] = ["do", "yes", "no", "serve", "appeal", "pause", "resume", "waive", "add", "assign"];
const OTHER_DEEDS: [&str; 12] = [
    "start",
    "record",
    "was_wrong",
    "decide",
    "refer",
    "answer",
    "extend",
    "consent",
    "send",
    "close",
    "reopen",
    "retract",
];
/// What says more of the deeds of a step.
const MORE: [&str; 5] = ["seat", "reasons", "priority", "happened", "source"];

/// Reads the steps of one play.
pub(super) struct StepReader<'a, 'r> {
    pub pathway: &'a Pathway,
    pub zone: &'a Zone,
    pub report: &'r mut Report,
}

/// What says more of the deeds of a step.
struct More {
    seat: Option<String>,
    reasons: Vec<String>,
    priority: Urgency,
    source: String,
}

impl StepReader<'_, '_> {
    pub fn step(&mut self, node: &Node) -> Option<PlayStep> {
        let Entry { key, value: map } = self.only_entry(node)?;
        let (when, who) = key.text.split_once(' ').map_or((key.text.as_str(), ""), |(when, who)| (when, who.trim()));
        let at = self.moment(when, key.at)?;
        let (who, role) = who.split_once('/').unwrap_or((who, ""));
        if !role.is_empty() && !ROLES.contains(&role) {
            let message = no_such("role", role);
            self.report.error(key.at, "unknown-word", message).help(format!("one of `{}`", ROLES.join("`, `")));
            return None;
        }
        let empty = Map { at: map.at, entries: vec![] };
        let map = match &map.kind {
            NodeKind::Scalar(scalar) if scalar.is_null() => &empty,
            _ => map.map("deeds, and what must hold", self.report)?,
        };
        let known = [&OF_ITEMS[..], &OTHER_DEEDS, &MORE, &EXPECTS].concat();
        map.only(&known, self.report);
        let happened = self.happened(map, at)?;
        let more = self.more(map)?;
        let deeds: Vec<Option<Vec<PlayDeed>>> = map.entries.iter().map(|entry| self.deeds(entry, &more)).collect();
        let deeds = deeds.into_iter().collect::<Option<Vec<_>>>()?.concat();
        let expects = map.entries.iter().filter(|entry| EXPECTS.contains(&entry.key.text.as_str()));
        let expect = |Entry { key, value }: &Entry| PlayExpectation {
            key: key.text.clone(),
            value: expected(value),
            line: key.at.line,
        };
        Some(PlayStep {
            line: key.at.line,
            when: when.to_owned(),
            at,
            happened,
            who: who.to_owned(),
            role: role.to_owned(),
            deeds,
            expects: expects.map(expect).collect(),
        })
    }

    /// A step is a mapping of one entry.
    fn only_entry<'n>(&mut self, node: &'n Node) -> Option<&'n Entry> {
        match &node.kind {
            NodeKind::Map(map) if map.entries.len() == 1 => map.entries.first(),
            NodeKind::Map(_) | NodeKind::Scalar(_) | NodeKind::List(_) => {
                self.refuse(node.at, "wrong-shape", "expected one step, `WHEN WHO: {..}`")
            }
        }
    }

    /// When the deeds of a step happened: when they are told, unless it says otherwise.
    fn happened(&mut self, map: &Map, told: Timestamp) -> Option<Timestamp> {
        let Some(node) = map.get("happened") else { return Some(told) };
        let text = scalars::string(node, "a moment", self.report)?;
        let happened = self.moment(&text, node.at)?;
        if happened > told {
            return self.refuse(map.at, "step-order", "what is told now happened before, not after");
        }
        Some(happened)
    }

    fn refuse<T>(&mut self, at: At, code: &'static str, message: &str) -> Option<T> {
        self.report.error(at, code, message);
        None
    }

    /// A day, which is its first instant; a minute or a second of it, here or, with `Z`, in UTC.
    fn moment(&mut self, text: &str, at: At) -> Option<Timestamp> {
        let moment = moment(text, self.zone);
        if moment.is_none() {
            let message = format!("expected a day or a moment such as `2020-10-24T14:20`, found `{text}`");
            self.report.error(at, "type", message);
        }
        moment
    }

    fn more(&mut self, map: &Map) -> Option<More> {
        let text = |key: &str, this: &mut Self| map.get(key).map(|node| scalars::string(node, "a text", this.report));
        let seat = text("seat", self).map_or(Some(None), |seat| seat.map(Some))?;
        let source = text("source", self).map_or(Some(String::new()), |source| source)?;
        let reasons = map.get("reasons").map(|node| self.names(node)).unwrap_or_default();
        let priority = match map.get("priority") {
            None => Urgency::default(),
            Some(node) => {
                let word = scalars::string(node, "a priority", self.report)?;
                let priority = Urgency::named(&word);
                if priority.is_none() {
                    let message = no_such("priority", &word);
                    self.report.error(node.at, "unknown-word", message).help("emergency, urgent or normal");
                }
                priority?
            }
        };
        let reasons = reasons.into_iter().map(|scalar| scalar.text).collect();
        Some(More { seat, reasons, priority, source })
    }

    /// One name, or a list of them.
    fn names(&mut self, node: &Node) -> Vec<Scalar> {
        match &node.kind {
            NodeKind::Scalar(scalar) => vec![scalar.clone()],
            NodeKind::List(_) | NodeKind::Map(_) => {
                scalars::scalars(node, "a name, or a list of names", self.report).into_iter().cloned().collect()
            }
        }
    }

    fn deeds(&mut self, Entry { key, value }: &Entry, more: &More) -> Option<Vec<PlayDeed>> {
        let act = |act| PlayDeed::Act(act);
        let word = key.text.as_str();
        if OF_ITEMS.contains(&word) && word != "assign" {
            let names = self.names(value);
            let acts: Option<Vec<CaseAct>> =
                names.iter().map(|name| self.item(name).map(|item| of_item(word, item, more))).collect();
            return acts.map(|acts| acts.into_iter().map(act).collect());
        }
        let pairs = |this: &mut Self| value.map("a mapping", this.report).map(|map| map.entries.clone());
        Some(match word {
            "start" => {
                let records =
                    pairs(self)?.iter().map(|entry| self.record(entry, more, false)).collect::<Option<_>>()?;
                vec![PlayDeed::Start(records)]
            }
            "record" | "was_wrong" => {
                let wrong = word == "was_wrong";
                let acts =
                    pairs(self)?.iter().map(|entry| self.record(entry, more, wrong)).collect::<Option<Vec<_>>>()?;
                acts.into_iter().map(act).collect()
            }
            "decide" | "refer" | "answer" | "extend" => {
                let acts =
                    pairs(self)?.iter().map(|entry| self.valued(word, entry, more)).collect::<Option<Vec<_>>>()?;
                acts.into_iter().map(act).collect()
            }
            "consent" => self.names(value).into_iter().map(|to| act(CaseAct::Consented { to: to.text })).collect(),
            "send" => self.names(value).into_iter().map(|text| act(CaseAct::Sent { text: text.text })).collect(),
            "assign" => {
                self.names(value).into_iter().map(|to| act(CaseAct::Assigned { item: None, to: to.text })).collect()
            }
            "close" => vec![act(CaseAct::Closed { end: self.end(value)? })],
            "reopen" => vec![act(CaseAct::Reopened { end: self.end(value)? })],
            "retract" => pairs(self)?.iter().map(|entry| self.retract(entry)).collect::<Option<_>>()?,
            _ => vec![],
        })
    }

    fn retract(&mut self, Entry { key, value }: &Entry) -> Option<PlayDeed> {
        let deeds = [&OF_ITEMS[..], &OTHER_DEEDS].concat();
        let word = key.text.as_str();
        if !deeds.contains(&word) || matches!(word, "start" | "retract") {
            let message = no_such("deed", word);
            self.report.error(key.at, "unknown-word", message).did_you_mean(word, deeds.into_iter());
            return None;
        }
        let of = value.scalar("a name", self.report)?;
        if OF_ITEMS.contains(&word) || matches!(word, "decide" | "refer" | "answer" | "extend") {
            self.item(of)?;
        }
        Some(PlayDeed::Retract { deed: word.to_owned(), of: of.text.clone() })
    }

    fn item(&mut self, name: &Scalar) -> Option<String> {
        let items = || self.pathway.items.iter().map(|item| item.id.as_str());
        let stages = || self.pathway.stages.iter().map(|stage| stage.id.as_str());
        if items().chain(stages()).any(|known| known == name.text) {
            return Some(name.text.clone());
        }
        let message = no_such("item", &name.text);
        let known: Vec<&str> = items().collect();
        self.report.error(name.at, "unknown-name", message).did_you_mean(&name.text, known.into_iter());
        None
    }

    fn end(&mut self, node: &Node) -> Option<String> {
        let name = scalars::string(node, "the name of an end", self.report)?;
        let known = || self.pathway.ends.iter().map(|end| end.id.as_str()).chain([OPENED_IN_ERROR]);
        if !known().any(|known| known == name) {
            let known: Vec<&str> = known().collect();
            self.report.error(node.at, "unknown-name", no_such("end", &name)).did_you_mean(&name, known.into_iter());
            return None;
        }
        Some(name)
    }

    fn record(&mut self, Entry { key, value }: &Entry, more: &More, wrong: bool) -> Option<CaseAct> {
        let schema = &self.pathway.schema;
        let known = |field: &model::FieldId| self.pathway.leaves.get(*field).is_none();
        let Some(field) = schema.field(&key.text).filter(known) else {
            let names = schema.fields().iter().map(|field| field.name.as_str());
            self.report.error(key.at, "unknown-name", no_such("field", &key.text)).did_you_mean(&key.text, names);
            return None;
        };
        let text = match &value.kind {
            NodeKind::Scalar(scalar) if scalar.is_null() => String::new(),
            NodeKind::Scalar(scalar) => scalar.text.clone(),
            NodeKind::List(_) | NodeKind::Map(_) => scalars::strings(value, "a value", self.report).join(" "),
        };
        let state: FieldState<Datum> = match schema.read(field, &text) {
            Ok(state) => state,
            Err(error) => {
                self.report.error(value.at, "type", format!("`{}`: {error}, found `{text}`", key.text));
                return None;
            }
        };
        Some(if wrong {
            CaseAct::Corrected { field, state }
        } else {
            CaseAct::Recorded { field, state, source: more.source.clone() }
        })
    }

    /// `decide`, `refer`, `answer`, `extend`: an item, and what of it.
    fn valued(&mut self, word: &str, Entry { key, value }: &Entry, more: &More) -> Option<CaseAct> {
        let item = self.item(key)?;
        let text = value.scalar("a text", self.report)?;
        let said = text.text.clone();
        match word {
            "decide" => {
                let decision = self.pathway.items.iter().find(|known| known.id == item)?.decision();
                let outcomes =
                    || decision.iter().flat_map(|decision| &decision.outcomes).map(|outcome| outcome.id.as_str());
                if !outcomes().any(|known| known == said) {
                    let known: Vec<&str> = outcomes().collect();
                    let message = format!("`{said}` is no outcome of `{item}`");
                    self.report.error(text.at, "unknown-name", message).did_you_mean(&said, known.into_iter());
                    return None;
                }
                Some(CaseAct::Decided { item, outcome: said, reasons: more.reasons.clone() })
            }
            "refer" => Some(CaseAct::Referred { item, to: said, priority: more.priority }),
            "answer" => {
                if !ANSWERS.contains(&said.as_str()) {
                    let message = no_such("answer", &said);
                    self.report.error(text.at, "unknown-word", message).help(ANSWERS.join(", "));
                    return None;
                }
                Some(CaseAct::Answered { item, answer: said })
            }
            _ => {
                let by = parse_span(&said);
                if by.is_none() {
                    let message = format!("expected a length such as `5 working_days`, found `{said}`");
                    self.report.error(text.at, "type", message);
                }
                Some(CaseAct::Extended { item, by: by? })
            }
        }
    }

    /// `{NAME/ROLE: [from, until]}`.
    pub fn grants(&mut self, node: &Node) -> CaseGrants {
        let mut grants = CaseGrants::default();
        let entries =
            node.map("a mapping of `NAME/ROLE` to `[from, until]`", self.report).map(|map| map.entries.as_slice());
        for Entry { key, value } in entries.unwrap_or_default() {
            let Some((who, role)) = key.text.split_once('/').filter(|(_, role)| ROLES.contains(role)) else {
                self.report.error(key.at, "unknown-word", format!("expected `NAME/ROLE`, found `{}`", key.text));
                continue;
            };
            let Some([from, until]) = value.list("`[from, until]`", self.report) else {
                self.report.error(value.at, "wrong-shape", "expected `[from, until]`");
                continue;
            };
            let open =
                matches!(&until.kind, NodeKind::Scalar(scalar) if matches!(scalar.text.as_str(), "open" | "none"));
            let until: Option<Option<Date>> =
                if open { Some(None) } else { scalars::date(until, self.report).map(Some) };
            if let Some((from, until)) = scalars::date(from, self.report).zip(until) {
                grants.0.insert((who.to_owned(), role.to_owned()), (from, until));
            }
        }
        grants
    }
}

fn of_item(word: &str, item: String, more: &More) -> CaseAct {
    match word {
        "do" => CaseAct::Did { item },
        "yes" => CaseAct::Voted { item, yes: true, seat: more.seat.clone() },
        "no" => CaseAct::Voted { item, yes: false, seat: more.seat.clone() },
        "serve" => CaseAct::Served { item },
        "appeal" => CaseAct::Appealed { item },
        "pause" => CaseAct::Paused { item },
        "resume" => CaseAct::Resumed { item },
        "waive" => CaseAct::Waived { item },
        _ => CaseAct::Added { item },
    }
}

/// A moment as plays write it: a day (its first instant), `2020-10-24T14:20` as clocks of the zone show it, or with a `Z` in UTC.
pub fn moment(text: &str, zone: &Zone) -> Option<Timestamp> {
    let (text, utc) = text.strip_suffix('Z').map_or((text, false), |text| (text, true));
    let zone = if utc { Zone::utc() } else { zone.clone() };
    let Some((day, time)) = text.split_once('T') else {
        return scalars::day(text).filter(|_| !utc).map(|day| zone.begins(day));
    };
    let parts: Vec<&str> = time.split(':').collect();
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (number(hour)?, number(minute)?, 0),
        [hour, minute, second] => (number(hour)?, number(minute)?, number(second)?),
        _ => return None,
    };
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let at = zone.instant(scalars::day(day).filter(|_| fits)?, (hour, minute));
    Some(Timestamp(at.0 + i64::from(second) * 1_000_000))
}

//! The conditions of a measure and how they combine: `all`, `any` and `at_least`, nested at most five deep.
//!
//! There is no negated group: negation lives inside expressions, so a presumption moves a verdict only towards yes.

use model::Schema;
use yaml::{At, Map, Node, NodeKind, Report, Scalar, scalars};

use super::citation;
use super::expressions::Expressions;
use crate::about;
use crate::measure::{Condition, Group, IfUnknown, Law};
use crate::resolve::Place;

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 5;
/// Most conditions beside `in_force`: a verdict's masks have 32 bits.
const MAX_CONDITIONS: usize = 31;
/// The condition that `valid` becomes.
pub(super) const IN_FORCE: &str = "in_force";

/// The keys of a condition.
pub const KEYS: [&str; 6] = ["id", "when", "says", "law", "if_unknown", "about"];
/// The keys of a group, of which it has one.
pub const GROUPS: [&str; 3] = ["all", "any", "at_least"];

/// What a measure may do with what is unknown.
pub const IF_UNKNOWN: [(&str, IfUnknown); 3] =
    [("ask", IfUnknown::Ask), ("presume_yes", IfUnknown::PresumeYes), ("refer", IfUnknown::Refer)];

/// Reads the groups of one measure.
pub(super) struct Conditions<'a, 'b> {
    pub expressions: &'b mut Expressions<'a>,
    /// What is read so far; the first is `in_force`.
    pub read: Vec<Condition>,
    /// The citation above, which one that is missing repeats.
    pub law: Law,
    pub if_unknown: IfUnknown,
    /// The conditions that say whom the rule is about, by their place, and where they do.
    pub marks: Vec<(usize, At)>,
    pub refused: bool,
}

impl Conditions<'_, '_> {
    /// The measure's own group, beside which `in_force` must hold.
    pub fn root(&mut self, map: &Map, report: &mut Report) -> Option<Group> {
        let group = self.group(map, 1, report)?;
        if self.read.len() > MAX_CONDITIONS + 1 {
            let message = format!("expected at most {MAX_CONDITIONS} conditions, found {}", self.read.len() - 1);
            report.error(map.at, "too-many-conditions", message);
        }
        let inner = match group {
            Group::All(parts) => parts,
            other @ (Group::One(_) | Group::Any(_) | Group::AtLeast(..)) => vec![other],
        };
        Some(Group::All(std::iter::once(Group::One(0)).chain(inner).collect()))
    }

    /// A condition that is not asked of everybody says of nobody that the rule is not about them.
    pub fn look_at_marks(&self, root: &Group, schema: &Schema, report: &mut Report) {
        if self.refused {
            return;
        }
        let asked = |position: usize| self.read.get(position).map(|found| (&found.when, found.about));
        let ties: Vec<usize> = about::ties(root, schema, asked).iter().flat_map(Group::conditions).collect();
        for (_, at) in self.marks.iter().filter(|(position, _)| !ties.contains(position)) {
            let message = "`about` says whom the rule is about, and this condition is not asked of everybody";
            let found = report.error(*at, "not-asked-of-all", message);
            found.help("mark every condition of its group, or put it into the outermost `all`");
        }
    }

    fn group(&mut self, map: &Map, depth: usize, report: &mut Report) -> Option<Group> {
        let given: Vec<_> = map.entries.iter().filter(|entry| GROUPS.contains(&entry.key.text.as_str())).collect();
        let entry = match given.as_slice() {
            [entry] => *entry,
            [] => {
                report.error(map.at, "missing-key", "expected one of `all`, `any`, `at_least`");
                return None;
            }
            [_, second, ..] => {
                let found = report.error(second.key.at, "group", "expected one of `all`, `any`, `at_least`, found two");
                found.help("put one group into the other");
                return None;
            }
        };
        if depth > MAX_DEPTH {
            report.error(entry.key.at, "too-deep", format!("groups are nested at most {MAX_DEPTH} deep"));
            return None;
        }
        match entry.key.text.as_str() {
            "all" => self.parts(&entry.value, depth, report).map(Group::All),
            "any" => self.parts(&entry.value, depth, report).map(Group::Any),
            _ => self.at_least(&entry.value, depth, report),
        }
    }

    fn at_least(&mut self, node: &Node, depth: usize, report: &mut Report) -> Option<Group> {
        let map = node.map("`{n, of}`", report)?;
        map.only(&["n", "of"], report);
        let n = map.require("n", report).and_then(|node| Some((scalars::int(node, report)?, node.at)));
        let parts = map.require("of", report).and_then(|node| self.parts(node, depth, report));
        let ((n, at), parts) = (n?, parts?);
        match usize::try_from(n) {
            Ok(n) if (1..=parts.len()).contains(&n) => Some(Group::AtLeast(n, parts)),
            Ok(_) | Err(_) => {
                report.error(at, "range", format!("expected a number from 1 to {}, found {n}", parts.len()));
                None
            }
        }
    }

    fn parts(&mut self, node: &Node, depth: usize, report: &mut Report) -> Option<Vec<Group>> {
        let items = node.list("a list of conditions and groups", report)?;
        if items.is_empty() {
            report.error(node.at, "empty", "expected at least one condition");
            return None;
        }
        let parts: Vec<_> = items.iter().map(|item| self.part(item, depth, report)).collect();
        parts.into_iter().collect()
    }

    fn part(&mut self, node: &Node, depth: usize, report: &mut Report) -> Option<Group> {
        let map = node.map("a condition or a group", report)?;
        if map.entries.iter().any(|entry| GROUPS.contains(&entry.key.text.as_str())) {
            map.only(&GROUPS, report);
            return self.group(map, depth + 1, report);
        }
        let index = self.read.len();
        match self.condition(map, report) {
            Some(condition) => {
                let mark = map.get("about").filter(|_| condition.about);
                self.marks.extend(mark.map(|node| (index, node.at)));
                self.read.push(condition);
            }
            None => self.refused = true,
        }
        Some(Group::One(index))
    }

    fn condition(&mut self, map: &Map, report: &mut Report) -> Option<Condition> {
        map.only(&KEYS, report);
        let id = map.require("id", report).and_then(|node| self.id(node, report));
        let law = self.cited(map, report);
        let if_unknown = map.get("if_unknown").and_then(|node| scalars::word(node, &IF_UNKNOWN, report));
        let if_unknown = if_unknown.unwrap_or(self.if_unknown);
        if if_unknown == IfUnknown::PresumeYes && law.cite.is_empty() {
            let at = map.get("if_unknown").map_or(map.at, |node| node.at);
            report.error(at, "uncited-presumption", "a presumption needs a `law` that allows it");
        }
        let says = map.require("says", report).and_then(|node| self.says(node, report));
        let about = map.get("about").and_then(|node| scalars::boolean(node, report)).unwrap_or_default();
        let scalar = map.require("when", report)?.scalar("an expression", report)?;
        let when = self.expressions.condition(Place::When, scalar, report);
        let At { line, column } = scalar.at;
        Some(Condition { id: id?, when: when?, says: says?, law, if_unknown, about, at: (line, column) })
    }

    /// What the condition cites; the measure's first carries on whatever stands above.
    fn cited(&mut self, map: &Map, report: &mut Report) -> Law {
        match map.get("law").and_then(|node| citation::law(node, report)) {
            Some(law) if law.cite == citation::AS_ABOVE => self.law.clone(),
            Some(law) => {
                self.law = law.clone();
                law
            }
            None if self.read.len() == 1 => self.law.clone(),
            None => self.law.carried_on(),
        }
    }

    fn id(&mut self, node: &Node, report: &mut Report) -> Option<String> {
        let id = scalars::string(node, "a name", report)?;
        if !super::names::is_word(&id) {
            let message = format!("expected lower-case letters, digits and underscores, found `{id}`");
            report.error(node.at, "name", message);
            return None;
        }
        if id == IN_FORCE {
            report.error(node.at, "reserved", format!("`{IN_FORCE}` is what `valid` becomes"));
            return None;
        }
        if self.read.iter().any(|condition| condition.id == id) {
            report.error(node.at, "duplicate-id", format!("there is a condition `{id}` already"));
            return None;
        }
        Some(id)
    }

    /// The sentence people read; what stands in braces must be a parameter.
    fn says(&mut self, node: &Node, report: &mut Report) -> Option<model::Text> {
        let text = scalars::text(node, report)?;
        match &node.kind {
            NodeKind::Scalar(scalar) => self.placeholders(scalar, report),
            NodeKind::Map(map) => {
                for entry in &map.entries {
                    if let NodeKind::Scalar(scalar) = &entry.value.kind {
                        self.placeholders(scalar, report);
                    }
                }
            }
            NodeKind::List(_) => {}
        }
        Some(text)
    }

    fn placeholders(&mut self, scalar: &Scalar, report: &mut Report) {
        let mut rest = scalar.text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let offset = scalar.text.chars().count() - rest.chars().count() + before.chars().count();
            let (inside, after) = after.split_once('}').unwrap_or((after, ""));
            if let Some(name) = inside.strip_prefix("param(").and_then(|inner| inner.strip_suffix(')')) {
                self.expressions.shown_param(name, scalar.place(offset + 7), report);
            } else {
                let message = format!("expected `{{param(name)}}`, found `{{{inside}}}`");
                report.error(scalar.place(offset), "placeholder", message);
            }
            rest = after;
        }
    }
}

//! Clocks that cannot start, stop themselves, or tell somebody who cannot see the case; work that never ends.

use rules::measure::Law;
use rules::read::citation::ILLUSTRATIVE;

use super::Check;
use super::graph::Node;
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::{Anchor, Due, Repeat};
use crate::roles::{ABOVE, has_shelf, opens_compartments};

impl Check<'_, '_> {
    pub(super) fn clocks(&mut self) {
        let pathway = self.pathway;
        for (position, stage) in pathway.stages.iter().enumerate() {
            if let Some(due) = &stage.due {
                self.clock(&stage.id, due, Node::Left(position));
            }
        }
        for (position, item) in pathway.items.iter().enumerate() {
            if let Some(due) = &item.due {
                self.clock(&item.id, due, Node::Item(position));
            }
            if let Some(appeal) = item.decision().and_then(|decision| decision.appeal.as_ref()) {
                self.told_to(&item.id, &appeal.due);
            }
            let Some(repeat) = item.task().and_then(|task| task.repeat.as_ref()) else { continue };
            if let Repeat::Every { until, .. } = repeat
                && until.is_none_or(|until| pathway.rules.constant(until) == Some(false))
            {
                let message = format!("`{}` comes again for ever", item.id);
                let help = format!("end it, as by `until: case.{}.count >= 4`", item.id);
                self.error(item.at, "repeat-forever", message).help(help);
            }
        }
    }

    fn clock(&mut self, id: &str, due: &Due, own: Node) {
        if self.order.comes_after(due.anchor, own) || self.never_comes(due.anchor) {
            let message = format!("the clock of `{id}` starts with what can only come after it, or never");
            self.error(due.at, "deadline-without-start", message).help("count from something that comes before");
        }
        let stops = due.pauses.iter().flat_map(|pause| [pause.from, pause.until]).chain(due.restart);
        let itself = |anchor: Anchor| matches!(anchor, Anchor::Leaf(leaf) if Node::of(leaf) == Some(own));
        if stops.into_iter().any(itself) {
            let message = format!("the clock of `{id}` is stopped or begun anew by `{id}` itself");
            self.error(due.at, "pause", message).help("let something else stop it, as a request for papers");
        }
        self.told_to(id, due);
    }

    /// Of a decision against which there is no appeal, nobody ever appeals.
    fn never_comes(&self, anchor: Anchor) -> bool {
        let Anchor::Leaf(Leaf::Item(item, ItemLeaf::AppealedOn)) = anchor else { return false };
        let decision = self.pathway.items.get(item).and_then(|item| item.decision());
        decision.is_none_or(|decision| decision.appeal.is_none())
    }

    fn told_to(&mut self, id: &str, due: &Due) {
        let sealed = self.pathway.sees.compartment.is_some();
        for level in due.levels.iter().filter(|level| level.role != ABOVE) {
            let role = &level.role;
            if !has_shelf(role) || sealed && !opens_compartments(role) {
                let message = format!("`{role}` cannot see the case whose `{id}` is late");
                self.error(due.at, "escalation", message).help(format!("tell `SU`, or `{ABOVE}`"));
            }
        }
        if due.law.cite.is_empty() {
            let message = format!("the clock of `{id}` cites no law");
            self.warn(due.at, "uncited-deadline", message).help("`law`, of the clock or of the pathway");
        }
    }

    /// Whether a law is cited under which silence may speak against somebody.
    pub(super) fn is_law(law: &Law) -> bool {
        !law.cite.is_empty() && law.cite != ILLUSTRATIVE && !law.is_report()
    }
}

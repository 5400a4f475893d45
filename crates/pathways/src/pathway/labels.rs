//! What people read of the parts of a pathway. A part of which the file says nothing is called by its name in words.

use model::Text;

use super::Pathway;

impl Pathway {
    /// What people read of a stage or an item.
    pub fn label(&self, id: &str) -> Option<&Text> {
        let item = self.item(id).and_then(|item| self.items.get(item)).map(|item| &item.says);
        item.or_else(|| self.stage(id).and_then(|stage| self.stages.get(stage)).map(|stage| &stage.says))
    }

    /// What people read of an outcome of a decision.
    pub fn outcome_label(&self, item: &str, outcome: &str) -> Option<&Text> {
        let decision = self.item(item).and_then(|item| self.items.get(item))?.decision()?;
        decision.outcomes.iter().find(|rule| rule.id == outcome).map(|rule| &rule.says)
    }
}

//! The pages of a form, with the answers as they are: a question a page, what is asked together on one.

use forms::{Control, Filling, FormQuestion, NodeIx, QuestionKind};

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPage {
    /// By which it is known while answers change: the path of its first question, or of its repeat.
    pub key: String,
    /// Headings that stand above it.
    pub headings: Vec<String>,
    /// What is on it.
    pub holds: PageHolds,
}

/// What is on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageHolds {
    /// Questions, each with the node of the answers at which it is asked.
    Questions(Vec<(NodeIx, usize)>),
    /// Whether there is one more of a repeat: which, in which node, and how many there are.
    More(NodeIx, usize, Vec<usize>),
}

/// All pages that matter, in order.
pub fn pages(filling: &Filling<'_>) -> Vec<FormPage> {
    let mut walk = Walk { filling, headings: Vec::new(), found: Vec::new() };
    walk.controls(&filling.form().body, 0);
    walk.found
}

struct Walk<'a, 'f> {
    filling: &'a Filling<'f>,
    headings: Vec<String>,
    found: Vec<FormPage>,
}

impl Walk<'_, '_> {
    fn controls(&mut self, controls: &[Control], scope: usize) {
        for control in controls {
            match control {
                Control::Question(question) => {
                    let asked: Vec<(NodeIx, usize)> = self.asked(question, scope).into_iter().collect();
                    self.page(asked);
                }
                Control::Group(group) => {
                    let place = group.node.and_then(|node| self.filling.within(node, scope)).unwrap_or(scope);
                    let heading = group
                        .label
                        .as_ref()
                        .map(|label| self.filling.says(label, place).0)
                        .filter(|text| !text.is_empty());
                    self.headings.extend(heading.clone());
                    if group.appearance.iter().any(|word| word.eq_ignore_ascii_case("field-list")) {
                        let asked = self.together(&group.controls, place);
                        self.page(asked);
                    } else {
                        self.controls(&group.controls, place);
                    }
                    if heading.is_some() {
                        self.headings.pop();
                    }
                }
                Control::Repeat(repeat) => self.repeat(repeat, scope),
            }
        }
    }

    fn repeat(&mut self, repeat: &forms::RepeatControl, scope: usize) {
        let form = self.filling.form();
        let parent = form.node(repeat.node).and_then(|node| node.parent);
        let Some(parent) = parent.and_then(|parent| self.filling.within(parent, scope)) else { return };
        if !self.filling.tree().matters(parent) {
            return;
        }
        let alike: Vec<usize> = self
            .filling
            .alike(repeat.node, parent)
            .into_iter()
            .filter(|place| self.filling.tree().matters(*place))
            .collect();
        let label =
            repeat.label.as_ref().map(|label| self.filling.says(label, parent).0).filter(|text| !text.is_empty());
        for (number, place) in alike.iter().enumerate() {
            let heading = label.clone().map(|label| format!("{label} {}", number + 1));
            self.headings.extend(heading.clone());
            self.controls(&repeat.controls, *place);
            if heading.is_some() {
                self.headings.pop();
            }
        }
        let repeats = form.node(repeat.node).and_then(|node| node.repeats.as_ref());
        if repeats.is_some_and(|repeats| !repeats.fixed && repeats.count.is_none()) {
            let mut headings = self.headings.clone();
            headings.extend(label);
            let key = format!(
                "{}+",
                self.filling.path_of(parent)
                    + "/"
                    + &form.node(repeat.node).map(|node| node.name.clone()).unwrap_or_default()
            );
            self.found.push(FormPage { key, headings, holds: PageHolds::More(repeat.node, parent, alike) });
        }
    }

    /// A question that matters now. Files are not taken here yet, and what is not taken is not asked for.
    fn asked(&self, question: &FormQuestion, scope: usize) -> Option<(NodeIx, usize)> {
        let place = self.filling.within(question.node, scope).filter(|_| question.kind != QuestionKind::Upload)?;
        self.filling.tree().matters(place).then_some((question.node, place))
    }

    fn together(&self, controls: &[Control], scope: usize) -> Vec<(NodeIx, usize)> {
        let mut found = Vec::new();
        for control in controls {
            match control {
                Control::Question(question) => found.extend(self.asked(question, scope)),
                Control::Group(group) => {
                    let place = group.node.and_then(|node| self.filling.within(node, scope)).unwrap_or(scope);
                    found.extend(self.together(&group.controls, place));
                }
                // A repeat within a page has pages of its own.
                Control::Repeat(_) => {}
            }
        }
        found
    }

    fn page(&mut self, asked: Vec<(NodeIx, usize)>) {
        let Some((_, first)) = asked.first() else { return };
        let key = self.filling.path_of(*first);
        self.found.push(FormPage { key, headings: self.headings.clone(), holds: PageHolds::Questions(asked) });
    }
}

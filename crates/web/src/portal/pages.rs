//! The pages of a form, with the answers as they are: a question a page, what is asked together on one.

use forms::{Control, Filling, FormQuestion, NodeIx, QuestionKind};

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPage {
    /// By which it is known while answers change: the path of its first question.
    pub key: String,
    /// Headings that stand above it.
    pub headings: Vec<String>,
    /// Its questions, each with the node of the answers at which it is asked.
    pub asked: Vec<(NodeIx, usize)>,
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
                    let asked = self.asked(question, scope).into_iter().collect();
                    self.page(asked);
                }
                Control::Group(group) => {
                    let place = group.node.and_then(|node| self.filling.within(node, scope)).unwrap_or(scope);
                    let heading = group.label.as_ref().map(|label| self.filling.says(label, place).0);
                    let above = self.headings.len();
                    self.headings.extend(heading.filter(|text| !text.is_empty()));
                    if group.appearance.iter().any(|word| word.eq_ignore_ascii_case("field-list")) {
                        let asked = self.together(&group.controls, place);
                        self.page(asked);
                    } else {
                        self.controls(&group.controls, place);
                    }
                    self.headings.truncate(above);
                }
                // A pack whose form repeats does not load: what repeats fills no field.
                Control::Repeat(_) => {}
            }
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
                Control::Repeat(_) => {}
            }
        }
        found
    }

    fn page(&mut self, asked: Vec<(NodeIx, usize)>) {
        let Some((_, first)) = asked.first() else { return };
        let key = self.filling.path_of(*first);
        self.found.push(FormPage { key, headings: self.headings.clone(), asked });
    }
}

//! What is asked and shown.

use super::{FormWords, Logic, NodeIx};

/// Something of the body.
#[derive(Debug, Clone)]
pub enum Control {
    /// Several together.
    Group(GroupControl),
    /// Several as often as needed.
    Repeat(RepeatControl),
    /// A question.
    Question(Box<FormQuestion>),
}

/// Several things together.
#[derive(Debug, Clone, Default)]
pub struct GroupControl {
    /// The node it belongs to.
    pub node: Option<NodeIx>,
    /// Its heading.
    pub label: Option<FormWords>,
    /// How it looks, word by word.
    pub appearance: Vec<String>,
    /// What is in it.
    pub controls: Vec<Control>,
}

/// Something as often as needed.
#[derive(Debug, Clone)]
pub struct RepeatControl {
    /// The node that repeats.
    pub node: NodeIx,
    /// Its heading.
    pub label: Option<FormWords>,
    /// How it looks.
    pub appearance: Vec<String>,
    /// What is in one of it.
    pub controls: Vec<Control>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct FormQuestion {
    /// Where its answer goes.
    pub node: NodeIx,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub label: Option<FormWords>,
    /// What helps.
    pub hint: Option<FormWords>,
    /// How it looks, word by word.
    pub appearance: Vec<String>,
    /// Everything else its element says: `rows`, `start`, `end`, `step`, `mediatype`.
    pub attributes: Vec<(String, String)>,
    /// What may be chosen.
    pub choices: Choices,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    /// Written.
    Input,
    /// One of several.
    SelectOne,
    /// Any of several.
    SelectMany,
    /// All of several, in an order.
    Rank,
    /// A file.
    Upload,
    /// Seen and agreed.
    Trigger,
    /// A number between two.
    Range,
    /// Written and not shown.
    Secret,
}

/// What may be chosen.
#[derive(Debug, Clone, Default)]
pub enum Choices {
    /// Nothing.
    #[default]
    None,
    /// As listed.
    Listed(Vec<StaticChoice>),
    /// What an expression comes to.
    Set(Box<Itemset>),
}

/// One thing that may be chosen.
#[derive(Debug, Clone)]
pub struct StaticChoice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: Option<FormWords>,
}

/// Choices from a list.
#[derive(Debug, Clone)]
pub struct Itemset {
    /// Which items.
    pub items: Logic,
    /// Of each, the node whose text is stored.
    pub value: String,
    /// Of each, the node that is shown, or that names the text that is.
    pub label: String,
    /// Whether `label` names a text.
    pub label_is_text_id: bool,
}

impl Control {
    /// Every question in it.
    pub fn questions<'a>(&'a self, found: &mut Vec<&'a FormQuestion>) {
        match self {
            Self::Question(question) => found.push(question),
            Self::Group(GroupControl { controls, .. }) | Self::Repeat(RepeatControl { controls, .. }) => {
                for control in controls {
                    control.questions(found);
                }
            }
        }
    }
}

impl FormQuestion {
    /// Whether its appearance names a word, whatever its case.
    pub fn looks(&self, word: &str) -> bool {
        self.appearance.iter().any(|has| has.eq_ignore_ascii_case(word))
    }

    /// What an attribute of it says.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

//! A form as it is filled: what may be answered, what is asked of each answer, what is shown, in which order.
//!
//! Read from `XForm` XML ([`Form::read`]), which is what is stored, hashed and served; [`Form::to_xml`] gives it back. All
//! of an expression's functions and paths are resolved here: a form that speaks of what it does not have is refused whole,
//! with every fault at once, and not met by somebody who fills it.

mod action;
mod answers;
mod bind;
mod body;
mod build;
mod instances;
mod itext;
mod ix;
mod logic;
mod model;

pub use action::{FormAction, FormEvent, Performs};
pub(crate) use answers::without_offset;
pub use answers::{FieldKind, answer_problem};
pub use bind::{Bind, Preload};
pub use body::{Choices, Control, FormQuestion, GroupControl, Itemset, QuestionKind, RepeatControl, StaticChoice};
pub use build::FormFault;
pub use instances::{Secondary, SecondarySource};
pub use itext::{FormTexts, FormWords, Piece, SaidValue};
pub use ix::NodeIx;
pub use logic::{Logic, Reads};
pub use model::{ModelNode, Repeats};

use crate::xml::{Element, Layout, write};

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) document: Element,
    /// Its id, by which whoever fills it names it.
    pub id: String,
    /// Its version, opaque: versions are told apart and never ordered.
    pub version: String,
    /// What it is called.
    pub title: String,
    /// `style`, a class of the body: `pages`, `theme-grid`.
    pub style: String,
    /// What may be answered; the first is the root.
    pub nodes: Vec<ModelNode>,
    /// Lists beside the answers: choices, files, entity lists.
    pub secondary: Vec<Secondary>,
    /// Texts by language.
    pub texts: FormTexts,
    /// The answers with which it begins.
    pub(crate) first: Element,
    /// What is asked and shown, in order.
    pub body: Vec<Control>,
    /// What happens by itself when a form is begun, a repeat added, an answer changed.
    pub actions: Vec<FormAction>,
    /// The version of the specification of entities that it names.
    pub entities_version: Option<String>,
    /// The order in which what is computed is computed.
    pub(crate) order: Vec<(NodeIx, Computed)>,
    /// For each node, which of `order` read it.
    pub(crate) readers: Vec<Vec<usize>>,
}

/// What is computed of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Computed {
    Relevant,
    Value,
    Required,
    Readonly,
    Constraint,
}

impl Form {
    /// The same form as XML, always the same bytes.
    pub fn to_xml(&self) -> String {
        write(&self.document, Layout::Indented)
    }

    /// A node.
    pub fn node(&self, ix: NodeIx) -> Option<&ModelNode> {
        self.nodes.get(ix.0)
    }

    /// A node by its path: `/data/member/age`.
    pub fn find(&self, path: &str) -> Option<NodeIx> {
        self.nodes.iter().position(|node| node.path == path).map(NodeIx)
    }

    /// Every question, in the order in which it is asked.
    pub fn questions(&self) -> Vec<&FormQuestion> {
        let mut found = Vec::new();
        for control in &self.body {
            control.questions(&mut found);
        }
        found
    }

    /// The question that asks for a node.
    pub fn question_of(&self, node: NodeIx) -> Option<&FormQuestion> {
        self.questions().into_iter().find(|question| question.node == node)
    }

    /// The node in which a device writes when it was finished.
    pub fn end(&self) -> Option<NodeIx> {
        self.nodes.iter().position(|node| node.bind.preload == Some(Preload::End)).map(NodeIx)
    }

    /// The repeat in which a node lies, itself included; the innermost.
    pub fn repeat_of(&self, node: NodeIx) -> Option<NodeIx> {
        let mut at = Some(node);
        while let Some(ix) = at {
            let here = self.node(ix)?;
            if here.repeats.is_some() {
                return Some(ix);
            }
            at = here.parent;
        }
        None
    }
}

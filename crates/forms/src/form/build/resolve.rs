//! What an expression reads: every path of it is walked over the nodes there are, and every function is looked up.

use crate::form::{ModelNode, NodeIx, Reads};
use crate::xml::local;
use crate::xpath::{Axis, Expr, Path, PathStep, Start, Test, known, parse};

/// Where a path stands.
#[derive(Debug, Clone)]
enum Place {
    /// Above the root.
    Above,
    /// At these nodes of the answers.
    Nodes(Vec<NodeIx>),
    /// In a list beside the answers.
    Elsewhere,
}

/// Functions that say something else each time.
const FLEETING: [&str; 6] = ["random", "uuid", "now", "once", "property", "randomize"];

/// One expression being walked.
pub(super) struct Resolving<'a> {
    nodes: &'a [ModelNode],
    lists: &'a [String],
    of: NodeIx,
    reads: Reads,
    faults: Vec<(&'static str, String)>,
    in_once: usize,
}

impl<'a> Resolving<'a> {
    pub fn new(nodes: &'a [ModelNode], lists: &'a [String], of: NodeIx) -> Self {
        Self { nodes, lists, of, reads: Reads::default(), faults: Vec::new(), in_once: 0 }
    }

    pub fn whole(&mut self, expr: &Expr) {
        self.expr(expr, &Place::Nodes(vec![self.of]));
    }

    pub fn done(mut self) -> (Reads, Vec<(&'static str, String)>) {
        self.reads.nodes.sort_unstable();
        self.reads.nodes.dedup();
        (self.reads, self.faults)
    }

    fn fault(&mut self, code: &'static str, says: impl Into<String>) {
        let fault = (code, says.into());
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn expr(&mut self, expr: &Expr, here: &Place) -> Place {
        match expr {
            Expr::Number(..) | Expr::Text(_) => Place::Elsewhere,
            Expr::Negate(inner) => {
                self.expr(inner, here);
                Place::Elsewhere
            }
            Expr::Binary(_, left, right) => {
                self.expr(left, here);
                self.expr(right, here);
                Place::Elsewhere
            }
            Expr::Call(name, arguments) => self.call(name, arguments, here),
            Expr::Path(path) => {
                let place = self.path(path, here);
                if let Place::Nodes(found) = &place {
                    self.reads.itself |= self.in_once == 0 && found.contains(&self.of);
                    self.reads.nodes.extend(found);
                }
                place
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &[Expr], here: &Place) -> Place {
        match known(name) {
            Err(says) => self.fault("unknown-function", says),
            Ok(known) => {
                let fits = arguments.len() >= known.least && known.most.is_none_or(|most| arguments.len() <= most);
                if !fits {
                    self.fault(
                        "arguments",
                        format!("`{name}` is given {} arguments and takes {}", arguments.len(), takes(known)),
                    );
                }
            }
        }
        self.reads.is_fleeting |= FLEETING.contains(&name);
        self.in_once += usize::from(name == "once");
        let places: Vec<Place> = arguments.iter().map(|argument| self.expr(argument, here)).collect();
        self.in_once -= usize::from(name == "once");
        match (name, arguments) {
            ("current", _) => Place::Nodes(vec![self.of]),
            ("instance" | "pulldata", [Expr::Text(id), ..]) => {
                if !self.lists.contains(id) {
                    self.fault("unknown-list", format!("there is no list `{id}`{}", self.near_list(id)));
                }
                Place::Elsewhere
            }
            ("jr:choice-name", [_, Expr::Text(path)]) => {
                match parse(path) {
                    Ok(expr) => drop(self.expr(&expr, here)),
                    Err(fault) => self.fault("expression", format!("`{path}` cannot be read: {fault}")),
                }
                Place::Elsewhere
            }
            ("randomize", _) => places.into_iter().next().unwrap_or(Place::Elsewhere),
            _ => Place::Elsewhere,
        }
    }

    fn near_list(&self, id: &str) -> String {
        let near = model::nearest(id, self.lists.iter().map(String::as_str));
        near.map(|near| format!(". Did you mean `{near}`?")).unwrap_or_default()
    }

    fn path(&mut self, path: &Path, here: &Place) -> Place {
        let mut place = match &path.start {
            Start::Root => Place::Above,
            Start::Here => here.clone(),
            Start::From(expr, predicates) => {
                let place = self.expr(expr, here);
                for predicate in predicates {
                    self.expr(predicate, &place);
                }
                place
            }
        };
        for step in &path.steps {
            place = self.step(&place, step, path);
            for predicate in &step.predicates {
                self.expr(predicate, &place);
            }
        }
        place
    }

    fn step(&mut self, from: &Place, step: &PathStep, path: &Path) -> Place {
        let nodes = match from {
            Place::Elsewhere => return Place::Elsewhere,
            Place::Above => match step.axis {
                Axis::Child if fits(&step.test, self.nodes.first()) => vec![NodeIx(0)],
                _ => vec![],
            },
            Place::Nodes(nodes) => {
                let mut found: Vec<NodeIx> = nodes.iter().flat_map(|ix| self.stepped(*ix, step)).collect();
                found.sort_unstable();
                found.dedup();
                if found.is_empty() && step.axis == Axis::Parent && nodes.contains(&NodeIx(0)) {
                    return Place::Above;
                }
                found
            }
        };
        if nodes.is_empty() {
            self.fault("unknown-path", format!("`{path}` leads to nothing in the form"));
            return Place::Elsewhere;
        }
        Place::Nodes(nodes)
    }

    fn stepped(&self, ix: NodeIx, step: &PathStep) -> Vec<NodeIx> {
        let Some(node) = self.nodes.get(ix.0) else { return vec![] };
        let below = |attributes: bool| -> Vec<NodeIx> {
            let child = |ix: &&NodeIx| {
                let child = self.nodes.get(ix.0);
                child.is_some_and(|child| child.is_attribute == attributes) && fits(&step.test, child)
            };
            node.children.iter().filter(child).copied().collect()
        };
        match step.axis {
            Axis::Own => vec![ix],
            Axis::Parent => node.parent.into_iter().collect(),
            Axis::Child => below(false),
            Axis::Attribute => below(true),
        }
    }
}

fn fits(test: &Test, node: Option<&ModelNode>) -> bool {
    match (test, node) {
        (_, None) => false,
        (Test::Any, Some(_)) => true,
        (Test::Name(name), Some(node)) => local(&node.name) == local(name),
    }
}

fn takes(known: crate::xpath::Known) -> String {
    match known.most {
        Some(most) if most == known.least => most.to_string(),
        Some(most) => format!("{} to {most}", known.least),
        None => format!("{} or more", known.least),
    }
}

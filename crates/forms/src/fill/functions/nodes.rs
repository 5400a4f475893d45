//! Functions of nodes, and of where a call stands.

use super::Call;
use crate::fill::eval::{Evaluated, FormWorld, Standpoint};
use crate::fill::path::position_among;
use crate::fill::{Datum, Spot};
use crate::xpath::{Expr, Path, Start};

pub fn call(world: &FormWorld<'_>, call: Call<'_>) -> Option<Evaluated> {
    Some(match call.name {
        "current" => Ok(Datum::Nodes(vec![call.scope.question])),
        "instance" => instance(world, call),
        "count" => world.argument_nodes(call, 0).map(|nodes| size(nodes.len())),
        "count-non-empty" => world
            .argument_nodes(call, 0)
            .map(|nodes| size(nodes.into_iter().filter(|spot| !world.value(*spot).text().is_empty()).count())),
        "position" => position(world, call),
        "last" => Ok(size(call.scope.size)),
        "name" | "local-name" => name(world, call),
        "once" => once(world, call),
        "indexed-repeat" => indexed_repeat(world, call),
        "depend" => world.argument(call, 0),
        "property" => world
            .argument_text(call, 0)
            .map(|name| Datum::Text(world.context.property(&name).unwrap_or_default().into())),
        "version" => Ok(Datum::Text(world.form.version.clone())),
        _ => return None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a length")]
fn size(of: usize) -> Datum {
    Datum::Number(of as f64)
}

fn instance(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let id = world.argument_text(call, 0)?;
    let place = world.lists.place(&id).ok_or_else(|| format!("there is no list `{id}`"))?;
    let is_there = world.tree(place).is_some_and(|tree| !tree.is_empty());
    // Above its root: the path goes on with the name of the root, which is stepped over.
    Ok(Datum::Nodes(if is_there { vec![Spot { tree: place, node: 0 }] } else { vec![] }))
}

/// Without an argument, which of several; with one, which of its repeat.
fn position(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    if call.arguments.is_empty() {
        return Ok(size(call.scope.position));
    }
    let nodes = world.argument_nodes(call, 0)?;
    let found = nodes.first().and_then(|spot| world.tree(spot.tree).map(|tree| position_among(tree, spot.node)));
    Ok(size(found.unwrap_or(1)))
}

fn name(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let spot =
        if call.arguments.is_empty() { Some(call.scope.here) } else { world.argument_nodes(call, 0)?.first().copied() };
    let node = spot.and_then(|spot| world.tree(spot.tree).and_then(|tree| tree.get(spot.node)));
    Ok(Datum::Text(node.map(|node| node.name.clone()).unwrap_or_default()))
}

/// What stands there already; only where nothing does, what the argument comes to.
fn once(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let stands = world
        .tree(call.scope.question.tree)
        .and_then(|tree| tree.get(call.scope.question.node))
        .map(|node| node.text.clone());
    match stands.filter(|text| !text.is_empty()) {
        Some(text) => Ok(Datum::Text(text)),
        None => world.argument(call, 0),
    }
}

/// The answer in the one of each repeat that a number names.
fn indexed_repeat(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let path_of = |place: usize| match call.arguments.get(place) {
        Some(Expr::Path(path)) => Ok(path),
        _ => Err("`indexed-repeat` takes paths and numbers by turns".to_owned()),
    };
    let wanted = world.def_of(path_of(0)?, call.scope)?;
    let mut at = vec![Spot::answer(0)];
    for pair in 0..(call.arguments.len() - 1) / 2 {
        let repeat = world.def_of(path_of(1 + 2 * pair)?, call.scope)?;
        let number = world.argument_number(call, 2 + 2 * pair)?;
        let all: Vec<Spot> = at.iter().flat_map(|spot| world.all_of(*spot, repeat)).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is no place is none")]
        let chosen = if number >= 1.0 { all.get(number as usize - 1).copied() } else { None };
        at = chosen.into_iter().collect();
    }
    let found = at.first().and_then(|spot| world.all_of(*spot, wanted).into_iter().next());
    Ok(found.map_or_else(Datum::empty, |spot| world.value(spot)))
}

impl FormWorld<'_> {
    /// The node of the form that a path names, whichever answers there are.
    fn def_of(&self, path: &Path, scope: Standpoint) -> Result<crate::form::NodeIx, String> {
        let stripped =
            path.steps.iter().map(|step| crate::xpath::PathStep { predicates: vec![], ..step.clone() }).collect();
        let path = Path { start: path.start.clone(), steps: stripped };
        let of_answer = |node: usize| self.answers.get(node).and_then(|node| node.of);
        let mut at = match path.start {
            Start::Root => None,
            Start::Here => of_answer(scope.here.node),
            Start::From(..) => of_answer(scope.question.node),
        };
        for step in &path.steps {
            at = self.def_step(at, step);
        }
        at.ok_or_else(|| format!("`{path}` leads to nothing in the form"))
    }

    fn def_step(
        &self,
        from: Option<crate::form::NodeIx>,
        step: &crate::xpath::PathStep,
    ) -> Option<crate::form::NodeIx> {
        use crate::xpath::{Axis, Test};
        let name = match &step.test {
            Test::Name(name) => Some(crate::xml::local(name)),
            Test::Any => None,
        };
        let fits = |ix: &crate::form::NodeIx| {
            self.form.node(*ix).is_some_and(|node| name.is_none_or(|name| crate::xml::local(&node.name) == name))
        };
        match (step.axis, from) {
            (Axis::Own, at) => at,
            (Axis::Parent, at) => self.form.node(at?)?.parent,
            (_, None) => Some(crate::form::NodeIx(0)).filter(fits),
            (_, Some(at)) => self.form.node(at)?.children.iter().copied().find(fits),
        }
    }

    /// All answers to a node of the form that lie in one node.
    pub(in crate::fill) fn all_of(&self, within: Spot, def: crate::form::NodeIx) -> Vec<Spot> {
        let mut chain = Vec::new();
        let top = self.answers.get(within.node).and_then(|node| node.of);
        let mut at = Some(def);
        while let Some(ix) = at.filter(|ix| Some(*ix) != top) {
            chain.push(ix);
            at = self.form.node(ix).and_then(|node| node.parent);
        }
        let mut found = vec![within.node];
        for ix in chain.into_iter().rev() {
            let is = |child: &usize| self.answers.get(*child).is_some_and(|node| node.of == Some(ix));
            let below = |node: &usize| {
                let (elements, attributes) = (self.answers.below(*node, false), self.answers.below(*node, true));
                elements.chain(attributes).filter(is).collect::<Vec<_>>()
            };
            found = found.iter().flat_map(below).collect();
        }
        found.into_iter().map(Spot::answer).collect()
    }
}

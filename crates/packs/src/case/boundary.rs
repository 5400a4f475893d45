//! Boundaries that the tests of a measure try on one side only.

use std::collections::BTreeMap;

use rules::bind::{Bound, Clocks};
use rules::expr::{Cond, Rel, Term};
use rules::measure::Measure;
use rules::nodes::ExprNode;
use rules::verdict::Truth;
use rules::walk::Scene;

use crate::bind::bind;
use crate::pack::Packs;

/// On which sides of a boundary the tests lie.
#[derive(Default)]
struct Sides {
    holds: bool,
    fails: bool,
}

/// Ordered comparisons with a constant that some test decides, and all tests alike.
pub fn one_sided(packs: &Packs, measure: &Measure) -> Vec<String> {
    let mut seen: BTreeMap<(usize, usize), Sides> = BTreeMap::new();
    for case in &measure.tests {
        let clocks = Clocks { on: case.on, as_known: case.as_known.unwrap_or(case.on) };
        let Ok(bound) = bind(packs, measure, clocks, case.country.as_deref()) else { continue };
        let scene = Scene::new(&bound, &packs.schema, &case.household);
        for (place, cond) in boundaries(&bound) {
            let sides = seen.entry(place).or_default();
            for member in 0..case.household.members.len() {
                let truth = scene.truth(cond, member).unwrap_or(Truth::Unknown);
                sides.holds |= truth == Truth::True;
                sides.fails |= truth == Truth::False;
            }
        }
    }
    let of_one = seen.into_iter().filter(|(_, sides)| sides.holds != sides.fails);
    let named = |(place, sides): ((usize, usize), Sides)| {
        let condition = measure.conditions.get(place.0)?;
        let side = if sides.holds { "holds" } else { "fails" };
        Some(format!("a boundary of condition `{}` is tried only where it {side}", condition.id))
    };
    of_one.filter_map(named).collect()
}

/// By the positions of the condition and of the node in it; the first condition, whether in force, has none to try.
fn boundaries(bound: &Bound) -> Vec<((usize, usize), &Cond)> {
    let mut found = Vec::new();
    for (position, condition) in bound.conditions.iter().enumerate().skip(1) {
        let nodes = ExprNode::Cond(&condition.when).all().into_iter().enumerate();
        found.extend(nodes.filter_map(|(place, node)| Some(((position, place), boundary(node)?))));
    }
    found
}

fn boundary(node: ExprNode<'_>) -> Option<&Cond> {
    match node {
        ExprNode::Cond(cond @ Cond::Compare(Rel::Lt | Rel::Le | Rel::Gt | Rel::Ge, a, b)) => {
            [a, b].iter().any(|term| matches!(term, Term::Literal(_))).then_some(cond)
        }
        ExprNode::Cond(_) | ExprNode::Term(_) => None,
    }
}

//! Boundaries that the tests of a measure try on one side only.

use std::collections::BTreeMap;

use model::{Household, Row};
use rules::bind::{Bound, Clocks};
use rules::expr::{Cond, Rel, Term};
use rules::measure::Measure;
use rules::nodes::ExprNode;
use rules::verdict::Truth;
use rules::walk::{Scene, Who};

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
    let mut seen: BTreeMap<(usize, usize), (String, Sides)> = BTreeMap::new();
    for case in &measure.tests {
        let clocks = Clocks { on: case.on, as_known: case.as_known.unwrap_or(case.on) };
        let Ok(bound) = bind(packs, measure, clocks, case.country.as_deref()) else { continue };
        let scene = Scene::new(&bound, &packs.schema, &case.household);
        for (place, cond) in boundaries(&bound) {
            let (_, sides) = seen.entry(place).or_insert_with(|| (spelt(cond), Sides::default()));
            for who in everybody(&case.household) {
                let truth = scene.truth(cond, who).unwrap_or(Truth::Unknown);
                sides.holds |= truth == Truth::True;
                sides.fails |= truth == Truth::False;
            }
        }
    }
    let of_one = seen.into_iter().filter(|(_, (_, sides))| sides.holds != sides.fails);
    let named = |(place, (spelt, sides)): ((usize, usize), (String, Sides))| {
        let condition = measure.conditions.get(place.0)?;
        let side = if sides.holds { "holds" } else { "fails" };
        Some(format!("the boundary `{spelt}` of condition `{}` is tried only where it {side}", condition.id))
    };
    of_one.filter_map(named).collect()
}

/// Every member, and every member with each of their records.
fn everybody(household: &Household) -> Vec<Who> {
    let of = |(member, row): (usize, &Row)| {
        let most = row.kinds().map(|(_, records)| records.listed.len()).max().unwrap_or_default();
        std::iter::once(Who::from(member)).chain((0..most).map(move |record| Who::from(member).record(record)))
    };
    household.members.iter().enumerate().flat_map(of).collect()
}

/// The boundary as people read it: `<= 2020-03-18`.
fn spelt(cond: &Cond) -> String {
    let Cond::Compare(rel, a, b) = cond else { return String::new() };
    let (rel, literal) = match (a, b) {
        (_, Term::Literal(literal)) => (*rel, literal),
        (Term::Literal(literal), _) => (mirrored(*rel), literal),
        _ => return String::new(),
    };
    let sign = match rel {
        Rel::Lt => "<",
        Rel::Le => "<=",
        Rel::Gt => ">",
        Rel::Ge => ">=",
        Rel::Eq => "=",
        Rel::Ne => "!=",
    };
    format!("{sign} {literal}")
}

/// The relation with its sides exchanged.
fn mirrored(rel: Rel) -> Rel {
    match rel {
        Rel::Lt => Rel::Gt,
        Rel::Le => Rel::Ge,
        Rel::Gt => Rel::Lt,
        Rel::Ge => Rel::Le,
        Rel::Eq | Rel::Ne => rel,
    }
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

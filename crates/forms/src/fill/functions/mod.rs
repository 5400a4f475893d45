//! The functions: which of the files here computes which.
//!
//! An argument is one value unless a function takes nodes as such; functions that take any number of values take the nodes
//! of a path as so many values.

mod date;
mod geo;
mod maths;
mod nodes;
mod select;
mod text;

use super::Datum;
use super::eval::{Evaluated, FormWorld, Standpoint};
use crate::xpath::Expr;

/// A call: its name, its arguments, from where.
#[derive(Clone, Copy)]
pub(super) struct Call<'e> {
    pub name: &'e str,
    pub arguments: &'e [Expr],
    pub scope: Standpoint,
}

impl FormWorld<'_> {
    pub(super) fn call(&self, name: &str, arguments: &[Expr], scope: Standpoint) -> Evaluated {
        let call = Call { name, arguments, scope };
        let families: [fn(&FormWorld<'_>, Call<'_>) -> Option<Evaluated>; 6] =
            [nodes::call, text::call, maths::call, select::call, date::call, geo::call];
        families
            .into_iter()
            .find_map(|family| family(self, call))
            .unwrap_or_else(|| Err(format!("`{name}` is no function")))
    }

    /// One argument as one value; a missing one is the node at which the call stands.
    pub(super) fn argument(&self, call: Call<'_>, place: usize) -> Evaluated {
        match call.arguments.get(place) {
            Some(expr) => self.single(expr, call.scope),
            None => Ok(self.value(call.scope.here)),
        }
    }

    pub(super) fn argument_text(&self, call: Call<'_>, place: usize) -> Result<String, String> {
        Ok(self.argument(call, place)?.text())
    }

    pub(super) fn argument_number(&self, call: Call<'_>, place: usize) -> Result<f64, String> {
        Ok(self.argument(call, place)?.number())
    }

    /// All arguments from one on as values, the nodes of a path one by one.
    pub(super) fn values(&self, call: Call<'_>, from: usize) -> Result<Vec<Datum>, String> {
        let mut found = Vec::new();
        for expr in call.arguments.iter().skip(from) {
            match self.eval(expr, call.scope)? {
                Datum::Nodes(nodes) => found.extend(nodes.into_iter().map(|spot| self.value(spot))),
                other => found.push(other),
            }
        }
        Ok(found)
    }

    /// The nodes that an argument stands for.
    pub(super) fn argument_nodes(&self, call: Call<'_>, place: usize) -> Result<Vec<super::Spot>, String> {
        let expr = call.arguments.get(place).ok_or("an argument is missing")?;
        match self.eval(expr, call.scope)? {
            Datum::Nodes(nodes) => Ok(nodes),
            _ => Err(format!("`{}` takes a path, and `{expr}` is none", call.name)),
        }
    }
}

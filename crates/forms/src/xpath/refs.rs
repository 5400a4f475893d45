//! What an expression speaks of.

use super::ast::{Expr, Path, Start};

/// Calls `see` for an expression and for everything in it, conditions in square brackets included.
pub fn each<'a>(expr: &'a Expr, see: &mut impl FnMut(&'a Expr)) {
    see(expr);
    match expr {
        Expr::Number(..) | Expr::Text(_) => {}
        Expr::Negate(inner) => each(inner, see),
        Expr::Binary(_, left, right) => {
            each(left, see);
            each(right, see);
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|argument| each(argument, see)),
        Expr::Path(path) => {
            if let Start::From(start, predicates) = &path.start {
                each(start, see);
                for predicate in predicates {
                    each(predicate, see);
                }
            }
            path.steps.iter().flat_map(|step| &step.predicates).for_each(|predicate| each(predicate, see));
        }
    }
}

/// Every function that is called, with its arguments.
pub fn calls(expr: &Expr) -> Vec<(&str, &[Expr])> {
    let mut found = Vec::new();
    each(expr, &mut |part| {
        if let Expr::Call(name, arguments) = part {
            found.push((name.as_str(), arguments.as_slice()));
        }
    });
    found
}

/// Every path, those within conditions included.
pub fn paths(expr: &Expr) -> Vec<&Path> {
    let mut found = Vec::new();
    each(expr, &mut |part| {
        if let Expr::Path(path) = part {
            found.push(path);
        }
    });
    found
}

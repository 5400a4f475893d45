//! From an expression to text: what is read again is the same expression.

use std::fmt::{Display, Formatter, Result};

use super::ast::{Axis, Expr, Path, PathStep, Start, Test};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        shown(self, 0, f)
    }
}

/// In brackets where what stands around binds more strongly.
fn shown(expr: &Expr, least: u8, f: &mut Formatter<'_>) -> Result {
    match expr {
        Expr::Number(_, written) => f.write_str(written),
        Expr::Text(text) => {
            let quote = if text.contains('\'') { '"' } else { '\'' };
            write!(f, "{quote}{text}{quote}")
        }
        Expr::Negate(inner) => {
            let brackets = least > 7;
            f.write_str(if brackets { "(-" } else { "-" })?;
            shown(inner, 7, f)?;
            f.write_str(if brackets { ")" } else { "" })
        }
        Expr::Binary(operator, left, right) => {
            let strength = operator.strength();
            let brackets = strength < least;
            f.write_str(if brackets { "(" } else { "" })?;
            shown(left, strength, f)?;
            write!(f, " {} ", operator.sign())?;
            shown(right, strength + 1, f)?;
            f.write_str(if brackets { ")" } else { "" })
        }
        Expr::Call(name, arguments) => {
            write!(f, "{name}(")?;
            for (index, argument) in arguments.iter().enumerate() {
                f.write_str(if index > 0 { ", " } else { "" })?;
                shown(argument, 0, f)?;
            }
            f.write_str(")")
        }
        Expr::Path(path) => write!(f, "{path}"),
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.start {
            Start::Root => f.write_str("/")?,
            Start::Here => {}
            Start::From(expr, predicates) => {
                let bare = matches!(**expr, Expr::Call(..) | Expr::Text(_) | Expr::Number(..));
                f.write_str(if bare { "" } else { "(" })?;
                shown(expr, 0, f)?;
                f.write_str(if bare { "" } else { ")" })?;
                narrowed(predicates, f)?;
                f.write_str(if self.steps.is_empty() { "" } else { "/" })?;
            }
        }
        for (index, step) in self.steps.iter().enumerate() {
            f.write_str(if index > 0 { "/" } else { "" })?;
            write!(f, "{step}")?;
        }
        Ok(())
    }
}

impl Display for PathStep {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match (self.axis, &self.test) {
            (Axis::Own, Test::Any) => f.write_str(".")?,
            (Axis::Parent, Test::Any) => f.write_str("..")?,
            (axis, test) => {
                f.write_str(match axis {
                    Axis::Child => "",
                    Axis::Parent => "parent::",
                    Axis::Own => "self::",
                    Axis::Attribute => "@",
                })?;
                match test {
                    Test::Name(name) => f.write_str(name)?,
                    Test::Any => f.write_str("*")?,
                }
            }
        }
        narrowed(&self.predicates, f)
    }
}

fn narrowed(predicates: &[Expr], f: &mut Formatter<'_>) -> Result {
    predicates.iter().try_for_each(|predicate| write!(f, "[{predicate}]"))
}

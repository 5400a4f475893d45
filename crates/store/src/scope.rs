//! A scope as a WHERE: the same rows that `Scope::admits` lets through, no more and no fewer. A property test
//! holds the two together on both databases, and every row that is opened is held against its scope once more.

use casework::Scope;

use crate::db::{Dialect, Statement};
use crate::derive::{Names, Tokens};

/// Narrows a statement over `person p` that already has a WHERE.
pub(crate) fn within(
    statement: Statement,
    scope: &Scope,
    (tokens, names): (&Tokens, &Names),
    dialect: Dialect,
) -> Statement {
    let standing = |statement: Statement, tokens: Vec<crate::derive::Token>| {
        statement.and(" AND p.number IN (SELECT number FROM token WHERE token").among(dialect, tokens).and(")")
    };
    match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } => statement.and(" AND 1 = 0"),
        Scope::Controller { controller } => standing(statement, vec![tokens.controller(controller)]),
        Scope::Offices { controller, offices } => {
            standing(statement, offices.iter().map(|office| tokens.office(controller, office)).collect())
        }
        Scope::People { people } => {
            let numbers: Vec<i64> = people.iter().map(|person| names.number(*person)).collect();
            statement.and(" AND p.number").among(dialect, numbers)
        }
    }
}

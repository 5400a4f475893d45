//! A scope as a WHERE: the same rows that `Scope::admits` lets through, no more and no fewer. A property test
//! holds the two together on both databases, and every row that is opened is held against its scope once more.

use casework::Scope;

use crate::db::{Dialect, Statement};
use crate::derive::{Token, Tokens};

/// Narrows a statement over `person p` that already has a WHERE.
pub(crate) fn within(statement: Statement, scope: &Scope, tokens: &Tokens, dialect: Dialect) -> Statement {
    let standing = |statement: Statement, tokens: Vec<Token>| {
        statement.and(" AND p.number IN (SELECT number FROM token WHERE token").among(dialect, tokens).and(")")
    };
    match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } => statement.and(" AND 1 = 0"),
        Scope::Controller { controller } => standing(statement, vec![tokens.controller(controller)]),
        Scope::Offices { controller, offices } => {
            standing(statement, offices.iter().map(|office| tokens.office(controller, office)).collect())
        }
        Scope::People { people } => standing(statement, people.iter().map(|person| tokens.person(*person)).collect()),
    }
}

//! A scope as a WHERE: the same rows that `Scope::admits` lets through, no more and no fewer. A property test
//! holds the two together on both databases, and every row that is opened is held against its scope once more.

use casework::Scope;

use crate::db::{Dialect, Statement};
use crate::derive::{Token, Tokens};

/// Narrows a statement over `person p` that already has a WHERE.
pub(crate) fn within(statement: Statement, scope: &Scope, tokens: &Tokens, dialect: Dialect) -> Statement {
    match standing(scope, tokens) {
        None => statement.and(" AND 1 = 0"),
        Some(tokens) => {
            statement.and(" AND p.number IN (SELECT number FROM token WHERE token").among(dialect, tokens).and(")")
        }
    }
}

/// Narrows it to what scopes admit: people with their households, and what owns itself.
pub(crate) fn within_all(
    statement: Statement,
    people: &Scope,
    itself: &Scope,
    tokens: &Tokens,
    dialect: Dialect,
) -> Statement {
    let kept = match itself {
        Scope::Controller { controller } | Scope::Offices { controller, .. } => Some(tokens.kept(controller)),
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } | Scope::People { .. } => None,
    };
    let people = standing(people, tokens).into_iter().flatten().chain(homes(people, tokens));
    let all: Vec<Token> = people.chain(kept).collect();
    if all.is_empty() {
        return statement.and(" AND 1 = 0");
    }
    statement.and(" AND p.number IN (SELECT number FROM token WHERE token").among(dialect, all).and(")")
}

/// Narrows it to everybody else.
pub(crate) fn beyond(statement: Statement, scope: &Scope, tokens: &Tokens, dialect: Dialect) -> Statement {
    match standing(scope, tokens) {
        None => statement,
        Some(tokens) => {
            statement.and(" AND p.number NOT IN (SELECT number FROM token WHERE token").among(dialect, tokens).and(")")
        }
    }
}

/// The tokens of which a row has one where a scope admits it; none where it admits no row at all.
fn standing(scope: &Scope, tokens: &Tokens) -> Option<Vec<Token>> {
    match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } => None,
        Scope::Controller { controller } => Some(vec![tokens.controller(controller)]),
        Scope::Offices { controller, offices } => {
            Some(offices.iter().map(|office| tokens.office(controller, office)).collect())
        }
        Scope::People { people } => Some(people.iter().map(|person| tokens.person(*person)).collect()),
    }
}

/// Where the households stand whose people a scope admits. A list of people names none.
fn homes(scope: &Scope, tokens: &Tokens) -> Vec<Token> {
    match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } | Scope::People { .. } => vec![],
        Scope::Controller { controller } => vec![tokens.homes(controller)],
        Scope::Offices { controller, offices } => {
            offices.iter().map(|office| tokens.homes_at(controller, office)).collect()
        }
    }
}

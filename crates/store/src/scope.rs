//! A scope as a WHERE: the same rows that `Scope::admits` lets through, no more and no fewer. A property test
//! holds the two together on both databases.

use casework::Scope;

use crate::db::{Dialect, Statement};

/// Narrows a statement over `person p` that already has a WHERE.
pub(crate) fn within(statement: Statement, scope: &Scope, dialect: Dialect) -> Statement {
    match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } => statement.and(" AND 1 = 0"),
        Scope::Controller { controller } => statement.and(" AND p.controller = ").value(controller.as_str()),
        Scope::Offices { controller, offices } => statement
            .and(" AND p.controller = ")
            .value(controller.as_str())
            .and(" AND p.office")
            .among(dialect, offices.clone()),
        Scope::People { people } => statement.and(" AND p.id").among(dialect, people.clone()),
    }
}

//! From words to meaning: looks names up in the schema, types every part, pushes negation down to the atoms.
//!
//! What cannot be translated is refused at its word, never weakened: an unknown name, two currencies, a code list
//! compared with another, an aggregate outside `household`. All problems of an expression are reported.
//! Next: `codes` (code lists), `cond` (conditions), `term` and `call` (values), `guard` (relevance).

mod call;
mod codes;
mod cond;
mod guard;
mod records;
mod term;

use std::collections::{BTreeMap, BTreeSet};

use model::{Class, FieldId, KindId, ListId, MoneyError, Schema};
use yaml::{Report, Scalar, no_such};

use crate::ast::Ast;
use crate::expr::{Cond, FieldRef, Term, Type, Whose};
use crate::lexer::LexError;
use crate::measure::{Param, Table};
use crate::parser;

pub use call::FUNCTIONS;

/// When the question for a field arises, for the fields that say so. `Relevance::read` adds to it.
#[derive(Debug, Clone, Default)]
pub struct Relevance(pub(crate) BTreeMap<FieldId, Relevant>);

impl Relevance {
    pub(crate) fn get(&self, field: FieldId) -> Option<&Relevant> {
        self.0.get(&field)
    }
}

/// The relevance of one field.
#[derive(Debug, Clone)]
pub(crate) struct Relevant {
    /// The condition where the subject's field is read.
    pub subject: Cond,
    /// The same where the head of household's is.
    pub head: Cond,
    /// Fields it reads, those of their own relevance included.
    pub reads: BTreeSet<FieldId>,
}

impl Relevant {
    /// The condition about the person whose field is read.
    fn about(&self, whose: Whose) -> &Cond {
        match whose {
            // Of a field of a record nobody says when it arises.
            Whose::Subject | Whose::Record => &self.subject,
            Whose::Head => &self.head,
        }
    }
}

/// What an expression may name.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub schema: &'a Schema,
    pub relevance: &'a Relevance,
    pub params: &'a BTreeMap<String, Param>,
    pub tables: &'a BTreeMap<String, Table>,
    /// Names of calendars; `national` is always among them.
    pub calendars: &'a BTreeSet<String>,
    /// Whether it stands in a measure, which alone reads the records of a person.
    pub of_measure: bool,
}

/// Where an expression stands; some parts of the language belong to some places only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The `when` of a condition.
    When,
    /// The `when` of a priority.
    Priority,
    /// The value of a `computes`.
    Computes,
    /// A sort key of a cap.
    Order,
    /// A day of `valid`.
    Valid,
    /// The `relevant` of a field: over one person, without parameters, tables or the household.
    Relevant,
}

/// One field that was read, at a character of the expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Read {
    pub field: FieldId,
    pub at: usize,
}

/// The type of a value while it is checked; unlike [`Type`] it knows the code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty {
    Value(Type),
    Code(ListId),
    CodeSet(ListId),
    Text,
}

/// Resolves one expression and gathers what it reads.
pub(crate) struct Resolver<'a, 'r> {
    scope: Scope<'a>,
    place: Place,
    source: &'a Scalar,
    report: &'r mut Report,
    reads: Vec<Read>,
    kinds: Vec<(KindId, usize)>,
    names: BTreeSet<Named>,
    /// Relevance of the fields that the current atom reads; `None` inside a value, where it stands in the value.
    guards: Option<Vec<Cond>>,
    /// Whether the subject is a member of the household.
    in_member: bool,
    /// The kind of which a record is at hand.
    in_records: Option<KindId>,
    /// Whose field a plain path is.
    about: Whose,
}

/// What became of an expression; `None` where it was refused. What it reads is told in either case.
pub(crate) struct Resolved<T> {
    pub value: Option<T>,
    /// All fields read, with their places.
    pub reads: Vec<Read>,
    /// All kinds of which records are read, with their places.
    pub kinds: Vec<(KindId, usize)>,
    /// All parameters, tables and calendars named.
    pub names: BTreeSet<Named>,
}

/// Something of the pack, other than a field, that an expression names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    Param(String),
    Table(String),
    Calendar(String),
}

impl<'a, 'r> Resolver<'a, 'r> {
    pub fn new(scope: Scope<'a>, place: Place, source: &'a Scalar, report: &'r mut Report) -> Self {
        let (reads, kinds, names) = (Vec::new(), Vec::new(), BTreeSet::new());
        let (guards, in_member, in_records, about) = (None, false, None, Whose::Subject);
        Self { scope, place, source, report, reads, kinds, names, guards, in_member, in_records, about }
    }

    /// Reads plain paths as fields of this person.
    pub fn about(self, about: Whose) -> Self {
        Self { about, ..self }
    }

    /// The expression as a condition.
    pub fn condition(mut self) -> Resolved<Cond> {
        let cond = self.parsed(parser::parse).and_then(|ast| self.cond(&ast, false));
        self.done(cond)
    }

    /// The expression as a value.
    pub fn value(mut self) -> Resolved<(Term, Ty)> {
        let typed = self.parsed(parser::parse).and_then(|ast| self.term(&ast));
        self.done(typed)
    }

    /// The expression as a sort key; says whether it descends.
    pub fn order(mut self) -> Resolved<(Term, bool)> {
        let key = self.parsed(parser::parse_order).and_then(|(ast, descends)| {
            let (term, ty) = self.term(&ast)?;
            self.ordered(ty, ast.at)?;
            Some((term, descends))
        });
        self.done(key)
    }

    fn done<T>(self, value: Option<T>) -> Resolved<T> {
        Resolved { value, reads: self.reads, kinds: self.kinds, names: self.names }
    }

    fn parsed<T>(&mut self, parse: fn(&str) -> Result<T, LexError>) -> Option<T> {
        let LexError { at, message, amount } = match parse(&self.source.text) {
            Ok(parsed) => return Some(parsed),
            Err(error) => error,
        };
        if self.report.is_cut_short(self.source.at) {
            return None;
        }
        match amount {
            Some(amount) => self.error(at, money_code(&amount), &message),
            None => self.error(at, "syntax", &message),
        };
        None
    }

    /// A field by its path, `head.` before it where the head's is meant. Notes the read and its relevance.
    fn field(&mut self, path: &str, at: usize) -> Option<(FieldRef, Ty)> {
        let (whose, name) = self.whose(path);
        let Some(field) = self.field_named(whose, name) else {
            if !self.refuse_of_records(name, at) {
                self.unknown_field(name, at);
            }
            return None;
        };
        self.readable(field, whose, path, at)?;
        let ty = self.type_of(field);
        self.read(field, whose, at);
        Some((FieldRef { whose, field }, ty))
    }

    /// Sealed fields never leave the record, so no rule reads them; relevance is about one person.
    fn readable(&mut self, field: FieldId, whose: Whose, path: &str, at: usize) -> Option<()> {
        if self.scope.schema.get(field).is_some_and(|field| field.class == Class::Sealed) {
            return self.refuse(at, "sealed-field", &format!("`{path}` is sealed; no rule reads it"));
        }
        if whose != self.about && self.place == Place::Relevant {
            let message = "relevance is about one person; the head of household cannot be read here";
            return self.refuse(at, "relevance", message);
        }
        if path == "head.household.size" {
            return self.refuse(at, "aggregate", "a household has one size; expected `household.size`");
        }
        Some(())
    }

    fn whose<'p>(&self, path: &'p str) -> (Whose, &'p str) {
        if self.scope.schema.field(path).is_none() && self.of_record_at_hand(path).is_some() {
            return (Whose::Record, path);
        }
        match path.strip_prefix("head.") {
            Some(rest) if self.scope.schema.field(path).is_none() => (Whose::Head, rest),
            Some(_) | None => (self.about, path),
        }
    }

    /// The field of this name, of a person or of the record at hand.
    fn field_named(&self, whose: Whose, name: &str) -> Option<FieldId> {
        match whose {
            Whose::Record => self.of_record_at_hand(name),
            Whose::Subject | Whose::Head => self.scope.schema.field(name),
        }
    }

    fn type_of(&self, field: FieldId) -> Ty {
        use model::FieldType;
        match self.scope.schema.get(field).map(|field| field.ty) {
            Some(FieldType::Bool) => Ty::Value(Type::Bool),
            Some(FieldType::Int { .. }) => Ty::Value(Type::Int),
            Some(FieldType::Decimal { .. }) => Ty::Value(Type::Decimal),
            Some(FieldType::Money { currency, .. }) => Ty::Value(Type::Money(currency)),
            Some(FieldType::Date | FieldType::PartialDate) => Ty::Value(Type::Date),
            Some(FieldType::Time) => Ty::Value(Type::Time),
            Some(FieldType::Code(list)) => Ty::Code(list),
            Some(FieldType::CodeSet(list)) => Ty::CodeSet(list),
            // No measure reads a link by itself.
            Some(FieldType::Text | FieldType::Record) | None => Ty::Text,
        }
    }

    fn unknown_field(&mut self, name: &str, at: usize) {
        let schema = self.scope.schema;
        let names = schema.fields().iter().map(|field| field.name.as_str());
        let found = self.error(at, "unknown-name", &no_such("field", name));
        match call::shape(name) {
            Some(shape) => found.help(format!("`{name}` is a function: `{shape}`")),
            None => found.did_you_mean(name, names),
        }
    }

    fn error(&mut self, at: usize, code: &'static str, message: &str) -> &mut yaml::Diagnostic {
        self.report.error(self.source.place(at), code, message)
    }

    /// Notes an error and gives nothing, for the many checks that end there.
    fn refuse<T>(&mut self, at: usize, code: &'static str, message: &str) -> Option<T> {
        self.error(at, code, message);
        None
    }

    /// How a type is called in messages.
    fn type_name(&self, ty: Ty) -> String {
        let list = |list| self.scope.schema.list(list).map_or("?", |list| list.name.as_str());
        match ty {
            Ty::Value(Type::Bool) => "a yes or no".into(),
            Ty::Value(Type::Int) => "a whole number".into(),
            Ty::Value(Type::Decimal) => "a decimal".into(),
            Ty::Value(Type::Money(currency)) => format!("an amount in {currency}"),
            Ty::Value(Type::Date) => "a date".into(),
            Ty::Value(Type::Time) => "a time of day".into(),
            Ty::Value(Type::Code) => "a code".into(),
            Ty::Code(id) => format!("a code of `{}`", list(id)),
            Ty::CodeSet(id) => format!("several codes of `{}`", list(id)),
            Ty::Text => "free text, which has no operators".into(),
        }
    }
}

/// Names of an expression's fields as written, `head.` taken off; for finding what must be resolved first.
pub(crate) fn paths(ast: &Ast, found: &mut Vec<String>) {
    use crate::ast::{Arg, AstKind};
    match &ast.kind {
        AstKind::And(parts) | AstKind::Or(parts) => parts.iter().for_each(|part| paths(part, found)),
        AstKind::Not(inner) | AstKind::In { term: inner, .. } | AstKind::Is { term: inner, .. } => paths(inner, found),
        AstKind::Compare { left, right, .. } | AstKind::Arith { left, right, .. } => {
            paths(left, found);
            paths(right, found);
        }
        AstKind::Between { term, low, high } => {
            paths(term, found);
            paths(low, found);
            paths(high, found);
        }
        AstKind::Path(path) => found.push(path.clone()),
        AstKind::Literal(_) => {}
        AstKind::Call { args, .. } => {
            for arg in args {
                if let Arg::Expr(ast) = arg {
                    paths(ast, found);
                }
            }
        }
    }
}

/// The code of the problem of an amount that cannot be.
pub(crate) fn money_code(error: &MoneyError) -> &'static str {
    match error {
        MoneyError::Shape => "type",
        MoneyError::Currency(_) => "unknown-currency",
        MoneyError::TooFine(_) => "decimals",
        MoneyError::TooLarge(_) => "overflow",
    }
}

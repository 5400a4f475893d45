//! Functions over the records of one kind that are the subject's own: `lodging.any(lodging.from <= on)`.
//!
//! Inside, a field under the name of the kind is that of the record at hand, and the person's own fields are read as
//! everywhere. A record at hand has neither a household nor other records: what asks for them there is refused, and so is
//! a field of a record where none is at hand.

use model::{About, FieldId, KindId};
use yaml::no_such;

use super::term::Typed;
use super::{Place, Resolver, Ty};
use crate::ast::{Arg, Ast};
use crate::expr::{Call, Cond, Quantifier, RecordFold, Term, Type};

/// What is asked of the records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FoldWord {
    Any,
    All,
    Count,
    Sum,
    Min,
    Max,
}

const WORDS: [(&str, FoldWord); 6] = [
    ("any", FoldWord::Any),
    ("all", FoldWord::All),
    ("count", FoldWord::Count),
    ("sum", FoldWord::Sum),
    ("min", FoldWord::Min),
    ("max", FoldWord::Max),
];

impl FoldWord {
    pub(super) fn is_quantifier(self) -> bool {
        matches!(self, Self::Any | Self::All)
    }
}

impl Resolver<'_, '_> {
    /// What a call by this name asks of records, where it does.
    pub(super) fn fold_of(&self, name: &str) -> Option<FoldWord> {
        let (kind, word) = name.split_once('.')?;
        self.scope.schema.kind_id(kind)?;
        WORDS.into_iter().find(|(known, _)| *known == word).map(|(_, word)| word)
    }

    /// A field of the record at hand.
    pub(super) fn of_record_at_hand(&self, path: &str) -> Option<FieldId> {
        let schema = self.scope.schema;
        schema.record_field(path).filter(|field| schema.kind_of(*field) == self.in_records)
    }

    /// `KIND.any(c)` and `KIND.all(c)`.
    pub(super) fn some_records(&mut self, name: &str, args: &[Arg], at: usize, negated: bool) -> Option<Cond> {
        let all = self.fold_of(name) == Some(FoldWord::All);
        let quantifier = if all { Quantifier::All } else { Quantifier::Any };
        let (kind, body) = self.record_body(name, args, at, |this, ast| this.cond(ast, false))?;
        Some(Cond::Records { kind, quantifier, body: Box::new(body), negated })
    }

    /// What is counted, added up or compared over records.
    pub(super) fn fold(&mut self, name: &str, args: &[Arg], at: usize) -> Option<Typed> {
        let word = self.fold_of(name)?;
        let make: fn(Box<Term>) -> RecordFold = match word {
            FoldWord::Any | FoldWord::All => {
                return self.refuse(at, "type", &format!("expected a value; `{name}` is a condition"));
            }
            FoldWord::Count => {
                let (kind, body) = self.record_body(name, args, at, |this, ast| this.cond(ast, false))?;
                let count = Call::Records(kind, RecordFold::Count(Box::new(body)));
                return Some((Term::Call(count), Ty::Value(Type::Int)));
            }
            FoldWord::Sum => RecordFold::Sum,
            FoldWord::Min => RecordFold::Least,
            FoldWord::Max => RecordFold::Most,
        };
        let (kind, (term, ty)) = self.record_body(name, args, at, Self::term)?;
        if ty == Ty::Value(Type::Bool) || (word == FoldWord::Sum && matches!(ty, Ty::Value(Type::Date | Type::Time))) {
            let message = format!("expected numbers or amounts, found {}", self.type_name(ty));
            return self.refuse(at, "type", &message);
        }
        Some((Term::Call(Call::Records(kind, make(Box::new(term)))), ty))
    }

    /// What is said of each record.
    fn record_body<T>(
        &mut self,
        name: &str,
        args: &[Arg],
        at: usize,
        resolve: impl FnOnce(&mut Self, &Ast) -> Option<T>,
    ) -> Option<(KindId, T)> {
        let (word, _) = name.split_once('.')?;
        let kind = self.scope.schema.kind_id(word)?;
        self.may_read_records(name, kind, at)?;
        let [Arg::Expr(body)] = args else {
            return self.refuse(at, "arguments", &format!("expected `{name}(..)` with one argument"));
        };
        self.kinds.push((kind, at));
        self.in_records = Some(kind);
        let resolved = self.unguarded(|this| resolve(this, body));
        self.in_records = None;
        Some((kind, resolved?))
    }

    fn may_read_records(&mut self, name: &str, kind: KindId, at: usize) -> Option<()> {
        if !self.scope.of_measure {
            let message =
                format!("`{name}` reads records of a person, which measures alone do; a case is not woken by them");
            return self.refuse(at, "records", &message);
        }
        if self.place == Place::Relevant {
            return self.refuse(at, "relevance", "relevance is about one person; records cannot be read here");
        }
        if self.in_records.is_some() {
            return self.refuse(at, "aggregate", &format!("`{name}` cannot stand inside another kind's records"));
        }
        if self.scope.schema.kind_at(kind).is_none_or(|kind| kind.about != About::Person) {
            let message =
                format!("`{name}` reads records that are not a person's; a measure reads those of its subject");
            return self.refuse(at, "records", &message);
        }
        Some(())
    }

    /// Whether a call looks as if it went over records of a kind that there is not, or asked what they are not asked;
    /// then it is refused.
    pub(super) fn refuse_kind(&mut self, name: &str, at: usize) -> bool {
        let Some((kind, word)) = name.split_once('.') else { return false };
        let schema = self.scope.schema;
        let known = |word: &str| WORDS.iter().any(|(known, _)| *known == word);
        if schema.kind(kind).is_some() {
            let message = no_such("function over records", name);
            self.error(at, "unknown-name", &message).did_you_mean(word, WORDS.iter().map(|(word, _)| *word));
            return true;
        }
        if kind == "household" || !known(word) {
            return false;
        }
        let kinds = schema.kinds().map(|kind| kind.name.as_str());
        self.error(at, "unknown-kind", &no_such("kind of record", kind)).did_you_mean(kind, kinds);
        true
    }

    /// Whether a path that no person's field has belongs to the records of a kind; then it is refused.
    pub(super) fn refuse_of_records(&mut self, path: &str, at: usize) -> bool {
        let schema = self.scope.schema;
        let Some((word, _)) = path.split_once('.') else { return false };
        let Some(kind) = schema.kind_id(word) else { return false };
        if schema.record_field(path).is_some() {
            let message = format!("`{path}` is a field of a record, and none is at hand here");
            self.error(at, "aggregate", &message)
                .help(format!("over the records of a person: `{word}.any({path} ..)`"));
            return true;
        }
        let fields = schema.record_fields(kind).map(|(_, field)| field.name.as_str());
        self.error(at, "unknown-name", &no_such("field", path)).did_you_mean(path, fields);
        true
    }
}

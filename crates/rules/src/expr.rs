//! The typed expressions of measures, after negation was pushed down to the atoms.
//!
//! Two closed enums, matched exhaustively (no wildcard arm) by both back ends: the row walker here and the
//! columns of `evidence`. There is no `Not`: every atom carries its own negation, so "not applicable is false"
//! holds outermost. The relevance of a field that is read stands beside the atom as an ordinary [`Cond::And`].

use model::{Currency, Date, Decimal, FieldId, KindId, Money, TimeOfDay, ValueRange};

/// A three-valued condition over one person and their household.
#[derive(Debug, Clone, PartialEq)]
pub enum Cond {
    /// Known from the start, as in `when: true`.
    Const(bool),
    /// Kleene and.
    And(Vec<Cond>),
    /// Kleene or.
    Or(Vec<Cond>),
    /// Ordered comparison of two terms of one type; also `=` and `!=` of codes of a flat list with a literal.
    Compare(Rel, Term, Term),
    /// `x in {a, b}` for a code of a flat list, or a whole number.
    OneOf {
        /// What is tested: a field of a code list or a term of whole numbers.
        term: Term,
        /// As spelt in the pack; sorted, without duplicates.
        codes: Vec<String>,
        /// `not in`.
        negated: bool,
    },
    /// `under(x, {a, b})` on a hierarchical list: x is one of these or below one of them.
    Under {
        /// A field with a hierarchical code list.
        field: FieldRef,
        /// Sorted, without duplicates.
        codes: Vec<String>,
        /// `not under(..)`.
        negated: bool,
    },
    /// `has_any(set, {a, b})` on a field with several codes.
    HasAny {
        /// A field of several codes.
        field: FieldRef,
        /// Sorted, without duplicates.
        codes: Vec<String>,
        /// `not has_any(..)`.
        negated: bool,
    },
    /// A field of kind bool has this value: `x` or `not x`.
    Is {
        /// A field of kind bool.
        field: FieldRef,
        /// The value asked for.
        value: bool,
    },
    /// `within(d, table)`: some row of the table holds the day or number.
    Within {
        /// The day or number.
        term: Term,
        /// The table's name; after binding [`crate::bind::Bound`] holds its rows in force.
        table: String,
        /// `not within(..)`.
        negated: bool,
    },
    /// `x is applicable`.
    Applicable {
        /// The field asked about.
        field: FieldRef,
        /// `x is not applicable`.
        negated: bool,
    },
    /// `x is known`; only in `priority` and `computes`, for in `when` it would turn missing into no.
    Known {
        /// The field asked about.
        field: FieldRef,
        /// `x is not known`.
        negated: bool,
    },
    /// `household.any(c)` and `household.all(c)`; inside `body` the subject is the member.
    Members {
        /// Any or all.
        quantifier: Quantifier,
        /// The condition on a member.
        body: Box<Cond>,
        /// `not household.any(..)`.
        negated: bool,
    },
    /// `KIND.any(c)` and `KIND.all(c)`; inside `body` fields of the kind are those of one record of the subject.
    Records {
        /// The kind of record.
        kind: KindId,
        /// Any or all.
        quantifier: Quantifier,
        /// The condition on a record.
        body: Box<Cond>,
        /// `not KIND.any(..)`.
        negated: bool,
    },
}

/// Which members, or which records, must fulfil a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
}

/// A value over one person and their household.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// Written in the pack.
    Literal(Literal),
    /// The assessment date; binding replaces it with a literal.
    On,
    /// `param(p)`; binding replaces it with a literal or with [`Term::Awaits`].
    Param {
        /// The parameter's name.
        name: String,
        /// Its declared type.
        ty: Type,
    },
    /// A parameter that has no value yet: nobody can be asked.
    Awaits {
        /// The parameter's name.
        name: String,
        /// Its declared type.
        ty: Type,
        /// Between which ends an office sets it, in units of the type; `None` where it is simply not decided, and unknown.
        set: Option<ValueRange>,
    },
    /// A field of the subject or of the head of household.
    Field(FieldRef),
    /// A binary operation on two terms.
    Arith(Op, Box<Term>, Box<Term>),
    /// A built-in function.
    Call(Call),
    /// A field behind its relevance, outside a condition: the term where the condition holds, not applicable
    /// where it is known not to, unknown otherwise.
    Guarded(Box<Cond>, Box<Term>),
    /// `if(c, a, b)`; only in `computes`.
    If(Box<Cond>, Box<Term>, Box<Term>),
}

/// The built-in functions that yield a value. Conventions: reference to the measure language, section 2.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// Completed years at a day; 29 February counts as 1 March in common years.
    Age(Box<Term>, Box<Term>),
    /// The day `n` days later.
    AddDays(Box<Term>, Box<Term>),
    /// Days from the first to the second.
    DaysBetween(Box<Term>, Box<Term>),
    /// The day `n` months later; what to do at a month's end is always said.
    AddMonths(Box<Term>, Box<Term>, MonthEnd),
    /// Completed months from the first to the second.
    MonthsBetween(Box<Term>, Box<Term>),
    /// Working days in (d, on], by the named calendar.
    WorkingDaysSince(Box<Term>, String),
    /// Working days in (on, d], by the named calendar.
    WorkingDaysUntil(Box<Term>, String),
    /// The n-th working day after d, by the named calendar.
    AddWorkingDays(Box<Term>, Box<Term>, String),
    /// Once through the rows of a roll table, in order: inside `from..to`, add the row's months.
    RollForward(Box<Term>, String),
    /// The value of a column in the row whose range holds the key; no row: not applicable.
    Lookup {
        /// The table's name.
        table: String,
        /// A day or a number.
        key: Box<Term>,
        /// The column's name.
        column: String,
        /// The column's declared type.
        ty: Type,
    },
    /// Number of household members.
    HouseholdSize,
    /// Members who fulfil a condition.
    Count(Box<Cond>),
    /// Sum over members.
    Sum(Box<Term>),
    /// Largest over members.
    MaxOf(Box<Term>),
    /// Over the records of one kind that are the subject's.
    Records(KindId, RecordFold),
    /// The smaller of two.
    Min(Box<Term>, Box<Term>),
    /// The larger of two.
    Max(Box<Term>, Box<Term>),
    /// To a multiple of a positive literal step.
    Round(Box<Term>, Literal, Rounding),
}

/// What is made of the records of a kind.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordFold {
    /// How many fulfil a condition.
    Count(Box<Cond>),
    /// The sum of a value.
    Sum(Box<Term>),
    /// The smallest value; not applicable where there is none.
    Least(Box<Term>),
    /// The largest value; not applicable where there is none.
    Most(Box<Term>),
}

/// Whose field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// The subject, the head of their household, or the record at hand.
    pub whose: Whose,
    /// The field.
    pub field: FieldId,
}

/// The person, or the record, that a field is read of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// The person asked about; inside a household function, the member.
    Subject,
    /// The head of the household.
    Head,
    /// The record at hand, inside a function over the records of its kind.
    Record,
}

/// A value written in a pack, or bound from a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the type it names")]
pub enum Literal {
    Bool(bool),
    Int(i64),
    Decimal(Decimal),
    Money(Money),
    Date(Date),
    Time(TimeOfDay),
    Code(String),
}

/// The type of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the type it names")]
pub enum Type {
    Bool,
    Int,
    Decimal,
    Money(Currency),
    Date,
    Time,
    Code,
}

/// Comparison of ordered values; `Eq` and `Ne` also of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the usual six")]
pub enum Rel {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Arithmetic; division only in `computes`, by a non-zero constant. Overflow is an error, never a wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the usual four")]
pub enum Op {
    Add,
    Sub,
    Mul,
    Div,
}

/// What 31 March plus a month is: 30 April (`Down`) or 1 May (`Up`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "said above")]
pub enum MonthEnd {
    Down,
    Up,
}

/// Rounding of amounts; halves go away from zero in `HalfUp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the usual three")]
pub enum Rounding {
    Down,
    Up,
    HalfUp,
}

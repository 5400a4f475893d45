//! The built-in functions that yield a value: their arguments, and where they may stand.

use yaml::no_such;

use super::term::Typed;
use super::{Named, Place, Resolver, Ty};
use crate::ast::{Arg, Ast, AstKind};
use crate::expr::{Call, Literal, MonthEnd, Rounding, Term, Type};

/// Every function, and how it is called.
pub const FUNCTIONS: [(&str, &str); 30] = [
    ("param", "param(name)"),
    ("lookup", "lookup(table, key, column)"),
    ("within", "within(value, table)"),
    ("roll_forward", "roll_forward(date, table)"),
    ("age", "age(birth_date)"),
    ("add_days", "add_days(date, days)"),
    ("days_between", "days_between(from, to)"),
    ("add_months", "add_months(date, months, round: down)"),
    ("months_between", "months_between(from, to)"),
    ("working_days_since", "working_days_since(date, calendar: national)"),
    ("working_days_until", "working_days_until(date, calendar: national)"),
    ("add_working_days", "add_working_days(date, days, calendar: national)"),
    ("household.count", "household.count(condition)"),
    ("household.any", "household.any(condition)"),
    ("household.all", "household.all(condition)"),
    ("household.sum", "household.sum(value)"),
    ("household.max", "household.max(value)"),
    ("KIND.any", "KIND.any(condition)"),
    ("KIND.all", "KIND.all(condition)"),
    ("KIND.count", "KIND.count(condition)"),
    ("KIND.sum", "KIND.sum(value)"),
    ("KIND.min", "KIND.min(value)"),
    ("KIND.max", "KIND.max(value)"),
    ("has_any", "has_any(field, {codes})"),
    ("under", "under(field, {codes})"),
    ("min", "min(a, b)"),
    ("max", "max(a, b)"),
    ("round", "round(value, step, round: down)"),
    ("if", "if(condition, value, value)"),
    ("codelist", "codelist(name)"),
];

/// How the function of this name is called, where there is one.
pub(super) fn shape(name: &str) -> Option<&'static str> {
    FUNCTIONS.iter().find(|(known, _)| *known == name).map(|(_, shape)| *shape)
}

const DATE: Ty = Ty::Value(Type::Date);
const INT: Ty = Ty::Value(Type::Int);

impl Resolver<'_, '_> {
    pub(super) fn call(&mut self, name: &str, args: &[Arg], at: usize) -> Option<Typed> {
        match name {
            "param" => self.param(args, at),
            "lookup" => self.lookup(args, at),
            "roll_forward" => self.roll_forward(args, at),
            "age" => self.age(args, at),
            "add_days" => {
                self.pair(args, at, "add_days(date, days)", (DATE, INT)).map(|(a, b)| date(Call::AddDays(a, b)))
            }
            "days_between" => {
                self.pair(args, at, "days_between(from, to)", (DATE, DATE)).map(|(a, b)| int(Call::DaysBetween(a, b)))
            }
            "add_months" => self.add_months(args, at),
            "months_between" => {
                let typed = self.pair(args, at, "months_between(from, to)", (DATE, DATE));
                typed.map(|(a, b)| int(Call::MonthsBetween(a, b)))
            }
            "working_days_since" => self.working_days(args, at, name, Call::WorkingDaysSince),
            "working_days_until" => self.working_days(args, at, name, Call::WorkingDaysUntil),
            "add_working_days" => self.add_working_days(args, at),
            "household.count" => {
                let body = self.member_body(name, args, at, |this, ast| this.cond(ast, false))?;
                Some(int(Call::Count(Box::new(body))))
            }
            "household.sum" => self.aggregate(name, args, at, Call::Sum),
            "household.max" => self.aggregate(name, args, at, Call::MaxOf),
            "min" => self.extreme(args, at, "min(a, b)", Call::Min),
            "max" => self.extreme(args, at, "max(a, b)", Call::Max),
            "round" => self.round(args, at),
            "if" => self.choice(args, at),
            "under" | "has_any" | "within" | "household.any" | "household.all" => {
                self.refuse(at, "type", &format!("expected a value; `{name}` is a condition"))
            }
            "count" | "sum" | "any" | "all" => {
                let message = format!("aggregates belong to the household; expected `household.{name}`");
                self.refuse(at, "aggregate", &message)
            }
            _ if self.fold_of(name).is_some() => self.fold(name, args, at),
            _ if self.refuse_kind(name, at) => None,
            _ => {
                let names = FUNCTIONS.into_iter().map(|(name, _)| name);
                self.error(at, "unknown-name", &no_such("function", name)).did_you_mean(name, names);
                None
            }
        }
    }

    fn age(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        let birth = match args {
            [birth] => self.typed(birth, DATE)?,
            _ => return self.pair(args, at, "age(date, at)", (DATE, DATE)).map(|(a, b)| int(Call::Age(a, b))),
        };
        Some(int(Call::Age(Box::new(birth), Box::new(Term::On))))
    }

    fn add_months(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        let (args, round) = self.named(args, "round", at, "add_months(date, months, round: down)")?;
        let Some(round) = month_end(&round.0) else {
            return self.refuse(round.1, "rounding", "expected `down` or `up` after `round:`");
        };
        let (day, months) = self.pair(args, at, "add_months(date, months, round: down)", (DATE, INT))?;
        Some(date(Call::AddMonths(day, months, round)))
    }

    fn working_days(
        &mut self,
        args: &[Arg],
        at: usize,
        name: &str,
        make: fn(Box<Term>, String) -> Call,
    ) -> Option<Typed> {
        let shape = format!("{name}(date, calendar: national)");
        let (args, calendar) = self.named(args, "calendar", at, &shape)?;
        let calendar = self.calendar(calendar);
        let [day] = args else { return self.refuse(at, "arguments", &format!("expected `{shape}`")) };
        let day = self.typed(day, DATE)?;
        Some(int(make(Box::new(day), calendar?)))
    }

    fn add_working_days(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        let shape = "add_working_days(date, days, calendar: national)";
        let (args, calendar) = self.named(args, "calendar", at, shape)?;
        let calendar = self.calendar(calendar);
        let (day, count) = self.pair(args, at, shape, (DATE, INT))?;
        Some(date(Call::AddWorkingDays(day, count, calendar?)))
    }

    fn calendar(&mut self, (name, at): (String, usize)) -> Option<String> {
        let known = self.scope.calendars;
        if !known.contains(&name) {
            let names = known.iter().map(String::as_str);
            self.error(at, "unknown-name", &no_such("calendar", &name)).did_you_mean(&name, names);
            return None;
        }
        self.names.insert(Named::Calendar(name.clone()));
        Some(name)
    }

    fn roll_forward(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        let [day, Arg::Expr(table)] = args else {
            return self.refuse(at, "arguments", "expected `roll_forward(date, table)`");
        };
        let day = self.typed(day, DATE);
        let (name, _) = self.table(table)?;
        if self.scope.tables.get(&name).is_some_and(|table| table.roll.is_none()) {
            return self.refuse(table.at, "table", &format!("`{name}` is not a `mode: roll` table"));
        }
        Some(date(Call::RollForward(Box::new(day?), name)))
    }

    fn lookup(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        let [Arg::Expr(table), Arg::Expr(key), Arg::Expr(Ast { kind: AstKind::Path(column), at: column_at })] = args
        else {
            return self.refuse(at, "arguments", "expected `lookup(table, key, column)`");
        };
        let key_typed = self.term(key);
        let (name, key_ty) = self.table(table)?;
        let (key_term, ty) = key_typed?;
        let wanted = (Term::Literal(Literal::Bool(true)), key_ty);
        let (key_term, _) = self.same_type((key_term, ty), wanted, key.at)?;
        let columns = self.scope.tables.get(&name).map(|table| table.columns.as_slice()).unwrap_or_default();
        let Some((_, ty)) = columns.iter().find(|(known, _)| known == column) else {
            let known = columns.iter().map(|(known, _)| known.as_str());
            let message = format!("`{name}` has no column `{column}`");
            self.error(*column_at, "unknown-name", &message).did_you_mean(column, known);
            return None;
        };
        let call = Call::Lookup { table: name, key: Box::new(key_term), column: column.clone(), ty: *ty };
        Some((Term::Call(call), Ty::Value(*ty)))
    }

    /// A table by its name, with the type of its ranges.
    pub(super) fn table(&mut self, ast: &Ast) -> Option<(String, Ty)> {
        let AstKind::Path(name) = &ast.kind else {
            return self.refuse(ast.at, "arguments", "expected the name of a table");
        };
        if self.place == Place::Relevant {
            return self.refuse(ast.at, "relevance", "relevance is about one person; a table cannot be read here");
        }
        let tables = self.scope.tables;
        let Some(table) = tables.get(name) else {
            let known = tables.keys().map(String::as_str);
            self.error(ast.at, "unknown-name", &no_such("table", name)).did_you_mean(name, known);
            return None;
        };
        self.names.insert(Named::Table(name.clone()));
        let key = table.rows.first().map_or(Type::Date, |row| row.from.ty());
        Some((name.clone(), Ty::Value(key)))
    }

    fn aggregate(&mut self, name: &str, args: &[Arg], at: usize, make: fn(Box<Term>) -> Call) -> Option<Typed> {
        let (term, ty) = self.member_body(name, args, at, Self::term)?;
        let summed = name == "household.sum";
        if (summed && matches!(ty, Ty::Value(Type::Date | Type::Time))) || matches!(ty, Ty::Value(Type::Bool)) {
            let message = format!("expected numbers or amounts, found {}", self.type_name(ty));
            return self.refuse(at, "type", &message);
        }
        Some((Term::Call(make(Box::new(term))), ty))
    }

    /// What an aggregate says of each member; relevance stands inside it.
    pub(super) fn member_body<T>(
        &mut self,
        name: &str,
        args: &[Arg],
        at: usize,
        resolve: impl FnOnce(&mut Self, &Ast) -> Option<T>,
    ) -> Option<T> {
        self.outside_members(name, at)?;
        let [Arg::Expr(body)] = args else {
            return self.refuse(at, "arguments", &format!("expected `{name}(..)` with one argument"));
        };
        self.in_member = true;
        let resolved = self.unguarded(|this| resolve(this, body));
        self.in_member = false;
        resolved
    }

    /// The household is asked once: not about each of its members, and not for the relevance of a field.
    pub(super) fn outside_members(&mut self, name: &str, at: usize) -> Option<()> {
        if self.place == Place::Relevant {
            return self.refuse(at, "relevance", "relevance is about one person; the household cannot be asked here");
        }
        if self.in_member || self.in_records.is_some() {
            return self.refuse(at, "aggregate", &format!("`{name}` cannot stand inside another aggregate"));
        }
        Some(())
    }

    fn extreme(
        &mut self,
        args: &[Arg],
        at: usize,
        shape: &str,
        make: fn(Box<Term>, Box<Term>) -> Call,
    ) -> Option<Typed> {
        let [Arg::Expr(left), Arg::Expr(right)] = args else {
            let aggregate = matches!(args, [Arg::Expr(_)]);
            let code = if aggregate { "aggregate" } else { "arguments" };
            let found = self.error(at, code, &format!("expected `{shape}` with two arguments"));
            if aggregate {
                found.help("over the members of a household it is `household.max(..)`, over records `KIND.max(..)`");
            }
            return None;
        };
        let (left_typed, right_typed) = (self.term(left), self.term(right));
        let ((left_term, left_ty), (right_term, right_ty)) = (left_typed?, right_typed?);
        self.ordered(left_ty, left.at)?;
        let ty = if right_ty == Ty::Value(Type::Decimal) { right_ty } else { left_ty };
        let (a, b) = self.same_type((left_term, left_ty), (right_term, right_ty), right.at)?;
        Some((Term::Call(make(Box::new(a), Box::new(b))), ty))
    }

    fn round(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        let shape = "round(value, step, round: down)";
        let (args, round) = self.named(args, "round", at, shape)?;
        let Some(rounding) = rounding(&round.0) else {
            return self.refuse(round.1, "rounding", "expected `down`, `up` or `half_up` after `round:`");
        };
        let [Arg::Expr(value), Arg::Expr(step)] = args else {
            return self.refuse(at, "arguments", &format!("expected `{shape}`"));
        };
        let (value_typed, step_typed) = (self.term(value), self.term(step));
        let ((term, ty), step_typed) = (value_typed?, step_typed?);
        if matches!(ty, Ty::Value(Type::Date | Type::Time)) {
            let message = format!("expected a number or an amount, found {}", self.type_name(ty));
            return self.refuse(value.at, "type", &message);
        }
        self.ordered(ty, value.at)?;
        let (term, step_term) = self.same_type((term, ty), step_typed, step.at)?;
        match step_term {
            Term::Literal(step) if positive(&step) => {
                Some((Term::Call(Call::Round(Box::new(term), step, rounding)), ty))
            }
            _ => self.refuse(step.at, "rounding", "expected a step above zero that is written out"),
        }
    }

    fn choice(&mut self, args: &[Arg], at: usize) -> Option<Typed> {
        if self.place != Place::Computes {
            return self.refuse(at, "if", "`if` stands in `computes` only");
        }
        let [Arg::Expr(cond), Arg::Expr(yes), Arg::Expr(no)] = args else {
            return self.refuse(at, "arguments", "expected `if(condition, value, value)`");
        };
        let cond = self.cond(cond, false);
        let (yes_typed, no_typed) = (self.term(yes), self.term(no));
        let ((cond, yes_typed), no_typed) = ((cond?, yes_typed?), no_typed?);
        let ty = if no_typed.1 == Ty::Value(Type::Decimal) { no_typed.1 } else { yes_typed.1 };
        let (yes, no) = self.same_type(yes_typed, no_typed, no.at)?;
        Some((Term::If(Box::new(cond), Box::new(yes), Box::new(no)), ty))
    }

    /// Takes the one named argument off the end; functions that have one demand it.
    fn named<'t>(
        &mut self,
        args: &'t [Arg],
        wanted: &str,
        at: usize,
        shape: &str,
    ) -> Option<(&'t [Arg], (String, usize))> {
        match args.split_last() {
            Some((Arg::Named { name, value, value_at, .. }, rest)) if name == wanted => {
                Some((rest, (value.clone(), *value_at)))
            }
            Some(_) | None => {
                let code = if wanted == "round" { "rounding" } else { "arguments" };
                self.refuse(at, code, &format!("`{wanted}:` must be said; expected `{shape}`"))
            }
        }
    }

    fn pair(
        &mut self,
        args: &[Arg],
        at: usize,
        shape: &str,
        (left, right): (Ty, Ty),
    ) -> Option<(Box<Term>, Box<Term>)> {
        let [a, b] = args else { return self.refuse(at, "arguments", &format!("expected `{shape}`")) };
        let (a, b) = (self.typed(a, left), self.typed(b, right));
        Some((Box::new(a?), Box::new(b?)))
    }

    /// An argument of a known type.
    fn typed(&mut self, arg: &Arg, wanted: Ty) -> Option<Term> {
        let Arg::Expr(ast) = arg else {
            let message = format!("expected {}", self.type_name(wanted));
            return self.refuse(arg.at(), "arguments", &message);
        };
        let (term, ty) = self.term(ast)?;
        if ty == wanted {
            return Some(term);
        }
        let message = format!("expected {}, found {}", self.type_name(wanted), self.type_name(ty));
        self.refuse(ast.at, "type", &message)
    }
}

fn date(call: Call) -> Typed {
    (Term::Call(call), DATE)
}

fn int(call: Call) -> Typed {
    (Term::Call(call), INT)
}

pub(crate) fn month_end(name: &str) -> Option<MonthEnd> {
    match name {
        "down" => Some(MonthEnd::Down),
        "up" => Some(MonthEnd::Up),
        _ => None,
    }
}

fn rounding(name: &str) -> Option<Rounding> {
    match name {
        "down" => Some(Rounding::Down),
        "up" => Some(Rounding::Up),
        "half_up" => Some(Rounding::HalfUp),
        _ => None,
    }
}

fn positive(step: &Literal) -> bool {
    match step {
        Literal::Int(number) => *number > 0,
        Literal::Decimal(number) => number.0 > 0,
        Literal::Money(amount) => amount.minor > 0,
        Literal::Bool(_) | Literal::Date(_) | Literal::Time(_) | Literal::Code(_) => false,
    }
}

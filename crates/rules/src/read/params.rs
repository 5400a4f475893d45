//! Dated parameters: `[[from, value], ..]` in the short form, rows with decision and law in the long one.
//!
//! A value is written out. One that names another parameter is refused, and a circle of such names is called one.

use std::collections::BTreeMap;

use model::{Currency, CurrencyError, Date, Decimal, Money, ValueRange};
use yaml::{At, Entry, Map, Node, NodeKind, Report, Scalar, scalars};

use super::citation;
use super::literals::{self, Declared};
use crate::expr::{Literal, Type};
use crate::measure::{Law, Param, ParamRow};

/// The keys of a parameter in its long form.
pub const KEYS: [&str; 8] = ["type", "currency", "set_by", "min", "max", "review_by", "law", "values"];
/// Who sets a parameter, where it is not the law that does.
pub const SET_BY: [(&str, ()); 1] = [("office", ())];
/// The keys of one of its rows.
pub const ROW_KEYS: [&str; 6] = ["from", "decided", "value", "law", "checked_by", "checked_on"];

/// The parameters of one mapping, added to those known.
pub fn add(map: &Map, today: Option<Date>, params: &mut BTreeMap<String, Param>, report: &mut Report) {
    let mut reader = ParamReader { today, references: BTreeMap::new(), report };
    for Entry { key, value } in &map.entries {
        if params.contains_key(&key.text) {
            reader.report.error(key.at, "duplicate-param", format!("there is a parameter `{}` already", key.text));
        }
        if !is_path(&key.text) {
            let message = format!("expected names joined by dots, found `{}`", key.text);
            reader.report.error(key.at, "name", message);
        }
        if let Some(param) = reader.param(key, value) {
            params.insert(key.text.clone(), param);
        } else {
            reader.report.refused("parameter", &key.text);
        }
    }
    reader.refuse_references();
}

/// Whether an expression could name it.
fn is_path(name: &str) -> bool {
    matches!(crate::lexer::lex(name).as_deref(), Ok([only, _]) if matches!(&only.kind, crate::lexer::TokenKind::Path(_)))
}

struct ParamReader<'a> {
    today: Option<Date>,
    /// For each parameter the others that its values name, with their places.
    references: BTreeMap<String, Vec<(String, At)>>,
    report: &'a mut Report,
}

/// A parameter before its type is known; no rows where one of them could not be read.
struct WrittenParam<'n> {
    rows: Option<Vec<WrittenRow>>,
    declared: Option<Declared>,
    /// Of amounts of which none is decided yet.
    currency: Option<Currency>,
    review_by: Option<Date>,
    /// Where an office sets it.
    set: Option<SetBetween<'n>>,
}

/// The least and the most that an office may set, as written.
#[derive(Clone, Copy)]
struct SetBetween<'n> {
    min: Option<&'n Node>,
    max: Option<&'n Node>,
}

impl SetBetween<'_> {
    /// Of amounts, the currency in which their ends are written.
    fn currency(self) -> Option<Currency> {
        let ends = [self.min, self.max].into_iter().flatten();
        let texts =
            ends.filter_map(|node| if let NodeKind::Scalar(scalar) = &node.kind { Some(&scalar.text) } else { None });
        texts.filter_map(|text| text.parse::<Money>().ok()).map(|amount| amount.currency).next()
    }
}

/// One row before the types of all rows are compared.
struct WrittenRow {
    row: ParamRow,
    at: At,
}

impl ParamReader<'_> {
    fn param(&mut self, key: &Scalar, node: &Node) -> Option<Param> {
        let WrittenParam { rows, declared, currency, review_by, set } = match &node.kind {
            NodeKind::List(items) => {
                let rows = self.rows(&key.text, items, None, &citation::none());
                WrittenParam { rows, declared: None, currency: None, review_by: None, set: None }
            }
            NodeKind::Map(map) => self.long(&key.text, map)?,
            NodeKind::Scalar(_) => {
                self.report.error(node.at, "wrong-shape", "expected `[[from, value], ..]` or a mapping, found a text");
                return None;
            }
        };
        let mut rows = rows?;
        let currency = currency.or_else(|| set.and_then(SetBetween::currency));
        let ty = self.unify(key, &mut rows, declared, currency)?;
        rows.sort_by_key(|row| (row.row.from, row.row.decided));
        for pair in rows.windows(2) {
            if let [one, two] = pair
                && (one.row.from, one.row.decided) == (two.row.from, two.row.decided)
            {
                let message = format!("two values from `{}`, decided on the same day", one.row.from);
                self.report.error(one.at.max(two.at), "duplicate-row", message);
            }
        }
        let set = match set {
            Some(set) => Some(self.set_between(set, ty, &rows)?),
            None => None,
        };
        Some(Param { ty, review_by, set, rows: rows.into_iter().map(|row| row.row).collect() })
    }

    fn long<'n>(&mut self, name: &str, map: &'n Map) -> Option<WrittenParam<'n>> {
        map.only(&KEYS, self.report);
        let declared = map.get("type").and_then(|node| scalars::word(node, &literals::DECLARED, self.report));
        let currency = match map.get("currency") {
            Some(node) => Some(self.currency(node)?),
            None => None,
        };
        let review_by = map.get("review_by").and_then(|node| self.review_by(name, node));
        let law = map.get("law").and_then(|node| citation::law(node, self.report)).unwrap_or_else(citation::none);
        let items = map.require("values", self.report)?.list("a list of values", self.report)?;
        let set = self.set_by(map)?;
        Some(WrittenParam { rows: self.rows(name, items, declared, &law), declared, currency, review_by, set })
    }

    /// Whether an office sets it: then it lies between ends, of which at least one is said.
    #[expect(clippy::option_option, reason = "refused, set by an office and not are three cases")]
    fn set_by<'n>(&mut self, map: &'n Map) -> Option<Option<SetBetween<'n>>> {
        let [set_by, min, max] = ["set_by", "min", "max"].map(|key| map.get(key));
        if let (None, Some(end)) = (set_by, min.or(max)) {
            let found = self.report.error(end.at, "missing-key", "a value that the law sets has no `min` and no `max`");
            found.help("where an office sets it, say so: `set_by: office`");
            return None;
        }
        let Some(set_by) = set_by else { return Some(None) };
        scalars::word(set_by, &SET_BY, self.report)?;
        if min.or(max).is_none() {
            self.report.error(set_by.at, "missing-key", "what an office sets lies above a `min` or below a `max`");
            return None;
        }
        Some(Some(SetBetween { min, max }))
    }

    /// The ends as values of the parameter's type; the values that it has lie between them.
    fn set_between(&mut self, set: SetBetween<'_>, ty: Type, rows: &[WrittenRow]) -> Option<ValueRange> {
        let mut end = |node: Option<&Node>| match node {
            None => Some(None),
            Some(node) => self.end(node, ty).map(Some),
        };
        let (min, max) = (end(set.min), end(set.max));
        let range = ValueRange { min: min?, max: max? };
        if let (Some(node), Some((min, max))) = (set.max, range.min.zip(range.max))
            && min > max
        {
            self.report.error(node.at, "range", "`max` lies below `min`");
            return None;
        }
        let outside = |row: &&WrittenRow| {
            let number = row.row.value.as_ref().and_then(Literal::number);
            number.is_some_and(|number| !range.admits(number))
        };
        if let Some(row) = rows.iter().find(outside) {
            self.report.error(row.at, "range", "the value lies outside what the office may set (`min`, `max`)");
            return None;
        }
        Some(range)
    }

    fn end(&mut self, node: &Node, ty: Type) -> Option<i64> {
        let declared = match ty {
            Type::Int => Declared::Int,
            Type::Decimal => Declared::Decimal,
            Type::Money(_) => Declared::Money,
            Type::Date => Declared::Date,
            Type::Time => Declared::Time,
            Type::Bool | Type::Code => {
                self.report.error(node.at, "type", "a code lies between no two others");
                return None;
            }
        };
        let value = literals::literal(node.scalar("a value", self.report)?, Some(declared), self.report)?;
        if value.ty() != ty {
            let (wanted, found) = (literals::type_name(ty), literals::type_name(value.ty()));
            self.report.error(node.at, "currency", format!("expected {wanted}, found {found}"));
            return None;
        }
        value.number()
    }

    fn currency(&mut self, node: &Node) -> Option<Currency> {
        let scalar = node.scalar("a currency", self.report)?;
        let read = scalar.text.parse();
        read.map_err(|error: CurrencyError| self.report.error(scalar.at, "unknown-currency", error.to_string()).clone())
            .ok()
    }

    fn review_by(&mut self, name: &str, node: &Node) -> Option<Date> {
        let day = scalars::date(node, self.report)?;
        if self.today.is_some_and(|today| today > day) {
            let message = format!("`{name}` was to be reviewed by {day}");
            self.report.warn(node.at, "review-overdue", message);
        }
        Some(day)
    }

    /// `None` where a row could not be read.
    fn rows(&mut self, name: &str, items: &[Node], declared: Option<Declared>, law: &Law) -> Option<Vec<WrittenRow>> {
        let rows: Vec<_> = items.iter().map(|item| self.row(name, item, declared, law)).collect();
        rows.into_iter().collect()
    }

    fn row(&mut self, name: &str, node: &Node, declared: Option<Declared>, above: &Law) -> Option<WrittenRow> {
        let (from, decided, value, law) = match &node.kind {
            NodeKind::List(items) => {
                let [from, value] = items.as_slice() else {
                    self.report.error(node.at, "wrong-shape", "expected `[from, value]`");
                    return None;
                };
                (from, None, value, above.clone())
            }
            NodeKind::Map(map) => {
                map.only(&ROW_KEYS, self.report);
                let law = citation::of_row(map, above, self.report);
                let (from, value) = (map.require("from", self.report), map.require("value", self.report));
                (from?, map.get("decided"), value?, law)
            }
            NodeKind::Scalar(_) => {
                self.report.error(node.at, "wrong-shape", "expected `[from, value]` or a mapping, found a text");
                return None;
            }
        };
        let (from_day, value) = (scalars::date(from, self.report), self.value(name, value, declared));
        let decided = decided.map_or(from_day, |node| scalars::date(node, self.report))?;
        if let Some((from, Some(Literal::Money(amount)))) = from_day.zip(value.as_ref()) {
            self.warn_withdrawn(node.at, from, amount.currency);
        }
        Some(WrittenRow { row: ParamRow { from: from_day?, decided, value: value?, law }, at: node.at })
    }

    /// Old decisions are paid in the currency of their day, new ones hardly in one that is gone.
    fn warn_withdrawn(&mut self, at: At, from: Date, currency: Currency) {
        if let Some(month) = currency.withdrawn().filter(|month| from > month.hi()) {
            self.report.warn(at, "withdrawn-currency", format!("`{currency}` was withdrawn in {month}"));
        }
    }

    /// A value, where `open` says that none is decided yet.
    #[expect(clippy::option_option, reason = "refused, open and decided are three cases")]
    fn value(&mut self, name: &str, node: &Node, declared: Option<Declared>) -> Option<Option<Literal>> {
        let scalar = node.scalar("a value, or `open`", self.report)?;
        match scalar.text.as_str() {
            "open" => Some(None),
            "true" | "false" => {
                let found = self.report.error(scalar.at, "switch", "a parameter is no switch");
                found.help("a measure begins and ends by `valid`");
                None
            }
            text => match text.strip_prefix("param(").and_then(|rest| rest.strip_suffix(')')) {
                Some(other) => {
                    let named = self.references.entry(name.to_owned()).or_default();
                    named.push((other.trim().to_owned(), scalar.at));
                    None
                }
                None => literals::literal(scalar, declared, self.report).map(Some),
            },
        }
    }

    /// The one type of all rows; a whole number may stand among decimals.
    fn unify(
        &mut self,
        key: &Scalar,
        rows: &mut [WrittenRow],
        declared: Option<Declared>,
        currency: Option<Currency>,
    ) -> Option<Type> {
        let types = || rows.iter().filter_map(|row| row.row.value.as_ref()).map(Literal::ty);
        let first = match declared {
            Some(Declared::Int) => Some(Type::Int),
            Some(Declared::Decimal) => Some(Type::Decimal),
            Some(Declared::Date) => Some(Type::Date),
            Some(Declared::Time) => Some(Type::Time),
            Some(Declared::Code) => Some(Type::Code),
            Some(Declared::Money) | None if currency.is_some() => currency.map(Type::Money),
            Some(Declared::Money) | None => types().find(|ty| *ty == Type::Decimal).or_else(|| types().next()),
        };
        let Some(ty) = first else {
            let (message, help) = if declared == Some(Declared::Money) {
                (format!("the currency of `{}` cannot be told from its values", key.text), "say it, as `currency: EUR`")
            } else {
                (format!("the type of `{}` cannot be told from its values", key.text), "say `type:`")
            };
            self.report.error(key.at, "type", message).help(help);
            return None;
        };
        let mut sound = true;
        for WrittenRow { row, at } in rows {
            let Some(value) = &mut row.value else { continue };
            if let (Literal::Int(number), Type::Decimal) = (&value, ty) {
                *value = Literal::Decimal(Decimal(number.saturating_mul(10_000)));
            }
            if value.ty() != ty {
                sound = false;
                let both_money = matches!((value.ty(), ty), (Type::Money(_), Type::Money(_)));
                let code = if both_money { "currency" } else { "type" };
                let (wanted, found) = (literals::type_name(ty), literals::type_name(value.ty()));
                self.report.error(*at, code, format!("expected {wanted} as in the other rows, found {found}"));
            }
        }
        sound.then_some(ty)
    }

    fn refuse_references(&mut self) {
        for (name, named) in &self.references {
            for (other, at) in named {
                if self.leads_to(other, name) {
                    let message = format!("the parameter `{name}` depends on itself");
                    self.report.error(*at, "parameter-cycle", message);
                } else {
                    let message = format!("a parameter's value is written out; it cannot be `param({other})`");
                    self.report.error(*at, "parameter-reference", message);
                }
            }
        }
    }

    fn leads_to(&self, from: &str, to: &str) -> bool {
        let (mut open, mut seen) = (vec![from], Vec::new());
        while let Some(name) = open.pop() {
            if name == to {
                return true;
            }
            if !seen.contains(&name) {
                seen.push(name);
                open.extend(self.references.get(name).into_iter().flatten().map(|(other, _)| other.as_str()));
            }
        }
        false
    }
}

//! The expressions of one measure: each resolved in its place, with all that they read and name remembered.
//!
//! A field that the measure may not use is refused by every way to it: read, asked about by its relevance, or worked
//! out of another.

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, FieldId, Kind, KindId};
use yaml::{At, Map, Node, Report, Scalar, no_such, scalars};

use super::{Shared, Vocabulary, calendars, params, tables};
use crate::dates;
use crate::expr::{Cond, Term, Type};
use crate::measure::{Calendar, NATIONAL, Param, Table};
use crate::resolve::{Named, Place, Resolved, Resolver, Scope, Ty};

/// Resolves the expressions of one measure and remembers all they read.
pub(crate) struct Expressions<'a> {
    vocabulary: &'a Vocabulary,
    params: BTreeMap<String, Param>,
    tables: BTreeMap<String, Table>,
    /// Those of the pack and of the measure itself.
    calendars: BTreeMap<String, Calendar>,
    calendar_names: BTreeSet<String>,
    jurisdiction: Option<&'a str>,
    today: Option<Date>,
    of_measure: bool,
    names: BTreeSet<Named>,
    reads: Vec<(FieldId, At)>,
    kinds: Vec<(KindId, At)>,
}

/// What of a pack expressions name beside fields, by name.
pub(crate) type Constants = (BTreeMap<String, Param>, BTreeMap<String, Table>, BTreeMap<String, Calendar>);

impl<'a> Expressions<'a> {
    /// With what the pack shares and what the measure's own file declares.
    pub fn new(map: &Map, shared: &Shared<'a>, report: &mut Report) -> Self {
        let mut own = Self {
            vocabulary: shared.vocabulary,
            params: shared.params.clone(),
            tables: shared.tables.clone(),
            calendars: shared.calendars.clone(),
            calendar_names: BTreeSet::new(),
            jurisdiction: shared.jurisdiction,
            today: shared.today,
            of_measure: true,
            names: BTreeSet::new(),
            reads: Vec::new(),
            kinds: Vec::new(),
        };
        if let Some(map) = map.get("params").and_then(|node| node.map("a mapping of parameters", report)) {
            params::add(map, shared.today, &mut own.params, report);
        }
        if let Some(map) = map.get("tables").and_then(|node| node.map("a mapping of tables", report)) {
            tables::add(map, &mut own.tables, report);
        }
        if let Some(map) = map.get("calendars").and_then(|node| node.map("a mapping of calendars", report)) {
            calendars::add(map, &shared.vocabulary.calendars, &mut own.calendars, report);
        }
        let named = own.calendars.keys().chain(shared.vocabulary.calendars.keys());
        own.calendar_names = named.cloned().chain([NATIONAL.to_owned()]).collect();
        own
    }

    /// The same in a file that is no measure: it reads no records.
    #[must_use]
    pub fn of_another_file(self) -> Self {
        Self { of_measure: false, ..self }
    }

    /// A condition in its place.
    pub fn condition(&mut self, place: Place, source: &Scalar, report: &mut Report) -> Option<Cond> {
        let resolved = Resolver::new(self.scope(), place, source, report).condition();
        self.remember(source, resolved, report)
    }

    /// A value in its place.
    pub fn value(&mut self, place: Place, source: &Scalar, report: &mut Report) -> Option<(Term, Ty)> {
        let resolved = Resolver::new(self.scope(), place, source, report).value();
        self.remember(source, resolved, report)
    }

    /// A sort key of a cap.
    pub fn order(&mut self, source: &Scalar, report: &mut Report) -> Option<(Term, bool)> {
        let resolved = Resolver::new(self.scope(), Place::Order, source, report).order();
        self.remember(source, resolved, report)
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            schema: &self.vocabulary.schema,
            relevance: &self.vocabulary.relevance,
            params: &self.params,
            tables: &self.tables,
            calendars: &self.calendar_names,
            of_measure: self.of_measure,
        }
    }

    /// What of the pack the measure really names.
    pub fn named(self) -> Constants {
        let Self { mut params, mut tables, mut calendars, names, .. } = self;
        params.retain(|name, _| names.contains(&Named::Param(name.clone())));
        tables.retain(|name, _| names.contains(&Named::Table(name.clone())));
        // Which of them is the country's is known only where the measure is bound.
        let national = names.contains(&Named::Calendar(NATIONAL.to_owned()));
        calendars.retain(|name, _| national || names.contains(&Named::Calendar(name.clone())));
        (params, tables, calendars)
    }

    fn remember<T>(&mut self, source: &Scalar, resolved: Resolved<T>, report: &mut Report) -> Option<T> {
        if resolved.names.contains(&Named::Calendar(NATIONAL.to_owned())) {
            self.warn_weekends(source, report);
        }
        for named in &resolved.names {
            if let Named::Calendar(name) = named {
                self.warn_of_end(name, source, report);
            }
        }
        self.reads.extend(resolved.reads.into_iter().map(|read| (read.field, source.place(read.at))));
        self.kinds.extend(resolved.kinds.into_iter().map(|(kind, at)| (kind, source.place(at))));
        self.names.extend(resolved.names);
        resolved.value
    }

    /// Of a rule of one country without a calendar, days are counted as if it had no holidays.
    fn warn_weekends(&self, source: &Scalar, report: &mut Report) {
        if let Some(country) = self.jurisdiction.filter(|country| !self.calendar_names.contains(*country)) {
            let message = format!("there is no calendar `{country}`: `{NATIONAL}` counts no holidays, only weekends");
            report.warn(source.at, "no-calendar", message).help(format!("add `calendars/{country}.yaml`"));
        }
    }

    /// A calendar that ends within a year: what is counted by it will soon have no answer.
    fn warn_of_end(&self, name: &str, source: &Scalar, report: &mut Report) {
        let name = if name == NATIONAL { self.jurisdiction } else { Some(name) };
        let calendar = name.and_then(|name| self.calendars.get(name).or_else(|| self.vocabulary.calendars.get(name)));
        let Some((calendar, today)) = calendar.zip(self.today) else { return };
        if let Some(end) = dates::ends_soon(calendar, today) {
            let message = format!("calendar `{}` ends {end}: days after it cannot be counted", calendar.name);
            report
                .warn(source.at, "calendar-ends", message)
                .help("enter the holidays that follow, and what it `covers`");
        }
    }

    /// A calendar that is named outside an expression.
    pub fn calendar(&mut self, name: &String, source: &Scalar, report: &mut Report) -> Option<String> {
        if !self.calendar_names.contains(name) {
            let known = self.calendar_names.iter().map(String::as_str);
            report.error(source.at, "unknown-name", no_such("calendar", name)).did_you_mean(name, known);
            return None;
        }
        let names = BTreeSet::from([Named::Calendar(name.clone())]);
        let found = Resolved { value: Some(name.clone()), reads: vec![], kinds: vec![], names };
        self.remember(source, found, report)
    }

    /// A parameter that a sentence shows.
    pub fn shown_param(&mut self, name: &str, at: At, report: &mut Report) {
        if self.params.contains_key(name) {
            self.names.insert(Named::Param(name.to_owned()));
            return;
        }
        let known = self.params.keys().map(String::as_str);
        report.error(at, "unknown-name", no_such("parameter", name)).did_you_mean(name, known);
    }

    pub fn day(&mut self, node: &Node, report: &mut Report) -> Option<Term> {
        let scalar = node.scalar("a date, or `param(name)`", report)?;
        let (term, ty) = self.value(Place::Valid, scalar, report)?;
        if matches!((&term, ty), (Term::Literal(_) | Term::Param { .. }, Ty::Value(Type::Date))) {
            return Some(term);
        }
        report.error(scalar.at, "type", format!("expected a date or `param(name)`, found `{}`", scalar.text));
        None
    }

    /// Refuses every read of a forbidden field or of the records of a forbidden kind, of a field also by way of its
    /// relevance or of what it is derived from.
    pub fn forbid(&self, node: &Node, report: &mut Report) -> Vec<String> {
        let globs = scalars::scalars(node, "a list of fields", report);
        for glob in &globs {
            self.known_glob(glob, report);
        }
        for glob in &globs {
            for (field, at) in &self.reads {
                self.refuse_read(*field, *at, &glob.text, report);
            }
            for (kind, at) in &self.kinds {
                self.refuse_kind(*kind, *at, &glob.text, report);
            }
        }
        globs.into_iter().map(|glob| glob.text.clone()).collect()
    }

    /// A glob that meets no field protects nobody.
    fn known_glob(&self, glob: &Scalar, report: &mut Report) {
        let (schema, fields) = (&self.vocabulary.schema, self.vocabulary.schema.fields());
        let of_kind = |(id, kind): (KindId, &Kind)| {
            is_kind(&glob.text, &kind.name) || schema.record_fields(id).any(|(_, field)| meets(&glob.text, &field.name))
        };
        if fields.iter().any(|field| meets(&glob.text, &field.name)) || schema.numbered_kinds().any(of_kind) {
            return;
        }
        let names = fields.iter().map(|field| field.name.as_str());
        let found = report.error(glob.at, "unknown-name", format!("no field is called `{}`", glob.text));
        let group = format!("{}.", glob.text);
        if fields.iter().any(|field| field.name.starts_with(&group)) {
            found.help(format!("did you mean `{}.*`?", glob.text));
        } else {
            found.did_you_mean(&glob.text, names);
        }
    }

    /// Whoever may not use a kind may not even ask whether there is a record of it.
    fn refuse_kind(&self, kind: KindId, at: At, glob: &str, report: &mut Report) {
        let Some(kind) = self.vocabulary.schema.kind_at(kind).filter(|kind| is_kind(glob, &kind.name)) else { return };
        let message = format!("records of `{}` may not be used here: `must_not_use` names `{glob}`", kind.name);
        report.error(at, "forbidden-field", message);
    }

    fn refuse_read(&self, field: FieldId, at: At, glob: &str, report: &mut Report) {
        let schema = &self.vocabulary.schema;
        let name = schema.name(field);
        if meets(glob, name) {
            report.error(
                at,
                "forbidden-field",
                format!("`{name}` may not be used here: `must_not_use` names `{glob}`"),
            );
            return;
        }
        let relevance = self.vocabulary.relevance.get(field).map(|relevant| &relevant.reads);
        let ways = [
            (relevance, "is asked only where its relevance, over"),
            (self.vocabulary.derived.get(&field), "is derived from"),
        ];
        for (fields, way) in ways {
            let forbidden =
                fields.into_iter().flatten().map(|field| schema.name(*field)).find(|name| meets(glob, name));
            if let Some(forbidden) = forbidden {
                let holds = if way.ends_with("over") { ", holds" } else { "" };
                let message = format!(
                    "`{name}` {way} `{forbidden}`{holds}, which may not be used here: `must_not_use` names `{glob}`"
                );
                report.error(at, "forbidden-field", message);
            }
        }
    }
}

/// Whether a glob names a kind: `lodging`, or all of its fields, `lodging.*`.
fn is_kind(glob: &str, kind: &str) -> bool {
    glob.strip_suffix(".*").unwrap_or(glob) == kind
}

/// Whether a glob, `group.*` or a whole name, meets a field.
fn meets(glob: &str, name: &str) -> bool {
    match glob.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => glob == name,
    }
}

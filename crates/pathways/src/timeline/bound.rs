//! What the timeline stands on: the standing facts, the data they come to, and the pathway's rules bound to a day.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use model::{Date, FieldId, FieldState, Household, Row, Timestamp, Value, Zone};
use rules::dates;
use rules::measure::{Calendar, NATIONAL};
use rules::{Bound, Clocks, Loose, LooseCond, LooseScene, LooseTerm, Surroundings, Truth};

use super::CaseVersion;
use super::state::CaseState;
use crate::clock::{ClockScene, ClockStart, DueEnd, PausedDays, Reckoned, Reckoning, reckon, skipped};
use crate::data::CaseData;
use crate::facts::{CaseAct, CaseFact, CaseFacts};
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::{Anchor, Due, Length, Period};

/// One run over the facts of a case.
pub(crate) struct Engine<'a> {
    pub version: CaseVersion<'a>,
    pub zone: Zone,
    pub facts: Vec<&'a CaseFact>,
    /// Those of each item or stage, in the same order.
    by_item: BTreeMap<&'a str, Vec<&'a CaseFact>>,
    pub data: CaseData,
    pub opened: Timestamp,
    bounds: RefCell<BTreeMap<Date, Option<Rc<Bound>>>>,
    calendars: RefCell<BTreeMap<(String, Date), Rc<Calendar>>>,
    reckoned: RefCell<BTreeMap<ClockKey, Reckoned>>,
    lengths: RefCell<BTreeMap<LooseTerm, Option<i64>>>,
    /// Days that the zone goes past.
    skipped: Vec<Date>,
    /// Days on which a holiday or a worked day was decided, in their order.
    pub decided: Vec<Date>,
    /// Conditions that turn with the day, each in its parts.
    pub turning: Vec<(LooseCond, Loose, Vec<FieldId>)>,
    pub turns: RefCell<BTreeMap<LooseCond, Turn>>,
}

/// A clock and all that bears on it: its place in the file and whether it runs from its item's opening, how much of the
/// calendars is decided, its length, starts, pauses and extensions.
type ClockKey =
    ((usize, usize), bool, usize, i64, (ClockStart, ClockStart), Vec<(ClockStart, Option<ClockStart>)>, Vec<Period>);

/// On which day a condition turns next: from which day on, and while which data, that was found out.
pub(crate) struct Turn {
    pub from: Date,
    pub data: Vec<FieldState<Value>>,
    pub next: Option<Date>,
}

/// The case as conditions read it at an instant.
pub(crate) struct Now {
    pub at: Timestamp,
    pub household: Household,
    bound: Option<Rc<Bound>>,
}

impl<'a> Engine<'a> {
    pub fn new(version: CaseVersion<'a>, facts: &'a CaseFacts) -> Option<Self> {
        let standing = facts.standing();
        let opened = standing.iter().find(|fact| fact.act == CaseAct::Opened)?.happened;
        let rules = &version.pathway.rules;
        let zone = version.pathway.zone.clone().unwrap_or_else(|| facts.zone().clone());
        let turning = rules.conditions().filter(|condition| rules.turns(*condition));
        let mut engine = Self {
            version,
            skipped: skipped(&zone, zone.day(opened)),
            decided: vec![],
            zone,
            data: CaseData::of(&standing),
            by_item: by_item(&standing),
            facts: standing,
            opened,
            bounds: RefCell::default(),
            calendars: RefCell::default(),
            turning: turning.map(|it| (it, rules.atoms(it), rules.reads(it).into_iter().collect())).collect(),
            turns: RefCell::default(),
            reckoned: RefCell::default(),
            lengths: RefCell::default(),
        };
        engine.decided = engine.decided_days();
        Some(engine)
    }

    /// The days on which a day of any calendar that a clock is walked in was decided.
    fn decided_days(&self) -> Vec<Date> {
        let pathway = self.version.pathway;
        let clocks = pathway.clocks();
        let mut names: Vec<&str> = clocks.iter().map(|(_, due)| due.calendar.as_str()).collect();
        names.push(&pathway.calendar);
        names.sort_unstable();
        names.dedup();
        let decided = names.into_iter().flat_map(|name| {
            let calendar = self.calendar(name, Date::MAX);
            let holidays = calendar.holidays.values().filter_map(|holiday| holiday.decided);
            holidays.chain(calendar.worked.values().filter_map(|decided| *decided)).collect::<Vec<_>>()
        });
        let mut decided: Vec<Date> = decided.collect();
        decided.sort_unstable();
        decided
    }

    /// How much of the calendars was decided by an instant.
    pub fn decided_by(&self, at: Timestamp) -> usize {
        let today = self.zone.day(at);
        self.decided.partition_point(|decided| *decided <= today)
    }

    /// What the rules stand among.
    pub fn around(&self) -> Surroundings<'_> {
        let CaseVersion { pathway, calendars, national } = self.version;
        let jurisdiction = pathway.jurisdiction.as_deref();
        Surroundings { schema: &pathway.schema, calendars, jurisdiction, country: national }
    }

    fn bound(&self, day: Date) -> Option<Rc<Bound>> {
        let bind = || self.version.pathway.rules.bind(&self.around(), Clocks::on(day)).ok().map(Rc::new);
        self.bounds.borrow_mut().entry(day).or_insert_with(bind).clone()
    }

    /// The facts of an item by an instant.
    pub fn facts_of(&self, item: &str, at: Timestamp) -> &[&'a CaseFact] {
        let all = self.by_item.get(item).map(Vec::as_slice).unwrap_or_default();
        all.get(..all.partition_point(|fact| fact.happened <= at)).unwrap_or_default()
    }

    /// The facts after one instant and by another.
    pub fn facts_between(&self, after: Timestamp, by: Timestamp) -> &[&'a CaseFact] {
        let place = |at: Timestamp| self.facts.partition_point(|fact| fact.happened <= at);
        self.facts.get(place(after)..place(by)).unwrap_or_default()
    }

    /// The case as it stands, for conditions to be read of.
    pub fn now(&self, case: &CaseState, at: Timestamp) -> Now {
        Now { at, household: Household::lone(self.row(case, at)), bound: self.bound(self.zone.day(at)) }
    }

    pub fn truth(&self, now: &Now, condition: LooseCond) -> Truth {
        // What cannot be reckoned is not known: the loader refuses what could not be bound.
        self.read(now, |scene| scene.truth(condition).ok()).unwrap_or(Truth::Unknown)
    }

    /// Whether a condition holds; one that is not given does.
    pub fn holds(&self, now: &Now, condition: Option<LooseCond>) -> Truth {
        condition.map_or(Truth::True, |condition| self.truth(now, condition))
    }

    /// The fields read by the parts of a condition that are not known to hold; not what the case says of itself.
    pub fn against(&self, now: &Now, condition: LooseCond) -> BTreeSet<FieldId> {
        let pathway = self.version.pathway;
        let atoms = pathway.rules.atoms(condition);
        let bound = atoms.bind(&self.around(), Clocks::on(self.zone.day(now.at))).ok();
        let scene = bound.as_ref().map(|bound| LooseScene::new(bound, &pathway.schema, &now.household));
        let truth = |atom: LooseCond| scene.as_ref().and_then(|scene| scene.truth(atom).ok());
        let against = atoms.conditions().filter(|atom| truth(*atom) != Some(Truth::True));
        self.of_data(against.flat_map(|atom| atoms.reads(atom))).into_iter().collect()
    }

    pub fn asks(&self, now: &Now, condition: LooseCond) -> Vec<FieldId> {
        let fields = self.read(now, |scene| scene.asks(condition).ok()).unwrap_or_default();
        self.of_data(fields)
    }

    pub fn asks_of(&self, now: &Now, value: LooseTerm) -> Vec<FieldId> {
        let fields = self.read(now, |scene| scene.asks_of(value).ok()).unwrap_or_default();
        self.of_data(fields)
    }

    fn of_data(&self, fields: impl IntoIterator<Item = FieldId>) -> Vec<FieldId> {
        fields.into_iter().filter(|field| self.version.pathway.leaves.get(*field).is_none()).collect()
    }

    fn read<T>(&self, now: &Now, read: impl FnOnce(&LooseScene<'_>) -> Option<T>) -> Option<T> {
        let bound = now.bound.as_ref()?;
        read(&LooseScene::new(bound, &self.version.pathway.schema, &now.household))
    }

    /// The first and the last day of a value.
    pub fn days(&self, now: &Now, value: LooseTerm) -> Option<(Date, Date)> {
        let (lo, hi) = self.read(now, |scene| scene.range(value).ok().flatten())?;
        dates::day(lo?).zip(dates::day(hi?))
    }

    /// A calendar by the name that a clock gives, as it was decided by a day.
    pub fn calendar(&self, name: &str, known: Date) -> Rc<Calendar> {
        let CaseVersion { pathway, calendars, national } = self.version;
        let named = |name: &str| pathway.rules.calendar(name).or_else(|| calendars.get(name));
        let found = if name == NATIONAL { national.and_then(named) } else { named(name) };
        // Most calendars say of no day when it was decided; those are the same on every day.
        let dated = |calendar: &Calendar| {
            let holidays = calendar.holidays.values().any(|holiday| holiday.decided.is_some());
            holidays || calendar.worked.values().any(Option::is_some)
        };
        let known = if found.is_some_and(dated) { known } else { Date::MAX };
        let weekends = || Calendar::of_weekend(vec![6, 7]);
        let chosen = || Rc::new(found.cloned().unwrap_or_else(weekends).known_by(known));
        self.calendars.borrow_mut().entry((name.to_owned(), known)).or_insert_with(chosen).clone()
    }

    /// Where a clock is read at an instant.
    pub fn clock_scene(&self, calendar: &str, at: Timestamp) -> ClockScene<'_> {
        let calendar = self.calendar(calendar, self.zone.day(at));
        ClockScene { zone: &self.zone, day_ends: self.version.pathway.day_ends, calendar, skipped: &self.skipped }
    }

    /// The earliest and the latest start that an anchor gives; nothing where it has not come, or is not known.
    pub fn anchor(
        &self,
        case: &CaseState,
        now: &Now,
        opening: Option<Timestamp>,
        anchor: Anchor,
    ) -> Option<(ClockStart, ClockStart)> {
        let moment = |at: Timestamp| {
            let start = ClockStart::at(&self.zone, at);
            (start, start)
        };
        match anchor {
            Anchor::Opening => opening.map(moment),
            Anchor::Leaf(Leaf::Item(item, ItemLeaf::DueOn)) => {
                let due = case.items.get(item)?.due?;
                let start = |end: DueEnd| match end.day {
                    Some(day) => ClockStart::on(&self.zone, day),
                    None => ClockStart::at(&self.zone, end.ends),
                };
                Some((start(due.earliest()?), start(due.certain()?)))
            }
            Anchor::Leaf(leaf) => case.moment(leaf).map(moment),
            Anchor::Value(value) => {
                let (lo, hi) = self.days(now, value)?;
                Some((ClockStart::on(&self.zone, lo), ClockStart::on(&self.zone, hi)))
            }
        }
    }

    /// A clock as it stands.
    pub fn clock(
        &self,
        case: &CaseState,
        now: &Now,
        due: &Due,
        opening: Option<Timestamp>,
        own: &[&CaseFact],
    ) -> Option<Reckoned> {
        let mut start = self.anchor(case, now, opening, due.anchor)?;
        if let Some((lo, hi)) = due.restart.and_then(|restart| self.anchor(case, now, opening, restart))
            && lo.first <= now.at
        {
            start = (later(start.0, lo), later(start.1, hi));
        }
        let ruled = due.pauses.iter().filter_map(|pause| {
            let (from, _) = self.anchor(case, now, opening, pause.from)?;
            let until = self.anchor(case, now, opening, pause.until).map(|(until, _)| until);
            Some((from, until.filter(|until| until.first >= from.first)))
        });
        let pauses = ruled.chain(self.paused_by(own)).chain(self.gaps(case));
        let pauses = pauses.filter(|(from, _)| from.first <= now.at).collect();
        let extended = own.iter().filter_map(|fact| match fact.act {
            CaseAct::Extended { by, .. } => Some(by),
            _ => None,
        });
        let (n, extended): (i64, Vec<Period>) = (self.length(case, due.length)?, extended.collect());
        let pauses: Vec<(ClockStart, Option<ClockStart>)> = pauses;
        let scene = self.clock_scene(&due.calendar, now.at);
        // Which holidays are known is all of the moment that has a say.
        let known = self.decided_by(now.at);
        let key = (due.at, due.anchor == Anchor::Opening, known, n, start, pauses.clone(), extended.clone());
        if let Some(known) = self.reckoned.borrow().get(&key) {
            return Some(*known);
        }
        let found = reckon(&scene, &Reckoning { due, n, start, pauses, extended });
        self.reckoned.borrow_mut().insert(key, found);
        Some(found)
    }

    /// How many units: a parameter binds on the day the case opened.
    fn length(&self, case: &CaseState, length: Length) -> Option<i64> {
        match length {
            Length::Fixed(n) => Some(n),
            Length::Value(value) => *self.lengths.borrow_mut().entry(value).or_insert_with(|| {
                let opening = self.now(case, self.opened);
                let (lo, hi) = self.read(&opening, |scene| scene.range(value).ok().flatten())?;
                lo.filter(|_| lo == hi)
            }),
        }
    }

    /// The times in which the case was closed.
    fn gaps(&self, case: &CaseState) -> Vec<(ClockStart, Option<ClockStart>)> {
        let start = |at: Timestamp| ClockStart::at(&self.zone, at);
        case.gaps.iter().map(|(from, until)| (start(*from), until.map(start))).collect()
    }

    /// Days in which the case was closed.
    pub fn gap_days(&self, case: &CaseState) -> PausedDays {
        PausedDays::union(self.gaps(case).iter().map(|(from, until)| (from.day, until.map(|until| until.day))))
    }

    /// What somebody stopped by hand.
    fn paused_by(&self, own: &[&CaseFact]) -> Vec<(ClockStart, Option<ClockStart>)> {
        let mut pauses: Vec<(ClockStart, Option<ClockStart>)> = vec![];
        for fact in own {
            let at = ClockStart::at(&self.zone, fact.happened);
            let open = pauses.last_mut().filter(|(_, until)| until.is_none());
            match (&fact.act, open) {
                (CaseAct::Paused { .. }, None) => pauses.push((at, None)),
                (CaseAct::Resumed { .. }, Some(open)) => open.1 = Some(at),
                _ => {}
            }
        }
        pauses
    }

    /// A length of time from an instant, for answers to referrals.
    pub fn span_from(&self, at: Timestamp, span: Period) -> Option<DueEnd> {
        let scene = self.clock_scene(&self.version.pathway.calendar, at);
        if span.unit == crate::pathway::TimeUnit::Hours {
            let ends = at.0.checked_add(span.n.checked_mul(3_600_000_000)?)?;
            return Some(DueEnd { ends: Timestamp(ends), day: None });
        }
        crate::clock::next_after(&scene, self.zone.day(at), span, &PausedDays::default())
    }

    /// The row that conditions read.
    fn row(&self, case: &CaseState, at: Timestamp) -> Row {
        super::rows::row(self.version.pathway, &self.data, &self.zone, case, at)
    }
}

fn later(a: ClockStart, b: ClockStart) -> ClockStart {
    if b.first > a.first { b } else { a }
}

fn by_item<'a>(facts: &[&'a CaseFact]) -> BTreeMap<&'a str, Vec<&'a CaseFact>> {
    let mut found: BTreeMap<&str, Vec<&CaseFact>> = BTreeMap::new();
    for fact in facts {
        if let Some(item) = fact.item() {
            found.entry(item).or_default().push(fact);
        }
    }
    found
}

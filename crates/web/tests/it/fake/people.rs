//! A register of a few people, answering as the port promises: scope, fields by class, reads noted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use casework::{Actor, Mode, Scope};
use futures::FutureExt;
use futures::future::ready;
use model::{Class, FieldState, Id, PartialDate, Value};
use packs::Packs;
use rules::measure::{IfUnknown, Law};
use rules::verdict::{State, Verdict};
use web::ports::answered::{ComputedValue, Step};
use web::ports::record::{Member, OnRecord, PeoplePage, PeopleQuery, Person, PersonQuery, PersonRow};
use web::ports::{Answered, Asker, Instance, Record, Reply};

/// How many people there are.
pub const COUNT: u8 = 60;

/// The register.
pub struct Register {
    mode: Mode,
    packs: Arc<Packs>,
    reads: Mutex<Vec<Id>>,
}

impl Register {
    /// A register of a mode.
    pub fn new(mode: Mode, packs: Arc<Packs>) -> Self {
        Self { mode, packs, reads: Mutex::default() }
    }

    /// Whose sealed fields were read, in order.
    pub fn reads(&self) -> Vec<Id> {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, id: Id) {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).push(id);
    }
}

/// The id of a person; even numbers belong to the office "north", odd ones to "south".
pub fn id(number: u8) -> Id {
    Id([number; 16])
}

fn office(number: u8) -> &'static str {
    if number.is_multiple_of(2) { "north" } else { "south" }
}

fn admitted(scope: &Scope, number: u8) -> bool {
    scope.covers("agency", office(number))
}

fn fields(number: u8) -> BTreeMap<String, FieldState<Value>> {
    let known = |value| FieldState::Known(value);
    let code = |code: &str| known(Value::Code(code.into()));
    let names = ["Amina Yusuf", "Rafael Nunes", "أمل حداد", "Marie-Claire Dubois", "Nguyen Thi Lan"];
    let name = names.get(usize::from(number) % names.len()).copied().unwrap_or_default();
    let nation = ["BRA", "BGD", "SYR"].get(usize::from(number) % 3).copied().unwrap_or_default();
    let born =
        PartialDate::year(1960 + i16::from(number)).map_or(FieldState::Unknown, |year| known(Value::Partial(year)));
    let states = [
        ("name.full", known(Value::Text(name.into()))),
        ("contact.phone", known(Value::Text(format!("+351 900 000 0{number:02}")))),
        ("birth_date", born),
        ("sex", if number.is_multiple_of(2) { code("F") } else { code("M") }),
        ("nationalities", known(Value::Codes([nation.to_owned()].into()))),
        ("in_country", known(Value::Bool(true))),
        ("household.role", code("head")),
        ("stay.status", code("pending")),
        (
            "application.status",
            FieldState::Contested(vec![Value::Code("submitted".into()), Value::Code("granted".into())]),
        ),
        ("permit.expires_on", FieldState::NotApplicable),
        ("child.guardian", known(Value::Bool(false))),
    ];
    states.into_iter().map(|(name, state)| (name.to_owned(), state)).collect()
}

/// Whether the actor may see a field: the fake's plain reading of "protected takes the compartment".
fn opens(actor: &Actor, class: Class) -> bool {
    match class {
        Class::Open | Class::Personal | Class::Sealed => true,
        Class::Protected(compartment) => actor.grants.iter().any(|grant| grant.compartments.contains(&compartment)),
    }
}

impl Register {
    fn shown(&self, actor: &Actor, name: &str) -> bool {
        let field = self.packs.schema.field(name).and_then(|id| self.packs.schema.get(id));
        field.is_some_and(|field| opens(actor, field.class))
    }

    fn row(&self, asker: &Asker, number: u8, columns: &[String]) -> PersonRow {
        let own = asker.actor.grants.iter().any(|grant| grant.office == office(number));
        let mut fields = fields(number);
        fields.retain(|name, _| own && columns.contains(name) && self.shown(&asker.actor, name));
        if own {
            self.note(id(number));
        }
        PersonRow { id: own.then(|| id(number)), office: office(number).into(), fields }
    }

    fn matches(number: u8, query: &PeopleQuery) -> bool {
        let fields = fields(number);
        let text = |name: &str| fields.get(name).and_then(FieldState::known).map(Value::to_text).unwrap_or_default();
        let name = text("name.full").to_lowercase();
        let words = query.words.as_deref().unwrap_or_default().to_lowercase();
        let found = words.split_whitespace().all(|word| name.split_whitespace().any(|part| part == word));
        found && query.filters.iter().all(|(field, value)| text(field) == *value)
    }
}

impl Record for Register {
    fn instance(&self) -> Reply<'_, Instance> {
        let instance = Instance {
            name: "North office".into(),
            controller: "agency".into(),
            mode: self.mode,
            jurisdiction: Some("PRT".into()),
            people: u64::from(COUNT),
            desk_purpose: "assistance".into(),
            governance_purpose: "governance".into(),
            study_purpose: "policy".into(),
        };
        ready(Ok(instance)).boxed()
    }

    fn people(&self, asker: Asker, query: PeopleQuery) -> Reply<'_, PeoplePage> {
        let existence = matches!(asker.scope, Scope::Existence { .. });
        let found: Vec<u8> =
            (0..COUNT).filter(|n| (existence || admitted(&asker.scope, *n)) && Self::matches(*n, &query)).collect();
        let total = u64::try_from(found.len()).unwrap_or_default();
        let skipped = usize::try_from(query.page * query.size).unwrap_or_default();
        let taken = if existence { 0 } else { usize::try_from(query.size).unwrap_or_default() };
        let rows = found.into_iter().skip(skipped).take(taken).map(|n| self.row(&asker, n, &query.columns)).collect();
        ready(Ok(PeoplePage { total, rows })).boxed()
    }

    fn person(&self, asker: Asker, query: PersonQuery) -> Reply<'_, Option<Person>> {
        let found = (0..COUNT).find(|number| id(*number) == query.id && admitted(&asker.scope, *number));
        ready(Ok(found.map(|number| self.one(&asker, number)))).boxed()
    }
}

impl Register {
    fn one(&self, asker: &Asker, number: u8) -> Person {
        self.note(id(number));
        let all = fields(number);
        let total = all.len();
        let shown = all.into_iter().filter(|(name, _)| self.shown(&asker.actor, name));
        let shown: BTreeMap<_, _> =
            shown.map(|(name, state)| (name, OnRecord { state, sources: vec!["desk".into()] })).collect();
        Person {
            id: id(number),
            office: office(number).into(),
            synthetic: self.mode == Mode::Trial,
            held: number == 2,
            walled: shown.len() < total,
            fields: shown,
            household: [number, number + 2].into_iter().map(member).collect(),
            answers: vec![entitled(), open(), refused()],
        }
    }
}

fn member(number: u8) -> Member {
    Member { id: id(number), fields: fields(number) }
}

fn step(id: &str, state: State, because: bool, says: &str) -> Step {
    let says = super::library::said(says);
    let law = Law { cite: "Despacho 3863-B/2020".into(), checked: None };
    let then = because.then_some(Verdict::Yes);
    Step { id: id.into(), state, says, law, because, then }
}

fn answer(verdict: Verdict, conditions: Vec<Step>) -> Answered {
    Answered {
        pack: "portugal-pending-regular".into(),
        measure: "pending-counts-as-regular".into(),
        verdict,
        conditions,
        computes: Vec::new(),
        ask: Vec::new(),
        would_settle: Vec::new(),
        awaits: Vec::new(),
        if_unknown: IfUnknown::Ask,
        quota: Some("5000000.00 BDT".into()),
    }
}

/// A yes with a presumption and computed values of all three kinds.
pub fn entitled() -> Answered {
    let value = |name: &str, value: &str| ComputedValue::Exact { name: name.into(), value: value.into() };
    Answered {
        pack: "ireland-permit-renewal".into(),
        measure: "automatic-renewal".into(),
        computes: vec![
            value("extended_until", "2020-10-01"),
            ComputedValue::Between { name: "amount".into(), min: Some("75.00 EUR".into()), max: None },
            ComputedValue::Awaited { name: "new_deadline".into() },
        ],
        would_settle: vec!["in_country".into()],
        if_unknown: IfUnknown::PresumeYes,
        ..answer(
            Verdict::Yes,
            vec![
                step("in_force", State::Met, false, ""),
                step("notice", State::Met, false, "expires inside a notice"),
                step("present", State::Presumed, false, "lives in the country"),
            ],
        )
    }
}

/// An answer that needs more.
pub fn open() -> Answered {
    Answered {
        ask: vec!["application.lodged_on".into(), "members[1].birth_date".into(), "members".into()],
        ..answer(
            Verdict::Needs,
            vec![
                step("in_force", State::Met, false, ""),
                step("pending", State::Met, false, "has an undecided application"),
                step("lodged", State::Unknown, false, "lodged it by the cut-off"),
            ],
        )
    }
}

/// A no with its cause.
pub fn refused() -> Answered {
    answer(
        Verdict::No,
        vec![
            step("in_force", State::Met, false, ""),
            step("pending", State::Met, false, "has an undecided application"),
            step("lodged", State::NotMet, true, "lodged it by the cut-off"),
        ],
    )
}

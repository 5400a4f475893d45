//! Cases of invented people for a trial: some on each pathway in force, opened by an account that opens its wall, and taken so
//! far that whoever must see them next finds them. All words say that they are made up.

use casework::record::RecordAsked;
use casework::source::SYNTHETIC;
use casework::{Fields, OwnerView, RecordCommand, StepAsked};
use journal::{Act, CaseStep};
use model::{Class, Date, FieldKey, FieldState, FieldType, Id, Kind, Lang, Schema, Value, day_number, from_day_number};
use pathways::{Item, PathwayInForce};

use crate::{Acting, Fault, InForce, Instance};

/// Cases on each pathway at least.
const EACH: usize = 8;
/// One case more on each pathway for so many people.
const MORE: usize = 250;
/// How many are tried for a pathway: who is not one for it is refused by it.
const TRIES: usize = 160;

/// People by whether they are surely of age: nobody claims wages in the name of a child.
#[derive(Default)]
struct ByAge {
    adults: Vec<Id>,
    others: Vec<Id>,
}

/// On which pathway cases are opened, by whom and when.
struct Begins<'a> {
    schema: &'a Schema,
    running: &'a PathwayInForce,
    kind: &'a Kind,
    worker: &'a Acting,
    today: Date,
}

impl Instance {
    /// Opens cases of some invented people on each pathway in force and takes their first steps, each as the first of these
    /// who opens its wall; `keeper` opens what cases must lead to. Says how many there are.
    pub async fn begin_synthetic_cases(
        &self,
        in_force: &InForce,
        keeper: &Acting,
        workers: &[Acting],
    ) -> Result<u64, Fault> {
        let (schema, mut opened) = (&in_force.packs.schema, 0);
        let today = in_force.view.today(&keeper.seat.controller, &keeper.seat.office, self.now());
        let people = self.people_by_age(today).await?;
        for (turn, running) in in_force.pathways.all().enumerate() {
            let Some(kind) = schema.kind(&running.pathway.kind) else { continue };
            let Some(worker) = workers.iter().find(|worker| opens(worker, kind)) else { continue };
            let begins = Begins { schema, running, kind, worker, today };
            let hosts = self.open_hosts(keeper, &begins).await?;
            opened += self.begin_on(&begins, &hosts, &people, turn).await?;
        }
        Ok(opened)
    }

    async fn people_by_age(&self, today: Date) -> Result<ByAge, Fault> {
        let (mut cursor, mut found) = (Some(-1), ByAge::default());
        while let Some(from) = cursor {
            let (people, next) = self.store.snapshot(from, 1_000).await?;
            cursor = next;
            for person in &people {
                let list = if is_adult(person, today) { &mut found.adults } else { &mut found.others };
                list.push(person.id);
            }
        }
        Ok(found)
    }

    /// Cases of adults; of others where the pathway takes none of them.
    async fn begin_on(&self, begins: &Begins<'_>, hosts: &Fields, people: &ByAge, turn: usize) -> Result<u64, Fault> {
        let wanted = EACH.max((people.adults.len() + people.others.len()) / MORE);
        let mut begun = 0;
        for list in [&people.adults, &people.others] {
            for person in list.iter().cycle().skip(turn * 31).step_by(7).take(TRIES.max(wanted * 4)) {
                if begun < wanted && self.begin_case(begins, hosts, *person, begun).await? {
                    begun += 1;
                }
            }
            if begun > 0 {
                break;
            }
        }
        Ok(u64::try_from(begun).unwrap_or(u64::MAX))
    }

    /// Opens one, unless the pathway does not take this person; puts two of three into hands.
    async fn begin_case(&self, begins: &Begins<'_>, hosts: &Fields, person: Id, turn: usize) -> Result<bool, Fault> {
        let (record, worker) = (self.new_id(), begins.worker);
        let asked = |asked| RecordCommand { owner: person, record, asked };
        let fields = beginning(begins, turn).into_iter().chain(hosts.clone()).collect();
        let open = RecordAsked::Open { kind: begins.kind.name.clone(), fields };
        if !self.made(worker, asked(open)).await? {
            return Ok(false);
        }
        if !turn.is_multiple_of(3) {
            let taken = Act::Assigned { to: Some(worker.actor.account.clone()) };
            self.made(worker, asked(RecordAsked::Act(taken))).await?;
        }
        if turn.is_multiple_of(2) {
            self.take_steps(begins, asked, turn).await?;
        }
        Ok(true)
    }

    /// Takes the first step that can be taken, or of one of two all until something waits for the yes of somebody else.
    async fn take_steps(
        &self,
        begins: &Begins<'_>,
        asked: impl Fn(RecordAsked) -> RecordCommand,
        turn: usize,
    ) -> Result<(), Fault> {
        for item in begins.running.pathway.items.iter().filter(|item| !item.optional) {
            let Some(step) = step_of(item) else { continue };
            let (why, line) = (Some("Made up: everything is there.".to_owned()), Some(self.new_id()));
            let step = StepAsked { why, line, ..StepAsked::now(step) };
            let taken = self.made(begins.worker, asked(RecordAsked::Step(step))).await?;
            if taken && (!turn.is_multiple_of(4) || !item.approve().is_empty()) {
                break;
            }
        }
        Ok(())
    }

    /// What a case must lead to, as a course of which somebody has a place.
    async fn open_hosts(&self, keeper: &Acting, begins: &Begins<'_>) -> Result<Fields, Fault> {
        let mut hosts = Fields::new();
        for link in begins.kind.links.iter().filter(|link| link.must) {
            let Some(host) = begins.schema.kind(&link.to) else { continue };
            let (id, fields) = (self.new_id(), made_up(begins.schema, host, begins.today));
            let asked = RecordAsked::Open { kind: host.name.clone(), fields };
            if self.made(keeper, RecordCommand { owner: id, record: id, asked }).await? {
                hosts.insert(link.field.clone(), FieldState::Known(Value::Record(id)));
            }
        }
        Ok(hosts)
    }

    /// Whether a command was taken.
    pub(crate) async fn made(&self, acting: &Acting, command: RecordCommand) -> Result<bool, Fault> {
        match self.submit_as(acting, SYNTHETIC, command.into(), |ctx| ctx).await {
            Ok(_) => Ok(true),
            Err(Fault::Refused(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}

/// Whether an account opens the wall behind which a kind lies, if there is one.
pub(crate) fn opens(worker: &Acting, kind: &Kind) -> bool {
    let opens = |wall| worker.actor.grants.iter().any(|grant| grant.compartments.contains(&wall));
    kind.compartment.is_none_or(opens)
}

/// Whether somebody is known to be of age, whatever the month of their birth.
pub(crate) fn is_adult(person: &OwnerView, today: Date) -> bool {
    let born = person.state(FieldKey::of("birth_date"));
    born.known().and_then(Value::days).is_some_and(|(_, latest)| latest.year() < today.year() - 18)
}

/// What is done with an item, where it is one that is done.
fn step_of(item: &Item) -> Option<CaseStep> {
    let id = item.id.clone();
    if let Some(decision) = item.decision() {
        let outcome = decision.outcomes.first()?.id.clone();
        return Some(CaseStep::Decided { item: id, outcome });
    }
    item.task().map(|_| CaseStep::Did { item: id })
}

/// What is said of a case when it is opened: what its form asks up to the first day, which lies in the last weeks. After a
/// question of yes or no follows what only time tells.
fn beginning(begins: &Begins<'_>, turn: usize) -> Fields {
    let day = later(begins.today, -(1 + i32::try_from(turn % 9).unwrap_or_default() * 2));
    let mut fields = Fields::new();
    for field in begins.kind.fields.iter().take_while(|field| field.ty != FieldType::Bool) {
        let (value, is_day) = match field.ty {
            FieldType::Code(list) => (code(begins.schema, list, turn), false),
            FieldType::Date => (Some(Value::Date(day)), true),
            FieldType::PartialDate => (Some(Value::Partial(day.into())), true),
            _ => (None, false),
        };
        fields.extend(value.map(|value| (field.name.clone(), FieldState::Known(value))));
        if is_day {
            break;
        }
    }
    fields
}

/// A record that owns itself, with something in each field of the open: its first day was last week, every other comes later.
fn made_up(schema: &Schema, host: &Kind, today: Date) -> Fields {
    let title = host.title.in_lang(&Lang::en()).unwrap_or(&host.name).to_lowercase();
    let mut days = [-7, 60].into_iter();
    let mut fields = Fields::new();
    for field in host.fields.iter().filter(|field| field.class == Class::Open) {
        let value = match field.ty {
            FieldType::Text => Some(Value::Text(format!("Made-up {title}"))),
            FieldType::Int { .. } => Some(Value::Int(20)),
            FieldType::Code(list) => code(schema, list, 0),
            FieldType::Date => Some(Value::Date(later(today, days.next().unwrap_or(60)))),
            _ => None,
        };
        fields.extend(value.map(|value| (field.name.clone(), FieldState::Known(value))));
    }
    fields
}

fn code(schema: &Schema, list: model::ListId, turn: usize) -> Option<Value> {
    let codes = schema.list(list)?.listed();
    codes.get(turn % codes.len().max(1)).map(|code| Value::Code(code.code.clone()))
}

pub(crate) fn later(day: Date, days: i32) -> Date {
    from_day_number(day_number(day).saturating_add(days))
}

//! Houses with beds for a trial, and some invented people in them: what a board by night and whoever runs it needs to be seen
//! at work. All names say that they are made up.

use std::collections::BTreeMap;

use casework::{Fields, LineAsked, LinesAsked, PlaceAsked, RecordAsked, RecordCommand};
use journal::LineSpan;
use model::{About, Compartment, Date, FieldState, FieldType, Id, Kind, KindTakes, TakenUnits, Value};

use crate::cases::{is_adult, later, opens};
use crate::{Acting, Fault, InForce, Instance};

/// Beds of each house.
const HOUSES: [(&str, i64); 3] = [("Made-up house by the bay", 14), ("Made-up hotel", 10), ("Made-up school hall", 30)];
/// People who come to stay.
const GUESTS: usize = 24;

impl Instance {
    /// Opens houses for each kind of which others take beds by night, as somebody who keeps them, and brings invented people
    /// there, as the first of those who work with people and open the wall of their record; says how many came or wait.
    pub async fn open_synthetic_houses(
        &self,
        in_force: &InForce,
        keeper: &Acting,
        workers: &[Acting],
    ) -> Result<u64, Fault> {
        let schema = &in_force.packs.schema;
        let today = in_force.view.today(&keeper.seat.controller, &keeper.seat.office, self.now());
        let (people, _) = self.store.snapshot(-1, u32::try_from(GUESTS * 2).unwrap_or(u32::MAX)).await?;
        let (mut came, mut opened) = (0, BTreeMap::<&str, Vec<Id>>::new());
        // A case takes its bed on its way.
        let takers = schema.kinds().filter(|kind| kind.about == About::Person);
        let takers = takers.filter(|kind| in_force.pathways.of_kind(&kind.name).is_none());
        // What is taken on no nights is no house: a course, a round.
        let takers =
            takers.filter_map(|kind| Some((kind, kind.takes.as_ref().filter(|takes| takes.nights.is_some())?)));
        for (kind, takes) in takers {
            let Some(host) = kind.link(&takes.link).and_then(|link| schema.kind(&link.to)) else { continue };
            let Some(worker) = workers.iter().find(|worker| opens(worker, kind)) else { continue };
            let houses = match opened.get(host.name.as_str()) {
                Some(houses) => houses.clone(),
                None => self.open_houses(keeper, host, takes, today).await?,
            };
            opened.insert(&host.name, houses.clone());
            let for_children = kind.compartment == Some(Compartment::Child);
            let guests = people.iter().step_by(2).filter(|person| !for_children || !is_adult(person, today));
            for (turn, person) in guests.enumerate() {
                let Some(house) = houses.get(turn % houses.len().max(1)) else { continue };
                came += u64::from(self.bring(worker, kind, takes, person.id, *house, (turn, today)).await?);
            }
        }
        Ok(came)
    }

    /// The houses, one of which has a bed shut.
    async fn open_houses(
        &self,
        keeper: &Acting,
        host: &Kind,
        takes: &KindTakes,
        today: Date,
    ) -> Result<Vec<Id>, Fault> {
        let mut houses = vec![];
        for (name, beds) in HOUSES {
            let id = self.new_id();
            let named = host.fields.iter().find(|field| field.ty == FieldType::Text);
            let called = named.map(|field| (field.name.clone(), FieldState::Known(Value::Text(name.to_owned()))));
            let beds = (takes.limit.clone(), FieldState::Known(Value::Int(beds)));
            let fields: Fields = called.into_iter().chain([beds]).collect();
            let asked = RecordAsked::Open { kind: host.name.clone(), fields };
            self.made(keeper, RecordCommand { owner: id, record: id, asked }).await?;
            houses.push(id);
        }
        if let Some(house) = houses.first() {
            let span = LineSpan { units: 2, from: today, until: Some(later(today, 6)) };
            let block = LineAsked::Block { line: self.new_id(), span, why: "Made up: the room is painted.".to_owned() };
            let asked = RecordAsked::Lines(LinesAsked { limit: takes.limit.clone(), asked: block });
            self.made(keeper, RecordCommand { owner: *house, record: *house, asked }).await?;
        }
        Ok(houses)
    }

    /// Brings somebody to a house: some are there, for some a bed is kept, some wait. Nobody where the record refuses it.
    async fn bring(
        &self,
        worker: &Acting,
        kind: &Kind,
        takes: &KindTakes,
        person: Id,
        house: Id,
        (turn, today): (usize, Date),
    ) -> Result<bool, Fault> {
        let number = i32::try_from(turn).unwrap_or_default();
        let (from, units) = (later(today, number % 5 - 3), i64::from(number % 3) + 1);
        let known = |field: &str, value| (field.to_owned(), FieldState::Known(value));
        let mut fields: Fields = [known(&takes.link, Value::Record(house))].into();
        if let Some((first, last)) = &takes.nights {
            fields.extend([known(first, Value::Date(from)), known(last, Value::Date(later(from, 4 + number % 7)))]);
        }
        if let TakenUnits::Field(field) = &takes.units {
            fields.extend([known(field, Value::Int(units))]);
        }
        let record = self.new_id();
        let asked = |asked| RecordCommand { owner: person, record, asked };
        if !self.made(worker, asked(RecordAsked::Open { kind: kind.name.clone(), fields })).await? {
            return Ok(false);
        }
        let line = self.new_id();
        let place = match turn % 4 {
            0 | 2 if from <= today => PlaceAsked::Fill { line, on: Some(from) },
            _ => PlaceAsked::Reserve { line, or_wait: true },
        };
        self.made(worker, asked(RecordAsked::Place(place))).await
    }
}

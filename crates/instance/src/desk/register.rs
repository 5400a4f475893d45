//! Registering people at the desk, alone or with the household of somebody on record.
//!
//! A form that is sent twice enters one person: its id is made with the form. Of fields behind walls nobody enters what
//! they could not read afterwards; a register that is imported brings them all the same. Who is on record with such a name
//! already is looked for first (`alike.rs`), and people decide.

use casework::source::DESK;
use casework::{Action, Fields, OwnerView, PersonCommand, Refusal, Scope};
use model::{Field, FieldKey, FieldState, Id, Value, core};

use super::{Desk, PersonRow};
use crate::Fault;

/// What a household is shown by while somebody is added to it.
const MEMBER: [&str; 6] =
    ["name.full", "name.given", "name.family", "name.known_as", core::BIRTH_DATE.name, core::HOUSEHOLD_ROLE.name];

/// Somebody with whose household another person is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdFound {
    /// Whom it was asked of.
    pub of: PersonRow,
    /// Everybody else of it whom the reader may open.
    pub others: Vec<PersonRow>,
    /// Whether sources disagree which household it is: nobody can join it then.
    pub contested: bool,
}

impl Desk<'_> {
    /// Whether the reader may enter a field of people whom they register: one behind a wall only if they open the wall.
    pub fn enters(&self, field: &Field) -> bool {
        field.class.compartment().is_none_or(|wall| self.sight().of_store().opens.contains(&wall))
    }

    /// Registers a person under an id that was made with the form. What the same form said before is done already.
    ///
    /// # Errors
    /// [`Refusal::ExistsAlready`] where something else is on record under the id, or nothing that the reader may see.
    pub async fn register(&self, person: Id, fields: Fields) -> Result<(), Fault> {
        let schema = &self.in_force.packs.schema;
        let mut known = fields.keys().filter_map(|name| schema.get(schema.field(name)?));
        if !known.all(|field| self.enters(field)) {
            return Err(Refusal::NotAllowed.into());
        }
        let synthetic = self.instance.is_trial();
        let asked = PersonCommand::Register { person, synthetic, fields: fields.clone() };
        match self.instance.submit(self.acting, asked).await {
            Err(Fault::Refused(Refusal::ExistsAlready)) if self.says(person, &fields).await? => Ok(()),
            done => done.map(drop),
        }
    }

    /// Registers a person with the household of somebody on record. Where none is known yet, both belong to a new one.
    ///
    /// # Errors
    /// [`Refusal::BadField`] of the household where sources disagree which one it is; those of [`Desk::register`].
    pub async fn register_with(&self, of: Id, person: Id, mut fields: Fields) -> Result<(), Fault> {
        let field = core::HOUSEHOLD_ID;
        let there = self.amendable(of).await?;
        let state = match there.state(field.key) {
            FieldState::Known(named) => FieldState::Known(named),
            FieldState::Contested(_) => return Err(Refusal::BadField { field: field.name.to_owned() }.into()),
            FieldState::Unknown | FieldState::NotApplicable => {
                let state = FieldState::Known(Value::Text(format!("{DESK}/{person}")));
                let (field, seen) = (field.name.to_owned(), there.claims_of(field.key));
                let asked = PersonCommand::Answer { person: of, field, state: state.clone(), seen };
                self.instance.submit(self.acting, asked).await?;
                state
            }
        };
        fields.insert(field.name.to_owned(), state);
        self.register(person, fields).await
    }

    /// The household of somebody whose record the reader may amend.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] of anybody else.
    pub async fn household_of(&self, of: Id) -> Result<HouseholdFound, Fault> {
        let (there, sight) = (self.amendable(of).await?, self.sight());
        let members = self.instance.store.household(&sight.of_store(), &there).await?;
        let others: Vec<OwnerView> = members.into_iter().filter(|member| member.id != of).collect();
        let wanted = MEMBER.map(str::to_owned);
        let mut rows = self.rows(&sight, std::slice::from_ref(&there), &wanted).await?;
        Ok(HouseholdFound {
            of: rows.pop().ok_or(Refusal::NotFound)?,
            others: self.rows(&sight, &others, &wanted).await?,
            contested: matches!(there.state(core::HOUSEHOLD_ID.key), FieldState::Contested(_)),
        })
    }

    /// Somebody whom the reader may open and amend; anybody else is not there.
    async fn amendable(&self, person: Id) -> Result<OwnerView, Fault> {
        let there = self.instance.store.person(&self.sight().of_store(), person).await?;
        Ok(there.filter(|there| self.amends(there)).ok_or(Refusal::NotFound)?)
    }

    /// Whether the reader may amend what is on record of somebody.
    pub(super) fn amends(&self, person: &OwnerView) -> bool {
        self.acting.may(Action::Register).unwrap_or(Scope::Nothing).admits(person)
    }

    /// Whether the desk says this of somebody and nothing else: then a form was sent twice.
    async fn says(&self, person: Id, fields: &Fields) -> Result<bool, Fault> {
        let Some(there) = self.instance.store.person(&self.sight().of_store(), person).await? else { return Ok(false) };
        let said = |field: FieldKey| there.said_by(DESK, field);
        let entered = fields.iter().filter(|(_, state)| !state.is_unknown());
        let same = entered.clone().all(|(name, state)| said(FieldKey::of(name)) == Some(state));
        // A household's size stands with the household, and is read with the member who said it.
        let others = there.fields().into_iter().filter(|field| said(*field).is_some()).count();
        Ok(same && others == entered.count())
    }
}

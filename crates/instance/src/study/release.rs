//! What of a count may be shown. Figures of invented people are shown as counted.
//!
//! Of people on record a figure is released for few days, beside everything that was released before, and stays as it was
//! released: whoever moves the day by one, or asks for one breakdown after the other, learns no single person's answer.
//! Each controller has a ledger of its releases, sealed, for it holds counts that nobody is shown. A ledger with a gap
//! releases nothing. Of too few people nothing is told, and nothing kept: an empty figure would stand for ever.

use casework::{Action, Refusal, Scope};
use evidence::reach::{KeptRelease, Ledger, Reach, ReachFigures, ReleaseError, ReleaseRefusal};
use model::Date;
use rules::Measure;
use store::Beside;

use super::Simulation;
use crate::{Acting, Fault, InForce, Instance, THRESHOLD};

/// How often another process may have released something first.
const TRIES: usize = 8;

impl Instance {
    /// Refuses figures of people on record for a day on which none are released, before anybody is counted.
    pub(super) fn may_be_told(&self, in_force: &InForce, acting: &Acting, asked: &Simulation) -> Result<(), Fault> {
        let measure = in_force.packs.measure(&asked.pack, &asked.measure).ok_or(Refusal::NotFound)?;
        let today = in_force.view.today(&acting.seat.controller, &acting.seat.office, self.now());
        if self.is_trial() || is_told(measure, asked.on, today) { Ok(()) } else { Err(Fault::NotReleased(asked.on)) }
    }

    /// The figures of a count as they are shown.
    pub(super) async fn released(
        &self,
        acting: &Acting,
        asked: &Simulation,
        reach: &Reach,
    ) -> Result<ReachFigures, Fault> {
        if reach.synthetic() {
            return reach.release(THRESHOLD).map_err(Fault::failed);
        }
        let controller = whole_controller(acting)?;
        let _one = self.releasing.lock().await;
        let (counted, reach) = (reach, reach.clone().on_record());
        for _ in 0..TRIES {
            let ledger = self.ledger(&controller).await?;
            let release = reach.release(THRESHOLD, &ledger).map_err(|error| not_released(asked.on, error))?;
            let told = counted.say_of_whom(release.figures().clone(), THRESHOLD);
            // What was released before is repeated; a new release is kept before anybody sees it.
            if !ledger.lacks(&release) || self.keep_release(&controller, &release).await? {
                return Ok(told);
            }
        }
        Err(Fault::Away("other figures are released at the same time".into()))
    }

    /// All that was released of a controller's people.
    async fn ledger(&self, controller: &str) -> Result<Ledger, Fault> {
        // The number first: a release that another process adds meanwhile is more than it says, and never less.
        let known: Option<usize> = self.store.kept(Beside::Release, controller.as_bytes()).await?;
        let mut kept: Vec<Vec<u8>> = vec![];
        while let Some(release) = self.store.kept(Beside::Release, &place(controller, kept.len())).await? {
            kept.push(release);
        }
        let known = match known {
            Some(known) if known <= kept.len() => known,
            // A process died between the first release and its number.
            None if kept.len() <= 1 => 0,
            Some(_) => return Err(Fault::Damaged("a release of figures is no longer there".into())),
            None => return Err(Fault::Damaged("how many releases of figures there are is no longer there".into())),
        };
        self.count_up(controller, known, kept.len()).await?;
        Ledger::read(controller, &kept).map_err(|error| Fault::Damaged(error.into()))
    }

    /// Keeps a release under its number; not, where another process was first.
    async fn keep_release(&self, controller: &str, release: &KeptRelease) -> Result<bool, Fault> {
        let (bytes, place) = (release.to_bytes().map_err(Fault::failed)?, place(controller, release.number()));
        self.store.keep_first(Beside::Release, &place, &bytes).await?;
        let there: Option<Vec<u8>> = self.store.kept(Beside::Release, &place).await?;
        if there.as_ref() != Some(&bytes) {
            return Ok(false);
        }
        self.count_up(controller, release.number(), release.number() + 1).await?;
        Ok(true)
    }

    /// Moves the number of releases from what it was to what it is, and never back: another process that was quicker has
    /// moved it on.
    async fn count_up(&self, controller: &str, from: usize, to: usize) -> Result<(), Fault> {
        match (from, to) {
            (0, 0) => Ok(()),
            (0, _) => Ok(self.store.keep_first(Beside::Release, controller.as_bytes(), &to).await?),
            _ => Ok(self.store.keep_over(Beside::Release, controller.as_bytes(), &from, &to).await?),
        }
    }
}

/// Why figures of a day are not released beside what was told before, by what whoever asks can do about it.
fn not_released(on: Date, error: ReleaseError) -> Fault {
    match error {
        ReleaseError::Refused(ReleaseRefusal::Moved(_)) => Fault::RecordMoved(on),
        ReleaseError::Refused(ReleaseRefusal::Exposed) => Fault::GivesAway(on),
        ReleaseError::NotCounted(measure) => Fault::Untold { on, measure },
        ReleaseError::TooFew => Fault::TooFew(on),
        ReleaseError::Refused(ReleaseRefusal::Figures(_))
        | ReleaseError::Figures(_)
        | ReleaseError::Invented
        | ReleaseError::Compared => Fault::failed(error),
    }
}

/// Whether figures of people on record are told for a day: one on which the rule changes, or a month end that is over.
fn is_told(measure: &Measure, on: Date, today: Date) -> bool {
    let month_ends = on.tomorrow().is_ok_and(|next| next.day() == 1);
    (month_ends && on < today) || measure.milestones().contains(&on)
}

/// The controller whose people are counted, all of them: figures of its parts could be subtracted from the whole.
fn whole_controller(acting: &Acting) -> Result<String, Fault> {
    match acting.may(Action::Simulate)? {
        Scope::Aggregates { controller } | Scope::Controller { controller } => Ok(controller),
        Scope::Nothing | Scope::Existence { .. } | Scope::Offices { .. } | Scope::People { .. } => {
            Err(Refusal::NotAllowed.into())
        }
    }
}

/// Under which name a release is kept; by its number, so that nothing of what was asked shows.
fn place(controller: &str, number: usize) -> Vec<u8> {
    format!("{controller}\u{1f}{number:08}").into_bytes()
}

#[cfg(test)]
mod tests {
    use evidence::reach::NotCounted;
    use rules::Untold;

    use super::*;

    #[track_caller]
    fn check(error: ReleaseError, says: &str) {
        let fault = not_released("2020-11-30".parse().unwrap(), error);
        assert!(fault.in_full().contains(says), "{}", fault.in_full());
    }

    #[test]
    fn each_refusal_is_said_by_what_it_hangs_on_and_none_of_them_by_the_days_that_are_told() {
        check(ReleaseRefusal::Moved("people".into()).into(), "the record has changed since");
        check(ReleaseRefusal::Exposed.into(), "beside what was told before");
        check(ReleaseError::TooFew, "too few people are on record");
        let failed = NotCounted::unbound("p", "m", Untold::Overflow);
        check(
            ReleaseError::NotCounted(Box::new(failed)),
            "`m` could not be counted: a number or a date grew out of range",
        );
    }
}

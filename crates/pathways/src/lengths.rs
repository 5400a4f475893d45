//! How long clocks run, for whoever reads a pathway of which there is no case.

use model::{Date, Household, Row};
use rules::{Clocks, LooseScene, Surroundings};

use crate::pathway::{Due, Length};
use crate::timeline::CaseVersion;

/// How many units a clock runs of a case that is opened on a day; nothing where a parameter does not say.
pub fn length_on(version: CaseVersion<'_>, due: &Due, day: Date) -> Option<i64> {
    let value = match due.length {
        Length::Fixed(n) => return Some(n),
        Length::Value(value) => value,
    };
    let CaseVersion { pathway, calendars, national } = version;
    let jurisdiction = pathway.jurisdiction.as_deref();
    let around = Surroundings { schema: &pathway.schema, calendars, jurisdiction, country: national };
    let bound = pathway.rules.bind(&around, Clocks::on(day)).ok()?;
    let nobody = Household::lone(Row::new(&pathway.schema));
    let (lo, hi) = LooseScene::new(&bound, &pathway.schema, &nobody).range(value).ok().flatten()?;
    lo.filter(|_| lo == hi)
}

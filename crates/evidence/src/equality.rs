//! The columnar engine is held to the row walker: random measures over random people, cut into batches of any size,
//! must give every person the same masks, the same open questions, the same amounts and the same place in the queue.
//!
//! `ONWARD_EQUALITY_CASES` sets how many people are compared; a failure names the seed that makes it again.

use std::collections::BTreeSet;

use model::{FieldState, Household, Roster, Row, Schema, Value};
use packs::{LoadOptions, Source, bind, load};
use rules::answer::{Gaps, Question as Asked, missing};
use rules::arbitrary::Arbitrary;
use rules::measure::Unit;
use rules::queue::{Rank, interval, rank};
use rules::walk::{EvalError, Range};
use rules::{Bound, Clocks, Masks, Verdict, tree, walk};
use synthetic::Population;

use crate::People;
use crate::eval::BatchScene;
use crate::frame::FrameReader;
use crate::household::{Aligner, Runs};
use crate::kleene::Bits;
use crate::people::write_people;
use crate::plan::{Plan, paying, ranks};
use crate::reach::due::{due, standings};
use crate::reach::failure::Failure;
use crate::reach::{evaluate, open_questions};
use crate::testing::{schema, schema_with_records};

pub(crate) const HOUSEHOLDS: u64 = 25;

/// What both engines say of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    masks: Masks,
    questions: BTreeSet<String>,
    /// What a yes is paid, amount by amount.
    amounts: Vec<Option<Range>>,
    /// Where they stand in the queue, whatever the verdict; nowhere without a quota.
    rank: Rank,
}

/// The walker's word, person by person.
fn walked(schema: &Schema, bound: &Bound, homes: &[Household]) -> Result<Vec<Said>, EvalError> {
    let people = homes.iter().flat_map(|home| (0..home.members.len()).map(move |about| (home, about)));
    let said = people.map(|(home, about)| {
        let home = Household { about, ..home.clone() };
        let walked = walk(bound, schema, &home)?;
        let open =
            if walked.verdict == Verdict::Needs { missing(bound, schema, &home)?.undecided } else { Gaps::default() };
        let name = |question: Asked| match question {
            Asked::Field { field, .. } | Asked::OfRecord { field, .. } => schema.get(field).unwrap().name.clone(),
            Asked::Members => "members".into(),
            Asked::Records { kind, .. } => schema.kind_at(kind).unwrap().name.clone(),
        };
        let paid = |place: usize| interval(bound, schema, &home, &bound.computes[place].value);
        let amounts = match walked.verdict {
            Verdict::Yes => paying(bound).map(paid).collect::<Result<_, _>>()?,
            Verdict::No | Verdict::Needs => vec![],
        };
        let uncounted = (!open.uncounted.is_empty()).then(|| "calendar".to_owned());
        let questions = open.questions.into_iter().map(name).chain(uncounted).collect();
        Ok(Said {
            masks: walked.masks,
            questions,
            amounts,
            rank: if ranks(bound) { rank(bound, schema, &home)? } else { Rank::default() },
        })
    });
    said.collect()
}

/// The columns' word, person by person.
fn counted(schema: &Schema, bound: &Bound, people: &People, batch: usize) -> Result<Vec<Said>, Failure> {
    let plan = Plan::new(schema, std::slice::from_ref(bound), std::iter::empty()).unwrap();
    let needs = &plan.needs[0];
    let mut reader = FrameReader::default();
    let mut said = vec![];
    for batch in Aligner::align(people.scan(schema, &plan.fields, batch).unwrap()) {
        let batch = batch.unwrap();
        let frame = reader.read(schema, &plan.fields, &batch).unwrap();
        let scene = BatchScene::new(schema, &frame, Runs::of(&batch));
        let patterns = evaluate(&scene, bound)?;
        let masks: Vec<Masks> = patterns.iter().map(|pattern| pattern.masks(&bound.conditions)).collect();
        let open = masks.iter().map(|masks| tree::verdict(&bound.root, *masks) == Verdict::Needs);
        let undecided = Bits::collect(masks.len(), open);
        let mut open = vec![BTreeSet::new(); masks.len()];
        for (row, set) in open_questions(&scene, bound, needs, &patterns, &undecided)? {
            let asked = needs.questions.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
            open[row] = asked.map(|(_, question)| question.name(schema)).collect();
        }
        let needed = masks.iter().map(|masks| tree::verdict(&bound.root, *masks) == Verdict::Yes);
        let yes = Bits::collect(masks.len(), needed);
        let mut amounts = vec![vec![]; masks.len()];
        if let Some(due) = due(&scene, bound, needs.household, &yes, &batch)? {
            for (at, row) in due.rows.iter().enumerate() {
                amounts[*row] = due.amounts.iter().map(|amounts| amounts[at]).collect();
            }
        }
        let everybody: Vec<usize> = (0..masks.len()).collect();
        let standings = if ranks(bound) { standings(&scene, bound, &everybody, &batch)? } else { vec![] };
        let ranks = standings.into_iter().map(|(rank, _)| rank).chain(std::iter::repeat_with(Rank::default));
        let all = masks.into_iter().zip(open).zip(amounts).zip(ranks);
        said.extend(all.map(|(((masks, questions), amounts), rank)| Said { masks, questions, amounts, rank }));
    }
    Ok(said)
}

/// Households as a people file holds them: an open roster under a shared id, or somebody who stands alone.
pub(crate) fn homes(schema: &Schema, bound: &Bound, random: &mut Arbitrary) -> Vec<Household> {
    let id = schema.field("household.id").unwrap();
    let home = |number: u64| {
        let mut home = random.household(schema, bound);
        home.roster = Roster::Open;
        let shared = home.members.len() > 1 || number.is_multiple_of(2);
        let id_of = |_: &Row| FieldState::Known(Value::Text(number.to_string()));
        home.members.iter_mut().filter(|_| shared).for_each(|row| row.set(id, id_of(row)));
        home
    };
    (0..HOUSEHOLDS).map(home).collect()
}

/// Compares both engines on a measure over random households around its boundaries; says how many people that were.
#[track_caller]
fn compare(schema: &Schema, bound: &Bound, random: &mut Arbitrary, seed: u64) -> u64 {
    let homes = homes(schema, bound, random);
    let rows: Vec<Row> = homes.iter().flat_map(|home| home.members.clone()).collect();
    let expect = walked(schema, bound, &homes);
    // Small batches are slow, and what they cut does not depend on the measure.
    let batches: &[usize] = match seed % 16 {
        0 => &[1, 7, 8192],
        4 | 8 | 12 => &[7, 8192],
        _ => &[8192],
    };
    for &batch in batches {
        let people = People::in_memory(schema, &rows, true).unwrap();
        let found = counted(schema, bound, &people, batch);
        match (&expect, &found) {
            (Ok(expect), Ok(found)) => same(schema, bound, &rows, expect, found, (seed, batch)),
            (Err(_), Err(_)) => {}
            (expect, found) => {
                panic!("seed {seed}, batches of {batch}: {:?}, {:?}", expect.as_ref().err(), found.as_ref().err())
            }
        }
    }
    u64::try_from(rows.len()).unwrap()
}

#[track_caller]
fn same(schema: &Schema, bound: &Bound, rows: &[Row], expect: &[Said], found: &[Said], made_by: (u64, usize)) {
    assert_eq!(expect.len(), found.len(), "seed and batch {made_by:?}");
    for (row, (expect, found)) in rows.iter().zip(expect.iter().zip(found)) {
        if expect == found {
            continue;
        }
        let differ = |index: &usize| expect.masks.state(*index) != found.masks.state(*index);
        let index = (0..bound.conditions.len()).find(differ).unwrap_or_default();
        let person: Vec<_> = row.on_record().map(|(id, state)| (&schema.get(id).unwrap().name, state)).collect();
        let condition = &bound.conditions[index].when;
        panic!("seed and batch {made_by:?}\nwalker {expect:?}\ncolumns {found:?}\n{condition:?}\n{person:?}");
    }
}

/// How many people are compared, unless the environment says otherwise.
fn cases(usual: u64) -> u64 {
    let wanted = std::env::var_os("ONWARD_EQUALITY_CASES").and_then(|cases| cases.to_str()?.parse().ok());
    wanted.unwrap_or(usual)
}

#[test]
fn walker_and_columns_agree_on_random_measures_and_people() {
    agree(&schema());
}

#[test]
fn walker_and_columns_agree_on_random_measures_over_records() {
    agree(&schema_with_records());
}

fn agree(schema: &Schema) {
    let (mut compared, mut seed) = (0, 0);
    while compared < cases(10_000) {
        let mut random = Arbitrary::new(seed);
        let bound = random.measure(schema);
        compared += compare(schema, &bound, &mut random, seed);
        seed += 1;
    }
}

/// Every shipped measure, bound to days before, in and after what it provides for. Amounts are compared for every
/// member; that a household is due once is for the reach's own oracle to hold.
fn shipped() -> (Schema, Vec<Bound>) {
    let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let packs = load(&sources, &LoadOptions::default()).unwrap();
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    let days = ["2019-06-01", "2020-04-01", "2020-09-01", "2020-12-01", "2021-05-01"].map(|day| day.parse().unwrap());
    let bounds =
        measures.flat_map(|measure| days.map(|day| bind(&packs, measure, Clocks::on(day), Some("PRT")).unwrap()));
    let each = bounds.map(|bound| Bound { unit: Unit::Person, ..bound });
    (packs.schema.clone(), each.collect())
}

#[test]
fn walker_and_columns_agree_on_every_shipped_measure() {
    let (schema, bounds) = shipped();
    assert!(bounds.len() >= 500, "a hundred measures on five days");
    for (seed, bound) in (1000..).zip(&bounds) {
        compare(&schema, bound, &mut Arbitrary::new(seed), seed);
    }
}

#[test]
fn walker_and_columns_agree_on_a_population_read_from_its_file() {
    let (schema, bounds) = shipped();
    let households: Vec<Vec<Row>> = Population::new(&schema, cases(2_000), 7).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    write_people(file.path(), &schema, households.clone(), true, &mut |_| ()).unwrap();
    let people = People::open(file.path()).unwrap();
    let homes: Vec<Household> =
        households.iter().map(|rows| Household { members: rows.clone(), roster: Roster::Open, about: 0 }).collect();
    let rows = households.concat();
    for bound in bounds.iter().filter(|bound| bound.on.year() == 2020 && bound.on.month() == 12) {
        let (expect, found) = (walked(&schema, bound, &homes), counted(&schema, bound, &people, 700));
        same(&schema, bound, &rows, &expect.unwrap(), &found.unwrap(), (7, 700));
    }
}

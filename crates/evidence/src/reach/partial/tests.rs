//! Any way of cutting people into slices gives the figures of the whole.

use std::path::Path;

use model::{Row, Schema};
use proptest::prelude::*;
use rules::expr::{FieldRef, Literal, Op, Rel, Whose};
use rules::{Arbitrary, Bound, Cond, Term};

use super::*;
use crate::People;
use crate::people::write_people_in;
use crate::reach::{Breakdown, World, compare, simulate};
use crate::testing::{row, schema};

const OPTIONS: Options = Options { batch: 7, workers: 2 };

/// People by the household that each row names: none, or a number; fields turn with the row, so that rows differ.
fn rows(schema: &Schema, layout: &[Option<u8>]) -> Vec<Row> {
    let one = |(place, home): (usize, &Option<u8>)| {
        let (id, home) = (format!("p{place}"), home.map_or_else(String::new, |home| format!("h{home}")));
        let birth = ["2010", "1990-05-01", "2015-02-03", ""][place % 4];
        let cells = [
            ("id", id.as_str()),
            ("household.id", home.as_str()),
            ("birth_date", birth),
            ("sex", ["F", "M", "X"][place % 3]),
            ("care.hours", ["1", "150", "", "n/a", "100"][place % 5]),
            ("household.size", ["", "4", "2"][place % 3]),
            ("work.lost_income", ["true", "", "false", "true"][place % 4]),
        ];
        row(schema, &cells)
    };
    layout.iter().enumerate().map(one).collect()
}

/// A file whose row groups hold `group` rows each, whatever households they cut.
fn file(schema: &Schema, people: &[Row], group: usize) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let alone = people.iter().map(|row| vec![row.clone()]);
    write_people_in(file.path(), schema, alone, true, group, &mut |_| ()).unwrap();
    file
}

/// Pattern, people and samples.
type PatternCount = (u64, u64, Vec<u64>);

fn shown(reach: &Reach) -> (String, Vec<Vec<PatternCount>>) {
    let figures = serde_json::to_string(&reach.release(10).unwrap()).unwrap();
    // The figures leave out which rows stand for a pattern, which a page shows of invented people.
    let samples = reach.measures.iter().map(|measure| {
        let entries = measure.tally.entries.iter();
        let mut all: Vec<_> = entries.map(|entry| (entry.pattern.0, entry.people, entry.samples.clone())).collect();
        all.sort_unstable();
        all
    });
    (figures, samples.collect())
}

/// Counted slice by slice, each over the wire; slices come back in any order.
fn sliced(counting: &Counting, people: &People, least: u64) -> Result<Reach, PartialError> {
    let mut partials = vec![];
    for slice in people.slices(least).unwrap().iter().rev() {
        // A slice travels as well.
        let slice: Slice = serde_json::from_str(&serde_json::to_string(slice).unwrap()).unwrap();
        let bytes = counting.write(&counting.slice(&slice, 3, OPTIONS).unwrap());
        partials.push(counting.read(&bytes)?);
    }
    counting.whole(partials)
}

/// A measure that fails on whoever cares for more than a hundred hours.
fn failing(schema: &Schema, on: model::Date) -> Bound {
    let mut bound = Arbitrary::new(0).measure(schema);
    let field = FieldRef { whose: Whose::Subject, field: schema.field("care.hours").unwrap() };
    let many = Box::new(Term::Literal(Literal::Int(i64::MAX / 100)));
    let product = Term::Arith(Op::Mul, Box::new(Term::Field(field)), many);
    bound.conditions[0].when = Cond::Compare(Rel::Gt, product, Term::Literal(Literal::Int(0)));
    Bound { on, measure: "failing".into(), ..bound }
}

/// Measures of every kind: of households, of persons, with amounts, queues and lotteries, and sometimes one that fails.
fn measures(schema: &Schema, seed: u64) -> Vec<Bound> {
    let mut random = Arbitrary::new(seed);
    let first = random.measure(schema);
    let mut others: Vec<Bound> = (0..3).map(|_| random.measure(schema)).collect();
    for (place, bound) in others.iter_mut().enumerate() {
        bound.on = first.on;
        bound.measure = format!("m{place}");
    }
    others.push(first);
    if seed.is_multiple_of(2) {
        others.push(failing(schema, others[0].on));
    }
    for bound in &mut others {
        bound.hash = format!("of seed {seed}");
    }
    others
}

/// Households of neighbours, some of them with nobody named.
fn neighbours() -> impl Strategy<Value = Vec<Option<u8>>> {
    proptest::collection::vec((proptest::bool::weighted(0.8), 1_usize..9), 1..24).prop_map(|runs| {
        let one = |(home, (named, members)): (usize, (bool, usize))| {
            vec![named.then(|| u8::try_from(home).unwrap()); members]
        };
        runs.into_iter().enumerate().flat_map(one).collect()
    })
}

/// What the whole and its slices come to, of measures and a variant, if households stand together.
fn check(layout: &[Option<u8>], group: usize, least: u64, seed: u64) {
    let schema = schema();
    let file = file(&schema, &rows(&schema, layout), group);
    let people = People::open(file.path()).unwrap();
    let (before, after) = (measures(&schema, seed), measures(&schema, seed + 1));
    let after: Vec<Bound> = after.into_iter().map(|bound| Bound { on: before[0].on, ..bound }).collect();
    let by = Breakdown::read(&schema, &["sex", "age_band"]).unwrap();
    let here = World { schema: &schema, bounds: &before };
    let there = World { schema: &schema, bounds: &after };
    let whole = simulate(&people, &schema, &before, &by, OPTIONS, &mut |_| ());
    let Ok(whole) = whole else { return };
    let counting = Counting::new(true, here, None, &by).unwrap();
    assert_eq!(shown(&sliced(&counting, &people, least).unwrap()), shown(&whole));
    let Ok(whole) = compare(&people, here, there, &by, OPTIONS, &mut |_| ()) else { return };
    let counting = Counting::new(true, here, Some(there), &by).unwrap();
    assert_eq!(shown(&sliced(&counting, &people, least).unwrap()), shown(&whole));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 24 } else { 600 }))]

    #[test]
    fn every_cut_gives_the_figures_of_the_whole(
        layout in neighbours(),
        group in 1_usize..20,
        least in 1_u64..40,
        seed in 0_u64..1_000_000,
    ) {
        check(&layout, group, least, seed);
    }

    #[test]
    fn scattered_households_are_noticed_or_do_not_matter(
        layout in proptest::collection::vec(proptest::option::of(0_u8..12), 1..60),
        group in 1_usize..20,
        least in 1_u64..40,
        seed in 0_u64..1_000_000,
    ) {
        let schema = schema();
        let file = file(&schema, &rows(&schema, &layout), group);
        let people = People::open(file.path()).unwrap();
        let bounds = measures(&schema, seed);
        let Ok(whole) = simulate(&people, &schema, &bounds, &[], OPTIONS, &mut |_| ()) else { return Ok(()) };
        let counting = Counting::new(true, World { schema: &schema, bounds: &bounds }, None, &[]).unwrap();
        match sliced(&counting, &people, least) {
            Ok(reach) => prop_assert_eq!(shown(&reach), shown(&whole)),
            Err(error) => {
                prop_assert_eq!(error, PartialError::Scattered);
                prop_assert!(is_scattered(&layout));
            }
        }
    }
}

/// Whether some household is named again after another row came between.
fn is_scattered(layout: &[Option<u8>]) -> bool {
    let mut homes = layout.to_vec();
    homes.dedup();
    let mut named: Vec<u8> = homes.into_iter().flatten().collect();
    let runs = named.len();
    named.sort_unstable();
    named.dedup();
    named.len() < runs
}

/// A measure that looks at members, over a household that two slices hold in parts with others between.
#[test]
fn a_household_in_two_slices_is_refused_only_where_households_matter() {
    let schema = schema();
    let homes = [1, 1, 2, 3, 4, 5, 1, 6].map(Some);
    let file = file(&schema, &rows(&schema, &homes), 2);
    let people = People::open(file.path()).unwrap();
    let seed = |household: bool| {
        let found = (0..100).find(|seed| {
            let bounds = measures(&schema, *seed);
            let counting = Counting::new(true, World { schema: &schema, bounds: &bounds }, None, &[]);
            counting.is_ok_and(|counting| counting.household == household)
        });
        measures(&schema, found.unwrap())
    };
    let of = |bounds: &[Bound]| {
        let counting = Counting::new(true, World { schema: &schema, bounds }, None, &[]).unwrap();
        sliced(&counting, &people, 1).map(|reach| reach.people)
    };
    assert_eq!(of(&seed(true)), Err(PartialError::Scattered));
    assert_eq!(of(&one_by_one(&schema)), Ok(8));
}

/// A measure that asks for nobody but the person.
fn one_by_one(schema: &Schema) -> Vec<Bound> {
    use rules::Cond;
    use rules::expr::{FieldRef, Whose};
    let mut bound = measures(schema, 0).remove(0);
    let sex = FieldRef { whose: Whose::Subject, field: schema.field("sex").unwrap() };
    bound.unit = rules::measure::Unit::Person;
    bound.conditions.truncate(1);
    bound.conditions[0].when = Cond::Applicable { field: sex, negated: false };
    bound.root = rules::measure::Group::One(0);
    (bound.computes, bound.priority, bound.cap) = (vec![], vec![], None);
    vec![bound]
}

#[test]
fn another_file_in_the_place_of_the_one_that_was_cut_is_refused() {
    let schema = schema();
    let file = file(&schema, &rows(&schema, &[None; 9]), 3);
    let people = People::open(file.path()).unwrap();
    let bounds = one_by_one(&schema);
    let counting = Counting::new(true, World { schema: &schema, bounds: &bounds }, None, &[]).unwrap();
    let slice = people.slices(1).unwrap().remove(1);
    let refused = |slice: &Slice| counting.slice(slice, 0, OPTIONS).err().map(|error| error.to_string());
    assert_eq!(refused(&slice), None);
    std::fs::copy(self::file(&schema, &rows(&schema, &[Some(1); 9]), 3).path(), file.path()).unwrap();
    assert!(refused(&slice).unwrap().contains("is another file here than where it was cut"));
    std::fs::remove_file(file.path()).unwrap();
    assert!(refused(&slice).unwrap().starts_with("cannot use `"));
}

#[test]
fn people_who_are_not_in_parquet_are_not_cut() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "sex\nF\n").unwrap();
    let refused = People::open(Path::new(file.path())).unwrap().slices(1).unwrap_err();
    assert!(matches!(refused, PeopleError::Uncut));
}

#[test]
fn bytes_of_another_question_or_cut_off_are_no_counts() {
    let schema = schema();
    let file = file(&schema, &rows(&schema, &[None, Some(1), Some(1)]), 3);
    let people = People::open(file.path()).unwrap();
    let (one, two) = (measures(&schema, 1), measures(&schema, 2));
    let by = Breakdown::read(&schema, &["sex"]).unwrap();
    let world = |bounds| World { schema: &schema, bounds };
    let counting = Counting::new(true, world(&one), None, &by).unwrap();
    let others =
        [Counting::new(true, world(&two), None, &by).unwrap(), Counting::new(true, world(&one), None, &[]).unwrap()];
    let slice = people.slices(1).unwrap().remove(0);
    let bytes = counting.write(&counting.slice(&slice, 0, OPTIONS).unwrap());
    assert!(counting.read(&bytes).is_ok());
    for other in &others {
        assert!(matches!(other.read(&bytes), Err(PartialError::Broken)));
    }
    for length in 0..bytes.len() {
        assert!(counting.read(&bytes[..length]).is_err(), "cut to {length} bytes");
    }
    assert!(counting.read(&[bytes.as_slice(), &[0]].concat()).is_err());
}

/// Maps of counts have no order of their own, and another one in every process.
#[test]
fn the_same_counts_are_the_same_bytes() {
    let schema = schema();
    let homes: Vec<Option<u8>> = (0..120).map(|place| Some(place / 3)).collect();
    let file = file(&schema, &rows(&schema, &homes), 120);
    let people = People::open(file.path()).unwrap();
    let by = Breakdown::read(&schema, &["sex", "age_band"]).unwrap();
    let (mut lengths, mut questions) = (vec![], 0);
    for seed in 0..6 {
        let bounds = measures(&schema, seed);
        let world = World { schema: &schema, bounds: &bounds };
        let Ok(counting) = Counting::new(true, world, Some(world), &by) else { continue };
        let slice = people.slices(1000).unwrap().remove(0);
        let Ok(counted) = counting.slice(&slice, 3, OPTIONS) else { continue };
        let bytes = counting.write(&counted);
        assert_eq!(counting.write(&counting.slice(&slice, 3, OPTIONS).unwrap()), bytes);
        assert_eq!(counting.write(&counting.read(&bytes).unwrap()), bytes);
        lengths.push(bytes.len());
        let CountedSlice::Whole { work, .. } = &counted.0 else { panic!("scattered") };
        questions = questions.max(work.before.tallies.iter().map(|tally| tally.questions.len()).max().unwrap());
    }
    assert!(lengths.len() > 2 && questions > 2, "{lengths:?} {questions}");
}

#[test]
fn counts_with_a_measure_too_few_or_a_pattern_twice_are_refused() {
    let schema = schema();
    let file = file(&schema, &rows(&schema, &[None, Some(1), Some(1)]), 3);
    let people = People::open(file.path()).unwrap();
    let bounds = measures(&schema, 1);
    let counting = Counting::new(true, World { schema: &schema, bounds: &bounds }, None, &[]).unwrap();
    let slice = people.slices(1).unwrap().remove(0);
    let counted = || match counting.slice(&slice, 0, OPTIONS).unwrap().0 {
        CountedSlice::Whole { households, work } => (households, work),
        CountedSlice::Scattered => panic!("scattered"),
    };
    let read = |households: Vec<u64>, work: Box<Work>| {
        counting.read(&counting.write(&Partial(CountedSlice::Whole { households, work }))).map(|_| ())
    };
    let (households, mut work) = counted();
    work.before.tallies.pop();
    assert_eq!(read(households, work), Err(PartialError::Broken));
    let (households, mut work) = counted();
    let entry = work.before.tallies[0].entries[0].clone();
    work.before.tallies[0].entries.push(entry);
    assert_eq!(read(households, work), Err(PartialError::Broken));
    let (households, work) = counted();
    assert_eq!(read(households, work), Ok(()));
}

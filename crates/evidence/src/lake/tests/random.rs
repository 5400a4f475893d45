//! A lake of any changes is the rows that a plain map would hold, for every scope.

use proptest::prelude::*;

use super::*;

const CONTROLLERS: [&str; 2] = ["red", "blue"];
const OFFICES: [&str; 2] = ["north", "south"];

/// Where somebody stands: household, controller, office, year of birth.
type Stand = (Option<u8>, usize, usize, u16);

#[derive(Debug, Clone)]
enum Step {
    Refresh(Vec<(u8, Option<Stand>)>),
    Forget(Vec<u8>),
    Rebuild(u16),
}

fn step() -> impl Strategy<Value = Step> {
    let stand = (proptest::option::of(100_u8..106), 0..2_usize, 0..2_usize, 1900_u16..2000);
    let change = (0_u8..12, proptest::option::weighted(0.8, stand));
    prop_oneof![
        6 => proptest::collection::vec(change, 0..10).prop_map(Step::Refresh),
        1 => proptest::collection::vec(0_u8..12, 0..4).prop_map(Step::Forget),
        1 => (1_u16..6).prop_map(Step::Rebuild),
    ]
}

fn stored(schema: &Schema, number: u8, (household, controller, office, year): Stand) -> LakeRow {
    let row = person(schema, number, household, &[("birth_date", &year.to_string())]);
    LakeRow { controller: CONTROLLERS[controller].into(), office: OFFICES[office].into(), ..row }
}

fn take(writer: &mut LakeWriter, schema: &Schema, model: &mut BTreeMap<u8, Stand>, step: &Step, as_of: u64) {
    match step {
        Step::Refresh(changes) => {
            let change = |(number, stand): &(u8, Option<Stand>)| match stand {
                Some(stand) => LakeChange::Current(stored(schema, *number, *stand)),
                None => LakeChange::Gone(id(*number)),
            };
            writer.refresh(schema, as_of - 1, changes.iter().map(change), as_of).unwrap();
            for (number, stand) in changes {
                model.remove(number);
                model.extend(stand.map(|stand| (*number, stand)));
            }
        }
        Step::Forget(people) => {
            let gone = people.iter().map(|number| LakeChange::Gone(id(*number)));
            writer.refresh(schema, as_of - 1, gone, as_of).unwrap();
            model.retain(|number, _| !people.contains(number));
        }
        Step::Rebuild(buckets) => {
            let mut rebuild = writer.rebuild(schema, *buckets, false).unwrap();
            for (number, stand) in model.iter() {
                rebuild.add(&stored(schema, *number, *stand)).unwrap();
            }
            rebuild.finish(as_of).unwrap();
        }
    }
}

/// What [`seen_in`] is to give: years with the members of each household in scope.
fn expected(model: &BTreeMap<u8, Stand>, admits: impl Fn(usize, usize) -> bool) -> Vec<String> {
    let inside: Vec<&Stand> =
        model.values().filter(|(_, controller, office, _)| admits(*controller, *office)).collect();
    let members = |home: Option<u8>| inside.iter().filter(|(other, ..)| home.is_some() && *other == home).count();
    let mut seen: Vec<String> = inside.iter().map(|(home, _, _, year)| format!("{year}/{}", members(*home))).collect();
    seen.sort();
    seen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 24 } else { 300 }))]
    #[test]
    fn a_lake_holds_what_a_map_would_in_every_scope(steps in proptest::collection::vec(step(), 1..8)) {
        let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
        let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
        writer.create(&schema, BUCKETS, false).unwrap();
        let mut model = BTreeMap::new();
        for (as_of, step) in (1..).zip(&steps) {
            take(&mut writer, &schema, &mut model, step, as_of);
            for (controller, name) in CONTROLLERS.iter().enumerate() {
                let all = seen_in(dir.path(), &schema, &LakeScope::controller(*name), as_of).unwrap();
                prop_assert_eq!(all, expected(&model, |of, _| of == controller));
                for (office, at) in OFFICES.iter().enumerate() {
                    let some = seen_in(dir.path(), &schema, &LakeScope::offices(*name, [*at]), as_of).unwrap();
                    prop_assert_eq!(some, expected(&model, |of, at| of == controller && at == office));
                }
            }
        }
    }
}

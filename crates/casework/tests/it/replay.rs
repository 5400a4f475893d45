//! Views can be dropped and rebuilt: folding the journal again gives what deciding one by one gave, and what a
//! command said is what the view then holds.

use std::collections::BTreeMap;

use casework::{Ctx, InstanceView, PersonCommand};
use journal::Mode;
use proptest::prelude::*;

use crate::world::{World, amend, by, fields, id, register};

const SAID: [(&str, &[&str]); 5] = [
    ("sex", &["F", "M", "", "n/a"]),
    ("birth_date", &["1990", "1990-05", ""]),
    ("household.size", &["2", "3", ""]),
    ("household.id", &["H-1", "H-2", ""]),
    ("stateless", &["true", "false", ""]),
];

/// A person, a source, whether it is a registration, and what is said.
fn step() -> impl Strategy<Value = (u8, &'static str, bool, Vec<(&'static str, &'static str)>)> {
    let field = |(name, values): (&'static str, &'static [&'static str])| {
        proptest::option::of(proptest::sample::select(values)).prop_map(move |value| value.map(|value| (name, value)))
    };
    let said = SAID.map(field).to_vec().prop_map(|said| said.into_iter().flatten().collect());
    (0u8..4, proptest::sample::select(vec!["desk", "prefecture"]), any::<bool>(), said)
}

fn command(person: u8, registers: bool, said: &[(&str, &str)]) -> PersonCommand {
    if registers { register(person, said) } else { amend(person, said) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn folding_the_journal_again_gives_the_same_views(steps in proptest::collection::vec(step(), 1..30)) {
        let mut world = World::of(Mode::Trial);
        for (person, source, registers, said) in &steps {
            let ctx = Ctx { source: (*source).into(), ..by("SU") };
            let _ = world.run(&ctx, command(*person, *registers, said));
        }
        let mut rebuilt = world.clone();
        (rebuilt.instance, rebuilt.people) = (InstanceView::default(), BTreeMap::new());
        for fact in &world.facts {
            rebuilt.take(fact);
        }
        prop_assert_eq!(&rebuilt.instance, &world.instance);
        prop_assert_eq!(&rebuilt.people, &world.people);
    }

    #[test]
    fn what_was_said_is_what_the_source_claims_and_saying_it_again_adds_nothing(
        steps in proptest::collection::vec(step(), 1..20),
    ) {
        let mut world = World::of(Mode::Trial);
        for (person, source, registers, said) in &steps {
            let ctx = Ctx { source: (*source).into(), ..by("SU") };
            if world.run(&ctx, command(*person, *registers, said)).is_err() {
                continue;
            }
            let view = &world.people[&id(*person)];
            for (field, state) in fields(said) {
                let claimed = view.said_by(source, model::FieldKey::of(&field)).cloned().unwrap_or_default();
                prop_assert_eq!(claimed, state, "{}", field);
            }
            prop_assert_eq!(world.run(&ctx, amend(*person, said)), Ok(0));
        }
    }
}

//! Keys at rest: found and opened with the right instance key, and with nothing else.

use journal::{InstanceKey, Key, Subject, UnwrapError, Unwrapped, Wrapped};
use model::Compartment;

use crate::support::{AMINA, BINTU, randomness};

fn instance(secret: u8, generation: u32) -> InstanceKey {
    InstanceKey::new(&Key::from_bytes([secret; 32]), generation)
}

fn of(subject: Subject, compartment: Option<Compartment>) -> Unwrapped {
    Unwrapped { subject, compartment, key: Key::from_bytes([0x77; 32]) }
}

fn wrapped(by: &InstanceKey) -> Wrapped {
    by.wrap(&of(AMINA, Some(Compartment::Health)), &mut randomness(3)).unwrap()
}

#[test]
fn a_wrapped_key_is_found_by_its_slot_and_says_whose_it_is() {
    let instance = instance(1, 1);
    let wrapped = wrapped(&instance);
    assert_eq!(wrapped.slot, instance.slot(AMINA, Some(Compartment::Health)));
    let found = instance.unwrap(&wrapped).unwrap();
    assert_eq!((found.subject, found.compartment), (AMINA, Some(Compartment::Health)));
    assert_eq!(found.key.expose(), &[0x77; 32]);
}

#[test]
fn slots_tell_subjects_compartments_and_instance_keys_apart_and_name_none() {
    let one = instance(1, 1);
    let slots = [
        one.slot(AMINA, None),
        one.slot(AMINA, Some(Compartment::Gbv)),
        one.slot(AMINA, Some(Compartment::Child)),
        one.slot(BINTU, None),
        one.slot(Subject::Instance, None),
        instance(2, 1).slot(AMINA, None),
    ];
    let different: std::collections::BTreeSet<_> = slots.iter().collect();
    assert_eq!(different.len(), slots.len());
}

#[test]
fn another_instance_key_opens_nothing() {
    let wrapped = wrapped(&instance(1, 1));
    assert_eq!(instance(2, 1).unwrap(&wrapped).unwrap_err(), UnwrapError::Seal);
    assert_eq!(instance(1, 2).unwrap(&wrapped).unwrap_err(), UnwrapError::Generation { found: 1, held: 2 });
}

#[test]
fn a_wrapped_key_moved_to_another_slot_or_altered_does_not_open() {
    let instance = instance(1, 1);
    let mut moved = wrapped(&instance);
    moved.slot = instance.slot(BINTU, None);
    assert_eq!(instance.unwrap(&moved).unwrap_err(), UnwrapError::Seal);
    for at in 0..wrapped(&instance).sealed.len() {
        let mut altered = wrapped(&instance);
        altered.sealed[at] ^= 1;
        assert_eq!(instance.unwrap(&altered).unwrap_err(), UnwrapError::Seal, "{at}");
    }
}

#[test]
fn after_rewrapping_the_old_instance_key_opens_the_old_copy_only() {
    let (old, new) = (instance(1, 1), instance(2, 2));
    let before = wrapped(&old);
    let after = old.rewrap(&new, &before, &mut randomness(9)).unwrap();
    assert_eq!((after.generation, after.slot), (2, new.slot(AMINA, Some(Compartment::Health))));
    assert_eq!(new.unwrap(&after).unwrap().key.expose(), &[0x77; 32]);
    assert!(old.unwrap(&after).is_err());
    assert!(new.unwrap(&before).is_err());
}

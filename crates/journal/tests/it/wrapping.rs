//! Key rings at rest: found and opened with the right instance key, and with nothing else.

use journal::{InstanceKey, Key, KeyRing, Subject, UnwrapError, WrappedRing};
use model::Compartment;

use crate::support::{AMINA, BINTU, HOME};

fn instance(secret: u8, generation: u32) -> InstanceKey {
    InstanceKey::new(&Key::from_bytes([secret; 32]), generation)
}

fn ring() -> KeyRing {
    KeyRing::of(AMINA, Key::from_bytes([0x77; 32]))
}

fn wrapped(by: &InstanceKey) -> WrappedRing {
    by.wrap(&ring()).unwrap()
}

#[test]
fn a_wrapped_ring_is_found_by_its_slot_and_says_whose_it_is() {
    let instance = instance(1, 1);
    let wrapped = wrapped(&instance);
    assert_eq!(wrapped.slot, instance.slot(AMINA));
    let found = instance.unwrap(&wrapped).unwrap();
    assert_eq!((found.owner, found.key(None).expose()), (AMINA, &[0x77; 32]));
}

#[test]
fn keys_of_compartments_follow_from_the_root_and_from_each_other_nothing_does() {
    let keys: Vec<[u8; 32]> = std::iter::once(None)
        .chain(Compartment::ALL.map(Some))
        .map(|compartment| *ring().key(compartment).expose())
        .collect();
    let different: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(different.len(), keys.len());
    let again: Vec<[u8; 32]> = Compartment::ALL.map(|compartment| *ring().key(Some(compartment)).expose()).to_vec();
    assert_eq!(again, keys[1..]);
}

#[test]
fn a_ring_keeps_what_the_first_version_made_for_compartments() {
    let instance = instance(1, 1);
    let ring = ring().with_earlier(Compartment::Gbv, Key::from_bytes([5; 32]));
    let found = instance.unwrap(&instance.wrap(&ring).unwrap()).unwrap();
    assert_eq!(found.earlier(Compartment::Gbv).unwrap().expose(), &[5; 32]);
    assert!(found.earlier(Compartment::Child).is_none());
}

#[test]
fn rings_of_all_owners_are_of_one_length() {
    let instance = instance(1, 1);
    let length = |owner| instance.wrap(&KeyRing::of(owner, Key::from_bytes([1; 32]))).unwrap().sealed.len();
    assert_eq!([AMINA, HOME, Subject::Instance].map(length), [136; 3]);
}

#[test]
fn slots_tell_owners_and_instance_keys_apart_and_name_none() {
    let one = instance(1, 1);
    let slots = [one.slot(AMINA), one.slot(BINTU), one.slot(Subject::Instance), instance(2, 1).slot(AMINA)];
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
fn a_wrapped_ring_moved_to_another_slot_or_altered_does_not_open() {
    let instance = instance(1, 1);
    let mut moved = wrapped(&instance);
    moved.slot = instance.slot(BINTU);
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
    let after = new.wrap(&old.unwrap(&before).unwrap()).unwrap();
    assert_eq!((after.generation, after.slot), (2, new.slot(AMINA)));
    assert_eq!(new.unwrap(&after).unwrap().key(None).expose(), &[0x77; 32]);
    assert!(old.unwrap(&after).is_err());
    assert!(new.unwrap(&before).is_err());
}

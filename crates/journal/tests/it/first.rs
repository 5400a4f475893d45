//! What the first version wrote: read for ever, and told in today's words.

use journal::{
    Basis, BatchCounts, Body, Digest, Envelope, Key, KeyRing, LentKeys, Mode, Motion, OpenedPart, PackFiles, Part,
    SealedFact, Subject,
};
use model::{Compartment, FieldKey, Id};

use crate::golden::{bundle, read};
use crate::samples::{PERSON, envelope, fields, grant, keys, says};

const REQUEST: Id = Id([0x30; 16]);

/// The golden files in the order of the journal they made up, each with what it says.
fn expected() -> Vec<(&'static str, Body)> {
    let text = str::to_owned;
    let files = |name: &str, version: &str, hash: &str, line: &str| PackFiles {
        name: text(name),
        version: text(version),
        hash: hash.repeat(32),
        files: [(text("pack.yaml"), text(line))].into(),
    };
    let proposed = Motion::Pack {
        pack: files("some-practice", "1.1.0", "3f", "pack: some-practice\n"),
        replaces: Some("4f".repeat(32)),
        takes_away: vec![text("some-practice/some-measure")],
    };
    let (reason, roles, proposal) = (text("The law changed."), vec![text("DP")], Id([0x60; 16]));
    let asked = Motion::Forget { person: PERSON };
    vec![
        (
            "instance_founded",
            Body::InstanceFounded {
                name: text("Trial"),
                mode: Mode::Trial,
                jurisdiction: Some(text("PRT")),
                zone: text("UTC"),
            },
        ),
        ("pack_installed", Body::PackInstalled { pack: files("core", "1.0.0", "1f", "name: core\n") }),
        (
            "purpose_recorded",
            Body::PurposeRecorded {
                purpose: text("registration"),
                says: says(),
                bases: vec![Basis::Consent, Basis::VitalInterest],
            },
        ),
        ("account_recorded", Body::AccountRecorded { account: text("golden"), grants: vec![grant()] }),
        ("person_registered", Body::PersonRegistered { synthetic: true }),
        ("fields_recorded", Body::FieldsRecorded { fields: fields().unwrap() }),
        ("batch_opened", Body::BatchOpened { file_hash: "2f".repeat(32), source: text("register") }),
        (
            "batch_closed",
            Body::BatchClosed { counts: BatchCounts { rows: 100, stored: 90, amended: 4, unchanged: 3, rejected: 3 } },
        ),
        ("fields_read", Body::FieldsRead { people: vec![PERSON], fields: vec![FieldKey::of("person.name")] }),
        ("searched", Body::Searched { found: 2 }),
        ("sign_in", Body::SignIn { ok: false }),
        ("refused", Body::Refused { action: text("read_protected"), code: text("not_assigned") }),
        ("forget_asked", Body::Proposed { proposal: REQUEST, motion: asked, reason: String::new(), roles: vec![] }),
        ("forget_approved", Body::Voted { proposal: REQUEST, approve: true, reason: String::new(), roles: vec![] }),
        ("hold", Body::Held { reference: text("order 7"), held: true }),
        ("forgotten", Body::Forgotten { proposal: REQUEST, subject: Subject::Household(Id([0x50; 16])) }),
        ("keys_rewrapped", Body::KeysRewrapped { keys: 12 }),
        ("pack_proposed", Body::Proposed { proposal, motion: proposed, reason, roles }),
        ("proposal_decided", Body::Voted { proposal, approve: true, reason: text("I read the law."), roles: vec![] }),
    ]
}

#[test]
fn every_golden_fact_of_the_first_version_says_what_it_said() {
    for ((name, body), seq) in expected().into_iter().zip(1..) {
        let bytes = read(1, name);
        let sealed = SealedFact::from_bytes(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(sealed.to_bytes(), bytes, "{name}");
        let opened = sealed.open(&keys()).unwrap().into_fact().unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = Envelope { schema: Digest([0x5c; 32]), ..envelope(seq) };
        assert_eq!((&opened.envelope, &opened.parts[0].body), (&expected, &body), "{name}");
    }
}

#[test]
fn the_golden_bundle_of_the_first_version_verifies_to_its_marked_checkpoint() {
    // It was written before packs were proposed.
    assert_eq!(bundle(1), (expected().len() - 2, true));
}

#[test]
fn a_compartment_of_the_first_version_opens_with_the_key_that_was_made_for_it() {
    let sealed = SealedFact::from_bytes(&read(1, "fields_recorded")).unwrap();
    let withheld = OpenedPart::Withheld(Subject::Owner(PERSON), Compartment::Health);
    let mut lent = LentKeys::of(Compartment::ALL);
    lent.lend(KeyRing::of(Subject::Instance, Key::from_bytes([0x01; 32])));
    lent.lend(KeyRing::of(Subject::Owner(PERSON), Key::from_bytes([0x02; 32])));
    assert_eq!(sealed.open(&lent).unwrap().parts, [withheld]);
    let opened = sealed.open(&keys()).unwrap().into_fact().unwrap();
    assert!(matches!(&opened.parts[..], [Part { compartment: Some(Compartment::Health), .. }]));
}

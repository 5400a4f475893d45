//! The packs in force: some shipped ones as they are, some in another version, and one of the mission's own, which has
//! what no shipped pack has: titles in English alone, a right without words, a citation that somebody compared with the
//! law, and rules about what lies in each of the three compartments.

use std::collections::BTreeMap;

use packs::Source;

/// In force with a later cut-off and a later end than shipped: the shipped one takes something from those in between, and
/// today from everybody.
pub const WIDER: &str = "portugal-pending-regular";
/// In force from a later day than shipped: nobody loses by the shipped one.
pub const NARROWER: &str = "ireland-permit-renewal";
/// In force with one more line in its manifest.
pub const ANNOTATED: &str = "qatar-domestic-worker-health";
/// In force exactly as shipped.
pub const AS_SHIPPED: &str = "bangladesh-returnee-cash";
/// Not in force.
pub const ABSENT: &str = "spain-farm-permit";
/// The mission's own.
pub const OWN: &str = "harbour-rules";

pub fn in_force() -> Vec<Source> {
    let own = Source::new(OWN, own_files());
    vec![
        shipped(AS_SHIPPED),
        own,
        altered(NARROWER, "measures/automatic-renewal.yaml", "valid: [2020-03-20, open]", "valid: [2020-08-20, open]"),
        wider(),
        altered(ANNOTATED, "pack.yaml", "gcm: [6, 15]", "gcm: [6, 15]\nauthors: somebody before"),
        shipped("reception-places"),
    ]
}

pub fn shipped(name: &str) -> Source {
    Source::shipped(name).unwrap()
}

fn wider() -> Source {
    let later = altered(WIDER, "params/decree.yaml", "value: 2020-03-18", "value: 2020-04-18");
    otherwise(later, "params/decree.yaml", "value: 2020-06-30", "value: 2020-10-31")
}

/// A shipped pack with one line of one file otherwise.
fn altered(name: &str, file: &str, from: &str, to: &str) -> Source {
    otherwise(shipped(name), file, from, to)
}

fn otherwise(mut source: Source, file: &str, from: &str, to: &str) -> Source {
    let text = source.files.get_mut(file).unwrap();
    assert!(text.contains(from), "no `{from}` in {file}");
    *text = text.replacen(from, to, 1);
    Source::new(source.name, source.files)
}

fn own_files() -> BTreeMap<String, String> {
    let manifest = "
pack: harbour-rules
version: 0.1.0
title: Rules of the harbour
summary: What the mission itself gives, and whom it asks what.
jurisdiction: PRT
purpose: entitlement
licence: CC-BY-4.0
gcm: [7]
";
    let mut files = BTreeMap::from([("pack.yaml".to_owned(), manifest.trim_start().to_owned())]);
    let mut measure = |id: &str, title: &str, conditions: &str| {
        let text = format!(
            "measure: {id}\nunit: person\ntitle: {title}\nsource: the mission's own\nvalid: [2020-01-01, open]\n{}",
            conditions.trim_start()
        );
        files.insert(format!("measures/{id}.yaml"), text);
    };
    measure(
        "meal",
        "A meal a day",
        "
all:
- id: present
  when: in_country
  says: the person is in the country
  law: {cite: Order 7 of 2019, checked_by: M. Costa, checked_on: 2026-10-01}
gives: [meal.without.words]
gcm: [7]
",
    );
    measure(
        "left",
        "Help for who has left",
        "
all:
- id: gone
  when: not in_country
  says: the person has left
  law: Order 7 of 2019
- id: here
  when: country = PRT
  says: the person was here
  law: Order 7 of 2019
gives: [social.support]
gcm: [7]
",
    );
    for (id, title, when) in [
        ("guardian-asked", "A guardian is asked for", "not child.guardian"),
        ("claim-heard", "The claim is heard", "protection.status = applicant"),
        ("way-without-steps", "A way without steps", "disability"),
    ] {
        measure(id, title, &deciding(when, "ask", "in_country"));
    }
    measure(
        "guardian-presumed",
        "A guardian is presumed missing",
        &deciding("not child.guardian", "presume_yes", "in_country"),
    );
    measure("abroad", "Help abroad", &deciding("not child.guardian", "ask", "not in_country"));
    files
}

/// A condition that everybody may see, and one that some may not.
fn deciding(secret: &str, if_unknown: &str, plain: &str) -> String {
    format!(
        "
all:
- id: plain
  when: {plain}
  says: what everybody may see
- id: secret
  when: {secret}
  if_unknown: {if_unknown}
  says: what some may not see
  law: Order 7 of 2019
gives: [social.support]
gcm: [7]
"
    )
}

//! Two measures of the language's reference that are not shipped: clocks that stopped, and a claim refused on the merits.

use packs::test_pack;

use super::{loaded, source};

const ECUADOR: &str = "\
measure: deadline-extension
valid: [2020-03-19, open]
all:
- {id: procedure, when: 'ecuador.procedure_kind in {visa, residence, renewal}', says: migration procedure, law: Acuerdo 0000035}
- {id: running, when: 'ecuador.procedure_deadline >= param(emergency.from)', says: was still running, law: Acuerdo 0000035}
computes:
  new_deadline: {type: date, value: 'add_days(param(emergency.ends), days_between(param(emergency.from), ecuador.procedure_deadline))'}
  regularise_by: {type: date, value: 'add_days(param(emergency.ends), 30)'}
params:
  emergency.from:
    type: date
    values:
    - {from: 2020-03-19, decided: 2020-03-19, value: 2020-03-19, law: Acuerdo 0000035}
  emergency.ends:
    type: date
    values:
    - {from: 2020-03-19, decided: 2020-03-19, value: open, law: Acuerdo 0000035}
    - {from: 2020-09-13, decided: 2020-09-13, value: 2020-09-13, law: Acuerdo 0000035}
";

const ECUADOR_FIELDS: &str = "\
procedure_kind: {type: code, class: personal, label: {en: kind of procedure}, codes: [visa, residence, renewal, other]}
procedure_deadline: {type: date, class: personal, label: {en: deadline of the procedure}}
";

const ECUADOR_TESTS: &str = "\
measure: deadline-extension
tests:
- {on: 2020-05-01, person: {ecuador.procedure_kind: visa, ecuador.procedure_deadline: 2020-04-02}, expect: {verdict: yes, computes: {new_deadline: {awaits: [emergency.ends]}}}}
- {on: 2020-10-01, person: {ecuador.procedure_kind: visa, ecuador.procedure_deadline: 2020-04-02}, expect: {verdict: yes, computes: {new_deadline: 2020-09-27, regularise_by: 2020-10-13}}}
- {on: 2020-05-01, person: {ecuador.procedure_kind: visa}, expect: {verdict: needs, ask: [ecuador.procedure_deadline]}}
- {on: 2020-05-01, person: {ecuador.procedure_kind: visa, ecuador.procedure_deadline: 2020-03-10}, expect: {verdict: no, because: [running]}}
";

const CANADA: &str = "\
measure: front-line-asylum
valid: [2020-12-14, 2021-08-31]
law: IRCC public policy
all:
- {id: claimed, when: 'protection.claimed_on < 2020-03-13', says: claimed in time}
- {id: live, when: 'protection.status = applicant or canada_care.claim_refused', says: claim not withdrawn}
- {id: permit, when: 'permit.kind = work and permit.issued_on > protection.claimed_on', says: permit after the claim}
- {id: care, when: 'under(work.occupation, {2221,3221,532})', says: direct patient care}
- {id: hours, when: 'care.hours >= 120', says: 120 hours of care}
- {id: months, when: 'care.months >= 6', says: six months of experience}
";

const CANADA_FIELDS: &str = "\
claim_refused: {type: bool, class: protected, compartment: asylum, label: {en: claim refused on the merits}}
";

const CANADA_TESTS: &str = "\
measure: front-line-asylum
tests:
- {on: 2021-02-01, person: {protection.claimed_on: 2019-07-08, protection.status: applicant, permit.kind: work, permit.issued_on: 2019-11-04, work.occupation: 5321, care.hours: 120, care.months: 7}, expect: {verdict: yes}}
- {on: 2021-02-01, person: {protection.status: applicant, permit.kind: work, permit.issued_on: 2019-07-20, work.occupation: 53, care.hours: 200, care.months: 7}, expect: {verdict: needs, ask: [work.occupation, protection.claimed_on]}}
- {on: 2021-02-01, person: {protection.claimed_on: n/a, protection.status: n/a, canada_care.claim_refused: n/a, care.hours: 119}, expect: {verdict: no, because: [claimed, live, permit, hours]}}
";

fn passes(name: &str, manifest: &str, files: &[(&str, &str)]) {
    let packs = loaded(&[source(name, manifest, files)]);
    let report = test_pack(&packs, &packs.packs[0]);
    assert!(report.passed(), "{report:#?}");
}

#[test]
fn clocks_that_stopped_run_again_when_the_emergency_ends() {
    let files = [("measures/m.yaml", ECUADOR), ("fields.yaml", ECUADOR_FIELDS), ("tests/m.yaml", ECUADOR_TESTS)];
    passes("ecuador", "jurisdiction: ECU\nprefix: ecuador\n", &files);
}

#[test]
fn a_claim_refused_on_the_merits_counts_and_one_that_does_not_apply_does_not() {
    let files = [("measures/m.yaml", CANADA), ("fields.yaml", CANADA_FIELDS), ("tests/m.yaml", CANADA_TESTS)];
    passes("canada", "jurisdiction: CAN\nprefix: canada_care\n", &files);
}

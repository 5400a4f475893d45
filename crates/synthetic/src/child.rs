//! Children: who looks after them, and who represents those who came without parents.

use super::datum::Datum;
use super::day;
use super::entry::PersonEntry;
use super::home::{HomeMember, HomeRole};

pub fn write(entry: &mut PersonEntry<'_>, member: &HomeMember) {
    if member.age >= 18 {
        entry.not_applicable(&[Datum::ChildCare, Datum::ChildGuardian, Datum::ChildGuardianAppointedOn]);
    } else if member.alone {
        alone(entry, member);
    } else {
        let with_relative = member.role != HomeRole::Child && entry.dice.chance(700);
        entry.code(Datum::ChildCare, if with_relative { "customary_caregiver" } else { "parent" });
        entry.not_applicable(&[Datum::ChildGuardian, Datum::ChildGuardianAppointedOn]);
    }
}

fn alone(entry: &mut PersonEntry<'_>, member: &HomeMember) {
    let care = match entry.dice.below(100) {
        0..12 => "unverified",
        12..17 if member.woman && member.age > 13 => "with_spouse",
        _ if member.role == HomeRole::Other => "separated",
        _ => "unaccompanied",
    };
    entry.code(Datum::ChildCare, care);
    let guarded = entry.dice.chance(430);
    entry.flag(Datum::ChildGuardian, guarded);
    if guarded {
        let appointed = entry.dice.between(day::SEEN - 150, day::SEEN - 1);
        entry.day(Datum::ChildGuardianAppointedOn, appointed);
    } else {
        entry.not_applicable(&[Datum::ChildGuardianAppointedOn]);
    }
}

//! Who somebody is: birth, sex, nationality, language, household, place, journey.

use super::datum::Datum;
use super::day;
use super::entry::PersonEntry;
use super::home::{Home, HomeMember, HomeRole, Situation};
use super::language::language;

pub fn write(entry: &mut PersonEntry<'_>, home: &Home, member: &HomeMember, number: u64) {
    entry.text(Datum::Id, || id(home.seed, number));
    entry.code(Datum::DocumentKind, member.document);
    birth(entry, member);
    origin(entry, home);
    household(entry, home, member);
    place(entry, home);
    entry.not_applicable(&[Datum::DiedOn]);
    entry.code(Datum::MigrationStage, stage(home, member));
    arrival(entry, home, member);
    homecoming(entry, home, member);
    let rate = 30 + 3 * u32::try_from(member.age.clamp(0, 90)).unwrap_or_default();
    let disabled = entry.dice.chance(rate);
    entry.flag(Datum::Disability, disabled);
}

/// 32 hexadecimal digits, as ids have; by hand, since formatting them took a tenth of the time of a whole person.
fn id(seed: u64, number: u64) -> String {
    let digit =
        |half: u64, place: u32| char::from_digit(u32::try_from(half >> (4 * place) & 15).unwrap_or_default(), 16);
    let digits = |half: u64| (0..16).rev().filter_map(move |place| digit(half, place));
    let mut id = String::with_capacity(32);
    id.extend(digits(seed).chain(digits(number)));
    id
}

fn birth(entry: &mut PersonEntry<'_>, member: &HomeMember) {
    // Completed years: the last birthday fell within the year before the day on which people are seen.
    let born = day::SEEN - member.age * 36_525 / 100 - entry.dice.between(1, 364);
    entry.rough_day(Datum::BirthDate, born, 130, 40);
    let sex = match (entry.dice.chance(3), member.woman) {
        (true, _) => "X",
        (false, true) => "F",
        (false, false) => "M",
    };
    entry.code(Datum::Sex, sex);
}

fn origin(entry: &mut PersonEntry<'_>, home: &Home) {
    let origin = home.corridor.origin;
    let second = if entry.dice.chance(25) { home.corridor.destination } else { origin };
    entry.codes(Datum::Nationalities, &[origin, second]);
    let mother_tongue = language(origin);
    let other = if entry.dice.chance(350) { language(home.corridor.destination) } else { mother_tongue };
    entry.codes(Datum::Languages, &[mother_tongue, other]);
    entry.code(Datum::LanguagePreferred, mother_tongue);
    let reads: &[&str] = if entry.dice.chance(70) { &[] } else { &[mother_tongue] };
    entry.codes(Datum::LanguageReads, reads);
}

fn household(entry: &mut PersonEntry<'_>, home: &Home, member: &HomeMember) {
    entry.text(Datum::HouseholdId, || home.id.clone());
    entry.code(Datum::HouseholdRole, member.role.code());
    if let Some(size) = home.declared_size {
        entry.number(Datum::HouseholdSize, i64::try_from(size).unwrap_or(i64::MAX));
    }
}

/// Where the country is not on record, it may still be on record that it is this one.
fn place(entry: &mut PersonEntry<'_>, home: &Home) {
    if entry.dice.chance(20) {
        entry.flag(Datum::InCountry, true);
        return;
    }
    entry.code(Datum::Country, home.country);
    let digits_unknown = if entry.dice.chance(300) { 2 } else { 0 };
    let known = home.place.len() - digits_unknown;
    entry.code(Datum::Place, home.place.get(..known).unwrap_or(&home.place));
}

fn stage(home: &Home, member: &HomeMember) -> &'static str {
    match home.situation {
        Situation::Returned if member.returned => "returned",
        Situation::AtHome if member.role == HomeRole::Head => match home.number % 3 {
            0 => "stranded_aspiring",
            1 => "aspiring",
            _ => "family_of_migrant",
        },
        Situation::Returned | Situation::AtHome => "family_of_migrant",
        Situation::ChildAlone => "in_transit",
        Situation::Family => "settled",
        Situation::Worker | Situation::FarmHand | Situation::Domestic | Situation::Asylum | Situation::Student => {
            "abroad"
        }
    }
}

/// Children alone came within the last months, others over the years; nobody before birth.
fn arrival(entry: &mut PersonEntry<'_>, home: &Home, member: &HomeMember) {
    if home.situation.is_home() {
        entry.not_applicable(&[Datum::ArrivedOn]);
        return;
    }
    let (first, last) = match home.situation {
        Situation::ChildAlone => (day::CUTOFF + 60, day::SEEN - 3),
        Situation::Family => (day::NEW_YEAR_2019 - 5000, day::CUTOFF),
        Situation::Asylum => (day::NEW_YEAR_2019 - 400, day::CUTOFF + 30),
        _ => (day::NEW_YEAR_2019 - 2000, day::CUTOFF + 30),
    };
    let born = day::SEEN - 365 * member.age;
    let arrived = entry.dice.between(first.max(born).min(last), last);
    entry.rough_day(Datum::ArrivedOn, arrived, 60, 90);
}

/// Six in ten of those who returned did so in the spring and summer of 2020.
fn homecoming(entry: &mut PersonEntry<'_>, home: &Home, member: &HomeMember) {
    if !member.returned {
        entry.not_applicable(&[Datum::ReturnOn, Datum::ReturnFrom, Datum::ReturnKind]);
        return;
    }
    let (first, last) = match entry.dice.below(10) {
        0..6 => (day::CUTOFF - 20, day::CUTOFF + 110),
        _ => (day::NEW_YEAR_2019 + 180, day::SEEN - 30),
    };
    let returned = entry.dice.between(first, last);
    entry.day(Datum::ReturnOn, returned);
    entry.code(Datum::ReturnFrom, home.corridor.destination);
    let shares =
        [(430, "own_means"), (120, "assisted_voluntary"), (170, "repatriated"), (110, "evacuated"), (130, "deported")];
    let kind = entry.dice.weighted(&shares, "readmitted");
    entry.code(Datum::ReturnKind, kind);
}

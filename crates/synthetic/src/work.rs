//! Work, income, care of patients, cover of health costs. Codes of occupation are as coarse as people's answers.

use super::corridor::Regime;
use super::datum::Datum;
use super::day;
use super::dice::Dice;
use super::entry::PersonEntry;
use super::home::{Home, HomeMember, HomeRole, Situation};

const JOB: &[Datum] = &[Datum::WorkOccupation, Datum::WorkSector, Datum::WorkStartedOn, Datum::WorkLivesWithEmployer];
const INCOME: &[Datum] = &[Datum::WorkLostIncome, Datum::WorkIncomeLostOn];
const CARE: &[Datum] = &[Datum::CareHours, Datum::CareMonths];

pub fn write(entry: &mut PersonEntry<'_>, home: &Home, member: &HomeMember) {
    let covered = entry.dice.chance(if home.corridor.regime == Regime::Sponsored { 420 } else { 700 });
    entry.flag(Datum::HealthCover, covered);
    if member.age < 15 {
        entry.not_applicable(&[Datum::WorkStatus]);
        entry.not_applicable(INCOME);
        no_job(entry);
        return;
    }
    let status = status(entry.dice, home, member);
    entry.code(Datum::WorkStatus, status);
    income(entry, home, status);
    if matches!(status, "employed" | "self_employed") {
        job(entry, home);
    } else {
        no_job(entry);
    }
}

fn no_job(entry: &mut PersonEntry<'_>) {
    entry.not_applicable(JOB);
    entry.not_applicable(CARE);
}

fn status(dice: &mut Dice, home: &Home, member: &HomeMember) -> &'static str {
    let [employed, self_employed, unemployed, student] = match (home.situation, member.role) {
        _ if member.age > 67 => return "inactive",
        _ if member.age < 18 => [60, 0, 0, 800],
        (Situation::Student, _) => [220, 0, 0, 780],
        (Situation::Worker | Situation::FarmHand | Situation::Domestic, HomeRole::Head) => [830, 50, 120, 0],
        (Situation::Returned, HomeRole::Head) => [240, 160, 500, 0],
        _ => [420, 110, 200, 70],
    };
    let shares =
        [(employed, "employed"), (self_employed, "self_employed"), (unemployed, "unemployed"), (student, "student")];
    dice.weighted(&shares, "inactive")
}

fn income(entry: &mut PersonEntry<'_>, home: &Home, status: &str) {
    let rate = match status {
        "unemployed" if home.situation == Situation::Returned => 850,
        "unemployed" => 620,
        "employed" | "self_employed" => 260,
        _ => 50,
    };
    let lost = entry.dice.chance(rate);
    entry.flag(Datum::WorkLostIncome, lost);
    if lost {
        let on = entry.dice.between(day::CUTOFF - 10, day::SEEN - 20);
        entry.day(Datum::WorkIncomeLostOn, on);
    } else {
        entry.not_applicable(&[Datum::WorkIncomeLostOn]);
    }
}

fn job(entry: &mut PersonEntry<'_>, home: &Home) {
    let sector = sector(entry.dice, home);
    entry.code(Datum::WorkSector, sector);
    let occupation = occupation(entry.dice, sector);
    let digits = entry.dice.weighted(&[(40, 1), (130, 2), (60, 3)], 4);
    entry.code(Datum::WorkOccupation, occupation.get(..digits).unwrap_or(occupation));
    let (first, last) = match home.situation {
        Situation::FarmHand => (day::CUTOFF + 10, day::CUTOFF + 200),
        _ => (day::NEW_YEAR_2019 - 1500, day::SEEN - 30),
    };
    let started = entry.dice.between(first, last);
    entry.day(Datum::WorkStartedOn, started);
    let lives_in = sector == "domestic_work" && entry.dice.chance(620);
    entry.flag(Datum::WorkLivesWithEmployer, lives_in);
    care(entry, sector);
}

/// Care of patients is asked of people in health care; of others it is none, or was not a question.
fn care(entry: &mut PersonEntry<'_>, sector: &str) {
    if sector == "health_care" {
        let (hours, months) = (entry.dice.between(20, 900), entry.dice.between(0, 24));
        entry.number(Datum::CareHours, i64::from(hours));
        entry.number(Datum::CareMonths, i64::from(months));
    } else if entry.dice.chance(500) {
        entry.not_applicable(CARE);
    } else {
        entry.number(Datum::CareHours, 0);
        entry.number(Datum::CareMonths, 0);
    }
}

fn sector(dice: &mut Dice, home: &Home) -> &'static str {
    match home.situation {
        Situation::Domestic => return "domestic_work",
        Situation::FarmHand => return "agriculture",
        _ => (),
    }
    let shares: &[(u32, &'static str)] = match home.corridor.regime {
        Regime::Sponsored => &[
            (380, "construction"),
            (120, "domestic_work"),
            (120, "transport"),
            (110, "trade"),
            (90, "manufacturing"),
            (60, "tourism"),
            (30, "health_care"),
            (30, "seafaring"),
        ],
        Regime::Europe => &[
            (130, "construction"),
            (80, "domestic_work"),
            (90, "transport"),
            (120, "trade"),
            (110, "manufacturing"),
            (120, "tourism"),
            (110, "health_care"),
            (90, "food_processing"),
            (110, "agriculture"),
        ],
        Regime::Neighbour => &[
            (130, "construction"),
            (80, "domestic_work"),
            (160, "trade"),
            (100, "manufacturing"),
            (70, "tourism"),
            (40, "education"),
            (40, "health_care"),
            (160, "street_vending"),
            (140, "agriculture"),
        ],
    };
    dice.weighted(shares, "other")
}

/// ISCO-08 unit groups that people of a sector mostly are. Some who work in private homes drive or guard.
fn occupation(dice: &mut Dice, sector: &str) -> &'static str {
    match sector {
        "agriculture" => dice.pick("9211", &["9213", "6111", "9214"]),
        "domestic_work" => dice.pick("9111", &["9111", "5311", "5152", "5322", "8322"]),
        "health_care" => dice.pick("5321", &["2221", "3221", "5329", "9112"]),
        "construction" => dice.pick("7112", &["9313", "7115", "7411"]),
        "food_processing" => dice.pick("7511", &["8160", "9329"]),
        "seafaring" => dice.pick("8350", &["3152"]),
        "street_vending" => dice.pick("9520", &["5212"]),
        "tourism" => dice.pick("5131", &["9112", "5120", "9412"]),
        "transport" => dice.pick("8322", &["8332", "9333"]),
        "manufacturing" => dice.pick("8153", &["9329", "7531"]),
        "trade" => dice.pick("5223", &["9334", "5230"]),
        "education" => dice.pick("2341", &["5312", "2330"]),
        _ => dice.pick("9629", &["9112", "5414"]),
    }
}

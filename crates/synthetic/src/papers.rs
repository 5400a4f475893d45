//! Stay, protection, application and permit, which hang together: who waits has applied, who stays regularly has a
//! permit, who lost it has one that ran out.

use super::datum::Datum;
use super::day::{self, around_spring_2020};
use super::dice::Dice;
use super::entry::PersonEntry;
use super::home::{Home, HomeMember, Situation};

const APPLICATION: &[Datum] =
    &[Datum::ApplicationKind, Datum::ApplicationLodgedOn, Datum::ApplicationDecidedOn, Datum::ApplicationStatus];
const PERMIT: &[Datum] = &[Datum::PermitKind, Datum::PermitIssuedOn, Datum::PermitExpiresOn, Datum::PermitDependsOnJob];

pub fn write(entry: &mut PersonEntry<'_>, home: &Home, member: &HomeMember) {
    let stay = stay(entry.dice, home.situation);
    entry.code(Datum::StayStatus, stay);
    protection(entry, home.situation, stay);
    // Farm hands who were 18 to 21 when hired could apply in October 2020, and most did.
    if home.situation == Situation::FarmHand && member.age <= 22 && entry.dice.chance(650) {
        farm_application(entry);
    } else {
        application(entry, home.situation, stay);
    }
    permit(entry, home.situation, stay);
}

fn stay(dice: &mut Dice, situation: Situation) -> &'static str {
    let [regular, pending, irregular] = match situation {
        Situation::Returned | Situation::AtHome => return "national",
        Situation::Family | Situation::Student => [720, 180, 70],
        Situation::Asylum => [330, 560, 70],
        Situation::ChildAlone => [60, 380, 210],
        Situation::Worker | Situation::FarmHand | Situation::Domestic => [610, 190, 170],
    };
    dice.weighted(&[(regular, "regular"), (pending, "pending"), (irregular, "irregular")], "undetermined")
}

fn protection(entry: &mut PersonEntry<'_>, situation: Situation, stay: &str) {
    let claimed = situation == Situation::Asylum || (situation == Situation::ChildAlone && stay == "pending");
    let stateless = claimed && entry.dice.chance(40);
    entry.flag(Datum::Stateless, stateless);
    if !claimed {
        entry.code(Datum::ProtectionStatus, "none");
        entry.not_applicable(&[Datum::ProtectionClaimedOn]);
        return;
    }
    let granted = entry.dice.pick("refugee", &["subsidiary", "temporary"]);
    entry.code(Datum::ProtectionStatus, if stay == "regular" { granted } else { "applicant" });
    let claimed_on = around_spring_2020(entry.dice);
    entry.day(Datum::ProtectionClaimedOn, claimed_on);
}

fn farm_application(entry: &mut PersonEntry<'_>) {
    entry.code(Datum::ApplicationKind, "work");
    let lodged = entry.dice.between(day::OCTOBER.0 - 4, day::OCTOBER.1 + 6);
    entry.day(Datum::ApplicationLodgedOn, lodged);
    let granted = entry.dice.chance(350);
    entry.code(Datum::ApplicationStatus, if granted { "granted" } else { "submitted" });
    if granted {
        let decided = lodged + entry.dice.between(10, 25);
        entry.day(Datum::ApplicationDecidedOn, decided);
    } else {
        entry.not_applicable(&[Datum::ApplicationDecidedOn]);
    }
}

fn application(entry: &mut PersonEntry<'_>, situation: Situation, stay: &str) {
    let rate = match stay {
        "pending" => 1000,
        "regular" => 300,
        "irregular" => 350,
        "undetermined" => 200,
        _ => 0,
    };
    if !entry.dice.chance(rate) {
        entry.not_applicable(APPLICATION);
        return;
    }
    let kind = match situation {
        _ if stay == "regular" => "renewal",
        Situation::Worker | Situation::FarmHand | Situation::Domestic => entry.dice.pick("work", &["residence"]),
        _ => entry.dice.weighted(&[(820, "residence"), (100, "visa")], "other"),
    };
    entry.code(Datum::ApplicationKind, kind);
    let lodged = around_spring_2020(entry.dice);
    entry.day(Datum::ApplicationLodgedOn, lodged);
    // What was lodged too late to be decided by now is still waiting.
    let decided = lodged + entry.dice.between(20, 240);
    let drawn = application_status(entry.dice, stay);
    let is_decided = matches!(drawn, "granted" | "refused") && decided < day::SEEN;
    let waiting = matches!(drawn, "granted" | "refused") && !is_decided;
    entry.code(Datum::ApplicationStatus, if waiting { "under_review" } else { drawn });
    if is_decided {
        entry.day(Datum::ApplicationDecidedOn, decided);
    } else {
        entry.not_applicable(&[Datum::ApplicationDecidedOn]);
    }
}

fn application_status(dice: &mut Dice, stay: &str) -> &'static str {
    match stay {
        "pending" => dice.weighted(&[(440, "submitted"), (360, "under_review")], "booked"),
        "regular" => dice.weighted(&[(600, "granted"), (200, "submitted"), (120, "booked")], "withdrawn"),
        _ => dice.weighted(&[(650, "refused"), (200, "submitted")], "withdrawn"),
    }
}

fn permit(entry: &mut PersonEntry<'_>, situation: Situation, stay: &str) {
    let rate = match stay {
        "regular" => 1000,
        "pending" => 550,
        "irregular" => 400,
        _ => 0,
    };
    if !entry.dice.chance(rate) {
        entry.not_applicable(PERMIT);
        return;
    }
    let kind = match situation {
        Situation::FarmHand => entry.dice.pick("seasonal", &["work"]),
        Situation::Worker | Situation::Domestic => {
            entry.dice.weighted(&[(780, "work"), (120, "residence")], "seasonal")
        }
        Situation::Student => "student",
        Situation::Asylum | Situation::ChildAlone => "humanitarian",
        Situation::Family | Situation::Returned | Situation::AtHome => "residence",
    };
    entry.code(Datum::PermitKind, kind);
    let expires = expiry(entry.dice, stay);
    entry.day(Datum::PermitExpiresOn, expires);
    let years = entry.dice.pick(1, &[2, 2, 3, 5]);
    entry.day(Datum::PermitIssuedOn, expires - 365 * years);
    let bound = matches!(kind, "work" | "seasonal") && entry.dice.chance(780);
    entry.flag(Datum::PermitDependsOnJob, bound);
}

/// More than half run out while offices are closed; of those without status, all have run out.
fn expiry(dice: &mut Dice, stay: &str) -> i32 {
    match (stay, dice.below(100)) {
        ("irregular", _) => dice.between(day::NEW_YEAR_2019, day::SEEN - 30),
        (_, 0..55) => dice.between(day::CUTOFF - 17, day::CUTOFF + 197),
        (_, 55..72) => dice.between(day::NEW_YEAR_2020 - 200, day::CUTOFF),
        _ => dice.between(day::CUTOFF + 198, day::SEEN + 700),
    }
}

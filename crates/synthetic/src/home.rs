//! Households: what brought them where they are, who belongs, and what they say of their size.

use super::corridor::{Corridor, Regime};
use super::dice::Dice;

/// Why the household is where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// A family that has settled.
    Family,
    /// Somebody who came to work.
    Worker,
    /// Somebody hired on a Spanish farm in the season of 2020.
    FarmHand,
    /// Somebody who works in a private home.
    Domestic,
    /// People who asked for protection.
    Asylum,
    /// A student.
    Student,
    /// A child without its parents.
    ChildAlone,
    /// A family of which somebody has returned home.
    Returned,
    /// The family, at home, of somebody abroad, or people about to leave.
    AtHome,
}

impl Situation {
    /// Whether the household lives where its members are nationals.
    pub fn is_home(self) -> bool {
        matches!(self, Self::Returned | Self::AtHome)
    }
}

/// Place in the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeRole {
    Head,
    Partner,
    Child,
    Parent,
    Other,
}

impl HomeRole {
    pub fn code(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Partner => "partner",
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Other => "other",
        }
    }
}

/// One member, as far as the others depend on it.
#[derive(Debug, Clone, Copy)]
pub struct HomeMember {
    pub role: HomeRole,
    /// Completed years when seen.
    pub age: i32,
    pub woman: bool,
    /// Whether this is a child without its parents.
    pub alone: bool,
    /// Whether this is the one who has returned.
    pub returned: bool,
    /// The identity document: a code of `document.kind`.
    pub document: &'static str,
}

impl HomeMember {
    fn draw(dice: &mut Dice, role: HomeRole, ages: (i32, i32), women: u32) -> Self {
        let age = dice.between(ages.0, ages.1);
        let document = dice.weighted(&[(60, "none"), (700, "passport")], "national_id");
        Self { role, age, woman: dice.chance(women), alone: false, returned: false, document }
    }
}

/// What all members share.
#[derive(Debug)]
pub struct Home {
    pub corridor: Corridor,
    pub situation: Situation,
    pub number: u64,
    pub seed: u64,
    /// What the field `household.id` says.
    pub id: String,
    /// Where it lives: ISO 3166 alpha-3.
    pub country: &'static str,
    /// Code of its district; without the last two digits, of its province.
    pub place: String,
    /// What the head says, where the head was asked.
    pub declared_size: Option<usize>,
}

impl Home {
    pub fn draw(dice: &mut Dice, corridor: &Corridor, number: u64, seed: u64) -> (Self, Vec<HomeMember>) {
        let situation = situation(dice, corridor);
        let members = members(dice, corridor, situation);
        let declared_size = match dice.below(100) {
            0..60 => Some(members.len()),
            60..76 => Some(members.len() + 1 + dice.below(3) as usize),
            _ => None,
        };
        let country = if situation.is_home() { corridor.origin } else { corridor.destination };
        let (province, district) = (1 + dice.below(8), 1 + dice.below(6));
        let place = format!("{country}{province:02}{district:02}");
        let id = format!("h{seed:x}-{number}");
        (Self { corridor: *corridor, situation, number, seed, id, country, place, declared_size }, members)
    }
}

fn situation(dice: &mut Dice, corridor: &Corridor) -> Situation {
    use Situation::{Asylum, AtHome, ChildAlone, Domestic, Family, FarmHand, Returned, Student, Worker};
    let [family, worker, domestic, asylum, student, child, returned] = match corridor.regime {
        Regime::Sponsored => [80, 440, 230, 10, 20, 10, 160],
        Regime::Europe => [290, 270, 80, 110, 70, 60, 80],
        Regime::Neighbour => [360, 230, 60, 170, 30, 40, 70],
    };
    let worker_kind = if corridor.destination == "ESP" && dice.chance(500) { FarmHand } else { Worker };
    let shares = [
        (family, Family),
        (worker, worker_kind),
        (domestic, Domestic),
        (asylum, Asylum),
        (student, Student),
        (child, ChildAlone),
        (returned, Returned),
    ];
    dice.weighted(&shares, AtHome)
}

fn members(dice: &mut Dice, corridor: &Corridor, situation: Situation) -> Vec<HomeMember> {
    let women = corridor.women;
    match situation {
        Situation::Worker if dice.chance(820) => vec![HomeMember::draw(dice, HomeRole::Head, (18, 59), women)],
        Situation::FarmHand => {
            let ages = if dice.chance(450) { (18, 22) } else { (23, 55) };
            vec![HomeMember::draw(dice, HomeRole::Head, ages, women)]
        }
        Situation::Domestic => vec![HomeMember::draw(dice, HomeRole::Head, (19, 58), 850)],
        Situation::Student => vec![HomeMember::draw(dice, HomeRole::Head, (18, 29), 500)],
        Situation::Asylum if dice.chance(450) => vec![HomeMember::draw(dice, HomeRole::Head, (18, 50), 350)],
        Situation::ChildAlone => children_alone(dice),
        Situation::Returned => {
            let head = HomeMember::draw(dice, HomeRole::Head, (21, 60), women);
            family(dice, HomeMember { returned: true, ..head })
        }
        Situation::Family | Situation::Worker | Situation::Asylum | Situation::AtHome => {
            let head = HomeMember::draw(dice, HomeRole::Head, (21, 66), women);
            family(dice, head)
        }
    }
}

fn family(dice: &mut Dice, head: HomeMember) -> Vec<HomeMember> {
    let mut members = vec![head];
    if dice.chance(700) {
        let ages = ((head.age - 7).max(18), head.age + 7);
        let partner = HomeMember::draw(dice, HomeRole::Partner, ages, 0);
        members.push(HomeMember { woman: !head.woman, ..partner });
    }
    let children = dice.weighted(&[(250, 0), (230, 1), (250, 2), (150, 3), (80, 4)], 5);
    for _ in 0..children {
        members.push(HomeMember::draw(dice, HomeRole::Child, (0, (head.age - 18).min(22)), 490));
    }
    if head.age < 58 && dice.chance(90) {
        members.push(HomeMember::draw(dice, HomeRole::Parent, (head.age + 20, head.age + 32), 620));
    }
    if dice.chance(60) {
        members.push(HomeMember::draw(dice, HomeRole::Other, (15, 70), 500));
    }
    members
}

/// Mostly one child; sometimes with a relative, who is not a parent, or with a smaller brother or sister.
fn children_alone(dice: &mut Dice) -> Vec<HomeMember> {
    let age = dice.weighted(&[(520, 17), (220, 16), (120, 15), (60, 14), (40, 12)], 8);
    let drawn = HomeMember::draw(dice, HomeRole::Head, (age, age), 220);
    let document = dice.weighted(&[(500, "none"), (100, "passport")], "birth_certificate");
    let child = HomeMember { alone: true, document, ..drawn };
    match dice.below(100) {
        0..22 => {
            vec![HomeMember::draw(dice, HomeRole::Head, (20, 60), 550), HomeMember { role: HomeRole::Other, ..child }]
        }
        22..30 => vec![child, HomeMember { role: HomeRole::Other, age: age - dice.between(1, 5), ..child }],
        _ => vec![child],
    }
}

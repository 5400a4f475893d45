//! A small instance to decide against: every account has one grant at the controller `red-cross`, office `north`.

use casework::{Actor, Occasion};
use journal::{Grant, Mode};
use model::Date;

pub const CONTROLLER: &str = "red-cross";
pub const OFFICE: &str = "north";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn today() -> Date {
    day("2026-11-24")
}

pub fn grant(role: &str) -> Grant {
    Grant { role: role.into(), controller: CONTROLLER.into(), office: OFFICE.into(), compartments: vec![], until: None }
}

pub fn actor(account: &str, grants: Vec<Grant>) -> Actor {
    Actor { account: account.into(), grants }
}

pub fn occasion(mode: Mode) -> Occasion<'static> {
    Occasion { purpose: "assistance", controller: CONTROLLER, mode, today: today() }
}

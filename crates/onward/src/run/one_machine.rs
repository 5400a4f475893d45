//! What stands in for several machines in a build without the feature `cluster`: it says how to get one that has it.

use std::future::{Ready, ready};

use evidence::reach::Reach;

use super::asked::CountAsked;
use crate::cli::{Executor, Scheduler};
use crate::fail::{Fail, Outcome};

pub fn scheduler(_: &Scheduler) -> Ready<Outcome> {
    ready(Err(absent()))
}

pub fn executor(_: &Executor) -> Ready<Outcome> {
    ready(Err(absent()))
}

/// Machines that count elsewhere: there are none here.
pub enum Machines {}

impl Machines {
    pub fn at(_: &str) -> Outcome<Self> {
        Err(absent())
    }

    pub fn count(&self, _: &CountAsked<'_>) -> Ready<Outcome<Option<Reach>>> {
        match *self {}
    }
}

fn absent() -> Fail {
    Fail::wrong("this build counts on one machine").help("build with `--features onward/cluster`, as releases are")
}

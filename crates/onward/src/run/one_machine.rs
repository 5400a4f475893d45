//! What stands in for several machines in a build without the feature `cluster`: it says how to get one that has it.

use evidence::reach::Reach;

use super::simulate::Asked;
use crate::cli::{Executor, Scheduler};
use crate::fail::{Fail, Outcome};

pub async fn scheduler(_: &Scheduler) -> Outcome {
    Err(absent())
}

pub async fn executor(_: &Executor) -> Outcome {
    Err(absent())
}

/// Machines that count elsewhere: there are none here.
pub enum Machines {}

impl Machines {
    pub fn at(_: &str) -> Outcome<Self> {
        Err(absent())
    }

    pub async fn count(&self, _: &Asked<'_>) -> Outcome<Option<Reach>> {
        match *self {}
    }
}

fn absent() -> Fail {
    Fail::wrong("this build counts on one machine").help("build with `--features onward/cluster`, as releases are")
}

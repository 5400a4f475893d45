//! One file per verb of the command line.

mod account;
mod ask;
mod asked;
#[cfg_attr(not(feature = "cluster"), path = "one_machine.rs")]
mod cluster;
mod demo;
mod door;
mod forget;
mod generate;
mod import;
mod init;
mod journal;
mod lake;
mod pack;
mod practices;
mod proposal;
mod serve;
pub mod simulate;

use std::future::Future;

use crate::cli::{Command, Generate};
use crate::fail::{Fail, Outcome};

/// Carries out one call.
pub fn run(command: Command) -> Outcome {
    match command {
        Command::Ask(args) => ask::run(&args),
        Command::Practices(args) => practices::run(&args),
        Command::Generate(Generate::People(args)) => generate::people(&args),
        Command::Demo(args) => waiting(demo::run(&args)),
        Command::Init(args) => waiting(init::run(&args)),
        Command::Serve(args) => waiting(serve::run(&args)),
        Command::Import(args) => waiting(import::run(&args)),
        Command::Pack(verb) => waiting(pack::run(verb)),
        Command::Simulate(args) => waiting(simulate::run(&args)),
        Command::Scheduler(args) => waiting(cluster::scheduler(&args)),
        Command::Executor(args) => waiting(cluster::executor(&args)),
        Command::Journal(verb) => waiting(journal::run(verb)),
        Command::Forget(args) => waiting(forget::run(&args)),
        Command::Account(verb) => waiting(account::run(verb)),
        Command::Proposal(verb) => waiting(proposal::run(verb)),
        Command::SignIn(args) => waiting(door::enter(&args)),
        Command::SignOut(args) => waiting(door::leave(&args)),
        Command::Lake(verb) => waiting(lake::run(verb)),
    }
}

/// Runs what has to wait for a database or a browser.
fn waiting(work: impl Future<Output = Outcome>) -> Outcome {
    tokio::runtime::Runtime::new().map_err(Fail::wrong)?.block_on(work)
}

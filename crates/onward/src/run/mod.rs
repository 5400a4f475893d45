//! One file per verb of the command line.

mod account;
mod ask;
mod asked;
#[cfg_attr(not(feature = "cluster"), path = "one_machine.rs")]
mod cluster;
mod demo;
mod door;
mod forget;
mod form;
mod generate;
mod import;
mod init;
mod journal;
mod lake;
mod once;
mod pack;
mod pathway;
mod person;
mod play;
mod practices;
mod proposal;
mod purpose;
mod record;
mod serve;
pub mod simulate;
mod verify;

use std::future::Future;

use crate::cli::{Generate, Verb};
use crate::fail::{Fail, Outcome};

/// Carries out one call.
pub fn run(command: Verb) -> Outcome {
    match command {
        Verb::Ask(args) => ask::run(&args),
        Verb::Form(verb) => form::run(&verb),
        Verb::Verify(args) => verify::run(&args),
        Verb::Play(args) => play::run(&args),
        Verb::Practices(args) => practices::run(&args),
        Verb::Generate(Generate::People(args)) => generate::people(&args),
        Verb::Demo(args) => waiting(demo::run(&args)),
        Verb::Init(args) => waiting(init::run(&args)),
        Verb::Serve(args) => waiting(serve::run(&args)),
        Verb::Person(verb) => waiting(person::run(verb)),
        Verb::Record(verb) => waiting(record::run(verb)),
        Verb::Pathway(verb) => waiting(pathway::run(verb)),
        Verb::Import(args) => waiting(import::run(&args)),
        Verb::Pack(verb) => waiting(pack::run(verb)),
        Verb::Simulate(args) => waiting(simulate::run(&args)),
        Verb::Scheduler(args) => waiting(cluster::scheduler(&args)),
        Verb::Executor(args) => waiting(cluster::executor(&args)),
        Verb::Journal(verb) => waiting(journal::run(verb)),
        Verb::Forget(args) => waiting(forget::run(&args)),
        Verb::Account(verb) => waiting(account::run(verb)),
        Verb::Purpose(verb) => waiting(purpose::run(verb)),
        Verb::Proposal(verb) => waiting(proposal::run(verb)),
        Verb::SignIn(args) => waiting(door::enter(&args)),
        Verb::SignOut(args) => waiting(door::leave(&args)),
        Verb::Lake(verb) => waiting(lake::run(verb)),
    }
}

/// Runs what has to wait for a database or a browser.
fn waiting(work: impl Future<Output = Outcome>) -> Outcome {
    tokio::runtime::Runtime::new().map_err(Fail::wrong)?.block_on(work)
}

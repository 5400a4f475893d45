//! The command line as outside scripts see it: exit codes, one JSON document, nothing half-written.
#![cfg(test)]

mod adopt;
mod ask;
mod calls;
#[cfg(feature = "cluster")]
mod cluster;
mod damage;
mod files;
mod form;
mod grants;
mod import;
mod journal;
mod outage;
mod pack;
mod pathway;
mod person;
mod places;
mod play;
#[expect(dead_code, reason = "the tests of the store start one that syncs every commit, too")]
#[path = "../../../store/tests/it/cluster.rs"]
mod postgres;
mod practices;
mod record;
mod run;
mod second_person;
mod serving;
mod simulate;
mod stopped;
mod uncounted;
mod verify;

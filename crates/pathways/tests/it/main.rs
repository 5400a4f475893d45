//! Pathways read from files, played, and looked at as timelines.
#![cfg(test)]

mod again;
mod appeals;
mod cases;
mod documented;
mod examples;
mod labels;
mod listing;
mod loosened;
mod mischief;
mod naive;
mod plays;
mod refused;
mod starts;
mod world;
mod year;

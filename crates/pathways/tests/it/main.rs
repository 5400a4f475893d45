//! Pathways read from files, played, and looked at as timelines.

mod examples;
mod world;

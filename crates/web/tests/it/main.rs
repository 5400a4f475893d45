//! The web face through its router, on fakes: no database, no engine, no clock but the one the test holds.
#![cfg(test)]

mod browser;
mod fake;
mod gate;
mod library;
mod pages;
mod proposals;
mod words;

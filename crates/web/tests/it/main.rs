//! The web face through its router, on an instance of its own: SQLite in a folder, people registered by commands, a clock
//! that is moved by hand.
#![cfg(test)]

mod account;
mod accounts;
mod amending;
mod answering;
mod browser;
mod cases;
mod desk;
mod door;
mod factor;
mod gate;
mod household;
mod import;
mod journal;
mod kept;
mod kinds;
mod library;
mod pages;
mod places;
mod portal;
mod proposals;
mod reach;
mod records;
mod reform;
mod refusals;
mod registering;
mod rights;
mod roles;
mod seat;
mod serve;
mod start;
mod stays;
mod walled;
mod ways;
mod words;
mod world;

//! The store from outside: one contract on both databases, and what only a whole instance can show.
#![cfg(test)]

mod cluster;
mod contract;
mod world;

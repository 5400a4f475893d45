//! The store from outside: one contract on both databases, and what only a whole instance can show.
#![cfg(test)]

mod beside;
mod canary;
mod cluster;
mod contract;
mod crowd;
mod first;
mod forget;
mod forget_lodged;
mod founding;
mod households;
mod kill;
mod moved;
mod places;
mod raw;
mod records;
mod scan;
mod scope;
mod tamper;
mod thief;
mod thief_work;
mod work;
mod world;
mod writers;

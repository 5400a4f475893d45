#![cfg(test)]
//! What may be done and what follows, from outside: the reviewed role table, commands, replays, imports.

mod role_table;
mod world;

#![cfg(test)]
//! What may be done and what follows, from outside: the reviewed role table, commands, replays, imports.

mod accounts;
mod answering;
mod cases;
mod circumstances;
mod core_pack;
mod forgetting;
mod households;
mod import;
mod import_dates;
mod kept;
mod lives;
mod mapping_file;
mod matrix;
mod moving;
mod people;
mod people_matrix;
mod places;
mod places_matrix;
mod proposals;
mod records;
mod replay;
mod role_table;
mod stays;
mod steps_matrix;
mod submissions;
mod unique;
mod world;

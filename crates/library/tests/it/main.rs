//! The library as its authors and readers meet it: what is refused where, what a pack really runs, what is found.
#![cfg(test)]

mod checked;
mod found;
mod refused;
mod shipped;
mod texts;

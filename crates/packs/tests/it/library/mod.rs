//! The library as its authors and readers meet it: what is refused where, what a pack really runs, what is found.

mod checked;
mod found;
mod refused;
mod shipped;

#![cfg(test)]
//! Texts as trees, and their scalars by what is wanted of them.

mod scalars;
mod trees;

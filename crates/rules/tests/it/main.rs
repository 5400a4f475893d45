//! Measures as their authors write them: read from a file over a small schema, typed, or refused at the word.
#![cfg(test)]

mod dated;
mod expressions;
mod fields;
mod structure;
mod support;

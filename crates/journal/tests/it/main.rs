//! Tests of the journal as its users see it: sealing, chaining, verifying, bundling, and bytes that must decode
//! for ever.
#![cfg(test)]

mod bundles;
mod chain;
mod decoding;
mod first;
mod golden;
mod samples;
mod sealing;
mod support;
mod wrapping;

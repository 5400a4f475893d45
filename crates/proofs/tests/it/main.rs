//! Tests of proofs as issuers and verifiers see them: what is taken, what is refused and why, and texts that must be
//! read for ever.
#![cfg(test)]

mod altered;
mod fixtures;
mod independent;
mod issuing;
mod kept;
mod keys;
mod picture;
mod random;
mod refused;
mod revoking;
mod support;
mod unusual;

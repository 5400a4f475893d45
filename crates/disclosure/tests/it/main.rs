//! Releases attacked from outside: by hand, by the audit over random linked tables, by trying every table there is.
#![cfg(test)]

mod brute_force;
mod company;
mod examples;
mod histories;
mod random;
mod worlds;

//! Sign-in: who is there, proven by a password, remembered by an opaque token.
//!
//! Unknown accounts and wrong passwords get the same words after the same work. Nothing about a person who signs
//! in reaches a URL or a log.

pub mod backoff;
pub mod page;
pub mod password;
pub mod session;
pub mod token;

pub use password::{PasswordError, hash_password};

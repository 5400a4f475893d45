//! How long facts and what they consist of may be: asked before anything is sealed, and before anything is read.

/// Longest text of an envelope, in bytes.
pub const MAX_TEXT: usize = 512;
/// Longest sealed part, in bytes; an installed pack with all its files fits.
pub const MAX_PART: usize = 16 << 20;
/// Longest fact, in bytes; what can be sealed can also be bundled.
pub const MAX_FACT: usize = 32 << 20;
/// Most parts of one fact.
pub const MAX_PARTS: usize = 4096;

//! Recovery shares: a secret key cut into n shares of which any k give it back and k - 1 tell nothing.
//!
//! Shamir's scheme over GF(256), byte by byte; arithmetic without tables, so that timing tells nothing either.
//! A share says of which cut it is, how many are needed, and carries a checksum against slips of the pen; the
//! recovered key is checked against a short hash before it is believed. Shares are for paper and for people:
//! they are written as words of hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::hash::sha256;
use crate::{Key, Randomness};

const LABEL: &[u8] = b"onward share 1";
const CHECK: usize = 4;
/// Cut, needed, number, proof of the key, value, checksum.
const LEN: usize = CHECK + 1 + 1 + CHECK + 32 + CHECK;

/// One share of a key.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Share {
    cut: [u8; CHECK],
    needed: u8,
    number: u8,
    proof: [u8; CHECK],
    value: [u8; 32],
}

/// Why shares were not cut or joined. Never repeats a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// At least 2 must be needed, and not more than there are; there are at most 255.
    #[error("`{needed}` of `{count}` shares cannot be")]
    Count {
        /// Shares needed.
        needed: u8,
        /// Shares made.
        count: u8,
    },
    /// Not a share, or mistyped.
    #[error("not a share, or mistyped")]
    Mistyped,
    /// Too few different shares.
    #[error("`{held}` different shares where `{needed}` are needed")]
    TooFew {
        /// Different shares given.
        held: usize,
        /// Shares needed.
        needed: u8,
    },
    /// Shares of different cuts.
    #[error("the shares do not belong together")]
    Mixed,
    /// They belong together and do not yield the key that was cut.
    #[error("the shares do not give the key back")]
    Wrong,
}

/// Cuts a key into `count` shares, any `needed` of which give it back.
pub fn cut(key: &Key, needed: u8, count: u8, randomness: &mut impl Randomness) -> Result<Vec<Share>, ShareError> {
    if needed < 2 || needed > count {
        return Err(ShareError::Count { needed, count });
    }
    let mut id = [0; CHECK];
    randomness.fill(&mut id);
    let mut coefficients = vec![*key.expose()];
    for _ in 1..needed {
        let mut drawn = [0; 32];
        randomness.fill(&mut drawn);
        coefficients.push(drawn);
    }
    let proof = short(&[LABEL, b"key", key.expose()]);
    let share = |number| Share { cut: id, needed, number, proof, value: evaluate(&coefficients, number) };
    let shares = (1..=count).map(share).collect();
    coefficients.zeroize();
    Ok(shares)
}

/// Joins shares of one cut; more than are needed must all agree.
pub fn join(shares: &[Share]) -> Result<Key, ShareError> {
    let first = shares.first().ok_or(ShareError::TooFew { held: 0, needed: 2 })?;
    if shares.iter().any(|share| (share.cut, share.needed, share.proof) != (first.cut, first.needed, first.proof)) {
        return Err(ShareError::Mixed);
    }
    let mut different: Vec<&Share> = shares.iter().collect();
    different.sort_by_key(|share| share.number);
    different.dedup_by_key(|share| share.number);
    if different.len() < usize::from(first.needed) {
        return Err(ShareError::TooFew { held: different.len(), needed: first.needed });
    }
    let key = Key::from_bytes(interpolate(&different));
    if short(&[LABEL, b"key", key.expose()]) == first.proof { Ok(key) } else { Err(ShareError::Wrong) }
}

/// The polynomial of each byte at `x`, by Horner's rule.
fn evaluate(coefficients: &[[u8; 32]], x: u8) -> [u8; 32] {
    let step = |sum: [u8; 32], next: &[u8; 32]| zip(sum, *next, |sum, next| multiply(sum, x) ^ next);
    coefficients.iter().rev().fold([0; 32], step)
}

/// The polynomials at 0, by Lagrange's formula; minus is plus here.
fn interpolate(shares: &[&Share]) -> [u8; 32] {
    shares.iter().fold([0; 32], |sum, share| {
        let others = shares.iter().filter(|other| other.number != share.number);
        let weight = others
            .fold(1, |weight, other| multiply(weight, multiply(other.number, inverse(other.number ^ share.number))));
        zip(sum, share.value, |sum, value| sum ^ multiply(value, weight))
    })
}

fn zip(left: [u8; 32], right: [u8; 32], combine: impl Fn(u8, u8) -> u8) -> [u8; 32] {
    let mut out = left;
    out.iter_mut().zip(right).for_each(|(out, right)| *out = combine(*out, right));
    out
}

/// Product in GF(256) modulo x^8 + x^4 + x^3 + x + 1.
fn multiply(a: u8, b: u8) -> u8 {
    let (mut product, mut a) = (0, a);
    for bit in 0..8 {
        product ^= a & (b >> bit & 1).wrapping_neg();
        a = (a << 1) ^ (0x1b & (a >> 7).wrapping_neg());
    }
    product
}

/// a to the power 254, which is 1/a; 0 for 0.
fn inverse(a: u8) -> u8 {
    let mut power = 1;
    for _ in 0..254 {
        power = multiply(power, a);
    }
    power
}

fn short(parts: &[&[u8]]) -> [u8; CHECK] {
    let [a, b, c, d, ..] = sha256(parts);
    [a, b, c, d]
}

impl Share {
    fn body(&self) -> Vec<u8> {
        [&self.cut[..], &[self.needed, self.number], &self.proof, &self.value].concat()
    }

    fn from_body(bytes: &[u8]) -> Option<Self> {
        let (cut, rest) = bytes.split_first_chunk()?;
        let ([needed, number], rest) = rest.split_first_chunk()?;
        let (proof, rest) = rest.split_first_chunk()?;
        let share = Self { cut: *cut, needed: *needed, number: *number, proof: *proof, value: rest.try_into().ok()? };
        (share.number > 0 && share.needed > 1).then_some(share)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Share");
        shown.field("number", &self.number).field("needed", &self.needed).finish_non_exhaustive()
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.body();
        bytes.extend_from_slice(&short(&[LABEL, &bytes]));
        for (at, byte) in bytes.iter().enumerate() {
            let gap = if at > 0 && at % 4 == 0 { "-" } else { "" };
            write!(f, "{gap}{byte:02x}")?;
        }
        bytes.zeroize();
        Ok(())
    }
}

impl FromStr for Share {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        let digits: Option<Vec<u8>> = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let mut digits = digits.ok_or(ShareError::Mistyped)?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, d| sum << 4 | d)).collect();
        let whole = digits.len() == 2 * LEN;
        digits.zeroize();
        let (body, checksum) = bytes.split_last_chunk::<CHECK>().ok_or(ShareError::Mistyped)?;
        if !whole || short(&[LABEL, body]) != *checksum {
            return Err(ShareError::Mistyped);
        }
        Self::from_body(body).ok_or(ShareError::Mistyped)
    }
}

#[cfg(test)]
mod tests;

//! Patterns in addresses: what fails, what is unknown and what is presumed of somebody, as the page of a measure's reach
//! writes it and the page of a persona reads it. What is no pattern is refused whole, never read in part.

use rules::verdict::Masks;

/// A pattern as it stands in an address: `f4-u2-p0`, hexadecimal.
pub(super) fn spelt(masks: Masks) -> String {
    format!("f{:x}-u{:x}-p{:x}", masks.failed, masks.unknown, masks.presumed)
}

/// A pattern from an address.
pub(super) fn read(text: &str) -> Option<Masks> {
    let mut parts = text.split('-');
    let mut next = |letter: char| u32::from_str_radix(parts.next()?.strip_prefix(letter)?, 16).ok();
    Some(Masks { failed: next('f')?, unknown: next('u')?, presumed: next('p')? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_goes_both_ways() {
        let masks = Masks { failed: 4, unknown: 0x8000_0000, presumed: 3 };
        assert_eq!(read(&spelt(masks)), Some(masks));
        for bad in ["", "f1-u2", "u1-f2-p0", "f-u-p", "fg-u0-p0"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}

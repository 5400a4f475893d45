//! Codes by which somebody comes back: eight characters that are not taken for each other, and one that finds a slip.

/// Crockford's: no I, L, O and U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of the check character, beyond those of the code.
const CHECKS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// A code with its PIN, as they are shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCode {
    /// `K7QF-92MX-C`.
    pub code: String,
    /// Six figures.
    pub pin: String,
}

impl KeptCode {
    /// From bytes that nobody else has.
    pub(super) fn of(bytes: [u8; 32]) -> Self {
        let number = |from: usize, count: usize| {
            bytes.iter().skip(from).take(count).fold(0u64, |all, byte| (all << 8) | u64::from(*byte))
        };
        Self { code: written(number(0, 8) >> 24), pin: format!("{:06}", number(8, 8) % 1_000_000) }
    }
}

/// Forty bits as eight characters and a check.
fn written(bits: u64) -> String {
    let sign = |at: u32| {
        char::from(*SIGNS.get(usize::try_from((bits >> (5 * (7 - at))) & 31).unwrap_or_default()).unwrap_or(&b'0'))
    };
    let signs: String = (0..8).map(sign).collect();
    let (first, second) = signs.split_at(4);
    format!("{first}-{second}-{}", check(bits))
}

fn check(bits: u64) -> char {
    char::from(*CHECKS.get(usize::try_from(bits % 37).unwrap_or_default()).unwrap_or(&b'0'))
}

/// A code as it is kept, from what somebody typed: in whatever case, with whatever between, with O for 0 and I for 1. A
/// slip in one character makes none.
pub(super) fn read(typed: &str) -> Option<String> {
    let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    });
    let plain: Vec<char> = plain.collect();
    let (check_sign, signs) = plain.split_last()?;
    let value = |c: &char| SIGNS.iter().position(|sign| char::from(*sign) == *c).map(|value| value as u64);
    let bits = signs.iter().map(value).try_fold(0u64, |all, value| Some((all << 5) | value?))?;
    (signs.len() == 8 && check(bits) == *check_sign).then(|| written(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed_and_a_slip_is_found() {
        let made = KeptCode::of([7; 32]);
        assert_eq!(made.pin.len(), 6);
        assert_eq!(read(&made.code), Some(made.code.clone()));
        assert_eq!(read(&made.code.to_lowercase().replace('-', " ")), Some(made.code.clone()));
        let mut other = made.code.clone().into_bytes();
        other[0] = if other[0] == b'0' { b'1' } else { b'0' };
        assert_eq!(read(&String::from_utf8(other).unwrap()), None);
        for wrong in ["", "K7QF", "K7QF-92MX-CC", "ÄÖÜ"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

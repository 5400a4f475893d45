//! What ties a form to one browser: derived from the token that its cookie holds, and masked anew on every page, so that
//! compression tells nothing about it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use instance::door::Token;

/// What a form carries, under a fresh mask.
pub fn form_token(anchor: Token, mask: [u8; 32]) -> String {
    let masked = xor(secret(anchor), mask);
    URL_SAFE_NO_PAD.encode(mask) + &URL_SAFE_NO_PAD.encode(masked)
}

/// Whether a form was made for whoever holds this token.
pub fn made(anchor: Token, form_token: &str) -> bool {
    let (mask, masked) = form_token.split_at_checked(form_token.len() / 2).unwrap_or_default();
    let (Some(mask), Some(masked)) = (decode(mask), decode(masked)) else { return false };
    let differences = xor(xor(mask, masked), secret(anchor));
    differences.iter().fold(0, |all, byte| all | byte) == 0
}

fn secret(anchor: Token) -> [u8; 32] {
    anchor.derive("onward form")
}

fn xor(mut a: [u8; 32], b: [u8; 32]) -> [u8; 32] {
    a.iter_mut().zip(b).for_each(|(a, b)| *a ^= b);
    a
}

fn decode(text: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_token_belongs_to_one_session_and_looks_different_each_time() {
        let (mine, other) = (Token::draw([1; 32]), Token::draw([2; 32]));
        let (first, second) = (form_token(mine, [3; 32]), form_token(mine, [4; 32]));
        assert_ne!(first, second);
        assert!(made(mine, &first) && made(mine, &second));
        assert!(!made(other, &first));
        for forged in ["", "é", "AAAA", &first[1..]] {
            assert!(!made(mine, forged), "{forged}");
        }
    }
}

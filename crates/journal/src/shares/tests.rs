use proptest::prelude::*;

use super::*;

/// Not random; different at every call.
fn counter(seed: u8) -> impl Randomness {
    let mut next = seed;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            next = next.wrapping_mul(5).wrapping_add(17);
            *byte = next;
        }
    }
}

fn parts(needed: u8, count: u8) -> (Key, Vec<Share>) {
    let key = Key::from_bytes(std::array::from_fn(|at| u8::try_from(at * 3).unwrap()));
    let shares = cut(&key, needed, count, &mut counter(9)).unwrap();
    (key, shares)
}

#[test]
fn products_and_inverses_are_those_of_the_field() {
    // FIPS 197, section 4.2: {57} . {83} = {c1}, {57} . {13} = {fe}.
    assert_eq!((multiply(0x57, 0x83), multiply(0x57, 0x13)), (0xc1, 0xfe));
    assert!((1..=255).all(|a| multiply(a, inverse(a)) == 1));
}

#[test]
fn one_share_too_few_is_refused_and_so_is_the_same_share_twice() {
    let (_, shares) = parts(3, 5);
    assert_eq!(join(&shares[..2]).unwrap_err(), ShareError::TooFew { held: 2, needed: 3 });
    let twice = [shares[0].clone(), shares[1].clone(), shares[0].clone()];
    assert_eq!(join(&twice).unwrap_err(), ShareError::TooFew { held: 2, needed: 3 });
    assert_eq!(join(&[]).unwrap_err(), ShareError::TooFew { held: 0, needed: 2 });
}

#[test]
fn shares_of_two_cuts_do_not_mix() {
    let (key, shares) = parts(2, 3);
    let other = cut(&key, 2, 3, &mut counter(77)).unwrap();
    assert_eq!(join(&[shares[0].clone(), other[1].clone()]).unwrap_err(), ShareError::Mixed);
}

#[test]
fn a_forged_value_does_not_pass_for_the_key() {
    let (_, mut shares) = parts(2, 3);
    shares[0].value[5] ^= 1;
    assert_eq!(join(&shares[..2]).unwrap_err(), ShareError::Wrong);
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let (key, _) = parts(2, 2);
    for (needed, count) in [(0, 3), (1, 3), (4, 3), (2, 1)] {
        let refused = cut(&key, needed, count, &mut counter(1));
        assert_eq!(refused, Err(ShareError::Count { needed, count }));
    }
}

#[test]
fn a_share_shows_nothing_of_its_value_when_debugged() {
    let (_, shares) = parts(2, 3);
    assert_eq!(format!("{:?}", shares[0]), "Share { number: 1, needed: 2, .. }");
}

proptest! {
    #[test]
    fn any_k_of_n_give_the_key_back(
        needed in 2u8..6, extra in 0u8..4, seed: u8, order in any::<prop::sample::Index>(), bytes: [u8; 32],
    ) {
        let key = Key::from_bytes(bytes);
        let mut shares = cut(&key, needed, needed + extra, &mut counter(seed)).unwrap();
        let turn = order.index(shares.len());
        shares.rotate_left(turn);
        shares.truncate(usize::from(needed));
        let joined = join(&shares).unwrap();
        prop_assert_eq!(joined.expose(), key.expose());
    }

    #[test]
    fn a_written_share_is_read_back_and_one_wrong_digit_is_noticed(at in 0usize..92, step in 1u32..16) {
        let (_, shares) = parts(2, 3);
        let text = shares[2].to_string();
        prop_assert_eq!(text.parse::<Share>().unwrap(), shares[2].clone());
        let mut digits: Vec<char> = text.chars().filter(|c| *c != '-').collect();
        let wrong = (digits[at].to_digit(16).unwrap() + step) % 16;
        digits[at] = char::from_digit(wrong, 16).unwrap();
        let mistyped: String = digits.into_iter().collect();
        prop_assert_eq!(mistyped.parse::<Share>().unwrap_err(), ShareError::Mistyped);
    }
}

use proptest::prelude::*;

use super::*;

fn ints(lo: i64, hi: i64) -> Range {
    Range::between(Type::Int, End::At(lo), End::At(hi))
}

fn open_ints() -> impl Strategy<Value = (Range, i64)> {
    (-20i64..20, 0i64..10, 0i64..10, 0u8..4).prop_map(|(at, down, up, open)| {
        let lo = if open & 1 == 0 { End::At(at - down) } else { End::Below };
        let hi = if open & 2 == 0 { End::At(at + up) } else { End::Above };
        (Range::between(Type::Int, lo, hi), at)
    })
}

fn holds(range: Range, number: i64) -> bool {
    range.lo <= End::At(number) && End::At(number) <= range.hi
}

fn really(rel: Rel, a: i64, b: i64) -> bool {
    match rel {
        Rel::Eq => a == b,
        Rel::Ne => a != b,
        Rel::Lt => a < b,
        Rel::Le => a <= b,
        Rel::Gt => a > b,
        Rel::Ge => a >= b,
    }
}

const RELS: [Rel; 6] = [Rel::Eq, Rel::Ne, Rel::Lt, Rel::Le, Rel::Gt, Rel::Ge];

proptest! {
    #[test]
    fn arithmetic_on_intervals_holds_the_arithmetic_of_what_lies_in_them(
        (a, x) in open_ints(), (b, y) in open_ints(), step in 1i64..7, divisor in prop_oneof![-7i64..0, 1i64..7],
    ) {
        prop_assert!(holds(a.arith(Op::Add, b).unwrap(), x + y));
        prop_assert!(holds(a.arith(Op::Sub, b).unwrap(), x - y));
        prop_assert!(holds(a.arith(Op::Mul, b).unwrap(), x * y));
        prop_assert!(holds(a.hull(b).unwrap(), x) && holds(a.hull(b).unwrap(), y));
        prop_assert!(holds(a.extreme(b, true).unwrap(), x.max(y)));
        prop_assert!(holds(a.extreme(b, false).unwrap(), x.min(y)));
        for rounding in [Rounding::Down, Rounding::Up, Rounding::HalfUp] {
            let point = Range::point(Type::Int, x).round(Range::point(Type::Int, step), rounding).unwrap();
            prop_assert!(holds(a.round(Range::point(Type::Int, step), rounding).unwrap(), point.exact().unwrap()));
        }
        let by = Range::point(Type::Int, divisor);
        let quotient = Range::point(Type::Int, x).arith(Op::Div, by).unwrap().exact().unwrap();
        prop_assert!(holds(a.arith(Op::Div, by).unwrap(), quotient));
    }

    #[test]
    fn a_comparison_says_true_or_false_only_of_all_that_may_be(a in -4i64..4, w in 0i64..3, b in -4i64..4, v in 0i64..3) {
        for rel in RELS {
            let outcomes: Vec<bool> = (a..=a + w).flat_map(|x| (b..=b + v).map(move |y| really(rel, x, y))).collect();
            let said = ints(a, a + w).compare(rel, ints(b, b + v)).unwrap();
            let all = |wanted: bool| outcomes.iter().all(|outcome| *outcome == wanted);
            prop_assert_eq!(said, Truth::of(all(true), all(false)));
        }
    }
}

fn money(currency: &str, minor: i64) -> Range {
    Range::point(Type::Money(currency.parse().unwrap()), minor)
}

#[test]
fn rounding_goes_as_said() {
    let to =
        |currency, minor, rounding| money(currency, minor).round(Range::point(Type::Int, 5), rounding).unwrap().exact();
    assert_eq!(to("EUR", 1_249, Rounding::Down), Some(1_000));
    assert_eq!(to("EUR", 1_001, Rounding::Up), Some(1_500));
    assert_eq!(to("EUR", 1_250, Rounding::HalfUp), Some(1_500));
    assert_eq!(to("EUR", -1_250, Rounding::HalfUp), Some(-1_500));
    // To whole fives of the unit, of which a dinar has 1,000 parts and a franc none.
    assert_eq!(to("JOD", 12_499, Rounding::Down), Some(10_000));
    assert_eq!(to("JOD", 12_500, Rounding::HalfUp), Some(15_000));
    assert_eq!(to("XOF", 12, Rounding::Up), Some(15));
    assert_eq!(to("XOF", 12, Rounding::HalfUp), Some(10));
}

#[test]
fn decimals_and_amounts_keep_their_places() {
    let decimal = |number| Range::point(Type::Decimal, number);
    let half = |currency, minor| money(currency, minor).arith(Op::Mul, decimal(5_000)).unwrap().exact();
    assert_eq!(half("BDT", 1_001), Some(501), "half of 10.01 is 5.01, away from zero");
    assert_eq!(half("JOD", 70_251), Some(35_126), "half of 70.251 is 35.126");
    assert_eq!(half("XOF", 701), Some(351));
    assert_eq!(decimal(15_000).arith(Op::Mul, decimal(20_000)).unwrap().exact(), Some(30_000));
    assert_eq!(ints(1, 1).arith(Op::Div, ints(3, 3)).unwrap(), decimal(3_333));
    assert_eq!(ints(1, 1).arith(Op::Add, decimal(5_000)).unwrap(), decimal(15_000));
}

#[test]
fn overflow_is_an_error_and_currencies_never_mix() {
    let most = ints(i64::MAX, i64::MAX);
    assert_eq!(most.arith(Op::Add, ints(1, 1)), Err(EvalError::Overflow));
    assert_eq!(most.arith(Op::Mul, most), Err(EvalError::Overflow));
    let of = |currency| money(currency, 1);
    assert_eq!(of("EUR").arith(Op::Add, of("USD")), Err(EvalError::IllTyped));
    assert_eq!(of("EUR").compare(Rel::Le, of("USD")), Err(EvalError::IllTyped));
    assert_eq!(ints(1, 1).arith(Op::Div, ints(0, 0)), Err(EvalError::Division));
    assert_eq!(ints(1, 1).arith(Op::Div, ints(1, 2)), Err(EvalError::Division));
}

#[test]
fn what_may_not_apply_is_never_known_true() {
    let doubtful = Range { may_not_apply: true, ..ints(3, 3) };
    assert_eq!(doubtful.compare(Rel::Ge, ints(3, 3)).unwrap(), Truth::Unknown);
    assert_eq!(doubtful.compare(Rel::Gt, ints(3, 3)).unwrap(), Truth::False);
    assert_eq!(doubtful.exact(), None);
}

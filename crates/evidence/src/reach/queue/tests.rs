//! Queues that can be served by hand.

use std::cmp::Reverse;

use rules::expr::Type;
use rules::queue::Standing;

use super::*;

fn euro() -> model::Currency {
    "EUR".parse().unwrap()
}

fn euros(least: i64, most: i64) -> Range {
    Range::between(Type::Money(euro()), End::At(least), End::At(most))
}

fn queue(places: &[(i64, i64, u64, Range)]) -> Queue {
    let mut queue = Queue::default();
    for (points, key, ticket, amount) in places {
        let rank = Rank { points: Reverse(*points), keys: vec![Standing::At(*key)] };
        queue.push(&rank, *ticket, Some(*amount));
    }
    queue
}

fn budget(minor: i64) -> CapLimit {
    CapLimit::Budget(model::Money { minor, currency: euro() })
}

#[track_caller]
fn check(queue: &Queue, limit: &CapLimit, granted: u64, waiting: u64, sum: (Option<i128>, Option<i128>)) {
    let quota = queue.settle(limit);
    assert_eq!((quota.granted, quota.waiting), (granted, waiting));
    assert_eq!((quota.cost.least(), quota.cost.most()), sum);
}

#[test]
fn points_come_first_then_keys_then_the_lottery() {
    let queue =
        queue(&[(0, 1, 1, euros(1, 1)), (5, 9, 9, euros(2, 2)), (5, 9, 3, euros(4, 4)), (5, 2, 7, euros(8, 8))]);
    for (places, sum) in [(0, 0), (1, 8), (2, 12), (3, 14), (4, 15), (9, 15)] {
        let granted = places.min(4);
        check(&queue, &CapLimit::Places(places), granted, 4 - granted, (Some(sum), Some(sum)));
    }
}

#[test]
fn a_budget_is_reserved_for_the_most_it_may_take_and_nobody_overtakes() {
    let queue = queue(&[(3, 0, 0, euros(40, 60)), (2, 0, 0, euros(50, 50)), (1, 0, 0, euros(5, 5))]);
    check(&queue, &budget(110), 2, 1, (Some(90), Some(110)));
    check(&queue, &budget(109), 1, 2, (Some(40), Some(60)));
    check(&queue, &budget(59), 0, 3, (Some(0), Some(0)));
    check(&queue, &budget(115), 3, 0, (Some(95), Some(115)));
}

#[test]
fn what_has_no_upper_end_waits_for_data_and_holds_nobody_up() {
    let open = Range::between(Type::Money(euro()), End::At(10), End::Above);
    check(&queue(&[(2, 0, 0, open), (1, 0, 0, euros(5, 5))]), &budget(100), 1, 1, (Some(5), Some(5)));
}

#[test]
fn queues_of_several_threads_are_served_as_one() {
    let all = [(0, 1, 1, euros(1, 1)), (5, 9, 9, euros(2, 2)), (5, 9, 3, euros(4, 4)), (5, 2, 7, euros(8, 8))];
    let (mut one, two) = (queue(&all[..2]), queue(&all[2..]));
    one.merge(&two);
    for places in 0..5 {
        assert_eq!(one.settle(&CapLimit::Places(places)), queue(&all).settle(&CapLimit::Places(places)));
    }
}

#[test]
fn an_amount_that_may_not_arise_may_cost_nothing() {
    let mut cost = Cost::default();
    cost.add(Some(Range { may_not_apply: true, ..euros(70, 90) }));
    cost.add(None);
    assert_eq!((cost.least(), cost.most()), (Some(0), Some(90)));
    assert_eq!((cost.fixed, cost.open, cost.none), (0, 1, 1));
}

//! The attacker who asks on many days, by one breakdown after the other, while one person a day comes, goes or is
//! answered otherwise, and who then tries every table that all of the answers together allow.
//!
//! What is tried is exact: whatever margins by both breakdowns fit each other, there are people who have them. Nothing
//! published ties the people of two days, so the worlds of all days are every choice of one table a day.

use std::collections::HashMap;

use disclosure::{
    Dimension, Figures, GroupCells, OutcomeCells, OutcomeNames, ReleaseRefusal, Released, Remembered, Rules,
    release_after,
};

const THRESHOLD: u64 = 3;
/// Counts to try in groups of the first breakdown go beyond all true ones by more than any proof has to move them.
const TRIED: u64 = 16;
const DAYS: usize = 6;

/// People by answer, by group of the first breakdown and by group of the second.
type People = [[[u64; 2]; 3]; 2];
/// Counts of all, of three groups of the first breakdown and of two of the second.
type Margins = [u64; 6];
/// What was shown of yes, of no, and of both.
type Shown = [[Option<u64>; 6]; 3];
/// The least and the most: of the margins, then of each two groups of the first breakdown.
type Ranges = [(u64, u64); 9];
/// The groups that the last of [`Ranges`] hold together.
const TWO: [[usize; 2]; 3] = [[2, 3], [1, 3], [1, 2]];

fn margins(people: &People) -> [Margins; 3] {
    let of = |answer: &[[u64; 2]; 3]| {
        let [first, second, third] = answer.map(|group| group.iter().sum());
        let left = answer.iter().map(|group| group[0]).sum();
        let all: u64 = first + second + third;
        [all, first, second, third, left, all - left]
    };
    let [yes, no] = [of(&people[0]), of(&people[1])];
    [yes, no, std::array::from_fn(|at| yes[at] + no[at])]
}

/// With each two groups of the first breakdown.
fn values(margins: &Margins) -> [u64; 9] {
    let two = TWO.map(|[one, other]| margins[one] + margins[other]);
    std::array::from_fn(|at| margins.get(at).copied().unwrap_or_else(|| two[at - 6]))
}

/// A question: the figures, and where in them each count stands.
struct Question {
    figures: Figures,
    cells: Vec<([usize; 2], usize)>,
}

fn ask(people: &People, by: &[usize]) -> Question {
    let mut figures = Figures::default();
    let [yes, no, both] = margins(people);
    let places = |by: usize| if by == 0 { 1..4 } else { 4..6 };
    let dimension = |by: &usize| Dimension {
        name: format!("breakdown {by}"),
        groups: places(*by).map(|at| (at.to_string(), both[at])).collect(),
    };
    let dimensions: Vec<Dimension> = by.iter().map(dimension).collect();
    let groups = GroupCells::lay(&mut figures, both[0], &dimensions).unwrap();
    let names = OutcomeNames { of: "measure", each: ["yes", "no"] };
    let answers: Vec<Vec<[u64; 2]>> = by.iter().map(|by| places(*by).map(|at| [yes[at], no[at]]).collect()).collect();
    let laid = OutcomeCells::lay(&mut figures, &groups, names, [yes[0], no[0]], &answers).unwrap();
    let mut cells = vec![([2, 0], groups.people), ([0, 0], laid.whole[0]), ([1, 0], laid.whole[1])];
    for ((by, sizes), answers) in by.iter().zip(&groups.by).zip(&laid.by) {
        for ((at, size), [yes, no]) in places(*by).zip(sizes).zip(answers) {
            cells.extend([([2, at], *size), ([0, at], *yes), ([1, at], *no)]);
        }
    }
    Question { figures, cells }
}

impl Question {
    fn read(&self, released: &Released, shown: &mut Shown) {
        for ([kind, at], cell) in &self.cells {
            shown[*kind][*at] = shown[*kind][*at].or(released.get(*cell));
        }
    }
}

/// Every way in which people of one answer can fall into the groups, given what is shown of them: by what they make of
/// the sizes that are shown, since nothing else ties the answers to each other.
fn tried(shown: [Option<u64>; 6], sizes: [Option<u64>; 6]) -> HashMap<Margins, Ranges> {
    let mut found: HashMap<Margins, Ranges> = HashMap::new();
    let possible = |at: usize, most: u64| match shown[at] {
        Some(count) => count..=count,
        None => 0..=most,
    };
    for first in possible(1, TRIED) {
        for second in possible(2, TRIED) {
            for third in possible(3, TRIED) {
                let all = first + second + third;
                // Where no size ties the two to the other answer, only the ends matter.
                let step = if sizes[4].or(sizes[5]).is_some() { 1 } else { all.max(1) };
                let left = shown[4].or_else(|| all.checked_sub(shown[5]?));
                for left in left.map_or(0..=all, |left| left..=left).step_by(usize::try_from(step).unwrap()) {
                    if left > all {
                        continue;
                    }
                    let margins = [all, first, second, third, left, all - left];
                    if margins.iter().zip(shown).any(|(count, shown)| shown.is_some_and(|shown| shown != *count)) {
                        continue;
                    }
                    let key = std::array::from_fn(|at| sizes[at].map_or(0, |_| margins[at]));
                    let values = values(&margins);
                    let ranges = found.entry(key).or_insert_with(|| values.map(|value| (value, value)));
                    widen(ranges, &values.map(|value| (value, value)));
                }
            }
        }
    }
    found
}

fn widen(ranges: &mut Ranges, others: &Ranges) {
    for (range, other) in ranges.iter_mut().zip(others) {
        *range = (range.0.min(other.0), range.1.max(other.1));
    }
}

/// The least and the most of everything in any table of a day that looks like what is shown.
fn worlds(shown: &Shown) -> [Ranges; 3] {
    let sizes = shown[2];
    let [yes, no] = [0, 1].map(|kind| tried(shown[kind], sizes));
    let mut found: Option<[Ranges; 3]> = None;
    for (key, yes) in yes {
        let rest = |at: usize| sizes[at].map_or(Some(0), |size: u64| size.checked_sub(key[at]));
        let Some(rest) = (0..6).map(rest).collect::<Option<Vec<u64>>>() else { continue };
        let Some(no) = no.get(&Margins::try_from(rest).unwrap()) else { continue };
        let both = std::array::from_fn(|at| (yes[at].0 + no[at].0, yes[at].1 + no[at].1));
        let own = [yes, *no, both];
        let found = found.get_or_insert(own);
        found.iter_mut().zip(&own).for_each(|(ranges, own)| widen(ranges, own));
    }
    found.expect("the truth is among them")
}

/// What an attacker knows in the end.
#[derive(Debug, PartialEq, Eq)]
enum Learnt {
    /// A count of somebody to be below the threshold.
    Count { day: usize, of: [usize; 2] },
    /// That nobody of a small group is answered so.
    Nobody { day: usize, of: [usize; 2] },
    /// That some, and fewer than the threshold, came, went or are answered otherwise.
    Change { days: [usize; 2], of: [usize; 2] },
}

const EVERYTHING: [usize; 3] = [0, 1, 2];

fn attack(days: &[People], shown: &[Shown]) -> Vec<Learnt> {
    let truths: Vec<[[u64; 9]; 3]> = days.iter().map(|people| margins(people).map(|own| values(&own))).collect();
    let worlds: Vec<[Ranges; 3]> = shown.iter().map(worlds).collect();
    let mut learnt = vec![];
    for kind in EVERYTHING {
        for at in 0..9 {
            for day in 0..days.len() {
                let (truth, range) = (&truths[day], worlds[day][kind][at]);
                learnt.extend(of_day(truth, range, [kind, at]).map(|learnt| learnt(day)));
                for before in 0..day {
                    let hidden = |day: usize| {
                        TWO.get(at.wrapping_sub(6)).map(|two| two.map(|at| shown[day][kind][at].is_none()))
                    };
                    // What two groups are together is of interest where it is all that is known of one of them.
                    if at >= 6 && hidden(day) != Some([true; 2]) && hidden(before) != Some([true; 2]) {
                        continue;
                    }
                    let truths = [truths[before][kind][at], truth[kind][at]];
                    if is_told(truths, [worlds[before][kind][at], range]) {
                        learnt.push(Learnt::Change { days: [before, day], of: [kind, at] });
                    }
                }
            }
        }
    }
    learnt
}

/// What the tables of one day have in common.
fn of_day(truth: &[[u64; 9]; 3], range: (u64, u64), of: [usize; 2]) -> Option<impl Fn(usize) -> Learnt> {
    let [kind, at] = of;
    let small = |count: u64, below: u64| (1..below).contains(&count);
    let somebody = at < 6 && small(truth[kind][at], THRESHOLD);
    // A none that follows from the none of all, where these are many, tells of nobody.
    let follows = truth[kind][0] == 0 && !small(truth[2][0], 10 * THRESHOLD);
    let nobody = kind < 2 && at < 6 && truth[kind][at] == 0 && small(truth[2][at], 10 * THRESHOLD) && !follows;
    ((somebody || nobody) && range.1 < THRESHOLD)
        .then_some(move |day| if somebody { Learnt::Count { day, of } } else { Learnt::Nobody { day, of } })
}

/// Whether a change of few is known to be one, in every world.
fn is_told([then, now]: [u64; 2], [before, after]: [(u64, u64); 2]) -> bool {
    let few = after.1 < before.0 + THRESHOLD && before.1 < after.0 + THRESHOLD;
    (1..THRESHOLD).contains(&then.abs_diff(now)) && few
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn place(&mut self) -> [usize; 3] {
        [self.below(2), self.below(3), self.below(2)]
    }

    /// A few people, and what one of them does each day: come, go, or be answered otherwise, be it that they changed or
    /// that the rule did.
    fn days(&mut self) -> Vec<People> {
        let mut people = People::default();
        for count in people.as_flattened_mut().as_flattened_mut() {
            *count = [0, 1, 2, 3, 4, 5][self.below(6)];
        }
        let mut days = vec![people];
        while days.len() < DAYS {
            let ([answer, first, second], what) = (self.place(), self.below(3));
            if what < 2 && people[answer][first][second] == 0 {
                continue;
            }
            match what {
                0 => people[answer][first][second] -= 1,
                1 => {
                    people[answer][first][second] -= 1;
                    people[1 - answer][first][second] += 1;
                }
                _ => people[answer][first][second] += 1,
            }
            days.push(people);
        }
        days
    }

    /// Every day by every breakdown, in any order.
    fn questions(&mut self) -> Vec<(usize, &'static [usize])> {
        let by: [&'static [usize]; 4] = [&[], &[0], &[1], &[0, 1]];
        let mut all: Vec<_> = (0..DAYS).flat_map(|day| by.map(|by| (day, by))).collect();
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
        all
    }
}

/// What the attacker is told of each day, by a memory that keeps what was released or by none.
fn answers(days: &[People], questions: &[(usize, &[usize])], remembers: bool) -> Vec<Shown> {
    let mut shown = vec![Shown::default(); days.len()];
    let mut kept: Vec<Remembered> = vec![];
    for (day, by) in questions {
        let question = ask(&days[*day], by);
        let earlier: Vec<&Remembered> = kept.iter().filter(|_| remembers).collect();
        match release_after(&question.figures, &Rules { threshold: THRESHOLD }, &day.to_string(), &earlier) {
            Ok((released, remembered)) => {
                question.read(&released, &mut shown[*day]);
                kept.push(remembered);
            }
            Err(refusal) => assert_eq!(refusal, ReleaseRefusal::Exposed),
        }
    }
    shown
}

const HISTORIES: u64 = 10;

#[test]
fn no_world_of_many_days_is_told_from_the_others_by_few_people() {
    let mut seen_later = 0;
    for seed in 0..HISTORIES {
        let mut dice = Dice(seed);
        let (days, questions) = (dice.days(), dice.questions());
        let shown = answers(&days, &questions, true);
        assert_eq!(attack(&days, &shown), [], "history {seed}: {days:?} asked {questions:?} shown {shown:?}");
        let told = |shown: &&Shown| shown.as_flattened().iter().any(Option::is_some);
        seen_later += usize::from(shown.iter().filter(told).count() > 1);
    }
    assert!(seen_later > 5, "days after the first are told of in {seen_later} histories");
}

#[test]
fn without_memory_the_same_attacker_learns_of_one_person_after_the_other() {
    let mut recovered = 0;
    for seed in 0..HISTORIES {
        let mut dice = Dice(seed);
        let (days, questions) = (dice.days(), dice.questions());
        let learnt = attack(&days, &answers(&days, &questions, false));
        recovered += usize::from(learnt.iter().any(|learnt| matches!(learnt, Learnt::Change { .. })));
    }
    assert!(recovered >= 9, "somebody is recovered in {recovered} histories");
}

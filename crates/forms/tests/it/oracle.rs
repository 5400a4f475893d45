//! Random forms, filled in random order: step by step, all at once, and by a third way that knows nothing of the engine.
//!
//! The third way holds answers in plain fields and goes over all rules again and again until nothing changes; it reads no
//! XPath and has no order of its own.

use std::fmt::Write as _;

use forms::{Filling, Form};
use proptest::prelude::*;

use crate::books::{context, form};

/// One question of a random form; it speaks of earlier ones alone.
#[derive(Debug, Clone)]
struct Rule {
    in_repeat: bool,
    /// A calculation adds these up; a typed answer does not.
    adds: Option<Vec<usize>>,
    /// It matters while this earlier one is more than a number.
    while_more: Option<(usize, i64)>,
    /// It must be answered while this earlier one is empty.
    needed_without: Option<usize>,
}

#[derive(Debug, Clone)]
enum Edit {
    Set(usize, usize, Option<i64>),
    Add,
    Remove(usize),
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let rule = (
        any::<bool>(),
        prop::option::of(prop::collection::vec(any::<usize>(), 1..3)),
        prop::option::of((any::<usize>(), -2..4i64)),
        prop::option::of(any::<usize>()),
    );
    prop::collection::vec(rule, 3..9).prop_map(|raw| {
        let mut rules: Vec<Rule> = Vec::new();
        for (at, (in_repeat, adds, more, needed)) in raw.into_iter().enumerate() {
            // Outside of the repeat nothing speaks of what lies in it: which one would be meant?
            let seen: Vec<usize> = (0..at).filter(|other| in_repeat || !rules[*other].in_repeat).collect();
            let pick = |wanted: usize| seen.get(wanted.checked_rem(seen.len()).unwrap_or_default()).copied();
            rules.push(Rule {
                in_repeat,
                adds: adds
                    .map(|adds| adds.into_iter().filter_map(pick).collect::<Vec<_>>())
                    .filter(|adds| !adds.is_empty()),
                while_more: more.and_then(|(other, than)| pick(other).map(|other| (other, than))),
                needed_without: needed.and_then(pick),
            });
        }
        rules
    })
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        6 => (any::<usize>(), any::<usize>(), prop::option::of(-3..6i64)).prop_map(|(what, which, value)| Edit::Set(what, which, value)),
        1 => Just(Edit::Add),
        1 => any::<usize>().prop_map(Edit::Remove),
    ];
    prop::collection::vec(edit, 1..20)
}

/// The sheets of a form: what does not repeat first, then the repeat.
fn sheets(rules: &[Rule]) -> String {
    let mut text = String::from("survey\ntype | name | label | relevant | required | calculation\n");
    let row = |text: &mut String, at: usize, rule: &Rule| {
        let kind = if rule.adds.is_some() { "calculate" } else { "integer" };
        let adds = rule
            .adds
            .as_ref()
            .map(|adds| adds.iter().map(|other| format!("coalesce(${{q{other}}}, 0)")).collect::<Vec<_>>().join(" + "));
        let relevant = rule.while_more.map(|(other, than)| format!("${{q{other}}} > {than}"));
        let required = rule.needed_without.map(|other| format!("${{q{other}}} = ''"));
        writeln!(
            text,
            "{kind} | q{at} | Q | {} | {} | {}",
            relevant.unwrap_or_default(),
            required.unwrap_or_default(),
            adds.unwrap_or_default()
        )
        .expect("text");
    };
    rules.iter().enumerate().filter(|(_, rule)| !rule.in_repeat).for_each(|(at, rule)| row(&mut text, at, rule));
    text.push_str("begin repeat | r | R | | |\ntext | own | Own | | |\n");
    rules.iter().enumerate().filter(|(_, rule)| rule.in_repeat).for_each(|(at, rule)| row(&mut text, at, rule));
    text.push_str("end repeat | | | | |\n");
    text
}

/// The third way: an answer and whether it matters, for each question and each one of the repeat.
struct Oracle<'a> {
    rules: &'a [Rule],
    typed: Vec<Vec<Option<i64>>>,
    matters: Vec<Vec<bool>>,
    values: Vec<Vec<Option<i64>>>,
}

impl<'a> Oracle<'a> {
    fn new(rules: &'a [Rule]) -> Self {
        let mut oracle = Self {
            rules,
            typed: vec![vec![None]; rules.len()],
            matters: vec![vec![true]; rules.len()],
            values: vec![vec![None]; rules.len()],
        };
        oracle.settle();
        oracle
    }

    fn seen(&self, other: usize, from: usize) -> Option<i64> {
        let which = if self.rules[other].in_repeat { from } else { 0 };
        if self.matters[other][which] { self.values[other][which] } else { None }
    }

    fn settle(&mut self) {
        for _ in 0..=self.rules.len() * 2 {
            for (at, rule) in self.rules.iter().enumerate() {
                for which in 0..self.typed[at].len() {
                    self.matters[at][which] = rule
                        .while_more
                        .is_none_or(|(other, than)| self.seen(other, which).is_some_and(|value| value > than));
                    self.values[at][which] = match &rule.adds {
                        Some(adds) => Some(adds.iter().map(|other| self.seen(*other, which).unwrap_or_default()).sum()),
                        None => self.typed[at][which],
                    };
                }
            }
        }
    }

    fn take(&mut self, edit: &Edit) {
        let in_repeat: Vec<usize> = (0..self.rules.len()).filter(|at| self.rules[*at].in_repeat).collect();
        match edit {
            Edit::Set(at, which, value) => {
                let at = at % self.rules.len();
                if self.rules[at].adds.is_none() {
                    let which = which % self.typed[at].len().max(1);
                    if let Some(place) = self.typed[at].get_mut(which) {
                        *place = *value;
                    }
                }
            }
            Edit::Add => in_repeat.iter().for_each(|at| {
                self.typed[*at].push(None);
                self.values[*at].push(None);
                self.matters[*at].push(true);
            }),
            Edit::Remove(which) => in_repeat.iter().for_each(|at| {
                if !self.typed[*at].is_empty() {
                    let which = which % self.typed[*at].len();
                    self.typed[*at].remove(which);
                    self.values[*at].remove(which);
                    self.matters[*at].remove(which);
                }
            }),
        }
        self.settle();
    }
}

fn path(rules: &[Rule], at: usize, which: usize) -> String {
    if rules[at].in_repeat { format!("/data/r[{}]/q{at}", which + 1) } else { format!("/data/q{at}") }
}

fn take(filling: &mut Filling<'_>, form: &Form, rules: &[Rule], edit: &Edit) {
    let repeat = form.find("/data/r").expect("a repeat");
    let there = filling.alike(repeat, 0);
    match edit {
        Edit::Set(at, which, value) => {
            let at = at % rules.len();
            let count = if rules[at].in_repeat { there.len() } else { 1 };
            if rules[at].adds.is_none() && count > 0 {
                let place = filling.at(&path(rules, at, which % count)).expect("a question");
                filling.set(place, &value.map(|value| value.to_string()).unwrap_or_default());
            }
        }
        Edit::Add => drop(filling.add(repeat, 0)),
        Edit::Remove(which) => {
            if !there.is_empty() {
                filling.remove(there[which % there.len()]);
            }
        }
    }
}

#[track_caller]
fn agree(filling: &Filling<'_>, oracle: &Oracle<'_>, rules: &[Rule]) -> Result<(), TestCaseError> {
    for (at, rule) in rules.iter().enumerate() {
        for which in 0..oracle.typed[at].len() {
            let path = path(rules, at, which);
            let state = filling.at(&path).and_then(|place| filling.state_of(place)).expect("a state");
            let expected = oracle.values[at][which].map(|value| value.to_string()).unwrap_or_default();
            prop_assert_eq!(state.is_relevant, oracle.matters[at][which], "{} matters", &path);
            prop_assert_eq!(&state.text, &expected, "{}", &path);
            let needed = rule.needed_without.is_some_and(|other| oracle.seen(other, which).is_none());
            prop_assert_eq!(state.is_required, needed, "{} is needed", &path);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn step_by_step_is_all_at_once_and_is_what_the_rules_say(rules in rules(), edits in edits()) {
        let form = form(&sheets(&rules));
        let mut filling = Filling::begin(&form, context());
        let mut oracle = Oracle::new(&rules);
        agree(&filling, &oracle, &rules)?;
        for edit in &edits {
            take(&mut filling, &form, &rules, edit);
            oracle.take(edit);
            let stepped = filling.state();
            filling.recompute();
            prop_assert_eq!(&stepped, &filling.state());
            agree(&filling, &oracle, &rules)?;
        }
        // What is sent and opened again stands as it stood.
        let sent = forms::submission::to_xml(&filling);
        let mut opened = forms::submission::open(&form, sent.as_bytes(), context()).expect("answers");
        let problems = forms::submission::check(&mut opened, None);
        prop_assert!(problems.iter().all(|problem| problem.code == "required"), "{:?}", problems);
    }
}

//! The simple evaluator: hour by hour it asks of every stage and item what holds, until nothing changes, and works each
//! answer out from the events alone. It shares nothing with the engine but the words in which it tells what it found.

use super::clock::{End, Pauses, date, stamp, walked};
use super::spec::{APPEAL_DAYS, Cond, Event, Silence, SpecItem, SpecStage, items};

/// What the simple evaluator says of a case.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Simple {
    pub stages: Vec<String>,
    pub open: Vec<String>,
    pub due: Vec<(String, String)>,
    pub late: Vec<(String, String)>,
    pub stopped: Vec<(String, String)>,
    pub outcome: Vec<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Is {
    #[default]
    Waiting,
    Open,
    Undecided,
    Offered,
    Passed,
}

/// What is remembered from one hour to the next.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct StageNow {
    is: Is,
    entered: Option<i64>,
    left: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct ItemNow {
    is: Is,
    opened: Option<i64>,
    done: Option<i64>,
    skipped: bool,
    /// Since when it has been waived or skipped.
    closed: Option<i64>,
    made: Made,
}

/// What became of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Made {
    outcome: Option<&'static str>,
    served: Option<i64>,
    appealed: Option<i64>,
    against: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Now {
    stages: Vec<StageNow>,
    items: Vec<ItemNow>,
}

struct Walk<'a> {
    stages: &'a [SpecStage],
    items: Vec<(usize, usize, SpecItem)>,
    /// Events that stand, in the order of their hours.
    events: Vec<(i64, Event)>,
    /// The hours in which the case was closed.
    gaps: Vec<(i64, Option<i64>)>,
}

/// Takes retracted events away: the latest retraction first, for a retraction can be retracted.
fn standing(events: &[(i64, Event)]) -> Vec<(i64, Event)> {
    let mut gone = vec![false; events.len()];
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse((events[*index].0, *index)));
    for index in order {
        if let Event::Retract(of) = events[index].1
            && !gone[index]
        {
            gone[of % events.len()] = true;
        }
    }
    let mut found: Vec<(usize, (i64, Event))> =
        events.iter().cloned().enumerate().filter(|(index, _)| !gone[*index]).collect();
    found.sort_by_key(|(index, (hour, _))| (*hour, *index));
    found.into_iter().map(|(_, event)| event).collect()
}

/// What holds at an hour, found by looking at every hour before it.
pub fn simple(stages: &[SpecStage], events: &[(i64, Event)], hour: i64) -> Simple {
    let items = items(stages);
    let mut now = Now { stages: vec![StageNow::default(); stages.len()], items: vec![ItemNow::default(); items.len()] };
    let mut walk = Walk { stages, items, events: standing(events), gaps: vec![] };
    let mut closed = false;
    for hour in 0..=hour {
        closed = walk.hour(&mut now, hour, closed);
    }
    if closed { Simple { outcome: Walk::outcomes(&now), ..Simple::default() } } else { walk.told(&now, hour) }
}

impl Walk<'_> {
    /// One hour of a case; whether it is closed at its end.
    fn hour(&mut self, now: &mut Now, hour: i64, mut closed: bool) -> bool {
        let acts: Vec<Event> =
            self.events.iter().filter(|(at, _)| *at == hour).map(|(_, event)| event.clone()).collect();
        let (frozen, gaps) = (now.clone(), self.gaps.clone());
        if closed && !acts.iter().any(|act| matches!(act, Event::Reopen | Event::Appeal(_))) {
            return true;
        }
        if closed {
            self.gaps.last_mut().unwrap().1 = Some(hour);
        }
        self.settle(now, hour);
        let was = closed;
        let mut opened = false;
        for act in acts {
            match act {
                Event::Close if !closed => {
                    closed = true;
                    self.gaps.push((hour, None));
                }
                Event::Reopen if closed => (closed, opened) = (false, true),
                Event::Appeal(of) if closed && now.items[of % self.items.len()].made.appealed == Some(hour) => {
                    (closed, opened) = (false, true);
                }
                _ => {}
            }
            if !closed && let Some(gap) = self.gaps.last_mut() {
                gap.1.get_or_insert(hour);
            }
        }
        if was && !opened {
            (*now, self.gaps) = (frozen, gaps);
        }
        closed
    }

    fn settle(&self, now: &mut Now, hour: i64) {
        let before = now.clone();
        loop {
            let next = self.look(&before, now, hour);
            if next == *now {
                return;
            }
            *now = next;
        }
    }

    fn of(&self, number: usize, hour: i64) -> impl Iterator<Item = (i64, &Event)> {
        let count = self.items.len();
        let is_of = move |event: &Event| match event {
            Event::Did(of, ..)
            | Event::Vote(of, ..)
            | Event::Serve(of)
            | Event::Appeal(of)
            | Event::Waive(of)
            | Event::Extend(of, _)
            | Event::Pause(of)
            | Event::Resume(of) => of % count == number,
            Event::Set(..) | Event::Close | Event::Reopen | Event::Retract(_) => false,
        };
        let of_it = self.events.iter().filter(move |(at, event)| *at <= hour && is_of(event));
        of_it.map(|(at, event)| (*at, event))
    }

    fn holds(&self, now: &Now, condition: Option<Cond>, hour: i64) -> Option<bool> {
        match condition {
            None => Some(true),
            Some(Cond::Flag(flag)) => {
                let mut said = self.events.iter().filter(|(at, _)| *at <= hour).filter_map(|(_, event)| match event {
                    Event::Set(of, value) if *of == flag => Some(*value),
                    _ => None,
                });
                said.next_back()
            }
            Some(Cond::Done(item)) => Some(now.items[item].done.is_some()),
            Some(Cond::NotDone(item)) => Some(now.items[item].done.is_none()),
            Some(Cond::Appealed(item)) => Some(now.items[item].made.appealed.is_some()),
            Some(Cond::Against(item)) => Some(now.items[item].made.outcome == Some("no_")),
        }
    }

    /// The hour at which the people who do an item came to an end, whether or not it stood open, and what they decided.
    fn worked(&self, number: usize, hour: i64) -> Option<(i64, &'static str)> {
        let (mut authors, mut outcome) = (vec![], None);
        for (at, event) in self.of(number, hour) {
            match event {
                Event::Did(_, who, yes) => {
                    let said = if *yes { "yes_" } else { "no_" };
                    if !self.items[number].2.approve {
                        return Some((at, said));
                    }
                    authors.push(*who);
                    outcome = Some(said);
                }
                Event::Vote(_, who, yes) if !authors.contains(who) => {
                    // A no takes what was said back, until somebody says it anew.
                    if let Some(said) = outcome.take().filter(|_| *yes) {
                        return Some((at, said));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn first(&self, number: usize, hour: i64, from: i64, wanted: fn(&Event) -> bool) -> Option<i64> {
        self.of(number, hour).find(|(at, event)| *at >= from && wanted(event)).map(|(at, _)| at)
    }

    fn begun(&self, number: usize, hour: i64) -> Option<i64> {
        self.first(number, hour, 0, |event| matches!(event, Event::Did(..)))
    }

    /// One look at everything, from how it stood in the hour before and from what the last look found of the others.
    fn look(&self, before: &Now, now: &Now, hour: i64) -> Now {
        let mut next = now.clone();
        for (stage, spec) in self.stages.iter().enumerate() {
            let passed = |after: &usize| now.stages[*after].left || now.stages[*after].is == Is::Passed;
            let left = spec.after.iter().any(|after| now.stages[*after].left);
            let turn = if spec.any { left || spec.after.iter().all(passed) } else { spec.after.iter().all(passed) };
            let mut it = before.stages[stage].clone();
            let (applies, enter) = (self.holds(now, spec.applies, hour), self.holds(now, spec.enter, hour));
            it.is = match (it.entered, turn, applies, enter) {
                (None, false, ..) => Is::Waiting,
                (_, _, Some(false), _) => Is::Passed,
                (_, _, None, _) | (None, _, _, None) => Is::Undecided,
                (None, _, _, Some(false)) => Is::Waiting,
                (_, _, Some(true), _) => Is::Open,
            };
            it.left = false;
            if it.is == Is::Open {
                it.entered.get_or_insert(hour);
                let mut required =
                    self.items.iter().enumerate().filter(|(_, (of, _, item))| *of == stage && !item.optional);
                it.left = required.all(|(number, _)| now.items[number].is == Is::Passed);
            }
            next.stages[stage] = it;
        }
        for number in 0..self.items.len() {
            next.items[number] = self.item(before, now, number, hour);
        }
        next
    }

    fn item(&self, before: &Now, now: &Now, number: usize, hour: i64) -> ItemNow {
        let (stage, place, spec) = &self.items[number];
        let mut it = before.items[number].clone();
        let standing = &now.stages[*stage];
        let stage_skipped = standing.is == Is::Passed;
        let behind = spec.behind && *place > 0;
        let ready = standing.is == Is::Open && (!behind || now.items[number - 1].is == Is::Passed);
        let applies = self.holds(now, spec.applies, hour);
        if !ready && it.opened.is_none() {
            it.is = if stage_skipped { Is::Passed } else { Is::Waiting };
            return it;
        }
        let skipped = stage_skipped || applies == Some(false);
        let helps = applies == Some(true) || applies.is_none() && !spec.optional && spec.decision.is_none();
        if helps && (it.opened.is_none() || it.skipped && !skipped) {
            it.opened = Some(hour);
        }
        let Some(opened) = it.opened else {
            it.is = if skipped { Is::Passed } else { Is::Undecided };
            it.skipped = skipped;
            return it;
        };
        // Of what was done while it did not apply, that is remembered; what applies again begins anew.
        let seen = it.closed.filter(|_| skipped || !it.skipped);
        (it.done, it.made) = self.made(number, opened, seen, hour);
        let waived = self.first(number, hour, 0, |event| matches!(event, Event::Waive(_))).map(|at| at.max(opened));
        let closed = waived.or(skipped.then(|| seen.unwrap_or(hour)));
        it.skipped = it.done.is_none() && waived.is_none() && skipped;
        it.closed = if it.done.is_some() { seen } else { closed };
        it.is = match (it.done.or(closed), applies) {
            (Some(_), _) => Is::Passed,
            (None, None) if spec.optional || spec.decision.is_some() => Is::Undecided,
            _ if spec.optional && !(spec.approve && self.begun(number, hour).is_some()) => Is::Offered,
            _ => Is::Open,
        };
        it
    }

    /// When an item was done, and what became of it as a decision.
    fn made(&self, number: usize, opened: i64, closed: Option<i64>, hour: i64) -> (Option<i64>, Made) {
        let spec = &self.items[number].2;
        let worked = self.worked(number, hour);
        let Some(silence) = spec.decision else {
            return (worked.map(|(at, _)| at.max(opened)), Made::default());
        };
        let end = self.end(number, opened, hour).and_then(Result::ok).map(|(end, _)| end);
        let speaks = end.filter(|end| *end <= hour && closed.is_none_or(|closed| closed >= *end));
        let spoken = speaks.filter(|end| worked.is_none_or(|(at, _)| at >= *end));
        let appeal = |from: i64| self.first(number, hour, from, |event| matches!(event, Event::Appeal(_)));
        let (made, outcome) = match (silence, spoken) {
            (Silence::For, Some(end)) => (Some(end), Some("yes_")),
            (Silence::Against, Some(end)) => {
                let appealed = appeal(end);
                let made = worked.map(|(at, said)| (at.max(opened), said));
                match made.filter(|(at, _)| appealed.is_none_or(|appealed| *at <= appealed)) {
                    Some((at, said)) => (Some(at), Some(said)),
                    None => return (appealed, Made { appealed, against: true, ..Made::default() }),
                }
            }
            _ => (worked.map(|(at, _)| at.max(opened)), worked.map(|(_, said)| said)),
        };
        let Some(at) = made else { return (None, Made::default()) };
        let served = self.first(number, hour, at, |event| matches!(event, Event::Serve(_)));
        let against = outcome == Some("no_");
        let appealed = appeal(at).filter(|_| against);
        (made, Made { outcome, served, appealed, against })
    }

    /// The hours in which an item's clock stands still, up to an hour.
    fn pauses(&self, number: usize, hour: i64) -> Pauses {
        let mut found: Pauses = vec![];
        for (at, event) in self.of(number, hour) {
            let running = found.last().is_none_or(|(_, until)| until.is_some());
            match event {
                Event::Pause(_) if running => found.push((at, None)),
                Event::Resume(_) if !running => found.last_mut().unwrap().1 = Some(at),
                _ => {}
            }
        }
        found.extend(&self.gaps);
        found
    }

    /// The end of an item's clock.
    fn end(&self, number: usize, mut opened: i64, hour: i64) -> Option<End> {
        let item = &self.items[number].2;
        let (mut n, unit) = item.due?;
        if item.optional {
            opened = opened.max(self.begun(number, hour)?);
        }
        n += self.of(number, hour).map(|(_, event)| if let Event::Extend(_, n) = event { *n } else { 0 }).sum::<i64>();
        Some(walked(opened, n, unit, &self.pauses(number, hour)))
    }

    fn outcomes(now: &Now) -> Vec<(String, String)> {
        let each = now.items.iter().enumerate();
        each.filter_map(|(number, item)| Some((format!("i{number}"), item.made.outcome?.to_owned()))).collect()
    }

    fn told(&self, now: &Now, hour: i64) -> Simple {
        let mut told = Simple { outcome: Self::outcomes(now), ..Simple::default() };
        for (number, _) in now.stages.iter().enumerate().filter(|(_, stage)| stage.is == Is::Open && !stage.left) {
            told.stages.push(format!("s{number}"));
        }
        for (number, it) in now.items.iter().enumerate().filter(|(_, it)| it.is == Is::Open) {
            let id = format!("i{number}");
            told.open.push(id.clone());
            match self.end(number, it.opened.unwrap(), hour) {
                Some(Ok((end, shown))) => {
                    told.due.push((id.clone(), shown));
                    if end <= hour {
                        let since = end.max(it.opened.unwrap());
                        let in_hours = self.items[number].2.due.is_some_and(|(_, unit)| unit == "hours");
                        told.late
                            .push((id, if in_hours { stamp(since) } else { date(since.div_euclid(24)).to_string() }));
                    }
                }
                Some(Err(left)) => told.stopped.push((id, left)),
                None => {}
            }
        }
        for (number, it) in now.items.iter().enumerate() {
            let running = it.made.served.filter(|_| it.made.against && it.made.appealed.is_none());
            if let Some(Ok((end, shown))) = running.map(|served| walked(served, APPEAL_DAYS, "days", &self.gaps))
                && hour < end
            {
                told.due.push((format!("i{number}.appeal"), shown));
            }
        }
        told
    }
}

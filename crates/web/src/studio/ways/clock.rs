//! Clocks of a pathway in words: how long, from what, when they stand still, and who hears when they are over.

use pathways::roles::ABOVE;
use pathways::{Due, EscalationLevel, PauseRule, Period, TimeUnit, length_on};

use super::WayTeller;
use crate::say::{Html, MessageArg};
use crate::words;

impl WayTeller<'_> {
    /// By when.
    pub(super) fn due(&self, due: &Due) -> Html {
        let start = self.start(due.anchor);
        let length = length_on(self.version, due, self.today);
        if length == Some(0) && due.unit != TimeUnit::Hours {
            return match start {
                Some(start) => self.say.rich("way-same-day-of", &[("start", MessageArg::Html(start))]),
                None => Html::escaped(&self.say.t("way-same-day")),
            };
        }
        let length = ("length", MessageArg::Html(self.length(due.unit, length)));
        match start {
            Some(start) if due.backward => self.say.rich("way-before", &[length, ("start", MessageArg::Html(start))]),
            Some(start) => self.say.rich("way-within-of", &[length, ("start", MessageArg::Html(start))]),
            None => self.say.rich("way-within", &[length]),
        }
    }

    /// All that is said of a clock.
    pub(super) fn clock(&self, due: &Due) -> Vec<Html> {
        let pauses = due.pauses.iter().filter_map(|pause| self.pause(pause));
        let hears: Vec<Html> = due.levels.iter().map(|level| self.hears(level)).collect();
        [self.due(due)].into_iter().chain(pauses).chain(self.listing("way-overdue", hears)).collect()
    }

    /// A length of time; one that a parameter leaves open says so.
    fn length(&self, unit: TimeUnit, n: Option<i64>) -> Html {
        match n {
            Some(n) => words::length(self.say, n, unit.word()),
            None => Html::escaped(&self.say.t("way-length-set")),
        }
    }

    /// A length of time that stands in the file.
    pub(super) fn period(&self, period: Period) -> Html {
        self.length(period.unit, Some(period.n))
    }

    fn pause(&self, pause: &PauseRule) -> Option<Html> {
        let (from, until) = (self.start(pause.from)?, self.start(pause.until)?);
        Some(self.say.rich("way-pause", &[("from", MessageArg::Html(from)), ("until", MessageArg::Html(until))]))
    }

    fn hears(&self, level: &EscalationLevel) -> Html {
        let who = if level.role == ABOVE { self.say.t("way-above") } else { words::role(self.say, &level.role) };
        if level.after.n == 0 {
            return Html::escaped(&who);
        }
        let after = ("length", MessageArg::Html(self.period(level.after)));
        self.say.rich("way-hears-after", &[("who", MessageArg::Text(&who)), after])
    }
}

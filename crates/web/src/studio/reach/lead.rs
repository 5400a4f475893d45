//! What the figures say in sentences: of whom they are, whom the rule reaches, whom no rule of its country reaches.
//!
//! They are of the people whom the rule is about, by its own conditions. All who were counted stand in a second line. Where
//! it cannot be told how many the rule is about, everybody is counted, and that is said.

use evidence::reach::{AboutFigures, MeasureFigures};
use instance::study::Studied;
use model::Date;

use super::super::Sentences;
use super::super::rule::Place;
use crate::chart::Split;
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};

/// Of whom the sentences and the bar are.
pub(super) struct Whom<'a> {
    pub split: Split,
    pub people: Option<u64>,
    /// What is known of those whom the rule is about, where it ties people at all and that can be told.
    known: Option<&'a AboutFigures>,
    ties: &'a [String],
    all: Option<u64>,
}

impl<'a> Whom<'a> {
    pub fn of(figures: &'a MeasureFigures, all: Option<u64>) -> Self {
        let about = figures.about.as_ref();
        let ties = about.map_or(&[][..], |about| &about.ties);
        let told = |about: &&AboutFigures| !about.ties.is_empty() && about.people.is_some();
        let known = about.filter(told);
        let no = known.map_or(figures.no, |about| about.no);
        let people = known.map_or(all, |about| about.people);
        Self { split: Split { yes: figures.yes, needs: figures.needs, no }, people, known, ties, all }
    }

    /// One sentence for each of the three answers; a withheld figure has a sentence of its own. Last, whom no rule of the
    /// country reaches.
    pub fn lead(&self, say: Say, day: Date, studied: &Studied, place: &Place) -> Vec<Html> {
        let people = self.people.map_or_else(|| MessageArg::Html(say.withheld()), MessageArg::Count);
        let key = if self.known.is_some() { "lead-yes-about" } else { "lead-yes" };
        let reached = match self.split.yes {
            Some(_) if self.people == Some(0) => say.rich("lead-nobody", &[("day", MessageArg::Day(day))]),
            Some(yes) => {
                say.rich(key, &[("day", MessageArg::Day(day)), ("yes", MessageArg::Count(yes)), ("people", people)])
            }
            None => say.rich("lead-yes-withheld", &[("day", MessageArg::Day(day)), ("people", people)]),
        };
        let mut lead = vec![reached];
        if self.people != Some(0) {
            lead.extend([self.open(say), self.behind(say)]);
        }
        lead.extend(none(say, studied, place));
        lead
    }

    fn open(&self, say: Say) -> Html {
        match self.split.needs {
            Some(needs) => say.rich("lead-needs", &[("needs", MessageArg::Count(needs))]),
            None => say.rich("lead-needs-withheld", &[]),
        }
    }

    fn behind(&self, say: Say) -> Html {
        match self.split.no {
            Some(no) => say.rich("lead-no", &[("no", MessageArg::Count(no))]),
            None => say.rich("lead-no-withheld", &[]),
        }
    }

    /// Whom the rule is about, in its own words, and how many were counted besides.
    pub fn wider(&self, labels: &Labels<'_>, place: &Place, sentences: &Sentences) -> Vec<Html> {
        let Some(about) = self.known else { return self.untold(labels, place, sentences) };
        let say = labels.say;
        let count = |of: Option<u64>| of.map_or_else(|| MessageArg::Html(say.withheld()), MessageArg::Count);
        let ties = MessageArg::Html(self.ties_said(labels, sentences));
        let others = self.all.zip(about.people).map(|(all, people)| all.saturating_sub(people));
        let mut said = vec![
            say.rich("about-ties", &[("ties", ties)]),
            say.rich("about-wider", &[("people", count(self.all)), ("others", count(others))]),
        ];
        if about.open != Some(0) {
            said.push(say.rich("about-open", &[("open", count(about.open))]));
        }
        said
    }

    /// Where everybody is counted: the rule ties nobody, or how many it is about cannot be told.
    fn untold(&self, labels: &Labels<'_>, place: &Place, sentences: &Sentences) -> Vec<Html> {
        let say = labels.say;
        let country = place.country.clone().map(MessageArg::Html);
        let mut said: Vec<Html> =
            country.into_iter().map(|country| say.rich("reach-of-whom", &[("country", country)])).collect();
        said.push(if self.ties.is_empty() {
            Html::escaped(&say.t("about-everybody"))
        } else {
            say.rich("about-withheld", &[("ties", MessageArg::Html(self.ties_said(labels, sentences)))])
        });
        said
    }

    fn ties_said(&self, labels: &Labels<'_>, sentences: &Sentences) -> Html {
        labels.listed(self.ties.iter().map(|tie| sentences.get(tie)))
    }
}

/// Whom no rule reaches: of the rules of one country, among those whom they are about; else nothing can be said that tells
/// anything. Of people on record it stands as it was released, where the rules in force are of one country.
fn none(say: Say, studied: &Studied, place: &Place) -> Option<Html> {
    if !studied.figures.synthetic {
        return studied.figures.reached_by_none.filter(|_| studied.one_country).map(|none| say.n("lead-none", &none));
    }
    let found = studied.figures.none_of_those_about?;
    let country = MessageArg::Html(place.country.clone()?);
    let (people, none) = (MessageArg::Count(found.people), MessageArg::Count(found.none));
    Some(say.rich("lead-none-of", &[("people", people), ("none", none), ("country", country)]))
}

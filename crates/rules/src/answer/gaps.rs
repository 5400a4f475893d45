//! Which data an undecided condition lacks: only what its undecided parts read and what is not exact there.

use std::collections::BTreeSet;

use model::{FieldId, KindId};

use super::ask::Question;
use super::uncounted::Uncounted;
use crate::expr::{Call, Cond, FieldRef, Term, Whose};
use crate::nodes::ExprNode;
use crate::verdict::Truth;
use crate::walk::{End, EvalError, Gathered, Scene, Who};

/// What is lacking: data that somebody can be asked for, decisions that nobody has taken yet, and days that cannot be counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Data, each with whose it is.
    pub questions: BTreeSet<Question>,
    /// Names of parameters.
    pub awaits: BTreeSet<String>,
    /// Calendars by which days cannot be counted.
    pub uncounted: BTreeSet<Uncounted>,
}

impl<'a> Scene<'a> {
    /// Adds what a condition lacks; nothing where it is decided.
    pub fn gaps_of_cond(&self, cond: &'a Cond, who: Who, gaps: &mut Gaps) -> Result<(), EvalError> {
        if self.truth(cond, who)? != Truth::Unknown {
            return Ok(());
        }
        match cond {
            Cond::Members { body, .. } => self.gaps_of_members(ExprNode::Cond(body), gaps),
            Cond::Records { kind, body, .. } => self.gaps_of_records(*kind, ExprNode::Cond(body), who, gaps),
            Cond::Under { field, .. }
            | Cond::HasAny { field, .. }
            | Cond::Is { field, .. }
            | Cond::Applicable { field, .. } => {
                self.ask(*field, who, gaps);
                Ok(())
            }
            Cond::And(_)
            | Cond::Or(_)
            | Cond::Compare(..)
            | Cond::OneOf { .. }
            | Cond::Within { .. }
            | Cond::Const(_)
            | Cond::Known { .. } => self.gaps_of_all(ExprNode::Cond(cond).children(), who, gaps),
        }
    }

    /// Adds what a term lacks; nothing where its value is exact.
    pub fn gaps_of_term(&self, term: &'a Term, who: Who, gaps: &mut Gaps) -> Result<(), EvalError> {
        if self.term(term, who)?.is_exact() {
            return Ok(());
        }
        match term {
            Term::Field(field) => self.ask(*field, who, gaps),
            Term::Param { name, .. } | Term::Awaits { name, .. } => {
                gaps.awaits.insert(name.clone());
            }
            Term::Call(Call::HouseholdSize) => self.ask_of(self.household.about, "household.size", gaps),
            Term::Call(Call::Count(body)) => self.gaps_of_members(ExprNode::Cond(body), gaps)?,
            Term::Call(Call::Sum(term) | Call::MaxOf(term)) => self.gaps_of_members(ExprNode::Term(term), gaps)?,
            Term::Call(Call::Records(kind, fold)) => self.gaps_of_records(*kind, fold.body(), who, gaps)?,
            Term::If(choice, a, b) => match self.truth(choice, who)? {
                Truth::True => self.gaps_of_term(a, who, gaps)?,
                Truth::False => self.gaps_of_term(b, who, gaps)?,
                Truth::Unknown => self.gaps_of_all(ExprNode::Term(term).children(), who, gaps)?,
            },
            Term::Call(_) => {
                gaps.uncounted.extend(self.doubts(term, who)?.into_iter().map(Uncounted::new));
                self.gaps_of_all(ExprNode::Term(term).children(), who, gaps)?;
            }
            Term::Literal(_) | Term::On | Term::Arith(..) | Term::Guarded(..) => {
                self.gaps_of_all(ExprNode::Term(term).children(), who, gaps)?;
            }
        }
        Ok(())
    }

    fn gaps_of_all(&self, nodes: Vec<ExprNode<'a>>, who: Who, gaps: &mut Gaps) -> Result<(), EvalError> {
        nodes.into_iter().try_for_each(|node| match node {
            ExprNode::Cond(cond) => self.gaps_of_cond(cond, who, gaps),
            ExprNode::Term(term) => self.gaps_of_term(term, who, gaps),
        })
    }

    /// What the listed members lack, and who else belongs.
    fn gaps_of_members(&self, body: ExprNode<'a>, gaps: &mut Gaps) -> Result<(), EvalError> {
        self.gaps_of_listed(self.members(), Question::Members, body, gaps)
    }

    /// What the records on the list lack, and which others there are.
    fn gaps_of_records(&self, kind: KindId, body: ExprNode<'a>, who: Who, gaps: &mut Gaps) -> Result<(), EvalError> {
        self.gaps_of_listed(self.records(kind, who), Question::Records { member: who.member, kind }, body, gaps)
    }

    fn gaps_of_listed(
        &self,
        over: Gathered,
        others: Question,
        body: ExprNode<'a>,
        gaps: &mut Gaps,
    ) -> Result<(), EvalError> {
        if over.unlisted != End::At(0) {
            gaps.questions.insert(others);
        }
        over.listed().try_for_each(|who| self.gaps_of_all(vec![body], who, gaps))
    }

    fn ask(&self, field: FieldRef, who: Who, gaps: &mut Gaps) {
        match (field.whose, self.head()) {
            (Whose::Record, _) => {
                let of = who.record.map(|record| Question::OfRecord { member: who.member, record, field: field.field });
                gaps.questions.extend(of);
            }
            (Whose::Subject, _) => self.ask_field(who.member, field.field, gaps),
            (Whose::Head, Some(head)) => self.ask_field(head, field.field, gaps),
            (Whose::Head, None) => self.ask_who_is_head(gaps),
        }
    }

    /// Which of several heads is it; else the roles that are not known; else whose household it is.
    fn ask_who_is_head(&self, gaps: &mut Gaps) {
        let Some(role) = self.schema.field("household.role") else { return };
        let heads = self.heads();
        let unknown =
            |member: &usize| self.household.members.get(*member).is_some_and(|row| row.get(role).known().is_none());
        let mut asked: Vec<usize> = (0..self.household.members.len()).filter(unknown).collect();
        if !heads.is_empty() {
            asked = heads;
        } else if self.unlisted() != End::At(0) {
            gaps.questions.insert(Question::Members);
        } else if asked.is_empty() {
            asked.push(self.household.about);
        }
        for member in asked {
            self.ask_field(member, role, gaps);
        }
    }

    fn ask_of(&self, member: usize, name: &str, gaps: &mut Gaps) {
        match self.schema.field(name) {
            Some(field) => self.ask_field(member, field, gaps),
            None => {
                gaps.questions.insert(Question::Members);
            }
        }
    }

    /// Members beyond the list have no fields to ask for; [`Question::Members`] stands for them.
    fn ask_field(&self, member: usize, field: FieldId, gaps: &mut Gaps) {
        if member < self.household.members.len() {
            gaps.questions.insert(Question::Field { member, field });
        }
    }
}

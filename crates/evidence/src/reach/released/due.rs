//! What follows the yes of a measure: sums of money, and how far a quota goes.

use disclosure::{FiguresError, name_within};
use model::Currency;
use rules::Bound;
use rules::expr::Type;
use rules::measure::{CapLimit, Unit};

use super::{Count, FigureCell, MeasureReach, said_of};
use crate::plan::paying;
use crate::reach::cost::Cost;
use crate::reach::queue::QuotaReach;
use crate::reach::yields::paid;
use crate::reach::{CostFigures, QuotaFigures, Span, money};

pub(super) struct LaidDue {
    /// Exact, open and none, for each computed amount.
    costs: Vec<[FigureCell; 3]>,
    /// Granted and waiting, with what was granted.
    quota: Option<([FigureCell; 2], QuotaReach)>,
}

impl LaidDue {
    pub(super) fn lay(
        measure: &MeasureReach,
        figures: &mut disclosure::Figures,
        people: FigureCell,
        yes: FigureCell,
        name: &str,
    ) -> Result<Self, FiguresError> {
        let yields = &measure.tally.yields;
        // Households are other units than people: their number is no part of the people's. None of them and all of them
        // tell of people all the same, and there are no more households than people: each stands for one of its own.
        let due = match measure.bound.unit {
            Unit::Person => yes,
            Unit::Household => figures.behind(name_within(name, "households"), yields.due),
        };
        let mut lay = |(cost, (amount, currency)): (&Cost, (&str, Currency))| -> Result<[FigureCell; 3], FiguresError> {
            let name = name_within(name, &format!("amount {amount} {currency}"));
            let counts = [(cost.fixed, "fixed"), (cost.open, "open"), (cost.none, "none")];
            let cells = counts.map(|(count, kind)| figures.named(name_within(&name, kind), count));
            figures.sum(due, cells.to_vec())?;
            for (cell, (_, kind)) in cells.into_iter().zip(counts) {
                said_of(figures, people, cell, &name_within(&name, kind))?;
            }
            Ok(cells)
        };
        let costs = yields.costs.iter().zip(named(&measure.bound)).map(&mut lay).collect::<Result<_, _>>()?;
        let mut halves = |quota: QuotaReach| -> Result<_, FiguresError> {
            let name = name_within(name, "granted");
            let granted = figures.named(&name, quota.granted);
            let waiting_name = name_within(&name, "waiting");
            let waiting = figures.named(&waiting_name, figures.count(due).saturating_sub(quota.granted));
            figures.sum(due, vec![granted, waiting])?;
            said_of(figures, people, granted, &name)?;
            said_of(figures, people, waiting, &waiting_name)?;
            Ok(([granted, waiting], quota))
        };
        let quota = yields.quota(&measure.bound).map(&mut halves).transpose()?;
        Ok(Self { costs, quota })
    }

    /// Whether all counts behind the money are shown.
    pub(super) fn shown(&self, count: Count) -> bool {
        self.costs.iter().flatten().all(|cell| count(*cell).is_some())
    }

    pub(super) fn costs(&self, measure: &MeasureReach, count: Count) -> Vec<CostFigures> {
        let named = named(&measure.bound).zip(&measure.tally.yields.costs).zip(&self.costs);
        let figures = |(((name, currency), cost), cells): (((&str, Currency), &Cost), &[FigureCell; 3])| {
            let [fixed, open, none] = cells.map(count);
            let shown = fixed.is_some() && open.is_some() && none.is_some();
            let sum = if shown { money::span(cost, currency) } else { Span::default() };
            CostFigures { name: name.into(), currency: currency.to_string(), sum, fixed, open }
        };
        named.map(figures).collect()
    }

    pub(super) fn quota(&self, measure: &MeasureReach, count: Count) -> Option<QuotaFigures> {
        let ((cells, quota), cap) = self.quota.as_ref().zip(measure.bound.cap.as_ref())?;
        let [granted, waiting] = cells.map(count);
        let shown = granted.is_some() && waiting.is_some() && self.shown(count);
        let paid = paid(&measure.bound).and_then(|place| named(&measure.bound).nth(place));
        let currency = paid.map(|(_, currency)| currency);
        let (budget, places) = match cap.limit {
            CapLimit::Budget(budget) => (Some(budget.amount()), None),
            CapLimit::Places(places) => (None, Some(places)),
        };
        Some(QuotaFigures {
            unit: match measure.bound.unit {
                Unit::Person => "person".into(),
                Unit::Household => "household".into(),
            },
            budget,
            places,
            currency: currency.map(|currency| currency.to_string()),
            lottery: cap.lottery,
            granted,
            waiting,
            cost: currency.map(|currency| if shown { money::span(&quota.cost, currency) } else { Span::default() }),
        })
    }
}

/// Name and currency of each computed amount.
pub(super) fn named(bound: &Bound) -> impl Iterator<Item = (&str, Currency)> {
    let computed = paying(bound).filter_map(|place| bound.computes.get(place));
    computed.filter_map(|computed| match computed.ty {
        Type::Money(currency) => Some((computed.name.as_str(), currency)),
        Type::Bool | Type::Int | Type::Decimal | Type::Date | Type::Time | Type::Code => None,
    })
}

//! From where to where, by the stock of migrants, and what people there mostly do.

use super::dice::Dice;

/// One way people have gone.
#[derive(Debug, Clone, Copy)]
pub struct Corridor {
    /// Where they live, or lived before they returned.
    pub destination: &'static str,
    /// Where they were born.
    pub origin: &'static str,
    /// Women in a thousand of them.
    pub women: u32,
    /// What life is like at the destination, as far as the law on migrants shapes it.
    pub regime: Regime,
}

/// Three ways in which countries take migrants in; what follows from them is invented and only meant to look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Sponsored work, mostly without families; many in private homes.
    Sponsored,
    /// Families, asylum, work of all kinds.
    Europe,
    /// Neighbours: families and people seeking protection.
    Neighbour,
}

/// All corridors, to draw from.
#[derive(Debug)]
pub struct Corridors {
    /// Each with the end of its share; shares are square roots of the stock, so that small countries are seen too.
    ends: Vec<(u32, Corridor)>,
    total: u32,
}

const STOCK: &str = include_str!("../data/migrant_stock_2019.csv");

impl Corridors {
    pub fn embedded() -> Self {
        let mut corridors = Self { ends: Vec::new(), total: 0 };
        for (corridor, migrants) in STOCK.lines().filter_map(corridor) {
            corridors.total += migrants.isqrt();
            corridors.ends.push((corridors.total, corridor));
        }
        corridors
    }

    /// One of them; nowhere (`ZZZ` is assigned to no country) only if the table were empty.
    pub fn draw(&self, dice: &mut Dice) -> Corridor {
        const NOWHERE: Corridor = Corridor { destination: "ZZZ", origin: "ZZZ", women: 500, regime: Regime::Neighbour };
        let mark = dice.below(self.total);
        let index = self.ends.partition_point(|(end, _)| *end <= mark);
        self.ends.get(index).map_or(NOWHERE, |(_, corridor)| *corridor)
    }

    #[cfg(test)]
    pub fn all(&self) -> impl Iterator<Item = Corridor> {
        self.ends.iter().map(|(_, corridor)| *corridor)
    }
}

/// A line of the table; its header and its notes are none.
fn corridor(line: &'static str) -> Option<(Corridor, u32)> {
    let mut cells = line.split(',');
    let (destination, origin) = (cells.next()?, cells.next()?);
    let migrants: u32 = cells.next()?.parse().ok()?;
    let women: u32 = cells.next()?.parse().ok()?;
    let women = u32::try_from(u64::from(women) * 1000 / u64::from(migrants)).ok()?;
    Some((Corridor { destination, origin, women, regime: regime(destination) }, migrants))
}

fn regime(destination: &str) -> Regime {
    match destination {
        "QAT" | "ARE" | "SAU" | "MYS" | "LBN" | "JOR" => Regime::Sponsored,
        "PRT" | "IRL" | "ESP" | "DEU" | "ITA" | "FRA" | "GRC" | "CAN" => Regime::Europe,
        _ => Regime::Neighbour,
    }
}

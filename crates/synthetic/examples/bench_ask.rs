//! How long an answer takes: one person, one measure; and one person, every shipped measure, as a desk asks.
//!
//! `bench_ask [PEOPLE]`: synthetic people asked about, one after another (200). Prints medians and the worst.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that fails may say so by stopping")]

use std::time::{Duration, Instant};

use model::{Household, Lang, Roster};
use packs::{LoadOptions, Source, bind, load};
use rules::{Bound, Clocks, answer};
use synthetic::Population;

fn main() {
    let people = std::env::args().nth(1).map_or(200, |text| text.parse().unwrap());
    let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let began = Instant::now();
    let packs = load(&sources, &LoadOptions::default()).unwrap();
    println!("{:<44} {:>10.1} ms", format!("load {} packs", packs.packs.len()), millis(began.elapsed()));
    let measures: Vec<_> = packs.packs.iter().flat_map(|pack| &pack.measures).collect();
    let clocks = Clocks::on("2020-12-01".parse().unwrap());
    let began = Instant::now();
    let bounds: Vec<Bound> =
        measures.iter().map(|measure| bind(&packs, measure, clocks, Some("PRT")).unwrap()).collect();
    println!("{:<44} {:>10.1} ms", format!("bind {} measures to a day", bounds.len()), millis(began.elapsed()));
    let (mut one, mut all) = (Vec::new(), Vec::new());
    for members in Population::new(&packs.schema, people, 7) {
        let home = Household { members, roster: Roster::Open, about: 0 };
        let mut whole = Duration::ZERO;
        for bound in &bounds {
            let began = Instant::now();
            std::hint::black_box(answer(bound, &packs.schema, &home, &Lang::en()).unwrap());
            one.push(began.elapsed());
            whole += began.elapsed();
        }
        all.push(whole);
    }
    show("one person, one measure", one);
    show("one person, every measure", all);
}

fn show(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:<44} {:>10.3} ms at the median, {:.3} ms at worst", millis(median), millis(worst));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

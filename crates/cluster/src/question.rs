//! A question as it travels: everything that decides the figures, and nothing of any person.
//!
//! Packs travel as the texts they are, are loaded and bound again where slices are counted, and every measure must then
//! have the hash that it has here. So two programs that would answer differently refuse each other.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use evidence::reach::{Breakdown, Counting, SimulateError, World};
use packs::{LoadOptions, Packs, Source};
use rules::{Bound, Clocks};
use serde::{Deserialize, Serialize};

use crate::ClusterError;

/// The program that asks; another version may count otherwise where hashes do not tell.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is counted of whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterQuestion {
    version: String,
    here: Vec<QuestionFiles>,
    variant: Option<Vec<QuestionFiles>>,
    on: String,
    as_known: String,
    country: Option<String>,
    by: Vec<String>,
    synthetic: bool,
    /// Makes hashes of households comparable within this question only.
    seed: u64,
    /// Those of all measures, in their order.
    hashes: Vec<String>,
}

/// The files of one pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct QuestionFiles {
    name: String,
    texts: BTreeMap<String, String>,
    taken: BTreeMap<String, String>,
}

impl QuestionFiles {
    fn of(source: &Source) -> Self {
        Self { name: source.name.clone(), texts: source.files.clone(), taken: source.taken.clone() }
    }

    fn source(&self) -> Source {
        let mut source = Source::new(&*self.name, self.texts.clone());
        source.taken.clone_from(&self.taken);
        source
    }
}

/// A question with its measures, ready to be counted.
pub(crate) struct Loaded {
    here: QuestionSide,
    variant: Option<QuestionSide>,
    by: Vec<Breakdown>,
    synthetic: bool,
    pub(crate) seed: u64,
}

struct QuestionSide {
    packs: Packs,
    bounds: Vec<Bound>,
}

impl ClusterQuestion {
    /// Packs, held against a variant of theirs if there is one, on a day, broken down by these names.
    pub fn new(
        here: &[Source],
        variant: Option<&[Source]>,
        clocks: Clocks,
        country: Option<&str>,
        by: &[String],
        synthetic: bool,
    ) -> Result<Self, ClusterError> {
        let files = |sources: &[Source]| sources.iter().map(QuestionFiles::of).collect();
        let mut question = Self {
            version: VERSION.into(),
            here: files(here),
            variant: variant.map(files),
            on: clocks.on.to_string(),
            as_known: clocks.as_known.to_string(),
            country: country.map(ToOwned::to_owned),
            by: by.to_vec(),
            synthetic,
            seed: RandomState::new().hash_one(VERSION),
            hashes: vec![],
        };
        question.hashes = question.bound().map_err(ClusterError::ClusterQuestion)?.hashes();
        Ok(question)
    }

    /// Loads and binds everything; refuses what does not come to the measures that were asked about.
    pub(crate) fn load(&self) -> Result<Loaded, String> {
        if self.version != VERSION {
            return Err(format!(
                "it is version {VERSION} of this program and was asked by version {}; run one version everywhere",
                self.version
            ));
        }
        let loaded = self.bound()?;
        if loaded.hashes() != self.hashes {
            return Err("its measures are not the ones asked about; run one build of this program everywhere".into());
        }
        Ok(loaded)
    }

    fn bound(&self) -> Result<Loaded, String> {
        let day = |text: &str| text.parse().map_err(|_| format!("`{text}` is no day"));
        let clocks = Clocks { on: day(&self.on)?, as_known: day(&self.as_known)? };
        let side = |files: &Vec<QuestionFiles>| QuestionSide::load(files, clocks, self.country.as_deref());
        let here = side(&self.here)?;
        let names: Vec<&str> = self.by.iter().map(String::as_str).collect();
        let by = Breakdown::read(&here.packs.schema, &names).map_err(|error| error.to_string())?;
        let variant = self.variant.as_ref().map(side).transpose()?;
        Ok(Loaded { here, variant, by, synthetic: self.synthetic, seed: self.seed })
    }
}

impl QuestionSide {
    fn load(files: &[QuestionFiles], clocks: Clocks, country: Option<&str>) -> Result<Self, String> {
        let sources: Vec<Source> = files.iter().map(QuestionFiles::source).collect();
        let packs = packs::load(&sources, &LoadOptions::default())
            .map_err(|problems| problems.0.first().map_or_else(String::new, ToString::to_string))?;
        let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
        let bounds = measures.map(|measure| packs::bind(&packs, measure, clocks, country));
        let bounds = bounds.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        Ok(Self { packs, bounds })
    }

    fn world(&self) -> World<'_> {
        World { schema: &self.packs.schema, bounds: &self.bounds }
    }
}

impl Loaded {
    pub(crate) fn counting(&self) -> Result<Counting<'_>, SimulateError> {
        Counting::new(self.synthetic, self.here.world(), self.variant.as_ref().map(QuestionSide::world), &self.by)
    }

    fn hashes(&self) -> Vec<String> {
        let others = self.variant.iter().flat_map(|side| &side.bounds);
        self.here.bounds.iter().chain(others).map(|bound| bound.hash.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question() -> ClusterQuestion {
        let sources = [Source::shipped("bangladesh-returnee-cash").unwrap()];
        let clocks = Clocks::on("2020-12-01".parse().unwrap());
        ClusterQuestion::new(&sources, Some(&sources), clocks, None, &["sex".to_owned()], true).unwrap()
    }

    #[test]
    fn a_question_loads_to_the_same_measures_after_it_travelled() {
        let text = serde_json::to_string(&question()).unwrap();
        let arrived: ClusterQuestion = serde_json::from_str(&text).unwrap();
        assert_eq!(arrived.load().unwrap().hashes().len(), 2);
        assert!(arrived.load().unwrap().counting().is_ok());
    }

    #[test]
    fn another_version_and_another_measure_are_refused() {
        let older = ClusterQuestion { version: "0.0.1".into(), ..question() };
        assert!(older.load().err().unwrap().contains("asked by version 0.0.1; run one version everywhere"));
        let mut other = question();
        for text in other.here[0].texts.values_mut() {
            *text = text.replace("household.size >= 3", "household.size >= 2");
        }
        assert!(other.load().err().unwrap().contains("not the ones asked about"));
    }
}

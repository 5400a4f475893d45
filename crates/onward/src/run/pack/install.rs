//! Packs in an instance: which stand there, and putting one in force.

use std::path::PathBuf;

use packs::{LoadOptions, Packs, Source};
use serde_json::json;

use crate::cli::{At, Database, Format, PackInstall};
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, GOVERNANCE, Instance, install};
use crate::{catalogue, out};

/// The account that acts unless another is named, on a trial instance.
const OFFICER: &str = "officer";

/// Packs that ship with the program, or those in force in an instance.
pub async fn list(dir: Option<PathBuf>, database: Database, format: Format) -> Outcome {
    let packs = match dir {
        Some(dir) => {
            let instance = Instance::open(&At { dir, database }).await?;
            let packs = Packs::clone(&instance.packs);
            instance.close().await;
            packs
        }
        None => catalogue::load(&Source::shipped_names())?,
    };
    let listed = packs.packs.iter().map(|pack| {
        let measures: Vec<&str> = pack.measures.iter().map(|measure| measure.id.as_str()).collect();
        let title = pack.title.in_lang(&model::Lang::en());
        json!({"pack": pack.name, "version": pack.version, "title": title, "jurisdiction": pack.jurisdiction,
            "measures": measures, "hash": pack.hash})
    });
    let rows = packs.packs.iter().map(|pack| {
        let title = pack.title.best(&model::Lang::en()).map_or("", |(_, title)| title);
        vec![pack.name.clone(), pack.version.clone(), pack.jurisdiction.clone().unwrap_or_default(), title.to_owned()]
    });
    match format {
        Format::Json => out::json(&listed.collect::<Vec<_>>()),
        Format::Table | Format::Csv | Format::Html => {
            out::table(&["pack", "version", "country", "title"], &rows.collect::<Vec<_>>());
            Ok(())
        }
    }
}

/// Puts a pack in force; it must load together with those that are.
pub async fn run(args: &PackInstall) -> Outcome {
    let source = catalogue::sound(&args.pack)?;
    let instance = Instance::open(&args.at).await?;
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let others = view.packs.iter().filter(|(name, _)| *name != crate::instance::CORE && **name != source.name);
    let others = others.map(|(name, pack)| Source::new(name.clone(), pack.files.clone()));
    let together: Vec<Source> = others.chain([source.clone()]).collect();
    let loaded = catalogue::load_sources(&together, LoadOptions::default())?;
    let version = loaded.pack(&source.name).map(|pack| pack.version.clone()).unwrap_or_default();
    let acts = Acts::of(&args.acting, &instance, &view, (OFFICER, GOVERNANCE))?;
    let receipt = acts.submit(&instance.store, install(&source, &version, &source.name)).await?;
    instance.close().await;
    let done = if receipt.facts() == 0 { "was in force already" } else { "is in force" };
    out::say(format!("`{}` {version} {done}", source.name));
    Ok(())
}

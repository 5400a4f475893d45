//! The core pack's calendars, written from a kept library of holidays, in the one version named here.
//!
//! A tool of developers alone: it makes a virtual environment of Python under `target`, and nothing is fetched by what is
//! built. `--check` writes them anew elsewhere and tells every file that differs but for the day it was made on, and
//! holds the years that were entered by hand from the laws (`xtask/calendars/by-hand`) against what the library says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// The library's version. Another one is another calendar: look at what changes before you commit it.
const LIBRARY: &str = "holidays==0.109";
const MADE_ON: &str = ", made on ";

/// Writes the calendars, or with `check` says how those in the tree differ from what would be written.
pub fn run(root: &Path, check: bool) -> Outcome {
    let core = root.join("packs/core/calendars");
    if !check {
        write(root, &core)?;
        return Ok(format!("calendars: written by {LIBRARY}"));
    }
    let fresh = root.join("target/calendars/fresh");
    fs::create_dir_all(&fresh).map_err(|error| wrong(&error))?;
    write(root, &fresh)?;
    let mut faults = differing(&core, &fresh)?;
    faults.extend(by_hand(&root.join("xtask/calendars/by-hand"), &core)?);
    if faults.is_empty() { Ok("calendars: as the library has them".into()) } else { Err(faults) }
}

fn write(root: &Path, folder: &Path) -> Result<(), Vec<String>> {
    let python = environment(root)?;
    let day = said(Command::new("date").args(["-u", "+%F"]))?;
    said(Command::new(python).arg(root.join("xtask/calendars/make.py")).arg(folder).arg(day.trim())).map(drop)
}

/// The interpreter of an environment that holds the library.
fn environment(root: &Path) -> Result<PathBuf, Vec<String>> {
    let folder = root.join("target/calendars/python");
    let python = folder.join("bin/python");
    if !python.exists() {
        said(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    said(Command::new(&python).args(["-m", "pip", "install", "--quiet", LIBRARY]))?;
    Ok(python)
}

/// What a program prints; how it ended, where it did not end well.
fn said(command: &mut Command) -> Result<String, Vec<String>> {
    let done = command.output().map_err(|error| wrong(&error))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    Err(vec![format!("{command:?}: {}", String::from_utf8_lossy(&done.stderr).trim())])
}

/// Files of either folder that are not the same in both, the day they were made on aside.
fn differing(core: &Path, fresh: &Path) -> Result<Vec<String>, Vec<String>> {
    let names: BTreeSet<String> = names(core)?.into_iter().chain(names(fresh)?).collect();
    let text = |folder: &Path, name: &str| fs::read_to_string(folder.join(name)).map(|text| undated(&text)).ok();
    let differs = |name: &String| text(core, name) != text(fresh, name);
    Ok(names.into_iter().filter(differs).map(|name| format!("{name}: not as the library has it")).collect())
}

fn undated(text: &str) -> String {
    let line = |line: &str| line.split_once(MADE_ON).map_or(line, |(before, _)| before).to_owned();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Days that were entered by hand and that the calendar of that country does not have. A Sunday may lack there: it is
/// free already.
fn by_hand(entered: &Path, core: &Path) -> Result<Vec<String>, Vec<String>> {
    let mut faults = vec![];
    for name in names(entered)? {
        let made = days(&core.join(&name))?;
        let years: BTreeSet<String> = days(&entered.join(&name))?.iter().map(|day| year(day)).collect();
        let entered = days(&entered.join(&name))?;
        let off = |day: &&String| !is_sunday(day);
        faults.extend(entered.difference(&made).filter(off).map(|day| format!("{name}: {day} was entered by hand")));
        let extra = made.difference(&entered).filter(|day| years.contains(&year(day))).filter(off);
        faults.extend(extra.map(|day| format!("{name}: {day} was not entered by hand")));
    }
    Ok(faults)
}

fn names(folder: &Path) -> Result<Vec<String>, Vec<String>> {
    let entries = fs::read_dir(folder).map_err(|error| wrong(&error))?;
    Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// The holidays of a file: its lines that begin with a day.
fn days(file: &Path) -> Result<BTreeSet<String>, Vec<String>> {
    let text = fs::read_to_string(file).map_err(|error| wrong(&error))?;
    let day = |line: &str| line.trim().split_once(": {").map(|(day, _)| day.to_owned());
    Ok(text.lines().filter_map(day).filter(|day| day.len() == 10).collect())
}

fn year(day: &str) -> String {
    day.chars().take(4).collect()
}

/// By the rule of Zeller; a day that is none is no Sunday.
fn is_sunday(day: &str) -> bool {
    let parts: Vec<i64> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (year, month) = if *month < 3 { (year - 1, month + 12) } else { (*year, *month) };
    (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400).rem_euclid(7) == 1
}

fn wrong(error: &std::io::Error) -> Vec<String> {
    vec![error.to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sundays_are_known() {
        assert!(is_sunday("2020-04-12") && is_sunday("2021-01-03") && is_sunday("2020-02-02"));
        assert!(!is_sunday("2020-04-13") && !is_sunday("2021-12-25") && !is_sunday("holidays"));
    }

    #[test]
    fn the_day_a_file_was_made_on_is_no_difference() {
        let text = |day: &str| format!("PRT:\n  source: \"holidays 0.109, made on {day} (to verify)\"\n  x: 1\n");
        assert_eq!(undated(&text("2026-11-30")), undated(&text("2027-01-02")));
        assert_ne!(undated(&text("2026-11-30")), undated("PRT:\n  source: \"other, made on 2026-11-30\"\n  x: 1\n"));
    }

    #[test]
    fn a_day_entered_by_hand_that_the_library_lacks_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, days: &str| {
            fs::create_dir_all(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("PRT.yaml"), format!("PRT:\n  holidays:\n{days}")).unwrap();
            folder.path().join(name)
        };
        let hand =
            file("hand", "    2020-01-01: {pt: Ano Novo}\n    2020-04-12: {pt: Páscoa}\n    2020-06-10: {pt: x}\n");
        let made = file("made", "    2020-01-01: {en: New Year}\n    2020-12-25: {en: x}\n    2022-05-05: {en: y}\n");
        let told = by_hand(&hand, &made).unwrap();
        assert_eq!(told, ["PRT.yaml: 2020-06-10 was entered by hand", "PRT.yaml: 2020-12-25 was not entered by hand"]);
    }
}

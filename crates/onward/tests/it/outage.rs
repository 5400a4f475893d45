//! A database that goes away under a running program, and comes back.

use std::fs;

use crate::postgres::Cluster;
use crate::run::onward_in;
use crate::serving::Serving;

#[test]
fn a_database_that_goes_away_is_said_on_a_plain_page_and_its_return_needs_no_restart() {
    let Some(cluster) = Cluster::start() else { return };
    let (dir, address) = (tempfile::tempdir().unwrap(), cluster.database("outage"));
    let made = onward_in(dir.path(), &["init", "here", "--database", &address]).ends(0).out;
    let helpdesk = made.lines().find(|line| line.starts_with("helpdesk")).unwrap();
    let password = helpdesk.split_whitespace().last().unwrap().to_owned();
    let mut browser = Serving::start_with(dir.path(), &["--database", &address]);
    let mut other = browser.another();
    let enter = format!("&account=helpdesk&password={password}");
    assert!(browser.post("/sign-in", &enter).starts_with("HTTP/1.1 303"));
    assert!(browser.ask("GET", "/desk", "").starts_with("HTTP/1.1 200"));
    for how in ["immediate", "fast"] {
        cluster.down(how);
        let before = errors(&dir);
        let pages = ["/", "/studio", "/desk", "/sign-in"];
        for page in pages {
            let answer = browser.ask("GET", page, "");
            assert!(answer.starts_with("HTTP/1.1 503"), "{page}: {answer}");
            assert!(answer.contains("does not work right now") && answer.contains("text/html"), "{page}: {answer}");
            assert!(!answer.contains("PoolTimedOut") && !answer.to_lowercase().contains("pack"), "{page}: {answer}");
        }
        assert_eq!(errors(&dir) - before, pages.len(), "one line each: {}", log(&dir));
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let health = browser.ask("GET", "/healthz", "");
        assert!(health.starts_with("HTTP/1.1 503") && health.ends_with("not available\n"), "{health}: {}", log(&dir));
        cluster.up();
        assert!(browser.ask("GET", "/desk", "").starts_with("HTTP/1.1 200"), "{}", log(&dir));
        assert!(other.post("/sign-in", &enter).starts_with("HTTP/1.1 303"), "it writes again: {}", log(&dir));
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert!(browser.ask("GET", "/healthz", "").starts_with("HTTP/1.1 200"));
    }
}

fn log(dir: &tempfile::TempDir) -> String {
    fs::read_to_string(dir.path().join("log")).unwrap()
}

fn errors(dir: &tempfile::TempDir) -> usize {
    log(dir).matches("ERROR").count()
}

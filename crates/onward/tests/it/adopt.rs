//! Adopting in a browser on the real program: a live instance begins without a pack, its officer puts one in force,
//! and it is there at once, for the pages, the command line and the journal.

use crate::run::{live, onward_in, password};
use crate::serving::Serving;

const ADOPT: &str = "/studio/library/packs/spain-farm-permit";

#[test]
fn an_officer_adopts_a_practice_and_it_is_in_force_at_once() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    let password = password("officer").replace(' ', "+");

    let mut serving = Serving::start(dir.path());
    assert!(serving.ask("GET", "/studio", "").contains("No practice is installed yet."));
    let signed_in = serving.post("/sign-in", &format!("&account=officer&password={password}"));
    assert!(signed_in.starts_with("HTTP/1.1 303"), "{signed_in}");
    let page = serving.ask("GET", ADOPT, "");
    assert!(page.contains("It is not in force here.") && page.contains("Put it in force"), "{page}");
    // Who is concerned is counted first; on a slow machine a page says so until it is done.
    let mut done = serving.post(ADOPT, "");
    while done.starts_with("HTTP/1.1 202") {
        std::thread::sleep(std::time::Duration::from_millis(200));
        done = serving.post(ADOPT, "");
    }
    assert!(done.contains("location: /studio/packs/spain-farm-permit"), "{done}");
    let pack = serving.ask("GET", "/studio/packs/spain-farm-permit", "");
    assert!(pack.starts_with("HTTP/1.1 200"), "{pack}");
    assert!(serving.ask("GET", ADOPT, "").contains("It is in force here, exactly as shipped."));
    drop(serving);

    let listed = onward_in(dir.path(), &["pack", "list", "--dir", "here", "--format", "json"]).ends(0).json();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["pack"]), (1, &"spain-farm-permit".into()));
    let diff = onward_in(dir.path(), &["pack", "diff", "spain-farm-permit", "--dir", "here"]).ends(0);
    assert_eq!(diff.out, "", "nothing differs from what is shipped");
    onward_in(dir.path(), &["journal", "verify", "--dir", "here", "--format", "json"]).ends(0);
}

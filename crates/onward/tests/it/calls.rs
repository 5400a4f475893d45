//! The command line itself: every verb explains itself, and nobody acts without saying who they are.

use crate::run::{by, instance, live, onward_in, onward_told, open, password};
use crate::serving::Serving;

#[test]
fn every_verb_explains_itself() {
    let dir = tempfile::tempdir().unwrap();
    let verbs = [
        "demo",
        "init",
        "serve",
        "import",
        "pack new",
        "pack schema",
        "pack check",
        "pack test",
        "pack list",
        "pack install",
        "pack propose",
        "pack diff",
        "practices",
        "ask",
        "play",
        "simulate",
        "scheduler",
        "executor",
        "generate people",
        "journal verify",
        "journal rebuild-views",
        "journal checkpoint",
        "journal export",
        "forget",
        "account grant",
        "account reset",
        "account password",
        "purpose propose",
        "proposal list",
        "proposal approve",
        "proposal decline",
        "proposal half",
        "sign-in",
        "sign-out",
        "lake rebuild",
    ];
    for verb in verbs {
        let args: Vec<&str> = verb.split_whitespace().chain(["--help"]).collect();
        assert!(onward_in(dir.path(), &args).ends(0).out.contains("Usage"), "{verb}");
    }
    onward_in(dir.path(), &["burn"]).ends(2);
}

#[test]
fn a_slip_in_the_first_command_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let slip = onward_in(dir.path(), &["init", "here", "--jurisdiction", "Portugal"]).ends(2);
    assert!(slip.err.contains("alpha-3") && slip.err.contains("PRT"), "{}", slip.err);
    assert!(!dir.path().join("here").exists());
}

/// Two people are two people in a shell too: each proves who they are.
#[test]
fn whoever_names_an_account_proves_to_hold_it() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    let grant = ["account", "grant", "new", "--role", "CW", "--reason", "needed", "--dir", "here"];
    let named = |account: &str, password: &str| {
        let acting = ["--as", account, "--purpose", "governance", "--basis", "public_interest"];
        onward_told(dir.path(), &[&grant[..], &acting].concat(), password)
    };
    for wrong in ["", "\n", "not the password\n"] {
        assert!(named("officer", wrong).ends(2).err.contains("password"), "{wrong:?}");
    }
    assert!(named("officer", &password("administrator")).ends(2).err.contains("do not fit"));
    let proposal = named("officer", &password("officer")).ends(0).out;
    let approve = ["proposal", "approve", proposal.trim(), "--reason", "agreed"];
    by(dir.path(), "officer", &approve).ends(2);
    // The token says who one is, whoever one says to be.
    let lied = [&approve[..], &["--as", "administrator"]].concat();
    assert!(by(dir.path(), "officer", &lied).ends(2).err.contains("the token is of `officer`"));
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(dir.path().join("officer.token")).unwrap().permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
    std::fs::copy(dir.path().join("officer.token"), dir.path().join("kept.token")).unwrap();
    onward_in(dir.path(), &["sign-out", "officer", "--dir", "here", "--token", "officer.token"]).ends(0);
    std::fs::rename(dir.path().join("kept.token"), dir.path().join("officer.token")).unwrap();
    assert!(by(dir.path(), "officer", &approve).ends(2).err.contains("no longer good"));
}

/// Strangers who try passwords make strangers wait, and not whoever signed in with this file before.
#[test]
fn strangers_who_guess_do_not_lock_an_owner_out_who_is_known_by_a_file() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    let sign_in = |file: &str, password: &str| {
        onward_told(dir.path(), &["sign-in", "officer", "--dir", "here", "--token", file], &format!("{password}\n"))
    };
    let right = password("officer");
    // Seven failures make strangers wait for sixteen seconds.
    let mut failures = 0;
    while failures < 7 {
        if sign_in("stranger.token", "guessed by somebody").ends(2).err.contains("do not fit") {
            failures += 1;
        } else {
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
    }
    let said = sign_in("new.token", &right).ends(2).err;
    assert!(said.contains("too many tries") && said.contains("sign-in --token FILE"), "{said}");
    // It makes nobody else known.
    std::fs::copy(dir.path().join("administrator.token"), dir.path().join("other.token")).unwrap();
    assert!(sign_in("other.token", &right).ends(2).err.contains("too many tries"));
    sign_in("officer.token", &right).ends(0);
    onward_in(dir.path(), &["sign-out", "officer", "--dir", "here", "--token", "officer.token"]).ends(0);
    let grant = ["account", "grant", "nadia", "--role", "CW", "--reason", "she begins"];
    let ended = by(dir.path(), "officer", &grant).ends(2).err;
    assert!(ended.contains("the token is ended"), "{ended}");
    let mode = std::fs::metadata(dir.path().join("officer.token")).unwrap().permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    sign_in("officer.token", &right).ends(0);
    by(dir.path(), "officer", &grant).ends(0);
}

/// Killed before anybody was shown the first passwords: that is said, whatever is called, and what to do.
#[test]
fn an_instance_that_was_not_founded_whole_says_so_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let mut init = std::process::Command::new(env!("CARGO_BIN_EXE_onward"));
    let init = init.args(["init", "here"]).current_dir(dir.path());
    let mut init = init.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    let mark = dir.path().join("here/founding");
    while !mark.exists() {
        assert!(init.try_wait().unwrap().is_none(), "founded before it could be killed");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    init.kill().unwrap();
    init.wait().unwrap();
    for call in
        ["journal verify --dir here", "journal rebuild-views --dir here", "proposal list --dir here", "init here"]
    {
        let ran = onward_in(dir.path(), &call.split(' ').collect::<Vec<_>>()).ends(2);
        assert!(ran.err.contains("was not founded whole"), "{call}: {}", ran.err);
        assert!(
            ran.err.contains("remove its folder") && ran.err.contains("`onward init` again"),
            "{call}: {}",
            ran.err
        );
        assert!(mark.exists() && ran.err.lines().count() == 2, "{call}: {}", ran.err);
    }
    std::fs::remove_dir_all(dir.path().join("here")).unwrap();
    onward_in(dir.path(), &["init", "here"]).ends(0);
    assert!(!mark.exists());
    onward_in(dir.path(), &["journal", "verify", "--dir", "here"]).ends(0);
}

#[test]
fn a_password_that_was_handed_over_is_changed_before_anything_else() {
    let dir = tempfile::tempdir().unwrap();
    let made = ["init", "here", "--live", "--controller", "m", "--mandate", "Act", "--officer", "officer"];
    let out = onward_in(dir.path(), &made).ends(0).out;
    let given = out.lines().find(|line| line.starts_with("officer")).unwrap().split_whitespace().last().unwrap();
    let install = ["pack", "install", "spain-farm-permit", "--dir", "here", "--as", "officer"];
    let acting = ["--purpose", "governance", "--basis", "public_interest"];
    let ran = onward_told(dir.path(), &[&install[..], &acting].concat(), given).ends(2);
    assert!(ran.err.contains("choose one of your own first"), "{}", ran.err);
}

/// On a trial there are accounts that act unasked, for there is nobody to harm; never as the second of two people.
#[test]
fn on_a_trial_too_the_second_person_proves_who_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let here = instance(dir.path());
    let request = "00112233445566778899aabbccddeeff";
    for args in [
        &["proposal", "approve", request, "--reason", "x"][..],
        &["forget", "--request", request],
        &["forget", "--ask", request, "--reason", "x"],
        &["account", "grant", "new", "--role", "CW", "--reason", "x"],
    ] {
        let ran = onward_in(dir.path(), &[args, &["--dir", &here]].concat()).ends(2);
        assert!(ran.err.contains("`--as` is missing"), "{}", ran.err);
    }
}

/// The commands of docs/operating.md, from the request to its end.
#[test]
fn a_person_is_forgotten_by_the_documented_commands() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    open(dir.path(), "hedi", "CW");
    open(dir.path(), "sven", "SU");
    std::fs::write(dir.path().join("r.csv"), "external.id,name.full\n7,Amina Yusuf\n").unwrap();
    std::fs::write(dir.path().join("map.yaml"), "source: register\nid: external.id\n").unwrap();
    let import =
        "import r.csv --map map.yaml --dir here --token hedi.token --purpose assistance --basis public_interest";
    onward_in(dir.path(), &import.split_whitespace().collect::<Vec<_>>()).ends(0);
    let again = onward_in(dir.path(), &import.split_whitespace().chain(["--format", "json"]).collect::<Vec<_>>());
    assert_eq!(again.ends(0).json()["unchanged"], 1);
    let mut browser = Serving::start(dir.path());
    browser.post("/sign-in", &format!("&account=sven&password={}", password("sven").replace(' ', "+")));
    let list = browser.ask("GET", "/desk", "");
    let mut named = list.split("/desk/people/").skip(1).map(|rest| rest.split('"').next().unwrap());
    let person = named.find(|id| id.len() == 32).unwrap().to_owned();
    assert!(list.contains("Amina Yusuf"), "{list}");

    let ask = ["forget", "--ask", &person, "--reason", "asked by letter"];
    let request = by(dir.path(), "sven", &ask).ends(0).out.trim().to_owned();
    let carry_out = || by(dir.path(), "officer", &["forget", "--request", &request]);
    let approve = |account: &str| by(dir.path(), account, &["proposal", "approve", &request, "--reason", "agreed"]);
    let refused = carry_out().ends(2).err;
    assert!(refused.contains("another person") && !refused.contains("ERROR"), "nobody has approved: {refused}");
    approve("sven").ends(2);
    approve("officer").ends(0);
    approve("officer").ends(2);
    assert!(carry_out().ends(2).err.contains("another person"), "one person has approved");
    assert!(approve("administrator").ends(0).err.contains("--request"));
    assert!(carry_out().ends(0).err.contains("forgotten"));
    let page = browser.ask("GET", &format!("/desk/people/{person}"), "");
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
    onward_in(dir.path(), &["journal", "verify", "--views", "--dir", "here"]).ends(0);
    carry_out().ends(2);
    let back = onward_in(dir.path(), &import.split_whitespace().chain(["--dry-run"]).collect::<Vec<_>>()).ends(1);
    assert!(
        back.err.contains("known to another office or forgotten"),
        "the register's next file brings nobody back: {}",
        back.err
    );
    let back = onward_in(dir.path(), &import.split_whitespace().collect::<Vec<_>>()).ends(1);
    assert!(back.out.contains("0 stored") && back.out.contains("1 rejected"), "{}", back.out);

    // Who asks for it is entered as somebody new, and the register's rows go on being handed back.
    std::fs::write(dir.path().join("anew.csv"), "name.full\nAmina Yusuf\n").unwrap();
    std::fs::write(dir.path().join("anew.yaml"), "source: asked again\n").unwrap();
    let anew = import.replace("r.csv --map map.yaml", "anew.csv --map anew.yaml");
    let anew = onward_in(dir.path(), &anew.split_whitespace().collect::<Vec<_>>()).ends(0).out;
    assert!(anew.contains("1 stored") && anew.contains("`asked again`"), "{anew}");
    let list = browser.ask("GET", "/desk", "");
    assert!(list.contains("Amina Yusuf") && !list.contains(&person), "{list}");
    onward_in(dir.path(), &import.split_whitespace().collect::<Vec<_>>()).ends(1);
}

#[test]
fn files_of_an_instance_are_their_owners_alone_and_a_folder_that_was_there_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("here")).unwrap();
    std::fs::set_permissions(dir.path().join("here"), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::write(dir.path().join("here/notes.txt"), "mine").unwrap();
    instance(dir.path());
    let mode = |path: &str| std::fs::metadata(dir.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("here"), 0o755);
    for file in ["here/journal.db", "here/keys.db", "here/instance.key"] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
    assert_eq!(mode("here/lake"), 0o700);
}

#[test]
fn a_database_that_is_away_is_said_and_is_no_fault_of_the_call() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    let args = ["journal", "verify", "--dir", "here", "--database", "postgres://nobody@127.0.0.1:1/none"];
    let ran = onward_in(dir.path(), &args).ends(3);
    assert!(ran.err.contains("cannot be reached") && ran.err.contains("whether the database answers"), "{}", ran.err);
    assert!(!ran.err.contains("schema"), "{}", ran.err);
}

/// A password in the address of a database is gone from the list of processes, and the call goes on.
#[test]
fn a_database_password_leaves_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    let args = ["journal", "verify", "--dir", "here", "--database", "postgres://nobody:hunter2@127.0.0.1:1/none"];
    let ran = onward_in(dir.path(), &args).ends(3);
    assert!(ran.err.contains("cannot be reached") && !ran.err.contains("hunter2"), "{}", ran.err);
}

//! Adopting in a browser on the real program: a live instance begins without a pack, its officer puts one in force,
//! and it is there at once, for the pages, the command line and the journal.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::run::onward_in;

const ADOPT: &str = "/studio/library/packs/spain-farm-permit";

/// A program that serves; it is ended with the test.
struct Serving {
    child: Child,
    host: String,
    cookies: Vec<String>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    fn start(dir: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
        command.args(["serve", "--dir", "here", "--port", "0"]).current_dir(dir);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { child, host, cookies: Vec::new() }
    }

    /// The whole answer, headers first.
    fn ask(&mut self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let (host, cookies, length) = (&self.host, self.cookies.join("; "), body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncookie: {cookies}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let set = answer.lines().take_while(|line| !line.is_empty());
        let set = set.filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        self.cookies.extend(set.map(str::to_owned));
        answer
    }

    /// Sends the form of a page with its token.
    fn post(&mut self, path: &str, fields: &str) -> String {
        let page = self.ask("GET", path, "");
        let token = page.split("name=\"form_token\" value=\"").nth(1).unwrap_or_default();
        let token = token.split('"').next().unwrap_or_default().to_owned();
        self.ask("POST", path, &format!("form_token={token}{fields}"))
    }
}

#[test]
fn an_officer_adopts_a_practice_and_it_is_in_force_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let init = ["init", "here", "--live", "--controller", "ministry", "--mandate", "Act 1", "--officer", "dina"];
    let accounts = onward_in(dir.path(), &init).ends(0).out;
    let password = accounts.lines().find(|line| line.starts_with("dina")).unwrap().split_whitespace().last().unwrap();

    let mut serving = Serving::start(dir.path());
    assert!(serving.ask("GET", "/studio", "").contains("No practice is installed yet."));
    let signed_in = serving.post("/sign-in", &format!("&account=dina&password={password}"));
    assert!(signed_in.starts_with("HTTP/1.1 303"), "{signed_in}");
    let page = serving.ask("GET", ADOPT, "");
    assert!(page.contains("It is not in force here.") && page.contains("Put it in force"), "{page}");
    let done = serving.post(ADOPT, "");
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

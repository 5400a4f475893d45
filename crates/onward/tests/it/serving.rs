//! The program as it serves, and browsers on it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A program that serves; it is ended with the test.
pub struct Serving {
    child: Option<Child>,
    host: String,
    cookies: Vec<String>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Serving {
    pub fn start(dir: &Path) -> Self {
        Self::start_with(dir, &[])
    }

    /// With more arguments. What is said to the log stands in the file `log`.
    pub fn start_with(dir: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
        command.args(["serve", "--dir", "here", "--port", "0"]).args(more).current_dir(dir);
        let log = File::create(dir.join("log")).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { child: Some(child), host, cookies: Vec::new() }
    }

    /// The whole answer, headers first.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> String {
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

    /// Another browser on the same program, which must not outlive it.
    pub fn another(&self) -> Self {
        Self { child: None, host: self.host.clone(), cookies: Vec::new() }
    }

    /// A page, once a count has made way for its answer.
    pub fn settled(&mut self, path: &str) -> String {
        for _ in 0..200 {
            let page = self.ask("GET", path, "");
            if !page.starts_with("HTTP/1.1 202") {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        panic!("{path} never had its answer");
    }

    /// Sends the form of a page with its token.
    pub fn post(&mut self, path: &str, fields: &str) -> String {
        self.post_to(path, path, fields)
    }

    /// Sends a form of one page to another address, with the page's token.
    pub fn post_to(&mut self, from: &str, path: &str, fields: &str) -> String {
        let page = self.settled(from);
        let token = page.split("name=\"form_token\" value=\"").nth(1).unwrap_or_default();
        let token = token.split('"').next().unwrap_or_default().to_owned();
        self.ask("POST", path, &format!("form_token={token}{fields}"))
    }
}

//! A private PostgreSQL for one test: made in a temporary folder, reached on a socket there, gone afterwards.
//! Where none is installed the test says so and passes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A running server.
pub struct Cluster {
    bin: PathBuf,
    folder: TempDir,
    options: &'static str,
}

impl Cluster {
    /// Starts one, where PostgreSQL is installed; it does not wait for the disk.
    pub fn start() -> Option<Self> {
        Self::start_with("-c fsync=off")
    }

    /// Starts one that syncs every commit.
    pub fn start_durable() -> Option<Self> {
        Self::start_with("")
    }

    fn start_with(options: &'static str) -> Option<Self> {
        let Some(bin) = find_bin() else {
            println!("PostgreSQL is not installed: skipped");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        let cluster = Self { bin, folder, options };
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(cluster.folder.path()));
        }
        let data = cluster.data();
        let data = data.to_str().unwrap();
        cluster.call("initdb", &["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        cluster.up();
        Some(cluster)
    }

    /// Starts the server, or starts it again.
    pub fn up(&self) {
        let socket = self.folder.path().display();
        let options = format!("-k {socket} -c listen_addresses='' {}", self.options);
        let (data, log) = (self.data(), self.folder.path().join("log"));
        let arguments = ["-D", path(&data), "-l", path(&log), "-o", &options, "-w", "start"];
        self.call("pg_ctl", &arguments);
    }

    /// Stops the server; `immediate` is a crash.
    pub fn down(&self, how: &str) {
        let data = self.data();
        self.call("pg_ctl", &["-D", path(&data), "-m", how, "-w", "stop"]);
    }

    /// The address of a new database.
    pub fn database(&self, name: &str) -> String {
        let socket = self.folder.path();
        self.call("createdb", &["-h", path(socket), "-U", "postgres", name]);
        format!("postgres://postgres@localhost/{name}?host={}", socket.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn call(&self, program: &str, arguments: &[&str]) {
        let program = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        run(command.args(arguments).current_dir(self.folder.path()));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            self.down("immediate");
        }
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn is_root() -> bool {
    let Output { stdout, .. } = Command::new("id").arg("-u").output().unwrap();
    stdout.trim_ascii() == b"0"
}

#[track_caller]
fn run(command: &mut Command) {
    // The server inherits what it is given: a pipe would never end.
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}");
}

/// The folder of `initdb`, `pg_ctl` and `createdb`: where the path leads to, else the newest installed version.
fn find_bin() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let on_path = std::env::split_paths(&path)
        .filter_map(|folder| Some(folder.join("initdb").canonicalize().ok()?.parent()?.to_owned()));
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed = versions.map(|version| version.path().join("bin"));
    let complete = |bin: &PathBuf| ["initdb", "pg_ctl", "createdb"].iter().all(|tool| bin.join(tool).exists());
    on_path.into_iter().find(complete).or_else(|| installed.filter(complete).max())
}

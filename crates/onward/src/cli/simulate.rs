//! Whom measures reach, on the command line: simulating, the machines that count, synthetic people.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use model::Date;

use super::{ActingArgs, DatabaseArgs, Format, SheetArgs};

#[derive(Debug, Args)]
pub struct Simulate {
    /// Names of shipped packs, folders or archives
    #[arg(long, required = true, num_args = 1..)]
    pub pack: Vec<String>,
    /// Parquet, CSV or XLSX of people
    #[arg(long, conflicts_with = "dir", required_unless_present = "dir")]
    pub people: Option<PathBuf>,
    #[command(flatten)]
    pub sheet: SheetArgs,
    /// The people of an instance
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// The people in the file are synthetic, though it does not carry the generator's mark
    #[arg(long, requires = "people")]
    pub synthetic: bool,
    #[arg(long)]
    pub on: Date,
    /// What had been decided by this day; the assessment date if absent
    #[arg(long)]
    pub as_known: Option<Date>,
    #[arg(long)]
    pub country: Option<String>,
    /// Break down by these fields (and `age_band`)
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Another version of the measures, compared person by person: a shipped pack, a folder or an archive
    #[arg(long, value_name = "PACK")]
    pub variant: Option<String>,
    /// A file that changes the conditions of one measure, compared person by person: `{measure, drop, replace, add}`
    #[arg(long, value_name = "FILE", conflicts_with = "variant")]
    pub reform: Option<PathBuf>,
    /// Conditions to drop together: `lodged,pending`, or `MEASURE:lodged,pending` where several measures have them.
    /// Each `--drop` is asked by itself
    #[arg(long, value_name = "ID[,ID...]")]
    pub drop: Vec<String>,
    /// Where people are counted: `local`, or `ballista://HOST:PORT` of a scheduler. The figures are the same
    #[arg(long, default_value = "local")]
    pub engine: String,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    #[command(flatten)]
    pub database: DatabaseArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
}

#[derive(Debug, Args)]
pub struct Scheduler {
    /// The address to listen on, under which executors and whoever simulates reach it: of a network of their own, for
    /// nobody is asked who they are
    #[arg(long, default_value = "127.0.0.1")]
    pub bind: IpAddr,
    #[arg(long, default_value_t = 50050)]
    pub port: u16,
}

#[derive(Debug, Args)]
pub struct Executor {
    #[arg(long, value_name = "HOST:PORT")]
    pub scheduler: String,
    /// The address to listen on, under which the scheduler and whoever simulates reach it
    #[arg(long, default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Where counts are fetched; any free port if 0
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Where slices are handed over; any free port if 0
    #[arg(long, default_value_t = 0)]
    pub grpc_port: u16,
    /// Where counts lie until they are fetched, in a folder that goes with the program; the system's temporary
    /// directory if absent
    #[arg(long)]
    pub work_dir: Option<PathBuf>,
    /// Slices counted at a time; as many as there are processors if absent
    #[arg(long)]
    pub threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub enum Generate {
    /// Synthetic people, as Parquet marked synthetic
    People(GeneratePeople),
}

#[derive(Debug, Args)]
pub struct GeneratePeople {
    #[arg(long)]
    pub count: u64,
    #[arg(long)]
    pub seed: u64,
    #[arg(long)]
    pub out: PathBuf,
    /// People in a row group, which is the least that an executor is given at a time
    #[arg(long, default_value_t = evidence::people::ROW_GROUP)]
    pub row_group: usize,
}

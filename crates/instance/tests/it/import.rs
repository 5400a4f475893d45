//! Registers as they come again: in other capitals, with other rows, and with a record or a disk that goes away meanwhile.

use std::path::PathBuf;
use std::sync::Arc;

use casework::import::Mapping;
use instance::Fault;
use instance::import::{Import, ImportError, ImportReport, ImportWatch};
use journal::Mode;
use model::{FieldState, Row, Value};
use sheets::SheetChoice;

use crate::world::World;

/// A file that is imported again and again, each time with other rows.
pub struct Desk {
    pub world: World,
    pub file: PathBuf,
}

impl Desk {
    pub async fn new() -> Self {
        Self::of(Mode::Trial).await
    }

    pub async fn of(mode: Mode) -> Self {
        let world = World::of(mode).await;
        let file = world.dir.path().join("r.csv");
        Self { world, file }
    }

    /// Imports rows under a header, as said by a register.
    pub async fn take(&self, source: &str, rows: &str) -> Result<ImportReport, ImportError> {
        self.watched(source, rows, &mut || {}, &mut || {}).await
    }

    /// The same; something happens before rows are written, and after the first group of them.
    async fn watched(
        &self,
        source: &str,
        rows: &str,
        before: &mut (dyn FnMut() + Send),
        after: &mut (dyn FnMut() + Send),
    ) -> Result<ImportReport, ImportError> {
        std::fs::write(&self.file, rows).unwrap();
        self.import(source, before, after).await
    }

    /// What a dry run of rows says.
    pub async fn tried(&self, source: &str, rows: &str) -> Result<ImportReport, ImportError> {
        std::fs::write(&self.file, rows).unwrap();
        self.by("carla", source, true, &mut || {}, &mut || {}).await
    }

    /// Imports the file as it lies there.
    async fn import(
        &self,
        source: &str,
        before: &mut (dyn FnMut() + Send),
        after: &mut (dyn FnMut() + Send),
    ) -> Result<ImportReport, ImportError> {
        self.by("carla", source, false, before, after).await
    }

    pub async fn by(
        &self,
        account: &str,
        source: &str,
        dry_run: bool,
        before: &mut (dyn FnMut() + Send),
        after: &mut (dyn FnMut() + Send),
    ) -> Result<ImportReport, ImportError> {
        let mapping = Mapping { source: Some(source.into()), ..Mapping::default() };
        let import = Import {
            file: &self.file,
            choice: &SheetChoice::default(),
            mapping: &mapping,
            synthetic: self.world.instance.is_trial(),
            dry_run,
            without_ids: false,
        };
        let (mut began, mut more) = (|_: &ImportReport| before(), |_| after());
        let watch = ImportWatch { before: &mut began, progress: &mut more, rejected: &mut |_| {} };
        let (in_force, acting) = (self.world.instance.in_force().await.unwrap(), self.world.assisting(account).await);
        self.world.instance.import(&in_force, &acting, &import, watch).await
    }

    /// A file of rows handed back, by the end of its name.
    fn rejects(&self, end: &str) -> PathBuf {
        self.world.dir.path().join(format!("r.csv.rejects{end}"))
    }
}

/// Stored, amended, unchanged and handed back.
#[track_caller]
pub fn counts(done: Result<ImportReport, ImportError>, expected: [u64; 4]) -> ImportReport {
    let report = done.unwrap();
    let found = [report.stored, report.amended, report.unchanged, report.rejected];
    assert_eq!(found, expected, "{:?}", report.reasons);
    report
}

const AMINA: &str = "external.id,name.full,birth_date,sex\n1,Amina Karimi,1990-05-17,F\n";

#[tokio::test]
async fn a_register_in_other_capitals_is_the_same_source() {
    let desk = Desk::new().await;
    counts(desk.take("town", AMINA).await, [1, 0, 0, 0]);
    let again = counts(desk.take("Town", AMINA).await, [0, 0, 1, 0]);
    assert_eq!(again.source, "town", "as it is spelt on record");
    counts(desk.take(" TOWN", &AMINA.replace("05-17", "05-18")).await, [0, 1, 0, 0]);
    let (in_force, acting) = (desk.world.instance.in_force().await.unwrap(), desk.world.assisting("carla").await);
    let read = desk.world.instance.desk(&in_force, &acting);
    let found = read.search("amina", &[]).await.unwrap();
    let shown = read.person(found.rows[0].id, "2020-09-01".parse().unwrap()).await.unwrap().unwrap();
    let born = &shown.fields["birth_date"];
    assert_eq!(born.sources, ["town"]);
    assert_eq!(born.state.known().map(Value::to_text).as_deref(), Some("1990-05-18"), "a source amends what it said");
}

#[tokio::test]
async fn another_name_and_sex_under_an_id_are_handed_back_in_whatever_capitals_the_register_comes() {
    let desk = Desk::new().await;
    counts(desk.take("town", AMINA).await, [1, 0, 0, 0]);
    let other = "external.id,name.full,birth_date,sex\n1,Yusuf Said,1990-05-17,M\n";
    for source in ["town", "Town", "TOWN"] {
        let report = counts(desk.take(source, other).await, [0, 0, 0, 1]);
        assert_eq!(report.reasons["contradicts-record"], 1, "{source}");
    }
}

#[tokio::test]
async fn rows_without_an_id_are_asked_about_in_whatever_capitals_the_register_comes() {
    let desk = Desk::new().await;
    let rows = "name.full,birth_date\nAmina Karimi,1990-05-17\n";
    counts(desk.take("town", rows).await, [1, 0, 0, 0]);
    for source in ["town", "Town"] {
        let asked = desk.take(source, &rows.replace("05-17", "05-18")).await;
        assert!(matches!(asked, Err(ImportError::NoIds { known: 0, unknown: 1, .. })), "{source}: {asked:?}");
    }
}

#[tokio::test]
async fn a_row_whose_id_is_empty_is_asked_about_though_others_have_theirs() {
    let desk = Desk::new().await;
    let rows = format!(
        "id,name.full,birth_date\n{},Amina Karimi,1990-05-17\n,Yusuf Said,1988-01-02\n",
        desk.world.instance.new_id()
    );
    let first = counts(desk.take("town", &rows).await, [2, 0, 0, 0]);
    assert!(!first.again, "one of them is known only as it stands");
    counts(desk.take("town", &rows).await, [0, 0, 2, 0]);
    let asked = desk.take("town", &rows.replace("1988-01-02", "1988-01-03")).await;
    assert!(matches!(asked, Err(ImportError::NoIds { known: 0, unknown: 1, .. })), "{asked:?}");
    let more = format!("{rows}{},Omar Haddad,1980-03-04\n", desk.world.instance.new_id());
    counts(desk.take("town", &more).await, [1, 0, 2, 0]);
}

#[tokio::test]
async fn the_text_of_an_error_hands_its_row_back_also_in_parquet() {
    let desk = Desk::new().await;
    let packs = desk.world.instance.in_force().await.unwrap().packs;
    let person = |id: &str, name: &str| {
        let mut row = Row::new(&packs.schema);
        for (field, text) in [("external.id", id), ("name.full", name)] {
            row.set(packs.schema.field(field).unwrap(), FieldState::Known(Value::Text(text.into())));
        }
        row
    };
    let people = [vec![person("1", "Amina Karimi"), person("2", "#N/A"), person("#REF!", "Omar Haddad")]];
    evidence::people::write_people(&desk.file, &packs.schema, people, true, &mut |_| {}).unwrap();
    let report = counts(desk.import("town", &mut || {}, &mut || {}).await, [1, 0, 0, 2]);
    assert_eq!(report.reasons["row"], 2);
}

#[tokio::test]
async fn a_file_that_is_changed_while_it_is_read_is_refused() {
    let desk = Desk::new().await;
    let rows = "name.full,birth_date\nAmina Karimi,1990-05-17\n";
    counts(desk.take("town", rows).await, [1, 0, 0, 0]);
    let mut change = || std::fs::write(&desk.file, rows.replace("Amina", "Omar")).unwrap();
    match desk.watched("town", rows, &mut change, &mut || {}).await {
        Err(ImportError::Fault(Fault::File(words))) => assert!(words.contains("changed while it was read"), "{words}"),
        other => panic!("{other:?}"),
    }
}

/// Of the second the birth date is no day.
const HALF: &str = "external.id,name.full,birth_date\n1,Amina Karimi,1990-05-17\n2,Yusuf Said,1988-02-31\n";

#[tokio::test]
async fn rows_handed_back_that_somebody_corrects_are_neither_written_over_nor_removed() {
    let desk = Desk::new().await;
    counts(desk.take("town", HALF).await, [1, 0, 0, 1]);
    let again = counts(desk.take("town", HALF).await, [0, 0, 1, 1]);
    assert_eq!(again.rejects, Some(desk.rejects(".csv").display().to_string()), "it says the same");
    assert!(!desk.rejects(".2.csv").exists());
    let corrected = std::fs::read_to_string(desk.rejects(".csv")).unwrap().replace("1988-02-31", "1988-02-28");
    std::fs::write(desk.rejects(".csv"), &corrected).unwrap();
    let beside = counts(desk.take("town", HALF).await, [0, 0, 1, 1]);
    assert_eq!(beside.rejects, Some(desk.rejects(".2.csv").display().to_string()));
    let mended = counts(desk.take("town", &HALF.replace("02-31", "02-27")).await, [1, 0, 1, 0]);
    assert_eq!(mended.rejects, None);
    assert_eq!(std::fs::read_to_string(desk.rejects(".csv")).unwrap(), corrected);
    assert!(!desk.rejects(".2.csv").exists(), "one that nobody touched goes");
    assert!(!desk.rejects(".3.csv").exists(), "an empty one is not left");
}

#[tokio::test]
async fn rows_are_not_handed_back_through_a_link() {
    let desk = Desk::new().await;
    let victim = desk.world.dir.path().join("victim");
    std::fs::write(&victim, "somebody's").unwrap();
    std::os::unix::fs::symlink(&victim, desk.rejects(".csv")).unwrap();
    let report = counts(desk.take("town", HALF).await, [1, 0, 0, 1]);
    assert_eq!(report.rejects, Some(desk.rejects(".2.csv").display().to_string()));
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), "somebody's");
}

#[tokio::test]
async fn nothing_is_written_where_rows_could_not_be_handed_back() {
    let mut desk = Desk::new().await;
    // With what is added to it the name is longer than a file's may be.
    desk.file = desk.world.dir.path().join("r".repeat(250));
    match desk.take("town", HALF).await {
        Err(ImportError::Fault(Fault::File(words))) => assert!(words.contains(".rejects.csv"), "{words}"),
        other => panic!("{other:?}"),
    }
    desk.file = desk.world.dir.path().join("r.csv");
    counts(desk.take("town", HALF).await, [1, 0, 0, 1]);
}

/// More rows than are written together; of the first the birth date is no day.
fn many() -> String {
    let rows = (1..2150).map(|row| format!("{row},Person {row},1990-05-17\n"));
    rows.fold("external.id,name.full,birth_date\n0,Amina Karimi,1990-02-31\n".to_owned(), |text, row| text + &row)
}

#[tokio::test]
async fn an_import_that_cannot_hand_back_at_its_end_was_stopped_and_says_what_is_stored() {
    let desk = Desk::new().await;
    let rejects = desk.rejects(".csv");
    // Told of each group of rows: the first time it is there.
    let mut lose = || drop(std::fs::remove_file(&rejects));
    match desk.watched("town", &many(), &mut || {}, &mut lose).await {
        Err(ImportError::Stopped { report, why: Fault::File(_), lost: None }) => {
            assert_eq!((report.rows, report.stored, report.rejected), (2150, 2149, 1));
            assert_eq!(report.rejects, None, "no file is named that is not there");
        }
        other => panic!("{other:?}"),
    }
    let again = counts(desk.take("town", &many()).await, [0, 0, 2149, 1]);
    assert!(again.rejects.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_whose_record_goes_away_says_what_is_stored_and_goes_on_when_it_is_run_again() {
    let mut desk = Desk::new().await;
    let (instance, rejects) = (Arc::clone(&desk.world.instance), desk.rejects(".csv"));
    let mut leave = || {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(instance.close()));
        std::fs::remove_file(&rejects).unwrap();
    };
    let stopped = desk.watched("town", &many(), &mut || {}, &mut leave).await.unwrap_err();
    let words = stopped.to_string();
    assert!(words.contains("could not be written down"), "both faults are told: {words}");
    let ImportError::Stopped { report, lost: Some(Fault::File(_)), .. } = stopped else { panic!("{stopped:?}") };
    assert_eq!((report.amended, report.unchanged, report.rejected), (0, 0, 1));
    assert!(report.stored > 0 && report.stored < 2149, "{}", report.stored);
    desk.world.instance = desk.world.opened_again().await;
    counts(desk.take("town", &many()).await, [2149 - report.stored, 0, report.stored, 1]);
}

#[tokio::test]
async fn a_row_of_somebody_whom_another_office_knows_is_handed_back() {
    let desk = Desk::new().await;
    let known = [("external.system", "town"), ("external.id", "1"), ("name.full", "Amina Karimi")];
    desk.world.register("salma", &known).await;
    let report = counts(desk.take("town", AMINA).await, [0, 0, 0, 1]);
    assert_eq!(report.reasons["not-here"], 1);
    let rows = std::fs::read_to_string(desk.rejects(".csv")).unwrap();
    assert!(rows.contains("known to another office or forgotten"), "{rows}");
}

#[tokio::test]
async fn another_offices_id_of_onward_is_handed_back_by_the_dry_run_and_by_the_run() {
    let desk = Desk::new().await;
    let person = desk.world.register("salma", &[("name.full", "Amina Karimi")]).await;
    let rows = format!("id,name.full\n{person},Amina Karimi\n");
    for report in [desk.tried("town", &rows).await, desk.take("town", &rows).await] {
        assert_eq!(counts(report, [0, 0, 0, 1]).reasons["unknown-id"], 1);
    }
    let rows = std::fs::read_to_string(desk.rejects(".csv")).unwrap();
    assert!(rows.contains("this office knows nobody by this id of Onward's"), "{rows}");
}

#[tokio::test]
async fn no_file_chooses_the_id_of_somebody_real_and_one_of_invented_people_does() {
    let rows = "id,name.full,sex\n0123456789abcdef0123456789abcdef,Amina Karimi,F\n,Yusuf Karimi,M\n";
    let live = Desk::of(Mode::Live).await;
    for report in [live.tried("town", rows).await, live.take("town", rows).await] {
        assert_eq!(counts(report, [1, 0, 0, 1]).reasons["unknown-id"], 1);
    }
    let trial = Desk::new().await;
    counts(trial.take("town", rows).await, [2, 0, 0, 0]);
    counts(trial.take("town", rows).await, [0, 0, 2, 0]);
}

#[tokio::test]
async fn who_is_known_here_is_found_by_the_id_of_onward() {
    let desk = Desk::of(Mode::Live).await;
    counts(desk.take("town", AMINA).await, [1, 0, 0, 0]);
    let person = desk.world.register("carla", &[("name.full", "Yusuf Karimi")]).await;
    counts(desk.take("town", &format!("id,sex\n{person},M\n")).await, [0, 1, 0, 0]);
}

#[tokio::test]
async fn a_row_that_says_two_places_at_once_is_handed_back_by_the_dry_run_and_by_the_run() {
    let desk = Desk::new().await;
    let rows = "external.id,name.full,country,in_country\n1,Amina Karimi,PRT,false\n2,Yusuf Karimi,PRT,true\n";
    for (report, became) in
        [(desk.tried("town", rows).await, [1, 0, 0, 1]), (desk.take("town", rows).await, [1, 0, 0, 1])]
    {
        assert_eq!(counts(report, became).reasons["cannot-be"], 1);
    }
    let rows = std::fs::read_to_string(desk.rejects(".csv")).unwrap();
    assert!(rows.contains("`in_country` cannot be, beside `country` of the row or on record"), "{rows}");
}

//! Registers as they come again: in other capitals, with other rows, and with a record or a disk that goes away meanwhile.

use std::path::PathBuf;

use casework::import::Mapping;
use instance::Fault;
use instance::import::{Import, ImportError, ImportReport, ImportWatch};
use journal::Mode;
use model::Value;
use sheets::SheetChoice;

use crate::world::World;

/// A file that is imported again and again, each time with other rows.
struct Desk {
    world: World,
    file: PathBuf,
}

impl Desk {
    async fn new() -> Self {
        let world = World::of(Mode::Trial).await;
        let file = world.dir.path().join("r.csv");
        Self { world, file }
    }

    /// Imports rows under a header, as said by a register.
    async fn take(&self, source: &str, rows: &str) -> Result<ImportReport, ImportError> {
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
        let mapping = Mapping { source: Some(source.into()), ..Mapping::default() };
        let import = Import {
            file: &self.file,
            choice: &SheetChoice::default(),
            mapping: &mapping,
            synthetic: true,
            dry_run: false,
            without_ids: false,
        };
        let (mut began, mut more) = (|_: &ImportReport| before(), |_| after());
        let watch = ImportWatch { before: &mut began, progress: &mut more, rejected: &mut |_| {} };
        let (in_force, acting) = (self.world.instance.in_force().await.unwrap(), self.world.assisting("carla").await);
        self.world.instance.import(&in_force, &acting, &import, watch).await
    }
}

/// Stored, amended, unchanged and handed back.
#[track_caller]
fn counts(done: Result<ImportReport, ImportError>, expected: [u64; 4]) -> ImportReport {
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

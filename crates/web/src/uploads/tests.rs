//! What may be done to a file, and when.

use super::*;

const NOW: Timestamp = Timestamp(1_598_961_600_000_000);

fn importer(account: &str) -> Importer {
    Importer { account: account.into(), seat: Seat { controller: "c".into(), office: "o".into() } }
}

/// Files that were brought, by account and by what is in them.
fn brought(folder: &Path, files: &[(&str, u8)]) -> (Uploads, Vec<Id>) {
    let uploads = Uploads::in_folder(folder.join("uploads"));
    let ids = files.iter().enumerate().map(|(number, (account, byte))| {
        let id = Id([u8::try_from(number).unwrap() + 1; 16]);
        let file = uploads.place(id).unwrap();
        fs::write(&file, [*byte]).unwrap();
        uploads
            .room(&importer(account), NOW)
            .unwrap()
            .put(id, Upload::new(importer(account), NOW, file, [*byte; 32], true));
        id
    });
    let ids = ids.collect();
    (uploads, ids)
}

fn over(dry_run: bool, stopped: bool) -> Stage {
    Stage::Over(Arc::new(Outcome { dry_run, stopped, report: ImportReport::default(), handed: vec![] }))
}

fn lies_there(uploads: &Uploads, id: Id) -> bool {
    uploads.folder.join(id.to_string()).exists()
}

#[test]
fn the_same_file_is_not_imported_twice_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, ids) = brought(folder.path(), &[("carla", 7), ("sven", 7), ("hanan", 8)]);
    assert!(uploads.begin(ids[0], false).is_some());
    assert!(uploads.begin(ids[0], false).is_none(), "it runs");
    assert!(uploads.begin(ids[1], false).is_none(), "the same file, brought by somebody else");
    let told = uploads.get(ids[1], &importer("sven"), NOW).unwrap().stage;
    assert!(matches!(told, Stage::Mapping(Some(why)) if matches!(*why, Refused::Runs)));
    assert!(uploads.begin(ids[2], false).is_some(), "another file");
    uploads.over(ids[0], over(false, false), NOW);
    assert!(uploads.begin(ids[1], false).is_some(), "it is done");
}

#[test]
fn an_import_that_stopped_goes_on_and_one_that_is_done_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, ids) = brought(folder.path(), &[("carla", 7)]);
    assert!(uploads.begin(ids[0], false).is_some());
    uploads.rows(ids[0], 1024);
    let stage = uploads.get(ids[0], &importer("carla"), NOW).unwrap().stage;
    assert!(matches!(stage, Stage::Working { dry_run: false, rows: 1024 }));
    uploads.over(ids[0], over(false, true), NOW);
    assert!(lies_there(&uploads, ids[0]), "it is needed to go on");
    assert!(uploads.begin(ids[0], false).is_some());
    uploads.over(ids[0], over(false, false), NOW);
    assert!(!lies_there(&uploads, ids[0]));
    assert!(uploads.begin(ids[0], false).is_none());
}

#[test]
fn what_is_worked_on_is_neither_changed_nor_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, ids) = brought(folder.path(), &[("carla", 7)]);
    assert!(uploads.begin(ids[0], false).is_some());
    uploads.end(ids[0]);
    uploads.change(ids[0], |upload| upload.synthetic = false);
    uploads.sweep(Timestamp(NOW.0 + 2 * i64::try_from(KEPT.as_micros()).unwrap()));
    let there = uploads.get(ids[0], &importer("carla"), NOW).unwrap();
    assert!(there.synthetic && lies_there(&uploads, ids[0]));
}

#[test]
fn what_an_ended_program_left_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, ids) = brought(folder.path(), &[("carla", 7)]);
    assert!(lies_there(&uploads, ids[0]));
    let uploads = Uploads::in_folder(folder.path().join("uploads"));
    assert!(!lies_there(&uploads, ids[0]));
}

#[test]
fn rows_handed_back_are_kept_for_an_hour_from_the_end_of_an_import_however_long_it_took() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, ids) = brought(folder.path(), &[("carla", 7)]);
    let hour = i64::try_from(KEPT.as_micros()).unwrap();
    let later = |hours: i64| Timestamp(NOW.0 + hours * hour);
    let there = |now| uploads.get(ids[0], &importer("carla"), now).is_some();
    assert!(uploads.begin(ids[0], false).is_some());
    uploads.over(ids[0], over(false, false), later(2));
    assert!(there(Timestamp(later(3).0 - 1)), "within the hour");
    assert!(!there(later(3)), "after it");
}

#[test]
fn files_on_their_way_take_their_places_and_give_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, _) = brought(folder.path(), &[("carla", 7)]);
    let mut coming: Vec<_> = (1..MOST).filter_map(|_| uploads.room(&importer("sven"), NOW)).collect();
    assert_eq!(coming.len(), MOST - 1, "one lies there already");
    assert!(uploads.room(&importer("hanan"), NOW).is_none(), "all are taken");
    coming.pop();
    assert!(uploads.room(&importer("hanan"), NOW).is_some(), "one was given up");
}

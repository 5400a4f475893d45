//! A people file as plain rows: for imports, and for whoever wants people rather than figures.

use std::path::Path;

use arrow::array::{Array, AsArray, StringArray};
use arrow::datatypes::Int32Type;
use arrow::record_batch::RecordBatch;
use model::{FieldId, Row, Schema};

use super::scan::{FIRST_ROW, People, Scan};
use super::{PeopleError, column_named, take_cell};

const BATCH: usize = 8192;

/// Reads a people file row by row. A row with a bad value is an error of its own; reading goes on after it.
pub fn read_people(path: &Path, schema: &Schema) -> Result<PeopleRows, PeopleError> {
    People::open(path)?.rows(schema)
}

/// Reads any Parquet or CSV file as a header and rows of texts, whatever its columns are called.
pub fn read_cells(path: &Path) -> Result<(Vec<String>, Cells), PeopleError> {
    let people = People::open(path)?;
    let header = people.columns()?;
    let scan = people.scan_columns(&header, BATCH)?;
    Ok((header, Cells::over(scan)))
}

/// Rows of texts in the order of the columns asked for; `None` is an empty cell.
pub struct Cells {
    scan: Scan,
    batch: Option<(RecordBatch, usize)>,
    failed: bool,
}

impl People {
    /// Its people, one after the other.
    pub fn rows(&self, schema: &Schema) -> Result<PeopleRows, PeopleError> {
        self.rows_of(schema, |_| true)
    }

    /// The same, of which some fields are read and no others.
    pub fn rows_of(&self, schema: &Schema, wanted: impl Fn(FieldId) -> bool) -> Result<PeopleRows, PeopleError> {
        let columns = self.columns()?;
        let present = columns.iter().filter_map(|name| column_named(schema, name));
        let present: Vec<FieldId> = present.filter(|field| wanted(*field)).collect();
        let cells = self.cells(schema, &present, BATCH)?.zip(FIRST_ROW..);
        Ok(PeopleRows { people: self.clone(), schema: schema.clone(), present, cells })
    }

    /// Rows of texts, in the order of these fields.
    pub(crate) fn cells(&self, schema: &Schema, fields: &[FieldId], batch: usize) -> Result<Cells, PeopleError> {
        Ok(Cells::over(self.scan(schema, fields, batch)?))
    }
}

impl Cells {
    fn over(scan: Scan) -> Self {
        Self { scan, batch: None, failed: false }
    }
}

impl Iterator for Cells {
    type Item = Result<Vec<Option<String>>, PeopleError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            if let Some((batch, at)) = self.batch.as_mut().filter(|(batch, at)| *at < batch.num_rows()) {
                let row = cells_of(batch, *at);
                *at += 1;
                return Some(Ok(row));
            }
            match self.scan.next()? {
                Ok(batch) => self.batch = Some((batch, 0)),
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// The texts of one row; the row number, which is the last column, is left out.
fn cells_of(batch: &RecordBatch, row: usize) -> Vec<Option<String>> {
    let data = batch.columns().split_last().map_or(&[][..], |(_, data)| data);
    data.iter().map(|column| text_at(column.as_ref(), row).map(ToOwned::to_owned)).collect()
}

fn text_at(column: &dyn Array, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    if let Some(plain) = column.as_string_opt::<i32>() {
        return Some(plain.value(row));
    }
    let coded = column.as_dictionary_opt::<Int32Type>()?;
    let values: &StringArray = coded.values().as_string_opt()?;
    coded.key(row).map(|key| values.value(key))
}

/// People of a file, one after the other.
pub struct PeopleRows {
    people: People,
    schema: Schema,
    present: Vec<FieldId>,
    cells: std::iter::Zip<Cells, std::ops::RangeFrom<u64>>,
}

impl Iterator for PeopleRows {
    type Item = Result<Row, PeopleError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (cells, number) = self.cells.next()?;
        Some(cells.and_then(|cells| self.row(number, &cells)).map_err(|error| self.people.placed(error)))
    }
}

impl PeopleRows {
    fn row(&self, number: u64, cells: &[Option<String>]) -> Result<Row, PeopleError> {
        let mut row = Row::new(&self.schema);
        for (field, cell) in self.present.iter().zip(cells) {
            let Some(cell) = cell else { continue };
            take_cell(&self.schema, &mut row, *field, cell).map_err(|expected| PeopleError::Value {
                field: self.schema.get(*field).map_or_else(String::new, |field| field.name.clone()),
                row: number,
                expected,
            })?;
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::people::write_people;
    use crate::testing::{household, schema, schema_with_records};

    fn csv(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn what_was_written_to_parquet_is_read_back_with_every_state() {
        let schema = schema();
        let people = household(
            &schema,
            "h1",
            &[
                &[("birth_date", "1990"), ("languages", "{}"), ("work.lost_income", "true")],
                &[("birth_date", "n/a"), ("care.hours", "12 | 40"), ("name.full", "Å | n/a")],
            ],
        );
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut heard = 0;
        write_people(file.path(), &schema, [people.clone()], true, &mut |rows| heard = rows).unwrap();
        let read: Vec<Row> = read_people(file.path(), &schema).unwrap().map(Result::unwrap).collect();
        assert_eq!((read, heard), (people, 2));
        assert!(People::open(file.path()).unwrap().synthetic());
    }

    #[test]
    fn records_go_through_parquet_and_come_from_a_sheet() {
        let schema = schema_with_records();
        let (course, lodging) = (r#"[{"from":"2020-05-01","hours":"3"}]"#, r#"{"listed":[],"complete":true}"#);
        let people = household(&schema, "h1", &[&[("course", course), ("lodging", lodging)], &[("course", "[]")], &[]]);
        let file = tempfile::NamedTempFile::new().unwrap();
        write_people(file.path(), &schema, [people.clone()], true, &mut |_| ()).unwrap();
        let read: Vec<Row> = read_people(file.path(), &schema).unwrap().map(Result::unwrap).collect();
        assert_eq!(read, people);
        let sheet = csv("sex,course\nF,\"[{\"\"hours\"\": 3}]\"\nM,\nX,three\n");
        let rows: Vec<_> = read_people(sheet.path(), &schema).unwrap().collect();
        let [Ok(first), Ok(second), Err(third)] = rows.as_slice() else { panic!("{rows:?}") };
        let list = |row: &Row| row.kinds().map(|(_, list)| (list.listed.len(), list.complete)).collect::<Vec<_>>();
        assert_eq!((list(first), list(second)), (vec![(1, true)], vec![]));
        assert!(third.to_string().contains("`course` in row 4: expected a list of records of `course`"), "{third}");
    }

    #[test]
    fn the_same_people_give_the_same_bytes() {
        let schema = schema();
        let bytes = || {
            let file = tempfile::NamedTempFile::new().unwrap();
            let people = (0..50).map(|n| household(&schema, &n.to_string(), &[&[("birth_date", "1990")]]));
            write_people(file.path(), &schema, people, false, &mut |_| ()).unwrap();
            std::fs::read(file.path()).unwrap()
        };
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn a_bad_value_names_field_row_and_what_was_expected_and_not_the_value() {
        let file = csv("birth_date,care.hours,other\n1990,1,x\n31/12/1990,2,y\n,n/a,z\n");
        let rows: Vec<_> = read_people(file.path(), &schema()).unwrap().collect();
        let [Ok(_), Err(error), Ok(_)] = rows.as_slice() else { panic!("{rows:?}") };
        let text = error.to_string();
        assert!(text.starts_with("`birth_date` in row 3: expected a date"), "{text}");
        assert!(!text.contains("31/12"), "{text}");
    }

    #[test]
    fn broken_csv_is_refused_with_its_line_and_a_doubled_column_by_name() {
        let file = csv("sex,care.hours\nF,1\nF\n");
        let error = read_people(file.path(), &schema()).unwrap().find_map(Result::err).unwrap();
        assert!(error.to_string().contains("row 3: the row has 1 cells, the header has 2"), "{error}");
        let file = csv("sex,sex\nF,M\n");
        let error = read_people(file.path(), &schema()).err().unwrap();
        assert!(error.to_string().contains("`B1` has the same name as the one at `A1`"), "{error}");
    }

    #[test]
    fn a_people_file_is_read_as_an_import_reads_it() {
        let file = csv("id;sex\n#meta+id;#meta+sex\np1;F\n\n");
        let rows: Vec<_> = read_people(file.path(), &schema()).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1, "other separators are found, hashtags are nobody");
        let file = csv("id,name\np1,\"open\n");
        let error = read_people(file.path(), &schema()).err().unwrap();
        assert!(error.to_string().contains("line 2 is never closed"), "{error}");
    }

    #[test]
    fn people_of_whom_nothing_is_known_are_refused() {
        let known = |text: &str| People::open(csv(text).path()).unwrap().known_to(&schema()).map_err(|e| e.to_string());
        assert!(known("sex,other\nF,x\n").is_ok(), "what the schema does not know is passed over");
        assert!(known("hello world\n").unwrap_err().contains("no column of the file is a field"));
        assert!(known("id,Nom\np1,A\n").unwrap_err().contains("no column of the file is a field"));
        let slip = known("sex,Birth date\nF,1990\n").unwrap_err();
        assert!(slip.contains("`Birth date` is no field; if it is `birth_date`"), "{slip}");
        assert!(known("birth_date,Birth-Date\n1990,x\n").is_ok(), "the field is there");
    }

    #[test]
    fn cells_of_unknown_columns_are_handed_over_as_texts() {
        let file = csv("Nom,sex\nA,F\n,M\n");
        let (header, cells) = read_cells(file.path()).unwrap();
        let cells: Vec<_> = cells.map(Result::unwrap).collect();
        assert_eq!(header, ["Nom", "sex"]);
        assert_eq!(cells, [[Some("A".to_owned()), Some("F".into())], [None, Some("M".into())]]);
    }
}

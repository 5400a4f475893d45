//! The order of day and month is never guessed: the mapping says it, or a value of the column excludes the other.

use casework::import::{Cell, DateOrder, LookKind, Mapping, SheetCalendar, SheetProblem, Survey};
use model::Schema;

use crate::import::occasion;
use crate::world::schema;

const HEADERS: [Cell<'static>; 2] =
    [Cell { address: "A1", text: "birth_date" }, Cell { address: "B1", text: "application.lodged_on" }];

/// What the first person's dates are read as, or why the sheet is refused.
fn check(order: Option<DateOrder>, rows: &[[&str; 2]]) -> Result<Vec<Option<String>>, Vec<SheetProblem>> {
    check_of(&Mapping { dates: order, ..Mapping::default() }, rows)
}

fn check_of(mapping: &Mapping, rows: &[[&str; 2]]) -> Result<Vec<Option<String>>, Vec<SheetProblem>> {
    let schema: Schema = schema();
    let mut survey = Survey::new(&schema, mapping, occasion(false), &HEADERS, None).unwrap();
    let addresses: Vec<[String; 2]> = (2..rows.len() + 2).map(|row| [format!("A{row}"), format!("B{row}")]).collect();
    let cells = |row: usize| [0, 1].map(|column| Cell { address: &addresses[row][column], text: rows[row][column] });
    for row in 0..rows.len() {
        survey.see(row as u64 + 2, &cells(row));
    }
    let reader = survey.reader()?;
    let read = |row| {
        let row = reader.read(row as u64 + 2, &cells(row)).ok()?;
        let text = |field: &str| row.fields.get(field)?.known().map(model::Value::to_text);
        Some([text("birth_date"), text("application.lodged_on")].map(Option::unwrap_or_default).join(" "))
    };
    Ok((0..rows.len()).map(read).collect())
}

#[test]
fn one_value_that_excludes_the_other_order_settles_the_column() {
    let rows = [["01/02/1990", "2020-03-04"], ["31/12/1991", "2020-03-05"]];
    assert_eq!(
        check(None, &rows),
        Ok(vec![Some("1990-02-01 2020-03-04".to_owned()), Some("1991-12-31 2020-03-05".to_owned())])
    );
    let rows = [["01/02/1990", ""], ["12/31/1991", ""]];
    assert_eq!(check(None, &rows), Ok(vec![Some("1990-01-02 ".to_owned()), Some("1991-12-31 ".to_owned())]));
}

#[test]
fn each_column_is_settled_by_its_own_values() {
    let rows = [["31/12/1990", "12/31/2020"], ["01/02/1990", "01/02/2020"]];
    assert_eq!(
        check(None, &rows),
        Ok(vec![Some("1990-12-31 2020-12-31".to_owned()), Some("1990-02-01 2020-01-02".to_owned())])
    );
    let rows = [["31/12/1990", "01/02/2020"]];
    let problem = SheetProblem::AmbiguousDates { field: "application.lodged_on".into(), cell: "B2".into() };
    assert_eq!(check(None, &rows), Err(vec![problem]));
}

#[test]
fn dates_that_could_be_read_both_ways_refuse_the_whole_sheet_and_name_the_column() {
    let problems = check(None, &[["1990-01-01", ""], ["03/04/1991", ""]]).unwrap_err();
    assert_eq!(problems, [SheetProblem::AmbiguousDates { field: "birth_date".into(), cell: "A3".into() }]);
    assert!(problems[0].to_string().contains("birth_date") && problems[0].help().contains("dmy"));
}

#[test]
fn dates_that_contradict_each_other_refuse_the_whole_sheet() {
    let (field, day_first, month_first) = ("birth_date".into(), "A2".into(), "A3".into());
    let problem = SheetProblem::ContradictoryDates { field, day_first, month_first };
    assert_eq!(check(None, &[["31/12/1990", ""], ["12/31/1990", ""]]), Err(vec![problem]));
}

#[test]
fn the_mapping_settles_every_column_and_then_a_bad_date_costs_its_row_only() {
    let rows = [["01/02/1990", ""], ["12/31/1990", ""], ["31/12/1990", ""]];
    assert_eq!(
        check(Some(DateOrder::DayFirst), &rows),
        Ok(vec![Some("1990-02-01 ".to_owned()), None, Some("1990-12-31 ".to_owned())])
    );
    assert_eq!(
        check(Some(DateOrder::MonthFirst), &rows),
        Ok(vec![Some("1990-01-02 ".to_owned()), Some("1990-12-31 ".to_owned()), None])
    );
    assert_eq!(check(Some(DateOrder::YearFirst), &rows), Ok(vec![None, None, None]));
}

#[test]
fn a_day_that_does_not_exist_still_tells_the_order() {
    let rows = [["01/02/1990", ""], ["31/02/1990", ""]];
    assert_eq!(check(None, &rows), Ok(vec![Some("1990-02-01 ".to_owned()), None]));
}

#[test]
fn dates_that_read_alike_both_ways_need_no_order() {
    let rows = [["05/05/1990", "2020"], ["1990", "2020/03/04"]];
    assert_eq!(check(None, &rows), Ok(vec![None, Some("1990 2020-03-04".to_owned())]));
}

#[test]
fn a_column_of_another_calendar_is_converted_and_one_of_ours_in_it_is_none() {
    let mapping =
        Mapping { calendar: SheetCalendar::Ethiopian, dates: Some(DateOrder::DayFirst), ..Mapping::default() };
    let read = check_of(&mapping, &[["05/13/2010", ""], ["12/01/1985", "01/13/2012"], ["06/13/2010", ""]]).unwrap();
    assert_eq!(read, [Some("2018-09-10 ".to_owned()), Some("1992-09-22 2020-09-06".to_owned()), None]);
}

#[test]
fn a_thirteenth_month_settles_no_column() {
    let problems = check(None, &[["05/13/2010", ""], ["01/02/1985", ""]]).unwrap_err();
    assert_eq!(problems, [SheetProblem::AmbiguousDates { field: "birth_date".into(), cell: "A3".into() }]);
}

/// A sheet written month first and opened where days come first: what could be read so became days, the rest stayed text.
#[test]
fn days_of_a_spreadsheet_beside_texts_of_one_order_are_pointed_out() {
    let schema: Schema = schema();
    let read = |order: Option<DateOrder>, dates: &[&str]| {
        let mapping = Mapping { dates: order, ..Mapping::default() };
        let mut survey = Survey::new(&schema, &mapping, occasion(true), &HEADERS, None).unwrap();
        let addresses: Vec<String> = (2..dates.len() + 2).map(|row| format!("A{row}")).collect();
        let cells =
            || addresses.iter().zip(dates).zip(2..).map(|((address, text), row)| (row, [Cell { address, text }]));
        for (row, cell) in cells() {
            survey.see(row, &cell);
        }
        let reader = survey.reader()?;
        let looks = cells().map(|(row, cell)| reader.read(row, &cell).unwrap().looks);
        Ok::<_, Vec<SheetProblem>>(looks.flatten().map(|look| (look.kind, look.cell)).collect::<Vec<_>>())
    };
    let swapped = ["2020-02-03", "05/23/1990", "06/30/1991"];
    let (field, day, text) = ("birth_date".into(), "A2".into(), "A3".into());
    assert_eq!(read(None, &swapped), Err(vec![SheetProblem::SwappedDates { field, day, text }]));
    assert_eq!(read(Some(DateOrder::MonthFirst), &swapped), Ok(vec![(LookKind::MaybeSwapped, "A2".to_owned())]));
    assert_eq!(read(None, &["2020-02-23", "05/23/1990"]), Ok(vec![]), "no spreadsheet swaps the 23rd");
    assert_eq!(read(None, &["2020-02-03", "2020-11-12"]), Ok(vec![]));
}

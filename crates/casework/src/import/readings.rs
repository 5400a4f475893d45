//! What was read as what: each column and its field, for the page on which somebody decides whether to trust an import.
//! Headers are not repeated: columns are named by their letters.

use model::FieldType;

use super::{RowReader, SheetCalendar};

/// What a column was read into.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ColumnReading {
    /// Its letters.
    pub column: String,
    /// The field; nothing for a column that was left alone.
    pub field: Option<String>,
    /// How, where that is more than the field says: the id of the register, the order of dates, their calendar.
    pub how: Option<String>,
}

impl RowReader<'_> {
    /// What each column is read into, from left to right.
    pub fn readings(&self) -> Vec<ColumnReading> {
        let mut readings: Vec<ColumnReading> = self.columns.keys().map(|column| self.reading(column)).collect();
        readings.sort_by_key(|reading| (reading.column.len(), reading.column.clone()));
        readings
    }

    fn reading(&self, column: &str) -> ColumnReading {
        let taken = self.columns.get(column).and_then(Option::as_ref);
        let field = taken.and_then(|taken| taken.field).map(|field| self.schema.name(field).to_owned());
        if self.identity.given() == Some(column) {
            let field = Some("external.id".to_owned());
            return ColumnReading { column: column.to_owned(), field, how: Some("the id of the register".to_owned()) };
        }
        // A column of Onward's own ids beside those of a register only says who nobody else says.
        let how = taken.and_then(|taken| self.how(column, taken.field?, taken.calendar));
        ColumnReading { column: column.to_owned(), field, how }
    }

    fn how(&self, column: &str, field: model::FieldId, calendar: SheetCalendar) -> Option<String> {
        let dated = matches!(self.schema.get(field)?.ty, FieldType::Date | FieldType::PartialDate);
        let order = self.orders.get(column).map(|order| order.says().to_owned());
        let calendar = (calendar != SheetCalendar::Gregorian).then(|| format!("{} calendar", calendar.name()));
        let said: Vec<String> = order.into_iter().chain(calendar).filter(|_| dated).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

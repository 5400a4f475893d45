//! What stands in a cell, a form or a file as the value of a field: read by the field's type and never guessed. What is finer
//! than the field admits, passes its ends or is no code of its list is refused.

use std::collections::BTreeSet;

use super::{FieldId, Schema};
use crate::hint::{meant, whole};
use crate::{Decimal, FieldState, FieldType, ListId, Money, PartialDate, Value, ValueError};

impl Schema {
    /// Reads a field's state from source text: empty is unknown, `n/a` not applicable.
    pub fn read(&self, id: FieldId, text: &str) -> Result<FieldState<Value>, ValueError> {
        self.read_as(self.get(id).map_or(FieldType::Text, |field| field.ty), text)
    }

    /// Reads a state of a type, a field's of a kind of record among them.
    pub fn read_as(&self, ty: FieldType, text: &str) -> Result<FieldState<Value>, ValueError> {
        match text.trim() {
            "" => Ok(FieldState::Unknown),
            "n/a" => Ok(FieldState::NotApplicable),
            text => self.value_as(ty, text).map(FieldState::Known),
        }
    }

    /// Reads a value from its source text by the field's type.
    pub fn value(&self, id: FieldId, text: &str) -> Result<Value, ValueError> {
        self.value_as(self.get(id).map_or(FieldType::Text, |field| field.ty), text)
    }

    /// Reads a value of a type from its source text.
    pub fn value_as(&self, ty: FieldType, text: &str) -> Result<Value, ValueError> {
        match ty {
            FieldType::Bool => match text {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                _ => Err(ValueError::Bool),
            },
            FieldType::Int { range } => {
                let number = text.parse().map_err(|_| ValueError::Int)?;
                range.held(number, |end| end.to_string()).map(Value::Int)
            }
            FieldType::Decimal { places, range } => {
                let number = Decimal::read(text, places)?;
                range.held(number.0, |end| Decimal(end).to_string()).map(|number| Value::Decimal(Decimal(number)))
            }
            FieldType::Money { currency, range } => {
                let amount: Option<Money> = text.parse().ok();
                let amount = amount.filter(|amount| amount.currency == currency).ok_or_else(|| currency.no_amount())?;
                let written = |minor| Money { currency, minor }.to_string();
                range.held(amount.minor, written).map(|minor| Value::Money(Money { currency, minor }))
            }
            FieldType::Text => Ok(Value::Text(text.into())),
            FieldType::Date => text.parse::<PartialDate>()?.exact().map(Value::Date).ok_or(ValueError::Day),
            FieldType::PartialDate => text.parse().map(Value::Partial),
            FieldType::Time => text.parse().map(Value::Time),
            FieldType::Code(list) => self.code(list, text).map(Value::Code),
            FieldType::CodeSet(list) => {
                let codes: Result<BTreeSet<_>, _> = text.split_whitespace().map(|code| self.code(list, code)).collect();
                codes.map(Value::Codes)
            }
            FieldType::Record => text.parse().map(Value::Record).map_err(|_| ValueError::Record),
        }
    }

    /// Checks one code against its list.
    pub fn code(&self, list: ListId, text: &str) -> Result<String, ValueError> {
        let Some(list) = self.list(list) else { return Ok(text.into()) };
        if list.admits(text) {
            return Ok(text.into());
        }
        let (near, codes) = (meant(list, text), whole(list));
        Err(ValueError::Code { list: list.name.clone(), near, codes })
    }
}

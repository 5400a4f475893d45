//! Forms: sheets to documents, expressions, filling, what is sent.
#![cfg(test)]

mod books;
mod convert;
mod hostile;
mod oracle;
mod problems;
mod submission;
mod xpath;

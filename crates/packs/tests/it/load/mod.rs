//! What loads, what it becomes, and what is refused where.

mod acceptance;
mod adapted;
mod authors;
mod cases;
mod catalogue;
mod editor;
mod fields;
mod forms;
mod hostile;
mod kinds;
mod manifest;
mod records;
mod relevance;
mod shipped;
mod skeleton;
mod sources;
mod support;
mod warned;

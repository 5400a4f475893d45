//! Packs as their authors and callers meet them: files in, problems or measures out.
#![cfg(test)]

mod load;
mod run;

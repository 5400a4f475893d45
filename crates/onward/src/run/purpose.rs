//! `onward purpose`: why data is processed, and on which legal bases, put before a second person.

use journal::{Basis, Motion};
use model::{Lang, Text};

use super::proposal::propose;
use crate::acting::basis;
use crate::cli::PurposeVerb;
use crate::fail::{Fail, Outcome};
use crate::out;

pub async fn run(verb: PurposeVerb) -> Outcome {
    let PurposeVerb::Propose { name, says, allows, reason, at, acting } = verb;
    let says = text(&says)?;
    let bases = allows.iter().map(|name| basis(name)).collect::<Outcome<Vec<Basis>>>()?;
    propose(&at, &acting, &reason, |_, _| Ok(Motion::Purpose { purpose: name, says, bases })).await?;
    out::say("another person in another role approves it with `onward proposal approve`");
    Ok(())
}

/// What people read, by language.
fn text(says: &[String]) -> Outcome<Text> {
    let mut text = Text::default();
    for said in says {
        let (lang, words) = match said.split_once('=') {
            Some((lang, words)) if is_tag(lang) => (Lang(lang.to_owned()), words),
            _ => (Lang::en(), said.as_str()),
        };
        if let Some(twice) = text.0.insert(lang, words.to_owned()) {
            return Err(Fail::wrong(format!("`--says` twice in one language: `{twice}` and `{words}`")));
        }
    }
    Ok(text)
}

fn is_tag(lang: &str) -> bool {
    (2..=3).contains(&lang.len()) && lang.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(says: &[&str], expect: &[(&str, &str)]) {
        let read = text(&says.iter().map(|said| (*said).to_owned()).collect::<Vec<_>>());
        let read: Vec<(String, String)> = read.unwrap().0.into_iter().map(|(lang, words)| (lang.0, words)).collect();
        assert_eq!(read, expect.iter().map(|(lang, words)| ((*lang).into(), (*words).into())).collect::<Vec<_>>());
    }

    #[test]
    fn words_are_english_unless_they_name_a_language() {
        check(&["Finding relatives"], &[("en", "Finding relatives")]);
        check(&["Rule: a=b", "fr=Retrouver = chercher"], &[("en", "Rule: a=b"), ("fr", "Retrouver = chercher")]);
    }

    #[test]
    fn one_language_is_written_once() {
        assert!(text(&["one".into(), "en=two".into()]).is_err());
    }
}

//! Sentences of a changed rule, as a form calls them. Anything can be written in one, so that none stands in an address.

/// The sentence of a condition that is written otherwise.
pub(super) const SAYS: &str = "s.";
/// The sentence of a condition that is added.
pub(super) const NEW_SAYS: &str = "b.";
/// The language of the sentences.
pub(super) const LANGUAGE: &str = "in";

/// Whether a field of a form holds what somebody says in words.
pub(super) fn is_words(field: &str) -> bool {
    field.starts_with(SAYS) || field.starts_with(NEW_SAYS) || field == LANGUAGE
}

/// A query without them.
pub(super) fn without_words(query: &str) -> String {
    let is_told = |part: &&str| !part.split('=').next().is_some_and(is_words);
    query.split('&').filter(is_told).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expect: &str) {
        assert_eq!(without_words(query), expect);
    }

    #[test]
    fn what_is_said_in_words_is_left_out_of_a_query() {
        check("a.1=x&b.1=Amina&d.lodged=1&in=en&s.lodged=Amina", "a.1=x&d.lodged=1");
        check("d.lodged=1", "d.lodged=1");
        check("b.1=Amina", "");
    }
}

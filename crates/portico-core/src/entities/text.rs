//! Words for free text: folded so that Groß, gross and GROSS, Müller, Mueller and muller meet.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is kept, in characters.
const LONGEST: usize = 48;

/// A text without case, accents and the German spellings of umlauts.
///
/// `ä` and `ae` both become `a` (likewise `ö`, `ü`), `ß` becomes `ss`; a text and a query are folded alike.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last = ' ';
    let mut push = |c: char| {
        if c != 'e' || !matches!(last, 'a' | 'o' | 'u') {
            folded.push(c);
        }
        last = c;
    };
    if text.is_ascii() {
        text.chars().map(|c| c.to_ascii_lowercase()).for_each(push);
        return folded;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c == 'ß' {
            push('s');
        }
        push(if c == 'ß' { 's' } else { c });
    }
    folded
}

/// The folded words of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word.char_indices().nth(LONGEST) {
            Some((end, _)) => word[..end].to_owned(),
            None => word.to_owned(),
        })
        .collect();
    words.into_iter()
}

/// An identifier as it is compared: folded, letters and digits only.
pub(crate) fn normalised(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || "@+._".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_spellings_meet() {
        assert_eq!(fold("Groß"), fold("GROSS"));
        assert_eq!(fold("Müller"), fold("Mueller"));
        assert_eq!(fold("Müller"), fold("muller"));
    }

    #[test]
    fn punctuation_separates_words() {
        assert_eq!(words("Muster-Str. 4a, (4711)").collect::<Vec<_>>(), ["muster", "str", "4a", "4711"]);
    }

    #[test]
    fn identifiers_are_compared_without_spaces_and_case() {
        assert_eq!(normalised(" V-7003 221 845 "), normalised("v7003221845"));
    }
}

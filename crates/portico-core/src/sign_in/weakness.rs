//! What is wrong with a password that somebody chose: the portal's own rules first, then whether others guess it.

use portico_kit::Secret;
use serde_json::Value;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

use crate::portals::Portal;

/// The shortest and the longest password of any portal, in characters.
const LENGTHS: std::ops::RangeInclusive<u64> = 8..=256;

/// Words that people here build passwords from, in the order in which they are tried. The lists of the library are
/// English; these stand beside them.
const LOCAL_WORDS: [&str; 40] = [
    "passwort",
    "kennwort",
    "hallo",
    "schatz",
    "geheim",
    "willkommen",
    "sommer",
    "winter",
    "fruehling",
    "frühling",
    "herbst",
    "sonne",
    "sonnenschein",
    "blume",
    "mausi",
    "liebling",
    "engel",
    "fussball",
    "bayern",
    "schalke",
    "borussia",
    "berlin",
    "hamburg",
    "muenchen",
    "münchen",
    "koeln",
    "köln",
    "deutschland",
    "strom",
    "energie",
    "stadtwerke",
    "solar",
    "wasser",
    "portal",
    "kunde",
    "zuhause",
    "familie",
    "hund",
    "katze",
    "sicher",
];

/// What is wrong with a password.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Weakness {
    /// It has fewer characters than this.
    Short(u64),
    /// It has more characters than this.
    Long(u64),
    /// A small letter is missing.
    NoLowercase,
    /// A capital letter is missing.
    NoUppercase,
    /// A digit is missing.
    NoDigit,
    /// A sign is missing.
    NoSymbol,
    /// It is made of the address or the name of the portal.
    AboutYou,
    /// It is on the list of passwords that many use and that were published, or close to one.
    Common,
    /// It is a row of keys, a sequence or a repetition.
    Pattern,
    /// It is a date or a year.
    Date,
    /// It is a word or a name and little more.
    Word,
    /// It was used before.
    UsedBefore,
}

impl Weakness {
    /// What is wrong and what helps, for programs.
    pub fn message(&self) -> String {
        match self {
            Self::Short(least) => format!("A password of this portal has at least {least} characters."),
            Self::Long(most) => format!("A password of this portal has at most {most} characters."),
            Self::NoLowercase => "A password of this portal needs a small letter.".to_owned(),
            Self::NoUppercase => "A password of this portal needs a capital letter.".to_owned(),
            Self::NoDigit => "A password of this portal needs a digit.".to_owned(),
            Self::NoSymbol => "A password of this portal needs a sign such as - or +.".to_owned(),
            Self::AboutYou => "The password must not be made of the e-mail address or the portal's name.".to_owned(),
            Self::Common => "Many people use this password, and it was published. Use three or four words that do not belong together.".to_owned(),
            Self::Pattern => "Rows of keys and repetitions are guessed first. Use three or four words that do not belong together.".to_owned(),
            Self::Date => "Dates are guessed quickly. Add words that do not belong together.".to_owned(),
            Self::Word => "A single word or name is guessed quickly. Add more words that do not belong together.".to_owned(),
            Self::UsedBefore => "This password was used before. Choose one that is new.".to_owned(),
        }
    }
}

/// What is wrong with a password for a portal and an address; nothing when it may be used.
pub fn weakness(portal: &Portal, password: &Secret, email: &str) -> Option<Weakness> {
    let policy = portal.doc.pointer("/cognito_details/password_policy").unwrap_or(&Value::Null);
    against_policy(policy, password.expose()).or_else(|| guessable(password.expose(), email, portal.name()))
}

/// What is wrong with the length of a password, whatever the portal.
pub(super) fn against_bounds(text: &str) -> Option<Weakness> {
    let length = text.chars().count() as u64;
    match length {
        _ if length < *LENGTHS.start() => Some(Weakness::Short(*LENGTHS.start())),
        _ if length > *LENGTHS.end() => Some(Weakness::Long(*LENGTHS.end())),
        _ => None,
    }
}

fn against_policy(policy: &Value, text: &str) -> Option<Weakness> {
    let number = |key: &str| policy.get(key).and_then(Value::as_u64).unwrap_or(0);
    let asks = |key: &str| policy.get(key).and_then(Value::as_bool).unwrap_or(false);
    let (least, most) = (number("minimum_length"), number("maximum_length"));
    let length = text.chars().count() as u64;
    if let Some(bound) = against_bounds(text) {
        // A portal may ask for more than any portal does, and then says that.
        return Some(if bound == Weakness::Short(8) { Weakness::Short(least.max(8)) } else { bound });
    }
    let rules = [
        (length < least, Weakness::Short(least)),
        (most > 0 && length > most.max(8), Weakness::Long(most)),
        (asks("require_lowercase") && !text.chars().any(char::is_lowercase), Weakness::NoLowercase),
        (asks("require_uppercase") && !text.chars().any(char::is_uppercase), Weakness::NoUppercase),
        (asks("require_numbers") && !text.chars().any(|c| c.is_ascii_digit()), Weakness::NoDigit),
        (asks("require_symbols") && text.chars().all(char::is_alphanumeric), Weakness::NoSymbol),
    ];
    rules.into_iter().find(|(is_broken, _)| *is_broken).map(|(_, weakness)| weakness)
}

/// Whether others guess a password within a million tries.
fn guessable(text: &str, email: &str, portal: &str) -> Option<Weakness> {
    let email = email.to_lowercase();
    let about: Vec<&str> = words(&email).chain(std::iter::once(email.as_str())).collect();
    let portal = portal.to_lowercase();
    let portal: Vec<&str> = words(&portal).collect();
    if is_made_of(&text.to_lowercase(), about.iter().chain(&portal).copied()) {
        return Some(Weakness::AboutYou);
    }
    let known: Vec<&str> = about.into_iter().chain(portal).chain(LOCAL_WORDS).collect();
    let estimate = zxcvbn(text, &known);
    if estimate.score() >= Score::Two {
        return None;
    }
    Some(match estimate.feedback().and_then(|feedback| feedback.warning()) {
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess,
        ) => Weakness::Pattern,
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => Weakness::Date,
        Some(
            Warning::AWordByItselfIsEasyToGuess
            | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        )
        | None => Weakness::Word,
        Some(_) => Weakness::Common,
    })
}

/// Whether a text is little more than these words.
fn is_made_of<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> bool {
    let mut words: Vec<&str> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""));
    rest.len() + 4 <= text.len() && rest.chars().filter(|c| c.is_alphanumeric()).count() < 5
}

/// The words of an address or a name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judged(text: &str) -> Option<Weakness> {
        against_policy(&json!({}), text)
            .or_else(|| guessable(text, "katrin.berger@mail.example", "Kundenportal Auental"))
    }

    #[test]
    fn sixty_passwords_are_judged_as_a_person_would() {
        let refused = [
            "password",
            "Password1",
            "passw0rd",
            "P@ssw0rd",
            "12345678",
            "123456789",
            "1234567890",
            "qwertyuiop",
            "qwertz123",
            "iloveyou",
            "sunshine1",
            "princess1",
            "football",
            "baseball1",
            "letmein1",
            "trustno1",
            "superman",
            "monkey123",
            "dragon12",
            "master12",
            "michael1",
            "jennifer",
            "abcdefgh",
            "abcd1234",
            "aaaaaaaa",
            "abcabcabc",
            "11111111",
            "00000000",
            "87654321",
            "asdfghjkl",
            "yxcvbnm1",
            "1q2w3e4r",
            "passwort",
            "Passwort1",
            "hallo123",
            "sommer2025",
            "winter2026",
            "geheim12",
            "schatz123",
            "berlin2024",
            "31.12.1999",
            "19991231",
            "starwars",
            "pokemon1",
            "katrin.berger@mail.example",
            "katrin.berger",
            "KatrinBerger",
            "Berger123",
            "auental2026",
            "kundenportal",
        ];
        let through: Vec<&str> = refused.into_iter().filter(|text| judged(text).is_none()).collect();
        assert!(through.is_empty(), "let through: {through:?}");
        let allowed = [
            "Ein-ruhiger-Fluss-26",
            "a-quiet-river-2026",
            "Sonnenblume-2026-Teich",
            "Morgentau-Wiese-26",
            "correct horse battery staple",
            "drei Kiesel im Moor",
            "Xk7!pQ2z-vR9",
            "Ofen Zebra Linde Kahn",
            "жёлтый-сапог-9-луна",
            "zwölf müde Giraffen",
        ];
        for text in allowed {
            assert_eq!(judged(text), None, "{text}");
        }
        assert_eq!(refused.len() + allowed.len(), 60);
    }

    #[test]
    fn the_reason_fits() {
        assert_eq!(judged("kurz"), Some(Weakness::Short(8)));
        assert_eq!(judged(&"x".repeat(1_048_576)), Some(Weakness::Long(256)));
        assert_eq!(judged("password"), Some(Weakness::Common));
        assert_eq!(judged("aaaaaaaaa"), Some(Weakness::Pattern));
        assert_eq!(judged("katrin.berger"), Some(Weakness::AboutYou));
        let strict = json!({ "minimum_length": 12, "require_numbers": true, "require_symbols": true });
        assert_eq!(against_policy(&strict, "kurz"), Some(Weakness::Short(12)));
        assert_eq!(against_policy(&strict, "lang genug aber"), Some(Weakness::NoDigit));
        assert_eq!(against_policy(&strict, "langgenugaber1"), Some(Weakness::NoSymbol));
        assert_eq!(against_policy(&strict, "lang-genug-aber-1"), None);
    }
}

//! What is wrong with a template, in the reader's language: where it is, what it is, and the way out.

use portico_kit::Locale;

use crate::design::words::{t, t_args};

/// Words of the engine's messages, and the key of what is said instead.
const SAID: [(&str, &str); 13] = [
    ("}} closes nothing", "crossed"),
    ("}} is never closed", "open-block"),
    ("This {{ is never closed", "open-tag"),
    ("There is no block open", "no-block"),
    ("There is no helper", "helper"),
    ("A value is expected", "value"),
    ("Something is missing here", "value"),
    ("closing bracket", "bracket"),
    ("closing quotation mark", "quote"),
    ("is no path", "path"),
    ("Partials and decorators", "partial"),
    ("one word too many", "words"),
    ("steps to fill in", "long"),
];

/// A message of the engine as the reader of the page understands it; one without a translation stays as it is.
pub(super) fn told(locale: Locale, message: &str) -> String {
    let (place, what) = placed(message).map_or((None, message), |(place, what)| (Some(place), what));
    let known = SAID.iter().find(|(words, _)| what.contains(words));
    let said = known.map_or_else(
        || what.to_owned(),
        |(_, key)| {
            let named = what.split(['{', '}', ' ', '.', '#', '/']).rfind(|word| !word.is_empty());
            let args =
                [("what", what.to_owned().into()), ("name", named.unwrap_or_default().to_owned().into())];
            t_args(locale, &format!("letter-fault-{key}"), &args).into_owned()
        },
    );
    match place {
        Some((line, column)) => {
            let args = [("line", line.to_owned().into()), ("column", column.to_owned().into())];
            format!("{} {said}", t_args(locale, "letter-fault-at", &args))
        }
        None if known.is_some() => said,
        None => format!("{} {said}", t(locale, "letter-fault")),
    }
}

/// Line and column of a message, and the rest of it.
fn placed(message: &str) -> Option<((&str, &str), &str)> {
    let rest = message.get(message.find("line ")? + 5..)?;
    let (line, rest) = rest.split_once(", column ")?;
    let (column, what) = rest.split_once(": ")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(line) && is_number(column)).then_some(((line, column), what))
}

#[cfg(test)]
mod tests {
    use portico_core::Refusal;
    use portico_core::templates::Template;

    use super::*;
    use crate::design::words::has;

    #[test]
    fn what_the_engine_says_is_told_at_its_place_in_both_languages() {
        let faulty = [
            "{{name",
            "{{#if name}}x",
            "{{/if}}",
            "{{#if a}}{{/each}}",
            "{{foo bar baz}}",
            "{{> part}}",
            "{{if (eq 1 2}}",
            "{{join a \"x}}",
            "{{a..b}}",
        ];
        for text in faulty {
            let message = match Template::parse(&format!("Hello\n{text}")) {
                Err(Refusal::Invalid { message, .. }) => message,
                other => panic!("{text}: {other:?}"),
            };
            let said = told(Locale::De, &message);
            assert!(said.starts_with("Zeile 2, Spalte "), "{text}: {said}");
            assert!(SAID.iter().any(|(words, _)| message.contains(words)), "{text}: {message}");
        }
        assert!(SAID.iter().all(|(_, key)| has(&format!("letter-fault-{key}"))));
    }
}

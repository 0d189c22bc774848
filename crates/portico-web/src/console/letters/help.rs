//! What can be written into a letter: the variables of its kind and the most useful helpers.

use maud::{Markup, html};
use portico_core::letters::{Kind, variables};
use portico_kit::Locale;

use crate::design::components::card::Card;
use crate::design::words::t;

/// Helpers by example; the key of what each does.
const HELPERS: [(&str, &str); 7] = [
    ("{{#if name}}…{{else}}…{{/if}}", "if"),
    ("{{#each contact.email}}…{{/each}}", "each"),
    ("{{contact.address[Primary].city}}", "label"),
    ("{{formatDate system.date \"dd.MM.yyyy\"}}", "date"),
    ("{{asCurrency 99.5}}", "money"),
    ("{{default contact.first_name \"…\"}}", "default"),
    ("{{uppercase name}}", "uppercase"),
];
/// What shapes the text.
const SHAPES: [(&str, &str); 4] =
    [("# ", "heading"), ("- ", "item"), ("**…**", "strong"), ("[button: …]", "button")];

pub(super) fn card(locale: Locale, kind: Kind) -> Card {
    let variables: Vec<(&str, String)> = variables(kind)
        .into_iter()
        .map(|variable| (variable.insert, format!("letter-variable-{}", variable.key)))
        .collect();
    let helpers = HELPERS.map(|(insert, key)| (insert, format!("letter-helper-{key}")));
    let shapes = SHAPES.map(|(insert, key)| (insert, format!("letter-shape-{key}")));
    Card::new(t(locale, "letter-help")).intro(t(locale, "letter-help-line")).body(html! {
        div.letter-help data-letter-help=(t(locale, "letter-insert")) {
            (list(locale, "letter-variables", &variables))
            details { summary { (t(locale, "letter-shapes")) } (list(locale, "", &shapes)) }
            details { summary { (t(locale, "letter-helpers")) } (list(locale, "", &helpers)) }
        }
    })
}

fn list(locale: Locale, title: &str, all: &[(&str, String)]) -> Markup {
    html! {
        @if !title.is_empty() { h3.small { (t(locale, title)) } }
        dl.letter-words {
            @for (insert, key) in all {
                div { dt { code data-insert=(insert) { (insert) } } dd.small { (t(locale, key)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use portico_core::templates::Template;

    use super::*;
    use crate::design::words::has;

    #[test]
    fn everything_offered_is_explained_and_understood_by_the_engine() {
        for kind in Kind::ALL {
            for variable in variables(kind) {
                assert!(has(&format!("letter-variable-{}", variable.key)), "{}", variable.key);
                assert!(Template::parse(variable.insert).is_ok(), "{}", variable.insert);
            }
        }
        for (insert, key) in HELPERS {
            assert!(has(&format!("letter-helper-{key}")), "{key}");
            assert!(Template::parse(insert).is_ok(), "{insert}");
        }
        assert!(SHAPES.iter().all(|(_, key)| has(&format!("letter-shape-{key}"))));
    }
}

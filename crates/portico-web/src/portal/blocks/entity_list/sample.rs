//! How a list looks, for tests and previews: as a table, as rows, and with nothing in it.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::super::Width;
use super::found::{Head, ListChoice, ListRow, Listing, SearchField};
use crate::design::components::Tone;
use crate::design::components::table::{Column, Sorted};
use crate::design::components::tag::Tag;

/// A table, rows and an empty list.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (super::shown(locale, &contracts(locale), Width::Wide))
        (super::shown(locale, &Listing { search: None, ..contracts(locale) }, Width::Narrow))
        (super::shown(locale, &Listing { rows: Vec::new(), total: 0, ..contracts(locale) }, Width::Wide))
    }
}

fn contracts(locale: Locale) -> Listing {
    let (title, one, address, state, active) = match locale {
        Locale::De => ("Verträge", "Vertrag", "Lieferadresse", "Status", "Aktiv"),
        Locale::En => ("Contracts", "Contract", "Delivery address", "State", "Active"),
    };
    let head = |label: &str, column, sort| Head { label: label.to_owned(), column, sort };
    Listing {
        title: title.to_owned(),
        nouns: (one.to_owned(), title.to_owned()),
        heads: vec![
            head(one, Column::Title, Some(("?sort=contract_name%3Adesc".to_owned(), Sorted::Up))),
            head(address, Column::Fact, None),
            head(state, Column::Status, Some(("?sort=status%3Aasc".to_owned(), Sorted::No))),
        ],
        rows: vec![ListRow {
            title: "Auental Ökostrom 12".to_owned(),
            href: Some("/contract/1".to_owned()),
            is_value: false,
            cells: vec![
                Some(html! { "Ulmenweg 7, 34990 Auental" }),
                Some(Tag::new(Tone::Good, active).render()),
            ],
            document: None,
        }],
        total: 24,
        first: 1,
        search: Some(SearchField {
            action: "/contracts".to_owned(),
            kept: Vec::new(),
            name: "q".to_owned(),
            label: one.to_owned(),
            words: "ulmen".to_owned(),
            reset: "/contracts".to_owned(),
        }),
        empty: String::new(),
        ways: (None, Some("?page=2".to_owned())),
        all: None,
        choices: vec![ListChoice {
            name: "is.status".to_owned(),
            label: state.to_owned(),
            answers: vec![("active".to_owned(), active.to_owned())],
            chosen: Some(("active".to_owned(), active.to_owned(), "/contracts".to_owned())),
        }],
        part: "results".to_owned(),
    }
}

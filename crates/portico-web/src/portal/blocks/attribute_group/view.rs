//! How a group looks: a card of facts, and a card for each table or set of files.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::super::Width;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::icons::Icon;
use crate::design::words::t;

/// A group as it is shown.
#[derive(Debug, Default)]
pub struct View {
    /// The title.
    pub title: String,
    /// The facts.
    pub rows: Vec<RowView>,
    /// Tables and files.
    pub lists: Vec<ListView>,
    /// The address that changes several facts together.
    pub change: Option<String>,
    /// Whether the title says what the one fact is.
    pub is_single: bool,
}

/// One fact.
#[derive(Debug)]
pub struct RowView {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: Markup,
    /// The address that changes it.
    pub change: Option<String>,
}

/// A table or a set of files.
#[derive(Debug)]
pub struct ListView {
    /// What it is.
    pub title: String,
    /// Its rows, if it has any.
    pub rows: Option<Markup>,
    /// What adding a row is called, and its address.
    pub add: Option<(String, String)>,
}

/// How it looks.
pub fn show(locale: Locale, view: &View, width: Width) -> Markup {
    let only_list = view.rows.is_empty() && view.lists.len() == 1;
    html! {
        @if !view.rows.is_empty() { (facts(locale, view, width)) }
        @for list in &view.lists {
            (list_card(locale, if only_list { &view.title } else { &list.title }, list))
        }
    }
}

fn facts(locale: Locale, view: &View, width: Width) -> Markup {
    let empty = match width {
        Width::Wide => SummaryList::new(),
        Width::Narrow => SummaryList::new().narrow(),
    };
    if let [only] = view.rows.as_slice()
        && view.is_single
    {
        return single(locale, &view.title, only);
    }
    let list = view.rows.iter().fold(empty, |list, row| match &row.change {
        Some(href) => list.row_with(row.label.as_str(), &row.value, t(locale, "edit"), href.as_str()),
        None => list.row(row.label.as_str(), &row.value),
    });
    let mut card = Card::new(view.title.as_str()).body(list);
    if let Some(href) = &view.change {
        card =
            card.aside(Link::to(t(locale, "edit"), href.as_str()).strong().for_readers(view.title.as_str()));
    }
    card.render()
}

/// One fact that is called like its card: the label does not stand there twice.
fn single(locale: Locale, title: &str, row: &RowView) -> Markup {
    let card = Card::new(title).body(html! { div.single-fact { (row.value) } });
    match &row.change {
        Some(href) => {
            card.aside(Link::to(t(locale, "edit"), href.as_str()).strong().for_readers(title)).render()
        }
        None => card.render(),
    }
}

fn list_card(locale: Locale, title: &str, list: &ListView) -> Markup {
    let mut card = Card::new(title);
    if let Some((label, href)) = &list.add {
        card = card.aside(Button::go(label.as_str(), href.as_str()).small().icon(Icon::Plus));
    }
    match &list.rows {
        Some(rows) => card.flush().body(rows).render(),
        None => card.body(html! { p.quiet { (t(locale, "portal-nothing-here")) } }).render(),
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, label, value, list) = match locale {
        Locale::De => ("Adressen", "Lieferadresse", "Ulmenweg 7, 34990 Auental", "Nachweise"),
        Locale::En => ("Addresses", "Delivery address", "Ulmenweg 7, 34990 Auental", "Certificates"),
    };
    show(
        locale,
        &View {
            title: title.to_owned(),
            rows: vec![RowView {
                label: label.to_owned(),
                value: html! { (value) },
                change: Some("?change=1".to_owned()),
            }],
            lists: vec![ListView {
                title: list.to_owned(),
                rows: None,
                add: Some((list.to_owned(), "?change=2".to_owned())),
            }],
            change: Some("?change=3".to_owned()),
            is_single: false,
        },
        Width::Wide,
    )
}

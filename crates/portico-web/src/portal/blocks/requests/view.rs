//! How requests look: rows with title, state, facts and next step.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::super::Width;
use super::found::{Listing, Request};
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::pagination::Pagination;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::tag::Tag;
use crate::design::format::integer;
use crate::design::words::{t, t_args};

/// The list, with its field for words above when it has one.
pub fn show(locale: Locale, listing: &Listing, width: Width) -> Markup {
    let card = card(locale, listing, width);
    match &listing.search {
        Some((action, name, words)) if listing.total > 0 || !words.is_empty() => {
            let label = t(locale, "requests-search");
            let bar = FilterBar::new(locale, action.as_str())
                .search(name.as_str(), label.clone(), words.as_str())
                .placeholder(label)
                .searching();
            html! { section.stack { (bar) (card) } }
        }
        _ => card,
    }
}

fn card(locale: Locale, listing: &Listing, width: Width) -> Markup {
    let card = Card::new(listing.title.as_str());
    let card = if width == Width::Narrow { card.tile() } else { card };
    if listing.parts.iter().all(|(_, requests)| requests.is_empty()) {
        let is_searched = listing.search.as_ref().is_some_and(|(.., words)| !words.is_empty());
        let said = match (is_searched, listing.empty.as_str()) {
            (true, _) => t(locale, "requests-none-found").into_owned(),
            (false, "") => t(locale, "requests-none").into_owned(),
            (false, own) => own.to_owned(),
        };
        return card.body(html! { (EmptyState::new(said)) }).render();
    }
    let body = html! {
        @for (heading, requests) in &listing.parts { (rows(locale, heading, requests)) }
        (pages(locale, listing))
    };
    card.flush().body(body).render()
}

fn rows(locale: Locale, heading: &str, requests: &[Request]) -> Markup {
    let list = requests.iter().fold(RowList::new(), |list, request| list.row(row(locale, request)));
    html! { @if !heading.is_empty() { h3.rows-heading { (heading) } } (list) }
}

fn row(locale: Locale, request: &Request) -> Row {
    let row = match &request.href {
        Some(href) => Row::new(request.title.as_str(), href.as_str()),
        None => Row::plain(request.title.as_str()),
    };
    let row = row.facts(request.facts.join(" · "));
    let row = match &request.next {
        Some(next) => row.more(html! { span.soft { (t(locale, "requests-next")) " " } strong { (next) } }),
        None => row,
    };
    match &request.status {
        Some(status) => row.status(status),
        None => row,
    }
}

fn pages(locale: Locale, listing: &Listing) -> Markup {
    let (back, next) = &listing.ways;
    if back.is_none() && next.is_none() {
        return html! {};
    }
    let (first, shown) = listing.place;
    let text = t_args(
        locale,
        "portal-rows",
        &[
            ("first", integer(locale, first).into()),
            ("last", integer(locale, first + shown - 1).into()),
            ("total", integer(locale, listing.total).into()),
        ],
    );
    Pagination::new(locale, text).back(back.clone()).next(next.clone()).render()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, status, next, kind) = match locale {
        Locale::De => ("Wallbox 11 kW, § 14a", "In Prüfung", "Freigabe durch den Netzbetreiber", "Vorhaben"),
        Locale::En => ("EV charger 11 kW", "Under review", "Approval by the grid operator", "Project"),
    };
    let request = || Request {
        title: title.to_owned(),
        href: Some("/request/1".to_owned()),
        facts: vec![kind.to_owned(), "O-2026-04431".to_owned()],
        next: Some(next.to_owned()),
        status: Some(Tag::new(Tone::Info, status)),
        is_over: false,
    };
    let listing =
        |parts| Listing { title: kind.to_owned(), parts, total: 1, place: (1, 1), ..Listing::default() };
    html! {
        (show(locale, &listing(vec![(title.to_owned(), vec![request()])]), Width::Wide))
        (show(locale, &listing(Vec::new()), Width::Narrow))
    }
}

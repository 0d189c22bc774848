//! A list with nothing in it: why, and what to do next.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::super::Width;
use super::found::Listing;
use super::view::several;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};

/// What stands where the records would: the way back to all of them, or what will be here.
pub fn show(locale: Locale, listing: &Listing, width: Width) -> Markup {
    let words = listing.search.as_ref().filter(|search| !search.words.is_empty());
    let is_narrowed = listing.choices.iter().any(|choice| choice.chosen.is_some());
    match (words, listing.search.as_ref().filter(|_| is_narrowed)) {
        (Some(search), _) => {
            let said = t_args(locale, "portal-nothing-found", &[("words", search.words.as_str().into())]);
            let fields = t_args(locale, "list-searched", &[("fields", search.label.as_str().into())]);
            let title = EmptyState::new(said.into_owned()).text(fields);
            title.actions(Link::to(t(locale, "portal-search-reset"), search.reset.as_str()).strong()).render()
        }
        (None, Some(search)) => EmptyState::new(t(locale, "list-nothing-chosen"))
            .actions(Link::to(t(locale, "list-all-again"), search.reset.as_str()).strong())
            .render(),
        (None, None) if width == Width::Narrow => html! { p.quiet { (title(locale, listing)) } },
        (None, None) => EmptyState::new(title(locale, listing))
            .text(t(locale, "list-nothing-more"))
            .actions(Link::to(t(locale, "list-nothing-help"), "/help").strong())
            .render(),
    }
}

fn title(locale: Locale, listing: &Listing) -> String {
    match listing.empty.is_empty() {
        true => t_args(locale, "list-nothing-yet", &[("what", several(locale, listing).into())]).into_owned(),
        false => listing.empty.clone(),
    }
}

//! Help: how to reach the people behind the portal, and the places outside of it that they name.

use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::pages::{Page, is_shown};
use portico_kit::Locale;

use super::refused::{self, Around};
use super::settings::Settings;
use super::visit::Visit;
use super::{address, answer, texts};
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::design::layout::portal_page;
use crate::design::words::t;

/// The page; one of the portal's own with this name comes first.
pub async fn show_help(visit: Visit) -> Response {
    let Some(around) = Around::of(&visit).await else {
        return refused::answer(&visit, portico_core::Refusal::NotFound).await;
    };
    let now = visit.app().core.clock().now();
    let is_help = |page: &&Page| page.slug == "help" && is_shown(page.doc.get("visibility"), now);
    if around.setup.pages.iter().any(|page| is_help(&page)) {
        return super::pages::show(visit, "help".to_owned()).await;
    }
    let l = around.locale;
    let settings = Settings::of(&around.setup.portal);
    let content = html! {
        (Heading::new(t(l, "help")).line(t(l, "portal-help-line")))
        div.narrow-page { div.stack {
            (ways(l, &settings))
            @if !settings.links.is_empty() { (outside(l, &settings)) }
        } }
    };
    answer::page(StatusCode::OK, portal_page(&around.shell(&visit), &t(l, "help"), content))
}

fn ways(l: Locale, settings: &Settings) -> Markup {
    let mut list = IconList::new().roomy();
    if let Some(phone) = &settings.phone {
        let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let hours = texts::pick(&settings.hours, l).to_owned();
        list = list.explained(
            Tone::Brand,
            Icon::Phone,
            Link::to(phone.as_str(), format!("tel:{dialled}")),
            hours,
        );
    }
    if let Some(email) = &settings.email {
        list = list.link(Icon::Mail, email.as_str(), format!("mailto:{email}"));
    }
    if settings.phone.is_none() && settings.email.is_none() {
        list = list.line(Tone::Neutral, Icon::Info, t(l, "portal-ask-us"));
    }
    Card::new(t(l, "portal-help-reach")).body(list).render()
}

fn outside(l: Locale, settings: &Settings) -> Markup {
    let links = settings.links.iter().filter_map(|link| {
        // Placeholders are filled in on pages of records; without one the place itself is meant.
        let place = link.href.split(['?', '{']).next().unwrap_or_default();
        let href = address::safe_link(place)?;
        let icon = Icon::parse(&link.icon).unwrap_or(Icon::ExternalLink);
        Some((icon, new_window(l, texts::pick(&link.label, l), href)))
    });
    let list = links.fold(IconList::new().roomy(), |list, (icon, link)| list.line(Tone::Brand, icon, link));
    Card::new(t(l, "portal-help-outside")).body(list).render()
}

/// A link that opens a new window and says so.
pub fn new_window(l: Locale, label: &str, href: &str) -> Markup {
    Link::to(label, href).new_window(l).render()
}

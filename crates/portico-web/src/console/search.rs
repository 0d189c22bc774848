//! Search over everything the console has: portals, users and records.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use portico_core::entities::{self, Search};
use portico_core::users::{self, UserList};
use portico_core::{Caller, Refusal, portals};
use portico_db::Tx;
use portico_http::App;
use portico_kit::Locale;

use super::desk::Desk;
use super::shell::Place;
use super::values::record_address;
use crate::design::components::Tone;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::row_list::{Row, RowList};
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many results of a kind are shown.
const SHOWN: i64 = 8;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/search", get(show_results))
}

async fn show_results(desk: Desk) -> Response {
    let locale = desk.locale;
    let q = desk.query().text("q").unwrap_or_default().trim().to_owned();
    desk.show(Place::Elsewhere, move |tx, caller| {
        let found = if q.is_empty() { Vec::new() } else { results(tx, caller, locale, &q)? };
        let title = t(locale, "console-search-title").into_owned();
        let asked = match q.is_empty() {
            true => t(locale, "console-search-line"),
            false => t_args(locale, "console-search-for", &[("q", q.clone().into())]),
        };
        let content = html! {
            (Heading::new(title.clone()).line(asked))
            @if found.is_empty() {
                (EmptyState::new(t(locale, "console-search-none")).text(t(locale, "console-search-none-line")))
            }
            div.stack { @for list in found { (list) } }
        };
        Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
    })
    .await
}

/// A list for each kind of thing of which something fits.
fn results(tx: &mut Tx<'_>, caller: &Caller, locale: Locale, q: &str) -> Result<Vec<Markup>, Refusal> {
    let mut lists = Vec::new();
    let wanted = q.to_lowercase();
    let own = portals::list(tx)?;
    let fitting = own.iter().filter(|portal| portal.name().to_lowercase().contains(&wanted));
    let rows: Vec<Row> = fitting
        .map(|portal| {
            let href = super::portals::address(&portal.id).href();
            Row::new(portal.name(), href).icon(Icon::LayoutTemplate, Tone::Neutral)
        })
        .collect();
    lists.extend(listed(t(locale, "console-portals").into_owned(), rows));
    let (people, _) =
        users::list(tx, caller, &UserList { q: Some(q.to_owned()), size: SHOWN, ..UserList::default() })?;
    let rows = people.iter().map(|user| {
        let href = super::users::address(user.id.as_str()).href();
        Row::new(&user.title, href).icon(Icon::User, Tone::Neutral).facts(&user.email)
    });
    lists.extend(listed(t(locale, "console-users").into_owned(), rows.collect()));
    for kind in caller.catalogue.all().filter(|kind| kind.slug != "portal_user") {
        let search = Search {
            schemas: vec![kind.slug.clone()],
            q: Some(q.to_owned()),
            size: SHOWN,
            ..Search::default()
        };
        let found = entities::search(tx, caller, &search)?;
        let rows = found.records.iter().map(|seen| {
            let title = seen.to_value()["_title"].as_str().unwrap_or_default().to_owned();
            Row::new(title, record_address(&seen.schema, seen.id.as_str()).href())
        });
        lists.extend(listed(kind.plural(locale), rows.collect()));
    }
    Ok(lists)
}

fn listed(title: String, rows: Vec<Row>) -> Option<Markup> {
    if rows.is_empty() {
        return None;
    }
    let count = rows.len().to_string();
    let list = rows.into_iter().fold(RowList::group(title, count), RowList::row);
    Some(html! { (list) })
}

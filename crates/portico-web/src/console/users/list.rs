//! All portal users, narrowed by portal, standing and words.

use std::collections::{BTreeSet, HashMap};

use maud::{Markup, Render, html};
use portico_core::portals::{self, Portal};
use portico_core::users::{self, UserList, UserRow, UserStanding};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{Locale, PortalId};

use super::super::address::Address;
use super::super::portals::portal_choice;
use super::super::values::record_address;
use super::super::words::when;
use super::status::{self, status_tag};
use crate::design::components::Tone;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::pagination::Pagination;
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many users stand on a page.
const PAGE: i64 = 50;

/// What the address asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    q: String,
    portal: Option<PortalId>,
    standing: Option<UserStanding>,
    from: i64,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let text = |key: &str| query.text(key).map(str::trim).filter(|text| !text.is_empty());
        Self {
            q: text("q").unwrap_or_default().to_owned(),
            portal: text("portal").map(PortalId::from),
            standing: text("standing").and_then(status::of_word),
            from: query.count("from", 0).unwrap_or(0),
        }
    }

    fn list(&self) -> UserList {
        UserList {
            portal: self.portal.clone(),
            q: Some(self.q.clone()).filter(|q| !q.is_empty()),
            standing: self.standing,
            from: self.from,
            size: PAGE,
        }
    }

    fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.portal.is_some() || self.standing.is_some()
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    asked: &Asked,
    here: &Address,
) -> Result<ConsolePage, Refusal> {
    let (rows, total) = users::list(tx, caller, &asked.list())?;
    let portals = portals::list(tx)?;
    let refused = super::letters::refused(tx, caller, &rows)?;
    let title = t(locale, "console-users").into_owned();
    let line = t_args(locale, "console-users-count", &[("count", total.into())]);
    let content = html! {
        (Heading::new(title.clone()).line(line))
        (filter(locale, asked, &portals))
        div id="results" {
            @if rows.is_empty() { (nobody(locale, asked)) } @else {
                section.card.flush {
                    (table(caller, locale, &rows, &portals, &refused))
                    (ways(locale, asked, here, rows.len(), total))
                }
            }
        }
    };
    Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
}

fn filter(locale: Locale, asked: &Asked, portals: &[Portal]) -> FilterBar {
    let of_portal = portal_choice(locale, portals, asked.portal.as_ref());
    let any = Select::new("standing", t(locale, "console-user-status")).option(
        "",
        t(locale, "console-any-standing"),
        asked.standing.is_none().into(),
    );
    let standing = status::ALL.into_iter().fold(any, |select, standing| {
        let word = status::word(standing);
        let label = t(locale, &format!("console-user-{word}"));
        select.option(word, label, (asked.standing == Some(standing)).into())
    });
    FilterBar::new(locale, "/admin/users")
        .search("q", t(locale, "console-users-search"), &asked.q)
        .select(of_portal)
        .select(standing)
        .live()
}

fn nobody(locale: Locale, asked: &Asked) -> EmptyState {
    match asked.is_narrowed() {
        true => EmptyState::new(t(locale, "console-users-none-found"))
            .text(t(locale, "console-users-none-found-line"))
            .actions(Link::to(t(locale, "console-users-all"), "/admin/users").strong().render()),
        false => EmptyState::new(t(locale, "console-users-none")).text(t(locale, "console-users-none-line")),
    }
}

fn table(
    caller: &Caller,
    locale: Locale,
    rows: &[UserRow],
    portals: &[Portal],
    refused: &BTreeSet<String>,
) -> Table {
    let names: HashMap<&str, &str> =
        portals.iter().map(|portal| (portal.id.as_str(), portal.name())).collect();
    let row = |user: &UserRow| {
        TableRow::new()
            .cell(html! { a.link.strong href=(super::address(user.id.as_str()).href()) { (user.title) } })
            .cell(html! {
                span.quiet { (user.email) }
                @if refused.contains(&user.email) { " " (Tag::new(Tone::Bad, t(locale, "mail-address-refused-tag"))) }
            })
            .cell(names.get(user.portal_id.as_str()).copied().unwrap_or_default())
            .cell(contact(locale, user))
            .cell(status_tag(locale, user.standing(caller.now)))
            .cell(html! { span.quiet { (last_seen(locale, caller, user)) } })
    };
    Table::new(locale, t(locale, "console-users"))
        .column(Column::Title, t(locale, "console-person"))
        .column(Column::Fact, t(locale, "console-email"))
        .column(Column::Detail, t(locale, "console-portal"))
        .column(Column::Detail, t(locale, "console-contact"))
        .column(Column::Status, t(locale, "console-user-status"))
        .column(Column::Detail, t(locale, "console-last-sign-in"))
        .rows(rows.iter().map(row))
}

fn contact(locale: Locale, user: &UserRow) -> Markup {
    match &user.contact {
        Some((id, title)) => {
            html! { a.link href=(record_address("contact", id.as_str()).href()) { (title) } }
        }
        None => html! { span.quiet { (t(locale, "console-no-contact")) } },
    }
}

fn last_seen(locale: Locale, caller: &Caller, user: &UserRow) -> String {
    match user.last_login_at {
        Some(at) => when(locale, at, caller.now),
        None => t(locale, "console-never").into_owned(),
    }
}

fn ways(locale: Locale, asked: &Asked, here: &Address, shown: usize, total: i64) -> Pagination {
    let to = asked.from + i64::try_from(shown).unwrap_or(0);
    let at = |from: i64| here.clone().with("from", from.to_string()).href();
    let args = [("from", (asked.from + 1).into()), ("to", to.into()), ("total", total.into())];
    Pagination::new(locale, t_args(locale, "console-rows", &args))
        .back((asked.from > 0).then(|| at((asked.from - PAGE).max(0))))
        .next((to < total).then(|| at(to)))
}

//! All invitations, narrowed by portal, state and words, and the lists that were brought last.

use std::collections::HashMap;

use maud::{Markup, Render, html};
use portico_core::invitations::{self, Invitation, Listed, State, Wanted};
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{Locale, PortalId};

use super::super::address::Address;
use super::super::portals::portal_choice;
use super::super::values::record_address;
use super::super::words::{moment, when};
use super::{HERE, list_address};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::pagination::Pagination;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{t, t_args};

/// How many invitations stand on a page.
const PAGE: i64 = 50;
/// How many lists are shown.
const LISTS: i64 = 5;

/// What the address asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    q: String,
    portal: Option<PortalId>,
    state: Option<State>,
    from: i64,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let text = |key: &str| query.text(key).map(str::trim).filter(|text| !text.is_empty());
        Self {
            q: text("q").unwrap_or_default().to_owned(),
            portal: text("portal").map(PortalId::from),
            state: text("state").and_then(State::parse),
            from: query.count("from", 0).unwrap_or(0),
        }
    }

    fn wanted(&self) -> Wanted {
        let q = Some(self.q.clone()).filter(|q| !q.is_empty());
        Wanted { portal: self.portal.clone(), state: self.state, q, from: self.from, size: PAGE }
    }

    fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.portal.is_some() || self.state.is_some()
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    l: Locale,
    asked: &Asked,
    here: &Address,
) -> Result<ConsolePage, Refusal> {
    let (rows, total) = invitations::list(tx, caller, &asked.wanted())?;
    let lists = invitations::latest_lists(tx, caller, LISTS)?;
    let portals = portals::list(tx)?;
    let title = t(l, "console-invitations").into_owned();
    let content = html! {
        (Heading::new(title.clone()).line(t_args(l, "console-invitations-count", &[("count", total.into())])))
        (filter(l, asked, &portals))
        (stack(html! {
            div id="results" {
                @if rows.is_empty() { (nobody(l, asked)) } @else {
                    section.card.flush {
                        (table(caller, l, asked, &rows, &portals))
                        (ways(l, asked, here, rows.len(), total))
                    }
                }
            }
            @if !lists.is_empty() { (brought(l, caller, &lists)) }
        }))
    };
    let actions = Button::go(t(l, "console-invite-many"), format!("{HERE}/new")).primary().icon(Icon::Users);
    Ok(ConsolePage {
        here: title.clone(),
        title,
        content,
        actions: Some(actions.render()),
        ..ConsolePage::default()
    })
}

fn filter(l: Locale, asked: &Asked, portals: &[Portal]) -> FilterBar {
    let of_portal = portal_choice(l, portals, asked.portal.as_ref());
    let any = Select::new("state", t(l, "console-invitation-state")).option(
        "",
        t(l, "console-any-standing"),
        asked.state.is_none().into(),
    );
    let state = State::ALL.into_iter().fold(any, |select, state| {
        select.option(state.word(), said(l, state), (asked.state == Some(state)).into())
    });
    FilterBar::new(l, HERE)
        .search("q", t(l, "console-users-search"), &asked.q)
        .select(of_portal)
        .select(state)
        .live()
}

fn nobody(l: Locale, asked: &Asked) -> EmptyState {
    match asked.is_narrowed() {
        true => EmptyState::new(t(l, "console-invitations-none-found"))
            .text(t(l, "console-users-none-found-line"))
            .actions(Link::to(t(l, "console-invitations-all"), HERE).strong().render()),
        false => {
            EmptyState::new(t(l, "console-invitations-none")).text(t(l, "console-invitations-none-line"))
        }
    }
}

fn said(l: Locale, state: State) -> String {
    t(l, &format!("console-invitation-{}", state.word())).into_owned()
}

fn tag(l: Locale, state: State) -> Tag {
    let (tone, icon) = match state {
        State::Sent => (Tone::Info, Icon::Mail),
        State::Opened => (Tone::Info, Icon::Eye),
        State::Accepted => (Tone::Good, Icon::CircleCheck),
        State::Expired => (Tone::Warn, Icon::Clock),
        State::Revoked => (Tone::Neutral, Icon::Ban),
    };
    Tag::new(tone, said(l, state)).icon(icon)
}

fn table(caller: &Caller, l: Locale, asked: &Asked, rows: &[Invitation], portals: &[Portal]) -> Table {
    let names: HashMap<&str, &str> =
        portals.iter().map(|portal| (portal.id.as_str(), portal.name())).collect();
    let row = |one: &Invitation| {
        let contact = record_address("contact", one.contact.as_str()).href();
        let name = if one.name.is_empty() { one.email.as_str() } else { one.name.as_str() };
        TableRow::new()
            .cell(html! { a.link.strong href=(contact) { (name) } })
            .cell(html! { span.quiet { (one.email) } })
            .cell(names.get(one.portal.as_str()).copied().unwrap_or_default())
            .cell(tag(l, one.state(caller.now)))
            .cell(html! { span.quiet { (when(l, one.sent_at, caller.now)) } })
            .cell(presses(l, asked, one, one.state(caller.now)))
    };
    Table::new(l, t(l, "console-invitations"))
        .column(Column::Title, t(l, "console-person"))
        .column(Column::Fact, t(l, "console-email"))
        .column(Column::Detail, t(l, "console-portal"))
        .column(Column::Status, t(l, "console-invitation-state"))
        .column(Column::Detail, t(l, "console-invitation-sent-at"))
        .column(Column::Fact, t(l, "console-invitation-do"))
        .rows(rows.iter().map(row))
}

fn presses(l: Locale, asked: &Asked, one: &Invitation, state: State) -> Markup {
    let press = |verb: &str, key: &str| {
        let label = html! { (t(l, key)) span.for-readers { ": " (one.email) } };
        Form::post(format!("{HERE}/{}/{verb}", one.id))
            .bare()
            .hidden("state", asked.state.map_or("", State::word))
            .fields(html! { button.button.small.quiet type="submit" { (label) } })
    };
    html! {
        @if state != State::Accepted {
            div.presses {
                (press("resend", "console-invitation-resend"))
                @if matches!(state, State::Sent | State::Opened) { (press("revoke", "console-invitation-revoke")) }
            }
        } @else { span.none {} }
    }
}

fn brought(l: Locale, caller: &Caller, lists: &[Listed]) -> Card {
    let row = |list: &Listed| {
        let args =
            [("when", when(l, list.created_at, caller.now).into()), ("who", list.facts.by.clone().into())];
        let state = t(l, &format!("console-list-{}", list.state.word())).into_owned();
        Row::new(moment(l, list.created_at), list_address(&list.id).href())
            .icon(Icon::Users, Tone::Neutral)
            .facts(t_args(l, "console-list-by", &args))
            .status(Tag::new(super::sheet::tone_of_list(list.state), state))
    };
    let rows = lists.iter().fold(RowList::new(), |all, list| all.row(row(list)));
    Card::new(t(l, "console-lists")).flush().body(rows)
}

fn ways(l: Locale, asked: &Asked, here: &Address, shown: usize, total: i64) -> Pagination {
    let to = asked.from + i64::try_from(shown).unwrap_or(0);
    let at = |from: i64| here.clone().with("from", from.to_string()).href();
    let args = [("from", (asked.from + 1).into()), ("to", to.into()), ("total", total.into())];
    Pagination::new(l, t_args(l, "console-rows", &args))
        .back((asked.from > 0).then(|| at((asked.from - PAGE).max(0))))
        .next((to < total).then(|| at(to)))
}

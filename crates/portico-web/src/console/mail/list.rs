//! All letters, newest first, narrowed by how they stand, by portal and address.

use maud::{Markup, Render, html};
use portico_core::mail::{self, LetterList, LetterRow, State};
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal, users};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{EmailAddress, EntityId, Locale, PortalId};

use super::super::address::Address;
use super::super::portals::portal_choice;
use super::super::words::when;
use super::{LETTERS, SETTINGS, kind, state_tag, tabs};
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::pagination::Pagination;
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many letters stand on a page.
const PAGE: i64 = 50;

/// What the address asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    state: Option<State>,
    portal: Option<PortalId>,
    user: Option<EntityId>,
    to: String,
    from: i64,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let text = |key: &str| query.text(key).map(str::trim).filter(|text| !text.is_empty());
        Self {
            state: text("state").and_then(State::parse),
            portal: text("portal").map(PortalId::from),
            user: text("user").map(EntityId::from),
            to: text("to").unwrap_or_default().to_owned(),
            from: query.count("from", 0).unwrap_or(0),
        }
    }

    fn read(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<LetterRow>, Refusal> {
        let to = match self.to.as_str() {
            "" => None,
            // No letter goes to what is no address.
            text => match EmailAddress::parse(text) {
                Ok(to) => Some(to),
                Err(_) => return Ok(Vec::new()),
            },
        };
        let wanted = LetterList {
            state: self.state,
            portal: self.portal.clone(),
            user: self.user.clone(),
            to,
            from: self.from,
            size: PAGE + 1,
        };
        mail::list(tx, caller, &wanted)
    }

    fn is_narrowed(&self) -> bool {
        self.state.is_some() || self.portal.is_some() || self.user.is_some() || !self.to.is_empty()
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    asked: &Asked,
    here: &Address,
) -> Result<ConsolePage, Refusal> {
    let mut rows = asked.read(tx, caller)?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let portals = portals::list(tx)?;
    let person = match &asked.user {
        Some(user) => Some(users::find(tx, caller, user)?.title),
        None => None,
    };
    let title = t(locale, "mail").into_owned();
    let content = html! {
        (Heading::new(title.clone()).line(t(locale, "mail-line")))
        (tabs(locale, true))
        (filter(locale, asked, &portals, person.as_deref(), here))
        div id="results" {
            @if rows.is_empty() { (nothing(locale, asked)) } @else {
                section.card.flush {
                    (table(caller, locale, &rows))
                    (ways(locale, asked, here, rows.len(), more))
                }
            }
        }
    };
    Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
}

fn filter(
    locale: Locale,
    asked: &Asked,
    portals: &[Portal],
    person: Option<&str>,
    here: &Address,
) -> FilterBar {
    let any = Select::new("state", t(locale, "mail-state")).option(
        "",
        t(locale, "mail-any-state"),
        asked.state.is_none().into(),
    );
    let states = State::ALL.into_iter().fold(any, |select, state| {
        let label = t(locale, &format!("mail-state-{}", state.name()));
        select.option(state.name(), label, (asked.state == Some(state)).into())
    });
    let of_portal = portal_choice(locale, portals, asked.portal.as_ref());
    let bar = FilterBar::new(locale, LETTERS)
        .search("to", t(locale, "mail-search"), &asked.to)
        .select(states)
        .select(of_portal);
    match (&asked.user, person) {
        (Some(user), Some(person)) => {
            let without = here.clone().without("user").without("from").href();
            bar.hidden("user", user.as_str()).chip(
                t(locale, "console-person"),
                t(locale, "filter-is"),
                person,
                without,
            )
        }
        _ => bar,
    }
}

fn nothing(locale: Locale, asked: &Asked) -> EmptyState {
    match asked.is_narrowed() {
        true => EmptyState::new(t(locale, "mail-none-found"))
            .text(t(locale, "mail-none-found-line"))
            .actions(Link::to(t(locale, "mail-all"), LETTERS).strong()),
        false => EmptyState::new(t(locale, "mail-none"))
            .text(t(locale, "mail-none-line"))
            .actions(Link::to(t(locale, "mail-settings"), SETTINGS).strong()),
    }
}

fn table(caller: &Caller, locale: Locale, rows: &[LetterRow]) -> Table {
    let row = |letter: &LetterRow| {
        TableRow::new()
            .cell(html! { a.link.strong href=(super::address(&letter.id).href()) { (kind(locale, &letter.kind)) } })
            .cell(html! { span.quiet { (letter.to) } })
            .cell(state_tag(locale, letter.state))
            .cell(html! { span.quiet { (when(locale, letter.written_at, caller.now)) } })
            .cell(said(letter))
            .cell(again(caller, locale, letter))
    };
    Table::new(locale, t(locale, "mail-letters"))
        .column(Column::Title, t(locale, "mail-letter"))
        .column(Column::Fact, t(locale, "mail-to"))
        .column(Column::Status, t(locale, "mail-state"))
        .column(Column::Detail, t(locale, "mail-written"))
        .column(Column::Detail, t(locale, "mail-answer"))
        .column(Column::Detail, t(locale, "mail-action"))
        .rows(rows.iter().map(row))
}

fn said(letter: &LetterRow) -> Markup {
    html! { @if let Some(answer) = &letter.answer { span.quiet.mail-answer { (answer) } } }
}

/// The press for a letter that did not arrive.
fn again(caller: &Caller, locale: Locale, letter: &LetterRow) -> Markup {
    let may = letter.state.is_lost() && letter.may_be_sent(caller.now);
    html! { @if may { (again_press(locale, letter, true)) } }
}

/// The press that sends a letter again.
pub(super) fn again_press(locale: Locale, letter: &LetterRow, is_small: bool) -> Markup {
    let address = super::address(&letter.id).href() + "/again";
    let press = Button::submit(t(locale, "mail-again"));
    let press = if is_small { press.small() } else { press };
    Form::post(address).inline().buttons(press).render()
}

fn ways(locale: Locale, asked: &Asked, here: &Address, shown: usize, more: bool) -> Pagination {
    let to = asked.from + i64::try_from(shown).unwrap_or(0);
    let at = |from: i64| here.clone().with("from", from.to_string()).href();
    let args = [("from", (asked.from + 1).into()), ("to", to.into())];
    Pagination::new(locale, t_args(locale, "mail-rows", &args))
        .back((asked.from > 0).then(|| at((asked.from - PAGE).max(0))))
        .next(more.then(|| at(to)))
}

//! The history of a record on a page of its own, as far back as it goes.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::activity::{self, Page};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use serde_json::Value;

use super::entry::Teller;
use super::frame::Desk;
use super::offers::Offers;
use super::when::When;
use super::{MANY, teller};
use crate::design::components::Tone;
use crate::design::components::activity_list::ActivityList;
use crate::design::components::card::Card;
use crate::design::components::diff::DiffRow;
use crate::design::components::heading::Heading;
use crate::design::components::note::Note;
use crate::design::components::pagination::Pagination;
use crate::design::words::{t, t_args};
use crate::portal::visit::{Asked, Visit};

/// The page.
pub async fn show(visit: Visit, Path(record): Path<(String, String)>) -> Response {
    super::shown(visit, record, page).await
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    asked: &Asked,
    record: (&str, &EntityId),
) -> Result<Markup, Refusal> {
    let desk = Desk::read(tx, caller, asked, record)?;
    let l = desk.locale;
    let from = desk.asked("from").map(ActivityId::from);
    let page = activity::page(tx, caller, record, from.as_ref(), MANY)?;
    let teller = teller(tx, caller, &desk.record, &desk.schema, &page, (l, desk.us(), desk.now))?;
    let back = desk.back();
    let offers = Offers::read(tx, caller, &desk.record, &desk.schema, &page.entries, &back)?;
    let content = html! {
        (Heading::new(t(l, "portal-history")).line(desk.title()))
        div.stack {
            @if let Some(note) = done(&desk, &teller, &page.entries) { (note) }
            (Card::bare().body(entries(&teller, &page.entries, &offers)))
            (ways(&desk, &page, from.is_some()))
            (When::default().card(l, &desk.href_bare("/then"), &[("back", &desk.back())]))
        }
    };
    Ok(desk.page(&t(l, "portal-history"), content))
}

/// What has just been taken back, when it was the viewer who did it.
fn done(desk: &Desk, teller: &Teller<'_>, entries: &[Value]) -> Option<Markup> {
    let named = desk.asked("done")?;
    let is_own = |entry: &&Value| entry.pointer("/payload/caller/PortalAuth/token/sub").is_some();
    let entry = entries.iter().find(|entry| entry["_id"] == named).filter(is_own)?;
    let text = html! {
        div.diffs { @for one in teller.changes(entry) { (DiffRow::new(one.label, one.fate)) } }
        p { (t_args(desk.locale, "history-done-line", &[("when", teller.when(entry).into())])) }
    };
    Some(Note::new(Tone::Good).title(t(desk.locale, "history-done")).text(text).result().render())
}

fn ways(desk: &Desk, page: &Page, is_later_page: bool) -> Markup {
    let l = desk.locale;
    let older = page.older.as_ref().map(|older| desk.href("", &[("from", Some(older.as_str()))]));
    if older.is_none() && !is_later_page {
        return html! {};
    }
    let text = t_args(l, "history-shown", &[("count", page.entries.len().into())]);
    Pagination::new(l, text)
        .back(is_later_page.then(|| desk.href("", &[])))
        .next(older)
        .named(t(l, "history-newest"), t(l, "history-older"))
        .render()
}

/// Entries one below the other, each with what it offers.
pub fn entries(teller: &Teller<'_>, entries: &[Value], offers: &Offers<'_>) -> Markup {
    if entries.is_empty() {
        return html! { p.quiet { (t(teller.locale, "portal-history-empty")) } };
    }
    let list =
        entries.iter().fold(ActivityList::history(), |list, entry| list.entry(teller.tell(entry, offers)));
    list.render()
}

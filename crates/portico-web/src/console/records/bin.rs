//! The bin of a schema: deleted records, and the way back.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use portico_core::batches::{self, Chosen, Work};
use portico_core::entities::{self, Removed};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_http::App;
use portico_kit::{EntityId, Locale};

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::words::moment;
use super::frame::crumbs;
use super::kind_of;
use super::many::to_batch;
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::pagination::Pagination;
use crate::design::components::table::{Column, Table, TableRow, selection_bar};
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many records stand on a page.
const PAGE: i64 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records/{schema}/bin", get(list_removed))
        .route("/admin/records/{schema}/bin/restore", post(restore_records))
        .route("/admin/records/{schema}/bin/{id}/erase", get(ask_erasure).post(erase_record))
}

async fn list_removed(desk: Desk, Path(schema): Path<String>) -> Response {
    let locale = desk.locale;
    let from = desk.query().count("from", 0).unwrap_or(0);
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let (removed, total) = entities::removed(tx, caller, &schema, from, PAGE)?;
        Ok(page(locale, caller, kind, &removed, (from, total)))
    })
    .await
}

/// Brings back the one record whose button was pressed, else all that are ticked.
async fn restore_records(desk: Desk, Path(schema): Path<String>, answers: Answers) -> Response {
    let bin = Address::of(format!("/admin/records/{schema}/bin"));
    let one = Some(answers.text("one")).filter(|id| !id.is_empty()).map(EntityId::from);
    if let Some(id) = one {
        let back = desk.change(move |tx, caller| entities::restore(tx, caller, &schema, &id));
        return desk.done(back.await, bin, "record-restored").await;
    }
    let ids: Vec<EntityId> = answers.all("ids").into_iter().map(EntityId::from).collect();
    if ids.is_empty() {
        return desk.go(bin, "bin-none-chosen");
    }
    let slug = schema.clone();
    let started = desk.change(move |tx, caller| {
        batches::start(tx, caller, &slug, &Chosen::Records(ids.clone()), Work::Restore)
    });
    match started.await {
        Ok(id) => to_batch(&schema, &id),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn ask_erasure(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let found = entities::titles_of_removed(tx, caller, &schema, std::slice::from_ref(&id))?;
        let (id, title) = found.into_iter().next().ok_or(Refusal::NotFound)?;
        let question = t_args(locale, "records-erase-ask", &[("title", title.into())]).into_owned();
        let bin = format!("/admin/records/{schema}/bin");
        let form = Form::post(format!("{bin}/{id}/erase"));
        let press = Button::submit(t(locale, "records-erase-press")).destructive();
        let dialog =
            DialogPage::new(question.clone(), form, press, Link::to(t(locale, "cancel"), bin.as_str()))
                .text(t(locale, "records-erase-line"));
        let mut crumbs = crumbs(locale, kind, None);
        crumbs.push((t(locale, "records-bin").into_owned(), bin));
        let here = t(locale, "records-erase").into_owned();
        Ok(ConsolePage { title: question, crumbs, here, actions: None, content: html! { (dialog) } })
    })
    .await
}

/// Erases a record that is in the bin; one that is not is not there.
async fn erase_record(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let bin = Address::of(format!("/admin/records/{schema}/bin"));
    let erased = desk.change(move |tx, caller| {
        match entities::titles_of_removed(tx, caller, &schema, std::slice::from_ref(&id))?.is_empty() {
            true => Err(Refusal::NotFound),
            false => entities::purge(tx, caller, &schema, &id),
        }
    });
    desk.done(erased.await, bin, "record-erased").await
}

fn page(
    locale: Locale,
    caller: &Caller,
    kind: &Schema,
    removed: &[Removed],
    (from, total): (i64, i64),
) -> ConsolePage {
    let title = t(locale, "records-bin").into_owned();
    let args = [("count", total.into()), ("kind", kind.plural(locale).into())];
    let list = format!("/admin/records/{}", kind.slug);
    let content = html! {
        (Heading::new(title.clone()).icon(Icon::Inbox).line(t_args(locale, "records-bin-line", &args)))
        @if removed.is_empty() {
            (EmptyState::new(t(locale, "records-bin-none")).text(t(locale, "records-bin-none-line"))
                .actions(Link::to(t(locale, "records-back-to-list"), list).strong()))
        } @else {
            form.card.flush.record-list method="post" action={ (list) "/bin/restore" } {
                (selection_bar(
                    super::list::chosen_text(locale),
                    Button::submit(t(locale, "records-restore-chosen")).small().icon(Icon::Undo2)))
                (table(locale, caller, kind, removed))
            }
            div.record-ways { (ways(locale, kind, from, removed.len(), total)) }
        }
    };
    ConsolePage { here: title.clone(), title, crumbs: crumbs(locale, kind, None), actions: None, content }
}

fn table(locale: Locale, caller: &Caller, kind: &Schema, removed: &[Removed]) -> Table {
    let rows = removed.iter().map(|one| {
        let name = if one.title.trim().is_empty() { one.id.as_str() } else { one.title.as_str() };
        TableRow::new()
            .selectable(one.id.as_str(), name, false)
            .cell(name)
            .cell(moment(locale, one.at))
            .cell(by(locale, caller, one))
            .cell(ways_out(locale, kind, one, name))
    });
    Table::new(locale, t(locale, "records-bin"))
        .whole()
        .selectable("ids")
        .column(Column::Title, kind.name(locale))
        .column(Column::Date, t(locale, "records-bin-at"))
        .column(Column::Date, t(locale, "records-bin-by"))
        .column(Column::Fact, t(locale, "records-restore"))
        .rows(rows)
}

fn by(locale: Locale, caller: &Caller, one: &Removed) -> String {
    match &one.by {
        Some(by) if *by == caller.actor.name => t(locale, "records-by-you").into_owned(),
        Some(by) => by.clone(),
        None => t(locale, "records-by-nobody").into_owned(),
    }
}

/// Back to the list, or out of the organisation for good.
fn ways_out(locale: Locale, kind: &Schema, one: &Removed, name: &str) -> Markup {
    let erase = format!("/admin/records/{}/bin/{}/erase", kind.slug, one.id);
    html! {
        div.ways-out {
            button.button.small type="submit" name="one" value=(one.id.as_str()) {
                (Icon::Undo2.svg()) span.label { (t(locale, "records-restore")) } span.for-readers { " " (name) }
            }
            (Link::to(t(locale, "records-erase"), erase).for_readers(name))
        }
    }
}

fn ways(locale: Locale, kind: &Schema, from: i64, shown: usize, total: i64) -> Pagination {
    let to = from + i64::try_from(shown).unwrap_or(0);
    let at = |from: i64| format!("/admin/records/{}/bin?from={from}", kind.slug);
    let args = [("from", (from + 1).into()), ("to", to.into()), ("total", total.into())];
    Pagination::new(locale, t_args(locale, "console-rows", &args))
        .back((from > 0).then(|| at((from - PAGE).max(0))))
        .next((to < total).then(|| at(to)))
}

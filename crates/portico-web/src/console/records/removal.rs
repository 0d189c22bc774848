//! Removing a record: what hangs on it, before it happens.

use axum::extract::Path;
use axum::response::Response;
use maud::html;
use portico_core::entities;
use portico_kit::EntityId;

use super::super::address::Address;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::title_of;
use super::frame::{Shown, crumbs};
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) async fn ask_removal(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        let title = title_of(&record.doc);
        let question = t_args(locale, "console-remove-ask", &[("title", title.clone().into())]).into_owned();
        let facts = SummaryList::new()
            .row(t(locale, "console-title"), &title)
            .row(t(locale, "console-schema"), record.kind.name(locale))
            .row(t(locale, "console-remove-held"), record.held.len().to_string())
            .row(t(locale, "console-remove-holders"), record.holders.len().to_string());
        let press = Button::submit(t(locale, "console-remove-press")).destructive();
        let form = Form::post(format!("{}/delete", record.href()));
        let line = if schema == "portal_user" { "console-remove-user-line" } else { "console-remove-line" };
        let dialog =
            DialogPage::new(question.clone(), form, press, Link::to(t(locale, "cancel"), record.href()))
                .text(t(locale, line))
                .facts(facts);
        let crumbs = crumbs(locale, record.kind, Some(&record.doc));
        let here = t(locale, "delete").into_owned();
        Ok(ConsolePage { title: question, crumbs, here, actions: None, content: html! { (dialog) } })
    })
    .await
}

pub(super) async fn remove_record(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let list = Address::of(format!("/admin/records/{schema}"));
    let removed = desk.change(move |tx, caller| entities::remove(tx, caller, &schema, &id));
    desk.done(removed.await, list, "record-removed").await
}

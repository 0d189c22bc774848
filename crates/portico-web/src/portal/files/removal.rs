//! Taking a document back: asked on a page of its own, and only for what one handed in oneself.

use axum::extract::{Path, RawForm};
use axum::response::Response;
use http::StatusCode;
use maud::Markup;
use portico_core::{Caller, Refusal, files};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::EntityId;
use serde_json::Value;

use super::desk::Desk;
use super::view_href;
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::words::t;
use crate::portal::visit::{Asked, Visit};
use crate::portal::{address, answer, refused};

/// The question.
pub async fn ask(visit: Visit, Path(id): Path<String>) -> Response {
    let asked = visit.asked.clone();
    let page = visit.read(move |tx, caller| question(tx, caller, &asked, &EntityId::from(id.as_str())));
    match page.await {
        Ok(markup) => answer::page(StatusCode::OK, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn question(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked, id: &EntityId) -> Result<Markup, Refusal> {
    let item = files::item(tx, caller, id)?;
    if files::own_uploads(tx, caller, std::slice::from_ref(id))?.is_empty() {
        return Err(Refusal::Forbidden { message: "This document is not yours to take back.".to_owned() });
    }
    let desk = Desk::read(tx, caller, asked)?;
    let l = desk.locale;
    let name = item.get("filename").and_then(Value::as_str).unwrap_or_default();
    let back = desk.back();
    let form = Form::post(asked.path.as_str()).hidden("back", back.as_str());
    let facts = SummaryList::new().row(t(l, "files-document"), name);
    let dialog = DialogPage::new(
        t(l, "files-take-back-question"),
        form,
        Button::submit(t(l, "files-take-back")).destructive(),
        Link::to(t(l, "files-keep"), view_href(id.as_str())),
    )
    .text(t(l, "files-take-back-line"))
    .facts(facts);
    Ok(desk.page(&t(l, "files-take-back-question"), &view_href(id.as_str()), maud::html! { (dialog) }))
}

/// Takes it back.
pub async fn take_back(visit: Visit, Path(id): Path<String>, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let asked = visit.asked.clone();
    let id = EntityId::from(id.as_str());
    let removed = visit.write(move |tx, caller| {
        let item = files::item(tx, caller, &id)?;
        let text = |key: &str| item.pointer(&format!("/_relations/0/{key}")).and_then(Value::as_str);
        let (schema, record) = text("_schema").zip(text("entity_id")).ok_or(Refusal::NotFound)?;
        let record = EntityId::from(record);
        files::remove_from_record(tx, caller, (schema, &record), std::slice::from_ref(&id))?;
        Ok(Desk::read(tx, caller, &asked)?.all_documents())
    });
    match removed.await {
        Ok(all) => {
            let back = sent.text("back").and_then(address::inside).map(str::to_owned).unwrap_or(all);
            answer::redirect(&back)
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

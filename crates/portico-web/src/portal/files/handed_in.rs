//! After handing in: what has arrived, when, and what happens next. Still true when it is opened again.

use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::{Caller, Refusal, files};
use portico_db::Tx;
use portico_kit::EntityId;

use super::desk::Desk;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::document_row::documents;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::words::{t, t_args};
use crate::portal::values::shown::document_row;
use crate::portal::visit::{Asked, Visit};
use crate::portal::{answer, refused};

/// How many documents the page tells of.
const TOLD: usize = 20;

/// The page.
pub async fn show(visit: Visit) -> Response {
    let asked = visit.asked.clone();
    match visit.read(move |tx, caller| page(tx, caller, &asked)).await {
        Ok(markup) => answer::page(StatusCode::OK, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn page(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Markup, Refusal> {
    let desk = Desk::read(tx, caller, asked)?;
    let l = desk.locale;
    let mut items = Vec::new();
    let wanted = asked.query.pairs().iter().filter(|(key, _)| key == "file").take(TOLD);
    for (_, id) in wanted {
        match files::item(tx, caller, &EntityId::from(id.as_str())) {
            Ok(item) => items.push(item),
            Err(Refusal::NotFound) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    if items.is_empty() {
        return Err(Refusal::NotFound);
    }
    let back = desk.back();
    let title = t_args(l, "files-done", &[("count", items.len().into())]).into_owned();
    let rows = items.iter().map(|item| document_row(l, &desk.setup, item)).collect();
    let content = html! {
        (Note::new(Tone::Good).title(title.as_str()).text(t(l, "files-done-line")).result())
        div.stack {
            (Card::new(t(l, "files-done-title")).flush().body(documents(rows)))
            div.buttons {
                (Button::go(t(l, "files-back"), back.as_str()).primary())
                (Link::to(t(l, "files-all"), desk.all_documents()).strong().render())
            }
        }
    };
    Ok(desk.page(&title, &back, content))
}

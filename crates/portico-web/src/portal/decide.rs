//! Answering an offer: a page to check it on, the answer itself, and its receipt, at one address that can be kept.

use axum::extract::{Path, RawForm};
use axum::response::Response;
use http::StatusCode;
use maud::Markup;
use portico_core::orders::{self, Decision};
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::EntityId;

use super::scene::Record;
use super::task::Task;
use super::visit::{Asked, Visit};
use super::{address, answer, refused};

mod check;
mod receipt;

/// The answer yes.
pub const ACCEPT: &str = "accept";
/// The answer no.
pub const DECLINE: &str = "decline";

/// The address where an offer is answered; `back` is the page with the block that asks.
pub fn href(id: &str, answer: &str, block: &str, back: &str) -> String {
    let pairs = [("answer", answer), ("block", block), ("back", back)];
    address::with_query(&path(id), pairs)
}

fn path(id: &str) -> String {
    format!("/decide/{}", address::encoded(id))
}

/// What somebody wants to answer.
fn wanted(query: &Query) -> Option<Decision> {
    match query.text("answer") {
        Some(ACCEPT) => Some(Decision::Accept),
        Some(DECLINE) => Some(Decision::Decline),
        _ => None,
    }
}

/// The check page while the offer is open, its receipt once it was answered.
pub async fn ask(visit: Visit, Path(id): Path<String>) -> Response {
    let asked = visit.asked.clone();
    let page = visit.read(move |tx, caller| show(tx, caller, &asked, &EntityId::from(id.as_str())));
    match page.await {
        Ok(markup) => answer::page(StatusCode::OK, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn show(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked, id: &EntityId) -> Result<Markup, Refusal> {
    let order = entities::view(tx, caller, "order", id)?;
    let task = Task::read(tx, caller, asked)?;
    let is_open = orders::is_asked(tx, caller, &order)?;
    let order = Record::of(order);
    let is_over = orders::is_over(&order.doc, caller.now);
    match wanted(task.query()).filter(|_| is_open && !is_over) {
        Some(decision) => check::page(&task, &order, decision),
        None => receipt::page(tx, caller, &task, &order),
    }
}

/// Gives the answer; an offer that was answered meanwhile leads to what became of it.
pub async fn decide(visit: Visit, Path(id): Path<String>, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let back = sent.text("back").and_then(address::inside).unwrap_or("/").to_owned();
    let receipt = address::with_query(&path(&id), [("back", back.as_str())]);
    let Some(decision) = wanted(&sent) else { return answer::redirect(&receipt) };
    let decided = visit.write(move |tx, caller| {
        orders::decide(tx, caller, &EntityId::from(id.as_str()), decision).map(|_| ())
    });
    match decided.await {
        Ok(()) | Err(Refusal::Conflict { .. }) => answer::redirect(&receipt),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

//! Taking one value of a change back: a check page with what would become of it, then the change.

use axum::extract::{Path, RawForm};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::activity::{self, Undoing};
use portico_core::schemas::Attribute;
use portico_core::{Caller, Refusal, edit_rules, entities};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{ActivityId, EntityId};
use serde_json::{Map, Value};

use super::entry::{Teller, related_of};
use super::frame::Desk;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::change_list::{Change, change_list};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::layout::main_side;
use crate::design::words::{t, t_args};
use crate::portal::edit::check::{next, same};
use crate::portal::edit::ruled;
use crate::portal::visit::{Asked, Visit};
use crate::portal::{answer, refused};

/// Which value of which change of which record.
#[derive(Clone)]
struct Wanted {
    schema: String,
    id: EntityId,
    entry: ActivityId,
    attribute: String,
}

impl Wanted {
    fn of(asked: &Asked, (schema, id): (String, String)) -> Result<Self, Refusal> {
        let (entry, attribute) = (asked.query.required("entry")?, asked.query.required("attribute")?);
        let (id, entry) = (EntityId::from(id.as_str()), ActivityId::from(entry));
        Ok(Self { schema, id, entry, attribute: attribute.to_owned() })
    }
}

/// The check page.
pub async fn ask(visit: Visit, Path(record): Path<(String, String)>) -> Response {
    check(&visit, record, StatusCode::OK, None).await
}

/// The page, with the rule of the portal that stands in the way if one does.
async fn check(visit: &Visit, record: (String, String), status: StatusCode, rule: Option<Value>) -> Response {
    let asked = visit.asked.clone();
    let shown = visit.read(move |tx, caller| {
        let wanted = Wanted::of(&asked, record.clone())?;
        page(tx, caller, &asked, &wanted, rule.as_ref())
    });
    match shown.await {
        Ok(markup) => answer::page(status, markup),
        Err(refusal) => refused::answer(visit, refusal).await,
    }
}

/// Takes the value back; what stands in its way leads to the check page once more.
pub async fn take_back(
    visit: Visit,
    Path(record): Path<(String, String)>,
    RawForm(body): RawForm,
) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let (asked, sought) = (visit.asked.clone(), record.clone());
    let done = visit.write(move |tx, caller| {
        let wanted = Wanted::of(&asked, sought.clone())?;
        let at = (wanted.schema.as_str(), &wanted.id);
        activity::undo(tx, caller, at, &wanted.entry, &wanted.attribute, sent.text("seen"))?;
        let newest = activity::page(tx, caller, at, None, 1)?.entries;
        let entry = newest.first().and_then(|entry| entry.get("_id")).and_then(Value::as_str);
        Ok(Desk::read(tx, caller, &asked, at)?.href("", &[("done", entry)]))
    });
    match done.await {
        Ok(to) => answer::redirect(&to),
        Err(Refusal::Conflict { .. }) => check(&visit, record, StatusCode::CONFLICT, None).await,
        Err(Refusal::RuleFailed { rule, .. }) => {
            check(&visit, record, StatusCode::FORBIDDEN, Some(rule)).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    asked: &Asked,
    wanted: &Wanted,
    failed: Option<&Value>,
) -> Result<Markup, Refusal> {
    let at = (wanted.schema.as_str(), &wanted.id);
    let desk = Desk::read(tx, caller, asked, at)?;
    let undoing = activity::undoing(tx, caller, at, &wanted.entry, &wanted.attribute)?;
    let attribute = desk.schema.attribute(&wanted.attribute).ok_or(Refusal::NotFound)?;
    let may = entities::may_change(tx, caller, at.0, at.1, &[wanted.attribute.as_str()])?;
    if may != [true] {
        let message = format!("You may not change {}.", wanted.attribute);
        return Err(Refusal::Forbidden { message });
    }
    let l = desk.locale;
    let told = [undoing.entry.clone(), beside(&undoing)];
    let related = Some(related_of(tx, caller, &told)?);
    let doc = std::rc::Rc::clone(&desk.record.doc);
    let teller = Teller { locale: l, schema: &desk.schema, us: desk.us(), now: desk.now, related, doc };
    if same(&undoing.old, &undoing.stored) {
        return Ok(nothing(&desk));
    }
    let at_rule = match failed {
        Some(rule) => Some(rule.clone()),
        None => edit_rules::refusing(tx, caller, at, &back_to(attribute, &undoing))?,
    };
    let main = html! {
        @if let Some(rule) = &at_rule { (ruled_out(&desk, rule)) }
        @if undoing.is_contested() { (contested(&desk, &teller, attribute, &undoing)) }
        (Card::bare().body(change_list(l, vec![change(&teller, attribute, &undoing)])))
        @if at_rule.is_none() { (send(&desk, asked, &undoing)) }
        @else { div.buttons { (Button::go(t(l, "portal-to-history"), desk.href("", &[])).primary()) } }
    };
    let side = html! {
        (Card::new(t(l, "history-undo-of")).body(html! { p { (teller.line(&undoing.entry)) } }))
        (next(l, &desk.us(), &desk.person.email))
    };
    let line = t_args(l, "history-undo-line", &[("record", desk.title().into())]);
    let content = html! {
        (Heading::new(t(l, "portal-check-title")).line(line))
        (main_side(main, side))
    };
    Ok(desk.page_below(&t(l, "portal-check-title"), content))
}

/// The change that would take the value back.
fn back_to(attribute: &Attribute, undoing: &Undoing) -> Map<String, Value> {
    [(attribute.name.clone(), undoing.old.clone())].into_iter().collect()
}

/// That a rule of the portal stands in the way, and what it allows.
fn ruled_out(desk: &Desk, rule: &Value) -> Markup {
    let fault = ruled::fault(desk.locale, &desk.schema, rule, &desk.record.doc);
    Note::new(Tone::Bad).title(t(desk.locale, "history-undo-ruled-out")).text(fault.message).result().render()
}

/// The values that stand beside the entry, in the shape of one, so that what they point to is read with it.
fn beside(undoing: &Undoing) -> Value {
    serde_json::json!({ "operations": [{ "payload": { "old": undoing.old, "stored": undoing.stored } }] })
}

fn change(teller: &Teller<'_>, attribute: &Attribute, undoing: &Undoing) -> Change {
    let text = |value: &Value| teller.text(attribute, value, &Value::Null).map(|text| html! { (text) });
    Change::new(attribute.label(teller.locale), text(&undoing.stored), text(&undoing.old))
}

/// That the value was changed again since: what the change left, and what stands there now.
fn contested(desk: &Desk, teller: &Teller<'_>, attribute: &Attribute, undoing: &Undoing) -> Markup {
    let l = desk.locale;
    let said = |value: &Value| {
        let text = teller.text(attribute, value, &Value::Null);
        text.unwrap_or_else(|| t(l, "change-empty").into_owned())
    };
    let args = [("left", said(&undoing.left).into()), ("stored", said(&undoing.stored).into())];
    Note::new(Tone::Warn)
        .title(t(l, "history-contested"))
        .text(html! { p { (t_args(l, "history-contested-line", &args)) } })
        .result()
        .render()
}

fn send(desk: &Desk, asked: &Asked, undoing: &Undoing) -> Form {
    let l = desk.locale;
    Form::post(asked.here()).hidden("seen", undoing.updated_at.as_str()).buttons(html! {
        (Button::submit(t(l, "history-undo-press")).primary())
        (Link::to(t(l, "portal-discard"), desk.href("", &[])).strong())
    })
}

fn nothing(desk: &Desk) -> Markup {
    let l = desk.locale;
    let content = html! {
        (Heading::new(t(l, "history-nothing")).line(t(l, "history-nothing-line")))
        div.buttons { (Button::go(t(l, "portal-to-history"), desk.href("", &[])).primary()) }
    };
    desk.page_below(&t(l, "history-nothing"), content)
}

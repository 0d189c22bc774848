//! Inviting a colleague: an address and a name, and a letter goes out.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::partners::{self, LASTS};
use portico_http::Query;
use portico_kit::{EmailAddress, Locale};
use serde_json::{Map, Value};

use super::super::visit::Visit;
use super::super::{address, answer, refused};
use super::{HERE, read, task};
use crate::design::components::button::Button;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::words::{t, t_args};

/// What is asked about a colleague besides the address.
const NAMES: [&str; 2] = ["first_name", "last_name"];

/// The form.
pub(super) async fn show(visit: Visit) -> Response {
    match read(&visit, |_, caller| caller.check_in_person()).await {
        Ok(()) => form(&visit, StatusCode::OK, &visit.asked.query, &[]).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn form(visit: &Visit, status: StatusCode, sent: &Query, faults: &[Fault]) -> Response {
    task(visit, status, faults, |l| (t(l, "colleagues-invite").into_owned(), content(l, sent, faults))).await
}

fn content(l: Locale, sent: &Query, faults: &[Fault]) -> Markup {
    let typed = |name: &str| sent.text(name).unwrap_or_default().to_owned();
    let error =
        |name: &str| faults.iter().find(|fault| fault.field == name).map(|fault| fault.message.as_str());
    let fields = html! {
        (Field::email("email", t(l, "portal-email")).value(typed("email")).error(error("email")))
        (Field::text("first_name", t(l, "account-first-name")).value(typed("first_name")).error(error("first_name")))
        (Field::text("last_name", t(l, "account-last-name")).value(typed("last_name")).error(error("last_name")))
    };
    let buttons = html! {
        (Button::submit(t(l, "colleagues-send")).primary())
        (Button::go(t(l, "cancel"), HERE))
    };
    html! {
        p.lead { (t_args(l, "colleagues-invite-line", &[("days", (LASTS / 86_400).into())])) }
        (Form::post("/colleagues/invite").guarded().fields(fields).buttons(buttons))
    }
}

/// Sends the invitation.
pub(super) async fn invite(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let email = sent.text("email").unwrap_or_default().trim().to_owned();
    let told: Map<String, Value> = NAMES
        .iter()
        .filter_map(|name| {
            let text = sent.text(name)?.trim();
            (!text.is_empty()).then(|| ((*name).to_owned(), text.into()))
        })
        .collect();
    let core = visit.app().core.clone();
    match visit.write(move |tx, caller| partners::invite(tx, &core, caller, &email, &told)).await {
        Ok(()) => answer::redirect(&address::with_query(HERE, [("done", "invited")])),
        Err(Refusal::Invalid { field, .. }) => {
            let fault = fault(super::locale(&visit).await, field.as_deref().unwrap_or_default(), &sent);
            form(&visit, StatusCode::UNPROCESSABLE_ENTITY, &sent, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// What the domain refuses, at the field that it is about.
fn fault(l: Locale, field: &str, sent: &Query) -> Fault {
    if NAMES.contains(&field) {
        return Fault::new(field, t(l, "account-needed"));
    }
    let typed = sent.text("email").unwrap_or_default().trim();
    let key = if EmailAddress::parse(typed).is_ok() { "known" } else { "wrong" };
    Fault::new("email", t(l, &format!("colleagues-email-{key}")))
}

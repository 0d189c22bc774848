//! Taking a grant out of a role: what it is, before it happens.

use maud::html;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::list::{applies, effect};
use super::role::{Role, conditions_told, digest};
use super::{address, grant_address};
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(locale: Locale, role: &Role, position: usize) -> Result<ConsolePage, Refusal> {
    let grant = role.grant(position)?;
    let text = |key: &str| grant.get(key).and_then(Value::as_str).unwrap_or("*").to_owned();
    let number = || [("number", (position + 1).into())];
    let question = t_args(locale, "console-grant-remove-ask", &number()).into_owned();
    let facts = SummaryList::new()
        .row(t(locale, "console-action"), html! { code { (text("action")) } })
        .row(t(locale, "console-resource"), html! { code { (text("resource")) } })
        .row(t(locale, "console-effect"), effect(locale, &grant))
        .row(t(locale, "console-condition"), conditions_told(locale, &grant));
    let form = Form::post(format!("{}/remove", grant_address(role.id.as_str(), position).href()))
        .hidden("seen", digest(&grant));
    let press = Button::submit(t(locale, "console-grant-remove-press")).destructive();
    let back = address(role.id.as_str()).href();
    let dialog = DialogPage::new(question.clone(), form, press, Link::to(t(locale, "cancel"), back.clone()))
        .text(html! { (t(locale, "console-grant-at-once")) " " (applies(locale, role)) })
        .facts(facts);
    Ok(ConsolePage {
        title: question,
        crumbs: vec![
            (t(locale, "console-permissions").into_owned(), "/admin/permissions".to_owned()),
            (role.name().to_owned(), back),
        ],
        here: t_args(locale, "console-grant-number-long", &number()).into_owned(),
        actions: None,
        content: html! { (dialog) },
    })
}

/// Takes a grant out, when it is still the one that was shown.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    caller: &Caller,
    role: Role,
    position: usize,
    seen: &str,
) -> Result<(), Refusal> {
    let mut grants = role.grants();
    if grants.get(position).is_none_or(|grant| digest(grant) != seen) {
        return Err(Refusal::conflict("Somebody else changed the grants of this role."));
    }
    grants.remove(position);
    role.put(tx, caller, grants)
}

//! The questions before something about a domain changes that people rely on.

use maud::{Markup, html};
use portico_core::domains::{self, Role};
use portico_core::portals::Portal;
use portico_core::{Refusal, users};
use portico_db::Tx;
use portico_kit::Locale;

use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// Whether another domain should take the place of the active one, or none.
pub(super) fn change(
    tx: &mut Tx<'_>,
    locale: Locale,
    portal: &Portal,
    host: &str,
) -> Result<ConsolePage, Refusal> {
    let (all, active) = users::count(tx, &portal.id)?;
    let former = portal.hosts.first().cloned().unwrap_or_default();
    let args = [("former", former.clone().into()), ("domain", host.to_owned().into())];
    let kind = if host.is_empty() { "remove" } else { "change" };
    let said = |part: &str| t_args(locale, &format!("domain-{kind}-{part}"), &args).into_owned();
    let back = super::address(&portal.id).href();
    let form = Form::post(back.clone()).hidden("domain", host).hidden("confirmed", "yes");
    let confirm = Button::submit(said("press"));
    let confirm = if host.is_empty() { confirm.destructive() } else { confirm.primary() };
    let people = t_args(locale, "console-portal-people", &[("all", all.into()), ("active", active.into())]);
    let facts = SummaryList::new().row(t(locale, "domain-former-now"), former.clone());
    let facts = if host.is_empty() { facts } else { facts.row(t(locale, "domain-new"), host) };
    let dialog = DialogPage::new(said("ask"), form, confirm, Link::to(t(locale, "cancel"), back))
        .text(html! {
            ul.domain-meaning {
                @for part in ["letters", "sessions", "passkeys", "providers"] { li { (said(part)) } }
            }
        })
        .facts(facts.row(t(locale, "console-portal-users"), people));
    Ok(framed(locale, portal, said("ask"), html! { (dialog) }))
}

/// Whether a former domain should lead on no more.
pub(super) fn former(
    tx: &mut Tx<'_>,
    locale: Locale,
    portal: &Portal,
    host: &str,
) -> Result<ConsolePage, Refusal> {
    let known = domains::of_portal(tx, &portal.id)?;
    known
        .iter()
        .find(|domain| domain.host == host && domain.role == Role::Former)
        .ok_or(Refusal::NotFound)?;
    let args = [("former", host.to_owned().into())];
    let ask = t_args(locale, "domain-let-go-ask", &args).into_owned();
    let back = super::address(&portal.id).href();
    let form = Form::post(format!("{back}/former")).hidden("host", host);
    let confirm = Button::submit(t(locale, "domain-let-go-press")).destructive();
    let dialog = DialogPage::new(ask.clone(), form, confirm, Link::to(t(locale, "cancel"), back))
        .text(t_args(locale, "domain-let-go-line", &args));
    Ok(framed(locale, portal, ask, html! { (dialog) }))
}

fn framed(locale: Locale, portal: &Portal, title: String, content: Markup) -> ConsolePage {
    let crumbs = vec![
        (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
        (portal.name().to_owned(), super::super::address(&portal.id).href()),
        (t(locale, "domain-tab").into_owned(), super::address(&portal.id).href()),
    ];
    ConsolePage { here: title.clone(), title, crumbs, content, ..ConsolePage::default() }
}

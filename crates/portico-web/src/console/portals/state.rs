//! Switching a portal on and off: what it means for its users, before it happens.

use maud::html;
use portico_core::portals::Portal;
use portico_core::{Refusal, users};
use portico_db::Tx;
use portico_kit::Locale;

use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::format;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(tx: &mut Tx<'_>, locale: Locale, portal: &Portal) -> Result<ConsolePage, Refusal> {
    let (all, active) = users::count(tx, &portal.id)?;
    let (key, wanted) = if portal.enabled { ("off", "no") } else { ("on", "yes") };
    let name = || [("portal", portal.name().to_owned().into())];
    let back = super::address(&portal.id).href();
    let form = Form::post(format!("{back}/state")).hidden("enabled", wanted);
    let label = t(locale, &format!("console-portal-{key}-press"));
    let confirm = match portal.enabled {
        true => Button::submit(label).destructive(),
        false => Button::submit(label).primary(),
    };
    let facts = SummaryList::new()
        .row(t(locale, "console-portal"), portal.name())
        .row(t(locale, "console-portal-domain"), portal.hosts().join(", "))
        .row(t(locale, "console-portal-users"), format::integer(locale, all))
        .row(t(locale, "console-portal-users-active"), format::integer(locale, active));
    let question = t_args(locale, &format!("console-portal-{key}-ask"), &name()).into_owned();
    let dialog =
        DialogPage::new(question.clone(), form, confirm, Link::to(t(locale, "cancel"), back.clone()))
            .text(t(locale, &format!("console-portal-{key}-line")))
            .facts(facts);
    Ok(ConsolePage {
        title: question,
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), back),
        ],
        here: t(locale, "console-portal-state").into_owned(),
        actions: None,
        content: html! { (dialog) },
    })
}

//! All providers of a portal, how its sign-in page opens, and the question before one is removed.

use maud::{Markup, html};
use portico_core::portals::Portal;
use portico_core::sign_in::sso::{Provider, offered};
use portico_core::{Refusal, pages};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::super::frame::{Part, audience, state_tag, tabs};
use super::{address, address_of, stored};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::select::Select;
use crate::design::components::tag::Tag;
use crate::design::components::{Ticked, Tone};
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{t, t_args};

pub(super) fn page(tx: &mut Tx<'_>, locale: Locale, portal: &Portal) -> Result<ConsolePage, Refusal> {
    let count = pages::list(tx, &portal.id)?.len();
    let usable = offered(portal);
    let all: Vec<Provider> = stored(portal).iter().filter_map(Provider::of).collect();
    let content = html! {
        (Heading::new(portal.name()).line(audience(locale, portal)).aside(state_tag(locale, portal)))
        (tabs(locale, portal, count, Part::Providers))
        (stack(html! {
            (listed(locale, portal, &all, &usable))
            @if !usable.is_empty() { (entry(locale, portal, &usable)) }
        }))
    };
    let new = Button::go(t(locale, "sso-provider-add"), address_of(&portal.id, None).href()).primary();
    Ok(ConsolePage {
        title: t(locale, "sso-providers-title").into_owned(),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), super::super::address(&portal.id).href()),
        ],
        here: t(locale, "sso-providers-title").into_owned(),
        actions: Some(html! { (new) }),
        content,
    })
}

fn listed(locale: Locale, portal: &Portal, all: &[Provider], usable: &[Provider]) -> Markup {
    if all.is_empty() {
        return html! { (EmptyState::new(t(locale, "sso-none")).text(t(locale, "sso-none-line"))) };
    }
    let row = |provider: &Provider| {
        let works = usable.iter().any(|one| one.slug == provider.slug);
        let tag = match works {
            true => Tag::new(Tone::Good, t(locale, "sso-provider-offered")),
            false => Tag::new(Tone::Warn, t(locale, "sso-provider-open")),
        };
        Row::new(provider.name.as_str(), address_of(&portal.id, Some(&provider.slug)).href())
            .facts(provider.issuer().unwrap_or_default())
            .status(tag)
    };
    let rows = all.iter().fold(RowList::new(), |rows, provider| rows.row(row(provider)));
    html! { (Card::new(t(locale, "sso-providers-title")).intro(t(locale, "sso-providers-line")).body(rows).flush()) }
}

/// How the sign-in page opens.
fn entry(locale: Locale, portal: &Portal, usable: &[Provider]) -> Markup {
    let setting = |key: &str| portal.doc.pointer(&format!("/auth_settings/{key}"));
    let sso = setting("entry_point").and_then(Value::as_str) == Some("SSO");
    let auto = setting("auto_redirect_to_sso") == Some(&true.into());
    let preferred = setting("preferred_sso_providers/0").and_then(Value::as_str).unwrap_or_default();
    let first = Select::new("first", t(locale, "sso-entry-first")).option(
        "",
        t(locale, "sso-entry-first-none"),
        Ticked::from(preferred.is_empty()),
    );
    let first = usable.iter().fold(first, |select, one| {
        select.option(one.slug.as_str(), one.name.as_str(), Ticked::from(one.slug == preferred))
    });
    let fields = html! {
        (Select::new("entry", t(locale, "sso-entry"))
            .option("PASSWORD", t(locale, "sso-entry-password"), Ticked::from(!sso))
            .option("SSO", t(locale, "sso-entry-sso"), Ticked::from(sso)))
        (first)
        (Checkbox::new("auto", t(locale, "sso-entry-auto")).value("yes").ticked(auto).hint(t(locale, "sso-entry-auto-hint")))
    };
    let form = Form::post(address(&portal.id).href())
        .fields(fields)
        .buttons(Button::submit(t(locale, "console-portal-save")));
    html! { (Card::new(t(locale, "sso-entry-title")).body(form)) }
}

/// Asks before a provider is removed.
pub(super) fn removal(locale: Locale, portal: &Portal, provider: &Provider) -> ConsolePage {
    let title = t_args(locale, "sso-remove", &[("provider", provider.name.as_str().into())]).into_owned();
    let buttons = html! {
        (Button::submit(t(locale, "sso-provider-remove")).destructive())
        (Button::go(t(locale, "sso-keep"), address(&portal.id).href()))
    };
    let content = html! {
        (Heading::new(title.clone()).line(t(locale, "sso-remove-line")))
        (Form::post(format!("/admin/portals/{}/provider/remove", portal.id))
            .hidden("slug", provider.slug.as_str()).buttons(buttons))
    };
    ConsolePage {
        title: title.clone(),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), super::super::address(&portal.id).href()),
            (t(locale, "sso-providers-title").into_owned(), address(&portal.id).href()),
        ],
        here: title,
        actions: None,
        content,
    }
}

//! The form of one provider, and what a look at it has found.

use maud::{Markup, Render, html};
use portico_core::Core;
use portico_core::portals::Portal;
use portico_core::sign_in::sso::{EmailTrust, Finding, Look};
use portico_kit::Locale;

use super::draft::Draft;
use super::{address, address_of};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::error_summary::error_summary;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::select::Select;
use crate::design::components::tag::Tag;
use crate::design::components::{Ticked, Tone};
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

pub(super) fn page(
    locale: Locale,
    core: &Core,
    portal: &Portal,
    draft: &Draft,
    findings: &[(Finding, Look)],
) -> ConsolePage {
    let title = match draft.text("display_name") {
        "" => t(locale, "sso-provider-new").into_owned(),
        name => name.to_owned(),
    };
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(t(locale, "sso-provider-line")))
        (wide_narrow(fields(locale, portal, draft), side(locale, core, portal, draft, findings)))
    };
    let actions = html! { (Button::submit(t(locale, "console-portal-save")).form("provider").primary()) };
    ConsolePage {
        title: title.clone(),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), super::super::address(&portal.id).href()),
            (t(locale, "sso-providers-title").into_owned(), address(&portal.id).href()),
        ],
        here: title,
        actions: Some(actions),
        content,
    }
}

fn fields(locale: Locale, portal: &Portal, draft: &Draft) -> Markup {
    let text = |name: &'static str, label: &str| {
        Field::text(name, t(locale, label)).value(draft.text(name)).error(draft.fault(name))
    };
    let lines = |name: &'static str, label: &str, hint: &str| {
        Field::area(name, t(locale, label), 4)
            .value(draft.text(name))
            .hint(t(locale, hint))
            .error(draft.fault(name))
    };
    let secret = if draft.has_secret { "sso-provider-secret-kept" } else { "sso-provider-secret-hint" };
    let about = html! {
        (text("display_name", "sso-provider-name").hint(t(locale, "sso-provider-name-hint")))
        @if draft.old.is_none() {
            (Field::text("slug", t(locale, "sso-provider-slug")).value(draft.slug.as_str())
                .hint(t(locale, "sso-provider-slug-hint")).error(draft.fault("slug")))
        }
        (text("issuer", "sso-provider-issuer").hint(t(locale, "sso-provider-issuer-hint")))
        (text("client_id", "sso-provider-client"))
        (Field::password("client_secret", t(locale, "sso-provider-secret")).autocomplete("off")
            .hint(t(locale, secret)))
        (text("scope", "sso-provider-scope").hint(t(locale, "sso-provider-scope-hint")))
    };
    let people = html! {
        (trust(locale, draft))
        (Checkbox::new("login_only", t(locale, "sso-provider-login-only")).value("yes")
            .ticked(draft.login_only).hint(t(locale, "sso-provider-login-only-hint")))
        (lines("mapping", "sso-provider-mapping", "sso-provider-mapping-hint"))
        (lines("matching_contact", "sso-provider-matching-contact", "sso-provider-matching-hint"))
        (lines("matching_user", "sso-provider-matching-user", "sso-provider-matching-hint"))
    };
    let look = Button::submit(t(locale, "sso-provider-try")).value("press", "look");
    let cards = html! {
        div.stack {
            (Card::new(t(locale, "sso-provider-about")).body(about).foot(look))
            (Card::new(t(locale, "sso-provider-people")).body(people))
        }
    };
    Form::post(address_of(&portal.id, None).href())
        .id("provider")
        .bare()
        .hidden("old", draft.old.as_deref().unwrap_or_default())
        .hidden("has_secret", if draft.has_secret { "yes" } else { "" })
        .fields(cards)
        .render()
}

fn trust(locale: Locale, draft: &Draft) -> Markup {
    let chosen = |trust: EmailTrust| Ticked::from(draft.text("email_trust") == trust.code());
    let all = [
        (EmailTrust::Verified, "sso-trust-verified"),
        (EmailTrust::Always, "sso-trust-always"),
        (EmailTrust::Never, "sso-trust-never"),
    ];
    let select = Select::new("email_trust", t(locale, "sso-trust")).hint(t(locale, "sso-trust-hint"));
    let select = all
        .into_iter()
        .fold(select, |select, (trust, label)| select.option(trust.code(), t(locale, label), chosen(trust)));
    html! { (select) }
}

fn side(locale: Locale, core: &Core, portal: &Portal, draft: &Draft, findings: &[(Finding, Look)]) -> Markup {
    let slug = if draft.slug.is_empty() { "…" } else { draft.slug.as_str() };
    let back = format!("{}/sso/{slug}", portal.url(&core.options().base_url));
    html! {
        div.stack {
            @if !findings.is_empty() { (found(locale, findings)) }
            (Card::new(t(locale, "sso-provider-back")).body(html! {
                p { (t(locale, "sso-provider-back-line")) }
                p { code { (back) } }
            }))
            @if let Some(old) = &draft.old {
                p { (Link::to(t(locale, "sso-provider-remove"),
                    super::Address::of(format!("/admin/portals/{}/provider/remove", portal.id)).and("slug", old.as_str()).href())) }
            }
        }
    }
}

/// What a look has found, thing by thing.
fn found(locale: Locale, findings: &[(Finding, Look)]) -> Markup {
    let rows =
        findings.iter().fold(RowList::new(), |rows, (finding, look)| rows.row(row(locale, *finding, look)));
    let bad = findings.iter().any(|(_, look)| matches!(look, Look::Bad(_)));
    let title = if bad { "sso-look-bad" } else { "sso-look-good" };
    html! { (Card::new(t(locale, title)).id("found").body(rows).flush()) }
}

fn row(locale: Locale, finding: Finding, look: &Look) -> Row {
    let name = match finding {
        Finding::Settings => "settings",
        Finding::Description => "description",
        Finding::Keys => "keys",
        Finding::Pkce => "pkce",
        Finding::Issuer => "issuer",
        Finding::SignOut => "sign-out",
    };
    let row = Row::plain(t(locale, &format!("sso-look-{name}")));
    match look {
        Look::Good(what) => row
            .facts(t_args(locale, &format!("sso-look-{name}-good"), &[("what", what.as_str().into())]))
            .status(Tag::new(Tone::Good, t(locale, "sso-look-tag-good"))),
        Look::Weak => row
            .facts(t(locale, &format!("sso-look-{name}-weak")))
            .status(Tag::new(Tone::Neutral, t(locale, "sso-look-tag-weak"))),
        Look::Bad(cause) => row
            .facts(html! { (t(locale, &format!("sso-look-{name}-bad"))) " " @if !cause.is_empty() { code { (cause) } } })
            .status(Tag::new(Tone::Bad, t(locale, "sso-look-tag-bad"))),
    }
}

//! How mail is sent: the server, who the letters of each portal come from, and a letter to try it out.

use maud::{Markup, Render, html};
use portico_core::mail::{self, Security, Tried};
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Core, Private, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::draft::Draft;
use super::outcome::note;
use super::side::side;
use super::{LETTERS, SETTINGS, tabs};
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::choice::Choice;
use crate::design::components::error_summary::error_summary;
use crate::design::components::field::{Field, Width, field_grid, field_pair, hidden};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::select::Select;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    core: &Core,
    draft: &Draft,
    tried: Option<&(String, Tried)>,
) -> Result<ConsolePage, Refusal> {
    let portals = portals::list(tx)?;
    let stored = mail::read_settings(tx, core, caller)?;
    let side = side(tx, caller, locale, core, &stored)?;
    let title = t(locale, "mail-settings").into_owned();
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(t(locale, "mail")).line(t(locale, "mail-settings-line")))
        (tabs(locale, false))
        (wide_narrow(html! {
            @if let Some((to, tried)) = tried { (note(locale, to, tried)) }
            (form(locale, core, draft, &portals))
        }, side))
    };
    Ok(ConsolePage {
        title: match draft.faults.is_empty() {
            true => title.clone(),
            false => t_args(locale, "error-title-prefix", &[("title", title.clone().into())]).into_owned(),
        },
        crumbs: vec![(t(locale, "mail").into_owned(), LETTERS.to_owned())],
        here: title,
        actions: Some(html! { (Button::submit(t(locale, "console-portal-save")).form("mail").primary()) }),
        content,
    })
}

fn form(locale: Locale, core: &Core, draft: &Draft, portals: &[Portal]) -> Markup {
    let try_out = Button::submit(t(locale, "mail-try")).value("press", "try");
    let cards = html! {
        div.stack.mail-fields {
            (Card::new(t(locale, "mail-server")).body(html! {
                (route(locale, core, draft))
                (server(locale, core, draft))
            }).foot(html! { div.mail-try { (try_out) p.small { (t(locale, "mail-try-line")) } } }))
            (Card::new(t(locale, "mail-senders")).intro(t(locale, "mail-senders-line")).body(html! {
                @for (at, portal) in portals.iter().enumerate() { (sender(locale, draft, portal, at)) }
            }))
        }
    };
    Form::post(SETTINGS)
        .id("mail")
        .bare()
        .guarded()
        .hidden("seen", draft.seen.as_str())
        .hidden("has_password", if draft.has_password { "yes" } else { "" })
        .fields(cards)
        .render()
}

/// Through whose server.
fn route(locale: Locale, core: &Core, draft: &Draft) -> Choice {
    let (label, line) = match &core.options().mail {
        Some(installed) => (
            t(locale, "mail-route-installation"),
            t_args(locale, "mail-route-installation-line", &[("from", installed.from.as_str().into())]),
        ),
        None => (t(locale, "mail-route-none"), t(locale, "mail-route-none-line")),
    };
    Choice::new("route", t(locale, "mail-route"))
        .explained("none", label, line, Ticked::from(!draft.is_own))
        .explained(
            "own",
            t(locale, "mail-route-own"),
            t(locale, "mail-route-own-line"),
            Ticked::from(draft.is_own),
        )
        .error(draft.fault("route"))
        .stacked()
}

fn server(locale: Locale, core: &Core, draft: &Draft) -> Markup {
    let server = &draft.server;
    let host = Field::text("host", t(locale, "mail-host"))
        .value(server.host.as_str())
        .hint(t(locale, "mail-host-hint"))
        .error(draft.fault("host"));
    let port = Field::text("port", t(locale, "mail-port"))
        .value(server.port.as_str())
        .hint(t(locale, "mail-port-hint"))
        .width(Width::Short)
        .error(draft.fault("port"));
    // A way without TLS is offered where this machine may be called, that is for tests.
    let offered = Security::ALL
        .into_iter()
        .filter(|security| *security != Security::None || core.options().calls == Private::Allowed);
    let security = Select::new("security", t(locale, "mail-security"))
        .hint(t(locale, "mail-security-hint"))
        .error(draft.fault("security"));
    let security = offered.fold(security, |select, security| {
        let label = t(locale, &format!("mail-security-{}", security.name()));
        select.option(security.name(), label, Ticked::from(server.security == security.name()))
    });
    let password = if draft.has_password { "mail-password-kept" } else { "mail-password-hint" };
    html! {
        (field_pair(host, port))
        (security)
        (field_grid(html! {
            (Field::text("user", t(locale, "mail-user")).value(server.user.as_str()).autocomplete("off")
                .hint(t(locale, "mail-user-hint")).error(draft.fault("user")))
            (Field::password("password", t(locale, "mail-password")).autocomplete("new-password")
                .hint(t(locale, password)).error(draft.fault("password")))
        }))
        (Field::email("from", t(locale, "mail-from")).value(server.from.as_str())
            .hint(t(locale, "mail-from-hint")).error(draft.fault("from")))
    }
}

/// Who the letters of a portal come from.
fn sender(locale: Locale, draft: &Draft, portal: &Portal, at: usize) -> Markup {
    let sender = draft.sender(portal.id.as_str());
    let named = |field: &str| format!("{field}-{at}");
    let (name, reply_to, from, title) = (named("name"), named("reply_to"), named("from"), named("portal"));
    html! {
        div.mail-sender role="group" aria-labelledby=(title) {
            h3 id=(title) { (portal.name()) }
            (hidden("portal", portal.id.as_str()))
            (field_grid(html! {
                (Field::text(name.as_str(), t(locale, "mail-sender-name")).value(sender.name)
                    .hint(t(locale, "mail-sender-name-hint")).error(draft.fault(&name)))
                (Field::email(reply_to.as_str(), t(locale, "mail-reply-to")).value(sender.reply_to)
                    .hint(t(locale, "mail-reply-to-hint")).error(draft.fault(&reply_to)))
            }))
            (Field::email(from.as_str(), t(locale, "mail-sender-from")).value(sender.from)
                .hint(t(locale, "mail-sender-from-hint")).error(draft.fault(&from)))
        }
    }
}

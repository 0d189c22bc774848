//! What surrounds every page of the console: places, search, and who is signed in.

use maud::Markup;
use portico_core::users::{UserStanding, count_standing};
use portico_core::{Caller, Refusal, tenants};
use portico_db::Tx;
use portico_kit::Locale;

use super::address::Address;
use crate::design::components::form::Form;
use crate::design::components::menu::{menu_link, menu_press};
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::{ConsoleShell, NavGroup, NavItem, SchemeChoice, ShellUser};
use crate::design::words::t;

/// A place of the side navigation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Portals,
    Users,
    Invitations,
    Records,
    Schemas,
    Designs,
    Mail,
    Mailbox,
    Permissions,
    Explain,
    Activity,
    /// A page that no entry leads to, such as search.
    Elsewhere,
}

/// What the shell says about the organisation and the person.
pub(super) struct Facts {
    organisation: String,
    person: String,
    waiting: i64,
}

impl Facts {
    /// Reads them beside the page itself.
    pub(super) fn read(tx: &mut Tx<'_>, caller: &Caller) -> Result<Self, Refusal> {
        let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
        let waiting = count_standing(tx, caller, UserStanding::Waiting)?;
        Ok(Self { organisation: tenant.name, person: caller.actor.name.clone(), waiting })
    }
}

/// The shell of a page at this place.
pub(super) fn shell(
    locale: Locale,
    scheme: SchemeChoice,
    place: Place,
    here: &Address,
    facts: &Facts,
) -> ConsoleShell {
    let mut shell = ConsoleShell::new(locale, &facts.organisation);
    shell.scheme = scheme;
    shell.search = Some("/admin/search".to_owned());
    shell.user = Some(ShellUser { name: facts.person.clone(), menu: person_menu(locale, scheme, here) });
    shell.role = Some(t(locale, "console-role").into_owned());
    shell.groups = groups(locale, place, facts.waiting);
    shell
}

fn groups(locale: Locale, here: Place, waiting: i64) -> Vec<NavGroup> {
    let item = |place: Place, icon: Icon, key: &str, href: &str| {
        NavItem::new(icon, t(locale, key), href).current(place == here)
    };
    let mut users = item(Place::Users, Icon::Users, "console-users", "/admin/users");
    if waiting > 0 {
        users = users.count(format::integer(locale, waiting));
    }
    let group = |title: Option<&str>, items: Vec<NavItem>| NavGroup {
        title: title.map(|key| t(locale, key).into_owned()),
        items,
    };
    vec![
        group(
            None,
            vec![
                item(Place::Portals, Icon::LayoutTemplate, "console-portals", "/admin"),
                users,
                item(Place::Invitations, Icon::Send, "console-invitations", "/admin/invitations"),
            ],
        ),
        group(
            Some("console-group-data"),
            vec![
                item(Place::Records, Icon::Table2, "console-records", "/admin/records"),
                item(Place::Schemas, Icon::Braces, "console-schemas", "/admin/schemas"),
                item(Place::Activity, Icon::History, "console-activity", "/admin/activity"),
            ],
        ),
        group(
            Some("console-group-look"),
            vec![
                item(Place::Designs, Icon::Palette, "console-designs", "/admin/designs"),
                item(Place::Mail, Icon::Send, "console-mail", "/admin/mail"),
                item(Place::Mailbox, Icon::Inbox, "console-mailbox", "/admin/mailbox"),
            ],
        ),
        group(
            Some("console-group-rules"),
            vec![
                item(Place::Permissions, Icon::ShieldCheck, "console-permissions", "/admin/permissions"),
                item(Place::Explain, Icon::ShieldQuestionMark, "console-explain", "/admin/explain"),
            ],
        ),
    ]
}

fn person_menu(locale: Locale, scheme: SchemeChoice, here: &Address) -> Vec<Markup> {
    let (language, name) = match locale {
        Locale::De => ("en", "English"),
        Locale::En => ("de", "Deutsch"),
    };
    let schemes = [
        (SchemeChoice::Light, Icon::Sun, "light", "console-scheme-light"),
        (SchemeChoice::Dark, Icon::Moon, "dark", "console-scheme-dark"),
        (SchemeChoice::Device, Icon::Monitor, "device", "console-scheme-device"),
    ];
    let others = schemes.into_iter().filter(|(choice, ..)| *choice != scheme);
    let links = others.map(|(_, icon, value, key)| {
        menu_link(icon, t(locale, key), here.clone().with("scheme", value).href())
    });
    let tongue = menu_link(Icon::Languages, name, here.clone().with("lang", language).href());
    let leave = menu_press(Icon::LogOut, &t(locale, "sign-out"), Form::post("/admin/sign-out"));
    std::iter::once(tongue).chain(links).chain([leave]).collect()
}

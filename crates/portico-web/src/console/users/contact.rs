//! Which contact a portal user is: found by words, mapped in one press.

use maud::{Markup, Render, html};
use portico_core::entities::{Found, Search, Seen, search};
use portico_core::users::UserRow;
use portico_core::{Caller, Core, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::super::values::{plain, record_address, title_of};
use super::likely::Entered;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::row_list::{Row, RowList};
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{t, t_args};

/// How many contacts are offered.
const OFFERED: i64 = 12;
/// What tells one contact from another.
const TELLING: [&str; 4] = ["customer_number", "partner_number", "email", "address"];

pub(super) fn page(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    locale: Locale,
    (user, q): (&UserRow, Option<&str>),
) -> Result<ConsolePage, Refusal> {
    let entered = match (q, &user.contact) {
        (None, None) => Some(Entered::read(tx, core, caller, user)?),
        _ => None,
    };
    let wanted = q.map(str::trim).filter(|q| !q.is_empty()).unwrap_or(&user.title);
    let found =
        if caller.catalogue.find("contact").is_some() { look(tx, caller, wanted)? } else { Found::default() };
    let address = super::address(user.id.as_str()).href();
    let title = t_args(locale, "console-contact-choose", &[("user", user.title.clone().into())]).into_owned();
    let content = html! {
        (Heading::new(title.clone()).line(t_args(locale, "console-contact-choose-line", &[("email", user.email.clone().into())])))
        @if let Some(entered) = &entered {
            (stack(entered.show(caller, locale, user)))
            h2 { (t(locale, "console-likely-search")) }
        }
        (FilterBar::new(locale, format!("{address}/contact")).search("q", t(locale, "console-contact-search"), wanted).live())
        div id="results" {
            @if found.records.is_empty() {
                (EmptyState::new(t(locale, "console-contact-none")).text(t(locale, "console-contact-none-line"))
                    .actions(Button::go(t(locale, "console-contact-new"), "/admin/records/contact/new").render()))
            } @else { (offers(caller, locale, user, &found)) }
        }
    };
    Ok(ConsolePage {
        title,
        crumbs: vec![
            (t(locale, "console-users").into_owned(), "/admin/users".to_owned()),
            (user.title.clone(), address),
        ],
        here: t(locale, "console-contact-map").into_owned(),
        actions: None,
        content,
    })
}

fn look(tx: &mut Tx<'_>, caller: &Caller, wanted: &str) -> Result<Found, Refusal> {
    let asked = Search {
        schemas: vec!["contact".to_owned()],
        q: Some(wanted.to_owned()),
        size: OFFERED,
        ..Search::default()
    };
    search(tx, caller, &asked)
}

fn offers(caller: &Caller, locale: Locale, user: &UserRow, found: &Found) -> Markup {
    let rows =
        found.records.iter().fold(RowList::new(), |list, seen| list.row(offer(caller, locale, user, seen)));
    html! { section.card.flush { (rows) } }
}

fn offer(caller: &Caller, locale: Locale, user: &UserRow, seen: &Seen) -> Row {
    let doc = seen.to_value();
    let kind = caller.catalogue.find("contact");
    let facts: Vec<String> = TELLING
        .iter()
        .map(|name| {
            plain(locale, kind.and_then(|kind| kind.attribute(name)), doc.get(*name).unwrap_or(&Value::Null))
        })
        .filter(|text| !text.is_empty())
        .collect();
    let own = user.contact.as_ref().is_some_and(|(id, _)| *id == seen.id);
    let form = Form::post(super::address(user.id.as_str()).href() + "/contact")
        .inline()
        .hidden("contact", seen.id.as_str());
    let press = match own {
        true => html! { span.quiet { (t(locale, "console-contact-own")) } },
        false => form.buttons(Button::submit(t(locale, "console-contact-press")).small().render()).render(),
    };
    Row::new(title_of(&doc), record_address("contact", seen.id.as_str()).href())
        .icon(Icon::CircleUser, Tone::Neutral)
        .facts(facts.join(" · "))
        .actions(press)
}

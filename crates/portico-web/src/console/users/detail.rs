//! One portal user: whether it may sign in, which contact it is, and its sign-ins.

use maud::{Markup, Render, html};
use portico_core::sign_in::{SessionRow, sessions_of};
use portico_core::users::{UserRow, UserStanding};
use portico_core::{Caller, Core, Refusal, entities};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::super::address::Address;
use super::super::portals::name_of;
use super::super::values::{plain, record_address};
use super::super::words::moment;
use super::status::{self, status_tag};
use crate::design::components::Tone;
use crate::design::components::button::{Button, buttons};
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

pub(super) fn page(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    locale: Locale,
    user: &UserRow,
) -> Result<ConsolePage, Refusal> {
    let record = entities::view(tx, caller, "portal_user", &user.id)?.to_value();
    let portal = name_of(tx, &user.portal_id)?;
    let sessions = sessions_of(tx, core, caller, &user.id)?;
    let standing = user.standing(caller.now);
    let factor = super::factor::card(tx, caller, locale, user)?;
    let (refused, letters) = super::letters::of(tx, caller, locale, user)?;
    let explain = Address::of("/admin/explain").and("user", user.id.as_str());
    let side = html! { (glance(caller, locale, user, &record, &portal)) (whys(locale, user, &explain)) };
    let content = html! {
        (Heading::new(&user.title).person(&user.title).line(html! { (user.email) " · " (portal) })
            .aside(status_tag(locale, standing)))
        (refused)
        (wide_narrow(html! {
            (access(locale, user, standing))
            (contact(locale, user))
            (factor)
            (sign_ins(caller, locale, user, &sessions))
            (letters)
        }, side))
    };
    Ok(ConsolePage {
        title: user.title.clone(),
        crumbs: vec![(t(locale, "console-users").into_owned(), "/admin/users".to_owned())],
        here: user.title.clone(),
        actions: Some(html! {
            @if super::act::is_possible(standing) {
                (Button::go(t(locale, "console-act"), super::address(user.id.as_str()).href() + "/act").icon(Icon::Eye))
            }
            (Button::go(t(locale, "console-explain-user"), explain.href()).icon(Icon::ShieldQuestionMark))
            (Button::go(t(locale, "console-open-record"), record_address("portal_user", user.id.as_str()).href()).icon(Icon::Table2))
        }),
        content,
    })
}

/// Whether the user may sign in, and the press that changes it.
fn access(locale: Locale, user: &UserRow, standing: UserStanding) -> Card {
    let (value, key) =
        if user.access { ("off", "console-access-off-press") } else { ("on", "console-access-on-press") };
    let press = match user.access {
        true => Button::submit(t(locale, key)),
        false => Button::submit(t(locale, key)).primary(),
    };
    let form =
        Form::post(super::address(user.id.as_str()).href() + "/access").hidden("access", value).inline();
    let line = t(locale, &format!("console-user-{}-line", status::word(standing)));
    Card::new(t(locale, "console-access")).aside(status_tag(locale, standing).render()).body(html! {
        p { (line) }
        p.small { (t(locale, if user.access { "console-access-off-hint" } else { "console-access-on-hint" })) }
        (form.buttons(press.small().render()))
    })
}

fn contact(locale: Locale, user: &UserRow) -> Card {
    let address = super::address(user.id.as_str()).href() + "/contact";
    let card = Card::new(t(locale, "console-contact"));
    match &user.contact {
        Some((id, title)) => card.body(html! {
            p { (Link::to(title, record_address("contact", id.as_str()).href()).strong()) }
            p.small { (t(locale, "console-contact-line")) }
            (buttons(html! {
                (Button::go(t(locale, "console-contact-other"), address.clone()).small())
                (Form::post(address).inline().hidden("contact", "").buttons(
                    Button::submit(t(locale, "console-contact-unmap")).small().render()))
            }))
        }),
        None => card.aside(Tag::new(Tone::Warn, t(locale, "console-no-contact")).render()).body(html! {
            p { (t(locale, "console-contact-missing")) }
            (buttons(html! { (Button::go(t(locale, "console-contact-map"), address).small().primary()) }))
        }),
    }
}

fn sign_ins(caller: &Caller, locale: Locale, user: &UserRow, sessions: &[SessionRow]) -> Card {
    let live = sessions.iter().any(|session| session.is_live(caller.now));
    let card = Card::new(t(locale, "console-sign-ins")).flush();
    if sessions.is_empty() {
        return card.body(html! { p.card-pad.quiet { (t(locale, "console-sign-ins-none")) } });
    }
    let row = |session: &SessionRow| {
        let state = match (session.revoked_at, session.is_live(caller.now)) {
            (Some(at), _) => {
                html! { (Tag::new(Tone::Neutral, t(locale, "console-session-ended"))) " " span.quiet { (moment(locale, at)) } }
            }
            (None, true) => Tag::new(Tone::Good, t(locale, "console-session-live")).render(),
            (None, false) => Tag::new(Tone::Neutral, t(locale, "console-session-over")).render(),
        };
        TableRow::new()
            .cell(moment(locale, session.created_at))
            .cell(state)
            .cell(moment(locale, session.last_used_at))
            .cell(moment(locale, session.rests_until.min(session.ends_at)))
            .cell(moment(locale, session.ends_at))
    };
    let table = Table::new(locale, t(locale, "console-sign-ins"))
        .column(Column::Title, t(locale, "console-session-from"))
        .column(Column::Status, t(locale, "console-user-status"))
        .column(Column::Fact, t(locale, "console-session-used"))
        .column(Column::Fact, t(locale, "console-session-rests"))
        .column(Column::Fact, t(locale, "console-session-until"))
        .rows(sessions.iter().map(row));
    let end = super::address(user.id.as_str()).href() + "/sessions/end";
    let form =
        Form::post(end).inline().buttons(Button::submit(t(locale, "console-sessions-end")).small().render());
    match live {
        true => card.aside(form.render()).body(table),
        false => card.body(table),
    }
}

fn glance(caller: &Caller, locale: Locale, user: &UserRow, record: &Value, portal: &str) -> Markup {
    let kind = caller.catalogue.find("portal_user");
    let said = |name: &str| {
        let attribute = kind.and_then(|kind| kind.attribute(name));
        plain(locale, attribute, record.get(name).unwrap_or(&Value::Null))
    };
    let last =
        user.last_login_at.map_or_else(|| t(locale, "console-never").into_owned(), |at| moment(locale, at));
    let mut list = SummaryList::new()
        .narrow()
        .row(t(locale, "console-email"), &user.email)
        .row(
            t(locale, "console-portal"),
            Link::to(portal, format!("/admin/portals/{}", user.portal_id)).render(),
        )
        .row(t(locale, "console-registration"), said("registration_status"))
        .row(t(locale, "console-last-sign-in"), last);
    if let Some(end) = user.expires_at {
        list = list.row(t(locale, "console-access-until"), moment(locale, end));
    }
    let language = said("preferred_language");
    if !language.is_empty() {
        list = list.row(t(locale, "console-language"), language);
    }
    Card::new(t(locale, "console-glance")).body(list).render()
}

/// Questions about this user that are answered in one press.
fn whys(locale: Locale, user: &UserRow, explain: &Address) -> Card {
    let own = explain.clone().and("schema", "portal_user").and("record", user.id.as_str());
    let mut list = IconList::new().roomy();
    if let Some((id, title)) = &user.contact {
        let to = explain.clone().and("schema", "contact").and("record", id.as_str()).href();
        let said = t_args(locale, "console-why-contact", &[("contact", title.clone().into())]);
        list = list.link(Icon::ShieldQuestionMark, said, to);
    }
    let list = list.link(Icon::ShieldQuestionMark, t(locale, "console-why-own"), own.href()).link(
        Icon::ShieldQuestionMark,
        t(locale, "console-why-any"),
        explain.href(),
    );
    Card::new(t(locale, "console-explain")).body(list)
}

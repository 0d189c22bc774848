//! The account at a glance: what it is called, how one signs in, and where.

use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::authenticators::{self, SecondFactor, Standing};
use portico_core::passkeys::are_taken;
use portico_core::sign_in::{ActedFor, OwnSession, acted_for, own_sessions};
use portico_core::{Caller, Refusal, entities, own_account};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale};

use super::super::refused;
use super::super::visit::Visit;
use super::{APP, HERE, PASSKEYS, Told, acted, devices, page, passkeys};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::note::Note;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::tag::Tag;
use crate::design::words::{has, t};
use crate::portal::address;
use crate::portal::person::Person;

/// How many times that somebody acted for the owner are told.
const ACTED_SHOWN: i64 = 5;

/// What the account is, as its owner sees it.
struct Account {
    person: Person,
    contact: Option<Contact>,
    sessions: Vec<OwnSession>,
    second_factor: SecondFactor,
    takes_passkeys: bool,
    has_password: bool,
    standing: Standing,
    may_leave: bool,
    acted: Vec<ActedFor>,
    now: Instant,
}

/// The name of the mapped contact, and whether its owner may change it.
struct Contact {
    id: EntityId,
    name: String,
    may_change: bool,
}

/// The page.
pub(super) async fn show(visit: Visit) -> Response {
    let Some(claims) = visit.visitor.portal_claims() else {
        return refused::answer(&visit, Refusal::unauthenticated()).await;
    };
    let read = visit.read_pending(move |tx, caller| {
        Ok(Account {
            person: Person::read(tx, caller)?,
            contact: Contact::read(tx, caller)?,
            second_factor: caller
                .setup
                .as_ref()
                .map_or(SecondFactor::Off, |setup| SecondFactor::of(&setup.portal)),
            takes_passkeys: caller.setup.as_ref().is_some_and(|setup| are_taken(&setup.portal)),
            has_password: authenticators::has_password(tx, caller)?,
            standing: authenticators::standing(tx, caller)?,
            sessions: own_sessions(tx, caller, &claims.session)?,
            may_leave: own_account::is_self_managed(caller),
            acted: acted_for(tx, caller, ACTED_SHOWN)?,
            now: caller.now,
        })
    });
    match read.await {
        Ok(account) => {
            let done = visit.asked.query.text("done").unwrap_or_default().to_owned();
            page(&visit, |l, _| told(l, &account, &done)).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

impl Contact {
    fn read(tx: &mut Tx<'_>, caller: &Caller) -> Result<Option<Self>, Refusal> {
        let Some(id) = caller.contact().cloned() else { return Ok(None) };
        let doc = match entities::view(tx, caller, "contact", &id) {
            Ok(seen) => seen.to_value(),
            Err(Refusal::NotFound) => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        let word = |key: &str| doc.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
        let name = format!("{} {}", word("first_name"), word("last_name")).trim().to_owned();
        let may = entities::may_change(tx, caller, "contact", &id, &["first_name", "last_name"])?;
        let may_change = !may.is_empty() && may.iter().all(|may| *may);
        Ok(Some(Self { id, name, may_change }))
    }
}

fn told(l: Locale, account: &Account, done: &str) -> Told {
    let content = html! {
        div.narrow-page { div.stack {
            @if let Some(note) = result(l, done) { (note) }
            (about(l, account))
            (ways(l, account))
            (devices::card(l, &account.sessions, account.now))
            @if !account.acted.is_empty() { (acted::card(l, &account.acted, account.now)) }
            @if account.may_leave { (leaving(l)) }
        } }
    };
    Told::new(t(l, "security-title"), content).line(t(l, "security-line"))
}

/// What was just done.
fn result(l: Locale, done: &str) -> Option<Markup> {
    let key = format!("security-done-{done}");
    let is_known = !done.is_empty() && done.chars().all(|c| c.is_ascii_lowercase() || c == '-') && has(&key);
    is_known.then(|| Note::new(Tone::Good).title(t(l, &key)).result().render())
}

fn about(l: Locale, account: &Account) -> Card {
    let change = t(l, "security-change").into_owned();
    let language = account.person.language.unwrap_or(l);
    let mut list = SummaryList::new();
    list = match &account.contact {
        Some(contact) if contact.may_change => list.row_with(
            t(l, "security-name"),
            contact.name.as_str(),
            change.as_str(),
            change_name(&contact.id),
        ),
        Some(contact) if !contact.name.is_empty() => list.row(t(l, "security-name"), contact.name.as_str()),
        _ => list,
    };
    let email = account.person.email.as_str();
    let list = list.row_with(t(l, "portal-email"), email, change.as_str(), "/security/email").row_with(
        t(l, "security-language"),
        t(l, &format!("security-language-{}", language.code())),
        change,
        "/security/language",
    );
    Card::new(t(l, "security-about")).body(list)
}

fn change_name(contact: &EntityId) -> String {
    let path = format!("/change/contact/{}", address::encoded(contact.as_str()));
    address::with_query(&path, [("names", "first_name,last_name"), ("back", HERE)])
}

fn ways(l: Locale, account: &Account) -> Card {
    let change = t(l, "security-change").into_owned();
    let mut list = SummaryList::new().row_with(
        t(l, "portal-password"),
        if account.has_password { "••••••••".into() } else { t(l, "security-password-none") },
        change.as_str(),
        "/security/password",
    );
    let label = t(l, "security-app");
    if account.second_factor != SecondFactor::Off {
        list = match account.standing.app_since {
            Some(_) => {
                list.row_with(label, Tag::new(Tone::Good, t(l, "security-app-on")), change.as_str(), APP)
            }
            None => list.row_with(label, t(l, "security-app-none"), t(l, "security-app-add"), APP),
        };
    }
    let count = account.standing.passkeys;
    if account.takes_passkeys || count > 0 {
        let way = if count == 0 { t(l, "security-app-add").into_owned() } else { change };
        list = list.row_with(t(l, "passkeys"), passkeys::summary(l, count), way, PASSKEYS);
    }
    Card::new(t(l, "security-ways")).body(list)
}

fn leaving(l: Locale) -> Card {
    Card::new(t(l, "security-leave")).body(html! {
        p { (t(l, "security-leave-line")) }
        div.buttons { (Button::go(t(l, "security-leave-go"), "/security/leave").small()) }
    })
}

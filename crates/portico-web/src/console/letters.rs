//! Letters of a portal: which there are and when each is sent, its words in each language, how it arrives, and a test.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use portico_core::letters::{Kind, send_test};
use portico_core::portals::Portal;
use portico_core::{Caller, Core, Refusal, staff};
use portico_db::Tx;
use portico_http::App;
use portico_kit::{EmailAddress, Locale, PortalId};

use super::address::Address;
use super::answers::Answers;
use super::desk::Desk;
use super::portals::address;
use super::shell::Place;
use super::typed::Trouble;

mod draft;
mod editor;
mod faults;
mod help;
mod list;
mod preview;
mod reset;
mod sheet;

use draft::Draft;

/// A kind of letter in an address.
type Where = Path<(PortalId, String)>;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/portals/{id}/letters", get(show_kinds))
        .route("/admin/portals/{id}/letters/{kind}", get(show_editor).post(save))
        .route(
            "/admin/portals/{id}/letters/{kind}/preview",
            get(preview::show_stored).post(preview::show_typed),
        )
        .route("/admin/portals/{id}/letters/{kind}/standard", get(reset::ask).post(reset::give_back))
}

/// One letter of a portal in one language.
#[derive(Clone, Debug)]
struct At {
    portal: PortalId,
    kind: Kind,
    locale: Locale,
}

impl At {
    /// The letter of an address; its language is the page's own where the address names none.
    fn of(desk: &Desk, portal: PortalId, kind: &str) -> Result<Self, Refusal> {
        let kind = Kind::parse(kind).ok_or(Refusal::NotFound)?;
        let locale = desk.query().text("language").and_then(Locale::parse).unwrap_or(desk.locale);
        Ok(Self { portal, kind, locale })
    }

    /// Where it is edited.
    fn address(&self) -> Address {
        self.part("").and("language", self.locale.code())
    }

    /// Where a part of it is, without its language.
    fn part(&self, part: &str) -> Address {
        Address::of(format!("{}/letters/{}{part}", address(&self.portal).href(), self.kind.name()))
    }

    fn portal(&self, tx: &mut Tx<'_>) -> Result<Portal, Refusal> {
        super::portals::find(tx, &self.portal)
    }
}

async fn show_kinds(desk: Desk, Path(id): Path<PortalId>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Portals, move |tx, caller| {
        let portal = super::portals::find(tx, &id)?;
        list::page(tx, caller, locale, &portal)
    })
    .await
}

async fn show_editor(desk: Desk, Path((portal, kind)): Where) -> Response {
    let at = match At::of(&desk, portal, &kind) {
        Ok(at) => at,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Portals, move |tx, caller| {
        let draft = Draft::of_query(tx, caller, &at, &query)?;
        editor::page(tx, caller, locale, &at, &draft)
    })
    .await
}

async fn save(desk: Desk, Path((portal, kind)): Where, answers: Answers) -> Response {
    let at = match At::of(&desk, portal, &kind) {
        Ok(at) => at,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let draft = Draft::of_answers(&answers);
    let is_test = answers.text("then") == "test";
    let (wanted, own, core) = (draft.clone(), at.clone(), desk.core());
    let done = desk.change(move |tx, caller| match is_test {
        true => test(tx, caller, &core, &own, &wanted).map(Some),
        false => wanted.save(tx, caller, &core, &own).map(|()| None),
    });
    match done.await.map_err(Trouble::of) {
        Ok(None) => desk.go(at.address(), "letter-saved"),
        Ok(Some(to)) => again(&desk, StatusCode::OK, at, draft.sent(&to)).await,
        Err(Ok(trouble)) => {
            again(&desk, StatusCode::UNPROCESSABLE_ENTITY, at, draft.refused(desk.locale, trouble)).await
        }
        Err(Err(refusal)) => desk.refuse(refusal).await,
    }
}

/// Sends the letter as it is typed to whoever types it; nothing is kept.
fn test(
    tx: &mut Tx<'_>,
    caller: &Caller,
    core: &Core,
    at: &At,
    draft: &Draft,
) -> Result<EmailAddress, Refusal> {
    let portal = at.portal(tx)?;
    draft.check(tx, caller, core, at, &portal)?;
    let to = staff::address_of(tx, caller)?.ok_or(Refusal::NotFound)?;
    let reader = draft.reader(tx, caller, core, at)?;
    send_test(tx, core, &portal, (at.kind, &draft.source, &reader), &to)?;
    Ok(to)
}

async fn again(desk: &Desk, status: StatusCode, at: At, draft: Draft) -> Response {
    let locale = desk.locale;
    desk.show_as(status, Place::Portals, move |tx, caller| {
        let draft = draft.clone().beside(tx, caller, &at)?;
        editor::page(tx, caller, locale, &at, &draft)
    })
    .await
}

/// The settings of letters.
#[cfg(test)]
pub(super) fn settings_with_words(tell: &mut dyn FnMut(&str, &[crate::portal::blocks::settings::Setting])) {
    editor::settings_with_words(tell);
}

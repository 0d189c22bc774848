//! A letter as it arrives, for the frame of its editor: foreign words that may show, and run and fetch nothing.

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, header};
use portico_core::Refusal;
use portico_core::letters::{Letter, sample};
use portico_http::Query;

use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::mailbox::STRANGER;
use super::draft::Draft;
use super::sheet::{self, Sheet};
use super::{At, Where};
use crate::portal::{assets, look};

pub(super) async fn show_stored(desk: Desk, path: Where) -> Response {
    let query = desk.query().clone();
    show(desk, path, query).await
}

pub(super) async fn show_typed(desk: Desk, path: Where, answers: Answers) -> Response {
    show(desk, path, answers.query().clone()).await
}

async fn show(desk: Desk, Path((portal, kind)): Where, query: Query) -> Response {
    let (core, locale, asked) = (desk.core(), desk.locale, query.clone());
    let at = match At::of(&desk, portal, &kind) {
        Ok(at) => at,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let own = at.clone();
    let read = desk.read(move |tx, caller| {
        let draft = Draft::of_query(tx, caller, &own, &asked)?;
        let portal = own.portal(tx)?;
        let reader = draft.reader(tx, caller, &core, &own)?;
        match sample(tx, &core, &portal, own.kind, &draft.source, &reader) {
            Err(Refusal::Invalid { field, message }) => Ok(Err((field.unwrap_or_default(), message))),
            other => other.map(Ok),
        }
    });
    let sheet = Sheet { locale, at: &at, query: &query };
    match read.await {
        Ok(Ok(letter)) => framed(sheet.letter(&with_picture(&desk, &at, letter).await)),
        Ok(Err((field, message))) => framed(sheet.fault(&field, &message)),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn framed(html: String) -> Response {
    let policy = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(STRANGER))];
    (policy, Html(html)).into_response()
}

/// The letter with its logo inside: the frame fetches nothing, not even from here.
async fn with_picture(desk: &Desk, at: &At, letter: Letter) -> Letter {
    let Some((address, name)) = sheet::picture(&letter.html) else { return letter };
    let (core, portal) = (desk.core(), at.portal.clone());
    let found = desk.read(move |tx, _| {
        let setup = core.setup(tx, &portal)?;
        let found = look::find_picture(&setup, &name).ok_or(Refusal::NotFound)?;
        Ok((found.0.to_owned(), found.1.to_owned()))
    });
    let Ok((key, file)) = found.await else { return letter };
    match (assets::kind_of(&file), desk.visitor.app.files.read(&key).await) {
        (Some(kind), Ok(bytes)) => {
            let data = format!("data:{kind};base64,{}", STANDARD.encode(bytes));
            Letter { html: letter.html.replace(&address, &data), ..letter }
        }
        _ => letter,
    }
}

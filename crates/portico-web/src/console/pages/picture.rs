//! The picture of a block: handed in where the block is set up, looked at, and taken off again.

use axum::extract::{Multipart, Path};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::pages::{Block, arrange};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::{Value, json};

use super::super::desk::Desk;
use super::super::pictures;
use super::super::shell::Place;
use super::super::typed::{Trouble, put};
use super::at::At;
use super::block;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::Fault;
use crate::design::components::file_field::FileField;
use crate::design::components::form::Form;
use crate::design::words::t;
use crate::portal::look::picture_href;

/// The blocks that show a picture of their own.
const SHOWN_BY: [&str; 2] = ["image", "teaser"];
/// The largest picture, in bytes: pages stay quick on phones.
const LARGEST: usize = 1_500_000;
/// The field with the picture.
const FIELD: &str = "picture";

/// The card with the picture of a block; none for a block that shows none.
pub(super) fn card(locale: Locale, at: &At, block: &Block, faults: &[Fault]) -> Option<Markup> {
    if !SHOWN_BY.contains(&block.kind.as_str()) {
        return None;
    }
    let here = format!("{}/picture", at.block(&block.id));
    let own = picture_href(block.content());
    let wrong = faults.iter().find(|fault| fault.field == FIELD).map(|fault| fault.message.as_str());
    let field =
        FileField::new(locale, FIELD, t(locale, "block-picture-choose"), t(locale, "block-picture-limit"))
            .accept(pictures::KINDS.join(","))
            .error(wrong);
    let body = html! {
        @if let Some(own) = &own {
            p { img.block-picture src={ "/admin/portals/" (at.portal) (own) } alt=(t(locale, "block-picture-worn")); }
        }
        (Form::post(here.clone()).with_files().fields(field).buttons(Button::submit(t(locale, "block-picture-press"))))
        @if own.is_some() {
            (Form::post(format!("{here}/remove")).inline().buttons(Button::submit(t(locale, "block-picture-remove")).quiet().small()))
        }
    };
    Some(Card::new(t(locale, "block-picture")).body(body).render())
}

pub(super) async fn upload(
    desk: Desk,
    Path((portal, page, id)): Path<(PortalId, String, String)>,
    parts: Multipart,
) -> Response {
    let at = At { portal, page };
    match take(&desk, &at, &id, parts).await.map_err(Trouble::of) {
        Ok(()) => desk.go_to_part(at.address(), "picture-saved", &format!("block-{id}")),
        Err(Ok(trouble)) => {
            let locale = desk.locale;
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                block::form_page(tx, caller, locale, &at, &id, None, Some(&trouble))
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Portals, page).await
        }
        Err(Err(refusal)) => desk.refuse(refusal).await,
    }
}

async fn take(desk: &Desk, at: &At, id: &str, parts: Multipart) -> Result<(), Refusal> {
    desk.visitor.check_same_site()?;
    // Whoever is not signed in, or names no block, is told so before anything is read.
    let (own, block) = (at.clone(), id.to_owned());
    let tenant = desk.read(move |tx, _| {
        let standing = own.read(tx)?;
        let found = standing.blocks.iter().find(|one| one.id == block).ok_or(Refusal::NotFound)?;
        let shows = SHOWN_BY.contains(&found.kind.as_str());
        if shows { Ok(tx.tenant().as_str().to_owned()) } else { Err(Refusal::NotFound) }
    });
    let tenant = tenant.await?;
    let (name, bytes) = pictures::received(desk.locale, (FIELD, "block-picture", LARGEST), parts).await?;
    let kept = desk.visitor.app.files.put(&tenant, &bytes).await;
    let key = kept.map_err(|error| Refusal::Fault(error.to_string()))?;
    set(desk, at, id, (name.into(), json!({ "key": key }))).await
}

/// Takes the picture off a block.
pub(super) async fn remove(
    desk: Desk,
    Path((portal, page, id)): Path<(PortalId, String, String)>,
) -> Response {
    let at = At { portal, page };
    match set(&desk, &at, &id, (Value::Null, Value::Null)).await {
        Ok(()) => desk.go_to_part(at.address(), "picture-removed", &format!("block-{id}")),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn set(desk: &Desk, at: &At, id: &str, (name, place): (Value, Value)) -> Result<(), Refusal> {
    let (at, id) = (at.clone(), id.to_owned());
    let changed = desk.change(move |tx, caller| {
        let ground = at.ground(tx)?;
        arrange::arrange(tx, &ground, caller.now, &caller.random, |all| {
            let mut props = block::props_of(&all.find(&id)?);
            put(&mut props, "content.image", name.clone());
            put(&mut props, "content.s3ref", place.clone());
            all.set(&id, props)
        })
    });
    changed.await.map(|_| ())
}

//! Logos of a design: uploaded for light and dark pages, looked at before they are taken, and taken off again.

use axum::extract::{Multipart, Path};
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::{Caller, Refusal, designs};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{DesignId, Locale};
use serde_json::{Value, json};

use super::super::desk::Desk;
use super::super::pictures;
use super::super::shell::Place;
use super::super::typed::{Trouble, put};
use super::editor::{self, Draft};
use super::{address, files};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::file_field::FileField;
use crate::design::components::form::Form;
use crate::design::words::t;

/// The logos of a design: for light pages, and for dark ones when it has another.
const LOGOS: [&str; 2] = ["main", "dark"];
/// The largest logo, in bytes.
const LARGEST: usize = 500_000;

/// The card with both logos.
pub(super) fn card(locale: Locale, id: &DesignId, design: &Value, draft: &Draft) -> Markup {
    let one = |which: &str| {
        let here = format!("{}/logo/{which}", address(id.as_str()).href());
        let name = format!("logo-{which}");
        let field = FileField::new(
            locale,
            &name,
            t(locale, &format!("design-{name}")),
            t(locale, "design-logo-limit"),
        )
        .accept(pictures::KINDS.join(","))
        .error(draft.fault(&name));
        let worn = files::logo_of(design, which).is_some();
        html! {
            div.logo-choice {
                @if worn { img.logo-worn.on-dark[which == "dark"] src={ (here) } alt="" height="48"; }
                (Form::post(here.clone()).with_files().fields(field).buttons(Button::submit(t(locale, "design-logo-press")).small()))
                @if worn {
                    (Form::post(format!("{here}/remove")).inline().buttons(Button::submit(t(locale, "design-logo-remove")).quiet().small().render()))
                }
            }
        }
    };
    Card::new(t(locale, "design-logo")).body(html! { @for which in LOGOS { (one(which)) } }).render()
}

fn known(which: &str) -> Result<&'static str, Refusal> {
    LOGOS.into_iter().find(|own| *own == which).ok_or(Refusal::NotFound)
}

pub(super) async fn upload(
    desk: Desk,
    Path((id, which)): Path<(DesignId, String)>,
    parts: Multipart,
) -> Response {
    match take(&desk, &id, &which, parts).await.map_err(Trouble::of) {
        Ok(()) => desk.go(address(id.as_str()), "logo-saved"),
        Err(Ok(Trouble::Fault(fault))) => {
            let locale = desk.locale;
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                let stored = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
                let draft = Draft::of_query(&stored, &Query::parse("")).with(fault.clone());
                editor::page(tx, caller, locale, &id, &draft)
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Designs, page).await
        }
        Err(Ok(Trouble::Stale)) => desk.refuse(Refusal::conflict("")).await,
        Err(Err(refusal)) => desk.refuse(refusal).await,
    }
}

async fn take(desk: &Desk, id: &DesignId, which: &str, parts: Multipart) -> Result<(), Refusal> {
    let which = known(which)?;
    let own = id.clone();
    // Whoever is not signed in is told so before anything is read.
    let tenant = desk.read(move |tx, _| {
        designs::find(tx, &own)?.ok_or(Refusal::NotFound)?;
        Ok(tx.tenant().as_str().to_owned())
    });
    let tenant = tenant.await?;
    let field = format!("logo-{which}");
    let (name, bytes) = pictures::received(desk.locale, (&field, "design-logo", LARGEST), parts).await?;
    let kept = desk.visitor.app.files.put(&tenant, &bytes).await;
    let key = kept.map_err(|error| Refusal::Fault(error.to_string()))?;
    set(desk, id, which, json!({ "file": name, "s3ref": { "key": key } })).await
}

/// Takes a logo off a design.
pub(super) async fn remove(desk: Desk, Path((id, which)): Path<(DesignId, String)>) -> Response {
    let removed = match known(&which) {
        Ok(which) => set(&desk, &id, which, Value::Null).await,
        Err(refusal) => Err(refusal),
    };
    desk.done(removed, address(id.as_str()), "logo-removed").await
}

async fn set(desk: &Desk, id: &DesignId, which: &'static str, logo: Value) -> Result<(), Refusal> {
    let id = id.clone();
    let changed = desk.change(move |tx, caller| {
        let mut design = designs::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        put(&mut design, &format!("style.logo.{which}"), logo.clone());
        designs::put(tx, &id, design, caller.now)
    });
    changed.await.map(|_| ())
}

//! Files that are handed in to hang on many records: they are taken in first, and attached after the check.

use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render};
use portico_core::files::{Limits, Room};
use portico_kit::Locale;

use super::super::super::desk::Desk;
use super::super::files;
use super::super::kind_of;
use super::Picked;
use super::subject::ATTACH;
use crate::design::components::card::Card;
use crate::design::words::t;

/// Takes the files in, and goes on to the page where they are chosen.
pub(super) async fn take_in(desk: Desk, Path(schema): Path<String>, parts: Multipart) -> Response {
    if let Err(refusal) = desk.visitor.check_same_site() {
        return desk.refuse(refusal).await;
    }
    let (locale, query) = (desk.locale, desk.query().clone());
    let next = desk.read(move |_, caller| {
        let kind = kind_of(caller, &schema)?;
        Ok(Picked::of(locale, kind, &query).page("/edit").and("attribute", ATTACH))
    });
    let next = match next.await {
        Ok(next) => next,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    match files::take_in(&desk, parts, None).await {
        Ok(ids) => {
            let to = ids.iter().fold(next, |to, id| to.and("target", id.as_str()));
            Redirect::to(&to.href()).into_response()
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// The form that hands files in.
pub(super) fn card(locale: Locale, picked: &Picked, room: (Limits, Room)) -> Markup {
    let form = files::form(locale, &picked.page("/attach").href(), room, t(locale, "together-take-in"));
    Card::new(t(locale, "together-new-file")).body(form).render()
}

//! What a list shows as a file for spreadsheets: every match, sent piece by piece.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use http::{HeaderValue, header};
use maud::{Markup, html};
use portico_core::entities::{self, Search};
use portico_core::exports::{self, Form, MARK, Separator};
use portico_core::files::disposition;
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::{App, Query};
use portico_kit::{EntityId, Locale};

use super::super::desk::Desk;
use super::asked::Asked;
use super::many::Picked;
use super::{columns, kind_of};
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::field::hidden;
use crate::design::components::select::Select;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::words::t;

/// How many records are known by their ids at a time, however many the file holds.
const KNOWN: i64 = 20_000;
/// How many records are read at a time.
const PIECE: usize = 500;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/records/{schema}/export", get(send_export))
}

/// The menu in which a file is asked for.
pub(super) fn menu(locale: Locale, asked: &Asked) -> Markup {
    let (semicolon, comma) = match locale {
        Locale::De => (Ticked::Yes, Ticked::No),
        Locale::En => (Ticked::No, Ticked::Yes),
    };
    let separator = Select::new("separator", t(locale, "records-export-separator"))
        .option("semicolon", t(locale, "records-export-semicolon"), semicolon)
        .option("comma", t(locale, "records-export-comma"), comma);
    let which = Select::new("which", t(locale, "records-export-columns"))
        .option("shown", t(locale, "records-export-shown"), Ticked::Yes)
        .option("every", t(locale, "records-export-every"), Ticked::No);
    html! {
        details.menu.export-menu {
            summary.button { (Icon::Download.svg()) span.label { (t(locale, "records-export")) } }
            div.menu-list.column-choice {
                form method="get" action=(asked.page("export").bare()) {
                    @for (key, value) in asked.address().pairs() { (hidden(key, value)) }
                    (hidden("all", "1"))
                    (which)
                    (separator)
                    p.hint { (t(locale, "records-export-line")) }
                    (Button::submit(t(locale, "records-export-press")).small())
                }
            }
        }
    }
}

async fn send_export(desk: Desk, Path(schema): Path<String>) -> Response {
    let (locale, query, slug) = (desk.locale, desk.query().clone(), schema.clone());
    let begun = desk.read(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        let picked = Picked::of(locale, kind, &query);
        let form = form(locale, kind, &picked.asked, &query);
        let rest = Rest::start(tx, caller, kind, &picked)?;
        let day = format::local(caller.now).0.to_iso();
        Ok((exports::head(caller, &form)?, form, rest, format!("{}-{day}.csv", kind.plural(locale))))
    });
    match begun.await {
        Ok((head, form, rest, name)) => sent(desk, head, form, rest, &name),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn form(locale: Locale, kind: &Schema, asked: &Asked, query: &Query) -> Form {
    let shown = match query.text("which") {
        Some("every") => columns::choosable(kind),
        _ => columns::of(kind, asked),
    };
    let separator = match (query.text("separator"), locale) {
        (Some("comma"), _) => Separator::Comma,
        (Some("semicolon"), _) | (_, Locale::De) => Separator::Semicolon,
        (_, Locale::En) => Separator::Comma,
    };
    let attributes = shown.into_iter().map(|attribute| attribute.name.clone()).collect();
    Form { schema: kind.slug.clone(), attributes, locale, separator }
}

/// The records that are still to come: some by id, and the search that finds what comes after those.
#[derive(Clone)]
struct Rest {
    ids: Vec<EntityId>,
    next: Option<Search>,
}

impl Rest {
    /// The ticked records, else the first that the list finds.
    fn start(tx: &mut Tx<'_>, caller: &Caller, kind: &Schema, picked: &Picked) -> Result<Self, Refusal> {
        let (ids, next) = match picked.is_ticked() {
            true => (picked.ids().to_vec(), None),
            false => entities::ids_in_parts(tx, caller, &picked.asked.search(kind)?, KNOWN)?,
        };
        Ok(Self { ids, next })
    }

    /// The next records, and what is left after them.
    fn piece(mut self, tx: &mut Tx<'_>, caller: &Caller) -> Result<(Vec<EntityId>, Self), Refusal> {
        if let (true, Some(search)) = (self.ids.is_empty(), &self.next) {
            let (ids, next) = entities::ids_in_parts(tx, caller, search, KNOWN)?;
            (self.ids, self.next) = (ids, next);
        }
        let later = self.ids.split_off(self.ids.len().min(PIECE));
        Ok((std::mem::replace(&mut self.ids, later), self))
    }
}

/// A file that is made while it is sent; each piece is read as the one who asked may see it by then.
fn sent(desk: Desk, head: String, form: Form, rest: Rest, name: &str) -> Response {
    let lines = stream::try_unfold((desk, form, rest), |(desk, form, rest)| async move {
        let asked = form.clone();
        let read = desk.read(move |tx, caller| {
            let (piece, rest) = rest.clone().piece(tx, caller)?;
            Ok((exports::lines(tx, caller, &asked, &piece)?, piece.is_empty(), rest))
        });
        match read.await {
            Ok((_, true, _)) => Ok(None),
            Ok((lines, false, rest)) => Ok(Some((lines, (desk, form, rest)))),
            // The connection breaks, so that nobody takes the part for the whole.
            Err(refusal) => Err(std::io::Error::other(format!("the export ended early: {refusal:?}"))),
        }
    });
    let first = stream::iter([Ok::<_, std::io::Error>(format!("{MARK}{head}"))]);
    let body = Body::from_stream(futures_util::StreamExt::chain(first, Box::pin(lines)));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(how) = HeaderValue::from_str(&disposition("attachment", name)) {
        headers.insert(header::CONTENT_DISPOSITION, how);
    }
    response
}

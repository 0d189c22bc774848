//! Looking at a document: the picture, the browser's own viewer, or the text; and what is known about it.

use axum::extract::Path;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use http_body_util::BodyExt;
use maud::{Markup, Render, html};
use portico_core::files::{self, Content};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_files::Span;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::desk::Desk;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::format::{self, Day};
use crate::design::icons::Icon;
use crate::design::layout::wide_narrow;
use crate::design::words::{t, t_args};
use crate::portal::links::file_href;
use crate::portal::values::shown::{kind_of_file, stem};
use crate::portal::visit::{Asked, Visit};
use crate::portal::{address, answer, refused};

/// How much of a text is shown, in bytes.
const SHOWN: u64 = 64 * 1024;
/// As for every page, and the browser's viewer may stand in it.
const WITH_VIEWER: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'";

/// A document with everything the page says about it.
struct Looked {
    desk: Desk,
    item: Value,
    content: Option<Content>,
    is_own: bool,
}

/// The page of one document.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let (asked, wanted) = (visit.asked.clone(), EntityId::from(id.as_str()));
    let looked = match visit.read(move |tx, caller| read(tx, caller, &asked, &wanted)).await {
        Ok(looked) => looked,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let text = text_of(&visit, looked.content.as_ref()).await;
    let mut response = answer::page(StatusCode::OK, looked.page(text.as_deref()));
    let policy = HeaderValue::from_static(WITH_VIEWER);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

fn read(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked, id: &EntityId) -> Result<Looked, Refusal> {
    let item = files::item(tx, caller, id)?;
    let content = match files::content(tx, caller, id) {
        Ok(content) => Some(content),
        Err(Refusal::NotFound) => None,
        Err(refusal) => return Err(refusal),
    };
    let is_own = !files::own_uploads(tx, caller, std::slice::from_ref(id))?.is_empty();
    Ok(Looked { desk: Desk::read(tx, caller, asked)?, item, content, is_own })
}

/// The beginning of a plain text.
async fn text_of(visit: &Visit, content: Option<&Content>) -> Option<String> {
    let content =
        content.filter(|content| matches!(content.mime_type.as_str(), "text/plain" | "text/csv"))?;
    let opened = visit.app().files.open(&content.key, Some(Span::Between(0, SHOWN - 1))).await.ok()?;
    let bytes = opened.bytes.collect().await.ok()?.to_bytes();
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

impl Looked {
    fn word(&self, key: &str) -> Option<&str> {
        self.item.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    fn page(&self, text: Option<&str>) -> Markup {
        let l = self.desk.locale;
        let name = self.word("filename").or(self.word("_title")).unwrap_or("–");
        let back = self.desk.back();
        let content = html! {
            (Heading::new(stem(name)).aside(self.save_button()))
            (wide_narrow(self.shown(l, text), self.side(l)))
        };
        self.desk.page(name, &back, content)
    }

    fn id(&self) -> &str {
        self.word("_id").unwrap_or_default()
    }

    fn save_button(&self) -> Markup {
        html! {
            @if self.content.is_some() {
                (Button::go(t(self.desk.locale, "document-download"), file_href(self.id())).primary().icon(Icon::Download))
            }
        }
    }

    fn shown(&self, l: Locale, text: Option<&str>) -> Markup {
        let source = format!("{}/content", file_href(self.id()));
        let name = self.word("filename").unwrap_or_default();
        let kind = self.content.as_ref().map(|content| content.mime_type.as_str()).unwrap_or_default();
        let elsewhere = self.content.as_ref().is_some_and(|content| content.elsewhere.is_some());
        let body = match (kind, text) {
            _ if elsewhere => html! { p { (t(l, "files-elsewhere")) } },
            (_, Some(text)) => html! { pre.document-text tabindex="0" { (text) } },
            ("application/pdf", _) => html! {
                iframe.document-view.not-on-phones src={ (source) "#navpanes=0&view=FitH" } title=(name) {}
                p.document-open { (Link::to(t(l, "files-open-viewer"), source.as_str()).strong().new_window(l)) }
            },
            (kind, _) if files::is_shown_inline(kind) => {
                html! { img.document-picture src=(source) alt=(name); }
            }
            _ => html! { p { (t(l, "files-no-preview")) } p.quiet { (t(l, "files-no-preview-line")) } },
        };
        Card::bare().body(body).render()
    }

    fn side(&self, l: Locale) -> Markup {
        let schema: Option<&Schema> = self.desk.setup.catalogue.find("file").map(AsRef::as_ref);
        let day = self.word("file_date").or(self.word("_created_at")).and_then(Day::parse);
        let size = self.item.get("size_bytes").and_then(Value::as_u64);
        let kind = kind_of_file(self.word("filename").unwrap_or_default());
        let mut facts = SummaryList::new().narrow();
        if let Some(sort) =
            schema.and_then(|schema| crate::portal::values::shown::sort_of_file(l, schema, &self.item))
        {
            facts = facts.row(t(l, "files-sort"), sort);
        }
        if let Some(day) = day {
            facts = facts.row(t(l, "files-date"), format::date(l, day));
        }
        let measures: Vec<String> =
            kind.into_iter().chain(size.map(|bytes| format::file_size(l, bytes))).collect();
        if !measures.is_empty() {
            facts = facts.row(t(l, "files-kind"), measures.join(", "));
        }
        let records = self.records();
        if !records.is_empty() {
            facts =
                facts.row(t(l, "files-belongs-to"), html! { @for record in records { div { (record) } } });
        }
        if self.is_own {
            facts = facts.row(t(l, "files-from"), t(l, "files-from-you"));
        }
        html! {
            (Card::new(t(l, "files-about")).body(facts))
            @if self.is_own {
                p { (Link::to(t(l, "files-take-back"), self.take_back()).icon(Icon::Trash2)) }
            }
        }
    }

    fn take_back(&self) -> String {
        let back = self.desk.back();
        address::with_query(&format!("{}/take-back", file_href(self.id())), [("back", back.as_str())])
    }

    /// The records the document hangs on, with the way to their pages.
    fn records(&self) -> Vec<Markup> {
        let items = self.item.get("_relations").and_then(Value::as_array);
        let shown = |item: &Value| {
            let text = |key: &str| item.get(key).and_then(Value::as_str);
            let (schema, id, title) = (text("_schema")?, text("entity_id")?, text("_title")?);
            Some(match self.desk.links().record(schema, id) {
                Some(href) => Link::to(title, href).render(),
                None => html! { (title) },
            })
        };
        items.into_iter().flatten().filter_map(shown).collect()
    }
}

/// What stands in the title of a page when something has to be corrected first.
pub fn wrong_title(l: Locale, title: &str) -> String {
    t_args(l, "error-title-prefix", &[("title", title.into())]).into_owned()
}

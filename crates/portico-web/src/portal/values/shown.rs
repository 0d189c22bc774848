//! Values as parts of a page: statuses as tags, relations as links, files as rows, the rest as text.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_core::setup::Setup;
use portico_kit::Locale;
use serde_json::Value;

use super::{Room, find_option, is_empty, option, text};
use crate::design::components::Tone;
use crate::design::components::document_row::{DocumentRow, documents};
use crate::design::components::link::Link;
use crate::design::components::tag::Tag;
use crate::design::components::value::{Kind, value};
use crate::design::format::{self, Day};
use crate::design::icons::Icon;
use crate::portal::files::view_href;
use crate::portal::links::{Links, file_href};
use crate::portal::related::Related;
use crate::portal::scene::Record;

/// How the values of a page part are shown.
#[derive(Clone, Copy)]
pub struct Shower<'a> {
    /// The language.
    pub locale: Locale,
    /// Where records have pages.
    pub links: Links<'a>,
    /// What relations point to.
    pub related: &'a Related,
    /// Today.
    pub today: Day,
}

impl Shower<'_> {
    /// An attribute of a record; nothing when there is nothing the viewer may see.
    pub fn show(&self, attribute: &Attribute, doc: &Value, room: Room) -> Option<Markup> {
        let held = doc.get(&attribute.name).filter(|value| !is_empty(value))?;
        match attribute.kind.as_str() {
            "status" => status(self.locale, attribute, held).map(|tag| tag.render()),
            "internal" => None,
            "file" | "image" => self.files(held),
            kind if kind.starts_with("relation") => self.relation(held),
            _ if room == Room::Cell => self.cell(attribute, doc),
            "address" | "email" | "phone" | "link" | "payment" => {
                Some(value(self.locale, Kind::of_type(&attribute.kind), held))
            }
            _ => self.sentence(attribute, doc),
        }
    }

    fn cell(&self, attribute: &Attribute, doc: &Value) -> Option<Markup> {
        let text = text(self.locale, attribute, doc, Room::Cell)?;
        Some(if is_code(attribute, &text) {
            html! { span.mono { (text) } }
        } else {
            html! { (text) }
        })
    }

    fn sentence(&self, attribute: &Attribute, doc: &Value) -> Option<Markup> {
        if let Some(Value::String(raw)) = doc.get(&attribute.name)
            && raw.trim().contains('\n')
        {
            return Some(value(self.locale, Kind::Text, &Value::String(raw.trim().to_owned())));
        }
        let text = text(self.locale, attribute, doc, Room::Sentence)?;
        Some(if is_code(attribute, &text) {
            html! { span.mono { (text) } }
        } else {
            html! { (text) }
        })
    }

    fn relation(&self, held: &Value) -> Option<Markup> {
        let records = self.related.of_value(held);
        let lines: Vec<Markup> = records.iter().map(|record| self.record_link(record)).collect();
        match lines.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(html! { ul.value-list { @for line in several { li { (line) } } } }),
        }
    }

    fn record_link(&self, record: &Record) -> Markup {
        let title = record.title().unwrap_or(&record.seen.schema);
        match self.links.record(&record.seen.schema, record.seen.id.as_str()) {
            Some(href) => Link::to(title, href).render(),
            None => html! { (title) },
        }
    }

    fn files(&self, held: &Value) -> Option<Markup> {
        let records = self.related.of_value(held);
        let rows: Vec<DocumentRow> =
            records.iter().map(|record| file_row(self.locale, self.links.setup, record)).collect();
        (!rows.is_empty()).then(|| documents(rows))
    }
}

/// A status as a tag in the tone of its option.
pub fn status(locale: Locale, attribute: &Attribute, held: &Value) -> Option<Tag> {
    let label = option(locale, attribute, held)?;
    let tone = held.as_str().and_then(|value| find_option(attribute, value)?.get("tone")?.as_str());
    Some(Tag::new(tone_of(tone), label))
}

fn tone_of(name: Option<&str>) -> Tone {
    match name {
        Some("good") => Tone::Good,
        Some("warn") => Tone::Warn,
        Some("bad") => Tone::Bad,
        Some("info") => Tone::Info,
        _ => Tone::Neutral,
    }
}

/// Meter numbers and the like are shown as printed.
fn is_code(attribute: &Attribute, text: &str) -> bool {
    let mixed = text.chars().any(|c| c.is_ascii_digit()) && text.chars().any(|c| c.is_ascii_alphabetic());
    let named =
        attribute.identifier || attribute.name.ends_with("_number") || attribute.name.contains("serial");
    named && attribute.kind == "string" && mixed && text.len() >= 10 && !text.contains('-')
}

/// A file as a row with its kind, date, type and size, and the way to look at it and to save it.
pub fn file_row(locale: Locale, setup: &Setup, file: &Record) -> DocumentRow {
    document_row(locale, setup, &file.doc)
}

/// As [`file_row`], of a document.
pub fn document_row(locale: Locale, setup: &Setup, file: &Value) -> DocumentRow {
    let word = |key: &str| file.get(key).and_then(Value::as_str);
    let name = word("filename").or(word("_title").filter(|title| *title != "file")).unwrap_or("–");
    let id = word("_id").unwrap_or_default();
    let mime = word("mime_type").unwrap_or_default();
    let icon = if mime.starts_with("image/") { Icon::Image } else { Icon::FileText };
    let schema = setup.catalogue.find("file").map(AsRef::as_ref);
    DocumentRow::new(locale, stem(name), facts(locale, schema, file), view_href(id))
        .icon(icon)
        .download(file_href(id))
}

fn facts(locale: Locale, schema: Option<&Schema>, file: &Value) -> String {
    let word = |key: &str| file.get(key).and_then(Value::as_str);
    let date = word("file_date").or(word("_created_at")).and_then(Day::parse);
    let size = file.get("size_bytes").and_then(Value::as_u64).map(|bytes| format::file_size(locale, bytes));
    let kind = word("filename").and_then(kind_of_file);
    let kind_and_size = [kind, size].into_iter().flatten().collect::<Vec<_>>().join(",\u{a0}");
    let sort = schema.and_then(|schema| sort_of_file(locale, schema, file));
    let parts = [sort, date.map(|day| format::short_date(locale, day)), Some(kind_and_size)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What a file is for, such as `Rechnung`.
pub fn sort_of_file(locale: Locale, schema: &Schema, file: &Value) -> Option<String> {
    schema.attribute("document_kind").and_then(|kind| option(locale, kind, file.get("document_kind")?))
}

/// The type of a file as people say it: the ending of its name.
pub fn kind_of_file(name: &str) -> Option<String> {
    let (stem, kind) = name.rsplit_once('.')?;
    (!stem.is_empty() && kind.len() <= 5).then(|| kind.to_uppercase())
}

/// The name of a file without its type, which stands beside it.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, kind)) if !stem.is_empty() && kind.len() <= 5 => stem,
        _ => name,
    }
}

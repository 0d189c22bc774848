//! What the pages of one record share: the way there, its title line, its tabs.

use maud::{Markup, Render, html};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, activity, entities};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::values::{Titles, is_empty, plain, record_address, tag, title_of};
use super::schemas::icon_of;
use crate::design::components::Current;
use crate::design::components::heading::Heading;
use crate::design::components::tabs::Tabs;
use crate::design::layout::ConsolePage;
use crate::design::words::t;

/// The parts of a record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Data,
    Relations,
    Activity,
    Files,
    Json,
}

/// A record with what its tabs count.
pub(super) struct Shown<'a> {
    pub(super) kind: &'a Schema,
    pub(super) doc: Value,
    pub(super) held: Vec<entities::End>,
    pub(super) holders: Vec<entities::End>,
    entries: i64,
}

impl<'a> Shown<'a> {
    /// Reads a record, or "not found".
    pub(super) fn read(
        tx: &mut Tx<'_>,
        caller: &'a Caller,
        schema: &str,
        id: &EntityId,
    ) -> Result<Self, Refusal> {
        let kind = super::kind_of(caller, schema)?;
        let doc = entities::view(tx, caller, schema, id)?.to_value();
        let (held, holders) = entities::ends_of(tx, id)?;
        let (_, entries) = activity::list(tx, caller, schema, id, &activity::Window::default())?;
        Ok(Self { kind, doc, held, holders, entries })
    }

    /// Its id.
    pub(super) fn id(&self) -> &str {
        self.doc.get("_id").and_then(Value::as_str).unwrap_or_default()
    }

    /// Its address.
    pub(super) fn href(&self) -> String {
        record_address(&self.kind.slug, self.id()).href()
    }

    /// How many files hang on it.
    fn files(&self) -> usize {
        let mut ids: Vec<&str> = self
            .held
            .iter()
            .chain(&self.holders)
            .filter(|end| end.schema == "file")
            .map(|end| end.id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// The page of one part of it.
    pub(super) fn page(
        &self,
        locale: Locale,
        part: Part,
        titles: &Titles,
        actions: Markup,
        body: Markup,
    ) -> ConsolePage {
        let title = title_of(&self.doc);
        let content = html! { (self.heading(locale, titles)) (self.tabs(locale, part)) (body) };
        ConsolePage {
            title: title.clone(),
            crumbs: crumbs(locale, self.kind, None),
            here: title,
            actions: Some(actions),
            content,
        }
    }

    fn heading(&self, locale: Locale, titles: &Titles) -> Heading {
        let heading =
            Heading::new(title_of(&self.doc)).icon(icon_of(self.kind)).line(self.line(locale, titles));
        let status = self.kind.attributes.iter().find(|attribute| {
            attribute.kind == "status" && self.doc.get(&attribute.name).is_some_and(|value| !is_empty(value))
        });
        match status {
            Some(attribute) => heading.aside(tag(locale, attribute, &self.doc[&attribute.name])),
            None => heading,
        }
    }

    /// Its kind, its numbers, and whom it belongs to.
    fn line(&self, locale: Locale, titles: &Titles) -> Markup {
        let value = |name: &str| self.doc.get(name).filter(|value| !is_empty(value));
        let title = title_of(&self.doc);
        let numbers = self
            .kind
            .attributes
            .iter()
            .filter(|attribute| attribute.identifier && attribute.kind == "string");
        let numbers = numbers.filter_map(|attribute| {
            let text = plain(locale, Some(attribute), value(&attribute.name)?);
            (!title.contains(&text)).then_some(text)
        });
        let one = |name: &str| {
            let ids = entities::relation_ids(value(name)?);
            (ids.len() == 1).then(|| ids.first().copied().map(str::to_owned))?
        };
        let people = self.kind.attributes.iter().filter(|attribute| attribute.is_relation());
        let people: Vec<String> = people.filter_map(|attribute| one(&attribute.name)).take(3).collect();
        html! {
            (self.kind.name(locale))
            @for number in numbers { " " span.mono { (number) } }
            @for id in &people { " · " (titles.link(id)) }
        }
    }

    fn tabs(&self, locale: Locale, here: Part) -> Markup {
        let at = |part: &str| format!("{}/{part}", self.href());
        let is = |part: Part| Current::from(part == here);
        let relations = self.held.len() + self.holders.len();
        Tabs::new(t(locale, "console-record-parts"))
            .tab(t(locale, "console-data"), self.href(), is(Part::Data))
            .counted(
                t(locale, "console-relations"),
                relations.to_string(),
                at("relations"),
                is(Part::Relations),
            )
            .counted(
                t(locale, "console-activity"),
                self.entries.to_string(),
                at("activity"),
                is(Part::Activity),
            )
            .counted(t(locale, "console-files"), self.files().to_string(), at("files"), is(Part::Files))
            .tab("JSON", at("json"), is(Part::Json))
            .render()
    }
}

/// The way to a record, or to a page below it.
pub(super) fn crumbs(locale: Locale, kind: &Schema, below: Option<&Value>) -> Vec<(String, String)> {
    let mut crumbs = vec![
        (t(locale, "console-records").into_owned(), "/admin/records".to_owned()),
        (kind.plural(locale), format!("/admin/records/{}", kind.slug)),
    ];
    if let Some(doc) = below {
        let id = doc.get("_id").and_then(Value::as_str).unwrap_or_default();
        crumbs.push((title_of(doc), record_address(&kind.slug, id).href()));
    }
    crumbs
}

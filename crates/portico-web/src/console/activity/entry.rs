//! One entry of a history: who did what, to what, and each value before and after.

use std::collections::HashMap;

use maud::{Markup, html};
use portico_core::batches;
use portico_core::schemas::Catalogue;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::super::values::{Titles, plain, targets};
use super::super::words::{sentence, when};
use super::setup;
use crate::design::components::activity_list::Entry;
use crate::design::components::diff::{DiffRow, Fate};
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::design::words::t;

/// Whether an entry names the record it is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::console) enum Titled {
    /// In lists of many records.
    Yes,
    /// On the page of the record itself.
    No,
}

/// What stands beside the changes of an entry, and below it.
pub(in crate::console) trait Beside {
    /// Beside one value that the entry changed.
    fn value(&self, entry: &Value, attribute: &str) -> Option<Markup>;
    /// Below the entry.
    fn entry(&self, entry: &Value) -> Option<Markup>;
}

/// Somebody who tells entries in a language, and knows the titles of what they are about.
pub(super) struct Narrator<'a> {
    pub(super) locale: Locale,
    catalogue: &'a Catalogue,
    titles: Titles,
    /// The schemas of the batches that entries are a part of.
    batches: HashMap<String, String>,
    titled: Titled,
    now: Instant,
}

impl<'a> Narrator<'a> {
    /// Reads the titles of the records that entries are about, and of those that changed relations point to.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        caller: &'a Caller,
        locale: Locale,
        entries: &[Value],
        titled: Titled,
    ) -> Result<Self, Refusal> {
        let mut wanted = Vec::new();
        for entry in entries {
            let (schema, id) = (text(entry, "/payload/entity/schema"), text(entry, "/payload/entity/id"));
            wanted.extend((!id.is_empty()).then(|| (schema.to_owned(), EntityId::from(id))));
            let author = text(entry, "/payload/caller/PortalAuth/token/sub");
            wanted.extend((!author.is_empty()).then(|| ("portal_user".to_owned(), EntityId::from(author))));
            for operation in operations(entry) {
                let places = ["/payload", "/diff/updated", "/diff/deleted"];
                wanted.extend(places.iter().filter_map(|place| operation.pointer(place)).flat_map(targets));
            }
        }
        let titles = Titles::read(tx, caller, wanted)?;
        let mut ids: Vec<&str> = entries.iter().map(|entry| text(entry, "/payload/batch")).collect();
        ids.retain(|id| !id.is_empty());
        ids.sort_unstable();
        ids.dedup();
        let batches = batches::kept(tx, caller, &ids)?;
        Ok(Self { locale, catalogue: &caller.catalogue, titles, batches, titled, now: caller.now })
    }

    /// An entry with what it changed.
    pub(super) fn tell(&self, entry: &Value, beside: Option<&dyn Beside>) -> Entry {
        let id = text(entry, "/_id");
        let shown = Entry::new(icon(entry), self.sentence(entry), self.when(entry)).id(format!("entry-{id}"));
        let rows = match setup::is_one(entry) {
            true => setup::rows(self.locale, entry),
            false => self.rows(entry, beside),
        };
        let below = beside.and_then(|beside| beside.entry(entry));
        let batch = self.batch(entry);
        if rows.is_empty() && below.is_none() && batch.is_none() {
            return shown;
        }
        shown.body(html! {
            @if !rows.is_empty() { div.diffs { @for row in rows { (row) } } }
            @if let Some(batch) = batch { p.small { (batch) } }
            @if let Some(below) = below { (below) }
        })
    }

    /// The way to what was done to many records in one go, when an entry is a part of it and it is still kept.
    fn batch(&self, entry: &Value) -> Option<Link> {
        let id = text(entry, "/payload/batch");
        let schema = self.batches.get(id)?;
        Some(Link::to(t(self.locale, "together-batch"), format!("/admin/records/{schema}/many/{id}")))
    }

    /// An entry in one line with initials.
    pub(super) fn line(&self, entry: &Value) -> Entry {
        Entry::by(self.author(entry), self.sentence(entry), self.when(entry))
    }

    fn when(&self, entry: &Value) -> String {
        let at = Instant::parse_iso(text(entry, "/timestamp")).unwrap_or(Instant(0));
        when(self.locale, at, self.now)
    }

    /// Who did it: a user by name, or by the address of one that is gone; staff and programs by their name.
    fn author<'e>(&'e self, entry: &'e Value) -> &'e str {
        let user = "/payload/caller/PortalAuth/token";
        if let Some(name) = self.titles.title(text(entry, &format!("{user}/sub"))) {
            return name;
        }
        match text(entry, &format!("{user}/email")) {
            "" => text(entry, "/payload/caller/EpilotAuth/token/name"),
            email => email,
        }
    }

    /// Who did it, with both names when somebody acted in a user's place.
    fn who(&self, entry: &Value) -> Markup {
        let author = html! { strong { (self.author(entry)) } };
        match text(entry, "/payload/caller/acting/name") {
            "" => author,
            name => {
                let parts = [("who", html! { strong { (name) } }), ("whom", author)];
                sentence(self.locale, "console-did-acting", &parts)
            }
        }
    }

    fn sentence(&self, entry: &Value) -> Markup {
        let (locale, who) = (self.locale, self.who(entry));
        if setup::is_one(entry) {
            return setup::sentence_of(locale, entry, who);
        }
        let key = match verb(entry) {
            "EntityUpdated" if entry.pointer("/payload/undoes").is_some() => "took-back",
            "EntityCreated" => "created",
            "EntityUpdated" => "changed",
            "EntityDeleted" => "removed",
            "EntityRestored" => "restored",
            _ => "other",
        };
        let place = match text(entry, "/type").ends_with("FromPortal") {
            true => html! { " " span.quiet { (t(locale, "console-did-in-portal")) } },
            false => html! {},
        };
        if key == "other" {
            let reason = text(entry, "/payload/reason");
            let because = html! { @if !reason.is_empty() { " – " (reason) } };
            return html! { (who) ": " (text(entry, "/title")) (because) (place) };
        }
        if self.titled == Titled::No {
            return html! { (sentence(locale, &format!("console-did-{key}-this"), &[("who", who)])) (place) };
        }
        let (schema, id) = (text(entry, "/payload/entity/schema"), text(entry, "/payload/entity/id"));
        let kind = self.catalogue.find(schema).map_or_else(|| schema.to_owned(), |kind| kind.name(locale));
        let what = match self.titles.title(id) {
            Some(_) => html! { (kind) " " (self.titles.link(id)) },
            None => html! { (kind) },
        };
        let parts = [("who", who), ("what", what)];
        html! { (sentence(locale, &format!("console-did-{key}"), &parts)) (place) }
    }

    /// What an entry changed, field by field, in the order of the schema.
    fn rows(&self, entry: &Value, beside: Option<&dyn Beside>) -> Vec<DiffRow> {
        if verb(entry) != "EntityUpdated" {
            return Vec::new();
        }
        let slug = text(entry, "/payload/entity/schema");
        let schema = self.catalogue.find(slug);
        let label = |name: &str| match schema.and_then(|schema| schema.attribute(name)) {
            Some(attribute) => attribute.label(self.locale),
            None => envelope_label(self.locale, name),
        };
        let parts = operations(entry).flat_map(parts_of);
        let rows = parts.map(|(name, fate)| {
            let said = |value: &Value| self.said(slug, name, value);
            let fate = match fate {
                Ends::Added(new) => Fate::Added { new: said(new) },
                Ends::Changed(old, new) => Fate::Changed { old: said(old), new: said(new) },
                Ends::Removed(old) => Fate::Removed { old: said(old) },
            };
            let row = DiffRow::labelled(label(name), fate);
            match beside.and_then(|beside| beside.value(entry, name)) {
                Some(beside) => row.aside(beside),
                None => row,
            }
        });
        rows.collect()
    }

    /// A value as people read it.
    pub(super) fn said(&self, schema: &str, name: &str, value: &Value) -> String {
        let attribute = self.catalogue.find(schema).and_then(|schema| schema.attribute(name));
        let text = match value.get("$relation") {
            Some(_) => self.titles.names(value),
            None if name == "_relations" => self.titles.names(value),
            None => plain(self.locale, attribute, value),
        };
        if text.is_empty() { t(self.locale, "value-empty").into_owned() } else { text }
    }
}

/// What became of a value.
#[derive(Clone, Copy)]
pub(in crate::console) enum Ends<'e> {
    /// It was not there.
    Added(&'e Value),
    /// It was another.
    Changed(&'e Value, &'e Value),
    /// It went.
    Removed(&'e Value),
}

impl<'e> Ends<'e> {
    /// The value before, if there was one.
    pub(in crate::console) fn old(self) -> Option<&'e Value> {
        match self {
            Self::Added(_) => None,
            Self::Changed(old, _) | Self::Removed(old) => Some(old),
        }
    }
}

/// Each attribute that an operation touched.
pub(in crate::console) fn parts_of(operation: &Value) -> Vec<(&str, Ends<'_>)> {
    const NOTHING: &Value = &Value::Null;
    let fields = |place: &str| operation.pointer(place).and_then(Value::as_object).into_iter().flatten();
    let now = |name: &str| operation.get("payload").and_then(|all| all.get(name)).unwrap_or(NOTHING);
    let added = fields("/diff/added").map(|(name, new)| (name.as_str(), Ends::Added(new)));
    let updated = fields("/diff/updated").map(|(name, old)| (name.as_str(), Ends::Changed(old, now(name))));
    let deleted = fields("/diff/deleted").map(|(name, old)| (name.as_str(), Ends::Removed(old)));
    added.chain(updated).chain(deleted).collect()
}

/// What an entry did to the record it is about.
pub(in crate::console) fn operations(entry: &Value) -> impl Iterator<Item = &Value> {
    entry.get("operations").and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn text<'a>(entry: &'a Value, place: &str) -> &'a str {
    entry.pointer(place).and_then(Value::as_str).unwrap_or_default()
}

/// The label of what every record has.
fn envelope_label(locale: Locale, name: &str) -> String {
    match name {
        "_tags" => t(locale, "console-tags").into_owned(),
        "_relations" => t(locale, "together-loose").into_owned(),
        name => name.to_owned(),
    }
}

fn verb(entry: &Value) -> &str {
    let kind = text(entry, "/type");
    kind.strip_suffix("FromPortal").unwrap_or(kind)
}

fn icon(entry: &Value) -> Icon {
    match verb(entry) {
        _ if entry.pointer("/payload/undoes").is_some() => Icon::Undo2,
        "EntityCreated" => Icon::Plus,
        "EntityUpdated" => Icon::Pencil,
        "EntityDeleted" => Icon::Trash2,
        kind if kind.starts_with("Configuration") => Icon::Settings,
        _ => Icon::Info,
    }
}

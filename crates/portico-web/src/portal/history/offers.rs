//! What an entry of a history offers: the record as it was then, and the way to take one value back.

use std::collections::BTreeSet;
use std::rc::Rc;

use maud::{Markup, Render, html};
use portico_core::activity::{self, TakenBack};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::entry::{Told, operations, parts_of};
use super::frame::href;
use crate::design::components::Tone;
use crate::design::components::link::Link;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::words::t;
use crate::portal::edit::check::same;
use crate::portal::scene::Record;

/// What entries of the history of one record offer the viewer.
pub struct Offers<'a> {
    record: &'a Record,
    doc: Rc<Value>,
    back: &'a str,
    may: BTreeSet<String>,
    taken_back: TakenBack,
    here: BTreeSet<String>,
}

impl<'a> Offers<'a> {
    /// Reads what the viewer may take back of these entries, and what was taken back already.
    pub fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        record: &'a Record,
        schema: &Schema,
        entries: &[Value],
        back: &'a str,
    ) -> Result<Self, Refusal> {
        let (slug, id) = (record.seen.schema.as_str(), &record.seen.id);
        let touched: BTreeSet<&str> = entries
            .iter()
            .flat_map(operations)
            .flat_map(|operation| parts_of(operation).into_iter().map(|(name, ..)| name))
            .filter(|name| schema.attribute(name).is_some())
            .collect();
        let names: Vec<&str> = touched.into_iter().collect();
        let may = entities::may_change(tx, caller, slug, id, &names)?;
        let may = names.iter().zip(may).filter(|(_, may)| *may).map(|(name, _)| (*name).to_owned()).collect();
        let taken_back = activity::taken_back(tx, caller, (slug, id), entries)?;
        let here = entries.iter().filter_map(|entry| Some(entry.get("_id")?.as_str()?.to_owned())).collect();
        Ok(Self { record, doc: Rc::clone(&record.doc), back, may, taken_back, here })
    }

    /// What stands beside one value that an entry changed: that it was taken back, or the way to do so.
    pub fn beside(&self, locale: Locale, entry: &Value, told: &Told) -> Option<Markup> {
        let id = entry.get("_id").and_then(Value::as_str)?;
        let is_undone = self.taken_back.by(id, &told.attribute).is_some();
        let old = operations(entry).find_map(|operation| {
            parts_of(operation).into_iter().find(|(name, ..)| *name == told.attribute).map(|(_, old, _)| old)
        })?;
        let is_as_before = same(self.doc.get(&told.attribute).unwrap_or(&Value::Null), old);
        let offers = self.may.contains(&told.attribute) && !is_as_before;
        (is_undone || offers).then(|| {
            html! {
                @if is_undone { (Tag::new(Tone::Neutral, t(locale, "history-undone")).icon(Icon::Undo2)) }
                @if offers { (self.undo_link(locale, id, told)) }
            }
        })
    }

    fn undo_link(&self, locale: Locale, entry: &str, told: &Told) -> Link {
        let pairs =
            [("entry", Some(entry)), ("attribute", Some(told.attribute.as_str())), ("back", Some(self.back))];
        let to = href(&self.record.seen.schema, self.record.seen.id.as_str(), "/undo", &pairs);
        Link::to(t(locale, "history-undo"), to).strong().for_readers(told.label.as_str())
    }

    /// What stands below an entry about the record itself: what it takes back, and the record as it was then.
    pub fn below(&self, locale: Locale, entry: &Value) -> Option<Markup> {
        let about = entry.pointer("/payload/entity/id").and_then(Value::as_str);
        let kind = entry.get("type").and_then(Value::as_str)?;
        let at = entry.get("timestamp").and_then(Value::as_str)?;
        if about != Some(self.record.seen.id.as_str()) || !kind.starts_with("Entity") {
            return None;
        }
        let (schema, id) = (self.record.seen.schema.as_str(), self.record.seen.id.as_str());
        let then = href(schema, id, "/then", &[("at", Some(at)), ("back", Some(self.back))]);
        let undone = entry.pointer("/payload/undoes").and_then(Value::as_str);
        Some(html! {
            p.entry-ways {
                (Link::to(t(locale, "history-as-it-was"), then).icon(Icon::History))
                @if let Some(undone) = undone {
                    " " (Link::to(t(locale, "history-what-it-undid"), self.place_of(undone)).render())
                }
            }
        })
    }

    /// Where another entry stands: on this page, else at the beginning of a page of its own.
    fn place_of(&self, entry: &str) -> String {
        if self.here.contains(entry) {
            return format!("#{}", anchor(entry));
        }
        let (schema, id) = (self.record.seen.schema.as_str(), self.record.seen.id.as_str());
        let page = href(schema, id, "", &[("from", Some(entry)), ("back", Some(self.back))]);
        format!("{page}#{}", anchor(entry))
    }
}

/// The name of an entry's place on a page.
pub fn anchor(entry: &str) -> String {
    format!("entry-{entry}")
}

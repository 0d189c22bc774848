//! One entry of a history: who did what, when, and each value before and after.

use std::rc::Rc;

use maud::{Markup, html};
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_kit::{Instant, Locale};
use serde_json::Value;

use super::offers::{Offers, anchor};
use super::who::who;
use crate::design::components::activity_list::Entry;
use crate::design::components::diff::{DiffRow, Fate};
use crate::design::format::{self, Clock};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::related::Related;
use crate::portal::values::{Room, is_empty, table, text_of};

/// Tells entries in a language.
pub struct Teller<'a> {
    /// The language.
    pub locale: Locale,
    /// The schema of the record.
    pub schema: &'a Schema,
    /// What the organisation is called here.
    pub us: String,
    /// The moment of asking.
    pub now: Instant,
    /// What relations point to; without it they are not told.
    pub related: Option<Related>,
    /// The record as it is now: what units and currencies an entry does not name.
    pub doc: Rc<Value>,
}

/// What became of one attribute.
#[derive(Debug, PartialEq)]
pub struct Told {
    /// The name of the attribute.
    pub attribute: String,
    /// The label of the attribute, or of the row of a table.
    pub label: String,
    /// Before and after.
    pub fate: Fate,
}

/// What the relations in entries point to, as far as the viewer sees it.
pub fn related_of(tx: &mut Tx<'_>, caller: &Caller, entries: &[Value]) -> Result<Related, Refusal> {
    let places = ["/payload", "/diff/updated", "/diff/deleted"];
    let fields = entries.iter().flat_map(operations);
    let fields = fields.flat_map(|one| places.iter().filter_map(|place| one.pointer(place)?.as_object()));
    let wanted = Related::wanted(fields.flat_map(|fields| fields.values()));
    match wanted.is_empty() {
        true => Ok(Related::default()),
        false => Ok(Related::of(entities::view_many(tx, caller, &wanted)?)),
    }
}

/// What an entry did to the record it is about.
pub fn operations(entry: &Value) -> impl Iterator<Item = &Value> {
    let all = entry.get("operations").and_then(Value::as_array).into_iter().flatten();
    all.filter(|one| one.get("operation").and_then(Value::as_str).is_none_or(|kind| kind == "updateEntity"))
}

/// Each attribute that an operation touched, with its value before and after.
pub fn parts_of(operation: &Value) -> Vec<(&str, &Value, &Value)> {
    const NOTHING: &Value = &Value::Null;
    let part = |place: &str| operation.pointer(place).and_then(Value::as_object).into_iter().flatten();
    let new = |name: &str| operation.get("payload").and_then(|payload| payload.get(name)).unwrap_or(NOTHING);
    let added = part("/diff/added").map(|(name, value)| (name.as_str(), NOTHING, value));
    let updated = part("/diff/updated").map(|(name, old)| (name.as_str(), old, new(name)));
    let deleted = part("/diff/deleted").map(|(name, old)| (name.as_str(), old, NOTHING));
    added.chain(updated).chain(deleted).collect()
}

impl Teller<'_> {
    /// An entry as part of a history, with what it offers.
    pub fn tell(&self, entry: &Value, offers: &Offers<'_>) -> Entry {
        let told = self.changes(entry);
        let id = entry.get("_id").and_then(Value::as_str).unwrap_or_default();
        let shown = Entry::new(icon(entry), self.sentence(entry, &told), self.when(entry)).id(anchor(id));
        let below = offers.below(self.locale, entry);
        if told.is_empty() && below.is_none() {
            return shown;
        }
        shown.body(html! {
            @if !told.is_empty() { div.diffs { (self.rows_with(entry, told, offers)) } }
            @if let Some(below) = below { (below) }
        })
    }

    /// What became of each attribute; what can be done about one stands beside its last row.
    fn rows_with(&self, entry: &Value, told: Vec<Told>, offers: &Offers<'_>) -> Markup {
        let names: Vec<String> = told.iter().map(|one| one.attribute.clone()).collect();
        let rows = told.into_iter().enumerate().map(|(at, one)| {
            let is_last = names.get(at + 1) != Some(&one.attribute);
            let beside = if is_last { offers.beside(self.locale, entry, &one) } else { None };
            let row = DiffRow::new(one.label, one.fate);
            match beside {
                Some(beside) => row.aside(beside),
                None => row,
            }
        });
        html! { @for row in rows { (row) } }
    }

    /// Who did what and when, in one line.
    pub fn line(&self, entry: &Value) -> String {
        let said = self.sentence(entry, &self.changes(entry));
        format!("{said} ({})", self.when(entry))
    }

    /// When it happened: `heute, 14:06 Uhr`.
    pub fn when(&self, entry: &Value) -> String {
        let at = entry.get("timestamp").and_then(Value::as_str).and_then(|at| Instant::parse_iso(at).ok());
        let Some(at) = at else { return String::new() };
        let (day, of_day) = format::local(at);
        let today = format::local(self.now).0;
        let day = format::date_relative(self.locale, day, today);
        format!("{day}, {}", format::time(self.locale, of_day, Clock::Portal))
    }

    fn sentence(&self, entry: &Value, told: &[Told]) -> String {
        let mut labels: Vec<&str> = Vec::new();
        for one in told {
            if !labels.contains(&one.label.as_str()) {
                labels.push(&one.label);
            }
        }
        let what = labels.join(", ");
        let who = who(self.locale, &self.us, entry);
        let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
        let key = match kind.strip_suffix("FromPortal").unwrap_or(kind) {
            "EntityCreated" => "history-created",
            "EntityUpdated" if what.is_empty() => "history-something",
            "EntityUpdated" if entry.pointer("/payload/undoes").is_some() => "history-took-back",
            "EntityUpdated" => "history-changed",
            "DocUploaded" => "history-document-in",
            "DocDownloaded" => "history-document-saved",
            "DocRemoved" => "history-document-out",
            "SelfAssignment" => "history-assigned",
            "CreateMeterReading" => "history-reading",
            "PortalUserResetPassword" => "history-password",
            "PortalUserRegistered" => "history-registered",
            "PortalUserLoggedInAs" => "history-acted",
            _ => "history-something",
        };
        let args = [("how", who.how.into()), ("who", who.name.into()), ("what", what.into())];
        t_args(self.locale, key, &args).into_owned()
    }

    /// Each attribute that an entry changed, before and after; rows of tables one by one.
    pub fn changes(&self, entry: &Value) -> Vec<Told> {
        operations(entry).flat_map(|operation| self.changes_of(operation)).collect()
    }

    fn changes_of(&self, operation: &Value) -> Vec<Told> {
        let parts = parts_of(operation);
        let shown = self.schema.attributes.iter().filter(|attribute| !is_hidden(attribute));
        let told = shown.filter_map(|attribute| {
            let (_, before, after) = parts.iter().find(|(name, ..)| *name == attribute.name)?;
            Some(self.told(attribute, before, after, operation))
        });
        told.flatten().collect()
    }

    fn told(&self, attribute: &Attribute, before: &Value, after: &Value, operation: &Value) -> Vec<Told> {
        if attribute.kind == "table" {
            return self.rows(attribute, before, after);
        }
        let siblings = operation.get("payload").unwrap_or(&Value::Null);
        let text = |value: &Value| self.text(attribute, value, siblings);
        let (name, label) = (attribute.name.clone(), attribute.label(self.locale));
        let fate = fate(text(before), text(after));
        fate.map(|fate| Told { attribute: name, label, fate }).into_iter().collect()
    }

    /// A value as text; `siblings` are values that were stored with it, such as its unit.
    pub fn text(&self, attribute: &Attribute, value: &Value, siblings: &Value) -> Option<String> {
        if attribute.is_relation() || attribute.is_file() {
            return self.related_text(value);
        }
        let mut doc = (*self.doc).clone();
        if let (Some(doc), Some(siblings)) = (doc.as_object_mut(), siblings.as_object()) {
            doc.extend(siblings.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
        let doc = if doc.is_object() { &doc } else { siblings };
        text_of(self.locale, attribute, value, doc, Room::Sentence)
    }

    /// The titles of the records that a value points to; that there are some the viewer does not see is said.
    fn related_text(&self, value: &Value) -> Option<String> {
        let related = self.related.as_ref()?;
        let all = value.get("$relation").and_then(Value::as_array).map_or(0, Vec::len);
        if all == 0 || is_empty(value) {
            return None;
        }
        let records = related.of_value(value);
        let unseen = (records.len() < all).then(|| t(self.locale, "history-unseen").into_owned());
        let titles = records.iter().map(|record| record.title().unwrap_or("–").to_owned());
        Some(titles.chain(unseen).collect::<Vec<_>>().join(", "))
    }

    /// Which rows of a table were added, changed or removed.
    fn rows(&self, attribute: &Attribute, before: &Value, after: &Value) -> Vec<Told> {
        let (old, new) = (rows_of(before), rows_of(after));
        let line = |row: &Value| table::line(self.locale, attribute, row);
        let gone: Vec<&Value> = old.iter().filter(|row| !new.contains(row)).collect();
        let come: Vec<&Value> = new.iter().filter(|row| !old.contains(row)).collect();
        let label = table::row_name(attribute, self.locale);
        let longest = gone.len().max(come.len());
        let pairs = (0..longest).map(|place| {
            (gone.get(place).and_then(|row| line(row)), come.get(place).and_then(|row| line(row)))
        });
        pairs
            .filter_map(|(old, new)| fate(old, new))
            .map(|fate| Told { attribute: attribute.name.clone(), label: label.clone(), fate })
            .collect()
    }
}

/// What became of a text.
pub fn fate(before: Option<String>, after: Option<String>) -> Option<Fate> {
    match (before, after) {
        (None, None) => None,
        (None, Some(new)) => Some(Fate::Added { new }),
        (Some(old), None) => Some(Fate::Removed { old }),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some(Fate::Changed { old, new }),
    }
}

fn rows_of(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn is_hidden(attribute: &Attribute) -> bool {
    attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true)
}

fn icon(entry: &Value) -> Icon {
    match entry.get("type").and_then(Value::as_str).unwrap_or_default() {
        _ if entry.pointer("/payload/undoes").is_some() => Icon::Undo2,
        kind if kind.starts_with("EntityCreated") => Icon::FilePlus,
        kind if kind.starts_with("EntityUpdated") => Icon::Pencil,
        kind if kind.starts_with("Doc") => Icon::Paperclip,
        "CreateMeterReading" => Icon::Gauge,
        _ => Icon::History,
    }
}

#[cfg(test)]
mod tests {
    use portico_core::schemas::parse;
    use serde_json::json;

    use super::*;

    fn schema() -> Schema {
        let text = r#"{"slug":"contact","attributes":[
            {"name":"count","label":"Anzahl","type":"number"},
            {"name":"price_decimal","type":"string","hidden":true},
            {"name":"proofs","label":"Nachweise","type":"table","columns":[{"name":"name","label":"Nachweis"},{"name":"number"}]}]}"#;
        parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    fn teller(schema: &Schema) -> Teller<'_> {
        Teller {
            locale: Locale::De,
            schema,
            us: "Sonnwinkel".to_owned(),
            now: Instant(0),
            related: None,
            doc: Rc::new(Value::Null),
        }
    }

    fn entry(operation: Value, caller: Value) -> Value {
        json!({"type": "EntityUpdatedFromPortal", "timestamp": "1970-01-01T00:00:00.000Z",
               "payload": {"caller": caller}, "operations": [operation]})
    }

    #[test]
    fn a_change_is_told_with_old_and_new_and_without_technical_siblings() {
        let operation = json!({"operation": "updateEntity", "payload": {"count": 25, "price_decimal": "2.00"},
            "diff": {"updated": {"count": 24, "price_decimal": "1.00"}}});
        let schema = schema();
        let told = teller(&schema).changes(&entry(operation, Value::Null));
        assert_eq!(
            told,
            [Told {
                attribute: "count".into(),
                label: "Anzahl".into(),
                fate: Fate::Changed { old: "24".into(), new: "25".into() }
            }]
        );
    }

    #[test]
    fn a_new_row_of_a_table_is_told_by_itself() {
        let first = json!({"name": "Erste Hilfe", "number": "EH-1"});
        let second = json!({"name": "DGUV", "number": "3-2"});
        let operation = json!({"operation": "updateEntity", "payload": {"proofs": [first, second]}, "diff": {"updated": {"proofs": [first]}}});
        let schema = schema();
        let told = teller(&schema).changes(&entry(operation, Value::Null));
        let fate = Fate::Added { new: "DGUV, 3-2".into() };
        assert_eq!(told, [Told { attribute: "proofs".into(), label: "Nachweis".into(), fate }]);
    }

    #[test]
    fn own_changes_say_you_and_those_of_the_office_its_name() {
        let operation =
            json!({"operation": "updateEntity", "payload": {"count": 2}, "diff": {"updated": {"count": 1}}});
        let schema = schema();
        let said = |caller| teller(&schema).line(&entry(operation.clone(), caller));
        let own = said(json!({"PortalAuth": {"token": {"sub": "7"}}}));
        let office = said(json!({"EpilotAuth": {"token": {}}}));
        let both =
            said(json!({"PortalAuth": {"token": {"sub": "7"}}, "acting": {"sub": "8", "name": "Jana"}}));
        assert!(own.starts_with("Sie haben"), "{own}");
        assert!(office.starts_with("Sonnwinkel hat"), "{office}");
        assert!(both.starts_with("Jana (Sonnwinkel) hat für Sie"), "{both}");
    }
}

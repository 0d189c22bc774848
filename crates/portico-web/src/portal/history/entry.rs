//! One entry of a history: who did what, when, and each value before and after.

use maud::html;
use portico_core::schemas::{Attribute, Schema};
use portico_kit::{Instant, Locale};
use serde_json::{Map, Value};

use crate::design::components::activity_list::Entry;
use crate::design::components::diff::{DiffRow, Fate};
use crate::design::format::{self, Clock};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::values::{Room, table, text_of};

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
}

/// What became of one attribute.
#[derive(Debug, PartialEq)]
pub struct Told {
    /// The label of the attribute, or of the row of a table.
    pub label: String,
    /// Before and after.
    pub fate: Fate,
}

impl Teller<'_> {
    /// An entry as part of a history.
    pub fn tell(&self, entry: &Value) -> Entry {
        let told = self.changes(entry);
        let shown = Entry::new(icon(entry), self.sentence(entry, &told), self.when(entry));
        if told.is_empty() {
            return shown;
        }
        shown.body(html! {
            div.diffs { @for one in told { (DiffRow::new(one.label, one.fate)) } }
        })
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
        let (who, name) = self.who(entry);
        let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
        let key = match (kind, who, what.is_empty()) {
            (kind, Who::You, _) if kind.starts_with("EntityCreated") => "portal-history-you-created",
            (kind, _, _) if kind.starts_with("EntityCreated") => "portal-history-created",
            (kind, Who::You, false) if kind.starts_with("EntityUpdated") => "portal-history-you-changed",
            (kind, _, false) if kind.starts_with("EntityUpdated") => "portal-history-changed",
            (_, Who::You, _) => "portal-history-you-something",
            _ => "portal-history-something",
        };
        let args = [("who", name.into()), ("what", what.into())];
        t_args(self.locale, key, &args).into_owned()
    }

    fn who(&self, entry: &Value) -> (Who, String) {
        let caller = entry.pointer("/payload/caller").unwrap_or(&Value::Null);
        let named = |place: &str| caller.pointer(place).is_some();
        match (named("/PortalAuth/token/sub"), named("/PortalAuth")) {
            (true, _) => (Who::You, String::new()),
            (false, true) => (Who::Other, t(self.locale, "portal-history-other-user").into_owned()),
            (false, false) => (Who::Other, self.us.clone()),
        }
    }

    /// Each attribute that an entry changed, before and after; rows of tables one by one.
    pub fn changes(&self, entry: &Value) -> Vec<Told> {
        let operations = entry.get("operations").and_then(Value::as_array).into_iter().flatten();
        let updates =
            operations.filter(|one| one.get("operation").and_then(Value::as_str) == Some("updateEntity"));
        updates.flat_map(|operation| self.changes_of(operation)).collect()
    }

    fn changes_of(&self, operation: &Value) -> Vec<Told> {
        let empty = Map::new();
        let part = |place: &str| operation.pointer(place).and_then(Value::as_object).unwrap_or(&empty);
        let (new, previous, deleted) = (part("/payload"), part("/diff/updated"), part("/diff/deleted"));
        let shown = self.schema.attributes.iter().filter(|attribute| !is_hidden(attribute));
        let told = shown.flat_map(|attribute| {
            let name = &attribute.name;
            let before = previous.get(name).or_else(|| deleted.get(name));
            let after = new.get(name);
            match (before, after) {
                (None, None) => Vec::new(),
                (before, after) => self.told(
                    attribute,
                    before.unwrap_or(&Value::Null),
                    after.unwrap_or(&Value::Null),
                    operation,
                ),
            }
        });
        told.collect()
    }

    fn told(&self, attribute: &Attribute, before: &Value, after: &Value, operation: &Value) -> Vec<Told> {
        if attribute.kind == "table" {
            return self.rows(attribute, before, after);
        }
        let siblings = operation.get("payload").unwrap_or(&Value::Null);
        let text = |value: &Value| text_of(self.locale, attribute, value, siblings, Room::Sentence);
        let label = attribute.label(self.locale);
        fate(text(before), text(after)).map(|fate| Told { label, fate }).into_iter().collect()
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
            .map(|fate| Told { label: label.clone(), fate })
            .collect()
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Who {
    You,
    Other,
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
        Teller { locale: Locale::De, schema, us: "Sonnwinkel".to_owned(), now: Instant(0) }
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
            [Told { label: "Anzahl".into(), fate: Fate::Changed { old: "24".into(), new: "25".into() } }]
        );
    }

    #[test]
    fn a_new_row_of_a_table_is_told_by_itself() {
        let first = json!({"name": "Erste Hilfe", "number": "EH-1"});
        let second = json!({"name": "DGUV", "number": "3-2"});
        let operation = json!({"operation": "updateEntity", "payload": {"proofs": [first, second]}, "diff": {"updated": {"proofs": [first]}}});
        let schema = schema();
        let told = teller(&schema).changes(&entry(operation, Value::Null));
        assert_eq!(told, [Told { label: "Nachweis".into(), fate: Fate::Added { new: "DGUV, 3-2".into() } }]);
    }

    #[test]
    fn own_changes_say_you_and_those_of_the_office_its_name() {
        let operation =
            json!({"operation": "updateEntity", "payload": {"count": 2}, "diff": {"updated": {"count": 1}}});
        let schema = schema();
        let said = |caller| teller(&schema).tell(&entry(operation.clone(), caller));
        let own = format!("{:?}", said(json!({"PortalAuth": {"token": {"sub": "7"}}})));
        let office = format!("{:?}", said(json!({"EpilotAuth": {"token": {}}})));
        assert!(own.contains("Sie haben"), "{own}");
        assert!(office.contains("Sonnwinkel"), "{office}");
    }
}

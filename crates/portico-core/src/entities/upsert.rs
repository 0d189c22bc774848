//! Records as other systems know them: created or changed by a key of their own, replaced, checked, completed.

use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::document::{Path, Scalar, values_at};
use portico_kit::filter::{Filter, Value as Wanted};
use serde_json::{Map, Value};

use super::text::{fold, normalised};
use super::{Change, Search, Seen, Sort, change, create, rules, search, store};
use crate::schemas::Schema;
use crate::{Caller, Refusal};

/// The most parts of a key.
const MOST_PARTS: usize = 10;
/// How many records are looked through for values to complete with.
const LOOKED_THROUGH: i64 = 5000;

/// What became of a record that was sent with its key.
pub enum Upserted {
    /// There was none; it was created.
    Created(Seen),
    /// There was one; it was changed.
    Changed(Seen),
}

/// Whether a key that several records have is refused, or stands for the oldest of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Several {
    /// The oldest is changed.
    Oldest,
    /// Refused.
    Refused,
}

/// Changes the record that has the same values at the key's paths, or creates it.
pub fn upsert(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    key: &[String],
    sent: Map<String, Value>,
    several: Several,
) -> Result<Upserted, Refusal> {
    let kind = caller.catalogue.find(schema).ok_or_else(|| rules::unknown_schema(schema))?.clone();
    let asked = Search {
        schemas: vec![schema.to_owned()],
        filter: Some(same_key(tx, &kind, key, &sent)?),
        sort: Sort::parse("_created_at:asc")?,
        size: 2,
        ..Search::default()
    };
    let found = search(tx, caller, &asked)?.records;
    match found.as_slice() {
        [] => create(tx, caller, schema, sent).map(Upserted::Created),
        [_, _, ..] if several == Several::Refused => {
            Err(Refusal::conflict("Several records have this unique_key. Nothing was changed."))
        }
        [first, ..] => {
            let change_of = Change { attributes: sent };
            change(tx, caller, schema, &first.id, &change_of).map(Upserted::Changed)
        }
    }
}

/// The condition that a record has the key's values.
fn same_key(
    tx: &mut Tx<'_>,
    kind: &Schema,
    key: &[String],
    sent: &Map<String, Value>,
) -> Result<Filter, Refusal> {
    let wrong = |message: String| Refusal::invalid("unique_key", message);
    if key.is_empty() || key.len() > MOST_PARTS {
        return Err(wrong(format!(
            "unique_key names 1 to {MOST_PARTS} attributes, such as customer_number."
        )));
    }
    let sent = Value::Object(sent.clone());
    let mut all = Vec::new();
    for part in key {
        let value = sent.pointer(&format!("/{}", part.replace('.', "/")));
        let value =
            value.and_then(|value| Wanted::try_from(value).ok()).filter(|value| *value != Wanted::Null);
        let value = value
            .ok_or_else(|| wrong(format!("entity has no single value at {part}, which unique_key names.")))?;
        match (part.as_str(), &value) {
            ("_id", Wanted::Text(id)) => all.push(Filter::Ids(vec![id.clone()])),
            _ => {
                // Which item of a list it is does not matter for being the same.
                let steps: Vec<&str> =
                    part.split('.').filter(|step| step.parse::<usize>().is_err()).collect();
                let path = Path::parse(&steps.join("."))
                    .ok_or_else(|| wrong(format!("{part:?} is no attribute.")))?;
                if let (Wanted::Text(text), Some(attribute)) = (&value, kind.attribute(path.attribute()))
                    && attribute.identifier
                {
                    all.push(Filter::Ids(store::identified(
                        tx,
                        &kind.slug,
                        &attribute.name,
                        &normalised(text),
                    )?));
                }
                all.push(Filter::Term(path, value));
            }
        }
    }
    Ok(Filter::all(all))
}

/// Replaces a record: attributes that are not sent are cleared, fields of the system stay.
pub fn replace(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    sent: Map<String, Value>,
) -> Result<Seen, Refusal> {
    let before = super::view(tx, caller, schema, id)?.to_value();
    let mut attributes = sent;
    for name in before.as_object().into_iter().flatten().map(|(name, _)| name) {
        if !name.starts_with('_') && !attributes.contains_key(name) {
            attributes.insert(name.clone(), Value::Null);
        }
    }
    change(tx, caller, schema, id, &Change { attributes })
}

/// Something that keeps a record from being stored.
pub struct Problem {
    /// The attribute.
    pub attribute: String,
    /// Whether it is missing, rather than wrong.
    pub missing: bool,
    /// What would be right.
    pub message: String,
}

/// Everything that keeps a record from being stored as it is sent.
pub fn problems(caller: &Caller, schema: &str, sent: &Map<String, Value>) -> Result<Vec<Problem>, Refusal> {
    let kind = caller.catalogue.find(schema).ok_or_else(|| rules::unknown_schema(schema))?;
    let attributes = rules::attributes_of(sent.clone(), caller.is_staff());
    let mut found = Vec::new();
    let mut note = |attribute: &str, missing: bool, outcome: Result<(), Refusal>| {
        if let Err(Refusal::Invalid { message, .. }) = outcome {
            found.push(Problem { attribute: attribute.to_owned(), missing, message });
        }
    };
    for attribute in kind.attributes.iter().filter(|attribute| !attributes.contains_key(&attribute.name)) {
        note(&attribute.name, true, rules::check_required_one(attribute));
    }
    for (name, value) in &attributes {
        let one = [(name.clone(), value.clone())].into_iter().collect();
        note(name, false, rules::check_values(kind, &one));
    }
    Ok(found)
}

/// The values that an attribute has among records, each once, that begin with what was typed.
pub fn completions(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: Option<&str>,
    attribute: &str,
    (typed, size): (&str, usize),
) -> Result<Vec<Value>, Refusal> {
    let path = Path::parse(attribute)
        .ok_or_else(|| Refusal::invalid("attribute", format!("{attribute:?} is no attribute.")))?;
    let all = || caller.catalogue.all().map(|schema| schema.slug.clone()).collect();
    let mut asked = Search {
        schemas: schema.map_or_else(all, |slug| vec![slug.to_owned()]),
        filter: Some(Filter::Exists(path)),
        size: 500,
        ..Search::default()
    };
    let (wanted, mut values) = (fold(typed), Vec::new());
    while asked.from < LOOKED_THROUGH && values.len() < size {
        let page = search(tx, caller, &asked)?.records;
        for value in page.iter().flat_map(|seen| values_at(&seen.doc, attribute)).filter_map(plain) {
            let fits = value.as_str().is_none_or(|text| fold(text).starts_with(&wanted));
            if fits && !values.contains(&value) && values.len() < size {
                values.push(value);
            }
        }
        if page.len() < 500 {
            break;
        }
        asked.from += 500;
    }
    Ok(values)
}

fn plain(value: Scalar<'_>) -> Option<Value> {
    match value {
        Scalar::Text(text) => Some(text.into_owned().into()),
        Scalar::Number(number) => Some(number.to_string().into()),
        Scalar::Bool(fact) => Some(fact.into()),
        Scalar::Null => None,
    }
}

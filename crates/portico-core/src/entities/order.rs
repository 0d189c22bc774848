//! The order of what a search finds, and where in it a page begins.

use portico_db::{Param, Tx};
use portico_kit::EntityId;
use portico_kit::document::Path;
use serde_json::{Value, json};

use super::selection::Selection;
use super::{Search, Seen};
use crate::Refusal;

/// One key of an order.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The path of the attribute.
    pub path: Path,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl Sort {
    /// Reads `field`, `field:asc` or `field:desc`, several by comma.
    pub fn parse(text: &str) -> Result<Vec<Self>, Refusal> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Self::parse_one).collect()
    }

    fn parse_one(text: &str) -> Result<Self, Refusal> {
        let (field, order) = text.rsplit_once(':').unwrap_or((text, "asc"));
        let field = field.strip_suffix(".keyword").unwrap_or(field);
        let path = Path::parse(field)
            .ok_or_else(|| Refusal::invalid("sort", format!("{field:?} is no attribute.")))?;
        match order {
            "asc" => Ok(Self { path, descending: false }),
            "desc" => Ok(Self { path, descending: true }),
            _ => Err(Refusal::invalid(
                "sort",
                format!("{order:?} is no order. Write {field}:asc or {field}:desc."),
            )),
        }
    }

    /// The column that holds the key of every record, and whether it counts microseconds.
    fn column(&self) -> Option<(&'static str, bool)> {
        match self.path.as_str() {
            "_created_at" => Some(("e.created_at", true)),
            "_updated_at" => Some(("e.updated_at", true)),
            "_title" => Some(("e.title", false)),
            "_id" => Some(("e.id", false)),
            "_schema" => Some(("e.schema", false)),
            _ => None,
        }
    }
}

/// Orders a selection: as asked, else the newest first; records that are alike in it by their ids.
pub(super) fn add(search: &Search, selection: &mut Selection) {
    let mut keys = Vec::new();
    for sort in &search.sort {
        let order = if sort.descending { "DESC" } else { "ASC" };
        if let Some((column, _)) = sort.column() {
            keys.push(format!("{column} {order}"));
        } else {
            let place = selection.bind(sort.path.as_str().to_owned());
            keys.push(format!("doc_number(e.doc, {place}) {order} NULLS LAST"));
            keys.push(format!("doc_text(e.doc, {place}) {order} NULLS LAST"));
        }
    }
    let last = if keys.is_empty() { "e.created_at DESC, e.id DESC" } else { "e.id ASC" };
    keys.push(last.to_owned());
    selection.then(&format!("ORDER BY {}", keys.join(", ")));
}

/// Narrows a selection to what comes after the keys of `search.after`: one for each key of the order, and the id of
/// the record that they were told of; without the id, records that are alike in all keys are passed over.
///
/// # Errors
/// `Invalid` naming `search_after` when the keys do not fit the order.
pub(super) fn begin_after(search: &Search, selection: &mut Selection) -> Result<(), Refusal> {
    if search.after.is_empty() {
        return Ok(());
    }
    let keys = search.sort.len();
    let refuse = |message: &str| Err(Refusal::invalid("search_after", message));
    if keys == 0 || search.from > 0 {
        return refuse("search_after needs a sort, and no from: send the sort_end of the page before.");
    }
    if search.after.len() != keys && search.after.len() != keys + 1 {
        return refuse(
            "search_after needs one value for each key of sort: send the sort_end of the page before.",
        );
    }
    let (mut ways, mut alike) = (Vec::new(), Vec::new());
    for (sort, value) in search.sort.iter().zip(&search.after) {
        let (beyond, same) = beside(sort, value, selection)?;
        ways.push([alike.clone(), vec![beyond]].concat().join(" AND "));
        alike.push(same);
    }
    if let Some(id) = search.after.get(keys) {
        let id = selection.bind(text_of(id)?);
        ways.push(format!("{} AND e.id > {id}", alike.join(" AND ")));
    }
    selection.and(&format!("(({}))", ways.join(") OR (")));
    Ok(())
}

/// The conditions that a record comes after a value of a key, and that it has the very value.
fn beside(sort: &Sort, value: &Value, selection: &mut Selection) -> Result<(String, String), Refusal> {
    let beyond = if sort.descending { "<" } else { ">" };
    if let Some((column, counts)) = sort.column() {
        let value = if counts { selection.bind(whole_of(value)?) } else { selection.bind(text_of(value)?) };
        return Ok((format!("{column} {beyond} {value}"), format!("{column} = {value}")));
    }
    let path = selection.bind(sort.path.as_str().to_owned());
    let (number, text) = (format!("doc_number(e.doc, {path})"), format!("doc_text(e.doc, {path})"));
    // Numbers come first, then texts, then records without either.
    Ok(match value {
        Value::Null => ("1 = 0".to_owned(), format!("{number} IS NULL AND {text} IS NULL")),
        Value::Number(told) => {
            let value = selection.bind(told.as_f64().unwrap_or_default());
            (format!("({number} {beyond} {value} OR {number} IS NULL)"), format!("{number} = {value}"))
        }
        _ => {
            let value = selection.bind(text_of(value)?);
            (
                format!("({number} IS NULL AND ({text} {beyond} {value} OR {text} IS NULL))"),
                format!("{number} IS NULL AND {text} = {value}"),
            )
        }
    })
}

fn text_of(value: &Value) -> Result<String, Refusal> {
    let told = value.as_str().map(str::to_owned);
    told.ok_or_else(|| Refusal::invalid("search_after", format!("{value} is no text.")))
}

fn whole_of(value: &Value) -> Result<i64, Refusal> {
    value.as_i64().ok_or_else(|| Refusal::invalid("search_after", format!("{value} is no whole number.")))
}

/// The keys of the last record that was found, in the order that was asked for, and its id: what the next page begins
/// after. Nothing where no order was asked for or nothing was found.
pub fn end_of(tx: &mut Tx<'_>, search: &Search, found: &[Seen]) -> Result<Vec<Value>, Refusal> {
    match found.last() {
        Some(last) if !search.sort.is_empty() => keys_of(tx, search, &last.id),
        _ => Ok(Vec::new()),
    }
}

/// The keys of a record in the order that was asked for, and its id.
pub(super) fn keys_of(tx: &mut Tx<'_>, search: &Search, id: &EntityId) -> Result<Vec<Value>, Refusal> {
    let mut params: Vec<Param<'_>> = vec![id.as_str().into()];
    let mut columns = Vec::new();
    for sort in &search.sort {
        if let Some((column, _)) = sort.column() {
            columns.push(column.to_owned());
        } else {
            params.push(sort.path.as_str().into());
            let place = params.len() + 1;
            columns.push(format!("doc_number(e.doc, ${place})"));
            columns.push(format!("doc_text(e.doc, ${place})"));
        }
    }
    let sql = format!("SELECT {} FROM entities e WHERE e.tenant_id = $1 AND e.id = $2", columns.join(", "));
    let keys = tx.first(&sql, &params, |row| {
        let mut at = 0;
        let mut keys = Vec::new();
        for sort in &search.sort {
            keys.push(match sort.column() {
                Some((_, true)) => json!(row.int(at)?),
                Some((_, false)) => json!(row.text(at)?),
                None => match row.opt_real(at)? {
                    Some(number) => json!(number),
                    None => json!(row.opt_text(at + 1)?),
                },
            });
            at += if sort.column().is_some() { 1 } else { 2 };
        }
        Ok(keys)
    })?;
    Ok(keys.map(|keys| [keys, vec![json!(id.as_str())]].concat()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_with_and_without_direction() {
        let sort = Sort::parse("status.keyword:desc, _title").unwrap_or_default();
        assert_eq!(sort.len(), 2);
        assert_eq!(sort[0].path.as_str(), "status");
        assert!(sort[0].descending && !sort[1].descending);
        assert!(Sort::parse("status:sideways").is_err());
    }
}

//! Line items: what an order or contract is made of, each with its quantity and its price.

use std::collections::HashMap;

use maud::{Markup, Render, html};
use portico_core::schemas::Schema;
use portico_core::{Refusal, entities};
use portico_kit::{EntityId, Locale, Money};
use serde_json::Value;

use super::{Room, text};
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::format;
use crate::design::words::{has, t};
use crate::portal::scene::{Record, Scene};

/// The attribute that holds line items.
const ITEMS: &str = "line_items";
/// The attributes that point to products, where there are no line items.
const PRODUCTS: [&str; 2] = ["products", "product"];
/// The sums of a record, the last of them being the one to pay.
const SUMS: [&str; 3] = ["amount_subtotal", "amount_tax", "amount_total"];

/// One line item.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// One line about it.
    pub detail: String,
    /// How many of it.
    pub quantity: String,
    /// What one of it costs.
    pub price: String,
    /// What all of it costs.
    pub total: String,
}

impl Line {
    /// How many, what one costs, what all of it costs.
    fn cells(&self) -> [&str; 3] {
        [&self.quantity, &self.price, &self.total]
    }
}

/// The line items of a record as far as the viewer may see them; without any, the products that it points to.
pub fn of(scene: &mut Scene<'_, '_, '_>, record: &Record) -> Result<Vec<Line>, Refusal> {
    let items: &[Value] = record.doc.get(ITEMS).and_then(Value::as_array).map_or(&[], Vec::as_slice);
    if items.is_empty() {
        let values: Vec<&Value> = PRODUCTS.iter().filter_map(|name| record.doc.get(*name)).collect();
        let related = scene.related(values.iter().copied())?;
        let records = values.iter().flat_map(|value| related.of_value(value));
        return Ok(records.filter(|found| found.seen.schema == "product").filter_map(of_product).collect());
    }
    let ids: Vec<EntityId> = items.iter().filter_map(product_of).map(EntityId::from).collect();
    let wanted = HashMap::from([("product".to_owned(), ids)]);
    let seen = scene.ask(|tx, caller| entities::view_many(tx, caller, &wanted))?.unwrap_or_default();
    let products: Vec<Record> = seen.into_iter().map(Record::of).collect();
    let locale = scene.locale();
    Ok(items.iter().filter_map(|item| of_item(locale, item, &products)).collect())
}

fn product_of(item: &Value) -> Option<&str> {
    item.get("product_id").or_else(|| item.pointer("/_product/_id")).and_then(Value::as_str)
}

fn of_product(record: &Record) -> Option<Line> {
    let detail = record.doc.get("description").and_then(Value::as_str).unwrap_or_default();
    Some(Line { name: record.title()?.to_owned(), detail: detail.to_owned(), ..Line::default() })
}

fn of_item(locale: Locale, item: &Value, products: &[Record]) -> Option<Line> {
    let product = product_of(item).and_then(|id| products.iter().find(|known| known.seen.id.as_str() == id));
    let word =
        |place: &str| item.pointer(place).and_then(Value::as_str).filter(|word| !word.trim().is_empty());
    let own = ["/name", "/product/name", "/_product/name", "/product_name", "/description"];
    let name = own.iter().find_map(|place| word(place)).or_else(|| product?.title())?;
    let detail = product.and_then(|known| known.doc.get("description")).and_then(Value::as_str);
    let currency = word("/currency").unwrap_or("EUR");
    let amount = |key: &str| {
        let cents = item.get(key).and_then(cents_of)?;
        Some(format::money(locale, &Money { cents, currency: currency.to_owned() }))
    };
    let quantity = item.get("quantity").filter(|value| value.is_number()).map(|number| {
        let plain = format::decimal(locale, &number.to_string());
        word("/unit").map_or_else(|| plain.clone(), |unit| format::with_unit(&plain, unit))
    });
    let period = word("/billing_period").or(word("/_price/billing_period"));
    let with_period =
        |amount: String| match period.map(|period| format!("line-period-{}", period.replace('_', "-"))) {
            Some(key) if has(&key) => format!("{amount} {}", t(locale, &key)),
            _ => amount,
        };
    Some(Line {
        name: name.to_owned(),
        detail: detail.unwrap_or_default().to_owned(),
        quantity: quantity.unwrap_or_default(),
        price: amount("unit_amount").map(with_period).unwrap_or_default(),
        total: amount("amount_subtotal").or_else(|| amount("amount_total")).unwrap_or_default(),
    })
}

fn cents_of(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_f64().filter(|cents| cents.abs() < 1e12).map(|cents| cents.round() as i64))
}

/// The sums of a record with their labels, the last one being the one to pay.
pub fn sums(locale: Locale, schema: &Schema, doc: &Value) -> Vec<(String, String)> {
    let shown = SUMS.iter().filter_map(|name| {
        let attribute = schema.attribute(name)?;
        Some((attribute.label(locale), text(locale, attribute, doc, Room::Sentence)?))
    });
    shown.collect()
}

/// Line items as a table; on phones each is a row with all it says.
pub fn table(locale: Locale, caption: &str, lines: &[Line]) -> Markup {
    let columns = ["line-quantity", "line-price", "line-total"];
    let is_used = |place: usize| {
        let mut cells = lines.iter().filter_map(|line| line.cells().get(place).copied());
        cells.any(|cell| !cell.is_empty())
    };
    let used: Vec<usize> = (0..columns.len()).filter(|place| is_used(*place)).collect();
    let head = Table::new(locale, caption).whole().column(Column::Title, t(locale, "line-what"));
    let keys = used.iter().filter_map(|place| columns.get(*place));
    let head = keys.fold(head, |table, key| table.column(Column::Number, t(locale, key)));
    let row = |line: &Line| {
        let title = html! { (line.name) @if !line.detail.is_empty() { p.small.soft { (line.detail) } } };
        let cells = used.iter().filter_map(|place| line.cells().get(*place).copied());
        cells.fold(TableRow::new().cell(title), |row, cell| match cell {
            "" => row.cell(html! { span.quiet.none { "–" } }),
            text => row.cell(text),
        })
    };
    head.rows(lines.iter().map(row)).render()
}

/// Line items one below the other, for side columns and tiles.
pub fn rows(lines: &[Line]) -> Markup {
    let row = |line: &Line| {
        let facts = [&line.quantity, &line.detail].into_iter().filter(|fact| !fact.is_empty());
        let facts: Vec<&str> = facts.map(String::as_str).collect();
        let row = Row::plain(line.name.as_str());
        let row = if facts.is_empty() { row } else { row.facts(facts.join(" · ")) };
        if line.total.is_empty() { row } else { row.status(line.total.as_str()) }
    };
    lines.iter().fold(RowList::new(), |list, line| list.row(row(line))).render()
}

/// What everything costs together.
pub fn totals(sums: &[(String, String)]) -> Markup {
    html! {
        @if !sums.is_empty() {
            dl.totals { @for (label, amount) in sums { div { dt { (label) } dd { (amount) } } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_item_says_what_how_many_and_for_how_much() {
        let item = json!({ "name": "Panel", "quantity": 25, "unit": "Stück", "unit_amount": 11900,
            "amount_subtotal": 297500, "amount_total": 354025, "currency": "EUR", "billing_period": "monthly" });
        let line = of_item(Locale::De, &item, &[]).unwrap_or_default();
        assert_eq!(
            (line.name.as_str(), line.quantity.replace('\u{a0}', " ").as_str()),
            ("Panel", "25 Stück")
        );
        assert_eq!(line.price.replace('\u{a0}', " "), "119,00 € monatlich");
        assert_eq!(line.total.replace('\u{a0}', " "), "2.975,00 €");
    }

    #[test]
    fn a_line_item_without_a_name_is_left_out_and_odd_values_are_no_obstacle() {
        assert!(of_item(Locale::En, &json!({ "quantity": 1 }), &[]).is_none());
        let odd = json!({ "_product": { "name": "Meter" }, "quantity": "x", "unit_amount": {}, "amount_total": 12.4 });
        let line = of_item(Locale::En, &odd, &[]).unwrap_or_default();
        assert_eq!((line.name.as_str(), line.price.as_str(), line.total.as_str()), ("Meter", "", "€0.12"));
    }
}

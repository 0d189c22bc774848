//! The project of a generated customer: solar panels, a charging point or a heat pump.

use portico_core::entities::NewRecord;
use serde_json::{Map, Value, json};

use super::contract::decimal;
use super::customer::{Customer, kind, record};

/// One of the customer's projects, from 1.
pub(super) fn project(customer: &Customer<'_>, index: u32) -> NewRecord {
    let (dice, recipe) = (&customer.dice, &customer.plan.recipe);
    let names: Vec<(&String, &String)> = recipe.opportunity_names.iter().collect();
    let Some((project_type, name)) = dice.pick(&names) else { return record("opportunity", Value::Null) };
    let price = dice.between(recipe.price_cents);
    let margin = price * dice.between(recipe.margin_percent) / 100;
    let (installation, power) = installation(customer);
    let mut doc = json!({
        "_id": customer.id(kind::PROJECT, index),
        "_created_at": customer.made_at(200),
        "opportunity_name": name.replace("{power_kwp}", &power.to_string().replace('.', ",")),
        "opportunity_number":
            customer.sequence(&recipe.first_numbers.opportunity_number, recipe.per_contact.opportunities, index),
        "status": dice.word(&recipe.opportunity_statuses),
        "project_type": project_type,
        "waiting_for": "office",
        "customer_name": customer.name(),
        "site_address": customer.address(200 + index),
        "price": price,
        "price_decimal": decimal(price),
        "price_currency": "EUR",
        "purchase_cost": price - margin,
        "purchase_cost_decimal": decimal(price - margin),
        "purchase_cost_currency": "EUR",
        "margin": margin,
        "margin_decimal": decimal(margin),
        "margin_currency": "EUR",
        "customer": customer.relation(kind::CONTACT, 1),
        "internal_note": dice.word(&recipe.internal_notes),
    });
    if let (Value::Object(doc), "pv") = (&mut doc, project_type.as_str()) {
        doc.extend(installation);
    }
    record("opportunity", doc)
}

/// A solar installation and its power in kWp.
fn installation(customer: &Customer<'_>) -> (Map<String, Value>, f64) {
    let (dice, recipe) = (&customer.dice, &customer.plan.recipe);
    let count = dice.between(recipe.panel_counts);
    let panel = dice.pick(&recipe.panels);
    #[expect(clippy::cast_precision_loss, reason = "a roof holds few panels")]
    let power = (panel.map_or(0, |panel| panel.panel_watt * count) as f64 / 10.0).round() / 100.0;
    let doc = json!({
        "panel_maker": panel.map(|panel| panel.panel_maker.as_str()),
        "panel_model": panel.map(|panel| panel.panel_model.as_str()),
        "panel_watt": panel.map(|panel| panel.panel_watt),
        "panel_count": count,
        "power_kwp": power,
        "inverter": dice.word(&recipe.inverters),
        "battery_kwh": dice.pick(&recipe.battery_kwh),
        "roof_type": dice.word(&recipe.roof_types),
        "roof_orientation": dice.word(&recipe.roof_orientations),
    });
    let fields = if let Value::Object(fields) = doc { fields } else { Map::new() };
    (fields, power)
}

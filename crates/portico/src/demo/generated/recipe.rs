//! The recipe of generated customers: word lists and ranges from `demo/generated.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What generated customers are made of.
#[derive(Clone, Debug, Deserialize)]
pub struct Recipe {
    /// Their addresses; `{n}` counts from 1.
    pub email_pattern: String,
    /// The password of them all.
    pub password: String,
    /// The name of their portal.
    pub portal: String,
    pub(super) language: String,
    pub(super) per_contact: PerContact,
    pub(super) first_numbers: FirstNumbers,
    pub(super) first_names: Vec<String>,
    pub(super) last_names: Vec<String>,
    pub(super) streets: Vec<String>,
    pub(super) cities: Vec<City>,
    pub(super) tariffs: Vec<Tariff>,
    pub(super) contract_statuses: Vec<String>,
    pub(super) installment_cents: [i64; 2],
    pub(super) balance_cents: [i64; 2],
    pub(super) start_dates: [String; 2],
    pub(super) meter_types: Vec<String>,
    pub(super) meter_makers: Vec<String>,
    pub(super) location_hints: Vec<String>,
    pub(super) panels: Vec<Panel>,
    pub(super) panel_counts: [i64; 2],
    pub(super) inverters: Vec<String>,
    pub(super) battery_kwh: Vec<f64>,
    pub(super) roof_types: Vec<String>,
    pub(super) roof_orientations: Vec<String>,
    pub(super) opportunity_names: BTreeMap<String, String>,
    pub(super) opportunity_statuses: Vec<String>,
    pub(super) price_cents: [i64; 2],
    pub(super) margin_percent: [i64; 2],
    pub(super) files: Vec<Paper>,
    pub(super) internal_notes: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct PerContact {
    pub(super) contracts: u32,
    pub(super) meters: u32,
    pub(super) readings: u32,
    pub(super) opportunities: u32,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct FirstNumbers {
    pub(super) customer_number: String,
    pub(super) contract_number: String,
    pub(super) meter_number: String,
    pub(super) ma_lo_id: String,
    pub(super) opportunity_number: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct City {
    pub(super) postal_code: String,
    pub(super) city: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Tariff {
    pub(super) contract_name: String,
    pub(super) tariff: String,
    pub(super) branch: String,
    pub(super) unit_price: f64,
    pub(super) base_price: i64,
    pub(super) annual_consumption: [i64; 2],
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Panel {
    pub(super) panel_maker: String,
    pub(super) panel_model: String,
    pub(super) panel_watt: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Paper {
    pub(super) filename: String,
    pub(super) document_kind: String,
    pub(super) file_date: String,
    pub(super) content: String,
    pub(super) shared_with_end_customer: bool,
}

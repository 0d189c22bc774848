//! The meter of a generated customer, with its counter and a year of readings.

use portico_core::entities::NewRecord;
use portico_core::meter_readings::NewReading;
use portico_kit::{EntityId, Instant};
use serde_json::{Value, json};

use super::customer::{Customer, kind, record};

/// The month of the last reading: November 2026, counted from the year 0.
const LAST_MONTH: i64 = 2026 * 12 + 10;

/// A meter that runs for one of the customer's contracts.
pub(super) struct Meter<'c, 'p> {
    customer: &'c Customer<'p>,
    index: u32,
    /// Day and value of each reading, oldest first.
    values: Vec<(String, f64)>,
}

impl<'c, 'p> Meter<'c, 'p> {
    /// The meter of a number, from 1.
    pub(super) fn new(customer: &'c Customer<'p>, index: u32) -> Self {
        let dice = &customer.dice;
        let count = i64::from(customer.plan.recipe.per_contact.readings);
        let mut tenths = dice.between([20_000, 600_000]);
        let month_of = |back: i64| LAST_MONTH - count + 1 + back;
        let values = (0..count).map(|number| {
            tenths += dice.between([900, 4_400]);
            let month = month_of(number);
            #[expect(clippy::cast_precision_loss, reason = "readings are far below 2^52")]
            (format!("{:04}-{:02}-01", month / 12, month % 12 + 1), tenths as f64 / 10.0)
        });
        Self { customer, index, values: values.collect() }
    }

    /// The record of the meter.
    pub(super) fn meter(&self) -> NewRecord {
        let (customer, recipe) = (self.customer, &self.customer.plan.recipe);
        let (dice, numbers, each) = (&customer.dice, &recipe.first_numbers, recipe.per_contact.meters);
        let installed_year = dice.between([2012, 2025]);
        record(
            "meter",
            json!({
                "_id": customer.id(kind::METER, self.index),
                "_created_at": customer.made_at(10),
                "meter_number": customer.sequence(&numbers.meter_number, each, self.index),
                "ma_lo_id": customer.sequence(&numbers.ma_lo_id, each, self.index),
                "sector": "power",
                "status": "active",
                "meter_type": dice.word(&recipe.meter_types),
                "tariff_type": "Eintarif",
                "reading_due_on": "2026-11-30",
                "location": customer.address(100 + self.index),
                "location_hint": dice.word(&recipe.location_hints),
                "used_for": "Haushalt",
                "manufacturer": dice.word(&recipe.meter_makers),
                "installation_date": format!("{installed_year}-05-11"),
                "calibration_date": format!("{}-12-31", installed_year + 16),
                "contract": customer.relation(kind::CONTRACT, 1),
                "customer": customer.relation(kind::CONTACT, 1),
            }),
        )
    }

    /// The record of its counter.
    pub(super) fn counter(&self) -> NewRecord {
        let (first, last) = (self.values.first(), self.values.last());
        let used = last.zip(first).map(|(last, first)| ((last.1 - first.1) * 10.0).round() / 10.0);
        record(
            "meter_counter",
            json!({
                "_id": self.customer.id(kind::COUNTER, self.index),
                "_created_at": self.customer.made_at(10),
                "description": "Bezug",
                "obis_number": "1-0:1.8.0",
                "direction": "feed-out",
                "unit": "kWh",
                "transformer_ratio": 1,
                "last_value": last.map(|(_, value)| value),
                "last_reading": last.map(|(day, _)| day),
                "current_consumption": used,
                "meter": self.customer.relation(kind::METER, self.index),
            }),
        )
    }

    /// Its readings.
    pub(super) fn readings(&self) -> Vec<NewReading> {
        let meter = self.customer.id(kind::METER, self.index);
        let counter = self.customer.id(kind::COUNTER, self.index);
        self.values.iter().map(|(day, value)| reading(&meter, &counter, day, *value)).collect()
    }
}

fn reading(meter: &str, counter: &str, day: &str, value: f64) -> NewReading {
    let timestamp = format!("{day}T08:00:00.000Z");
    let doc: Value = json!({
        "meter_id": meter,
        "counter_id": counter,
        "value": value,
        "timestamp": timestamp,
        "direction": "feed-out",
        "source": "ECP",
        "reason": "regular",
        "status": "valid",
    });
    NewReading {
        meter: EntityId::from(meter),
        counter: EntityId::from(counter),
        read_at: Instant::parse_iso(&timestamp).unwrap_or(Instant(0)),
        value,
        doc,
    }
}

//! Meter readings: the values of a meter's counters over time.

use portico_db::{Param, Tx};
use portico_kit::{EntityId, Instant, Random};
use serde_json::Value;

use crate::{Caller, Refusal};

mod seen;

pub use seen::{Listed, of_meter};

/// A reading to store.
pub struct NewReading {
    /// The meter.
    pub meter: EntityId,
    /// The counter of the meter.
    pub counter: EntityId,
    /// When it was read.
    pub read_at: Instant,
    /// The value in the counter's unit.
    pub value: f64,
    /// The reading as it is shown.
    pub doc: Value,
}

/// Stores many readings at once, for staff and for loading.
pub fn import(
    tx: &mut Tx<'_>,
    caller: &Caller,
    readings: &[NewReading],
    random: &Random,
) -> Result<(), Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::Forbidden { message: "Only the organisation imports readings.".to_owned() });
    }
    let rows = readings.iter().map(|reading| {
        [
            Param::from(reading.meter.as_str()),
            reading.counter.as_str().into(),
            reading.read_at.into(),
            random.uuid_v7(reading.read_at).into(),
            reading.value.into(),
            reading.doc.to_string().into(),
        ]
    });
    let columns = ["tenant_id", "meter_id", "counter_id", "read_at", "id", "value", "doc"];
    Ok(tx.insert_many("meter_readings", &columns, rows)?)
}

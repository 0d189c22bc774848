//! A generated customer: the contact, the sign-in, and what belongs to them.

use portico_core::entities::NewRecord;
use portico_core::meter_readings::NewReading;
use portico_kit::Instant;
use serde_json::{Value, json};

use super::dice::Dice;
use super::{Plan, contract, meter, papers, project};

/// Kinds of records as their ids show them.
pub(super) mod kind {
    pub(in super::super) const PORTAL_USER: u16 = 0x10;
    pub(in super::super) const CONTACT: u16 = 0x11;
    pub(in super::super) const CONTRACT: u16 = 0x13;
    pub(in super::super) const METER: u16 = 0x14;
    pub(in super::super) const COUNTER: u16 = 0x15;
    pub(in super::super) const PROJECT: u16 = 0x16;
    pub(in super::super) const FILE: u16 = 0x1c;
    pub(in super::super) const ADDRESS: u16 = 0x1f;
}

/// When the first customer came: 2 January 2023, 8 o'clock. The others follow minute by minute, so that rows with
/// a time of creation are added at the end of their index.
const FIRST: Instant = Instant(1_672_646_400_000_000);
/// The number in the first customer's ids; the others count on, so that ids too are added at the end.
const FIRST_ID: u64 = 0x0192_0000_0000;

/// One customer.
pub(super) struct Customer<'p> {
    pub(super) plan: &'p Plan,
    pub(super) dice: Dice,
    number: u32,
    pub(super) first_name: &'p str,
    pub(super) last_name: &'p str,
    pub(super) email: String,
    street: &'p str,
    street_number: String,
    city: usize,
}

impl<'p> Customer<'p> {
    /// The customer of a number, from 1.
    pub(super) fn new(plan: &'p Plan, number: u32) -> Self {
        let (dice, recipe) = (Dice::of(number), &plan.recipe);
        Self {
            first_name: dice.word(&recipe.first_names),
            last_name: dice.word(&recipe.last_names),
            email: recipe.email_pattern.replace("{n}", &number.to_string()),
            street: dice.word(&recipe.streets),
            street_number: dice.between([1, 140]).to_string(),
            city: dice.below(recipe.cities.len()),
            plan,
            dice,
            number,
        }
    }

    /// Adds all records of the customer and answers the readings of the meters.
    pub(super) fn add_records(&self, records: &mut Vec<NewRecord>) -> Vec<NewReading> {
        let wanted = &self.plan.recipe.per_contact;
        records.push(self.contact());
        records.push(self.portal_user());
        records.extend((1..=wanted.contracts).map(|index| contract::contract(self, index)));
        let mut readings = Vec::new();
        for index in 1..=wanted.meters {
            let meter = meter::Meter::new(self, index);
            records.extend([meter.meter(), meter.counter()]);
            readings.extend(meter.readings());
        }
        records.extend(papers::papers(self));
        records.extend((1..=wanted.opportunities).map(|index| project::project(self, index)));
        readings
    }

    /// The id of one of the customer's records.
    pub(super) fn id(&self, kind: u16, index: u32) -> String {
        let time = FIRST_ID + u64::from(self.number);
        format!("{:08x}-{:04x}-7000-8a00-{kind:08x}{index:04x}", time >> 16, time & 0xffff)
    }

    /// A relation to one of the customer's records.
    pub(super) fn relation(&self, kind: u16, index: u32) -> Value {
        json!({ "$relation": [{ "entity_id": self.id(kind, index) }] })
    }

    /// When a record was made: some days after the customer came.
    pub(super) fn made_at(&self, days: i64) -> String {
        FIRST.plus_seconds(i64::from(self.number) * 60 + days * 86_400).to_iso()
    }

    /// The next of a sequence of numbers, of which every customer has `each`.
    pub(super) fn sequence(&self, first: &str, each: u32, index: u32) -> String {
        numbered(first, u64::from(self.number - 1) * u64::from(each) + u64::from(index - 1))
    }

    /// The customer's address, as one of a record.
    pub(super) fn address(&self, index: u32) -> Value {
        let city = self.plan.recipe.cities.get(self.city);
        json!([{
            "_id": self.id(kind::ADDRESS, index),
            "street": self.street,
            "street_number": self.street_number,
            "postal_code": city.map(|city| city.postal_code.as_str()),
            "city": city.map(|city| city.city.as_str()),
            "country": "DE",
        }])
    }

    /// The account from which the customer pays. The check digits 00 are those of no real account.
    pub(super) fn iban(&self) -> String {
        format!("DE0052090099{:010}", self.number)
    }

    /// First and last name.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    fn contact(&self) -> NewRecord {
        let numbers = &self.plan.recipe.first_numbers;
        let birth_year = self.dice.between([1945, 2004]);
        let birthday =
            format!("{birth_year}-{:02}-{:02}", self.dice.between([1, 12]), self.dice.between([1, 28]));
        record(
            "contact",
            json!({
                "_id": self.id(kind::CONTACT, 1),
                "_tags": ["Kunde"],
                "_created_at": self.made_at(0),
                "first_name": self.first_name,
                "last_name": self.last_name,
                "birthdate": birthday,
                "customer_number": self.sequence(&numbers.customer_number, 1, 1),
                "email": [{ "email": self.email, "_tags": ["Primary"] }],
                "phone": [{ "phone": format!("+49 5690 555 {:04}", self.dice.below(10_000)) }],
                "address": self.address(1),
                "payment": [{ "type": "payment_sepa", "iban": self.iban(), "fullname": self.name() }],
                "internal_note": self.dice.word(&self.plan.recipe.internal_notes),
            }),
        )
    }

    fn portal_user(&self) -> NewRecord {
        record(
            "portal_user",
            json!({
                "_id": self.id(kind::PORTAL_USER, 1),
                "_created_at": self.made_at(1),
                "name": self.name(),
                "email": self.email,
                "preferred_language": self.plan.recipe.language,
                "portal_id": self.plan.portal.as_str(),
                "origin": self.plan.origin,
                "registration_status": "Registered",
                "mapping_status": "Mapped",
                "access_status": true,
                "contact": self.relation(kind::CONTACT, 1),
            }),
        )
    }
}

/// A record of a schema.
pub(super) fn record(schema: &str, doc: Value) -> NewRecord {
    let attributes = if let Value::Object(fields) = doc { fields } else { serde_json::Map::new() };
    NewRecord { schema: schema.to_owned(), attributes }
}

/// A number some places after the first one of its kind, with the same letters and as many digits.
fn numbered(first: &str, plus: u64) -> String {
    let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = first.get(letters.len()..).unwrap_or_default();
    let number = digits.parse::<u64>().unwrap_or(0) + plus;
    format!("{letters}{number:0width$}", width = digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_sequence_keep_their_letters_and_width() {
        assert_eq!(numbered("O-2026-50001", 41), "O-2026-50042");
        assert_eq!(numbered("1EMH0100000001", 9), "1EMH0100000010");
        assert_eq!(numbered("O-2026-50001", 200_000), "O-2026-250001");
    }
}

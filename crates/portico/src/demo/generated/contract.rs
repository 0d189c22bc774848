//! Contracts of a generated customer: power first, then something else, then anything.

use portico_core::entities::NewRecord;
use portico_kit::Money;
use serde_json::{Value, json};

use super::customer::{Customer, kind, record};
use super::dice::days_after;
use super::recipe::Tariff;

/// One of the customer's contracts, from 1.
pub(super) fn contract(customer: &Customer<'_>, index: u32) -> NewRecord {
    let (dice, recipe) = (&customer.dice, &customer.plan.recipe);
    let tariffs: Vec<&Tariff> = recipe.tariffs.iter().filter(|tariff| fits(tariff, index)).collect();
    let Some(tariff) = dice.pick(&tariffs) else { return record("contract", Value::Null) };
    let starts = dice.day(&recipe.start_dates);
    let (installment, balance) = (dice.between(recipe.installment_cents), dice.between(recipe.balance_cents));
    let iban = customer.iban();
    record(
        "contract",
        json!({
            "_id": customer.id(kind::CONTRACT, index),
            "_created_at": customer.made_at(30 + 90 * i64::from(index)),
            "contract_name": tariff.contract_name,
            "contract_number":
                customer.sequence(&recipe.first_numbers.contract_number, recipe.per_contact.contracts, index),
            "status": dice.word(&recipe.contract_statuses),
            "branch": tariff.branch,
            "tariff": tariff.tariff,
            "annual_consumption": dice.between(tariff.annual_consumption),
            "delivery_address": customer.address(10 * index + 1),
            "billing_address": customer.address(10 * index + 2),
            "unit_price": tariff.unit_price,
            "base_price": tariff.base_price,
            "base_price_decimal": decimal(tariff.base_price),
            "base_price_currency": "EUR",
            "installment_amount": installment,
            "installment_amount_decimal": decimal(installment),
            "installment_amount_currency": "EUR",
            "start_date": starts.to_iso_date(),
            "price_guarantee_until": days_after(starts, 730).to_iso_date(),
            "renewal_duration_amount": 12,
            "renewal_duration_unit": "months",
            "notice_time_amount": 1,
            "notice_time_unit": "months",
            "billing_period": "yearly",
            "billing_due_day": 1,
            "payment_method": "direct_debit",
            "bank_account_hint": format!("DE•• {}", iban.get(iban.len() - 4..).unwrap_or_default()),
            "account_holder": customer.name(),
            "iban": iban,
            "invoice_email": customer.email,
            "balance": balance,
            "balance_decimal": decimal(balance),
            "balance_currency": "EUR",
            "customer": customer.relation(kind::CONTACT, 1),
            "meters": (index == 1).then(|| customer.relation(kind::METER, 1)),
            "internal_note": dice.word(&recipe.internal_notes),
            "credit_check": "good",
        }),
    )
}

fn fits(tariff: &Tariff, index: u32) -> bool {
    match index {
        1 => tariff.branch == "power",
        2 => tariff.branch != "power",
        _ => true,
    }
}

/// An amount of cents as a decimal number.
pub(super) fn decimal(cents: i64) -> String {
    Money::euro_cents(cents).to_decimal()
}

//! What a form says when a rule of the portal forbids the change: which attribute, why, and what would be possible.

use portico_core::schemas::{Attribute, Schema};
use portico_kit::{Locale, Money};
use serde_json::Value;

use crate::design::components::error_summary::Fault;
use crate::design::format;
use crate::design::words::{t, t_args};
use crate::portal::values::currency;

/// The refusal of a rule as it is configured, at the field it is about.
pub fn fault(locale: Locale, schema: &Schema, rule: &Value, doc: &Value) -> Fault {
    let text = |key: &str| rule.get(key).and_then(Value::as_str).unwrap_or_default();
    let count = |key: &str| rule.get(key).and_then(Value::as_f64).map_or(0, |count| count as i64);
    let name = text("attribute");
    let attribute = schema.attribute(name);
    let what = attribute.map_or_else(|| name.to_owned(), |attribute| attribute.label(locale));
    let said = |key: &str, count: i64, more: String| {
        let args = [("what", what.as_str().into()), ("count", count.into()), ("more", more.into())];
        t_args(locale, key, &args).into_owned()
    };
    let message = match text("rule_type") {
        "cadence" => {
            let unit = match text("cadence_period_type") {
                unit @ ("weeks" | "months") => unit,
                _ => "days",
            };
            let period = [("count", count("cadence_period").max(1).into())];
            let period = t_args(locale, &format!("rule-period-{unit}"), &period).into_owned();
            said("rule-cadence", count("changes_allowed"), period)
        }
        "relative_to_current_value" => {
            let step = |key: &str| rule.get(key).and_then(|step| step_text(locale, attribute, step, doc));
            let up =
                step("allowed_increment").map(|step| t_args(locale, "rule-up", &[("step", step.into())]));
            let down =
                step("allowed_decrement").map(|step| t_args(locale, "rule-down", &[("step", step.into())]));
            let steps: Vec<_> = up.into_iter().chain(down).map(|step| step.into_owned()).collect();
            said("rule-relative", 0, steps.join(&t(locale, "rule-and")))
        }
        "days_before_date" => {
            said("rule-days-before", count("number_of_days_before_restriction"), String::new())
        }
        "overdue_payments" => said("rule-overdue", 0, String::new()),
        _ => said("rule-other", 0, String::new()),
    };
    Fault::new(name, message)
}

/// How far a value may move: a share, an amount of money, or a number.
fn step_text(locale: Locale, attribute: Option<&Attribute>, step: &Value, doc: &Value) -> Option<String> {
    if let Some(share) = step.as_str().and_then(|text| text.trim().strip_suffix('%')) {
        return Some(format::percent(locale, share.trim().parse().ok()?));
    }
    let number = step.as_f64().or_else(|| step.as_str()?.trim().replace(',', ".").parse().ok())?.abs();
    match attribute.filter(|attribute| attribute.kind == "currency") {
        Some(attribute) => {
            let money = Money { cents: number.round() as i64, currency: currency(attribute, doc) };
            Some(format::money(locale, &money))
        }
        None => Some(format::number(locale, number)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_step_is_told_as_a_share_or_a_number() {
        let told = |step| step_text(Locale::De, None, &step, &Value::Null);
        assert_eq!(told(json!("20 %")).as_deref(), Some("20\u{a0}%"));
        assert_eq!(told(json!(-1500)).as_deref(), Some("1.500"));
        assert_eq!(told(json!({})), None);
    }
}

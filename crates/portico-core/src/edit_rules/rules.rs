//! The four kinds of rules, decided without SQL and clock.

use portico_kit::Instant;
use serde_json::Value;

const DAY: i64 = 86_400;

/// A rule as the portal's configuration holds it.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) schema: String,
    pub(super) attribute: String,
    pub(super) kind: Kind,
    pub(super) doc: Value,
}

/// What a rule asks.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Only so many changes in a while.
    Cadence(Cadence),
    /// Only so far from the present value.
    Relative { up: Option<Step>, down: Option<Step> },
    /// Not within so many days before the date.
    DaysBefore(i64),
    /// Not while a payment is overdue by more than so many days.
    Overdue(i64),
}

/// So many changes in so many days, weeks or months; corrections soon after a change do not count.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cadence {
    period: i64,
    unit: Unit,
    allowed: i64,
    grace_days: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    Days,
    Weeks,
    Months,
}

/// How far a value may move: by an amount, or by a share of the present value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Amount(f64),
    Percent(f64),
}

impl Rule {
    /// Reads a rule; one that is not understood asks nothing.
    pub(super) fn parse(doc: &Value) -> Option<Self> {
        let text = |key: &str| doc.get(key).and_then(Value::as_str);
        let days = |key: &str| doc.get(key).and_then(Value::as_f64).map_or(0, |days| days as i64);
        let kind = match text("rule_type")? {
            "cadence" => Kind::Cadence(Cadence {
                period: days("cadence_period").max(1),
                unit: match text("cadence_period_type") {
                    Some("weeks") => Unit::Weeks,
                    Some("months") => Unit::Months,
                    _ => Unit::Days,
                },
                allowed: days("changes_allowed").max(0),
                grace_days: days("grace_period").max(0),
            }),
            "relative_to_current_value" => Kind::Relative {
                up: doc.get("allowed_increment").and_then(Step::parse),
                down: doc.get("allowed_decrement").and_then(Step::parse),
            },
            "days_before_date" => Kind::DaysBefore(days("number_of_days_before_restriction")),
            "overdue_payments" => Kind::Overdue(days("grace_period").max(0)),
            _ => return None,
        };
        let (schema, attribute) = (text("slug")?.to_owned(), text("attribute")?.to_owned());
        Some(Self { schema, attribute, kind, doc: doc.clone() })
    }

    /// Whether the rule is about an attribute; an amount comes with its decimal text and its currency.
    pub(super) fn is_about(&self, name: &str) -> bool {
        let rest = name.strip_prefix(self.attribute.as_str());
        matches!(rest, Some("" | "_decimal" | "_currency"))
    }

    /// What a person should know.
    pub(super) fn refusal(&self) -> String {
        let name = &self.attribute;
        match &self.kind {
            Kind::Cadence(Cadence { period, unit, allowed, .. }) => {
                let unit = format!("{unit:?}").to_lowercase();
                format!("{name} can be changed {allowed} times in {period} {unit}. Try again later.")
            }
            Kind::Relative { up, down } => {
                let told = |step: &Option<Step>| step.map_or_else(|| "any amount".to_owned(), Step::told);
                format!("{name} can rise by {} and fall by {}. Choose another value.", told(up), told(down))
            }
            Kind::DaysBefore(days) => {
                format!("{name} cannot be changed in the last {days} days before its date.")
            }
            Kind::Overdue(_) => format!("{name} cannot be changed while a payment is overdue."),
        }
    }
}

impl Kind {
    /// Whether the new value is too far from the old one.
    pub(super) fn forbids_value(&self, old: &Value, new: &Value) -> bool {
        let Self::Relative { up, down } = self else { return false };
        let Some(present) = number(old) else { return false };
        let Some(wanted) = number(new) else { return down.is_some() };
        let exceeds = |step: &Option<Step>, by: f64| step.is_some_and(|step| by > step.of(present) + 1e-9);
        exceeds(up, wanted - present) || exceeds(down, present - wanted)
    }
}

impl Step {
    fn parse(value: &Value) -> Option<Self> {
        let text = value.as_str().map(str::trim);
        match text.and_then(|text| text.strip_suffix('%')) {
            Some(share) => share.trim().parse().ok().map(Self::Percent),
            None => number(value).map(Self::Amount),
        }
    }

    fn of(self, present: f64) -> f64 {
        match self {
            Self::Amount(amount) => amount.abs(),
            Self::Percent(share) => present.abs() * share.abs() / 100.0,
        }
    }

    fn told(self) -> String {
        match self {
            Self::Amount(amount) => format!("at most {amount}"),
            Self::Percent(share) => format!("at most {share}%"),
        }
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().replace(',', ".").parse().ok())
}

impl Cadence {
    /// The moment from which on changes count.
    fn began(&self, now: Instant) -> Instant {
        match self.unit {
            Unit::Days => now.plus_seconds(-self.period.saturating_mul(DAY)),
            Unit::Weeks => now.plus_seconds(-self.period.saturating_mul(7 * DAY)),
            Unit::Months => months_before(now, self.period),
        }
    }

    /// The moment from which on changes must be known: corrections of one before the period are still corrections.
    pub(super) fn looked_back_to(&self, now: Instant) -> Instant {
        self.began(now).plus_seconds(-self.grace_days.saturating_mul(DAY))
    }

    /// Whether one more change would be too many after these.
    pub(super) fn forbids(&self, edits: &[Instant], now: Instant) -> bool {
        let grace = self.grace_days.saturating_mul(DAY);
        let mut counted: Vec<Instant> = Vec::new();
        for edit in edits.iter().copied().chain([now]) {
            if counted.last().is_none_or(|last| grace == 0 || edit > last.plus_seconds(grace)) {
                counted.push(edit);
            }
        }
        // The last one is the change that is asked for, unless it is a correction.
        let is_correction = counted.last() != Some(&now) || (grace > 0 && edits.last() == Some(&now));
        let began = self.began(now);
        let before = counted.iter().filter(|edit| **edit >= began).count() - usize::from(!is_correction);
        !is_correction && i64::try_from(before).unwrap_or(i64::MAX) >= self.allowed
    }
}

fn months_before(now: Instant, months: i64) -> Instant {
    let (year, month, day) = now.date();
    let count = year * 12 + i64::from(month) - 1 - months;
    let began = day_of_month(count.div_euclid(12), count.rem_euclid(12) + 1, i64::from(day));
    began.map_or(Instant(0), |began| began.plus_seconds(now.seconds().rem_euclid(DAY)))
}

/// A day of a month, or its last one when the month is shorter.
fn day_of_month(year: i64, month: i64, day: i64) -> Option<Instant> {
    let days = (28..=day.clamp(1, 31)).rev().chain([day.clamp(1, 28)]);
    days.filter_map(|day| Instant::parse_iso(&format!("{year:04}-{month:02}-{day:02}")).ok()).next()
}

/// The number of the day that clocks in central Europe show.
fn day_number(at: Instant) -> i64 {
    at.on_central_european_clocks().seconds().div_euclid(DAY)
}

/// Whether the date that an attribute holds, or the next day on which its amount is due, is closer than so many days.
pub(super) fn is_too_late(attribute: &str, record: &Value, days: i64, now: Instant) -> bool {
    let value = record.get(attribute).unwrap_or(&Value::Null);
    let held = value.as_str().and_then(|text| Instant::parse_iso(text).ok());
    let date = match held {
        Some(date) => Some(day_number(date)),
        None => {
            let day = if attribute == "billing_due_day" { value.as_i64() } else { None };
            day.or_else(|| record.get("billing_due_day")?.as_i64()).and_then(|day| next_due(day, now))
        }
    };
    date.is_some_and(|date| date - day_number(now) < days)
}

/// The next day, today included, on which something is due that is due on a day of each month.
fn next_due(day: i64, now: Instant) -> Option<i64> {
    let today = day_number(now);
    let (year, month, _) = now.on_central_european_clocks().date();
    let count = year * 12 + i64::from(month) - 1;
    let due = |count: i64| day_of_month(count.div_euclid(12), count.rem_euclid(12) + 1, day).map(day_number);
    [due(count), due(count + 1)].into_iter().flatten().find(|due| *due >= today)
}

/// Whether a billing event is unpaid although it was due more than so many days ago.
pub(super) fn is_overdue(event: &Value, grace: i64, now: Instant) -> bool {
    let date =
        |key: &str| event.get(key).and_then(Value::as_str).and_then(|text| Instant::parse_iso(text).ok());
    let is_open =
        date("paid_date").is_none() && event.get("type").and_then(Value::as_str) != Some("reimbursement");
    is_open && date("due_date").is_some_and(|due| day_number(now) - day_number(due) > grace)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_iso(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn kind(doc: Value) -> Kind {
        let mut doc = doc;
        doc["slug"] = "contract".into();
        doc["attribute"] = "installment_amount".into();
        Rule::parse(&doc).map_or_else(|| panic!("no rule"), |rule| rule.kind)
    }

    fn cadence(unit: &str, allowed: i64, grace: i64) -> Cadence {
        let doc = json!({ "rule_type": "cadence", "cadence_period_type": unit, "cadence_period": 1,
                          "changes_allowed": allowed, "grace_period": grace });
        match kind(doc) {
            Kind::Cadence(cadence) => cadence,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn so_many_changes_are_allowed_in_a_while() {
        let now = at("2026-11-25T08:00:00Z");
        let edits = [at("2026-10-25T07:59:00Z"), at("2026-11-01T08:00:00Z")];
        assert!(!cadence("months", 2, 0).forbids(&edits, now), "the first one is longer ago than a month");
        assert!(cadence("months", 1, 0).forbids(&edits, now));
        assert!(!cadence("weeks", 1, 0).forbids(&edits, now));
        assert!(cadence("days", 0, 0).forbids(&[], now), "none at all");
    }

    #[test]
    fn a_correction_soon_after_a_change_does_not_count() {
        let now = at("2026-11-25T08:00:00Z");
        let day_before = at("2026-11-24T08:00:00Z");
        assert!(!cadence("months", 1, 2).forbids(&[day_before], now));
        assert!(cadence("months", 1, 0).forbids(&[day_before], now));
        let early = [at("2026-11-20T08:00:00Z"), at("2026-11-21T08:00:00Z")];
        assert!(cadence("months", 1, 2).forbids(&early, now), "too late to correct it");
        assert!(!cadence("months", 2, 2).forbids(&early, now), "two edits, one of them a correction");
        assert!(!cadence("months", 1, 2).forbids(&[now], now), "the same moment");
    }

    #[test]
    fn a_value_moves_only_so_far() {
        let rule = kind(
            json!({ "rule_type": "relative_to_current_value", "allowed_increment": "10%", "allowed_decrement": "500" }),
        );
        for (new, forbidden) in [(11000, false), (11001, true), (9500, false), (9499, true), (10000, false)] {
            assert_eq!(rule.forbids_value(&json!(10000), &json!(new)), forbidden, "{new}");
        }
        assert!(rule.forbids_value(&json!("100.00"), &json!("111.00")));
        assert!(rule.forbids_value(&json!(10000), &Value::Null), "clearing is the longest way down");
        assert!(!rule.forbids_value(&Value::Null, &json!(1)), "nothing to compare with");
        let open = kind(json!({ "rule_type": "relative_to_current_value", "allowed_decrement": "0%" }));
        assert!(!open.forbids_value(&json!(1), &json!(1_000_000)));
    }

    #[test]
    fn a_date_that_is_close_is_too_late() {
        let now = at("2026-11-25T22:30:00Z");
        let record = json!({ "appointment": "2026-12-01", "billing_due_day": 31 });
        assert!(!is_too_late("appointment", &record, 6, now));
        assert!(is_too_late("appointment", &record, 7, now));
        assert!(
            is_too_late("appointment", &record, 6, at("2026-11-25T23:30:00Z")),
            "it is the 26th by our clocks"
        );
        assert!(is_too_late("installment_amount", &record, 6, now), "due on the last day of November");
        assert!(!is_too_late("installment_amount", &record, 5, now));
        assert!(!is_too_late("installment_amount", &json!({}), 5, now));
        assert!(
            is_too_late("billing_due_day", &json!({ "billing_due_day": 1 }), 7, now),
            "the first of December"
        );
    }

    #[test]
    fn only_what_is_unpaid_is_overdue() {
        let now = at("2026-11-25T08:00:00Z");
        assert!(is_overdue(&json!({ "due_date": "2026-11-20" }), 4, now));
        assert!(!is_overdue(&json!({ "due_date": "2026-11-20" }), 5, now));
        assert!(!is_overdue(&json!({ "due_date": "2026-11-20", "paid_date": "2026-11-24" }), 0, now));
        assert!(!is_overdue(&json!({ "due_date": "2026-11-20", "type": "reimbursement" }), 0, now));
    }
}

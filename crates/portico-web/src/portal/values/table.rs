//! Tables inside records, such as certificates: rows with what they say, until when they hold, who checked them.

use maud::{Markup, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::{Room, is_empty, moment, text_of};
use crate::design::components::Tone;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::tag::Tag;
use crate::design::format::{self, Day};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// A row that ends within this many days is said to end soon.
const SOON: i64 = 30;
/// The column that says until when a row holds.
const VALID_UNTIL: &str = "valid_until";

/// The columns of a table, each as the attribute that its cells are.
pub fn columns(attribute: &Attribute) -> Vec<Attribute> {
    let columns = attribute.doc.get("columns").and_then(Value::as_array);
    let column = |doc: &Value| {
        let word = |key: &str| doc.get(key).and_then(Value::as_str);
        Some(Attribute {
            name: word("name")?.to_owned(),
            kind: word("type").unwrap_or("string").to_owned(),
            group: None,
            required: doc.get("required").and_then(Value::as_bool).unwrap_or(false),
            identifier: false,
            unsearched: false,
            doc: doc.clone(),
        })
    };
    columns.into_iter().flatten().filter_map(column).collect()
}

/// What one row is called: the label of the first column, such as "Nachweis".
pub fn row_name(attribute: &Attribute, locale: Locale) -> String {
    let first = columns(attribute).into_iter().next();
    first.map_or_else(|| attribute.label(locale), |column| column.label(locale))
}

/// All rows in one text, for histories and lists.
pub fn lines(locale: Locale, attribute: &Attribute, value: &Value) -> Option<String> {
    let rows = value.as_array()?;
    let lines: Vec<String> = rows.iter().filter_map(|row| line(locale, attribute, row)).collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// One row in one line: its cells one after the other.
pub fn line(locale: Locale, attribute: &Attribute, row: &Value) -> Option<String> {
    let cells: Vec<String> =
        columns(attribute).iter().filter_map(|column| cell(locale, column, row)).collect();
    (!cells.is_empty()).then(|| cells.join(", "))
}

/// One cell as text.
pub fn cell(locale: Locale, column: &Attribute, row: &Value) -> Option<String> {
    let value = row.get(&column.name).filter(|value| !is_empty(value))?;
    text_of(locale, column, value, row, Room::Cell)
}

/// A table as it is shown: with the table beside it that says what the office thinks of its rows.
pub struct Shown<'a> {
    /// The language.
    pub locale: Locale,
    /// The table.
    pub attribute: &'a Attribute,
    /// The rows.
    pub rows: &'a [Value],
    /// The rows of the table beside it, joined by a column of the same name.
    pub checks: Option<(String, &'a [Value])>,
    /// Today.
    pub today: Day,
}

/// The table beside a table: named like it, with `_verified` at its end.
pub fn checks_of<'a>(
    schema: &Schema,
    attribute: &Attribute,
    doc: &'a Value,
) -> Option<(String, &'a [Value])> {
    let beside = schema.attribute(&format!("{}_verified", attribute.name))?;
    let own = columns(attribute);
    let shared =
        columns(beside).into_iter().find(|column| own.iter().any(|known| known.name == column.name))?;
    let rows = doc.get(&beside.name)?.as_array()?;
    Some((shared.name, rows))
}

/// Whether a table only says what the office thinks of another one of the same record.
pub fn is_check(schema: &Schema, attribute: &Attribute) -> bool {
    let base = attribute.name.strip_suffix("_verified");
    base.is_some_and(|base| schema.attribute(base).is_some_and(|other| other.kind == "table"))
}

impl Shown<'_> {
    /// The rows as a list; `actions` are the ways to change one, by its place.
    pub fn list(&self, actions: impl Fn(usize) -> Option<Markup>) -> RowList {
        let columns = columns(self.attribute);
        self.rows.iter().enumerate().fold(RowList::new(), |list, (place, row)| {
            let (tone, icon) = self.mark(row);
            let title = columns.first().and_then(|column| cell(self.locale, column, row));
            let mut shown = Row::plain(title.unwrap_or_else(|| "–".to_owned())).icon(icon, tone);
            shown = shown.facts(self.facts(&columns, row));
            if let Some(status) = self.status(row) {
                shown = shown.status(status);
            }
            if let Some(more) = self.until(&columns, row) {
                shown = shown.more(more);
            }
            list.row(match actions(place) {
                Some(actions) => shown.actions(actions),
                None => shown,
            })
        })
    }

    fn facts(&self, columns: &[Attribute], row: &Value) -> String {
        let facts = columns.iter().skip(1).filter(|column| column.name != VALID_UNTIL).filter_map(|column| {
            let text = cell(self.locale, column, row)?;
            Some(match (column.name.as_str(), column.kind.as_str()) {
                ("number", _) => {
                    t_args(self.locale, "portal-number", &[("number", text.into())]).into_owned()
                }
                (_, "date" | "datetime" | "boolean" | "number") => {
                    format!("{} {text}", column.label(self.locale))
                }
                _ => text,
            })
        });
        facts.collect::<Vec<_>>().join(" · ")
    }

    fn until(&self, columns: &[Attribute], row: &Value) -> Option<Markup> {
        let column = columns.iter().find(|column| column.name == VALID_UNTIL)?;
        let date = moment(self.locale, row.get(VALID_UNTIL)?.as_str()?, false, Room::Sentence)?;
        let said = match self.days_left(row) {
            Some(left) if left < 0 => {
                t_args(self.locale, "portal-expired-on", &[("date", date.into())]).into_owned()
            }
            _ => format!("{} {date}", column.label(self.locale)),
        };
        let note = self.check(row).and_then(|check| self.note(check));
        Some(html! { strong { (said) } @if let Some(note) = note { " " span.quiet { (note) } } })
    }

    fn days_left(&self, row: &Value) -> Option<i64> {
        let until = Day::parse(row.get(VALID_UNTIL)?.as_str()?)?;
        Some(self.today.days_until(until))
    }

    fn check(&self, row: &Value) -> Option<&Value> {
        let (column, checks) = self.checks.as_ref()?;
        checks.iter().find(|check| check.get(column) == row.get(column))
    }

    fn note(&self, check: &Value) -> Option<String> {
        let word = |key: &str| check.get(key).and_then(Value::as_str).filter(|word| !word.is_empty());
        let on = word("verified_on").and_then(Day::parse).map(|day| format::date(self.locale, day));
        match (word("verified_by"), on, is_checked(check)) {
            (Some(by), Some(on), true) => Some(
                t_args(self.locale, "portal-checked-by", &[("name", by.into()), ("date", on.into())])
                    .into_owned(),
            ),
            _ => word("note").map(str::to_owned),
        }
    }

    fn status(&self, row: &Value) -> Option<Tag> {
        let l = self.locale;
        match (self.days_left(row), &self.checks) {
            (Some(left), _) if left < 0 => Some(Tag::new(Tone::Bad, t(l, "portal-expired"))),
            (Some(left), _) if left <= SOON => {
                let said = t_args(l, "portal-expires-in", &[("days", left.into())]);
                Some(Tag::new(Tone::Warn, said).icon(Icon::CalendarClock))
            }
            (_, None) => None,
            (_, Some(_)) if self.check(row).is_some_and(is_checked) => {
                Some(Tag::new(Tone::Good, t(l, "portal-checked")))
            }
            (_, Some(_)) => Some(Tag::new(Tone::Info, t(l, "portal-being-checked"))),
        }
    }

    fn mark(&self, row: &Value) -> (Tone, Icon) {
        match (self.days_left(row), &self.checks) {
            (Some(left), _) if left < 0 => (Tone::Neutral, Icon::BadgeX),
            (Some(left), _) if left <= SOON => (Tone::Brand, Icon::BadgeAlert),
            (_, Some(_)) if !self.check(row).is_some_and(is_checked) => (Tone::Brand, Icon::Hourglass),
            (Some(_), _) => (Tone::Brand, Icon::BadgeCheck),
            _ => (Tone::Brand, Icon::FileText),
        }
    }
}

fn is_checked(check: &Value) -> bool {
    check.get("verified").and_then(Value::as_bool) == Some(true)
}

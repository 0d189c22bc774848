//! Reads the published filter clauses (`term`, `terms`, `ids`, `range`, `exists`, `$and`, `$or`, `$not`,
//! `bool`).

use serde_json::{Map, Value as Json};

use super::{Filter, Range, Value};
use crate::document::Path;

const MAX_DEPTH: usize = 5;
const MAX_CLAUSES: usize = 100;
const MAX_TERMS: usize = 1000;
const MAX_TEXT_BYTES: usize = 1024;

/// Why a filter is refused; says where in the filter.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{at}: {problem}")]
pub struct FilterError {
    /// The clause, such as `filters[2].$or[0].term`.
    pub at: String,
    /// What is wrong with it.
    pub problem: String,
}

/// Reads an array of clauses that must all hold, or a single clause.
pub fn parse(json: &Json) -> Result<Filter, FilterError> {
    let mut parser = Parser { clauses: 0 };
    match json {
        Json::Array(_) => Ok(Filter::all(parser.list(json, "filters", 1)?)),
        _ => parser.clause(json, "filters", 1),
    }
}

struct Parser {
    clauses: usize,
}

impl Parser {
    fn list(&mut self, json: &Json, at: &str, depth: usize) -> Result<Vec<Filter>, FilterError> {
        match json {
            Json::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.clause(item, &format!("{at}[{index}]"), depth))
                .collect(),
            Json::Object(_) => Ok(vec![self.clause(json, at, depth)?]),
            _ => refuse(at, "expected a list of clauses"),
        }
    }

    fn clause(&mut self, json: &Json, at: &str, depth: usize) -> Result<Filter, FilterError> {
        self.clauses += 1;
        if self.clauses > MAX_CLAUSES {
            return refuse(at, &format!("a filter has at most {MAX_CLAUSES} clauses"));
        }
        if depth > MAX_DEPTH {
            return refuse(at, &format!("clauses are nested at most {MAX_DEPTH} deep"));
        }
        let (kind, body) = single(json, at, "a clause")?;
        let at = format!("{at}.{}", shortened(kind));
        match kind {
            "term" => term(body, &at),
            "terms" => terms(body, &at),
            "ids" => ids(body, &at),
            "range" => range(body, &at),
            "exists" => exists(body, &at),
            "$and" => Ok(Filter::all(self.list(body, &at, depth + 1)?)),
            "$or" => Ok(Filter::any(self.list(body, &at, depth + 1)?)),
            "$not" => Ok(Filter::negate(Filter::any(self.list(body, &at, depth + 1)?))),
            "bool" => self.bool_query(body, &at, depth),
            _ => refuse(&at, "unknown clause; known are term, terms, ids, range, exists, $and, $or and $not"),
        }
    }

    /// The tolerated `bool` form; `should` counts when nothing else is asked for, or when a minimum is set.
    fn bool_query(&mut self, body: &Json, at: &str, depth: usize) -> Result<Filter, FilterError> {
        let body = object(body, at)?;
        let mut parts = Vec::new();
        for key in ["must", "filter"] {
            if let Some(list) = body.get(key) {
                parts.extend(self.list(list, &format!("{at}.{key}"), depth + 1)?);
            }
        }
        let minimum = match body.get("minimum_should_match") {
            None => usize::from(parts.is_empty()),
            Some(Json::Number(number)) if number.as_u64() == Some(0) => 0,
            Some(Json::Number(number)) if number.as_u64() == Some(1) => 1,
            Some(_) => return refuse(at, "minimum_should_match is 0 or 1"),
        };
        if let Some(list) = body.get("should") {
            let should = self.list(list, &format!("{at}.should"), depth + 1)?;
            if minimum == 1 {
                parts.push(Filter::any(should));
            }
        }
        if let Some(list) = body.get("must_not") {
            let none = self.list(list, &format!("{at}.must_not"), depth + 1)?;
            parts.push(Filter::negate(Filter::any(none)));
        }
        match body.keys().find(|key| !BOOL_KEYS.contains(&key.as_str())) {
            Some(key) => refuse(&format!("{at}.{}", shortened(key)), "unknown part of a bool clause"),
            None => Ok(Filter::all(parts)),
        }
    }
}

const BOOL_KEYS: [&str; 5] = ["must", "filter", "should", "must_not", "minimum_should_match"];

fn term(body: &Json, at: &str) -> Result<Filter, FilterError> {
    let (field, value) = single(body, at, "a term")?;
    let value = match value {
        Json::Object(long) => long.get("value").unwrap_or(value),
        short => short,
    };
    Ok(Filter::Term(path(field, at)?, scalar(value, at)?))
}

fn terms(body: &Json, at: &str) -> Result<Filter, FilterError> {
    let (field, values) = single(body, at, "a terms clause")?;
    let values = limited(values, at)?.iter().map(|value| scalar(value, at)).collect::<Result<_, _>>()?;
    Ok(Filter::Terms(path(field, at)?, values))
}

fn ids(body: &Json, at: &str) -> Result<Filter, FilterError> {
    let Some(values) = object(body, at)?.get("values") else {
        return refuse(at, "expected {\"values\": [...]}");
    };
    let ids = limited(values, at)?.iter().map(|value| match scalar(value, at)? {
        Value::Text(id) => Ok(id),
        _ => refuse(at, "an id is a text"),
    });
    ids.collect::<Result<_, _>>().map(Filter::Ids)
}

fn range(body: &Json, at: &str) -> Result<Filter, FilterError> {
    let (field, bounds) = single(body, at, "a range")?;
    let path = path(field, at)?;
    let mut range = Range::default();
    for (name, bound) in object(bounds, at)? {
        let slot = match name.as_str() {
            "gt" => &mut range.gt,
            "gte" => &mut range.gte,
            "lt" => &mut range.lt,
            "lte" => &mut range.lte,
            // Part of the published form; the values compared here carry their own form and zone.
            "format" | "relation" | "time_zone" => continue,
            _ => return refuse(at, "a range has gt, gte, lt and lte"),
        };
        *slot = match scalar(bound, at)? {
            Value::Null => None,
            Value::Bool(_) => return refuse(at, "a bound is a number or a text"),
            value => Some(value),
        };
    }
    if range == Range::default() { Ok(Filter::Exists(path)) } else { Ok(Filter::Range(path, range)) }
}

fn exists(body: &Json, at: &str) -> Result<Filter, FilterError> {
    match object(body, at)?.get("field") {
        Some(Json::String(field)) => Ok(Filter::Exists(path(field, at)?)),
        _ => refuse(at, "expected {\"field\": \"...\"}"),
    }
}

fn path(field: &str, at: &str) -> Result<Path, FilterError> {
    let plain = field.strip_suffix(".keyword").unwrap_or(field);
    Path::parse(plain).map_or_else(|| refuse(at, "this is not the name of an attribute"), Ok)
}

fn scalar(json: &Json, at: &str) -> Result<Value, FilterError> {
    match Value::try_from(json) {
        Ok(Value::Text(text)) if text.len() > MAX_TEXT_BYTES => {
            refuse(at, &format!("a text has at most {MAX_TEXT_BYTES} bytes"))
        }
        Ok(value) => Ok(value),
        Err(()) => refuse(at, "expected a text, a number, true, false or null"),
    }
}

fn limited<'a>(json: &'a Json, at: &str) -> Result<&'a Vec<Json>, FilterError> {
    match json {
        Json::Array(items) if items.len() <= MAX_TERMS => Ok(items),
        Json::Array(_) => refuse(at, &format!("a list has at most {MAX_TERMS} values")),
        _ => refuse(at, "expected a list of values"),
    }
}

fn single<'a>(json: &'a Json, at: &str, what: &str) -> Result<(&'a str, &'a Json), FilterError> {
    let mut members = object(json, at)?.iter();
    match (members.next(), members.next()) {
        (Some((name, value)), None) => Ok((name, value)),
        _ => refuse(at, &format!("{what} has exactly one key")),
    }
}

fn object<'a>(json: &'a Json, at: &str) -> Result<&'a Map<String, Json>, FilterError> {
    json.as_object().map_or_else(|| refuse(at, "expected an object"), Ok)
}

fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}

fn refuse<T>(at: &str, problem: &str) -> Result<T, FilterError> {
    Err(FilterError { at: at.to_owned(), problem: problem.to_owned() })
}

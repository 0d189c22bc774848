//! Values against schemas in OpenAPI 3.0's own dialect: references, `nullable`, types, required and further
//! properties, lists, choices and the formats that matter here. Patterns are not looked at.

use portico_kit::{EmailAddress, Instant};
use serde_json::{Map, Value};

/// References lead through at most so many others.
const DEEPEST: usize = 40;

/// What a value has different from its schema: the place and what is wrong there.
pub(super) fn breaches(definition: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { definition, found: Vec::new(), depth: 0 };
    check.value(schema, value, "");
    check.found
}

/// What a reference stands for; anything else stands for itself.
pub(super) fn resolved<'d>(definition: &'d Value, node: &'d Value) -> &'d Value {
    let mut node = node;
    for _ in 0..DEEPEST {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { break };
        match reference.strip_prefix('#').and_then(|pointer| definition.pointer(pointer)) {
            Some(target) => node = target,
            None => break,
        }
    }
    node
}

struct Check<'d> {
    definition: &'d Value,
    found: Vec<String>,
    depth: usize,
}

impl<'d> Check<'d> {
    fn value(&mut self, schema: &'d Value, value: &Value, at: &str) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        let schema = resolved(self.definition, schema);
        if !(value.is_null() && schema["nullable"] == true) {
            self.choices(schema, value, at);
            self.kind(schema, value, at);
        }
        self.depth -= 1;
    }

    fn breach(&mut self, at: &str, what: String) {
        self.found.push(format!("{} {what}", if at.is_empty() { "/" } else { at }));
    }

    /// How many of several schemas a value fits.
    fn fitting(&self, schemas: &'d [Value], value: &Value) -> usize {
        let fits = |schema: &&Value| {
            let mut check = Check { definition: self.definition, found: Vec::new(), depth: self.depth };
            check.value(schema, value, "");
            check.found.is_empty()
        };
        schemas.iter().filter(fits).count()
    }

    fn choices(&mut self, schema: &'d Value, value: &Value, at: &str) {
        let list = |key: &str| schema.get(key).and_then(Value::as_array);
        for part in list("allOf").into_iter().flatten() {
            self.value(part, value, at);
        }
        // Where one of several is published they require so little that many answers fit more than one.
        for any in [list("anyOf"), list("oneOf")].into_iter().flatten() {
            if self.fitting(any, value) == 0 {
                self.breach(at, "fits none of its alternatives".to_owned());
            }
        }
        if let Some(not) = schema.get("not")
            && self.fitting(std::slice::from_ref(not), value) == 1
        {
            self.breach(at, "is what it must not be".to_owned());
        }
        if list("enum").is_some_and(|all| !all.contains(value)) {
            self.breach(at, format!("is {value:.60}, none of {}", schema["enum"]));
        }
    }

    fn kind(&mut self, schema: &'d Value, value: &Value, at: &str) {
        let kind = schema.get("type").and_then(Value::as_str).unwrap_or_default();
        let holds = match kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n.fract() == 0.0),
            _ => true,
        };
        if !holds {
            return self.breach(at, format!("is no {kind} but {value:.60}"));
        }
        match value {
            Value::Object(fields) => self.object(schema, fields, at),
            Value::Array(items) if schema.get("items").is_some() => {
                for (number, item) in items.iter().enumerate() {
                    self.value(&schema["items"], item, &format!("{at}/{number}"));
                }
            }
            Value::String(text) => self.text(schema, text, at),
            Value::Number(number) => {
                let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
                let number = number.as_f64().unwrap_or_default();
                if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
                    self.breach(at, format!("is {number}, out of bounds"));
                }
            }
            Value::Null | Value::Bool(_) | Value::Array(_) => {}
        }
    }

    fn object(&mut self, schema: &'d Value, fields: &Map<String, Value>, at: &str) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.breach(at, format!("has no {name}"));
            }
        }
        for (name, value) in fields {
            let at = format!("{at}/{name}");
            match (schema["properties"].get(name), schema.get("additionalProperties")) {
                (Some(property), _) => self.value(property, value, &at),
                (None, Some(Value::Bool(false))) => self.breach(&at, "is not published".to_owned()),
                (None, Some(further)) if further.is_object() => self.value(further, value, &at),
                _ => {}
            }
        }
    }

    fn text(&mut self, schema: &'d Value, text: &str, at: &str) {
        let holds = match schema["format"].as_str() {
            Some("uuid") => is_uuid(text),
            Some("date-time") => text.contains('T') && Instant::parse_iso(text).is_ok(),
            Some("date") => text.len() == 10 && Instant::parse_iso(text).is_ok(),
            Some("email") => EmailAddress::parse(text).is_ok(),
            _ => true,
        };
        if !holds {
            self.breach(at, format!("{text:.60} is no {}", schema["format"]));
        }
    }
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(schema: Value, value: Value) -> Vec<String> {
        let definition = json!({ "components": { "schemas": {
            "Id": { "type": "string", "format": "uuid" },
            "Tree": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Tree" } } },
        } } });
        breaches(&definition, &schema, &value)
    }

    #[test]
    fn what_fits_has_no_breach() {
        let schema = json!({ "type": "object", "required": ["id"], "additionalProperties": { "type": "integer" },
            "properties": { "id": { "$ref": "#/components/schemas/Id" }, "at": { "type": "string", "nullable": true },
                "either": { "oneOf": [{ "type": "string" }, { "type": "array", "items": { "enum": ["a"] } }] } } });
        let id = "00000000-0000-7000-8000-00000000dead";
        assert!(found(schema.clone(), json!({ "id": id, "at": null, "n": 1, "either": ["a"] })).is_empty());
        assert!(
            found(json!({ "$ref": "#/components/schemas/Tree" }), json!({ "next": { "next": {} } }))
                .is_empty()
        );
        assert_eq!(found(schema.clone(), json!({})), ["/ has no id"]);
        assert_eq!(found(schema.clone(), json!({ "id": "x" })).len(), 1);
        assert_eq!(found(schema.clone(), json!({ "id": id, "n": "x" })), ["/n is no integer but \"x\""]);
        assert_eq!(
            found(schema, json!({ "id": id, "either": ["b"] })),
            ["/either fits none of its alternatives"]
        );
    }

    #[test]
    fn what_is_not_published_is_told_where_nothing_else_may_be() {
        let schema = json!({ "type": "array", "items": { "type": "object", "additionalProperties": false } });
        assert_eq!(found(schema, json!([{}, { "more": 1 }])), ["/1/more is not published"]);
        assert_eq!(found(json!({ "type": "string", "format": "date-time" }), json!("2026-11-25")).len(), 1);
        assert_eq!(found(json!({ "allOf": [{ "type": "object", "required": ["a"] }] }), json!({})).len(), 1);
    }
}

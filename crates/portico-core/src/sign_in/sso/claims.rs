//! What a provider says about a person, read by the paths that the configuration writes.

use portico_kit::EmailAddress;
use serde_json::{Map, Value};

use super::{EmailTrust, Provider};

/// The claim that holds the address unless the configuration names another.
const EMAIL: &str = "email";

/// The value at a path: a claim's own name, or names and places such as `$.address.city` and `roles[0]`.
pub(super) fn at<'c>(claims: &'c Map<String, Value>, path: &str) -> Option<&'c Value> {
    let path = path.trim();
    if let Some(found) = claims.get(path) {
        return Some(found);
    }
    let path = path.strip_prefix('$').unwrap_or(path);
    let mut steps = path.split(['.', '[']).map(|step| step.trim_end_matches(']').trim_matches(['\'', '"']));
    let mut steps = steps.by_ref().filter(|step| !step.is_empty());
    let mut found = claims.get(steps.next()?)?;
    for step in steps {
        found = match found {
            Value::Object(fields) => fields.get(step)?,
            Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(found)
}

/// The value at a path as a text.
pub(super) fn text_at(claims: &Map<String, Value>, path: &str) -> Option<String> {
    let text = match at(claims, path)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(fact) => fact.to_string(),
        _ => return None,
    };
    (!text.is_empty() && text.len() <= 1000 && !text.contains('\0')).then_some(text)
}

/// The attributes that a mapping fills, as texts.
pub(super) fn mapped(claims: &Map<String, Value>, mapping: &Map<String, Value>) -> Map<String, Value> {
    let filled = mapping.iter().filter_map(|(attribute, path)| {
        Some((attribute.clone(), Value::String(text_at(claims, path.as_str()?)?)))
    });
    filled.collect()
}

/// The attributes of a contact: as the configuration maps them, and the names as the standard calls them where it does
/// not.
pub(super) fn contact(claims: &Map<String, Value>, mapping: &Map<String, Value>) -> Map<String, Value> {
    let mut found = mapped(claims, mapping);
    let whole = text_at(claims, "name").unwrap_or_default();
    let (first, last) = whole.rsplit_once(' ').unwrap_or(("", ""));
    for (attribute, claim, part) in [("first_name", "given_name", first), ("last_name", "family_name", last)]
    {
        let told = text_at(claims, claim).or_else(|| (!part.is_empty()).then(|| part.to_owned()));
        if let Some(told) = told {
            found.entry(attribute).or_insert_with(|| told.into());
        }
    }
    found
}

/// Where the address stands.
pub(super) fn email_path(provider: &Provider) -> String {
    let mapping = provider.mapping("contact");
    mapping
        .get("email")
        .and_then(Value::as_str)
        .filter(|path| !path.trim().is_empty())
        .unwrap_or(EMAIL)
        .to_owned()
}

/// The address of a person, if the provider tells one.
pub(super) fn email(provider: &Provider, claims: &Map<String, Value>) -> Option<EmailAddress> {
    EmailAddress::parse(&text_at(claims, &email_path(provider))?).ok()
}

/// Whether the provider vouches for the address, and is trusted to.
pub(super) fn email_is_proved(provider: &Provider, claims: &Map<String, Value>) -> bool {
    // The mark is about the claim `email` alone; of any other claim the provider says nothing.
    let mark = claims.get("email_verified").filter(|_| email_path(provider) == EMAIL);
    let said = mark.map(|mark| mark == &Value::Bool(true) || mark.as_str() == Some("true"));
    match provider.email_trust {
        EmailTrust::Never => false,
        EmailTrust::Verified => said == Some(true),
        EmailTrust::Always => said != Some(false),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claims(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn a_path_leads_into_claims_in_every_spelling() {
        let all = claims(json!({ "tel": "1", "https://x.example/no": "7", "address": { "city": "Auental" },
            "roles": ["a", { "name": "b" }] }));
        let found = [
            ("tel", "1"),
            ("$.tel", "1"),
            ("https://x.example/no", "7"),
            ("address.city", "Auental"),
            ("$.address['city']", "Auental"),
            ("$['address'][\"city\"]", "Auental"),
            ("roles[0]", "a"),
            ("$.roles[1].name", "b"),
        ];
        for (path, value) in found {
            assert_eq!(text_at(&all, path).as_deref(), Some(value), "{path}");
        }
        for path in ["", "$", "$.", "none", "tel.x", "roles[9]", "roles[x]", "address", "[[[", "..."] {
            assert_eq!(text_at(&all, path), None, "{path}");
        }
    }

    #[test]
    fn names_are_found_where_the_standard_puts_them() {
        let of = |all: Value, mapping: Value| contact(&claims(all), &claims(mapping));
        let whole = of(json!({ "name": "Nora Maria Neu" }), json!({}));
        assert_eq!((&whole["first_name"], &whole["last_name"]), (&json!("Nora Maria"), &json!("Neu")));
        let parts =
            of(json!({ "name": "X Y", "given_name": "Nora", "nick": "N" }), json!({ "last_name": "nick" }));
        assert_eq!((&parts["first_name"], &parts["last_name"]), (&json!("Nora"), &json!("N")));
        assert!(of(json!({ "name": "Nora" }), json!({})).is_empty());
    }

    #[test]
    fn an_address_is_proved_by_the_providers_word_as_far_as_it_is_trusted() {
        let provider = |trust: &str, path: &str| {
            let mappings = json!({ "contact": { "email": path } });
            Provider::of(&json!({ "slug": "a", "email_trust": trust, "attribute_mappings": mappings }))
                .unwrap_or_else(|| panic!("no provider"))
        };
        let (yes, text, no, silent) = (
            claims(json!({ "email": "a@b.example", "email_verified": true })),
            claims(json!({ "email": "a@b.example", "email_verified": "true" })),
            claims(json!({ "email": "a@b.example", "email_verified": false })),
            claims(json!({ "email": "a@b.example", "upn": "a@b.example" })),
        );
        let proved = |trust: &str| {
            let provider = provider(trust, "email");
            [&yes, &text, &no, &silent].map(|all| email_is_proved(&provider, all))
        };
        assert_eq!(proved("verified"), [true, true, false, false]);
        assert_eq!(proved("always"), [true, true, false, true]);
        assert_eq!(proved("never"), [false; 4]);
        assert!(!email_is_proved(&provider("verified", "upn"), &yes), "the mark is about another claim");
    }
}

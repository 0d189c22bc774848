//! What a portal's configuration must hold, and which part of it a stranger may see.

use std::collections::BTreeSet;

use portico_access::PathTable;
use serde_json::{Map, Value, json};

use crate::Refusal;
use crate::domains::is_host;
use crate::sign_in::sso::check_providers;

/// Keys that only administrators see.
const ADMIN_ONLY: [&str; 10] = [
    "access_tests",
    "access_paths",
    "notification_triggers",
    "default_user_to_notify",
    "extensions",
    "extension_hooks",
    "entity_edit_rules",
    "approval_state_attributes",
    "surfaces",
    "accessToken",
];

/// Further keys that nobody sees before signing in.
const NOT_PUBLIC: [&str; 6] = [
    "allowed_portal_entities",
    "grants",
    "email_templates",
    "contract_identifiers",
    "entity_actions",
    "global_blocks",
];

/// The kinds of rules for changes by portal users.
const RULE_TYPES: [&str; 4] =
    ["cadence", "days_before_date", "overdue_payments", "relative_to_current_value"];

/// The configuration's keys.
pub(super) fn fields_of(config: Value) -> Result<Map<String, Value>, Refusal> {
    match config {
        Value::Object(fields) => Ok(fields),
        _ => Err(Refusal::invalid("body", "A portal configuration is an object.")),
    }
}

/// Checks the types of the keys that Portico itself reads.
pub(super) fn check(fields: &Map<String, Value>) -> Result<(), Refusal> {
    type Test = fn(&Value) -> bool;
    let expected: [(&str, Test, &str); 10] = [
        ("entity_edit_rules", are_edit_rules, "a list of rules, each with one of the published rule_types"),
        ("enabled", Value::is_boolean, "true or false"),
        ("name", Value::is_string, "a text"),
        ("origin", |value| value.as_str().is_some_and(|text| !text.is_empty()), "a text that is not empty"),
        ("domain", |value| value.as_str().is_some_and(is_host), "a host name such as portal.example.com"),
        (
            "epilot_domain",
            |value| value.as_str().is_some_and(is_host),
            "a host name such as portal.example.com",
        ),
        ("design_id", |value| value.as_str().is_some_and(is_uuid), "the id of a design"),
        ("allowed_portal_entities", is_text_list, "a list of schema slugs"),
        ("config", Value::is_string, "a JSON text"),
        (
            "surfaces",
            are_surfaces,
            "a list of surfaces, each with an id, a name, an authentication (login or registration_identifiers) and, \
             if any, token_ttl_seconds from 60 to 900 and data_access: {entities: [{schema, target_ids}], role_id}",
        ),
    ];
    for (key, test, right) in expected {
        if let Some(value) = fields.get(key).filter(|value| !value.is_null())
            && !test(value)
        {
            return Err(Refusal::invalid(key, format!("{key} must be {right}.")));
        }
    }
    if let Some(providers) = fields.get("identity_providers").filter(|providers| !providers.is_null()) {
        check_providers(providers)?;
    }
    if let Some(paths) = fields.get("access_paths").filter(|paths| !paths.is_null()) {
        PathTable::with_changes(paths)
            .map_err(|error| Refusal::invalid("access_paths", error.to_string()))?;
    }
    Ok(())
}

/// What no other portal takes over: identity, domain, how people sign in, and what names its users or its versions.
const ITS_OWN: [&str; 17] = [
    "portal_id",
    "portal_sk_v3",
    "is_v3_item",
    "organization_id",
    "origin",
    "domain",
    "is_epilot_domain",
    "epilot_domain",
    "domain_settings",
    "cognito_details",
    "auth_settings",
    "advanced_mfa",
    "identity_providers",
    "accessToken",
    "surfaces",
    "access_tests",
    "published_revision_id",
];

/// Whether a key of a configuration belongs to its portal alone, whatever is copied or exchanged.
pub(super) fn is_its_own(key: &str) -> bool {
    ITS_OWN.contains(&key)
}

/// A new portal tells strangers nothing about who is known, unless it is told to.
pub(super) fn hide_users_by_default(fields: &mut Map<String, Value>) {
    let settings = fields.entry("auth_settings").or_insert_with(|| json!({}));
    if let Some(settings) = settings.as_object_mut() {
        settings.entry("prevent_user_enumeration").or_insert(json!(true));
    }
}

/// Whether a text is a UUID in its usual spelling.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

fn are_edit_rules(value: &Value) -> bool {
    let kind = |rule: &Value| {
        rule.get("rule_type").and_then(Value::as_str).is_some_and(|kind| RULE_TYPES.contains(&kind))
    };
    value.as_array().is_some_and(|rules| rules.iter().all(kind))
}

fn are_surfaces(value: &Value) -> bool {
    let Some(surfaces) = value.as_array() else { return false };
    let ids: BTreeSet<&str> = surfaces.iter().filter_map(|surface| surface.get("id")?.as_str()).collect();
    ids.len() == surfaces.len() && surfaces.iter().all(is_surface)
}

fn is_surface(surface: &Value) -> bool {
    let text = |key: &str| surface.get(key).and_then(Value::as_str).unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let id = text("id");
    let is_id =
        id.len() <= 64 && id.starts_with(plain) && id.chars().all(|c| plain(c) || c == '-' || c == '_');
    let lasts = surface.get("token_ttl_seconds").filter(|seconds| !seconds.is_null());
    is_id
        && (1..=120).contains(&text("name").chars().count())
        && matches!(text("authentication"), "login" | "registration_identifiers")
        && lasts.is_none_or(|seconds| seconds.as_i64().is_some_and(|seconds| (60..=900).contains(&seconds)))
        && surface.get("data_access").is_none_or(is_data_access)
}

fn is_data_access(access: &Value) -> bool {
    let is_opened = |one: &Value| {
        one.get("schema").is_some_and(Value::is_string) && one.get("target_ids").is_none_or(is_text_list)
    };
    let are_opened = |list: &Value| list.as_array().is_some_and(|list| list.iter().all(is_opened));
    access.is_object()
        && access.get("entities").is_none_or(are_opened)
        && access.get("role_id").is_none_or(Value::is_string)
}

fn is_text_list(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
}

/// What a signed-in portal user sees of the configuration: no secrets, nothing that only steers the back office.
pub fn without_secrets(doc: &Value) -> Value {
    let mut seen = doc.clone();
    if let Some(fields) = seen.as_object_mut() {
        fields.retain(|key, _| !ADMIN_ONLY.contains(&key.as_str()));
        strip_provider_secrets(fields);
    }
    seen
}

/// What anybody sees of the configuration before signing in.
pub fn public_part(doc: &Value) -> Value {
    let mut seen = without_secrets(doc);
    if let Some(fields) = seen.as_object_mut() {
        fields.retain(|key, _| !NOT_PUBLIC.contains(&key.as_str()));
    }
    seen
}

/// What nobody but administrators sees of an identity provider.
const PROVIDER_SECRETS: [&str; 3] = ["client_secret", "test_auth_username", "test_auth_password"];

/// The parts of an identity provider that hold a secret.
pub(super) const SECRET_PARTS: [&str; 2] = ["oidc_config", "mobile_oidc_config"];

/// Gives identity providers that are sent without their secret the stored one of the same slug; an empty text
/// clears it.
pub(super) fn keep_provider_secrets(stored: &Map<String, Value>, sent: &mut Map<String, Value>) {
    let providers = sent.get_mut("identity_providers").and_then(Value::as_array_mut);
    for provider in providers.into_iter().flatten() {
        let known = stored.get("identity_providers").and_then(Value::as_array);
        let known = known.into_iter().flatten().find(|known| known.get("slug") == provider.get("slug"));
        for part in SECRET_PARTS {
            let Some(config) = provider.get_mut(part).and_then(Value::as_object_mut) else { continue };
            let secret = known.and_then(|known| known.get(part)?.get("client_secret")).cloned();
            config.shift_remove("has_client_secret");
            match config.get("client_secret").and_then(Value::as_str) {
                Some("") => drop(config.shift_remove("client_secret")),
                Some(_) => {}
                None => config.extend(secret.map(|secret| ("client_secret".to_owned(), secret))),
            }
        }
    }
}

fn strip_provider_secrets(fields: &mut Map<String, Value>) {
    let providers = fields.get_mut("identity_providers").and_then(Value::as_array_mut);
    for provider in providers.into_iter().flatten() {
        without_keys(provider, &PROVIDER_SECRETS);
    }
}

/// Takes keys out of a value, however deep they stand.
fn without_keys(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| !keys.contains(&key.as_str()));
            fields.values_mut().for_each(|inner| without_keys(inner, keys));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| without_keys(inner, keys)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_sees_no_secret_and_no_access_rule() {
        let doc = serde_json::json!({
            "name": "Portal", "accessToken": "x", "allowed_portal_entities": ["contract"],
            "identity_providers": [{"slug": "a", "oidc_config": {"client_id": "i", "client_secret": "s"}}]
        });
        let seen = public_part(&doc).to_string();
        for hidden in ["accessToken", "allowed_portal_entities", "client_secret"] {
            assert!(!seen.contains(hidden), "{hidden}");
        }
        assert!(seen.contains("client_id"));
    }

    #[test]
    fn a_provider_keeps_the_secret_that_is_not_sent_and_loses_one_that_is_empty() {
        let config =
            |secret: Value| serde_json::json!({"identity_providers": [{"slug": "a", "oidc_config": secret}]});
        let fields = |secret: Value| config(secret).as_object().cloned().unwrap_or_default();
        let stored = fields(serde_json::json!({"client_secret": "s"}));
        let after = |sent: Value| {
            let mut sent = fields(sent);
            keep_provider_secrets(&stored, &mut sent);
            sent["identity_providers"][0]["oidc_config"].clone()
        };
        let has = |secret: &str| serde_json::json!({"client_secret": secret});
        assert_eq!(after(serde_json::json!({"has_client_secret": true})), has("s"));
        assert_eq!(after(has("t")), has("t"));
        assert_eq!(after(has("")), serde_json::json!({}));
    }

    #[test]
    fn a_domain_that_is_no_host_is_refused_by_name() {
        let fields = serde_json::json!({"domain": "https://x/y"}).as_object().cloned().unwrap_or_default();
        let Err(Refusal::Invalid { field, .. }) = check(&fields) else { panic!("accepted") };
        assert_eq!(field.as_deref(), Some("domain"));
    }
}

//! A portal's identity providers, as its configuration describes them.

use portico_kit::Secret;
use serde_json::{Map, Value, json};

use super::Failure;
use crate::Refusal;
use crate::portals::Portal;

/// When an e-mail address that a provider tells counts as proved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EmailTrust {
    /// When the provider says that it is verified.
    Verified,
    /// Also when the provider does not say: all its addresses are its own people's.
    Always,
    /// Never: the address is asked to be proved here.
    Never,
}

impl EmailTrust {
    /// As the configuration writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Verified, Self::Always, Self::Never].into_iter().find(|trust| trust.code() == code)
    }
}

/// What a provider says when it has asked for more than one factor (RFC 8176).
const FACTORS: [&str; 1] = ["mfa"];

/// An identity provider.
#[derive(Clone)]
pub struct Provider {
    /// Its name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// When its e-mail addresses count as proved.
    pub email_trust: EmailTrust,
    /// Whether it only lets in who is known, and takes nobody new in.
    pub login_only: bool,
    doc: Value,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Its document holds a secret.
        write!(f, "the provider {}", self.slug)
    }
}

impl Provider {
    /// The provider of a portal under a slug.
    pub fn find(portal: &Portal, slug: &str) -> Option<Self> {
        all(portal).find(|provider| provider.slug == slug)
    }

    /// Reads one; nothing when it has no slug.
    pub fn of(doc: &Value) -> Option<Self> {
        let text = |key: &str| doc.get(key).and_then(Value::as_str);
        let slug = text("slug").filter(|slug| !slug.is_empty())?.to_owned();
        let name = text("display_name").filter(|name| !name.trim().is_empty()).unwrap_or(&slug).to_owned();
        let trust = text("email_trust").and_then(EmailTrust::parse).unwrap_or(EmailTrust::Verified);
        let login_only = doc.get("login_only").and_then(Value::as_bool).unwrap_or(false);
        Some(Self { slug, name, email_trust: trust, login_only, doc: doc.clone() })
    }

    fn oidc(&self, key: &str) -> Option<&str> {
        let text = self.doc.get("oidc_config")?.get(key)?.as_str()?.trim();
        Some(text).filter(|text| !text.is_empty())
    }

    /// A text of its endpoints and addresses beyond what discovery finds.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        let text = self.doc.pointer("/oidc_config/metadata")?.get(key)?.as_str()?.trim();
        Some(text).filter(|text| !text.is_empty())
    }

    /// Who issues its tokens.
    pub fn issuer(&self) -> Option<&str> {
        self.oidc("oidc_issuer")
    }

    /// As what it knows us.
    pub fn client_id(&self) -> Option<&str> {
        self.oidc("client_id")
    }

    /// As what it knows our mobile app.
    pub(super) fn mobile_client_id(&self) -> Option<&str> {
        self.doc.pointer("/mobile_oidc_config/client_id").and_then(Value::as_str)
    }

    /// What proves that we are its client, for one of the client ids.
    pub(super) fn secret_of(&self, client_id: &str) -> Option<Secret> {
        let of = |part: &str| {
            let secret = self.doc.get(part)?.get("client_secret")?.as_str()?;
            (!secret.is_empty()).then(|| Secret::new(secret))
        };
        if self.client_id() == Some(client_id) {
            return of("oidc_config");
        }
        if self.mobile_client_id() == Some(client_id) { of("mobile_oidc_config") } else { None }
    }

    /// What it is asked to tell.
    pub(super) fn scope(&self) -> String {
        let wanted = self.oidc("scope").unwrap_or("openid email profile");
        if wanted.split_whitespace().any(|scope| scope == "openid") {
            wanted.to_owned()
        } else {
            format!("openid {wanted}")
        }
    }

    /// How it should ask the person.
    pub(super) fn prompt(&self) -> Option<&str> {
        self.oidc("prompt")
    }

    /// The redirect address that other front ends than ours use.
    pub(super) fn redirect_uri(&self) -> Option<&str> {
        self.oidc("redirect_uri")
    }

    /// Whether it says that it has asked for a second factor: by one of its `amr` or its `acr`, as
    /// `second_factor: {trusted, amr, acr}` of the configuration says.
    pub(super) fn vouches(&self, claims: &Map<String, Value>) -> bool {
        let said = |key: &str| self.doc.pointer("/second_factor").and_then(|said| said.get(key));
        if said("trusted").and_then(Value::as_bool) == Some(true) {
            return true;
        }
        let wanted =
            |key: &str| said(key).and_then(Value::as_array).map(|all| texts(all).collect::<Vec<_>>());
        let methods = wanted("amr").unwrap_or_else(|| FACTORS.to_vec());
        let mut used = claims.get("amr").and_then(Value::as_array).into_iter().flat_map(|all| texts(all));
        let class = claims.get("acr").and_then(Value::as_str);
        used.any(|method| methods.contains(&method))
            || class.is_some_and(|class| wanted("acr").is_some_and(|classes| classes.contains(&class)))
    }

    /// Whether it answers by a form only, as some do when they tell names.
    pub(super) fn answers_by_form(&self) -> bool {
        let modes = self.doc.pointer("/oidc_config/metadata/response_modes_supported");
        let mut modes = modes.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        modes.clone().any(|mode| mode == "form_post") && !modes.any(|mode| mode == "query")
    }

    /// From which claims attributes of a record are filled.
    pub(super) fn mapping(&self, schema: &str) -> Map<String, Value> {
        let found = self.doc.pointer("/attribute_mappings").and_then(|all| all.get(schema));
        found.and_then(Value::as_object).cloned().unwrap_or_default()
    }

    /// Which claims find a record.
    pub(super) fn matching(&self, schema: &str) -> Map<String, Value> {
        let found = self.doc.pointer("/entity_matching").and_then(|all| all.get(schema));
        found.and_then(Value::as_object).cloned().unwrap_or_default()
    }

    /// Refuses one that cannot be used, because something is missing or would have to be filled in.
    pub(super) fn check_usable(&self) -> Result<(), Refusal> {
        let all = [self.issuer(), self.client_id()];
        let usable = all.iter().all(|text| text.is_some_and(|text| !text.contains("{{")));
        let secret = self.oidc("client_secret").is_none_or(|secret| !secret.contains("{{"));
        if usable && secret && self.oidc("type") != Some("implicit") {
            return Ok(());
        }
        Err(Failure::Settings.into())
    }
}

fn texts(list: &[Value]) -> impl Iterator<Item = &str> {
    list.iter().filter_map(Value::as_str)
}

fn all(portal: &Portal) -> impl Iterator<Item = Provider> {
    let listed = portal.doc.get("identity_providers").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(Provider::of)
}

/// The providers that a portal offers on its sign-in page: preferred ones first, those that cannot be used not at all.
pub fn offered(portal: &Portal) -> Vec<Provider> {
    let preferred = portal.doc.pointer("/auth_settings/preferred_sso_providers").and_then(Value::as_array);
    let place = |slug: &str| {
        let mut all = preferred.into_iter().flatten();
        all.position(|one| one.as_str() == Some(slug)).unwrap_or(usize::MAX)
    };
    let mut offered: Vec<Provider> = all(portal).filter(|one| one.check_usable().is_ok()).collect();
    offered.sort_by_key(|provider| place(&provider.slug));
    offered
}

/// What anybody may know of a provider.
pub fn public(provider: &Provider) -> Value {
    let mut shown = json!({ "slug": provider.slug, "display_name": provider.name });
    for part in ["oidc_config", "mobile_oidc_config"] {
        let Some(mut config) = provider.doc.get(part).and_then(Value::as_object).cloned() else { continue };
        let has_secret = has_secret(&config);
        config.shift_remove("client_secret");
        if let Some(metadata) = config.get_mut("metadata").and_then(Value::as_object_mut) {
            metadata.shift_remove("test_auth_username");
            metadata.shift_remove("test_auth_password");
        }
        if part == "oidc_config" {
            config.insert("type".to_owned(), "authorization_code".into());
            config.insert("has_client_secret".to_owned(), has_secret.into());
        }
        shown[part] = Value::Object(config);
    }
    shown
}

/// What anybody may know of a provider for signing in on the web.
pub fn public_for_web(provider: &Provider) -> Value {
    let mut shown = public(provider);
    if let Some(fields) = shown.as_object_mut() {
        fields.shift_remove("mobile_oidc_config");
    }
    shown
}

fn has_secret(config: &Map<String, Value>) -> bool {
    let kept = |value: Option<&Value>| value.and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    let metadata = config.get("metadata");
    kept(config.get("client_secret")) || kept(metadata.and_then(|all| all.get("test_auth_password")))
}

/// Refuses providers that are misspelled, or that would weaken a sign-in.
pub fn check_providers(listed: &Value) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::invalid("identity_providers", message));
    let Some(all) = listed.as_array() else {
        return refuse("identity_providers must be a list of providers.".to_owned());
    };
    let mut slugs = Vec::new();
    for doc in all {
        let text = |place: &str| doc.pointer(place).and_then(Value::as_str);
        let slug = text("/slug").unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if slug.is_empty() || slug.len() > 64 || !slug.chars().all(plain) {
            return refuse(format!("The slug \"{slug}\" must be of a to z, 0 to 9, _ and -."));
        }
        if slugs.contains(&slug) {
            return refuse(format!("Two providers have the slug {slug}. Give each its own."));
        }
        slugs.push(slug);
        if let Some(wrong) = wrong(doc) {
            return refuse(format!("{slug}: {wrong}"));
        }
    }
    Ok(())
}

fn wrong(doc: &Value) -> Option<String> {
    let text = |place: &str| doc.pointer(place).and_then(Value::as_str);
    if text("/provider_type").is_some_and(|kind| kind != "OIDC") {
        return Some("provider_type must be OIDC.".to_owned());
    }
    if text("/oidc_config/type").is_some_and(|kind| kind != "authorization_code") {
        let message = "the implicit flow puts tokens into addresses and is not supported. \
                       Set oidc_config.type to authorization_code.";
        return Some(message.to_owned());
    }
    if doc.get("expose_client_secret") == Some(&Value::Bool(true)) {
        let message = "a client secret is never published. \
                       Leave expose_client_secret out; the code is exchanged on the server.";
        return Some(message.to_owned());
    }
    if text("/email_trust").is_some_and(|trust| EmailTrust::parse(trust).is_none()) {
        return Some("email_trust must be verified, always or never.".to_owned());
    }
    if doc.get("second_factor").is_some_and(|said| !said.is_null() && !is_second_factor(said)) {
        return Some(
            "second_factor must be {trusted, amr, acr}: true or false, and lists of texts.".to_owned(),
        );
    }
    let addresses = [
        "/oidc_config/oidc_issuer",
        "/oidc_config/metadata/authorization_endpoint",
        "/oidc_config/metadata/token_endpoint",
        "/oidc_config/metadata/userinfo_endpoint",
        "/oidc_config/metadata/logout_uri",
    ];
    let bad = addresses.into_iter().find(|place| {
        text(place).is_some_and(|url| {
            let open = url.is_empty() || url.contains("{{");
            !open && portico_fetch::Place::of(url) == portico_fetch::Place::Never
        })
    })?;
    Some(format!(
        "{} must be an address that begins with https://.",
        bad.trim_start_matches('/').replace('/', ".")
    ))
}

fn is_second_factor(said: &Value) -> bool {
    let is_list = |value: &Value| value.as_array().is_some_and(|all| all.iter().all(Value::is_string));
    said.as_object().is_some_and(|said| {
        said.iter().all(|(key, value)| match key.as_str() {
            "trusted" => value.is_boolean(),
            "amr" | "acr" => is_list(value),
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(changes: Value) -> Value {
        let mut doc = json!({ "slug": "city", "display_name": "City", "provider_type": "OIDC", "oidc_config": {
            "type": "authorization_code", "oidc_issuer": "https://id.example", "client_id": "c", "scope": "openid",
            "client_secret": "s", "metadata": { "test_auth_password": "p" } } });
        for (place, value) in changes.as_object().cloned().unwrap_or_default() {
            let (parent, key) = place.rsplit_once('/').unwrap_or(("", &place));
            if let Some(parent) = doc.pointer_mut(parent).and_then(Value::as_object_mut) {
                parent.insert(key.to_owned(), value);
            }
        }
        doc
    }

    #[test]
    fn what_weakens_a_sign_in_is_refused_by_name() {
        assert!(check_providers(&json!([provider(json!({}))])).is_ok());
        let refused = [
            (json!({ "/oidc_config/type": "implicit" }), "implicit"),
            (json!({ "/expose_client_secret": true }), "expose_client_secret"),
            (json!({ "/provider_type": "SAML" }), "provider_type"),
            (json!({ "/slug": "City Works" }), "slug"),
            (json!({ "/slug": "" }), "slug"),
            (json!({ "/email_trust": "maybe" }), "email_trust"),
            (json!({ "/second_factor": { "amr": "mfa" } }), "second_factor"),
            (json!({ "/second_factor": { "asr": [] } }), "second_factor"),
            (json!({ "/oidc_config/oidc_issuer": "http://id.example" }), "oidc_issuer"),
            (json!({ "/oidc_config/metadata/token_endpoint": "file:///x" }), "token_endpoint"),
        ];
        for (changes, named) in refused {
            let Err(Refusal::Invalid { message, .. }) = check_providers(&json!([provider(changes)])) else {
                panic!("{named} was accepted");
            };
            assert!(message.contains(named), "{message}");
        }
        assert!(check_providers(&json!([provider(json!({})), provider(json!({}))])).is_err());
        assert!(check_providers(&json!({})).is_err());
    }

    #[test]
    fn a_second_factor_counts_when_the_provider_says_so_in_the_words_agreed_on() {
        let agreed = json!({ "amr": ["otp"], "acr": ["gold"] });
        for (said, claims, vouches) in [
            (Value::Null, json!({}), false),
            (Value::Null, json!({ "amr": ["pwd"] }), false),
            (Value::Null, json!({ "amr": ["pwd", "mfa"] }), true),
            (Value::Null, json!({ "amr": "mfa" }), false),
            (Value::Null, json!({ "acr": "mfa" }), false),
            (agreed.clone(), json!({ "amr": ["mfa"] }), false),
            (agreed.clone(), json!({ "amr": ["otp"] }), true),
            (agreed.clone(), json!({ "acr": "gold" }), true),
            (agreed, json!({ "acr": "silver" }), false),
            (json!({ "amr": [] }), json!({ "amr": ["mfa"] }), false),
            (json!({ "trusted": true }), json!({}), true),
        ] {
            let provider = Provider::of(&provider(json!({ "/second_factor": said })));
            let told = claims.as_object().cloned().unwrap_or_default();
            assert_eq!(provider.map(|provider| provider.vouches(&told)), Some(vouches), "{said} {claims}");
        }
    }

    #[test]
    fn nobody_learns_a_secret_and_programs_learn_that_there_is_one() {
        let provider = Provider::of(&provider(json!({}))).unwrap_or_else(|| panic!("no provider"));
        for shown in [public(&provider), public_for_web(&provider)] {
            let text = shown.to_string();
            assert!(!text.contains("client_secret\":\"") && !text.contains("test_auth"), "{text}");
            assert_eq!(shown["oidc_config"]["has_client_secret"], json!(true));
        }
    }

    #[test]
    fn a_provider_with_open_places_is_not_used() {
        let open = json!({ "/oidc_config/client_id": "{{ env.CLIENT }}" });
        for (changes, usable) in [(json!({}), true), (open, false)] {
            let provider = Provider::of(&provider(changes)).unwrap_or_else(|| panic!("no provider"));
            assert_eq!(provider.check_usable().is_ok(), usable);
        }
    }
}

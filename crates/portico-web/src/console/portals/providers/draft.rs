//! What stands in the form of a provider: the stored settings, or what was typed since.

use portico_core::Refusal;
use serde_json::{Map, Value, json};

use super::super::super::answers::Answers;
use super::is_named;
use crate::design::components::error_summary::Fault;

/// The texts of the form and where they are kept.
const TEXTS: [(&str, &str); 5] = [
    ("display_name", "/display_name"),
    ("issuer", "/oidc_config/oidc_issuer"),
    ("client_id", "/oidc_config/client_id"),
    ("scope", "/oidc_config/scope"),
    ("email_trust", "/email_trust"),
];

/// The lists of pairs of the form and where they are kept.
pub(super) const PAIRS: [(&str, &str); 3] = [
    ("mapping", "/attribute_mappings/contact"),
    ("matching_contact", "/entity_matching/contact"),
    ("matching_user", "/entity_matching/portal_user"),
];

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Under which slug it is stored; none for a new one.
    pub(super) old: Option<String>,
    pub(super) slug: String,
    pub(super) login_only: bool,
    /// Whether a secret is stored.
    pub(super) has_secret: bool,
    pub(super) faults: Vec<Fault>,
    values: Map<String, Value>,
    secret: String,
}

impl Draft {
    /// A new provider.
    pub(super) fn fresh() -> Self {
        let mut draft = Self::default();
        draft.set("scope", "openid email profile");
        draft.set("email_trust", "verified");
        draft.set("mapping", "email = email\nfirst_name = given_name\nlast_name = family_name");
        draft
    }

    /// A stored provider.
    pub(super) fn of(doc: &Value) -> Self {
        let text = |place: &str| doc.pointer(place).and_then(Value::as_str).unwrap_or_default();
        let mut draft = Self {
            old: Some(text("/slug").to_owned()),
            slug: text("/slug").to_owned(),
            login_only: doc.get("login_only") == Some(&true.into()),
            has_secret: !text("/oidc_config/client_secret").is_empty(),
            ..Self::default()
        };
        for (name, place) in TEXTS {
            draft.set(name, text(place));
        }
        for (name, place) in PAIRS {
            let pairs = doc.pointer(place).and_then(Value::as_object).into_iter().flatten();
            let lines: Vec<String> = pairs
                .filter_map(|(attribute, claim)| Some(format!("{attribute} = {}", claim.as_str()?)))
                .collect();
            draft.set(name, &lines.join("\n"));
        }
        draft
    }

    /// The answers of the form.
    pub(super) fn of_answers(answers: &Answers) -> Self {
        let old = Some(answers.text("old").to_owned()).filter(|old| !old.is_empty());
        let mut draft = Self {
            slug: old.clone().unwrap_or_else(|| answers.text("slug").to_owned()),
            old,
            login_only: answers.text("login_only") == "yes",
            has_secret: answers.text("has_secret") == "yes",
            secret: answers.text("client_secret").to_owned(),
            ..Self::default()
        };
        for (name, _) in TEXTS.into_iter().chain(PAIRS) {
            draft.set(name, answers.text(name));
        }
        draft
    }

    fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// The text of a field.
    pub(super) fn text(&self, name: &str) -> &str {
        self.values.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// What stands in the way of storing a field.
    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// The same with what stands in the way.
    pub(super) fn refused(mut self, refusal: &Refusal) -> Self {
        if let Refusal::Invalid { field, message } = refusal {
            let field =
                field.as_deref().filter(|field| *field != "identity_providers").unwrap_or("display_name");
            self.faults.push(Fault::new(field, message.clone()));
        }
        self
    }

    /// The provider as it would be stored: what the form does not know stays as it is.
    pub(super) fn document(&self, kept: &[Value]) -> Result<Value, Refusal> {
        let old = self.old.as_deref().and_then(|old| kept.iter().find(|one| is_named(one, old)));
        let mut doc = old.cloned().unwrap_or_else(|| json!({ "provider_type": "OIDC" }));
        for key in ["oidc_config", "attribute_mappings", "entity_matching"] {
            if !doc.get(key).is_some_and(Value::is_object) {
                doc[key] = json!({});
            }
        }
        doc["slug"] = self.slug.as_str().into();
        doc["login_only"] = self.login_only.into();
        doc["oidc_config"]["type"] = "authorization_code".into();
        for (name, place) in TEXTS {
            let text = self.text(name);
            if text.is_empty() {
                return Err(Refusal::invalid(name, "This is needed."));
            }
            set_at(&mut doc, place, text.into());
        }
        for (name, place) in PAIRS {
            set_at(&mut doc, place, Value::Object(pairs(name, self.text(name))?));
        }
        if !self.secret.is_empty() {
            doc["oidc_config"]["client_secret"] = self.secret.as_str().into();
        }
        Ok(doc)
    }

    /// All providers of the portal with this one.
    pub(super) fn listed_with(&self, mut kept: Vec<Value>) -> Result<Vec<Value>, Refusal> {
        let doc = self.document(&kept)?;
        let place = self.old.as_deref().and_then(|old| kept.iter().position(|one| is_named(one, old)));
        match place.and_then(|place| kept.get_mut(place)) {
            Some(old) => *old = doc,
            None => kept.push(doc),
        }
        Ok(kept)
    }
}

fn set_at(doc: &mut Value, place: &str, value: Value) {
    let (parent, key) = place.rsplit_once('/').unwrap_or(("", place));
    if let Some(parent) = doc.pointer_mut(parent).and_then(Value::as_object_mut) {
        parent.insert(key.to_owned(), value);
    }
}

/// Reads lines such as `first_name = given_name`.
fn pairs(field: &str, text: &str) -> Result<Map<String, Value>, Refusal> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = lines.map(|line| {
        let pair = line.split_once('=').map(|(attribute, claim)| (attribute.trim(), claim.trim()));
        let pair = pair.filter(|(attribute, claim)| !attribute.is_empty() && !claim.is_empty());
        let (attribute, claim) =
            pair.ok_or_else(|| Refusal::invalid(field, format!("\"{line}\" has no =.")))?;
        Ok((attribute.to_owned(), Value::from(claim)))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_does_not_know_stays() {
        let stored = json!({ "slug": "city", "display_name": "City", "email_trust": "verified",
            "oidc_config": { "oidc_issuer": "https://id.example", "client_id": "c", "client_secret": "s",
              "scope": "openid", "prompt": "login", "metadata": { "logout_uri": "https://id.example/out" } },
            "attribute_mappings": { "contact": { "email": "email" }, "account": { "name": "company" } } });
        let sent = "old=city&display_name=Town&issuer=https%3A%2F%2Fid.example&client_id=c2&scope=openid\
                    &email_trust=always&mapping=email+%3D+upn&matching_contact=&matching_user=&client_secret=";
        let draft = Draft::of_answers(&Answers::of(sent));
        let doc =
            draft.document(std::slice::from_ref(&stored)).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(doc["display_name"], "Town");
        assert_eq!(doc["oidc_config"]["client_id"], "c2");
        assert_eq!(doc["oidc_config"]["client_secret"], "s");
        assert_eq!(doc["oidc_config"]["prompt"], "login");
        assert_eq!(doc["attribute_mappings"]["account"]["name"], "company");
        assert_eq!(doc["attribute_mappings"]["contact"], json!({ "email": "upn" }));
        assert_eq!(draft.listed_with(vec![stored]).map(|all| all.len()).ok(), Some(1));
    }

    #[test]
    fn a_line_without_its_sign_names_its_field() {
        let Err(Refusal::Invalid { field, .. }) = pairs("mapping", "first_name given_name") else {
            panic!("accepted");
        };
        assert_eq!(field.as_deref(), Some("mapping"));
        assert_eq!(pairs("mapping", " a = $.b['c'] \n\n").map(|all| all.len()).ok(), Some(1));
    }
}

//! What a portal's configuration says about registration.

use portico_kit::Locale;
use serde_json::{Map, Value};

use super::Registration;
use crate::Refusal;
use crate::portals::Portal;

/// What becomes of somebody who registers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// Matched, else a contact is made.
    MatchOrCreate,
    /// Matched, else staff decide.
    MatchOrWait,
    /// Matched, else refused.
    MatchOnly,
    /// Always a contact of its own.
    AlwaysCreate,
    /// By invitation only.
    Closed,
}

/// An attribute whose value finds somebody.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Identifier {
    /// The schema.
    pub schema: String,
    /// The attribute.
    pub name: String,
}

/// An attribute that is asked for, and written on a new contact.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Additional {
    /// The attribute of a contact.
    pub name: String,
    /// Whether it must be filled in.
    pub required: bool,
}

/// The settings of one portal.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What becomes of somebody who registers.
    pub mode: Mode,
    /// Whether an account is looked for first, and the contact within it.
    pub by_account: bool,
    /// What finds the contact, or the account.
    pub identifiers: Vec<Identifier>,
    /// What finds the contact within its account.
    pub contact_identifiers: Vec<Identifier>,
    /// What is asked for besides.
    pub additional: Vec<Additional>,
    /// Whether a contact, or an account, has one user at most.
    pub blocks_second_user: bool,
    /// Whether a stranger must not learn who is known.
    pub hides_users: bool,
    /// The staff to tell of accounts that wait.
    pub told_of_waiting: Vec<String>,
    /// The portal's first language.
    pub locale: Locale,
}

impl Settings {
    /// Reads them; a portal that says nothing matches known contacts and refuses others.
    pub fn of(portal: &Portal) -> Self {
        let doc = &portal.doc;
        let by_account = text(doc, "/self_registration_entity") == Some("account");
        let said =
            if by_account { "/self_registration_account_setting" } else { "/self_registration_setting" };
        let said = text(doc, said).unwrap_or("DENY");
        let blocks = flag(doc, "/block_registration_if_portal_user_exists");
        Self {
            mode: match said {
                "ALLOW_WITH_CONTACT_CREATION" | "ALLOW_WITH_CREATION" => Mode::MatchOrCreate,
                "ALLOW_WITHOUT_CONTACT_CREATION" => Mode::MatchOrWait,
                "ALWAYS_CREATE_CONTACT" | "ALWAYS_CREATE" => Mode::AlwaysCreate,
                "DISALLOW_COMPLETELY" => Mode::Closed,
                _ => Mode::MatchOnly,
            },
            by_account,
            identifiers: identifiers(doc, "/registration_identifiers"),
            contact_identifiers: identifiers(doc, "/contact_identifiers_for_account"),
            additional: additional(doc),
            blocks_second_user: said == "BLOCK_IF_PORTAL_USER_EXISTS" || blocks,
            hides_users: flag(doc, "/auth_settings/prevent_user_enumeration"),
            told_of_waiting: told(doc),
            locale: language(doc),
        }
    }

    /// Whether anybody may register without an invitation.
    pub fn is_open(&self) -> bool {
        self.mode != Mode::Closed
    }

    /// Refuses when a required attribute is missing.
    pub(super) fn check_additional(&self, sent: &Registration) -> Result<(), Refusal> {
        let said = |name: &str| match name {
            "first_name" if !sent.first_name.trim().is_empty() => true,
            "last_name" if !sent.last_name.trim().is_empty() => true,
            name => value_of(&sent.additional, name).is_some(),
        };
        match self.additional.iter().find(|attribute| attribute.required && !said(&attribute.name)) {
            Some(missing) => {
                let field = format!("additional_contact_attributes.{}", missing.name);
                Err(Refusal::invalid(&field, format!("{} is needed to register.", missing.name)))
            }
            None => Ok(()),
        }
    }
}

/// A sent value as text, when there is one.
pub(super) fn value_of(values: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match values.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn text<'d>(doc: &'d Value, place: &str) -> Option<&'d str> {
    doc.pointer(place).and_then(Value::as_str)
}

fn flag(doc: &Value, place: &str) -> bool {
    doc.pointer(place).and_then(Value::as_bool).unwrap_or(false)
}

fn list<'d>(doc: &'d Value, place: &str) -> impl Iterator<Item = &'d Value> {
    doc.pointer(place).and_then(Value::as_array).into_iter().flatten()
}

fn identifiers(doc: &Value, place: &str) -> Vec<Identifier> {
    let one = |item: &Value| {
        let schema = item.get("schema").and_then(Value::as_str).unwrap_or("contact").to_owned();
        Some(Identifier { schema, name: item.get("name")?.as_str()?.to_owned() })
    };
    list(doc, place).filter_map(one).collect()
}

fn additional(doc: &Value) -> Vec<Additional> {
    let one = |item: &Value| {
        let required = item.get("required").and_then(Value::as_bool).unwrap_or(false);
        Some(Additional { name: item.get("name")?.as_str()?.to_owned(), required })
    };
    list(doc, "/additional_contact_attributes").filter_map(one).collect()
}

/// Addresses or ids of staff, as texts or as objects that hold one.
fn told(doc: &Value) -> Vec<String> {
    let one = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => ["email", "user_id", "id"]
            .iter()
            .find_map(|key| fields.get(*key).and_then(Value::as_str))
            .map(str::to_owned),
        _ => None,
    };
    list(doc, "/default_user_to_notify/onPendingUser").filter_map(one).collect()
}

fn language(doc: &Value) -> Locale {
    let config = match doc.get("config") {
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
        Some(other) => other.clone(),
        None => Value::Null,
    };
    config.get("default_language").and_then(Value::as_str).and_then(Locale::parse).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_kit::PortalId;
    use serde_json::json;

    fn settings(doc: Value) -> Settings {
        let (id, origin) = (PortalId::from("p"), "END_CUSTOMER_PORTAL".to_owned());
        Settings::of(&Portal { id, origin, enabled: true, doc, hosts: Vec::new() })
    }

    #[test]
    fn every_published_mode_is_read() {
        for (said, mode, blocks) in [
            ("ALLOW_WITH_CONTACT_CREATION", Mode::MatchOrCreate, false),
            ("ALLOW_WITHOUT_CONTACT_CREATION", Mode::MatchOrWait, false),
            ("DENY", Mode::MatchOnly, false),
            ("ALWAYS_CREATE_CONTACT", Mode::AlwaysCreate, false),
            ("DISALLOW_COMPLETELY", Mode::Closed, false),
            ("BLOCK_IF_PORTAL_USER_EXISTS", Mode::MatchOnly, true),
        ] {
            let read = settings(json!({ "self_registration_setting": said }));
            assert_eq!((read.mode, read.blocks_second_user), (mode, blocks), "{said}");
        }
    }

    #[test]
    fn a_portal_that_says_nothing_lets_known_contacts_register() {
        assert_eq!(settings(json!({})).mode, Mode::MatchOnly);
    }

    #[test]
    fn an_account_has_settings_of_its_own() {
        let read = settings(json!({
            "self_registration_entity": "account", "self_registration_account_setting": "ALWAYS_CREATE",
            "self_registration_setting": "DISALLOW_COMPLETELY"
        }));
        assert!(read.by_account && read.mode == Mode::AlwaysCreate);
    }
}

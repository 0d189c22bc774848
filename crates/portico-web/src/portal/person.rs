//! Who is signed in, as the frame of every page shows it.

use portico_core::{Acting, Caller, Refusal, entities, partners};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

/// Who is signed in.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The name as people say it.
    pub name: String,
    /// The e-mail address of the account.
    pub email: String,
    /// The language of the account.
    pub language: Option<Locale>,
    /// The member of staff who acts in this person's place.
    pub acting: Option<Acting>,
    /// Whether this person looks after the colleagues of a company.
    pub has_colleagues: bool,
}

impl Person {
    /// Reads the caller's own portal user.
    pub fn read(tx: &mut Tx<'_>, caller: &Caller) -> Result<Self, Refusal> {
        let email = caller.actor.name.clone();
        let Some(id) = caller.portal_user() else {
            return Ok(Self { name: email.clone(), email, ..Self::default() });
        };
        let record = match entities::view(tx, caller, "portal_user", id) {
            Ok(seen) => seen.to_value(),
            Err(Refusal::NotFound) => Value::Null,
            Err(refusal) => return Err(refusal),
        };
        let word = |key: &str| record.get(key).and_then(Value::as_str).filter(|word| !word.is_empty());
        let titled = word("_title").filter(|title| *title != "portal_user");
        let name = word("name").or(titled).unwrap_or(&email).to_owned();
        let language = word("preferred_language").and_then(Locale::parse);
        let (acting, has_colleagues) = (caller.actor.acting.clone(), partners::has_colleagues(caller));
        Ok(Self { name, email, language, acting, has_colleagues })
    }
}

//! Letters of a portal to its users: in the portal's words where it has some, else as they ship, in the reader's language.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Instant, Locale, Secret};
pub use portico_mail::Letter;
use serde_json::Value;

use crate::mail::{self, Post};
use crate::portals::Portal;
use crate::{Core, Refusal, access, entities, one_time, tenants};

mod kind;
mod known;
mod looks;
mod sample;
mod texts;
mod values;
mod world;
mod writing;

pub use kind::Kind;
pub use known::unknown_placeholders;
pub(crate) use looks::look_of;
pub use sample::{example_person, sample, send_test};
pub(crate) use texts::filled;
pub use texts::{Source, standard};
pub(crate) use values::day_of;
pub use values::{Variable, variables};
pub use writing::needs_aid;

/// Who gets a letter.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The address.
    pub address: EmailAddress,
    /// The name to greet; may be empty.
    pub name: String,
    /// The language to write in, fixed when the letter is written.
    pub locale: Locale,
    /// The portal user it is, when it is one.
    pub user: Option<EntityId>,
}

impl Recipient {
    /// A portal user, in the language of its account.
    pub fn of_user(tx: &mut Tx<'_>, core: &Core, user: &EntityId) -> Result<Self, Refusal> {
        let organisation = access::enter_system(tx, core, "mail")?;
        let doc = entities::view(tx, &organisation, "portal_user", user)?.to_value();
        let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
        let address = EmailAddress::parse(text("email"))
            .map_err(|error| Refusal::invalid("email", error.to_string()))?;
        let locale = Locale::parse(text("preferred_language")).unwrap_or_default();
        let name = match text("name") {
            "" => format!("{} {}", text("first_name"), text("last_name")).trim().to_owned(),
            name => name.to_owned(),
        };
        Ok(Self { address, name, locale, user: Some(user.clone()) })
    }
}

/// What a letter carries beside its text.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// A code to type.
    pub code: Option<Secret>,
    /// Where its button leads.
    pub link: Option<String>,
    /// When what it carries is of no use any more, where that is not when its code ends.
    pub good_until: Option<Instant>,
    /// Values for places in the text, such as `person`.
    pub values: Vec<(&'static str, String)>,
    /// Records that stand in for the reader's own in a sample, by schema.
    pub records: Value,
}

/// A letter that is written, and what to remember of how.
#[derive(Clone, Debug)]
pub struct Written {
    /// The letter.
    pub letter: Letter,
    /// Why the portal's own template could not be used.
    pub note: Option<String>,
}

/// Writes a letter and hands it over, in the transaction that causes it.
pub fn send(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    kind: Kind,
    to: &Recipient,
    contents: &Contents,
) -> Result<(), Refusal> {
    let written = writing::write(tx, core, portal, kind, to, contents)?;
    if let Some(note) = &written.note {
        tracing::warn!(portal = %portal.id, kind = kind.name(), note, "a letter went out as it ships");
    }
    let code_ends = kind.carries_code().then(|| core.clock().now().plus_seconds(one_time::LASTS));
    let post = Post {
        letter: &written.letter,
        portal: &portal.id,
        user: to.user.as_ref(),
        is_secret: kind.is_secret(),
        good_until: contents.good_until.or(code_ends),
        note: written.note.as_deref(),
    };
    mail::post(tx, core, &post)
}

/// The organisation that the transaction is about.
fn organisation(tx: &mut Tx<'_>) -> Result<tenants::Tenant, Refusal> {
    tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)
}

//! Letters of a portal to its users: each kind with its built-in text in the reader's language.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Locale, Secret};
use portico_mail::{Letter, Part};
use serde_json::Value;

use crate::portals::Portal;
use crate::{Core, Refusal, access, entities, mailbox, tenants};

mod texts;

pub(crate) use texts::filled;

/// Why a letter is written; also the name of its template.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Proves the address of a new account.
    ConfirmAccount,
    /// Proves a changed address; goes to the new one.
    ConfirmEmailUpdate,
    /// Carries code and link of a sign-in.
    AdvancedAuth,
    /// Carries code and link for a new password.
    ForgotPassword,
    /// Says that the password was changed.
    PasswordChanged,
    /// Says that the address was changed; goes to the old one.
    EmailChanged,
    /// Says to the owner of an address that somebody tried to register with it again.
    AlreadyRegistered,
    /// Invites somebody to register.
    Invitation,
    /// A user invites a colleague.
    PartnerInvitation,
    /// Says that a pending account is open now.
    OnMapAPendingUser,
    /// Tells staff that an account waits for its contact.
    OnPendingUser,
    /// Says that there is a new document.
    OnDocUpload,
    /// Says that there is an offer to decide on.
    OnNewQuote,
}

impl Kind {
    /// Its name in configurations and mailboxes.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConfirmAccount => "confirmAccount",
            Self::ConfirmEmailUpdate => "confirmEmailUpdate",
            Self::AdvancedAuth => "advancedAuth",
            Self::ForgotPassword => "forgotPassword",
            Self::PasswordChanged => "passwordChanged",
            Self::EmailChanged => "emailChanged",
            Self::AlreadyRegistered => "alreadyRegistered",
            Self::Invitation => "invitation",
            Self::PartnerInvitation => "partnerInvitation",
            Self::OnMapAPendingUser => "onMapAPendingUser",
            Self::OnPendingUser => "onPendingUser",
            Self::OnDocUpload => "onDocUpload",
            Self::OnNewQuote => "onNewQuote",
        }
    }
}

/// Who gets a letter.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The address.
    pub address: EmailAddress,
    /// The name to greet; may be empty.
    pub name: String,
    /// The language to write in, fixed when the letter is written.
    pub locale: Locale,
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
        Ok(Self { address, name, locale })
    }
}

/// What a letter carries beside its text.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// A code to type.
    pub code: Option<Secret>,
    /// Where its button leads.
    pub link: Option<String>,
    /// Values for places in the text, such as `person`.
    pub values: Vec<(&'static str, String)>,
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
    let organisation = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let letter = compose(portal.name(), &organisation.name, kind, to, contents);
    Ok(mailbox::deliver(tx, &letter, core.clock().now(), core.random())?)
}

fn compose(portal: &str, organisation: &str, kind: Kind, to: &Recipient, contents: &Contents) -> Letter {
    let text = texts::of(to.locale, kind);
    let mut values = vec![("name", to.name.as_str()), ("portal", portal), ("organisation", organisation)];
    values.extend(contents.values.iter().map(|(key, value)| (*key, value.as_str())));
    let mut parts = vec![Part::Text(texts::greeting(to.locale, &to.name))];
    parts.extend(text.before.iter().map(|sentence| Part::Text(filled(sentence, &values))));
    if let Some(code) = &contents.code {
        parts.push(Part::Code(code.expose().to_owned()));
    }
    if let Some(link) = &contents.link {
        parts.push(Part::Button { label: text.button.to_owned(), link: link.clone() });
    }
    parts.extend(text.after.iter().map(|sentence| Part::Text(filled(sentence, &values))));
    parts.push(Part::Text(organisation.to_owned()));
    Letter::compose(to.address.clone(), &filled(text.subject, &values), &parts, kind.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 13] = [
        Kind::ConfirmAccount,
        Kind::ConfirmEmailUpdate,
        Kind::AdvancedAuth,
        Kind::ForgotPassword,
        Kind::PasswordChanged,
        Kind::EmailChanged,
        Kind::AlreadyRegistered,
        Kind::Invitation,
        Kind::PartnerInvitation,
        Kind::OnMapAPendingUser,
        Kind::OnPendingUser,
        Kind::OnDocUpload,
        Kind::OnNewQuote,
    ];

    #[test]
    fn every_letter_is_complete_in_both_languages() {
        for (kind, locale) in KINDS.into_iter().flat_map(|kind| Locale::ALL.map(|locale| (kind, locale))) {
            let address = EmailAddress::parse("a@b.example").unwrap_or_else(|error| panic!("{error}"));
            let to = Recipient { address, name: "Katrin Berger".to_owned(), locale };
            let contents = Contents {
                code: Some(Secret::new("123456")),
                link: Some("https://portal.example/x".to_owned()),
                values: vec![("person", "Jana".to_owned()), ("email", "new@b.example".to_owned())],
            };
            let letter = compose("Kundenportal", "Stadtwerke", kind, &to, &contents);
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains('{') && !part.contains("  ") && !part.is_empty(), "{kind:?}: {part}");
            }
            assert!(letter.text.contains("123456") && letter.text.contains("https://portal.example/x"));
        }
    }
}

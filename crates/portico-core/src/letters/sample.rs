//! A letter as it would be, for whoever writes its words: to somebody who does not exist, or as a user would read it.

use portico_db::Tx;
use portico_kit::{EmailAddress, Locale, Secret};
use portico_mail::Letter;
use serde_json::{Value, json};

use super::{Contents, Kind, Recipient, Source, writing};
use crate::mail::{self, Post};
use crate::portals::Portal;
use crate::{Core, Refusal};

/// Somebody who does not exist.
///
/// # Errors
/// Never in practice: the address is a fixed one.
pub fn example_person(locale: Locale) -> Result<Recipient, Refusal> {
    let address = EmailAddress::parse("katrin.berger@mail.invalid")
        .map_err(|error| Refusal::invalid("email", error.to_string()))?;
    Ok(Recipient { address, name: "Katrin Berger".to_owned(), locale, user: None })
}

/// A letter of a kind in these words, with a code and a link that open nothing; records are told as its reader
/// may see them.
pub fn sample(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    kind: Kind,
    source: &Source,
    to: &Recipient,
) -> Result<Letter, Refusal> {
    let is_nobody = to.address.as_str().ends_with(".invalid");
    let records = match is_nobody {
        true => json!({ "contact": { "first_name": "Katrin", "last_name": "Berger" } }),
        false => Value::Null,
    };
    let contents = Contents {
        code: kind.carries_code().then(|| Secret::new("418207")),
        link: Some(portal.link(core, "/", &[("sample", "1")])),
        good_until: None,
        values: examples(kind, to),
        records,
    };
    writing::from_source(tx, core, portal, source, (kind, to, &contents))
}

/// What stands in the places that only some kinds have.
fn examples(kind: Kind, to: &Recipient) -> Vec<(&'static str, String)> {
    let said = |de: &str, en: &str| match to.locale {
        Locale::De => de.to_owned(),
        Locale::En => en.to_owned(),
    };
    match kind {
        Kind::Invitation => vec![("until", said("09.12.2026", "2026-12-09"))],
        Kind::PartnerInvitation => {
            vec![("person", "Thomas Brandt".to_owned()), ("until", said("09.12.2026", "2026-12-09"))]
        }
        Kind::OnPendingUser => {
            vec![("person", "Thomas Brandt".to_owned()), ("email", "neu@mail.example".to_owned())]
        }
        Kind::EmailChanged => vec![("email", "neu@mail.example".to_owned())],
        Kind::PasskeyAdded | Kind::PasskeyRemoved => vec![("passkey", "Smartphone".to_owned())],
        Kind::OnDocUpload => vec![
            ("documents", said("Jahresrechnung 2025.pdf", "Annual bill 2025.pdf")),
            ("count", "1".to_owned()),
        ],
        Kind::OnNewQuote => {
            vec![("offers", said("Ökostrom 24", "Green power 24")), ("count", "1".to_owned())]
        }
        Kind::ChangeReceived => vec![
            ("record", said("Kontakt Katrin Berger", "Contact Katrin Berger")),
            ("attributes", said("Telefon, Adresse", "Phone, Address")),
            ("moment", said("25. November 2026 um 14:06 Uhr", "25 November 2026 at 14:06")),
        ],
        _ => Vec::new(),
    }
}

/// Sends such a letter to whoever writes it, marked as a test.
pub fn send_test(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    (kind, source, reader): (Kind, &Source, &Recipient),
    to: &EmailAddress,
) -> Result<(), Refusal> {
    let mut letter = sample(tx, core, portal, kind, source, reader)?;
    letter.subject = format!("[Test] {}", letter.subject);
    letter.to = to.clone();
    let portal = &portal.id;
    let post = Post { letter: &letter, portal, user: None, is_secret: false, good_until: None, note: None };
    mail::post(tx, core, &post)
}

#[cfg(test)]
mod tests {
    use portico_mail::{Aids, read};

    use super::*;
    use crate::letters::texts;

    #[test]
    fn every_letter_is_complete_in_both_languages() {
        for (kind, locale) in Kind::ALL.into_iter().flat_map(|kind| Locale::ALL.map(|locale| (kind, locale)))
        {
            let source = texts::standard(kind, locale);
            for text in [&source.subject, &source.body] {
                crate::templates::Template::parse(text)
                    .unwrap_or_else(|refusal| panic!("{kind:?}: {refusal:?}"));
                assert!(!text.is_empty() && !text.contains("  "), "{kind:?}: {text}");
            }
            let aids = Aids { code: Some("418207"), link: Some("https://p.example"), button: "" };
            let parts = read(&source.body, &aids);
            assert!(parts.len() >= 4, "{kind:?}: {parts:?}");
            assert_eq!(Kind::parse(kind.name()), Some(kind));
        }
    }
}

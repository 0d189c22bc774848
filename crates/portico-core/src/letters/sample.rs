//! A letter as it would be, to somebody who does not exist: for whoever writes its words.

use portico_db::Tx;
use portico_kit::{EmailAddress, Locale, Secret};
use portico_mail::Letter;

use super::{Contents, Kind, Recipient, Source, writing};
use crate::portals::Portal;
use crate::{Core, Refusal};

/// Whom a sample is written to.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The address.
    pub address: EmailAddress,
    /// The language.
    pub locale: Locale,
}

/// A letter of a kind in these words, with a code and a link that open nothing.
pub fn sample(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    kind: Kind,
    source: &Source,
    sample: &Sample,
) -> Result<Letter, Refusal> {
    let to = Recipient {
        address: sample.address.clone(),
        name: "Katrin Berger".to_owned(),
        locale: sample.locale,
        user: None,
    };
    let contents = Contents {
        code: kind.carries_code().then(|| Secret::new("418207")),
        link: Some(portal.link(core, "/", &[("sample", "1")])),
        good_until: None,
        values: vec![("person", "Thomas Brandt".to_owned()), ("email", "neu@mail.example".to_owned())],
    };
    writing::from_source(tx, core, portal, source, (kind, &to, &contents))
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

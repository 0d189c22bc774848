//! Placeholders that a letter cannot fill: names that it does not bring, and attributes that no record has.

use super::{Kind, Source, variables};
use crate::schemas::Catalogue;
use crate::templates::Template;

/// What every letter brings by name.
const BROUGHT: [&str; 16] = [
    "name",
    "email",
    "code",
    "code_minutes",
    "link",
    "button",
    "portal",
    "organization",
    "system",
    "user",
    "consent",
    "portalUser",
    "customerPortal",
    "installerPortal",
    "this",
    "unsubscribe_url",
];
/// The reader's own records.
const RECORDS: [&str; 3] = ["contact", "portal_user", "account"];

/// The placeholders of a letter's words that stay empty for everybody, as they are written.
pub fn unknown_placeholders(catalogue: &Catalogue, kind: Kind, source: &Source) -> Vec<String> {
    let texts = [&source.subject, &source.preheader, &source.body];
    let mut unknown: Vec<String> = Vec::new();
    for template in texts.into_iter().filter_map(|text| Template::parse(text).ok()) {
        for (root, attribute) in template.roots() {
            if !is_known(catalogue, kind, root, attribute) {
                let path =
                    attribute.map_or_else(|| root.to_owned(), |attribute| format!("{root}.{attribute}"));
                let written = format!("{{{{{path}}}}}");
                if !unknown.contains(&written) {
                    unknown.push(written);
                }
            }
        }
    }
    unknown
}

fn is_known(catalogue: &Catalogue, kind: Kind, root: &str, attribute: Option<&str>) -> bool {
    if RECORDS.contains(&root) {
        let Some(attribute) = attribute.filter(|attribute| !attribute.starts_with('_')) else { return true };
        let schema = catalogue.find(root);
        return schema.is_none_or(|schema| schema.attributes.iter().any(|own| own.name == attribute));
    }
    let of_kind = || match kind {
        Kind::OnDocUpload | Kind::OnNewQuote => ["several"].contains(&root),
        Kind::ChangeReceived => ["created", "removed"].contains(&root),
        _ => false,
    };
    let offered = |insert: &str| insert.strip_prefix("{{").is_some_and(|rest| begins_with(rest, root));
    BROUGHT.contains(&root) || of_kind() || variables(kind).iter().any(|variable| offered(variable.insert))
}

fn begins_with(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.starts_with(['.', '}']))
}

#[cfg(test)]
mod tests {
    use portico_kit::Locale;

    use super::*;
    use crate::letters::standard;

    fn catalogue() -> Catalogue {
        Catalogue::of(crate::schemas::parse(
            r#"{"slug":"contact","name":"Kontakt","attributes":[{"name":"first_name","type":"string"}]}"#,
        ))
    }

    #[test]
    fn a_name_that_nothing_fills_is_told_and_what_stands_in_blocks_is_not_guessed() {
        let body = "{{nmae}} {{contact.frist_name}} {{contact.first_name}} {{contact._id}} {{uppercase name}} \
            {{#if person}}{{offers}}{{/if}} {{#each contact.address}}{{city}}{{/each}} {{formatDate system.date}}";
        let source =
            Source { subject: "{{code}} {{nmae}}".into(), preheader: String::new(), body: body.into() };
        let told = unknown_placeholders(&catalogue(), Kind::PartnerInvitation, &source);
        assert_eq!(told, ["{{nmae}}", "{{contact.frist_name}}", "{{offers}}", "{{contact.address}}"]);
    }

    #[test]
    fn letters_as_they_ship_hold_nothing_unknown() {
        for (kind, locale) in Kind::ALL.into_iter().flat_map(|kind| Locale::ALL.map(|locale| (kind, locale)))
        {
            let told = unknown_placeholders(&catalogue(), kind, &standard(kind, locale));
            assert!(told.is_empty(), "{kind:?}: {told:?}");
        }
    }
}

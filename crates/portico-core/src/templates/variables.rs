//! What staff can write into texts: every attribute of every schema, and what belongs to none.

use portico_kit::Locale;

use crate::entities::fold;
use crate::schemas::{Attribute, Catalogue, Schema};

/// Something to write into a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Variable {
    /// What it belongs to, such as `Contact · Person`.
    pub group: String,
    /// How it is written: `{{contact.first_name}}`.
    pub insert: String,
    /// What it is called.
    pub description: String,
}

/// The parts of an address, with their names in German and English.
const ADDRESS: [(&str, &str, &str); 5] = [
    ("street", "Straße", "Street"),
    ("street_number", "Hausnummer", "Street number"),
    ("postal_code", "Postleitzahl", "Postal code"),
    ("city", "Ort", "City"),
    ("country", "Land", "Country"),
];

/// What belongs to no schema: category, name, and its names in German and English.
const OTHERS: [(&str, &str, &str, &str); 6] = [
    ("organization", "name", "Name der Organisation", "Name of the organisation"),
    ("organization", "website", "Website der Organisation", "Website of the organisation"),
    ("organization", "email", "E-Mail-Adresse der Organisation", "E-mail address of the organisation"),
    ("organization", "phone", "Telefonnummer der Organisation", "Phone number of the organisation"),
    ("user", "name", "Name der Person, die schreibt", "Name of the person who writes"),
    ("system", "date", "Datum von heute", "Date of today"),
];

/// The variables of these schemas (all, when none are named) whose names or labels hold every word of a search.
pub fn variables(catalogue: &Catalogue, locale: Locale, schemas: &[String], search: &str) -> Vec<Variable> {
    let wanted = |schema: &Schema| schemas.is_empty() || schemas.contains(&schema.slug);
    let of_schemas = catalogue.all().filter(|schema| wanted(schema)).flat_map(|schema| of(schema, locale));
    let others = OTHERS.iter().filter(|_| schemas.is_empty()).map(|(category, name, de, en)| Variable {
        group: category_name(category, locale),
        insert: format!("{{{{{category}.{name}}}}}"),
        description: said(locale, de, en),
    });
    let words: Vec<String> = search.split_whitespace().map(fold).collect();
    let found = |variable: &Variable| {
        let text = fold(&format!("{} {} {}", variable.group, variable.insert, variable.description));
        words.iter().all(|word| text.contains(word.as_str()))
    };
    of_schemas.chain(others).filter(found).collect()
}

/// The categories with what they are called: schemas first, then what belongs to none.
pub fn categories(catalogue: &Catalogue, locale: Locale) -> Vec<(String, String)> {
    let schemas = catalogue.all().map(|schema| (schema.slug.clone(), schema.name(locale)));
    let others = ["organization", "user", "system"];
    schemas.chain(others.map(|name| (name.to_owned(), category_name(name, locale)))).collect()
}

fn of(schema: &Schema, locale: Locale) -> impl Iterator<Item = Variable> {
    let shown = schema.attributes.iter().filter(|attribute| attribute.kind != "internal");
    shown.flat_map(move |attribute| of_attribute(schema, attribute, locale))
}

fn of_attribute(schema: &Schema, attribute: &Attribute, locale: Locale) -> Vec<Variable> {
    let group = schema.groups.iter().find(|group| Some(&group.id) == attribute.group.as_ref());
    let group = group.map_or_else(|| schema.name(locale), |group| group.label(locale));
    let path = format!("{}.{}", schema.slug, attribute.name);
    let one = |path: String, description: String| Variable {
        group: group.clone(),
        insert: format!("{{{{{path}}}}}"),
        description,
    };
    let label = attribute.label(locale);
    match attribute.kind.as_str() {
        "address" => {
            let parts = ADDRESS.iter().map(|(part, de, en)| {
                one(format!("{path}.{part}"), format!("{label} – {}", said(locale, de, en)))
            });
            std::iter::once(one(path.clone(), label.clone())).chain(parts).collect()
        }
        _ if attribute.is_relation() => vec![one(format!("{path}._title"), label)],
        _ => vec![one(path, label)],
    }
}

fn category_name(category: &str, locale: Locale) -> String {
    match category {
        "organization" => said(locale, "Organisation", "Organisation"),
        "user" => said(locale, "Benutzer", "User"),
        _ => said(locale, "System", "System"),
    }
}

fn said(locale: Locale, de: &str, en: &str) -> String {
    match locale {
        Locale::De => de,
        Locale::En => en,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_name_label_and_group() {
        let schema = crate::schemas::parse(
            r#"{"slug":"contact","name":"Kontakt","group_settings":[{"id":"p","label":"Person"}],"attributes":[
                {"name":"first_name","label":"Vorname","type":"string","group":"p"},
                {"name":"home","label":"Anschrift","type":"address"},
                {"name":"account","label":"Firma","type":"relation"},
                {"name":"secret","label":"Geheim","type":"internal"}]}"#,
        );
        let catalogue = Catalogue::of(schema);
        let found = |search: &str| {
            let all = variables(&catalogue, Locale::De, &["contact".to_owned()], search);
            all.into_iter().map(|variable| variable.insert).collect::<Vec<_>>()
        };
        assert_eq!(found("vorname person"), ["{{contact.first_name}}"]);
        assert_eq!(found("strasse"), ["{{contact.home.street}}", "{{contact.home.street_number}}"][..1]);
        assert_eq!(found("firma"), ["{{contact.account._title}}"]);
        assert!(found("geheim").is_empty());
        assert_eq!(found("").len(), 8);
        assert_eq!(variables(&catalogue, Locale::En, &[], "today")[0].insert, "{{system.date}}");
    }
}

//! What an organisation or a portal offers to choose from in forms.

use std::sync::Arc;

use portico_core::entities::{Search, search};
use portico_core::pages::Page;
use portico_core::schemas::{Catalogue, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::icons::Icon;
use crate::design::words::{has, t};
use crate::portal::blocks::settings::Offer;
use crate::portal::shell::title_of;

/// What can be chosen: a value and its words.
pub(super) type Choices = Vec<(String, String)>;

/// Parts of an address that lists can show.
const ADDRESS_PARTS: [&str; 4] = ["street", "street_number", "postal_code", "city"];
/// The most targets that are offered.
const MOST_TARGETS: i64 = 200;

/// What an organisation or a portal offers.
#[derive(Clone, Debug)]
pub(in crate::console) struct Offers {
    locale: Locale,
    catalogue: Arc<Catalogue>,
    pages: Choices,
    targets: Choices,
    groups: Choices,
    types: Choices,
}

impl Offers {
    /// What the organisation offers everywhere.
    pub(in crate::console) fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
    ) -> Result<Self, Refusal> {
        let mut targets = Choices::new();
        if caller.catalogue.find("target").is_some() {
            let asked =
                Search { schemas: vec!["target".to_owned()], size: MOST_TARGETS, ..Search::default() };
            for record in search(tx, caller, &asked)?.records {
                let doc = record.to_value();
                let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                targets.push((text("_id"), text("_title")));
            }
        }
        let catalogue = Arc::clone(&caller.catalogue);
        let nothing = Choices::new;
        Ok(Self { locale, catalogue, pages: nothing(), targets, groups: nothing(), types: nothing() })
    }

    /// With the pages of a portal.
    pub(in crate::console) fn pages(mut self, pages: &[Page]) -> Self {
        let choice =
            |page: &Page| (page.id.to_string(), format!("{} (/{})", title_of(page, self.locale), page.slug));
        self.pages = pages.iter().map(choice).collect();
        self
    }

    /// With the groups and types of a schema's attributes.
    pub(in crate::console) fn attributes(mut self, kind: &Schema, types: &[&str]) -> Self {
        let group = |own: &portico_core::schemas::Group| (own.id.clone(), own.label(self.locale));
        self.groups = kind.groups.iter().map(group).collect();
        self.types = types.iter().map(|own| ((*own).to_owned(), type_name(self.locale, own))).collect();
        self
    }

    /// The choices of an offer; `schema` is the kind of records that the form names beside it.
    pub(super) fn of(&self, offer: Offer, schema: Option<&str>) -> Choices {
        match offer {
            Offer::Schemas => self.schemas(),
            Offer::Attributes => schema
                .and_then(|slug| self.catalogue.find(slug))
                .map(|kind| self.own(kind))
                .unwrap_or_default(),
            Offer::AttributesOf(slug) => {
                self.catalogue.find(slug).map(|kind| self.own(kind)).unwrap_or_default()
            }
            Offer::SchemaGroups => self.schema_groups(),
            Offer::Groups => self.groups.clone(),
            Offer::Types => self.types.clone(),
            Offer::Pages => self.pages.clone(),
            Offer::Icons => {
                Icon::ALL.iter().map(|icon| (icon.name().to_owned(), icon.name().to_owned())).collect()
            }
            Offer::Targets => self.targets.clone(),
            Offer::Languages => {
                let name = |own: &Locale| match own {
                    Locale::De => t(self.locale, "console-german"),
                    Locale::En => t(self.locale, "console-english"),
                };
                Locale::ALL.iter().map(|own| (own.code().to_owned(), name(own).into_owned())).collect()
            }
        }
    }

    fn schemas(&self) -> Choices {
        let kinds = self.catalogue.all();
        let mut all: Choices = kinds
            .map(|kind| (kind.slug.clone(), format!("{} ({})", kind.plural(self.locale), kind.slug)))
            .collect();
        all.sort_by_key(|(_, label)| label.to_lowercase());
        all
    }

    fn own(&self, kind: &Schema) -> Choices {
        let mut all = vec![("_title".to_owned(), t(self.locale, "setting-title-of-record").into_owned())];
        for attribute in &kind.attributes {
            let label = attribute.label(self.locale);
            all.push((attribute.name.clone(), format!("{label} ({})", attribute.name)));
            if attribute.kind == "address" {
                all.extend(ADDRESS_PARTS.map(|part| {
                    let path = format!("{}.{part}", attribute.name);
                    (path.clone(), format!("{label} ({path})"))
                }));
            }
        }
        all.push(("_created_at".to_owned(), t(self.locale, "portal-created-at").into_owned()));
        all.push(("_updated_at".to_owned(), t(self.locale, "portal-updated-at").into_owned()));
        all
    }

    fn schema_groups(&self) -> Choices {
        let of = |kind: &Arc<Schema>| {
            let name = kind.name(self.locale);
            let groups = kind.groups.iter();
            groups
                .map(|group| {
                    (format!("{}::{}", kind.slug, group.id), format!("{name}: {}", group.label(self.locale)))
                })
                .collect::<Choices>()
        };
        self.catalogue.all().flat_map(of).collect()
    }
}

/// What a type of attributes is called.
pub(in crate::console) fn type_name(locale: Locale, kind: &str) -> String {
    let key = format!("attribute-type-{}", kind.replace('_', "-"));
    if has(&key) { t(locale, &key).into_owned() } else { kind.to_owned() }
}

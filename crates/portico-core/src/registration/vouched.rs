//! New users whom an identity provider vouches for: matched and taken in by the portal's own rules of registration.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId};
use serde_json::{Map, Value, json};

use super::matching::{self, Match};
use super::settings::{Mode, Settings};
use super::{Desk, Person, Registration, change_user, contact_of};
use crate::portals::Portal;
use crate::{Core, Refusal, access, entities, users};

/// Somebody whose address is proved, as a provider describes the person.
pub(crate) struct Vouched {
    /// The proved address.
    pub(crate) email: EmailAddress,
    /// Attributes of the contact.
    pub(crate) contact: Map<String, Value>,
    /// Attributes of the account.
    pub(crate) account: Map<String, Value>,
    /// The contact that the portal's own matching leads to.
    pub(crate) matched: Option<EntityId>,
    /// Whether nobody new may be made.
    pub(crate) only_known: bool,
}

/// Takes somebody in; answers the new portal user, ready to sign in.
///
/// # Errors
/// `Conflict` when nobody fits and somebody must.
pub(crate) fn take_in(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    vouched: &Vouched,
) -> Result<EntityId, Refusal> {
    let system = access::enter_system(tx, core, "sign-in")?;
    let desk = Desk { core, portal, settings: Settings::of(portal), system };
    let person = desk.vouched_person(tx, vouched)?;
    if let Person::Contact(contact) = &person
        && desk.settings.blocks_second_user
        && users::of_contact(tx, &portal.id, contact)?.is_some()
    {
        return Err(Refusal::conflict("This contact has an account already."));
    }
    let text = |key: &str| vouched.contact.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let sent = Registration {
        first_name: text("first_name"),
        last_name: text("last_name"),
        locale: portico_kit::Locale::parse(&text("preferred_language")),
        ..Registration::default()
    };
    let user = desk.create_user(tx, &vouched.email, &sent, &person)?;
    change_user(tx, &desk.system, &user, json!({ "registration_status": "Registered" }))?;
    Ok(user)
}

impl Desk<'_> {
    fn vouched_person(&self, tx: &mut Tx<'_>, vouched: &Vouched) -> Result<Person, Refusal> {
        if let Some(contact) = &vouched.matched {
            return Ok(Person::Contact(contact.clone()));
        }
        let mode = self.settings.mode;
        let may_make = !vouched.only_known && matches!(mode, Mode::MatchOrCreate | Mode::AlwaysCreate);
        if mode == Mode::AlwaysCreate && may_make {
            return self.make(tx, vouched);
        }
        match self.known(tx, vouched)? {
            Match::One(contact) => Ok(Person::Contact(contact)),
            Match::None if may_make => self.make(tx, vouched),
            // Several contacts fit, or the portal leaves it to staff.
            Match::Several if may_make => Ok(Person::Unknown),
            _ if mode == Mode::MatchOrWait && !vouched.only_known => Ok(Person::Unknown),
            _ => Err(Refusal::conflict("We know nobody with these details.")),
        }
    }

    /// The contact that the portal's identifiers lead to, where the provider tells all of them; else the one with the
    /// proved address.
    fn known(&self, tx: &mut Tx<'_>, vouched: &Vouched) -> Result<Match, Refusal> {
        let told = |schema: &str| match schema {
            "contact" => &vouched.contact,
            _ => &vouched.account,
        };
        let email = vouched.email.as_str();
        let identifiers = &self.settings.identifiers;
        let tells_all = !self.settings.by_account
            && identifiers.iter().all(|one| one.name == "email" || told(&one.schema).contains_key(&one.name));
        if tells_all && !identifiers.is_empty() {
            let mut contact = vouched.contact.clone();
            contact.insert("email".to_owned(), email.into());
            let sent = json!({ "contact": contact, "account": vouched.account });
            let sent = sent.as_object().cloned().unwrap_or_default();
            return contact_of(tx, self.core, &self.system, self.portal, &self.settings, email, &sent);
        }
        let found = matching::holders(tx, &self.system, "contact", "email", email)?;
        Ok(Match::of(found))
    }

    /// Makes the contact, and its account where the provider names one; where it does not tell all that a contact needs,
    /// staff decide.
    fn make(&self, tx: &mut Tx<'_>, vouched: &Vouched) -> Result<Person, Refusal> {
        let mut fields = vouched.contact.clone();
        fields.insert("email".to_owned(), vouched.email.as_str().into());
        let kind = self.system.catalogue.find("contact").ok_or(Refusal::NotFound)?;
        if kind.attributes.iter().any(|one| one.required && !fields.contains_key(&one.name)) {
            return Ok(Person::Unknown);
        }
        if vouched.account.contains_key("name") {
            let account = self.make_record(tx, "account", addressed(&vouched.account))?;
            fields.insert("account".to_owned(), json!({ "$relation": [{ "entity_id": account.as_str() }] }));
        }
        self.make_record(tx, "contact", fields).map(Person::Contact)
    }

    fn make_record(
        &self,
        tx: &mut Tx<'_>,
        schema: &str,
        mut fields: Map<String, Value>,
    ) -> Result<EntityId, Refusal> {
        let kind = self.system.catalogue.find(schema).ok_or(Refusal::NotFound)?;
        fields.retain(|name, _| kind.attribute(name).is_some());
        for (name, value) in &mut fields {
            let repeats = kind.attribute(name).is_some_and(|attribute| attribute.repeats());
            if repeats && value.is_string() {
                *value = json!([{ name.as_str(): value }]);
            }
        }
        Ok(entities::create(tx, &self.system, schema, fields)?.id)
    }
}

/// An account's attributes with the parts of its address as one address.
fn addressed(account: &Map<String, Value>) -> Map<String, Value> {
    let mut fields = account.clone();
    let parts = [
        ("street", "street"),
        ("house_number", "street_number"),
        ("postal_code", "postal_code"),
        ("city", "city"),
    ];
    let address: Map<String, Value> = parts
        .into_iter()
        .filter_map(|(told, kept)| Some((kept.to_owned(), account.get(told)?.clone())))
        .collect();
    if !address.is_empty() {
        fields.insert("address".to_owned(), json!([address]));
    }
    fields
}

/// The records of a schema in which every one of these attributes has its value.
pub(crate) fn records_with(
    tx: &mut Tx<'_>,
    core: &Core,
    schema: &str,
    wanted: &[(String, String)],
) -> Result<Vec<EntityId>, Refusal> {
    let system = access::enter_system(tx, core, "sign-in")?;
    let mut found: Option<std::collections::BTreeSet<EntityId>> = None;
    for (attribute, value) in wanted {
        let holders = matching::holders(tx, &system, schema, attribute, value)?;
        found = Some(match found {
            Some(before) => before.intersection(&holders).cloned().collect(),
            None => holders,
        });
    }
    Ok(found.unwrap_or_default().into_iter().collect())
}

/// A user that somebody began and nobody confirmed: its address is proved now.
pub(crate) fn confirm_vouched(tx: &mut Tx<'_>, core: &Core, user: &EntityId) -> Result<(), Refusal> {
    let system = access::enter_system(tx, core, "sign-in")?;
    change_user(tx, &system, user, json!({ "registration_status": "Registered" }))
}

//! What would become of a line: whom it leads to, and whether that person can be invited.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Locale};
use serde_json::{Map, Value, json};

use super::reading::Line;
use super::store;
use crate::letters::{Kind, Recipient};
use crate::portals::Portal;
use crate::registration::{self, Identifier, Match, Settings, contact_of};
use crate::{Caller, Core, Refusal, entities, users};

/// What becomes of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It will be invited.
    Ready,
    /// Its turn has not come.
    Waiting,
    /// It was invited.
    Invited,
    /// It is a user already.
    User,
    /// An invitation of it is open already.
    Open,
    /// No contact fits.
    Nobody,
    /// Several contacts fit.
    Several,
    /// The address is none.
    Address,
    /// An earlier line invites the same address.
    Twice,
    /// There is no such portal.
    Portal,
}

impl Outcome {
    /// Every outcome, the ones that need somebody first.
    pub const ALL: [Self; 10] = [
        Self::Address,
        Self::Nobody,
        Self::Several,
        Self::Portal,
        Self::Twice,
        Self::User,
        Self::Open,
        Self::Ready,
        Self::Waiting,
        Self::Invited,
    ];

    /// Its word in addresses and bodies.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "will_be_invited",
            Self::Waiting => "waiting",
            Self::Invited => "invited",
            Self::User => "already_a_user",
            Self::Open => "invitation_open",
            Self::Nobody => "contact_not_found",
            Self::Several => "several_contacts",
            Self::Address => "address_invalid",
            Self::Twice => "twice_in_list",
            Self::Portal => "portal_unknown",
        }
    }

    /// The outcome of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// Where lines are judged.
pub(super) struct Desk<'d> {
    pub(super) core: &'d Core,
    pub(super) caller: &'d Caller,
    /// The portal of lines that name none, first.
    pub(super) portals: Vec<Portal>,
}

/// A line that can be invited.
pub(super) struct Ready<'d> {
    portal: &'d Portal,
    email: EmailAddress,
    pub(super) contact: EntityId,
}

impl Desk<'_> {
    fn portal(&self, named: &str) -> Option<&Portal> {
        if named.is_empty() {
            return self.portals.first();
        }
        let fits = |portal: &&Portal| {
            portal.id.as_str() == named
                || portal.origin.eq_ignore_ascii_case(named)
                || portal.name().eq_ignore_ascii_case(named)
        };
        self.portals.iter().find(fits)
    }

    /// Whom a line leads to, or what stands in the way.
    pub(super) fn judge(&self, tx: &mut Tx<'_>, line: &Line) -> Result<Result<Ready<'_>, Outcome>, Refusal> {
        let Ok(email) = EmailAddress::parse(&line.email) else { return Ok(Err(Outcome::Address)) };
        if line.twice {
            return Ok(Err(Outcome::Twice));
        }
        let Some(portal) = self.portal(&line.portal) else { return Ok(Err(Outcome::Portal)) };
        let user = users::find_by_email(tx, &portal.id, &email)?;
        if let Some(user) = &user
            && users::is_registered(tx, user)?
        {
            return Ok(Err(Outcome::User));
        }
        let contact = match self.contact(tx, portal, &email, line)? {
            Match::One(contact) => contact,
            Match::None => return Ok(Err(Outcome::Nobody)),
            Match::Several => return Ok(Err(Outcome::Several)),
        };
        let own = users::of_contact(tx, &portal.id, &contact)?.filter(|own| Some(own) != user.as_ref());
        if own.is_some() {
            return Ok(Err(Outcome::User));
        }
        let last = store::of_contact(tx, &portal.id, &contact)?;
        let is_open = last.is_some_and(|last| {
            let now = self.caller.now;
            last.accepted_at.is_none() && last.revoked_at.is_none() && now < last.expires_at
        });
        Ok(if is_open { Err(Outcome::Open) } else { Ok(Ready { portal, email, contact }) })
    }

    /// The contact by its id, else by what identifies it, else by the address.
    fn contact(
        &self,
        tx: &mut Tx<'_>,
        portal: &Portal,
        email: &EmailAddress,
        line: &Line,
    ) -> Result<Match, Refusal> {
        if !line.contact.is_empty() {
            let id = EntityId::from(line.contact.as_str());
            return match entities::view(tx, self.caller, "contact", &id) {
                Ok(_) => Ok(Match::One(id)),
                Err(Refusal::NotFound) => Ok(Match::None),
                Err(refusal) => Err(refusal),
            };
        }
        let mut sent = Map::new();
        for (schema, name, value) in &line.identifiers {
            sent.entry(schema.clone()).or_insert_with(|| json!({}))[name] = value.as_str().into();
        }
        let named = line.identifiers.iter();
        let identifiers = named
            .map(|(schema, name, _)| Identifier { schema: schema.clone(), name: name.clone() })
            .collect();
        let settings = Settings { identifiers, ..Settings::of(portal) };
        contact_of(tx, self.core, self.caller, portal, &settings, email.as_str(), &sent)
    }

    /// Invites whom a line leads to; answers the invitation's id.
    pub(super) fn invite(&self, tx: &mut Tx<'_>, line: &Line, ready: &Ready<'_>) -> Result<String, Refusal> {
        let contact = entities::view(tx, self.caller, "contact", &ready.contact)?.to_value();
        let word = |key: &str| contact.get(key).and_then(Value::as_str);
        let language = word("preferred_language").or(word("language")).and_then(Locale::parse);
        let locale = line.locale().or(language).unwrap_or(Settings::of(ready.portal).locale);
        let name = word("_title").unwrap_or_default().to_owned();
        let to = Recipient { address: ready.email.clone(), name, locale, user: None };
        let kind = (Kind::Invitation, vec![("person", self.caller.actor.name.clone())]);
        let (core, portal) = (self.core, ready.portal);
        registration::invite(tx, core, portal, &ready.contact, &to, super::LASTS, kind)?;
        let sent = store::of_contact(tx, &portal.id, &ready.contact)?;
        Ok(sent.map(|sent| sent.id).unwrap_or_default())
    }
}

/// The titles of contacts, for those who see them.
pub(super) fn titles(
    tx: &mut Tx<'_>,
    caller: &Caller,
    contacts: Vec<EntityId>,
) -> Result<HashMap<EntityId, String>, Refusal> {
    let seen = entities::view_many(tx, caller, &HashMap::from([("contact".to_owned(), contacts)]))?;
    let title = |doc: Value| doc.get("_title").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(seen.into_iter().map(|seen| (seen.id.clone(), title(seen.to_value()))).collect())
}

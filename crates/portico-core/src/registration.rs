//! Registration: strangers make an account, prove their address, and are matched to the contact they are.

use std::collections::BTreeSet;

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Locale, PortalId, Secret, TenantId};
use serde_json::{Map, Value, json};

use crate::entities::{self, Change};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::one_time::{self, New, Purpose, Standing};
use crate::portals::Portal;
use crate::sign_in::{self, hash_apart};
use crate::{Caller, Core, Refusal, access, budgets, invitations, users};

mod answers;
mod confirmation;
mod contacts;
mod lookups;
mod matching;
mod settings;
mod vouched;

pub use answers::{Answer, Likely, answers, forget_answers, likely};
pub use confirmation::{Confirmed, confirm_by_code, confirm_by_link, look_at_link, resend, send_again};
pub(crate) use lookups::person_of;
pub use lookups::{EntryPoint, Known, Looked, address_exists, entry_point, known, look_up};
pub use matching::{Match, account_of, contact_of};
pub use settings::{Additional, Identifier, Mode, Settings};
pub(crate) use vouched::{Vouched, confirm_vouched, records_with, take_in};

/// What somebody sends who registers.
#[derive(Clone, Debug, Default)]
pub struct Registration {
    /// The address to sign in with.
    pub email: String,
    /// The password, as chosen.
    pub password: Secret,
    /// Given name, if told.
    pub first_name: String,
    /// Family name, if told.
    pub last_name: String,
    /// Values of identifiers: schema, attribute, value.
    pub identifiers: Map<String, Value>,
    /// Values that find or make the contact within an account.
    pub contact_identifiers: Map<String, Value>,
    /// Values for a new contact.
    pub additional: Map<String, Value>,
    /// The token of an invitation, which says which contact this is.
    pub invitation: Option<Secret>,
    /// The language to write in.
    pub locale: Option<Locale>,
}

/// What a registration leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// The address must be proved by the letter that was sent, if one was.
    LetterSent,
    /// The invitation proved the address: the user may sign in.
    Ready,
}

/// Registers somebody with a portal. `network` limits how often.
///
/// # Errors
/// `Invalid` when something is missing, the password is refused, nobody matches where somebody must, or, where the
/// portal does not hide its users, the address has an account already.
pub async fn register(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    sent: Registration,
    network: &str,
) -> Result<Outcome, Refusal> {
    budgets::take(core, tenant, budgets::REGISTRATIONS, &budgets::network_prefix(network)).await?;
    let email =
        EmailAddress::parse(&sent.email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let (id, worker) = (portal.clone(), core.clone());
    let setup = core.db().read(tenant, move |tx| worker.setup(tx, &id)).await?;
    sign_in::check_policy(&setup.portal, &sent.password, email.as_str())?;
    // Hashed whatever comes of it, so that every answer takes as long.
    let hash = hash_apart(core, &sent.password).await?;
    let (worker, portal) = (core.clone(), portal.clone());
    core.db()
        .write(tenant, move |tx| {
            let setup = worker.setup(tx, &portal)?;
            if !setup.lets_users_in() {
                return Err(Refusal::invalid("portal_id", "This portal is closed."));
            }
            let system = access::enter_system(tx, &worker, "registration")?;
            let desk =
                Desk { core: &worker, portal: &setup.portal, settings: Settings::of(&setup.portal), system };
            match &sent.invitation {
                Some(token) => desk.accept(tx, &email, &hash, &sent, token).map(|()| Outcome::Ready),
                None => desk.register(tx, &email, &hash, &sent).map(|()| Outcome::LetterSent),
            }
        })
        .await
}

/// Where registrations of one portal are handled.
struct Desk<'d> {
    core: &'d Core,
    portal: &'d Portal,
    settings: Settings,
    system: Caller,
}

/// Who a new user is.
enum Person {
    /// This contact.
    Contact(EntityId),
    /// Nobody yet: staff decide.
    Unknown,
}

impl Desk<'_> {
    fn register(
        &self,
        tx: &mut Tx<'_>,
        email: &EmailAddress,
        hash: &str,
        sent: &Registration,
    ) -> Result<(), Refusal> {
        if let Some(user) = users::find_by_email(tx, &self.portal.id, email)? {
            return self.register_again(tx, &user, email, hash, sent);
        }
        let person = match self.person(tx, email, sent) {
            Ok(person) => person,
            // Neither answer nor mail tells a stranger that nobody fits.
            Err(refusal @ Refusal::Conflict { .. }) if self.settings.hides_users => {
                tracing::debug!(?refusal, "a registration did not match");
                return Ok(());
            }
            Err(Refusal::Conflict { message, .. }) => {
                return Err(Refusal::invalid("registration_identifiers", message));
            }
            Err(refusal) => return Err(refusal),
        };
        let user = self.create_user(tx, email, sent, &person)?;
        if matches!(person, Person::Unknown) {
            answers::keep(tx, &user, sent, self.system.now)?;
        }
        confirmation::send(tx, self.core, self.portal, &user, email, hash)
    }

    /// The address has an account: its owner is told, or, while it was never confirmed, may confirm it now.
    fn register_again(
        &self,
        tx: &mut Tx<'_>,
        user: &EntityId,
        email: &EmailAddress,
        hash: &str,
        sent: &Registration,
    ) -> Result<(), Refusal> {
        let budget = format!("{}|{email}", self.portal.id);
        let may_mail = budgets::take_in(tx, self.core, budgets::MAILS_TO_ADDRESS, &budget)?;
        if !users::is_registered(tx, user)? {
            if let Some(locale) = sent.locale {
                let language = json!({ "preferred_language": locale.code() });
                change_user(tx, &self.system, user, language)?;
            }
            return if may_mail {
                confirmation::send(tx, self.core, self.portal, user, email, hash)
            } else {
                Ok(())
            };
        }
        if !self.settings.hides_users {
            return Err(Refusal::invalid("email", "This address has an account already. Sign in with it."));
        }
        if may_mail {
            let to = Recipient::of_user(tx, self.core, user)?;
            let link = Some(self.portal.link(self.core, "/sign-in", &[]));
            let contents = Contents { link, ..Contents::default() };
            letters::send(tx, self.core, self.portal, Kind::AlreadyRegistered, &to, &contents)?;
        }
        Ok(())
    }

    /// Whom the sent values lead to, by the portal's mode; a conflict when nobody fits and somebody must.
    fn person(&self, tx: &mut Tx<'_>, email: &EmailAddress, sent: &Registration) -> Result<Person, Refusal> {
        if self.settings.mode == Mode::Closed {
            let message = "This portal takes registrations by invitation only.";
            return Err(Refusal::invalid("portal_id", message));
        }
        self.settings.check_additional(sent)?;
        if self.settings.by_account {
            return contacts::of_account(tx, self, email, sent).map(Person::Contact);
        }
        if self.settings.mode == Mode::AlwaysCreate {
            return contacts::create(tx, self, email, sent, None).map(Person::Contact);
        }
        let found = contact_of(
            tx,
            self.core,
            &self.system,
            self.portal,
            &self.settings,
            email.as_str(),
            &sent.identifiers,
        )?;
        match (found, self.settings.mode) {
            (Match::One(contact), _) => {
                if self.settings.blocks_second_user
                    && users::of_contact(tx, &self.portal.id, &contact)?.is_some()
                {
                    return Err(Refusal::conflict("This contact has an account already. Sign in with it."));
                }
                Ok(Person::Contact(contact))
            }
            (Match::None, Mode::MatchOrCreate) => {
                contacts::create(tx, self, email, sent, None).map(Person::Contact)
            }
            // Several contacts fit: which of them it is, only staff can say.
            (Match::Several, Mode::MatchOrCreate) | (_, Mode::MatchOrWait) => Ok(Person::Unknown),
            _ => Err(Refusal::conflict("We know nobody with these details. Check what you wrote.")),
        }
    }

    /// Takes up an invitation: whoever holds its token has read the letter, which proves the address.
    fn accept(
        &self,
        tx: &mut Tx<'_>,
        email: &EmailAddress,
        hash: &str,
        sent: &Registration,
        token: &Secret,
    ) -> Result<(), Refusal> {
        let over = || Refusal::invalid("invitation", "This invitation is over. Ask for a new one.");
        let now = self.system.now;
        let proof = match one_time::look(tx, Purpose::Invitation, token, now)? {
            Standing::Open(proof) if proof.portal == self.portal.id => proof,
            _ => return Err(over()),
        };
        if !proof.email.eq_ignore_ascii_case(email.as_str()) {
            let message = "Register with the address that the invitation was sent to.";
            return Err(Refusal::invalid("email", message));
        }
        let contact = EntityId::from(proof.subject.as_str());
        entities::view(tx, &self.system, "contact", &contact).map_err(|_| over())?;
        one_time::redeem_link(tx, Purpose::Invitation, token, now)?.ok_or_else(over)?;
        let user = match users::find_by_email(tx, &self.portal.id, email)? {
            Some(user) if users::is_registered(tx, &user)? => {
                return Err(Refusal::invalid(
                    "email",
                    "This address has an account already. Sign in with it.",
                ));
            }
            Some(user) => user,
            None => self.create_user(tx, email, sent, &Person::Contact(contact.clone()))?,
        };
        invitations::note_accepted(tx, &self.portal.id, &contact, now)?;
        users::set_password_hash(tx, &user, hash, now)?;
        change_user(tx, &self.system, &user, json!({ "registration_status": "Registered" }))
    }

    fn create_user(
        &self,
        tx: &mut Tx<'_>,
        email: &EmailAddress,
        sent: &Registration,
        person: &Person,
    ) -> Result<EntityId, Refusal> {
        let name = format!("{} {}", sent.first_name.trim(), sent.last_name.trim()).trim().to_owned();
        let locale = sent.locale.unwrap_or(self.settings.locale);
        let mut user = json!({
            "email": email.as_str(),
            "name": if name.is_empty() { email.as_str().to_owned() } else { name },
            "portal_id": self.portal.id.as_str(),
            "origin": self.portal.origin,
            "registration_status": "Confirmation Email Sent",
            "mapping_status": "Pending",
            "access_status": true,
            "preferred_language": locale.code(),
        });
        if let Person::Contact(contact) = person {
            user["mapping_status"] = "Mapped".into();
            user["contact"] = json!({ "$relation": [{ "entity_id": contact.as_str() }] });
        }
        let fields = user.as_object().cloned().unwrap_or_default();
        Ok(entities::create(tx, &self.system, "portal_user", fields)?.id)
    }
}

/// Changes a portal user's record for the organisation.
pub(crate) fn change_user(
    tx: &mut Tx<'_>,
    system: &Caller,
    user: &EntityId,
    attributes: Value,
) -> Result<(), Refusal> {
    let attributes = attributes.as_object().cloned().unwrap_or_default();
    entities::change(tx, system, "portal_user", user, &Change { attributes }).map(|_| ())
}

/// The contacts with an address.
pub(crate) fn contacts_with_address(
    tx: &mut Tx<'_>,
    system: &Caller,
    email: &EmailAddress,
) -> Result<BTreeSet<EntityId>, Refusal> {
    matching::holders(tx, system, "contact", "email", email.as_str())
}

/// Invites somebody to register as a contact; answers the link of the invitation, which is mailed too.
pub fn invite(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    contact: &EntityId,
    to: &Recipient,
    seconds: i64,
    (kind, mut values): (Kind, Vec<(&'static str, String)>),
) -> Result<String, Refusal> {
    let new = New {
        purpose: Purpose::Invitation,
        portal: &portal.id,
        subject: contact.as_str(),
        email: to.address.as_str(),
        payload: json!({ "name": to.name, "locale": to.locale.code() }),
        lasts: seconds,
    };
    let now = core.clock().now();
    let issued = one_time::issue(tx, &new, now, core.random())?;
    let until = now.plus_seconds(seconds);
    let by = values.iter().find(|(name, _)| *name == "person").map(|(_, by)| by.clone()).unwrap_or_default();
    invitations::note_sent(tx, core, (&portal.id, contact), to, (kind, &by), (now, until))?;
    values.push(("until", letters::day_of(until, to.locale)));
    let query = [
        ("contactId", contact.as_str()),
        ("email", to.address.as_str()),
        ("invitation", issued.link.expose()),
    ];
    let link = portal.link(core, "/register", &query);
    let contents =
        Contents { link: Some(link.clone()), good_until: Some(until), values, ..Contents::default() };
    letters::send(tx, core, portal, kind, to, &contents)?;
    Ok(link)
}

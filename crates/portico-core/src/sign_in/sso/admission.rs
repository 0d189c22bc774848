//! Whose account an identity opens: one that it opened before, one that the portal's matching leads to, one with a proved
//! address, or a new one.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Instant};
use serde_json::{Map, Value, json};

use super::{Failure, Identity, Provider, claims, store};
use crate::activity::{self, Happening};
use crate::one_time::{self, Purpose};
use crate::portals::Portal;
use crate::registration::{self, Vouched, change_user, confirm_vouched, records_with, take_in};
use crate::{Core, Refusal, access, sign_in, users};

/// What is wished of a sign-in.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    /// Whether nobody new is taken in.
    pub(super) login_only: bool,
    /// The contact that it is about, where several have the address.
    pub(super) contact: Option<EntityId>,
    /// Whether the address was proved here.
    pub(super) address_proved: bool,
}

/// Where an identity leads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Admitted {
    /// To this user, who may come in.
    User(EntityId),
    /// To this user, who has to sign in as usual once.
    SignInOnce(EntityId, EmailAddress),
    /// To nobody before the address is proved.
    ProveAddress(EmailAddress),
}

/// Finds whose account it is, and makes one where the portal does that.
pub(super) fn admit(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    provider: &Provider,
    identity: &Identity,
    wish: &Wish,
) -> Result<Admitted, Refusal> {
    let now = core.clock().now();
    let known = store::user_of(tx, &portal.id, identity, now)?;
    if let Some(user) = known
        && sign_in::store::person(tx, &user)?.is_some()
    {
        return Ok(Admitted::User(user));
    }
    let told = Told::of(provider, identity, wish);
    if let Some(user) = matched_user(tx, core, portal, provider, &told)? {
        connect(tx, core, portal, identity, &user)?;
        return Ok(Admitted::User(user));
    }
    let email = told.email.clone().ok_or(Failure::NoEmail)?;
    if let Some(user) = users::find_by_email(tx, &portal.id, &email)? {
        return by_address(tx, core, portal, identity, user, email, told.proved);
    }
    if !told.proved {
        return Ok(Admitted::ProveAddress(email));
    }
    let user = newcomer(tx, core, portal, provider, &told, wish, email)?;
    connect(tx, core, portal, identity, &user)?;
    Ok(Admitted::User(user))
}

/// What a provider tells, as far as it is believed.
struct Told<'i> {
    claims: &'i Map<String, Value>,
    email_path: String,
    email: Option<EmailAddress>,
    proved: bool,
}

impl<'i> Told<'i> {
    fn of(provider: &Provider, identity: &'i Identity, wish: &Wish) -> Self {
        Self {
            claims: &identity.claims,
            email_path: claims::email_path(provider),
            email: claims::email(provider, &identity.claims),
            proved: wish.address_proved || claims::email_is_proved(provider, &identity.claims),
        }
    }

    /// Attributes with their values, when every one is told; an address that is not proved finds nobody.
    fn wanted(&self, matching: &Map<String, Value>) -> Option<Vec<(String, String)>> {
        let one = |(attribute, path): (&String, &Value)| {
            let path = path.as_str()?;
            let is_address = attribute == "email" || path == self.email_path || path == "email";
            let value = claims::text_at(self.claims, path).filter(|_| self.proved || !is_address);
            Some((attribute.clone(), value?))
        };
        let wanted: Option<Vec<_>> = matching.iter().map(one).collect();
        wanted.filter(|wanted| !wanted.is_empty())
    }
}

/// The one user of the portal that the configured claims lead to.
fn matched_user(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    provider: &Provider,
    told: &Told<'_>,
) -> Result<Option<EntityId>, Refusal> {
    let Some(wanted) = told.wanted(&provider.matching("portal_user")) else { return Ok(None) };
    let mut own = Vec::new();
    for user in records_with(tx, core, "portal_user", &wanted)? {
        if users::is_of_portal(tx, &user, &portal.id)? && users::is_registered(tx, &user)? {
            own.push(user);
        }
    }
    Ok(if own.len() == 1 { own.pop() } else { None })
}

/// The user with the address: its owner's, when the address is proved.
fn by_address(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    identity: &Identity,
    user: EntityId,
    email: EmailAddress,
    proved: bool,
) -> Result<Admitted, Refusal> {
    if users::is_registered(tx, &user)? {
        if !proved {
            return Ok(Admitted::SignInOnce(user, email));
        }
    } else if !proved {
        return Ok(Admitted::ProveAddress(email));
    } else {
        // Somebody began it and nobody confirmed it: what was set then is not the owner's.
        store::drop_password(tx, &user)?;
        one_time::withdraw(tx, Purpose::ConfirmAccount, &portal.id, user.as_str(), core.clock().now())?;
        confirm_vouched(tx, core, &user)?;
    }
    connect(tx, core, portal, identity, &user)?;
    Ok(Admitted::User(user))
}

fn newcomer(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    provider: &Provider,
    told: &Told<'_>,
    wish: &Wish,
    email: EmailAddress,
) -> Result<EntityId, Refusal> {
    let mut matched = match told.wanted(&provider.matching("contact")) {
        Some(wanted) => records_with(tx, core, "contact", &wanted)?,
        None => Vec::new(),
    };
    if let Some(contact) = wish.contact.as_ref().filter(|_| matched.is_empty()) {
        let system = access::enter_system(tx, core, "sign-in")?;
        let holders = registration::contacts_with_address(tx, &system, &email)?;
        matched.extend(holders.get(contact).cloned());
    }
    let vouched = Vouched {
        email,
        contact: claims::contact(told.claims, &provider.mapping("contact")),
        account: claims::mapped(told.claims, &provider.mapping("account")),
        matched: if matched.len() == 1 { matched.pop() } else { None },
        only_known: wish.login_only || provider.login_only,
    };
    take_in(tx, core, portal, &vouched).map_err(|refusal| match refusal {
        Refusal::Conflict { .. } | Refusal::Invalid { .. } => Failure::NotFound.into(),
        other => other,
    })
}

/// Connects an identity to a user, and tells the user's history of it.
pub(super) fn connect(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    identity: &Identity,
    user: &EntityId,
) -> Result<(), Refusal> {
    store::link(tx, &portal.id, identity, user, core.clock().now())?;
    let system = access::enter_system(tx, core, "sign-in")?;
    let happening = Happening::other(
        "PortalUserIdentityConnected",
        "Connected with an identity provider",
        "portal_user",
        user,
    );
    activity::write(tx, &system, &happening)?;
    Ok(())
}

/// Brings what the provider decides about a user's access up to date; refuses a user who may not sign in.
pub(super) fn follow_claims(
    tx: &mut Tx<'_>,
    core: &Core,
    provider: &Provider,
    identity: &Identity,
    user: &EntityId,
) -> Result<bool, Refusal> {
    let mapping = provider.mapping("portal_user");
    let path = |name: &str| mapping.get(name).and_then(Value::as_str);
    let mut wanted = Map::new();
    if let Some(said) = path("access_status").and_then(|path| claims::at(&identity.claims, path)) {
        wanted.insert("access_status".to_owned(), is_yes(said).into());
    }
    if let Some(until) =
        path("expires_at").and_then(|path| claims::at(&identity.claims, path)).and_then(moment)
    {
        wanted.insert("expires_at".to_owned(), until.to_iso().into());
    }
    if !wanted.is_empty() {
        let system = access::enter_system(tx, core, "sign-in")?;
        change_user(tx, &system, user, json!(wanted))?;
    }
    let person = sign_in::store::person(tx, user)?;
    Ok(person.is_some_and(|person| person.is_let_in(core.clock().now())))
}

fn is_yes(said: &Value) -> bool {
    match said {
        Value::Bool(fact) => *fact,
        Value::Number(number) => number.as_i64() != Some(0),
        Value::String(text) => {
            matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "active" | "enabled")
        }
        _ => false,
    }
}

fn moment(said: &Value) -> Option<Instant> {
    match said {
        Value::Number(seconds) => {
            seconds.as_i64().filter(|at| (0..=253_402_300_799).contains(at)).map(Instant::from_seconds)
        }
        Value::String(text) => Instant::parse_iso(text).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_and_its_end_are_read_as_providers_write_them() {
        for yes in [json!(true), json!("true"), json!("Active"), json!(1)] {
            assert!(is_yes(&yes), "{yes}");
        }
        for no in [json!(false), json!("false"), json!("blocked"), json!(0), json!(null), json!([])] {
            assert!(!is_yes(&no), "{no}");
        }
        assert_eq!(moment(&json!(1_800_000_000)), Some(Instant::from_seconds(1_800_000_000)));
        assert!(moment(&json!("2027-01-15T08:00:00.000Z")).is_some());
        assert_eq!(moment(&json!(-5)), None);
        assert_eq!(moment(&json!("soon")), None);
    }
}

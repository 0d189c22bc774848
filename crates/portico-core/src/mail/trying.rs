//! Trying a server out: a letter to somebody of the staff, through settings that need not be stored, and what it says.

use portico_fetch::any_addresses;
use portico_kit::{EmailAddress, PortalId, TenantId};
use portico_mail::{Delivery, Look, Outgoing, Part, Patience, Stage, Way, compose, deliver};

use super::Installed;
use super::route::{self, Route, hello};
use super::settings::{self, OwnServer, PortalSender, WantedServer};
use crate::letters::filled;
use crate::{Core, Refusal, budgets, tenants};

/// What a try has shown.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Whether the server has taken the letter.
    pub is_accepted: bool,
    /// Where it ended.
    pub stage: Stage,
    /// What the server said.
    pub answer: String,
}

/// Words of the letter: subject and paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The subject.
    pub subject: &'a str,
    /// What it says; `{organisation}` and `{host}` are filled in.
    pub text: &'a str,
}

/// Sends one letter to somebody of the staff. An own server that is given is tried as it is, else what is in force.
pub async fn try_out(
    core: &Core,
    tenant: &TenantId,
    to: &EmailAddress,
    own: Option<&WantedServer>,
    words: Words<'_>,
) -> Result<Tried, Refusal> {
    budgets::take(core, tenant, budgets::MAIL_TRIES, tenant.as_str()).await?;
    let (worker, wanted) = (core.clone(), own.cloned());
    let read = core.db().read(tenant, move |tx| {
        let stored = settings::stored(tx, &worker)?;
        let own: Option<OwnServer> = match &wanted {
            Some(wanted) => Some(settings::checked(&worker, wanted, stored.own.as_ref())?),
            None => stored.own,
        };
        let organisation = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
        let nobody = PortalId::from("");
        let route = route::through(tx, &worker, &nobody, own.as_ref(), &PortalSender::default())?;
        Ok::<_, Refusal>((route, organisation.name))
    });
    let (route, organisation) = read.await?;
    let route = route.ok_or_else(|| Refusal::conflict("There is no mail server to try yet."))?;
    Ok(send(core, &route, to, &organisation, words).await)
}

async fn send(core: &Core, route: &Route, to: &EmailAddress, organisation: &str, words: Words<'_>) -> Tried {
    let addresses = match route.addresses(core).await {
        Ok(addresses) => addresses,
        Err(answer) => return Tried { is_accepted: false, stage: Stage::Address, answer },
    };
    let look = Look { brand: organisation.to_owned(), ..Look::default() };
    let text = filled(words.text, &[("organisation", organisation), ("host", &route.server.host)]);
    let letter = compose(to.clone(), (words.subject, ""), &[Part::paragraph(&text)], &look, "mailTest");
    let now = core.clock().now();
    let outgoing = Outgoing {
        id: core.random().uuid_v7(now),
        to: to.clone(),
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        at: now,
    };
    let way = Way { server: &route.server, addresses, hello: hello(core), patience: Patience::TRY };
    match deliver(&way, &route.sender, &outgoing).await {
        Delivery::Accepted(answer) => Tried { is_accepted: true, stage: Stage::Letter, answer },
        Delivery::Refused { stage, told, .. } | Delivery::Failed { stage, told } => {
            Tried { is_accepted: false, stage, answer: told }
        }
    }
}

/// Greets the installation's server, secures the way and signs in, without sending anything; an error says what is wrong.
pub async fn knock(installed: &Installed, hello: &str) -> Result<(), String> {
    let server = &installed.server;
    let addresses = any_addresses(&server.host, server.port).await.map_err(|error| error.to_string())?;
    let way = Way { server, addresses, hello, patience: Patience::TRY };
    portico_mail::knock(&way).await.map_err(|(_, told)| told)
}

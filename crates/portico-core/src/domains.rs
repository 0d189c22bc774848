//! Domains: under which hosts a portal is shown, and how an organisation proves that a host is its own.
//!
//! A host that anybody could own is wanted first, then proved by a record, then leads to us, then lets our certificate
//! authority issue for it, and only then shows the portal and stands in letters. Until then the portal stays where it
//! was: at its former domain, or at its built-in host, which needs no record.

use portico_db::Tx;
use portico_kit::{Instant, PortalId, Random, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::portals::Portal;
use crate::{Core, Refusal, tenants};

mod checking;
mod installation;
mod keeping;
mod plan;
mod report;
mod rules;
mod store;
mod survey;
mod watch;

pub use checking::{check_now, check_wanted};
pub use installation::{base_host, built_in, may_have_certificate};
pub(crate) use installation::{note_base, portal_of_built_in};
pub use keeping::let_go;
pub(crate) use keeping::{follow, forget};
pub use report::{Finding, Found, Report};
pub use rules::host_name;
pub(crate) use rules::is_host;
pub use watch::watch;

/// The label under which a domain's proof stands.
const PROOF_LABEL: &str = "_portal-domain";

/// What a domain is to its portal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The organisation's own, the `domain` of the configuration.
    Custom,
    /// The installation's, the `epilot_domain` of the configuration.
    Platform,
    /// One that showed the portal before; it leads on to the present one.
    Former,
}

/// How far a domain has come.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Stage {
    /// Somebody wants it.
    Wanted,
    /// A record proves that the organisation owns it.
    Proved,
    /// It leads to this installation.
    Pointing,
    /// Our certificate authority may issue for it; only another portal that shows it stands in the way.
    Allowed,
    /// It shows the portal.
    Active,
}

/// A domain of a portal.
#[derive(Clone, Debug)]
pub struct Domain {
    /// The host.
    pub host: String,
    /// The portal that wants it.
    pub portal: PortalId,
    /// What it is to the portal.
    pub role: Role,
    /// What the record that proves it says.
    pub token: String,
    /// Whether records must prove it; no for hosts of this machine, of this installation and of no public network.
    pub needs_proof: bool,
    /// Since when somebody wants it.
    pub wanted_at: Instant,
    /// Since when it shows the portal.
    pub active_at: Option<Instant>,
    /// When it was looked up last.
    pub checked_at: Option<Instant>,
    /// When it will be looked up next.
    pub next_check_at: Option<Instant>,
    /// Since when a record of an active domain is missing or wrong.
    pub trouble_at: Option<Instant>,
    /// How many look-ups in a row did not find everything.
    pub misses: i64,
    /// What the last look-up found.
    pub report: Option<Report>,
}

/// One record to enter at a provider of domain names.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its kind, such as `TXT`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// How domains are looked up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name server to ask; none for those of the system.
    pub name_server: Option<std::net::SocketAddr>,
    /// The host that domains must lead to; none for the host of the installation.
    pub target: Option<String>,
    /// The certificate authorities that the server in front of us uses.
    pub authorities: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { name_server: None, target: None, authorities: vec!["letsencrypt.org".to_owned()] }
    }
}

impl Domain {
    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match (self.active_at, &self.report) {
            (Some(_), _) => Stage::Active,
            (None, Some(report)) => report.stage(),
            (None, None) => Stage::Wanted,
        }
    }

    /// The records that prove it; one of them is enough.
    pub fn proofs(&self, target: &str) -> [Record; 2] {
        let name = format!("{PROOF_LABEL}.{}", self.host);
        let text = rules::proof_text(&self.token);
        let alias = rules::proof_alias(&self.token, target);
        [
            Record { kind: "TXT", name: name.clone(), value: text },
            Record { kind: "CNAME", name, value: alias },
        ]
    }

    /// The records that lead it to this installation; one of them is enough.
    pub fn pointers(&self, target: &str) -> Vec<Record> {
        let record = |kind| Record { kind, name: self.host.clone(), value: target.to_owned() };
        match target.parse::<std::net::IpAddr>() {
            Ok(address) if address.is_ipv6() => vec![record("AAAA")],
            Ok(_) => vec![record("A")],
            Err(_) => vec![record("CNAME")],
        }
    }
}

/// The domains of a portal: its own first, those that lead on last.
pub fn of_portal(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Vec<Domain>, Refusal> {
    let mut all = store::of_portal(tx, portal)?;
    all.sort_by_key(|domain| (domain.role as u8, std::cmp::Reverse(domain.active_at)));
    Ok(all)
}

/// The domain that a portal's configuration names, its own before the installation's; none when it names none.
pub fn wanted(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Option<Domain>, Refusal> {
    Ok(of_portal(tx, portal)?.into_iter().find(|domain| domain.role != Role::Former))
}

/// The host that domains must lead to.
pub fn target(core: &Core) -> String {
    let named = core.options().domains.target.clone();
    named.unwrap_or_else(|| base_host(&core.options().base_url).to_owned())
}

/// Writes down which hosts show a portal now, the one that stands in letters first.
fn settle(tx: &mut Tx<'_>, portal: &mut Portal) -> Result<(), Refusal> {
    let domains = of_portal(tx, &portal.id)?;
    let plan = plan::plan(&domains, &portal.doc);
    for ended in &plan.ended {
        store::remove(tx, ended)?;
    }
    store::put_hosts(tx, &portal.id, &plan.shown.join(" "))?;
    let organisation = tx.tenant().clone();
    let own = plan.shown.iter().map(|host| (host.as_str(), None));
    let leading = plan.shown.first().into_iter();
    let leading = leading.flat_map(|to| plan.leading.iter().map(|host| (host.as_str(), Some(to.as_str()))));
    let all: Vec<(&str, Option<&str>)> = own.chain(leading).chain([(portal.id.as_str(), None)]).collect();
    tx.as_tenant(&TenantId::system(), |tx| {
        store::release_hosts(tx, &organisation, &portal.id)?;
        for (host, to) in all {
            if !store::claim_host(tx, host, to, &organisation, &portal.id)? {
                return Err(taken(host));
            }
        }
        Ok(())
    })?;
    portal.hosts = plan.shown;
    Ok(())
}

fn taken(host: &str) -> Refusal {
    Refusal::conflict(format!("The domain {host} belongs to another portal."))
}

fn text_of<'d>(doc: &'d Value, key: &str) -> &'d str {
    doc.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A fresh token for a proof, in letters that every provider's form takes.
fn fresh_token(random: &Random) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every node reads the portal anew.
fn touch(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    tenants::touch_configuration(tx)
}

//! Questions to the domain name system: what stands under a name, asked anew each time, limited in time and number.
//!
//! Nothing found is an answer; a server that is silent, refuses or talks nonsense is not.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, RecordType};

/// How long one server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long all tries of one question may take.
const IN_ALL: Duration = Duration::from_secs(6);
/// How many aliases are followed one after the other.
const MOST_ALIASES: usize = 8;
/// How many names from a name up towards the root are asked for certificate authorities.
const MOST_PARENTS: usize = 10;
/// How many records of one answer are looked at.
const MOST_RECORDS: usize = 100;
/// How much of one text is looked at, in bytes.
const LONGEST_TEXT: usize = 1000;

/// Asks name servers.
#[derive(Clone)]
pub struct Names(Option<TokioResolver>);

/// Why a question has no answer, which is not the same as finding nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unanswered {
    /// No server answered in time.
    TimedOut,
    /// A server answered that it cannot say, or nobody could be asked.
    Failed,
    /// The name is none that can be asked for.
    NoName,
}

/// One record that says who may issue certificates (RFC 8659).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Authority {
    /// Whether an authority must not issue when it does not know the tag.
    pub critical: bool,
    /// What is said, such as `issue`.
    pub tag: String,
    /// To whom it is said.
    pub value: String,
}

/// Who may issue certificates for a name, and which name says so.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Authorities {
    /// The name whose records count: the asked one or the nearest parent that has any; empty when none has.
    pub of: String,
    /// Those records.
    pub records: Vec<Authority>,
}

impl Names {
    /// Asks this server, or those that the system names.
    pub fn new(server: Option<SocketAddr>) -> Self {
        let made = match server {
            Some(server) => {
                Ok(TokioResolver::builder_with_config(only(server), TokioRuntimeProvider::default()))
            }
            None => TokioResolver::builder_tokio(),
        };
        let built = made.and_then(|mut builder| {
            limit(builder.options_mut());
            builder.build()
        });
        // A machine without name servers still serves; its questions stay without answers.
        Self(built.ok())
    }

    /// The texts of a name, aliases followed.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, Unanswered> {
        let found = self.ask(name, RecordType::TXT).await?;
        let text = |data: RData| match data {
            RData::TXT(text) => Some(readable(&text.txt_data.concat())),
            _ => None,
        };
        Ok(found.into_iter().filter_map(text).collect())
    }

    /// The addresses of a name, aliases followed.
    pub async fn addresses(&self, name: &str) -> Result<BTreeSet<IpAddr>, Unanswered> {
        let (four, six) = tokio::join!(self.ask(name, RecordType::A), self.ask(name, RecordType::AAAA));
        let address = |data: RData| match data {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        };
        Ok(four?.into_iter().chain(six?).filter_map(address).collect())
    }

    /// The names that a name leads to, one alias after the other; ends before one that was met already.
    pub async fn aliases(&self, name: &str) -> Result<Vec<String>, Unanswered> {
        let (mut at, mut met) = (name.to_owned(), Vec::new());
        while met.len() < MOST_ALIASES {
            let Some(next) = self.alias(&at).await? else { break };
            if next == name || met.contains(&next) {
                break;
            }
            met.push(next.clone());
            at = next;
        }
        Ok(met)
    }

    async fn alias(&self, name: &str) -> Result<Option<String>, Unanswered> {
        let found = self.ask(name, RecordType::CNAME).await?;
        let target = |data: RData| match data {
            RData::CNAME(target) => Some(plain(&target.0)),
            _ => None,
        };
        Ok(found.into_iter().find_map(target).filter(|target| !target.is_empty()))
    }

    /// Who may issue certificates for a name: what the name itself says, else its nearest parent that says anything.
    pub async fn authorities(&self, name: &str) -> Result<Authorities, Unanswered> {
        let labels: Vec<&str> = name.split('.').collect();
        for at in 0..labels.len().min(MOST_PARENTS) {
            let of = labels.iter().skip(at).copied().collect::<Vec<_>>().join(".");
            let found = self.ask(&of, RecordType::CAA).await?;
            let records: Vec<Authority> = found.into_iter().filter_map(authority).collect();
            if !records.is_empty() {
                return Ok(Authorities { of, records });
            }
        }
        Ok(Authorities::default())
    }

    /// The records of one kind under a name; none is an answer, too.
    async fn ask(&self, name: &str, kind: RecordType) -> Result<Vec<RData>, Unanswered> {
        let resolver = self.0.as_ref().ok_or(Unanswered::Failed)?;
        let mut name = Name::from_ascii(name).map_err(|_| Unanswered::NoName)?;
        name.set_fqdn(true);
        let asked = tokio::time::timeout(IN_ALL, resolver.lookup(name, kind));
        match asked.await.map_err(|_| Unanswered::TimedOut)? {
            Ok(found) => {
                let fitting = found.answers().iter().filter(|record| record.record_type() == kind);
                Ok(fitting.take(MOST_RECORDS).map(|record| record.data.clone()).collect())
            }
            Err(error) => why(&error).map(|()| Vec::new()),
        }
    }
}

/// Nothing when the server said that there is nothing.
fn why(error: &NetError) -> Result<(), Unanswered> {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) => match none.response_code {
            ResponseCode::NXDomain | ResponseCode::NoError => Ok(()),
            _ => Err(Unanswered::Failed),
        },
        NetError::Timeout => Err(Unanswered::TimedOut),
        _ => Err(Unanswered::Failed),
    }
}

fn authority(data: RData) -> Option<Authority> {
    match data {
        RData::CAA(said) => Some(Authority {
            critical: said.issuer_critical,
            tag: readable(said.tag.as_bytes()).to_ascii_lowercase(),
            value: readable(&said.value),
        }),
        _ => None,
    }
}

/// What a person can read of bytes that anybody may have written.
fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes.get(..LONGEST_TEXT).unwrap_or(bytes)).into_owned();
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn plain(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_ascii_lowercase()
}

fn only(server: SocketAddr) -> ResolverConfig {
    let (mut udp, mut tcp) = (ConnectionConfig::udp(), ConnectionConfig::tcp());
    (udp.port, tcp.port) = (server.port(), server.port());
    let server = NameServerConfig::new(server.ip(), true, vec![udp, tcp]);
    ResolverConfig::from_parts(None, Vec::new(), vec![server])
}

fn limit(options: &mut ResolverOpts) {
    options.timeout = PATIENCE;
    options.attempts = 1;
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    options.try_tcp_on_error = true;
}

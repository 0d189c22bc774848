//! Looking a domain up: everything that is asked of name servers, outside of any transaction.

use std::collections::BTreeSet;
use std::net::IpAddr;

use portico_fetch::{Names, Unanswered};

use super::report::{Finding, Found, Report};
use super::{Domain, PROOF_LABEL, rules};

/// What a domain is held against.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// Where it must lead.
    pub(super) target: String,
    /// Who issues our certificates.
    pub(super) authorities: Vec<String>,
}

/// Looks a domain up.
pub(super) async fn survey(names: &Names, domain: &Domain, expected: &Expected) -> Report {
    let (proof, target, authority) = tokio::join!(
        proof(names, domain, &expected.target),
        target(names, &domain.host, &expected.target),
        authority(names, &domain.host, &expected.authorities)
    );
    let told = |found: Result<Found, Unanswered>| found.unwrap_or_else(Found::unanswered);
    Report { proof: told(proof), target: told(target), authority: told(authority), taken: false }
}

async fn proof(names: &Names, domain: &Domain, target: &str) -> Result<Found, Unanswered> {
    let name = format!("{PROOF_LABEL}.{}", domain.host);
    let aliases = names.aliases(&name).await?;
    let by_alias = rules::judge_proof(&domain.token, target, &aliases, &[]);
    if by_alias.is == Finding::Held {
        return Ok(Found { under: name, ..by_alias });
    }
    let texts = names.texts(&name).await?;
    Ok(Found { under: name, ..rules::judge_proof(&domain.token, target, &aliases, &texts) })
}

async fn target(names: &Names, host: &str, target: &str) -> Result<Found, Unanswered> {
    let aliases = names.aliases(host).await?;
    if aliases.iter().any(|alias| alias == target) {
        return Ok(Found::new(Finding::Held, aliases));
    }
    let found = names.addresses(host).await?;
    let ours = match target.parse::<IpAddr>() {
        Ok(address) => BTreeSet::from([address]),
        Err(_) if found.is_empty() => BTreeSet::new(),
        Err(_) => names.addresses(target).await?,
    };
    Ok(rules::judge_target(target, &aliases, &found, &ours))
}

async fn authority(names: &Names, host: &str, ours: &[String]) -> Result<Found, Unanswered> {
    Ok(rules::judge_authority(&names.authorities(host).await?, ours))
}

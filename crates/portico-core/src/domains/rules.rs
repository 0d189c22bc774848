//! Which hosts need a proof, what a look-up's answers mean, when to look again and when a domain is given up.

use std::collections::BTreeSet;
use std::net::IpAddr;

use portico_fetch::{Authorities, Authority};
use portico_kit::Instant;

use super::report::{Finding, Found, Report};

/// Ends of names that nobody can own in the public domain name system (RFC 2606, 6761, 6762, 8375, 9476 and kin).
const NOBODYS: [&str; 11] = [
    "localhost",
    "test",
    "example",
    "invalid",
    "local",
    "internal",
    "alt",
    "home.arpa",
    "example.com",
    "example.net",
    "example.org",
];

/// Tags of authority records that say nothing about certificates for web servers.
const OTHER_TAGS: [&str; 6] = ["issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"];

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// For how long the records of an active domain must be gone before it is given up.
const GIVEN_UP_AFTER: i64 = 14 * DAY;
/// How many look-ups in a row must agree about that.
const GIVEN_UP_MISSES: i64 = 10;

/// A host as it is compared: lower case, without the dot that may end it.
pub fn host_name(text: &str) -> String {
    text.trim().trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a text could be a host, also one with a port.
pub(crate) fn is_host(text: &str) -> bool {
    text.len() <= 253 && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c))
}

/// Whether a host is a name that stands in the domain name system: no address, no port, each part as it must be.
pub(super) fn is_domain_name(host: &str) -> bool {
    let part = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_address = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    host.len() <= 240 && !is_address && host.contains('.') && host.split('.').all(part)
}

/// Whether nobody can own a host in public, so that there is nothing to prove.
pub(super) fn is_nobodys(host: &str) -> bool {
    let ends = |end: &str| is_at_or_under(host, end);
    let here = host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    here || !host.contains('.') || NOBODYS.into_iter().any(ends)
}

/// Whether a host is this one or stands under it.
pub(super) fn is_at_or_under(host: &str, other: &str) -> bool {
    host.strip_suffix(other).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// What the text record of a proof says.
pub(super) fn proof_text(token: &str) -> String {
    format!("portal-domain={token}")
}

/// Where the alias of a proof leads.
pub(super) fn proof_alias(token: &str, target: &str) -> String {
    format!("{token}.{target}")
}

/// Judges the records under the name of the proof.
pub(super) fn judge_proof(token: &str, target: &str, aliases: &[String], texts: &[String]) -> Found {
    let (text, alias) = (proof_text(token), proof_alias(token, target));
    let by_text = texts.iter().any(|found| found.trim().trim_matches('"') == text);
    let is = match by_text || aliases.contains(&alias) {
        true => Finding::Held,
        false if aliases.is_empty() && texts.is_empty() => Finding::Missing,
        false => Finding::Wrong,
    };
    Found::new(is, texts.iter().chain(aliases).cloned())
}

/// Judges where a domain leads: by an alias to the target, or to its addresses and no other ones.
pub(super) fn judge_target(
    target: &str,
    aliases: &[String],
    addresses: &BTreeSet<IpAddr>,
    ours: &BTreeSet<IpAddr>,
) -> Found {
    let by_alias = aliases.iter().any(|alias| alias == target);
    let is = match (by_alias, addresses.is_empty()) {
        (true, _) => Finding::Held,
        (false, true) if aliases.is_empty() => Finding::Missing,
        (false, true) => Finding::Wrong,
        (false, false) if addresses.is_subset(ours) => Finding::Held,
        (false, false) => Finding::Wrong,
    };
    Found::new(is, aliases.iter().cloned().chain(addresses.iter().map(ToString::to_string)))
}

/// Judges whether one of our authorities may issue for a name that is no wildcard (RFC 8659).
pub(super) fn judge_authority(found: &Authorities, ours: &[String]) -> Found {
    let unknown = |record: &Authority| {
        record.critical && record.tag != "issue" && !OTHER_TAGS.contains(&record.tag.as_str())
    };
    let issuer =
        |record: &Authority| record.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let named: Vec<String> =
        found.records.iter().filter(|record| record.tag == "issue").map(issuer).collect();
    let allowed = named.is_empty() || named.iter().any(|name| ours.contains(name));
    let is = match allowed && !found.records.iter().any(unknown) {
        true => Finding::Held,
        false => Finding::Wrong,
    };
    let written = |record: &Authority| format!("{} \"{}\"", record.tag, record.value);
    Found { under: found.of.clone(), ..Found::new(is, found.records.iter().map(written)) }
}

/// When to look again: soon for a domain that is awaited, daily for one that is well, with growing waits otherwise.
pub(super) fn next_check(now: Instant, is_active: bool, misses: i64) -> Instant {
    let doubled = |from: i64, times: i64| from << times.clamp(0, 16);
    let wait = match (is_active, misses) {
        (true, 0) => DAY,
        (true, misses) => doubled(HOUR, misses - 1).min(DAY),
        (false, misses) => doubled(MINUTE, misses / 4).min(DAY),
    };
    now.plus_seconds(wait)
}

/// Whether a domain that was active is given up: for two weeks and in every look-up, its proof was gone and it led
/// elsewhere.
pub(super) fn is_given_up(now: Instant, trouble_at: Option<Instant>, misses: i64, report: &Report) -> bool {
    let long = trouble_at.is_some_and(|since| since.plus_seconds(GIVEN_UP_AFTER) <= now);
    long && misses >= GIVEN_UP_MISSES && report.proof.is.is_refuted() && report.target.is.is_refuted()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;

//! The rules about domains, case by case.

use super::*;

fn said(tag: &str, value: &str) -> Authority {
    Authority { critical: false, tag: tag.to_owned(), value: value.to_owned() }
}

fn addresses(all: &[&str]) -> BTreeSet<IpAddr> {
    all.iter().filter_map(|address| address.parse().ok()).collect()
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn nobody_owns_hosts_of_this_machine_and_of_no_public_network() {
    for host in [
        "localhost",
        "customer.localhost",
        "127.0.0.1",
        "a.test",
        "kunden.example",
        "x.example.com",
        "intranet",
    ] {
        assert!(is_nobodys(host), "{host}");
    }
    for host in
        ["kunden.de", "notlocalhost.de", "myexample.com", "localhost.de", "8.8.8.8", "test.de", "10.0.0.1"]
    {
        assert!(!is_nobodys(host), "{host}");
    }
}

#[test]
fn a_domain_is_a_name_of_sound_parts() {
    for host in ["kunden.stadtwerke.de", "xn--mller-kva.de", "a.b", "1.de"] {
        assert!(is_domain_name(host), "{host}");
    }
    let long = format!("{}.de", "a".repeat(64));
    for host in
        ["", "de", "-a.de", "a-.de", "a..de", ".de", "a.de:443", "10.0.0.1", "a b.de", "ü.de", "*.de", &long]
    {
        assert!(!is_domain_name(host), "{host}");
    }
}

#[test]
fn a_proof_is_a_text_or_an_alias_with_the_token() {
    let judged =
        |aliases: &[&str], all: &[&str]| judge_proof("t0", "portal.eu", &texts(aliases), &texts(all)).is;
    assert_eq!(judged(&[], &["v=spf1 -all", "portal-domain=t0"]), Finding::Held);
    assert_eq!(judged(&[], &["\"portal-domain=t0\""]), Finding::Held);
    assert_eq!(judged(&["t0.portal.eu"], &[]), Finding::Held);
    assert_eq!(judged(&[], &[]), Finding::Missing);
    assert_eq!(judged(&[], &["portal-domain=t1"]), Finding::Wrong);
    assert_eq!(judged(&[], &["portal-domain=t0x"]), Finding::Wrong);
    assert_eq!(judged(&["t1.portal.eu"], &[]), Finding::Wrong);
}

#[test]
fn a_domain_leads_here_by_alias_or_by_our_addresses_only() {
    let ours = addresses(&["192.0.2.1", "2001:db8::1"]);
    let judged = |aliases: &[&str], found: &[&str]| {
        judge_target("portal.eu", &texts(aliases), &addresses(found), &ours).is
    };
    assert_eq!(judged(&["portal.eu"], &["198.51.100.1"]), Finding::Held);
    assert_eq!(judged(&["edge.kunde.de", "portal.eu"], &[]), Finding::Held);
    assert_eq!(judged(&[], &["192.0.2.1"]), Finding::Held);
    assert_eq!(judged(&[], &["192.0.2.1", "2001:db8::1"]), Finding::Held);
    assert_eq!(judged(&[], &[]), Finding::Missing);
    assert_eq!(judged(&["old.host.de"], &[]), Finding::Wrong);
    assert_eq!(
        judged(&[], &["192.0.2.1", "198.51.100.1"]),
        Finding::Wrong,
        "half of the visitors go elsewhere"
    );
    let nobody = judge_target("portal.eu", &[], &addresses(&["192.0.2.1"]), &BTreeSet::new());
    assert_eq!(nobody.is, Finding::Wrong);
}

#[test]
fn authorities_are_bound_by_what_the_nearest_name_says() {
    let ours = texts(&["letsencrypt.org"]);
    let judged = |records: &[Authority]| {
        judge_authority(&Authorities { of: "a.de".to_owned(), records: records.to_vec() }, &ours).is
    };
    assert_eq!(judged(&[]), Finding::Held);
    assert_eq!(judged(&[said("issue", "letsencrypt.org")]), Finding::Held);
    assert_eq!(judged(&[said("issue", "LetsEncrypt.org; accounturi=x")]), Finding::Held);
    assert_eq!(judged(&[said("issue", "digicert.com"), said("issue", "letsencrypt.org")]), Finding::Held);
    assert_eq!(judged(&[said("issuewild", ";"), said("iodef", "mailto:a@b.de")]), Finding::Held);
    assert_eq!(judged(&[said("issue", "digicert.com")]), Finding::Wrong);
    assert_eq!(judged(&[said("issue", ";")]), Finding::Wrong);
    assert_eq!(judged(&[said("issue", "")]), Finding::Wrong);
    assert_eq!(judged(&[said("issue", "letsencrypt.org.evil.de")]), Finding::Wrong);
    let critical = Authority { critical: true, ..said("future", "x") };
    assert_eq!(judged(&[said("issue", "letsencrypt.org"), critical]), Finding::Wrong);
}

#[test]
fn look_ups_wait_longer_the_more_often_they_miss() {
    let wait = |is_active, misses| next_check(Instant(0), is_active, misses).seconds();
    assert_eq!([wait(true, 0), wait(true, 1), wait(true, 2), wait(true, 9)], [DAY, HOUR, 2 * HOUR, DAY]);
    assert_eq!([wait(false, 0), wait(false, 4), wait(false, 400)], [MINUTE, 2 * MINUTE, DAY]);
}

#[test]
fn a_domain_is_given_up_only_after_two_weeks_of_certain_answers() {
    let found = |is| Found::new(is, []);
    let report = |proof, target| Report {
        proof: found(proof),
        target: found(target),
        authority: found(Finding::Held),
        taken: false,
    };
    let gone = report(Finding::Missing, Finding::Wrong);
    let later = Instant(0).plus_seconds(14 * DAY);
    assert!(is_given_up(later, Some(Instant(0)), 10, &gone));
    assert!(!is_given_up(later, Some(Instant(0)), 1, &gone), "one look-up proves nothing");
    assert!(!is_given_up(later.plus_seconds(-1), Some(Instant(0)), 10, &gone));
    assert!(!is_given_up(later, None, 10, &gone));
    assert!(!is_given_up(later, Some(Instant(0)), 10, &report(Finding::Silent, Finding::Wrong)));
    assert!(!is_given_up(later, Some(Instant(0)), 10, &report(Finding::Missing, Finding::Held)));
}

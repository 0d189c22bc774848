//! The steps of a domain from wanted to active: what to enter, and what was found.

use maud::{Markup, Render, html};
use portico_core::domains::{Domain, Finding, Found, Stage};
use portico_kit::Locale;

use super::super::super::words::moment;
use super::record::record;
use crate::design::components::Tone;
use crate::design::components::icon_list::IconList;
use crate::design::components::timeline::{Step, Timeline};
use crate::design::words::{t, t_args};

/// Where domains must lead, and who issues our certificates.
pub(super) struct Ours {
    /// The host that domains must lead to.
    pub(super) target: String,
    /// The certificate authorities.
    pub(super) authorities: Vec<String>,
}

/// How a domain stands, in one line and its tone; for overviews.
pub(in crate::console::portals) fn standing_line(locale: Locale, domain: &Domain) -> (Tone, String) {
    let key = match (domain.stage(), domain.trouble_at) {
        (Stage::Active, None) => (Tone::Good, "domain-stands-active"),
        (Stage::Active, Some(_)) => (Tone::Bad, "domain-stands-trouble"),
        (Stage::Allowed, _) => (Tone::Warn, "domain-stands-taken"),
        (Stage::Pointing, _) => (Tone::Warn, "domain-stands-pointing"),
        (Stage::Proved, _) => (Tone::Warn, "domain-stands-proved"),
        (Stage::Wanted, _) => (Tone::Warn, "domain-stands-wanted"),
    };
    (key.0, t_args(locale, key.1, &[("domain", domain.host.clone().into())]).into_owned())
}

/// The four steps.
pub(super) fn steps(locale: Locale, domain: &Domain, ours: &Ours) -> Markup {
    let report = domain.report.as_ref();
    let parts = [report.map(|r| &r.proof), report.map(|r| &r.target), report.map(|r| &r.authority)];
    let holds = parts.map(|part| part.map_or(domain.active_at.is_some(), |found| found.is == Finding::Held));
    let state = |at: usize| match (holds.get(at), holds.iter().take(at).all(|held| *held)) {
        (Some(true), _) => Step::Done,
        (_, true) => Step::Now,
        _ => Step::Coming,
    };
    let [text, alias] = domain.proofs(&ours.target);
    let proof = html! {
        (found(locale, "proof", parts[0], ours))
        (records(locale, state(0), html! {
            p { (t(locale, "domain-proof-line")) }
            (record(locale, &text))
            details.more { summary { (t(locale, "domain-proof-instead")) } (record(locale, &alias)) }
        }))
    };
    let pointers = domain.pointers(&ours.target);
    let target = html! {
        (found(locale, "target", parts[1], ours))
        (records(locale, state(1), html! {
            p { (t(locale, "domain-target-line")) }
            @for pointer in &pointers { (record(locale, pointer)) }
            p.small.quiet { (t(locale, "domain-target-apex")) }
        }))
    };
    let authority = html! {
        (found(locale, "authority", parts[2], ours))
        @if parts[2].is_some_and(|found| found.is == Finding::Wrong) { (allowing(locale, parts[2], ours)) }
    };
    let active = match (domain.active_at, report.is_some_and(|report| report.taken)) {
        (Some(since), _) => {
            (Step::Done, t_args(locale, "domain-active-since", &[("when", moment(locale, since).into())]))
        }
        (None, true) => (Step::Now, t(locale, "domain-taken-line")),
        (None, false) => (Step::Coming, t(locale, "domain-active-line")),
    };
    Timeline::new(locale)
        .step_with(state(0), t(locale, "domain-step-proof"), proof)
        .step_with(state(1), t(locale, "domain-step-target"), target)
        .step_with(state(2), t(locale, "domain-step-authority"), authority)
        .step_with(active.0, t(locale, "domain-step-active"), html! { p { (active.1) } })
        .render()
}

/// What to enter: in sight while it is missing, a press away afterwards, since it must stay there.
fn records(locale: Locale, state: Step, content: Markup) -> Markup {
    match state {
        Step::Done => html! { details.more { summary { (t(locale, "domain-records-keep")) } (content) } },
        _ => content,
    }
}

/// The record that lets our authority issue, beside those that are there.
fn allowing(locale: Locale, found: Option<&Found>, ours: &Ours) -> Markup {
    let first = ours.authorities.first().cloned().unwrap_or_default();
    let name = found.map(|found| found.under.clone()).unwrap_or_default();
    let wanted = portico_core::domains::Record { kind: "CAA", name, value: format!("0 issue \"{first}\"") };
    html! { p { (t(locale, "domain-authority-line")) } (record(locale, &wanted)) }
}

/// What the last look-up found, in a sentence.
fn found(locale: Locale, part: &str, found: Option<&Found>, ours: &Ours) -> Markup {
    let Some(found) = found else { return html! { p.quiet { (t(locale, "domain-not-checked")) } } };
    let (tone, how) = match found.is {
        Finding::Held => (Tone::Good, "held"),
        Finding::Missing => (Tone::Warn, "missing"),
        Finding::Wrong => (Tone::Bad, "wrong"),
        Finding::Silent => (Tone::Neutral, "silent"),
        Finding::Failed => (Tone::Neutral, "failed"),
    };
    let key = match how {
        "silent" | "failed" => format!("domain-{how}"),
        _ => format!("domain-{part}-{how}"),
    };
    let args = [
        ("seen", found.seen.join(", ").into()),
        ("under", found.under.clone().into()),
        ("ours", ours.authorities.join(", ").into()),
    ];
    IconList::new().check(tone, t_args(locale, &key, &args)).render()
}

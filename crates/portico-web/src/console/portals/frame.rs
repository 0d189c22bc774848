//! What the pages of one portal share: its name, its address, its tabs.

use maud::{Markup, Render};
use portico_core::portals::Portal;
use portico_core::{Refusal, portals};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::Value;

use crate::design::components::tabs::Tabs;
use crate::design::components::tag::Tag;
use crate::design::components::{Current, Tone};
use crate::design::icons::Icon;
use crate::design::words::t;

/// Where a portal is reached, when it has a domain.
pub(in crate::console) fn link_of(portal: &Portal, base_url: &str) -> Option<String> {
    let host = portal.hosts().into_iter().next()?;
    let (scheme, rest) = base_url.split_once("://").unwrap_or(("https", ""));
    let authority = rest.split('/').next().unwrap_or_default();
    let port = authority
        .rsplit_once(':')
        .map(|(_, port)| port)
        .filter(|port| port.bytes().all(|b| b.is_ascii_digit()));
    Some(match port {
        Some(port) if !host.contains(':') => format!("{scheme}://{host}:{port}/"),
        _ => format!("{scheme}://{host}/"),
    })
}

/// The name of a portal by its id; the id of one that is gone.
pub(in crate::console) fn name_of(tx: &mut Tx<'_>, id: &PortalId) -> Result<String, Refusal> {
    let portal = portals::find(tx, id)?;
    Ok(portal.map_or_else(|| id.to_string(), |portal| portal.name().to_owned()))
}

/// Whether people can sign in, as a word.
pub(in crate::console) fn state_tag(locale: Locale, portal: &Portal) -> Tag {
    match portal.enabled {
        true => Tag::new(Tone::Good, t(locale, "console-portal-live")),
        false => Tag::new(Tone::Neutral, t(locale, "console-portal-off")).icon(Icon::CircleMinus),
    }
}

/// Who a portal is for, and in which languages.
pub(in crate::console) fn audience(locale: Locale, portal: &Portal) -> String {
    let who = match portal.origin.as_str() {
        "END_CUSTOMER_PORTAL" => "console-portal-customers",
        "INSTALLER_PORTAL" => "console-portal-installers",
        _ => "console-portal-further",
    };
    let text = portal.doc.get("config").and_then(Value::as_str).unwrap_or("{}");
    let config: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    let codes = config.get("languages").and_then(Value::as_array).cloned().unwrap_or_default();
    let names = codes.iter().filter_map(Value::as_str).filter_map(Locale::parse).map(|own| match own {
        Locale::De => t(locale, "console-german"),
        Locale::En => t(locale, "console-english"),
    });
    let names: Vec<_> = names.collect();
    match names.is_empty() {
        true => t(locale, who).into_owned(),
        false => format!("{} · {}", t(locale, who), names.join(", ")),
    }
}

/// The parts of a portal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::console) enum Part {
    Settings,
    Domain,
    Behaviour,
    Providers,
    Letters,
    Pages,
}

/// The tabs of a portal.
pub(in crate::console) fn tabs(locale: Locale, portal: &Portal, pages: usize, here: Part) -> Markup {
    let address = super::address(&portal.id).href();
    let is = |part: Part| Current::from(here == part);
    let (behaviour, count) = (format!("{address}/behaviour"), pages.to_string());
    Tabs::new(t(locale, "console-portal-parts"))
        .tab(t(locale, "console-portal-settings"), address.clone(), is(Part::Settings))
        .tab(t(locale, "domain-tab"), format!("{address}/domain"), is(Part::Domain))
        .tab(t(locale, "portal-behaviour"), behaviour, is(Part::Behaviour))
        .tab(t(locale, "sso-tab"), format!("{address}/providers"), is(Part::Providers))
        .tab(t(locale, "letters"), format!("{address}/letters"), is(Part::Letters))
        .counted(t(locale, "console-pages"), count, format!("{address}/pages"), is(Part::Pages))
        .render()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_portal_is_reached_by_the_scheme_and_port_of_the_installation() {
        let hosts = vec!["kunden.example".to_owned()];
        let portal = Portal { id: "1".into(), origin: String::new(), enabled: true, doc: json!({}), hosts };
        assert_eq!(link_of(&portal, "http://127.0.0.1:8080").as_deref(), Some("http://kunden.example:8080/"));
        assert_eq!(link_of(&portal, "https://portico.example").as_deref(), Some("https://kunden.example/"));
        let nowhere = Portal { hosts: Vec::new(), ..portal };
        assert_eq!(link_of(&nowhere, "http://127.0.0.1:8080"), None);
    }
}

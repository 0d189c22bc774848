//! Which of a portal's domains show it, which one stands in letters, and which ones lead on to that one.

use serde_json::Value;

use super::{Domain, Role};

/// What becomes of a portal's domains.
#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct Plan {
    /// The hosts that show the portal; the first stands in letters.
    pub(super) shown: Vec<String>,
    /// The hosts that lead on to the first.
    pub(super) leading: Vec<String>,
    /// Former ones that are not needed any more.
    pub(super) ended: Vec<String>,
}

/// Decides by the domains of a portal, its own first, and its settings.
pub(super) fn plan(domains: &[Domain], doc: &Value) -> Plan {
    let settings = doc.get("domain_settings");
    let is_set = |key: &str| settings.and_then(|all| all.get(key)).and_then(Value::as_bool);
    let custom_may = is_set("is_custom_domain_enabled") != Some(false);
    let platform_may = is_set("is_epilot_domain_enabled") != Some(false);
    let redirects = is_set("is_redirection_enabled") == Some(true);
    let of = |role: Role| domains.iter().filter(move |domain| domain.role == role);
    let active = |role: Role| of(role).filter(|domain| domain.active_at.is_some());

    let custom = active(Role::Custom).next().filter(|_| custom_may);
    let platform = active(Role::Platform).next().filter(|_| platform_may);
    // Until the new domain works, the last one goes on.
    let awaited = custom_may && of(Role::Custom).any(|domain| domain.active_at.is_none());
    let stand_in = active(Role::Former).max_by_key(|domain| domain.active_at).filter(|_| awaited);
    let prefers_platform = doc.get("is_epilot_domain").and_then(Value::as_bool) == Some(true);
    let order = match prefers_platform {
        true => [platform, custom, stand_in],
        false => [custom, stand_in, platform],
    };
    let own: Vec<&str> = order.into_iter().flatten().map(|domain| domain.host.as_str()).collect();
    let former = of(Role::Former).map(|domain| domain.host.as_str()).filter(|host| !own.contains(host));
    // Links in letters go on leading here until somebody ends that, whatever else redirects.
    let (kept, ended): (Vec<&str>, Vec<&str>) =
        former.partition(|host| active(Role::Former).any(|domain| domain.host == *host));
    let (shown, mut leading) = match (redirects, own.split_first()) {
        (true, Some((first, rest))) => (vec![*first], rest.to_vec()),
        _ => (own, Vec::new()),
    };
    leading.extend(kept);
    let owned = |hosts: Vec<&str>| hosts.into_iter().map(str::to_owned).collect();
    Plan { shown: owned(shown), leading: owned(leading), ended: owned(ended) }
}

#[cfg(test)]
mod tests {
    use portico_kit::{Instant, PortalId};
    use serde_json::json;

    use super::*;

    fn domain(host: &str, role: Role, active_at: Option<i64>) -> Domain {
        Domain {
            host: host.to_owned(),
            portal: PortalId::from("p"),
            role,
            token: String::new(),
            needs_proof: true,
            wanted_at: Instant(0),
            active_at: active_at.map(Instant),
            checked_at: None,
            next_check_at: None,
            trouble_at: None,
            misses: 0,
            report: None,
        }
    }

    fn told(domains: &[Domain], settings: Value) -> [String; 3] {
        let plan = plan(domains, &json!({ "domain_settings": settings }));
        [plan.shown.join(" "), plan.leading.join(" "), plan.ended.join(" ")]
    }

    #[test]
    fn a_domain_shows_the_portal_only_once_it_is_active() {
        assert_eq!(told(&[domain("a", Role::Custom, None)], Value::Null), ["", "", ""]);
        assert_eq!(told(&[domain("a", Role::Custom, Some(1))], Value::Null), ["a", "", ""]);
        let off = json!({ "is_custom_domain_enabled": false });
        assert_eq!(told(&[domain("a", Role::Custom, Some(1))], off), ["", "", ""]);
    }

    #[test]
    fn the_former_domain_stays_until_the_new_one_works_and_leads_on_then() {
        let (old, older) = (domain("old", Role::Former, Some(2)), domain("older", Role::Former, Some(1)));
        let waiting = [domain("new", Role::Custom, None), old.clone(), older.clone()];
        assert_eq!(told(&waiting, Value::Null), ["old", "older", ""]);
        let working = [domain("new", Role::Custom, Some(3)), old, older];
        assert_eq!(told(&working, Value::Null), ["new", "old older", ""]);
        assert_eq!(told(&working, json!({ "is_redirection_enabled": false })), ["new", "old older", ""]);
    }

    #[test]
    fn the_installations_host_shows_the_portal_too_or_leads_on() {
        let both = [domain("own", Role::Custom, Some(1)), domain("ours", Role::Platform, Some(1))];
        assert_eq!(told(&both, Value::Null), ["own ours", "", ""]);
        assert_eq!(told(&both, json!({ "is_redirection_enabled": true })), ["own", "ours", ""]);
        let doc = json!({ "is_epilot_domain": true });
        assert_eq!(plan(&both, &doc).shown, ["ours", "own"]);
        let waiting = [domain("own", Role::Custom, None), both[1].clone()];
        assert_eq!(told(&waiting, Value::Null), ["ours", "", ""]);
    }

    #[test]
    fn a_wish_that_never_came_true_ends_with_the_next_one() {
        let all = [domain("new", Role::Custom, Some(1)), domain("typo", Role::Former, None)];
        assert_eq!(told(&all, Value::Null), ["new", "", "typo"]);
    }
}

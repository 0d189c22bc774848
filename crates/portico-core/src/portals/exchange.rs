//! Two portals exchange what their users experience; who may enter, and under which domain, stays.

use portico_db::Tx;
use portico_kit::{Instant, PortalId};
use serde_json::{Map, Value};

use super::{Portal, rules, store};
use crate::{Refusal, pages, tenants, widgets};

/// What stays with a portal besides what is its own: its name and state, and what its users may reach.
const STAYS: [&str; 4] = ["name", "enabled", "is_dummy", "access_paths"];

/// Whether e-mail templates are exchanged too.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Templates {
    /// Each portal keeps its own.
    Stay,
    /// They go with the pages.
    Swap,
}

/// Exchanges pages and configuration of two portals, in one transaction.
pub fn swap(
    tx: &mut Tx<'_>,
    (source, target): (&PortalId, &PortalId),
    templates: Templates,
    now: Instant,
) -> Result<(), Refusal> {
    if source == target {
        return Err(Refusal::invalid("target_portal_id", "A portal cannot be swapped with itself."));
    }
    let one = store::find(tx, source)?.ok_or(Refusal::NotFound)?;
    let other = store::find(tx, target)?.ok_or(Refusal::NotFound)?;
    let (first, second) =
        (with_experience_of(&one, &other, templates), with_experience_of(&other, &one, templates));
    store::put(tx, &first, now)?;
    store::put(tx, &second, now)?;
    pages::exchange(tx, source, target)?;
    widgets::exchange(tx, source, target)?;
    tenants::touch_configuration(tx)
}

/// A portal with everything of another one that does not stay.
fn with_experience_of(portal: &Portal, other: &Portal, templates: Templates) -> Portal {
    let stays = |key: &str| {
        rules::is_its_own(key)
            || STAYS.contains(&key)
            || (key == "email_templates" && templates == Templates::Stay)
    };
    let part = |doc: &Value, keep: &dyn Fn(&str) -> bool| -> Map<String, Value> {
        let fields = doc.as_object().into_iter().flatten().filter(|(key, _)| keep(key));
        fields.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let mut doc = part(&portal.doc, &stays);
    doc.extend(part(&other.doc, &|key| !stays(key)));
    Portal { doc: Value::Object(doc), ..portal.clone() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn portal(doc: Value) -> Portal {
        Portal { id: "p".into(), origin: "A".to_owned(), enabled: true, doc, hosts: Vec::new() }
    }

    #[test]
    fn a_portal_takes_the_experience_and_keeps_how_one_enters() {
        let ours = portal(
            json!({ "domain": "a", "auth_settings": 1, "design_id": "x", "email_templates": 1, "old": 1 }),
        );
        let theirs =
            portal(json!({ "domain": "b", "cognito_details": 2, "design_id": "y", "email_templates": 2 }));
        let kept = json!({ "domain": "a", "auth_settings": 1, "design_id": "y", "email_templates": 1 });
        assert_eq!(with_experience_of(&ours, &theirs, Templates::Stay).doc, kept);
        let swapped = json!({ "domain": "a", "auth_settings": 1, "design_id": "y", "email_templates": 2 });
        assert_eq!(with_experience_of(&ours, &theirs, Templates::Swap).doc, swapped);
    }
}

//! What every letter brings for its template, beside the records that its reader may see.

use portico_kit::{Instant, Locale};
use serde_json::{Value, json};

use super::{Contents, Recipient};
use crate::portals::Portal;
use crate::tenants::{self, Tenant};

/// The values by name.
pub(super) fn brought(
    portal: &Portal,
    organisation: &Tenant,
    to: &Recipient,
    contents: &Contents,
    home: &str,
    now: Instant,
) -> Value {
    let link = contents.link.as_deref().unwrap_or(home);
    let links = json!({
        "confirmationLink": link, "forgotPasswordLink": link, "invitationLink": link,
        "newDocumentLink": link, "entityLink": link, "loginLink": link,
    });
    let today = now.on_central_european_clocks();
    let date = match to.locale {
        Locale::De => {
            let (year, month, day) = today.date();
            format!("{day:02}.{month:02}.{year}")
        }
        Locale::En => today.to_iso_date(),
    };
    let mut values = json!({
        "name": to.name,
        "email": to.address.as_str(),
        "code": contents.code.as_ref().map(|code| code.expose()),
        "code_minutes": crate::one_time::LASTS / 60,
        "link": link,
        "button": "[button]",
        "portal": { "name": portal.name(), "url": home },
        "organization": tenants::facts(organisation),
        "system": { "date": date },
        "portalUser": links, "customerPortal": links, "installerPortal": links,
    });
    for (name, value) in &contents.values {
        values[*name] = value.as_str().into();
    }
    values
}

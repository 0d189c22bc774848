//! What every letter brings for its template, beside the records that its reader may see.

use portico_kit::{Instant, Locale};
use serde_json::{Value, json};

use super::{Contents, Kind, Recipient};
use crate::portals::Portal;
use crate::tenants::{self, Tenant};

/// Something to write into a letter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Variable {
    /// How it is written.
    pub insert: &'static str,
    /// The key of what it is called.
    pub key: &'static str,
}

const fn variable(insert: &'static str, key: &'static str) -> Variable {
    Variable { insert, key }
}

/// What a letter of a kind brings, most used first.
pub fn variables(kind: Kind) -> Vec<Variable> {
    let mut all = Vec::new();
    if kind.carries_code() {
        all.push(variable("[code]", "code-box"));
        all.push(variable("{{code}}", "code"));
        all.push(variable("{{code_minutes}}", "minutes"));
    }
    all.extend([
        variable("[button: …]", "button"),
        variable("{{link}}", "link"),
        variable("{{name}}", "name"),
        variable("{{portal.name}}", "portal"),
        variable("{{portal.url}}", "portal-url"),
        variable("{{organization.name}}", "organisation"),
        variable("{{organization.phone}}", "organisation-phone"),
    ]);
    match kind {
        Kind::OnDocUpload => all.push(variable("{{documents}}", "documents")),
        Kind::OnNewQuote => all.push(variable("{{offers}}", "offers")),
        Kind::ChangeReceived => {
            all.push(variable("{{record}}", "record"));
            all.push(variable("{{attributes}}", "attributes"));
            all.push(variable("{{moment}}", "moment"));
        }
        _ => {}
    }
    if matches!(kind, Kind::OnDocUpload | Kind::OnNewQuote) {
        all.push(variable("{{count}}", "count"));
    }
    if matches!(kind, Kind::PartnerInvitation | Kind::OnPendingUser) {
        all.push(variable("{{person}}", "person"));
    }
    if matches!(kind, Kind::PasskeyAdded | Kind::PasskeyRemoved) {
        all.push(variable("{{passkey}}", "passkey"));
    }
    if matches!(kind, Kind::Invitation | Kind::PartnerInvitation) {
        all.push(variable("{{until}}", "until"));
    }
    if matches!(kind, Kind::EmailChanged | Kind::OnPendingUser) {
        all.push(variable("{{email}}", "email"));
    }
    all.extend([
        variable("{{contact.first_name}}", "first-name"),
        variable("{{contact.last_name}}", "last-name"),
        variable("{{system.date}}", "date"),
    ]);
    all
}

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
        "userEmailsOnEntity": [to.address.as_str()],
    });
    let (hour, minute) = now.on_central_european_clocks().time_of_day();
    let time = format!("{hour:02}:{minute:02}");
    let date = day_of(now, to.locale);
    let mut values = json!({
        "name": to.name,
        "email": to.address.as_str(),
        "code": contents.code.as_ref().map(|code| code.expose()),
        "code_minutes": crate::one_time::LASTS / 60,
        "link": link,
        "button": "[button]",
        "portal": { "name": portal.name(), "url": home },
        "organization": tenants::facts(organisation),
        "system": { "date": date, "time": time },
        // Nobody writes these letters but the organisation itself.
        "user": { "name": organisation.name },
        "consent": { "optInLink": link },
        "portalUser": links, "customerPortal": links, "installerPortal": links,
    });
    for (name, value) in &contents.values {
        values[*name] = value.as_str().into();
    }
    if let Some(records) = contents.records.as_object() {
        values.as_object_mut().into_iter().for_each(|all| all.extend(records.clone()));
    }
    values
}

/// A day as letters write it, on the clocks of Central Europe.
pub(crate) fn day_of(at: Instant, locale: Locale) -> String {
    let local = at.on_central_european_clocks();
    match locale {
        Locale::De => {
            let (year, month, day) = local.date();
            format!("{day:02}.{month:02}.{year}")
        }
        Locale::En => local.to_iso_date(),
    }
}

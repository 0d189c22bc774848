//! How the letters of a portal look: the name, colour, corners and logo of its design.

use portico_db::Tx;
use portico_kit::Locale;
use portico_mail::Look;
use serde_json::Value;

use crate::portals::Portal;
use crate::templates::told_plainly;
use crate::tenants::Tenant;
use crate::{Core, Refusal, designs};

/// Pictures that mail programs show; drawings are not among them.
const SHOWN: [&str; 5] = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

/// The look of a portal's letters.
pub(crate) fn look_of(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    organisation: &Tenant,
    locale: Locale,
) -> Result<Look, Refusal> {
    let design = match portal.design_id() {
        Some(id) => designs::find(tx, &id)?,
        None => None,
    };
    let design = design.unwrap_or(Value::Null);
    let home = portal.url(&core.options().base_url);
    let brand = design.get("name").and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
    let brand = brand.unwrap_or(&organisation.name).to_owned();
    let standard = Look::default();
    let colour = design.pointer("/style/palette/primary").and_then(Value::as_str);
    Ok(Look {
        language: locale.code(),
        logo: logo(&design, &home),
        colour: colour.map_or(standard.colour, str::to_owned),
        corners: corners(&design),
        foot: foot(organisation, &brand, portal, &home),
        home: Some(home),
        brand,
    })
}

fn corners(design: &Value) -> u8 {
    match design.pointer("/style/shape/corners").and_then(Value::as_str) {
        Some("square") => 4,
        Some("round") => 16,
        _ => 10,
    }
}

/// Where the logo is served, when mail programs can show it.
fn logo(design: &Value, home: &str) -> Option<String> {
    let logo = design.pointer("/style/logo/main")?;
    let file = ["file", "name"].iter().find_map(|key| logo.get(*key)?.as_str())?.to_ascii_lowercase();
    let name = logo.pointer("/s3ref/key").and_then(Value::as_str)?.rsplit('/').next()?;
    SHOWN.iter().any(|ending| file.ends_with(ending)).then(|| format!("{home}/pictures/{name}"))
}

fn foot(organisation: &Tenant, brand: &str, portal: &Portal, home: &str) -> Vec<String> {
    let told = |key: &str| organisation.doc.get(key).map(told_plainly).unwrap_or_default();
    let host = home.split_once("://").map_or(home, |(_, host)| host);
    let name = if brand == organisation.name { String::new() } else { organisation.name.clone() };
    let lines = [name, told("address"), told("phone"), format!("{} · {host}", portal.name())];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_logo_that_mail_programs_show_is_linked() {
        let of = |file: &str| {
            let logo = json!({ "file": file, "s3ref": { "key": "739224/ab/abc" } });
            logo_of(&json!({ "style": { "logo": { "main": logo } } }))
        };
        assert_eq!(of("Logo.PNG").as_deref(), Some("https://p.example/pictures/abc"));
        assert_eq!(of("logo.svg"), None);
    }

    fn logo_of(design: &Value) -> Option<String> {
        logo(design, "https://p.example")
    }
}

//! The files a page links to: stylesheets, scripts, pictures; joined, named by their content, kept for ever.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use portico_http::gzip;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::design::tokens;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// One file as it is served: immutable under its name.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The file name with its hash, such as `portal-1a2b3c4d.css`.
    pub name: String,
    /// What to send as `Content-Type`.
    pub content_type: &'static str,
    /// The bytes.
    pub body: Arc<[u8]>,
    /// The bytes gzipped, for files that every page links to.
    pub zipped: Option<Arc<[u8]>>,
}

impl Asset {
    /// The address under which the file is served.
    pub fn href(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// What both kinds share, in the order of the cascade.
const SHARED_SHEETS: [&str; 13] = [
    "base", "layout", "buttons", "forms", "cards", "task", "figures", "lists", "table", "status", "steps",
    "tools", "moments",
];
const PORTAL_SHEETS: [&str; 9] =
    ["portal", "sign_in", "security", "passkeys", "sso", "blocks", "files", "parts", "print"];
const CONSOLE_SHEETS: [&str; 10] =
    ["dense", "console", "desk", "domains", "mail", "records", "workshop", "letters", "invites", "print"];
const SCRIPTS: [&str; 9] =
    ["copy", "menu", "search", "passkey", "leave", "focus", "upload", "records", "letters"];

static PORTAL_CSS: LazyLock<Asset> = LazyLock::new(|| sheet("portal", &PORTAL_SHEETS));
static CONSOLE_CSS: LazyLock<Asset> = LazyLock::new(|| sheet("console", &CONSOLE_SHEETS));
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| joined("portico", "js", &SCRIPTS));
static SPECULATION: LazyLock<Asset> = LazyLock::new(|| {
    let text = text_of("speculation.json");
    Asset {
        name: format!("speculation-{}.json", content_hash(text.as_bytes())),
        content_type: "application/speculationrules+json",
        body: Arc::from(text.as_bytes()),
        zipped: None,
    }
});

/// The one stylesheet of all portal pages (colours come from the theme's own sheet).
pub fn portal_css() -> &'static Asset {
    &PORTAL_CSS
}

/// The one stylesheet of all console pages.
pub fn console_css() -> &'static Asset {
    &CONSOLE_CSS
}

/// The one script module of all pages; nothing depends on it.
pub fn script() -> &'static Asset {
    &SCRIPT
}

/// Which links a browser may fetch as soon as somebody points at them: pages, never files or choices.
pub fn speculation() -> &'static Asset {
    &SPECULATION
}

/// Finds what is served under `/assets/{name}`: sheets, the script, and the sheet of any theme.
pub fn find(name: &str) -> Option<Asset> {
    let fixed = [portal_css(), console_css(), script(), speculation()];
    if let Some(found) = fixed.into_iter().find(|asset| asset.name == name) {
        return Some(found.clone());
    }
    tokens::by_name(name).map(|sheet| Asset {
        name: sheet.name.clone(),
        content_type: "text/css; charset=utf-8",
        body: Arc::from(sheet.text.as_bytes()),
        zipped: None,
    })
}

/// Eight hexadecimal digits that change with the content.
pub fn content_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn sheet(name: &str, own: &[&str]) -> Asset {
    let parts: Vec<&str> = SHARED_SHEETS.iter().chain(own).copied().collect();
    joined(name, "css", &parts)
}

fn joined(name: &str, kind: &'static str, parts: &[&str]) -> Asset {
    let text: String = parts.iter().map(|part| text_of(&format!("{kind}/{part}.{kind}"))).collect();
    let content_type = match kind {
        "css" => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    };
    let text = if kind == "css" { slim(&text) } else { text };
    Asset {
        name: format!("{name}-{}.{kind}", content_hash(text.as_bytes())),
        content_type,
        body: Arc::from(text.as_bytes()),
        zipped: Some(Arc::from(gzip(text.as_bytes()))),
    }
}

fn text_of(path: &str) -> String {
    let data: Cow<'static, [u8]> = Files::get(path).map(|file| file.data).unwrap_or_default();
    String::from_utf8_lossy(&data).into_owned()
}

/// Drops comments, indentation and line ends: our sheets are written one declaration a line.
fn slim(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut text, line| {
        text.push_str(line);
        if line.ends_with(',') && !text.ends_with(", ") {
            text.push(' ');
        }
        if !line.ends_with(['{', '}', ';', ',']) {
            text.push(' ');
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_every_sheet_exists() {
        for part in SHARED_SHEETS.iter().chain(&PORTAL_SHEETS).chain(&CONSOLE_SHEETS) {
            assert!(Files::get(&format!("css/{part}.css")).is_some(), "{part}");
        }
        for part in SCRIPTS {
            assert!(Files::get(&format!("js/{part}.js")).is_some(), "{part}");
        }
    }

    #[test]
    fn a_file_is_found_by_its_hashed_name_only() {
        assert!(find(&portal_css().name).is_some());
        assert!(find("portal.css").is_none());
        assert!(find("../Cargo.toml").is_none());
    }

    #[test]
    fn the_rules_for_fetching_ahead_are_json() {
        let rules: serde_json::Value = serde_json::from_slice(&speculation().body).unwrap();
        assert!(rules.pointer("/prefetch/0/where").is_some());
        assert!(find(&speculation().name).is_some());
    }

    #[test]
    fn sheets_are_balanced_and_small_enough_for_a_page() {
        for asset in [portal_css(), console_css()] {
            let text = String::from_utf8_lossy(&asset.body);
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{}", asset.name);
            let zipped = asset.zipped.as_ref().map_or(usize::MAX, |zipped| zipped.len());
            assert!(zipped < 16_000, "{} travels as {zipped} bytes", asset.name);
        }
    }
}

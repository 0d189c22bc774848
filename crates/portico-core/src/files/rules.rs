//! What may be uploaded, under which name, and how it is sent. No SQL, no clock.

use portico_files::kind;
use serde_json::Value;

use crate::{Caller, Refusal};

/// How much may be uploaded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub largest: u64,
    /// The room of an organisation that has no other, in bytes.
    pub room: u64,
}

impl Default for Limits {
    /// Files up to 50 MB, 20 GB in all.
    fn default() -> Self {
        Self { largest: 50 * 1_000_000, room: 20 * 1_000_000_000 }
    }
}

/// What a portal takes, to be said before anybody chooses a file.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The largest file, in bytes.
    pub largest: u64,
    /// The endings, in lower case; those of every kind when it is staff that asks.
    pub endings: Vec<String>,
    /// Whether any ending is taken.
    pub any: bool,
}

impl Terms {
    /// Refuses a name whose ending is not taken.
    pub fn check(&self, name: &str) -> Result<(), Refusal> {
        let ending = kind::ending(name).unwrap_or_default();
        if self.any || self.endings.contains(&ending) {
            return Ok(());
        }
        let shown = if ending.is_empty() {
            "Files without an ending".to_owned()
        } else {
            format!("{} files", ending.to_uppercase())
        };
        let taken = self.endings.join(", ");
        Err(Refusal::invalid("filename", format!("{shown} are not taken here. Choose one of: {taken}.")))
    }
}

/// What the caller may upload.
pub fn terms(caller: &Caller, limits: Limits) -> Terms {
    let everyday = || kind::everyday().map(str::to_owned).collect();
    let Some(setup) = &caller.setup else {
        return Terms { largest: limits.largest, endings: everyday(), any: true };
    };
    let named = setup.portal.doc.get("allowed_file_extensions").and_then(Value::as_object);
    let endings = named.map(|categories| {
        let all = categories.values().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        all.map(|ending| ending.trim_start_matches('.').to_ascii_lowercase()).collect::<Vec<_>>()
    });
    Terms { largest: limits.largest, endings: endings.unwrap_or_else(everyday), any: false }
}

/// A name without folders, without characters that mislead, and of a bearable length.
pub(crate) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = |c: &char| !c.is_control() && !is_misleading(*c);
    let kept: String = last.chars().filter(harmless).collect();
    let kept = kept.trim().trim_start_matches('.').trim();
    let ending = kind::ending(kept).map(|ending| format!(".{ending}")).unwrap_or_default();
    let stem: String = kept.chars().take(120).collect();
    match (kept.is_empty(), kept.chars().count() > 120) {
        (true, _) => "file".to_owned(),
        (_, true) => format!("{stem}{ending}"),
        _ => kept.to_owned(),
    }
}

/// Characters that turn the direction of writing, by which a program would read as a PDF, or that cannot be seen.
fn is_misleading(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A size as people read it.
pub(crate) fn readable(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    match units.into_iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) if bytes % unit < unit / 20 => format!("{} {name}", bytes / unit),
        Some((unit, name)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} bytes"),
    }
}

/// Whether browsers may show this media type instead of saving it: pictures that are drawn anew, and documents
/// that a viewer of the browser's own draws.
pub fn is_shown_inline(media_type: &str) -> bool {
    matches!(media_type, "application/pdf" | "image/png" | "image/jpeg" | "image/webp" | "image/gif")
}

/// The header that saves or shows a content under its name, for old and new browsers.
pub fn disposition(how: &str, filename: &str) -> String {
    let plain: String = filename
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' })
        .collect();
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let full: String = filename
        .bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_misleads_nobody() {
        for (name, clean) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\Rechnung.pdf", "Rechnung.pdf"),
            ("Rechnung \u{202E}fdp.exe", "Rechnung fdp.exe"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
            (".htaccess", "htaccess"),
            ("..", "file"),
            ("", "file"),
            ("Übersicht (2).pdf", "Übersicht (2).pdf"),
        ] {
            assert_eq!(clean_name(name), clean);
        }
        let long = clean_name(&format!("{}.pdf", "ä".repeat(500)));
        assert!(long.ends_with(".pdf") && long.chars().count() < 130, "{long}");
    }

    #[test]
    fn a_disposition_holds_any_name() {
        let header = disposition("attachment", "Bestätigung \"2\".html");
        assert_eq!(
            header,
            "attachment; filename=\"Best_tigung _2_.html\"; filename*=UTF-8''Best%C3%A4tigung%20%222%22.html"
        );
    }

    #[test]
    fn sizes_are_read_aloud() {
        assert_eq!(readable(50_000_000), "50 MB");
        assert_eq!(readable(2_400_000), "2.4 MB");
        assert_eq!(readable(999), "999 bytes");
    }

    #[test]
    fn what_could_run_is_never_shown() {
        for kind in
            ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "text/plain", "image/heic"]
        {
            assert!(!is_shown_inline(kind), "{kind}");
        }
    }
}

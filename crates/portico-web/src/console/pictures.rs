//! Pictures that are handed in at the console: received whole, judged by what they hold, refused with what would be right.

use axum::extract::Multipart;
use portico_core::Refusal;
use portico_kit::Locale;

use crate::design::words::t;

/// What a picture may be.
pub(super) const KINDS: [&str; 4] = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"];

/// The picture in a field: its name and its bytes. Refusals speak in the words of a family, such as `design-logo`.
pub(super) async fn received(
    locale: Locale,
    (name, family, largest): (&str, &str, usize),
    mut parts: Multipart,
) -> Result<(String, Vec<u8>), Refusal> {
    let wrong = |key: &str| Refusal::invalid(name, t(locale, &format!("{family}-{key}")));
    while let Some(field) = parts.next_field().await.map_err(|_| wrong("large"))? {
        if field.name() != Some(name) {
            continue;
        }
        let file = field.file_name().unwrap_or_default().to_owned();
        let declared = field.content_type().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| wrong("large"))?;
        if file.is_empty() || bytes.is_empty() {
            return Err(wrong("none"));
        }
        if bytes.len() > largest {
            return Err(wrong("large"));
        }
        let found = portico_files::kind::judge(&file, &declared, &bytes).map_err(|_| wrong("kind"))?;
        if !KINDS.contains(&found.media_type) {
            return Err(wrong("kind"));
        }
        return Ok((file, bytes.to_vec()));
    }
    Err(wrong("none"))
}

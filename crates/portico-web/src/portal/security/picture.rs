//! The picture from which an app reads its secret: a QR code drawn as one path, dark on light whatever the colours.

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// Modules of light around the code; readers need four.
const MARGIN: usize = 4;

/// The picture of a text; nothing when it is too long for one.
pub(super) fn of(text: &str, label: &str) -> Option<Markup> {
    let code = QrCode::new(text).ok()?;
    let (width, colours) = (code.width(), code.to_colors());
    let dark = colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark);
    let path: String =
        dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + MARGIN, at / width + MARGIN)).collect();
    let side = width + 2 * MARGIN;
    Some(html! {
        svg viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(label) shape-rendering="crispEdges" {
            path d=(path) {}
        }
    })
}

/// A secret in groups of four, as people type it.
pub(super) fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_with_its_margin_and_escapes_its_label() {
        let drawn =
            of("otpauth://totp/x?secret=ABC", "<b>").map(|markup| markup.into_string()).unwrap_or_default();
        assert!(
            drawn.contains("viewBox=\"0 0 33 33\"") || drawn.contains("viewBox=\"0 0 37 37\""),
            "{drawn:.80}"
        );
        assert!(drawn.contains("M4 4h1v1h-1z") && !drawn.contains("<b>"));
        assert!(of(&"x".repeat(9000), "").is_none());
    }

    #[test]
    fn a_secret_is_grouped_by_four() {
        assert_eq!(grouped("GEZDGNBVGY3TQ"), "GEZD GNBV GY3T Q");
    }
}

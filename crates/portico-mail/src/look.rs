//! How letters of a portal look: whose they are, its colour, its corners.

/// Whose letter it is and how it looks.
#[derive(Clone, Debug)]
pub struct Look {
    /// The language of the letter, such as `de`.
    pub language: &'static str,
    /// Whose name stands at the top.
    pub brand: String,
    /// The address of a picture that stands for it; letters are complete without it.
    pub logo: Option<String>,
    /// The colour of buttons, `#rrggbb`.
    pub colour: String,
    /// How round corners are, in pixels.
    pub corners: u8,
    /// Where the name at the top leads.
    pub home: Option<String>,
    /// What stands below everything, line by line.
    pub foot: Vec<String>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            language: "de",
            brand: String::new(),
            logo: None,
            colour: "#2f56d3".to_owned(),
            corners: 10,
            home: None,
            foot: Vec::new(),
        }
    }
}

/// A colour by its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rgb(f64, f64, f64);

impl Rgb {
    /// Reads `#rrggbb`; whatever is no colour is a dark blue.
    pub(crate) fn read(text: &str) -> Self {
        let part = |at: usize| text.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        match (text.len(), part(1), part(3), part(5)) {
            (7, Some(r), Some(g), Some(b)) => Self(f64::from(r), f64::from(g), f64::from(b)),
            _ => Self(47.0, 86.0, 211.0),
        }
    }

    /// This much of it, the rest of another colour.
    pub(crate) fn mixed(self, share: f64, other: Self) -> Self {
        let mix = |a: f64, b: f64| a * share + b * (1.0 - share);
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    pub(crate) fn hex(self) -> String {
        let part = |value: f64| value.round().clamp(0.0, 255.0);
        format!("#{:02x}{:02x}{:02x}", part(self.0) as u8, part(self.1) as u8, part(self.2) as u8)
    }

    /// Its luminance after WCAG.
    fn luminance(self) -> f64 {
        let part = |value: f64| {
            let share = value / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    /// The contrast to another colour after WCAG.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// What can be read on it: white, else nearly black, else black.
    pub(crate) fn label(self) -> &'static str {
        let readable = ["#ffffff", "#10161a"].into_iter().find(|text| self.contrast(Self::read(text)) >= 4.5);
        readable.unwrap_or("#000000")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_of_a_button_can_be_read_on_every_colour() {
        for colour in ["#00616b", "#f5b51b", "#f26b1d", "#ffffff", "#000000", "#777777", "#2f56d3"] {
            let fill = Rgb::read(colour);
            assert!(fill.contrast(Rgb::read(fill.label())) >= 4.5, "{colour}");
        }
        assert_eq!(Rgb::read("red"), Rgb::read("#2f56d3"));
        assert_eq!(Rgb::read("#0a0b0c").hex(), "#0a0b0c");
    }
}

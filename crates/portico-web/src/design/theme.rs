//! What an administrator chooses for a portal: two colours, corners, a typeface and the header.

use serde::{Deserialize, Serialize};

use crate::design::color::Rgb;
use crate::design::solver::Tint;

/// How round the corners are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Radius {
    /// 4, 6 and 8 px.
    Square,
    /// 6, 10 and 14 px.
    #[default]
    Soft,
    /// 8, 12 and 18 px.
    Round,
}

impl Radius {
    /// The three steps in px: small, medium, large.
    pub fn steps(self) -> [u8; 3] {
        match self {
            Self::Square => [4, 6, 8],
            Self::Soft => [6, 10, 14],
            Self::Round => [8, 12, 18],
        }
    }
}

/// The typeface of a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Font {
    /// Inter, or the nearest face of the device.
    #[default]
    Inter,
    /// Manrope, or the nearest face of the device.
    Manrope,
    /// The face of the device.
    System,
}

impl Font {
    /// The `font-family` list, most wanted first.
    pub fn family(self) -> &'static str {
        match self {
            Self::Inter => {
                r#""Inter Variable",Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif"#
            }
            Self::Manrope => {
                r#""Manrope Variable",Manrope,"Avenir Next",Avenir,"Segoe UI",system-ui,-apple-system,Roboto,sans-serif"#
            }
            Self::System => r#"system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif"#,
        }
    }

    /// The list for headings: the display cut where the family has one.
    pub fn display_family(self) -> String {
        match self {
            Self::Inter => format!(r#""Inter Variable","Inter Display",{}"#, self.family()),
            Self::Manrope | Self::System => self.family().to_owned(),
        }
    }
}

/// The colour of the bar at the top of a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Header {
    /// The colour of cards.
    #[default]
    Plain,
    /// The brand colour, darkened until white can be read on it.
    Brand,
    /// The accent colour, darkened until white can be read on it.
    Accent,
}

/// Everything a look is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Theme {
    /// The brand colour as requested.
    pub brand: Rgb,
    /// The accent colour as requested.
    pub accent: Rgb,
    /// The corners.
    pub radius: Radius,
    /// The typeface.
    pub font: Font,
    /// The bar at the top.
    pub header: Header,
    /// How strongly neutrals carry the brand hue.
    pub tint: Tint,
}

impl Theme {
    /// A portal theme with soft corners, Inter and a plain header.
    pub fn portal(brand: Rgb, accent: Rgb) -> Self {
        Self {
            brand,
            accent,
            radius: Radius::default(),
            font: Font::default(),
            header: Header::default(),
            tint: Tint::Portal,
        }
    }

    /// The look of the administrators' console.
    pub fn console() -> Self {
        let brand = Rgb(0x2f, 0x56, 0xd3);
        Self { radius: Radius::Square, tint: Tint::Console, ..Self::portal(brand, brand) }
    }

    /// The first sample brand: petrol and sun, round, Inter.
    pub fn auental() -> Self {
        let theme = Self::portal(Rgb(0x00, 0x61, 0x6b), Rgb(0xf5, 0xb5, 0x1b));
        Self { radius: Radius::Round, ..theme }
    }

    /// The second sample brand: orange on navy, square, Manrope.
    pub fn sonnwinkel() -> Self {
        let theme = Self::portal(Rgb(0xf2, 0x6b, 0x1d), Rgb(0x14, 0x21, 0x3d));
        Self { radius: Radius::Square, font: Font::Manrope, header: Header::Accent, ..theme }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::auental()
    }
}

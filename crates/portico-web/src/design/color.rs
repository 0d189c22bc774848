//! Colours in OKLCH and sRGB, and the contrast between two of them (WCAG 2 relative luminance).

use std::fmt;

/// A colour of the sRGB gamut with eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Pure white.
    pub const WHITE: Self = Self(255, 255, 255);
    /// Pure black.
    pub const BLACK: Self = Self(0, 0, 0);

    /// Reads `#rrggbb`, `rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().trim_start_matches('#');
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |at: usize, len: usize| u8::from_str_radix(digits.get(at..at + len)?, 16).ok();
        match digits.len() {
            6 => Some(Self(byte(0, 2)?, byte(2, 2)?, byte(4, 2)?)),
            3 => Some(Self(byte(0, 1)? * 17, byte(1, 1)? * 17, byte(2, 1)? * 17)),
            _ => None,
        }
    }

    /// The six digits without the leading `#`.
    pub fn digits(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Relative luminance, 0 for black and 1 for white.
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast ratio with another colour, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour with `share` (0 to 1) of another painted over it, as a browser mixes them.
    pub fn under(self, over: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) * (1.0 - share) + f64::from(b) * share).round() as u8;
        Self(mix(self.0, over.0), mix(self.1, over.1), mix(self.2, over.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// A colour by lightness (0 to 1), chroma and hue (degrees).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Perceived lightness, 0 to 1.
    pub l: f64,
    /// Colourfulness, 0 for grey.
    pub c: f64,
    /// Hue in degrees.
    pub h: f64,
}

impl Oklch {
    /// A colour from its three coordinates.
    pub fn new(l: f64, c: f64, h: f64) -> Self {
        Self { l: l.clamp(0.0, 1.0), c, h }
    }

    /// The same hue and chroma at another lightness.
    pub fn at(self, l: f64) -> Self {
        Self::new(l, self.c, self.h)
    }

    /// The nearest sRGB colour of the same lightness and hue: chroma gives way when it must.
    pub fn to_rgb(self) -> Rgb {
        if let Some(rgb) = self.exact() {
            return rgb;
        }
        let (mut low, mut high) = (0.0, self.c);
        for _ in 0..18 {
            let middle = (low + high) / 2.0;
            match (Self { c: middle, ..self }).exact() {
                Some(_) => low = middle,
                None => high = middle,
            }
        }
        quantise(Self { c: low, ..self }.linear_channels())
    }

    /// The sRGB colour when it lies inside the gamut.
    fn exact(self) -> Option<Rgb> {
        let channels = self.linear_channels();
        let inside = channels.iter().all(|v| (-0.0005..=1.0005).contains(v));
        inside.then(|| quantise(channels))
    }

    fn linear_channels(self) -> [f64; 3] {
        let (a, b) = (self.c * self.h.to_radians().cos(), self.c * self.h.to_radians().sin());
        let l = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.l - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }
}

impl From<Rgb> for Oklch {
    fn from(rgb: Rgb) -> Self {
        let (r, g, b) = (linear(rgb.0), linear(rgb.1), linear(rgb.2));
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        Self::new(lightness, a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0))
    }
}

fn linear(byte: u8) -> f64 {
    let v = f64::from(byte) / 255.0;
    if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

fn quantise(channels: [f64; 3]) -> Rgb {
    let byte = |v: f64| {
        let v = v.clamp(0.0, 1.0);
        let encoded = if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
        (encoded * 255.0).round() as u8
    };
    Rgb(byte(channels[0]), byte(channels[1]), byte(channels[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_three_spellings_and_nothing_else() {
        assert_eq!(Rgb::parse("#00616b"), Some(Rgb(0, 0x61, 0x6b)));
        assert_eq!(Rgb::parse("00616B"), Some(Rgb(0, 0x61, 0x6b)));
        assert_eq!(Rgb::parse("#fa0"), Some(Rgb(255, 0xaa, 0)));
        for wrong in ["", "#12", "#12345", "red", "#gggggg", "#é1234"] {
            assert_eq!(Rgb::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_colour_survives_the_way_to_oklch_and_back() {
        for r in (0..=255u8).step_by(17) {
            for g in (0..=255u8).step_by(17) {
                for b in (0..=255u8).step_by(17) {
                    let there_and_back = Oklch::from(Rgb(r, g, b)).to_rgb();
                    assert_eq!(there_and_back, Rgb(r, g, b));
                }
            }
        }
    }

    #[test]
    fn contrast_follows_the_published_formula() {
        assert!((Rgb::WHITE.contrast(Rgb::BLACK) - 21.0).abs() < 1e-9);
        assert!((Rgb(0, 0x61, 0x6b).contrast(Rgb::WHITE) - 7.2).abs() < 0.05);
    }

    #[test]
    fn a_colour_outside_the_gamut_keeps_its_hue() {
        let rgb = Oklch::new(0.955, 0.3, 207.0).to_rgb();
        let back = Oklch::from(rgb);
        assert!((back.h - 207.0).abs() < 3.0, "{back:?}");
        assert!((back.l - 0.955).abs() < 0.01);
    }
}

//! The contrast solver: from two brand colours to a complete set of roles that can always be read.

use crate::design::color::{Oklch, Rgb};
use crate::design::roles::{Roles, Scheme, Status};

/// How far lightness moves in one step of the search.
const STEP: f64 = 0.005;
/// What a moved colour must reach beyond its target.
const MARGIN: f64 = 0.1;

/// Hue (and chroma) of the fixed status colours: good, warn, bad, info.
const STATUS: [(f64, f64); 4] = [(155.0, 0.12), (72.0, 0.115), (25.0, 0.19), (250.0, 0.15)];
const FOCUS_HUE: f64 = 262.0;

/// How strongly the neutrals carry the hue of the brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// A portal: a trace one can feel.
    Portal,
    /// The console: almost grey.
    Console,
}

/// A pair that has to hold: the other colour and the ratio to reach.
type Against = (Rgb, f64);

#[derive(Clone, Copy)]
enum Towards {
    Dark,
    Light,
}

/// Solves one scheme for a brand and an accent colour. There is always an answer.
pub fn solve(brand: Rgb, accent: Rgb, scheme: Scheme, tint: Tint) -> Roles {
    let brand_lch = Oklch::from(brand);
    let neutral = Neutrals::new(brand_lch, scheme, tint);
    let away = match scheme {
        Scheme::Light => Towards::Dark,
        Scheme::Dark => Towards::Light,
    };
    let (canvas, surface, raised, sunken) = neutral.backgrounds();
    let four = [canvas, surface, raised, sunken];
    let all = |target: f64| four.map(|background| (background, target)).to_vec();

    let ink = reach(neutral.ink(), away, &all(7.0));
    let ink_2 = reach(neutral.ink_2(), away, &all(5.5));
    let line_strong = reach(neutral.line_strong(), away, &all(3.0));

    let soft = neutral.soft();
    let on_soft = reach(neutral.on_soft(), away, &[(soft, 7.0)]);

    let fill = match scheme {
        Scheme::Light => brand,
        Scheme::Dark => reach(brand_lch, away, &all(3.0)),
    };
    let on_fill = label(fill, brand_lch.h);
    let fill_hover = hover(fill, on_fill);
    let fill_line = reach(Oklch::from(fill), away, &all(3.0));

    let link_start = match scheme {
        Scheme::Light => brand_lch,
        Scheme::Dark => brand_lch.at(brand_lch.l.max(0.70)),
    };
    let mut link_pairs = all(4.5);
    link_pairs.push((soft, 4.5));
    let link = reach(link_start, away, &link_pairs);

    let accent_lch = Oklch::from(accent);
    let hero = Hero::solve(brand_lch, scheme);
    let status = |index: usize| status(STATUS[index], scheme, &four);
    let [good, warn, bad, info] = [status(0), status(1), status(2), status(3)];
    let bad_fill = reach(Oklch::new(0.56, 0.2, STATUS[2].0), Towards::Dark, &[(Rgb::WHITE, 4.5)]);
    let focus = match scheme {
        Scheme::Light => reach(Oklch::new(0.5, 0.19, FOCUS_HUE), away, &all(3.0)),
        Scheme::Dark => reach(Oklch::new(0.82, 0.09, FOCUS_HUE), away, &all(3.0)),
    };

    Roles {
        canvas,
        surface,
        raised,
        sunken,
        ink,
        ink_2,
        line: neutral.line(),
        line_strong,
        fill,
        on_fill,
        fill_hover,
        fill_line,
        link,
        soft,
        soft_line: neutral.soft_line(),
        on_soft,
        accent,
        on_accent: label(accent, accent_lch.h),
        good,
        warn,
        bad,
        info,
        bad_fill,
        focus,
        chart: [fill_line, neutral.chart_quiet(), reach(accent_lch, away, &[(surface, 3.0)])],
        hero_a: hero.a,
        hero_b: hero.b,
        hero_overlay: hero.overlay,
        hero_quiet: hero.quiet,
    }
}

/// The label of a fill: white if it can be read, else near-black with the hue, else black.
pub fn label(fill: Rgb, hue: f64) -> Rgb {
    let near_black = Oklch::new(0.16, 0.018, hue).to_rgb();
    [Rgb::WHITE, near_black].into_iter().find(|text| text.contrast(fill) >= 4.5).unwrap_or(Rgb::BLACK)
}

/// The fill under the pointer: away from its label, so the label stays readable.
fn hover(fill: Rgb, label: Rgb) -> Rgb {
    let lch = Oklch::from(fill);
    let change = if label == Rgb::WHITE { -0.045 } else { 0.04 };
    let moved = lch.at(lch.l + change).to_rgb();
    if label.contrast(moved) >= 4.5 { moved } else { fill }
}

/// Keeps the colour when every pair holds, else moves its lightness until each reaches target and margin.
fn reach(start: Oklch, towards: Towards, pairs: &[Against]) -> Rgb {
    let given = start.to_rgb();
    let holds = |rgb: Rgb, margin: f64| pairs.iter().all(|(other, t)| rgb.contrast(*other) >= t + margin);
    if holds(given, 0.0) {
        return given;
    }
    let mut l = start.l;
    loop {
        l += match towards {
            Towards::Dark => -STEP,
            Towards::Light => STEP,
        };
        let rgb = start.at(l).to_rgb();
        if holds(rgb, MARGIN) || !(0.0..=1.0).contains(&l) {
            return rgb;
        }
    }
}

fn status((hue, chroma): (f64, f64), scheme: Scheme, four: &[Rgb; 4]) -> Status {
    let (soft, line, text, towards) = match scheme {
        Scheme::Light => ((0.96, 0.03), (0.86, 0.075), 0.55, Towards::Dark),
        Scheme::Dark => ((0.275, 0.045), (0.40, 0.07), 0.74, Towards::Light),
    };
    let soft = Oklch::new(soft.0, soft.1, hue).to_rgb();
    let mut pairs: Vec<Against> = four.iter().map(|background| (*background, 4.5)).collect();
    pairs.push((soft, 4.5));
    Status {
        text: reach(Oklch::new(text, chroma, hue), towards, &pairs),
        soft,
        line: Oklch::new(line.0, line.1, hue).to_rgb(),
    }
}

struct Neutrals {
    hue: f64,
    chroma: f64,
    brand_chroma: f64,
    scheme: Scheme,
}

impl Neutrals {
    fn new(brand: Oklch, scheme: Scheme, tint: Tint) -> Self {
        // A grey brand has no hue to carry.
        let presence = (brand.c / 0.04).min(1.0);
        let strength = match tint {
            Tint::Portal => 1.0,
            Tint::Console => 0.65,
        };
        Self { hue: brand.h, chroma: presence * strength, brand_chroma: brand.c, scheme }
    }

    /// One neutral: its lightness in light and dark, and its chroma at full strength.
    fn grey(&self, light: f64, dark: f64, chroma: (f64, f64)) -> Oklch {
        match self.scheme {
            Scheme::Light => Oklch::new(light, chroma.0 * self.chroma, self.hue),
            Scheme::Dark => Oklch::new(dark, chroma.1 * self.chroma, self.hue),
        }
    }

    fn backgrounds(&self) -> (Rgb, Rgb, Rgb, Rgb) {
        let canvas = self.grey(0.9752, 0.1720, (0.0065, 0.0095)).to_rgb();
        let sunken = self.grey(0.9565, 0.1480, (0.0080, 0.0085)).to_rgb();
        match self.scheme {
            Scheme::Light => (canvas, Rgb::WHITE, Rgb::WHITE, sunken),
            Scheme::Dark => {
                let surface = self.grey(1.0, 0.2115, (0.0, 0.0105)).to_rgb();
                (canvas, surface, self.grey(1.0, 0.2600, (0.0, 0.0120)).to_rgb(), sunken)
            }
        }
    }

    fn ink(&self) -> Oklch {
        self.grey(0.2135, 0.9555, (0.0152, 0.0045))
    }

    fn ink_2(&self) -> Oklch {
        self.grey(0.485, 0.72, (0.013, 0.0128))
    }

    fn line(&self) -> Rgb {
        self.grey(0.9047, 0.31, (0.0077, 0.0111)).to_rgb()
    }

    fn line_strong(&self) -> Oklch {
        self.grey(0.625, 0.54, (0.0122, 0.0132))
    }

    fn chart_quiet(&self) -> Rgb {
        self.grey(0.7193, 0.5011, (0.0196, 0.0196)).to_rgb()
    }

    fn soft(&self) -> Rgb {
        let chroma = self.brand_chroma;
        match self.scheme {
            Scheme::Light => Oklch::new(0.9555, chroma.min(0.028), self.hue).to_rgb(),
            Scheme::Dark => Oklch::new(0.2755, chroma.min(0.0455), self.hue).to_rgb(),
        }
    }

    fn soft_line(&self) -> Rgb {
        let chroma = self.brand_chroma.min(0.055);
        match self.scheme {
            Scheme::Light => Oklch::new(0.885, chroma, self.hue).to_rgb(),
            Scheme::Dark => Oklch::new(0.385, chroma, self.hue).to_rgb(),
        }
    }

    fn on_soft(&self) -> Oklch {
        let chroma = self.brand_chroma.min(0.09);
        match self.scheme {
            Scheme::Light => Oklch::new(0.36, chroma, self.hue),
            Scheme::Dark => Oklch::new(0.85, chroma, self.hue),
        }
    }
}

/// The two ends of the task card, its lighter overlay and its quiet text.
struct Hero {
    a: Rgb,
    b: Rgb,
    overlay: Rgb,
    quiet: Rgb,
}

impl Hero {
    /// The share of white in the overlay.
    const OVERLAY: f64 = 0.10;

    fn solve(brand: Oklch, scheme: Scheme) -> Self {
        let (lightest, spread) = match scheme {
            Scheme::Light => (brand.l + 0.041, 0.093),
            Scheme::Dark => ((brand.l + 0.041).min(0.393), 0.072),
        };
        let (strong, weak) = match scheme {
            Scheme::Light => (1.09, 0.90),
            Scheme::Dark => (0.82, 0.65),
        };
        let colourful = Oklch::new(lightest.clamp(0.28, 0.60), brand.c * strong, brand.h);
        let mut end = colourful;
        while Rgb::WHITE.contrast(end.to_rgb().under(Rgb::WHITE, Self::OVERLAY)) < 5.1 && end.l > 0.0 {
            end = end.at(end.l - STEP);
        }
        let b = end.to_rgb();
        let a = Oklch::new(end.l - spread, brand.c * weak, brand.h).to_rgb();
        let overlay = b.under(Rgb::WHITE, Self::OVERLAY);
        let pairs = [(a, 4.5), (b, 4.5), (overlay, 4.5)];
        let quiet = reach(Oklch::new(0.93, brand.c.min(0.03), brand.h), Towards::Light, &pairs);
        Self { a, b, overlay, quiet }
    }
}

#[cfg(test)]
mod tests;

//! The colour roles every component reads, and the pairs among them that must hold.

use crate::design::color::Rgb;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark text on light backgrounds.
    Light,
    /// Light text on dark backgrounds.
    Dark,
}

impl Scheme {
    /// Both schemes, light first.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];
}

/// The three colours of one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Text and icons.
    pub text: Rgb,
    /// The tint behind them.
    pub soft: Rgb,
    /// The edge of the tint.
    pub line: Rgb,
}

/// One complete set of colours for one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the role names are the vocabulary of the design; their meaning stands in `pairs`"
)]
pub struct Roles {
    pub canvas: Rgb,
    pub surface: Rgb,
    pub raised: Rgb,
    pub sunken: Rgb,
    pub ink: Rgb,
    pub ink_2: Rgb,
    pub line: Rgb,
    pub line_strong: Rgb,
    pub fill: Rgb,
    pub on_fill: Rgb,
    pub fill_hover: Rgb,
    pub fill_line: Rgb,
    pub link: Rgb,
    pub soft: Rgb,
    pub soft_line: Rgb,
    pub on_soft: Rgb,
    pub accent: Rgb,
    pub on_accent: Rgb,
    pub good: Status,
    pub warn: Status,
    pub bad: Status,
    pub info: Status,
    pub bad_fill: Rgb,
    pub focus: Rgb,
    pub chart: [Rgb; 3],
    pub hero_a: Rgb,
    pub hero_b: Rgb,
    pub hero_overlay: Rgb,
    pub hero_quiet: Rgb,
}

/// Two roles that stand on each other and the ratio they need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The role in front.
    pub front: &'static str,
    /// The role behind it.
    pub back: &'static str,
    /// The colour in front.
    pub front_color: Rgb,
    /// The colour behind it.
    pub back_color: Rgb,
    /// The ratio the pair must reach.
    pub needs: f64,
}

impl Pair {
    /// The ratio the pair has.
    pub fn ratio(&self) -> f64 {
        self.front_color.contrast(self.back_color)
    }

    /// Whether it is enough.
    pub fn holds(&self) -> bool {
        self.ratio() >= self.needs
    }
}

impl Roles {
    /// Every role by its name in the stylesheet.
    pub fn named(&self) -> Vec<(&'static str, Rgb)> {
        vec![
            ("canvas", self.canvas),
            ("surface", self.surface),
            ("raised", self.raised),
            ("sunken", self.sunken),
            ("ink", self.ink),
            ("ink-2", self.ink_2),
            ("line", self.line),
            ("line-strong", self.line_strong),
            ("fill", self.fill),
            ("on-fill", self.on_fill),
            ("fill-hover", self.fill_hover),
            ("fill-line", self.fill_line),
            ("link", self.link),
            ("soft", self.soft),
            ("soft-line", self.soft_line),
            ("on-soft", self.on_soft),
            ("accent", self.accent),
            ("on-accent", self.on_accent),
            ("good", self.good.text),
            ("good-soft", self.good.soft),
            ("good-line", self.good.line),
            ("warn", self.warn.text),
            ("warn-soft", self.warn.soft),
            ("warn-line", self.warn.line),
            ("bad", self.bad.text),
            ("bad-soft", self.bad.soft),
            ("bad-line", self.bad.line),
            ("info", self.info.text),
            ("info-soft", self.info.soft),
            ("info-line", self.info.line),
            ("bad-fill", self.bad_fill),
            ("focus", self.focus),
            ("chart-1", self.chart[0]),
            ("chart-2", self.chart[1]),
            ("chart-3", self.chart[2]),
            ("hero-a", self.hero_a),
            ("hero-b", self.hero_b),
            ("hero-overlay", self.hero_overlay),
            ("hero-quiet", self.hero_quiet),
        ]
    }

    /// Every pair that must hold, as the design editor lists them.
    pub fn pairs(&self) -> Vec<Pair> {
        let backgrounds = [
            ("canvas", self.canvas),
            ("surface", self.surface),
            ("raised", self.raised),
            ("sunken", self.sunken),
        ];
        let mut pairs = Vec::with_capacity(80);
        let mut on_all = |front: &'static str, front_color: Rgb, needs: f64| {
            pairs.extend(backgrounds.map(|(back, back_color)| Pair {
                front,
                back,
                front_color,
                back_color,
                needs,
            }));
        };
        on_all("ink", self.ink, 7.0);
        on_all("ink-2", self.ink_2, 4.5);
        on_all("line-strong", self.line_strong, 3.0);
        on_all("fill-line", self.fill_line, 3.0);
        on_all("link", self.link, 4.5);
        on_all("good", self.good.text, 4.5);
        on_all("warn", self.warn.text, 4.5);
        on_all("bad", self.bad.text, 4.5);
        on_all("info", self.info.text, 4.5);
        on_all("focus", self.focus, 3.0);
        let mut one = |front, front_color, back, back_color, needs| {
            pairs.push(Pair { front, back, front_color, back_color, needs });
        };
        one("on-fill", self.on_fill, "fill", self.fill, 4.5);
        one("on-fill", self.on_fill, "fill-hover", self.fill_hover, 4.5);
        one("link", self.link, "soft", self.soft, 4.5);
        one("on-soft", self.on_soft, "soft", self.soft, 7.0);
        one("on-accent", self.on_accent, "accent", self.accent, 4.5);
        one("good", self.good.text, "good-soft", self.good.soft, 4.5);
        one("warn", self.warn.text, "warn-soft", self.warn.soft, 4.5);
        one("bad", self.bad.text, "bad-soft", self.bad.soft, 4.5);
        one("info", self.info.text, "info-soft", self.info.soft, 4.5);
        one("white", Rgb::WHITE, "bad-fill", self.bad_fill, 4.5);
        one("chart-1", self.chart[0], "surface", self.surface, 3.0);
        one("chart-3", self.chart[2], "surface", self.surface, 3.0);
        for (back, color) in
            [("hero-a", self.hero_a), ("hero-b", self.hero_b), ("hero-overlay", self.hero_overlay)]
        {
            one("white", Rgb::WHITE, back, color, 4.5);
            one("hero-quiet", self.hero_quiet, back, color, 4.5);
        }
        pairs
    }
}

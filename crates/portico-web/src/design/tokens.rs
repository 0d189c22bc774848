//! From a theme to one small stylesheet of custom properties, cached, named by its content.
//!
//! The name spells the theme out, so that any node can make the sheet again from its name alone.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex};

use crate::design::assets::content_hash;
use crate::design::color::{Oklch, Rgb};
use crate::design::roles::{Roles, Scheme};
use crate::design::solver::{Tint, solve};
use crate::design::theme::{Font, Header, Radius, Theme};

/// A finished stylesheet of custom properties.
#[derive(Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The file name, such as `theme-00616b-f5b51b-round-inter-plain-portal-1a2b3c4d.css`.
    pub name: String,
    /// The CSS text.
    pub text: String,
}

impl Sheet {
    /// The address under which the sheet is served.
    pub fn href(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// Themes are few; a stranger asking for many must not fill the memory.
const CACHE_LIMIT: usize = 512;
static CACHE: LazyLock<Mutex<HashMap<Theme, Arc<Sheet>>>> = LazyLock::new(Mutex::default);

/// The stylesheet of a theme.
pub fn sheet(theme: &Theme) -> Arc<Sheet> {
    let cache = || CACHE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(found) = cache().get(theme) {
        return Arc::clone(found);
    }
    let text = css(theme);
    let name = format!("{}-{}.css", stem(theme), content_hash(text.as_bytes()));
    let made = Arc::new(Sheet { name, text });
    let mut cache = cache();
    if cache.len() >= CACHE_LIMIT {
        cache.clear();
    }
    cache.insert(*theme, Arc::clone(&made));
    made
}

/// The stylesheet with this file name, if the name is one of ours and of this release.
pub fn by_name(name: &str) -> Option<Arc<Sheet>> {
    let found = sheet(&theme_of(name)?);
    (found.name == name).then_some(found)
}

fn stem(theme: &Theme) -> String {
    let radius = match theme.radius {
        Radius::Square => "square",
        Radius::Soft => "soft",
        Radius::Round => "round",
    };
    let font = match theme.font {
        Font::Inter => "inter",
        Font::Manrope => "manrope",
        Font::System => "system",
    };
    let header = match theme.header {
        Header::Plain => "plain",
        Header::Brand => "brand",
        Header::Accent => "accent",
    };
    let tint = match theme.tint {
        Tint::Portal => "portal",
        Tint::Console => "console",
    };
    format!("theme-{}-{}-{radius}-{font}-{header}-{tint}", theme.brand.digits(), theme.accent.digits())
}

fn theme_of(name: &str) -> Option<Theme> {
    let mut parts = name.strip_suffix(".css")?.strip_prefix("theme-")?.split('-');
    let brand = Rgb::parse(parts.next()?)?;
    let accent = Rgb::parse(parts.next()?)?;
    let radius = match parts.next()? {
        "square" => Radius::Square,
        "soft" => Radius::Soft,
        "round" => Radius::Round,
        _ => return None,
    };
    let font = match parts.next()? {
        "inter" => Font::Inter,
        "manrope" => Font::Manrope,
        "system" => Font::System,
        _ => return None,
    };
    let header = match parts.next()? {
        "plain" => Header::Plain,
        "brand" => Header::Brand,
        "accent" => Header::Accent,
        _ => return None,
    };
    let tint = match parts.next()? {
        "portal" => Tint::Portal,
        "console" => Tint::Console,
        _ => return None,
    };
    Some(Theme { brand, accent, radius, font, header, tint })
}

fn css(theme: &Theme) -> String {
    let [small, medium, large] = theme.radius.steps();
    let mut out = String::with_capacity(6_000);
    let _ = write!(
        out,
        ":root{{--radius-s:{small}px;--radius-m:{medium}px;--radius-l:{large}px;--font:{};--font-display:{};",
        theme.font.family(),
        theme.font.display_family(),
    );
    out.push_str("color-scheme:light;");
    let light = properties(theme, Scheme::Light);
    let dark = properties(theme, Scheme::Dark);
    let _ = write!(out, "{light}}}");
    let _ = write!(
        out,
        "@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{color-scheme:dark;{dark}}}}}"
    );
    let _ = write!(out, ":root[data-scheme=dark],[data-scheme=dark]{{color-scheme:dark;{dark}}}");
    let _ = write!(out, "[data-scheme=light]{{color-scheme:light;{light}}}");
    let _ = write!(out, "@media print{{:root:root:root{{color-scheme:light;{light}}}}}");
    out
}

fn properties(theme: &Theme, scheme: Scheme) -> String {
    let roles = solve(theme.brand, theme.accent, scheme, theme.tint);
    let mut out = String::with_capacity(1_500);
    for (name, color) in roles.named() {
        let _ = write!(out, "--{name}:{color};");
    }
    for (name, color) in bar(theme, scheme, &roles) {
        let _ = write!(out, "--{name}:{color};");
    }
    out.push_str(match scheme {
        Scheme::Light => concat!(
            "--shadow-1:0 1px 2px rgb(0 0 0/.05),0 1px 3px rgb(0 0 0/.04);",
            "--shadow-2:0 4px 16px rgb(0 0 0/.10),0 1px 3px rgb(0 0 0/.06);",
            "--shadow-3:0 16px 48px rgb(0 0 0/.18);"
        ),
        Scheme::Dark => {
            "--shadow-1:none;--shadow-2:0 8px 24px rgb(0 0 0/.5);--shadow-3:0 16px 48px rgb(0 0 0/.6);"
        }
    });
    out
}

/// The colours of the bar at the top: its ground, its text, its quiet text, its edge and its marker.
fn bar(theme: &Theme, scheme: Scheme, roles: &Roles) -> [(&'static str, Rgb); 5] {
    let ground = match theme.header {
        Header::Plain => None,
        Header::Brand => Some(theme.brand),
        Header::Accent => Some(theme.accent),
    };
    let Some(ground) = ground else {
        return [
            ("bar", roles.surface),
            ("bar-ink", roles.ink),
            ("bar-quiet", roles.ink_2),
            ("bar-line", roles.line),
            ("bar-mark", roles.fill_line),
        ];
    };
    let mut lch = Oklch::from(ground);
    if scheme == Scheme::Dark {
        lch = lch.at(lch.l.min(0.24));
    }
    while Rgb::WHITE.contrast(lch.to_rgb()) < 7.0 && lch.l > 0.0 {
        lch = lch.at(lch.l - 0.005);
    }
    let ground = lch.to_rgb();
    let mut mark = Oklch::from(roles.fill);
    while mark.to_rgb().contrast(ground) < 3.0 && mark.l < 1.0 {
        mark = mark.at(mark.l + 0.005);
    }
    [
        ("bar", ground),
        ("bar-ink", Rgb::WHITE),
        ("bar-quiet", Rgb::WHITE.under(ground, 0.2)),
        ("bar-line", ground),
        ("bar-mark", mark.to_rgb()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_found_again_by_its_name_on_any_node() {
        for theme in [Theme::auental(), Theme::sonnwinkel(), Theme::console()] {
            let made = sheet(&theme);
            assert_eq!(theme_of(&made.name), Some(theme));
            assert_eq!(by_name(&made.name).map(|s| s.text.clone()), Some(made.text.clone()));
        }
    }

    #[test]
    fn names_of_other_releases_and_nonsense_find_nothing() {
        for name in [
            "theme-00616b-f5b51b-round-inter-plain-portal-00000000.css",
            "theme-.css",
            "portal.css",
            "theme-zz-1",
        ] {
            assert!(by_name(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_sheet_carries_both_schemes_and_stays_small() {
        let made = sheet(&Theme::auental());
        assert!(made.text.contains("prefers-color-scheme:dark"));
        assert!(made.text.contains("[data-scheme=dark]"));
        assert!(made.text.contains("--fill:#00616b"));
        assert!(made.text.len() < 9_000, "{} bytes", made.text.len());
    }

    #[test]
    fn text_on_a_coloured_bar_can_be_read() {
        for brand in [Rgb(255, 255, 0), Rgb(0, 0, 0), Rgb(0xf2, 0x6b, 0x1d), Rgb(0x14, 0x21, 0x3d)] {
            for scheme in Scheme::ALL {
                let theme = Theme { header: Header::Brand, ..Theme::portal(brand, brand) };
                let roles = solve(brand, brand, scheme, Tint::Portal);
                let [(_, ground), (_, ink), (_, quiet), _, (_, mark)] = bar(&theme, scheme, &roles);
                assert!(ink.contrast(ground) >= 4.5);
                assert!(quiet.contrast(ground) >= 4.5, "{quiet} on {ground}");
                assert!(mark.contrast(ground) >= 3.0, "{mark} on {ground}");
            }
        }
    }
}

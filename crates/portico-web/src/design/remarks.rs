//! What the solver did to the two colours of a theme, in sentences for the design editor.

use portico_kit::Locale;

use crate::design::color::Rgb;
use crate::design::components::Tone;
use crate::design::format::places;
use crate::design::roles::{Roles, Scheme};
use crate::design::solver::solve;
use crate::design::theme::Theme;
use crate::design::words::{t, t_args};

/// One sentence and how it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Good when the colour is used as requested, warn when it is not.
    pub tone: Tone,
    /// The sentence, with the measured ratio.
    pub text: String,
}

/// How the brand colour is used, and why where it differs from what was asked for.
pub fn on_brand(locale: Locale, theme: &Theme) -> Vec<Remark> {
    let [light, dark] = both(theme);
    let mut remarks = Vec::new();
    let mut say = |tone, key: &str, color: Rgb, ratio: f64| {
        remarks.push(Remark { tone, text: sentence(locale, key, color, ratio) });
    };
    if dark.fill == theme.brand {
        say(Tone::Good, "remark-brand-same", theme.brand, 0.0);
    } else {
        say(Tone::Good, "remark-brand-lifted", dark.fill, theme.brand.contrast(dark.surface));
    }
    if light.on_fill != Rgb::WHITE {
        say(Tone::Good, "remark-dark-label", light.on_fill, Rgb::WHITE.contrast(light.fill));
    }
    if light.fill_line != light.fill {
        say(Tone::Warn, "remark-edge", light.fill_line, light.fill.contrast(light.sunken));
    }
    if light.link != theme.brand {
        say(Tone::Warn, "remark-link", light.link, theme.brand.contrast(light.sunken));
    }
    remarks
}

/// How the accent colour is used.
pub fn on_accent(locale: Locale, theme: &Theme) -> Vec<Remark> {
    let [light, _] = both(theme);
    let ratio = theme.accent.contrast(Rgb::WHITE);
    let (tone, key) = match light.chart[2] == theme.accent {
        true => (Tone::Good, "remark-accent-same"),
        false => (Tone::Warn, "remark-accent-chart"),
    };
    vec![Remark { tone, text: sentence(locale, key, light.chart[2], ratio) }]
}

/// How many of the pairs of both schemes hold, such as "all 138 pairs"; the solver sees to it that all do.
pub fn on_pairs(locale: Locale, theme: &Theme) -> Remark {
    let pairs: Vec<_> = both(theme).iter().flat_map(Roles::pairs).collect();
    let short = pairs.iter().filter(|pair| !pair.holds()).count();
    match short {
        0 => {
            let text = t_args(locale, "remark-pairs-hold", &[("count", pairs.len().into())]);
            Remark { tone: Tone::Good, text: text.into_owned() }
        }
        _ => {
            let text = t_args(locale, "remark-pairs-short", &[("count", short.into())]);
            Remark { tone: Tone::Bad, text: text.into_owned() }
        }
    }
}

/// The name of a role as people read it, such as "Text" for `ink`.
pub fn role_name(locale: Locale, role: &str) -> String {
    t(locale, &format!("role-{role}")).into_owned()
}

fn both(theme: &Theme) -> [Roles; 2] {
    Scheme::ALL.map(|scheme| solve(theme.brand, theme.accent, scheme, theme.tint))
}

fn sentence(locale: Locale, key: &str, color: Rgb, ratio: f64) -> String {
    let args = [("color", color.to_string().into()), ("ratio", places(locale, ratio, 1).into())];
    t_args(locale, key, &args).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(remarks: &[Remark]) -> String {
        remarks.iter().map(|remark| remark.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn petrol_is_used_as_it_is_and_lifted_in_the_dark() {
        let text = said(&on_brand(Locale::En, &Theme::auental()));
        assert!(text.contains("Used as it is in light") && text.contains("#2"), "{text}");
        assert!(said(&on_accent(Locale::En, &Theme::auental())).starts_with("1.8 on white"));
    }

    #[test]
    fn orange_gets_a_dark_label_and_darker_links() {
        let text = said(&on_brand(Locale::De, &Theme::sonnwinkel()));
        assert!(text.contains("Beschriftung") && text.contains("Links"), "{text}");
    }

    #[test]
    fn every_role_has_a_name_and_every_pair_holds() {
        let [light, _] = both(&Theme::auental());
        for pair in light.pairs() {
            for role in [pair.front, pair.back] {
                assert!(crate::design::words::has(&format!("role-{role}")), "{role}");
            }
        }
        assert_eq!(on_pairs(Locale::De, &Theme::console()).tone, Tone::Good);
    }
}

//! The solver on the worked examples and on a few thousand random brands.

use super::*;
use crate::design::theme::Theme;

fn rgb(text: &str) -> Rgb {
    Rgb::parse(text).expect("a colour")
}

fn near(ours: Rgb, text: &str) -> bool {
    let theirs = rgb(text);
    let off = |a: u8, b: u8| a.abs_diff(b) <= 8;
    off(ours.0, theirs.0) && off(ours.1, theirs.1) && off(ours.2, theirs.2)
}

fn assert_holds(brand: Rgb, accent: Rgb) {
    for tint in [Tint::Portal, Tint::Console] {
        for scheme in Scheme::ALL {
            let roles = solve(brand, accent, scheme, tint);
            for pair in roles.pairs() {
                assert!(pair.holds(), "{brand} {accent} {scheme:?}: {pair:?} reaches {:.2}", pair.ratio());
            }
        }
    }
}

#[test]
fn every_pair_holds_for_random_brands() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let bytes = state.to_le_bytes();
        Rgb(bytes[2], bytes[3], bytes[4])
    };
    for _ in 0..2_000 {
        assert_holds(next(), next());
    }
}

#[test]
fn every_pair_holds_for_the_corners_of_the_gamut() {
    let steps = [0u8, 64, 128, 192, 255];
    for r in steps {
        for g in steps {
            for b in steps {
                assert_holds(Rgb(r, g, b), Rgb(255 - r, b, g));
            }
        }
    }
}

#[test]
fn every_pair_holds_for_the_shipped_themes() {
    for theme in [Theme::auental(), Theme::sonnwinkel(), Theme::console()] {
        assert_holds(theme.brand, theme.accent);
    }
}

#[test]
fn the_worked_examples_come_out_as_designed() {
    let rows = [
        // brand, scheme, tint, fill, on-fill, link, soft, on-soft, focus
        (
            "#00616b",
            Scheme::Light,
            Tint::Portal,
            ["#00616b", "#ffffff", "#00616b", "#ddf6f9", "#01464d", "#1e59cd"],
        ),
        (
            "#00616b",
            Scheme::Dark,
            Tint::Portal,
            ["#267781", "#ffffff", "#60acb7", "#032e33", "#90dde7", "#a4c5ff"],
        ),
        (
            "#f26b1d",
            Scheme::Light,
            Tint::Portal,
            ["#f26b1d", "#140b07", "#b54b07", "#feece4", "#622b0e", "#1e59cd"],
        ),
        (
            "#f26b1d",
            Scheme::Dark,
            Tint::Portal,
            ["#f26b1d", "#140b07", "#f87025", "#3a2014", "#febc9f", "#a4c5ff"],
        ),
        (
            "#2f56d3",
            Scheme::Light,
            Tint::Console,
            ["#2f56d3", "#ffffff", "#2f56d3", "#eaf0fd", "#273a6c", "#1e59cd"],
        ),
        (
            "#2f56d3",
            Scheme::Dark,
            Tint::Console,
            ["#3963e1", "#ffffff", "#7199fd", "#1d273e", "#b7cdff", "#a4c5ff"],
        ),
    ];
    for (brand, scheme, tint, expected) in rows {
        let r = solve(rgb(brand), rgb("#f5b51b"), scheme, tint);
        let ours = [r.fill, r.on_fill, r.link, r.soft, r.on_soft, r.focus];
        for (ours, theirs) in ours.into_iter().zip(expected) {
            assert!(near(ours, theirs), "{brand} {scheme:?}: {ours} instead of {theirs}");
        }
    }
}

#[test]
fn a_bright_orange_keeps_its_colour_and_gets_a_dark_label() {
    let roles = solve(rgb("#f26b1d"), rgb("#14213d"), Scheme::Light, Tint::Portal);
    assert_eq!(roles.fill, rgb("#f26b1d"));
    assert!(roles.on_fill.luminance() < 0.05);
}

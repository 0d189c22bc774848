//! A portal's look: the theme its design asks for, its brand and its pictures.

use portico_core::setup::Setup;
use serde_json::Value;

use crate::design::color::Rgb;
use crate::design::layout::Brand;
use crate::design::theme::{Font, Header, Radius, Theme};

/// The theme of a design's document; what a design leaves open is the standard look.
pub fn theme_of(design: Option<&Value>) -> Theme {
    let style = design.and_then(|design| design.get("style")).unwrap_or(&Value::Null);
    let word = |place: &str| style.pointer(place).and_then(Value::as_str);
    let colour = |place: &str| word(place).and_then(Rgb::parse);
    let standard = Theme::default();
    let brand = colour("/palette/primary").unwrap_or(standard.brand);
    Theme {
        radius: corners(
            word("/shape/corners"),
            style.pointer("/shape/border_radius").and_then(Value::as_f64),
        ),
        font: face(word("/typography/font/font_id").or(word("/typography/font/font_name"))),
        header: match word("/header") {
            Some("brand") => Header::Brand,
            Some("accent") => Header::Accent,
            _ => Header::Plain,
        },
        ..Theme::portal(brand, colour("/palette/secondary").unwrap_or(brand))
    }
}

fn corners(named: Option<&str>, pixels: Option<f64>) -> Radius {
    match (named, pixels) {
        (Some("square"), _) => Radius::Square,
        (Some("round"), _) => Radius::Round,
        (Some("soft"), _) => Radius::Soft,
        (_, Some(pixels)) if pixels <= 6.0 => Radius::Square,
        (_, Some(pixels)) if pixels >= 12.0 => Radius::Round,
        _ => Radius::Soft,
    }
}

fn face(name: Option<&str>) -> Font {
    match name.map(str::to_ascii_lowercase).as_deref() {
        Some("manrope") => Font::Manrope,
        Some("system" | "system-ui") => Font::System,
        _ => Font::Inter,
    }
}

/// Whose portal it is: the design's name with the portal's own below it, and the logo.
pub fn brand_of(setup: &Setup) -> Brand {
    let design = setup.design.as_ref();
    let named = design.and_then(|design| design.get("name")).and_then(Value::as_str);
    let name = named.unwrap_or(&setup.organisation_name).trim().to_owned();
    let line = setup.portal.name().replace(&name, "").trim().to_owned();
    let logo = |place: &str| design.and_then(|design| design.pointer(place)).and_then(picture_href);
    Brand {
        name,
        above: None,
        line: (!line.is_empty()).then_some(line),
        logo: logo("/style/logo/main"),
        logo_dark: logo("/style/logo/dark"),
    }
}

/// Where a picture that a design or block names is served; it must know where its bytes lie.
pub fn picture_href(named: &Value) -> Option<String> {
    let name = named.pointer("/s3ref/key").and_then(Value::as_str)?.rsplit('/').next()?;
    Some(format!("/pictures/{name}"))
}

/// The place and file name of a picture that this portal shows, by the last part of its key.
pub fn find_picture<'a>(setup: &'a Setup, name: &str) -> Option<(&'a str, &'a str)> {
    let pages = setup.pages.iter().map(|page| &page.doc);
    let mut docs = setup.design.iter().chain([&setup.portal.doc]).chain(pages);
    docs.find_map(|doc| picture_in(doc, name))
}

fn picture_in<'a>(value: &'a Value, name: &str) -> Option<(&'a str, &'a str)> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| picture_in(item, name)),
        Value::Object(fields) => {
            let key = value.pointer("/s3ref/key").and_then(Value::as_str);
            let file = ["file", "image", "name"].iter().find_map(|field| fields.get(*field)?.as_str());
            match (key, file) {
                (Some(key), Some(file)) if key.rsplit('/').next() == Some(name) => Some((key, file)),
                _ => fields.values().find_map(|field| picture_in(field, name)),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_design_becomes_a_theme() {
        let design = json!({"style": {
            "palette": {"primary": "#f26b1d", "secondary": "#14213d"},
            "typography": {"font": {"font_id": "manrope"}},
            "shape": {"border_radius": 6, "corners": "square"}, "header": "accent"
        }});
        assert_eq!(theme_of(Some(&design)), Theme::sonnwinkel());
    }

    #[test]
    fn a_design_with_nonsense_in_it_still_has_a_look() {
        let design = json!({"style": {"palette": {"primary": 7, "secondary": "red"}, "shape": []}});
        assert_eq!(theme_of(Some(&design)).brand, Theme::default().brand);
        assert_eq!(theme_of(None).brand, Theme::default().brand);
    }

    #[test]
    fn only_pictures_that_are_named_with_their_place_are_found() {
        let page = json!({"blocks": {"a": {"props": {"content": {"image": "w.svg", "s3ref": {"key": "7/ab/abc"}}}}}});
        assert_eq!(picture_in(&page, "abc"), Some(("7/ab/abc", "w.svg")));
        assert_eq!(picture_in(&page, "7/ab/abc"), None);
        assert_eq!(picture_href(&json!({"image": "w.svg"})), None);
    }
}

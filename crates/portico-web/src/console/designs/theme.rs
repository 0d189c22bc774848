//! What a design's document says in words, and how a theme is written into it; portals read it back.

use portico_kit::Locale;
use serde_json::{Map, Value, json};

use crate::design::theme::{Font, Header, Radius, Theme};
use crate::design::words::t_args;

/// The name of a design.
pub(in crate::console) fn name_of(design: &Value) -> &str {
    let name = |key: &str| design.get(key).and_then(Value::as_str).filter(|name| !name.is_empty());
    name("name").or_else(|| name("style_name")).unwrap_or("–")
}

/// Corners by the word that designs use.
pub(super) fn corners(word: &str) -> Radius {
    match word {
        "square" => Radius::Square,
        "round" => Radius::Round,
        _ => Radius::Soft,
    }
}

/// A face by the word that designs use.
pub(super) fn face(word: &str) -> Font {
    match word {
        "manrope" => Font::Manrope,
        "system" | "system-ui" => Font::System,
        _ => Font::Inter,
    }
}

/// The bar at the top by the word that designs use.
pub(super) fn bar(word: &str) -> Header {
    match word {
        "brand" => Header::Brand,
        "accent" => Header::Accent,
        _ => Header::Plain,
    }
}

/// The words of a theme: corners, face, bar.
pub(super) fn words_of(theme: &Theme) -> [&'static str; 3] {
    [
        match theme.radius {
            Radius::Square => "square",
            Radius::Soft => "soft",
            Radius::Round => "round",
        },
        match theme.font {
            Font::Inter => "inter",
            Font::Manrope => "manrope",
            Font::System => "system",
        },
        match theme.header {
            Header::Plain => "plain",
            Header::Brand => "brand",
            Header::Accent => "accent",
        },
    ]
}

/// Writes a name and a theme into a design's document; everything else in it stays.
pub(super) fn written(mut design: Value, name: &str, theme: &Theme) -> Value {
    let [corners, face, bar] = words_of(theme);
    let [_, medium, _] = theme.radius.steps();
    design["name"] = name.into();
    let style = object(&mut design, "style");
    let palette = object(style, "palette");
    palette["primary"] = theme.brand.to_string().into();
    palette["secondary"] = theme.accent.to_string().into();
    let shape = object(style, "shape");
    shape["corners"] = corners.into();
    shape["border_radius"] = medium.into();
    style["header"] = bar.into();
    let font = object(object(style, "typography"), "font");
    font["font_id"] = face.into();
    let family = match theme.font {
        Font::Inter => "Inter",
        Font::Manrope => "Manrope",
        Font::System => "system-ui",
    };
    font["font_name"] = family.into();
    font["font_family"] = family.into();
    design
}

/// A copy of a design under a name of its own, not the default one.
pub(super) fn copied(mut design: Value, locale: Locale) -> Value {
    let name = t_args(locale, "console-design-copy-name", &[("name", name_of(&design).to_owned().into())]);
    design["name"] = name.into();
    design["is_default"] = json!(false);
    if let Some(fields) = design.as_object_mut() {
        fields.remove("id");
        fields.remove("created_at");
    }
    design
}

fn object<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    if !value[key].is_object() {
        value[key] = Value::Object(Map::new());
    }
    &mut value[key]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::look::theme_of;

    #[test]
    fn a_theme_is_read_as_it_was_written_and_the_rest_of_the_design_stays() {
        let design = json!({"style": {"logo": {"main": {"file": "a.svg"}}, "palette": {"error": "#b3261e"}}});
        let made = written(design, "Sonnwinkel", &Theme::sonnwinkel());
        assert_eq!(theme_of(Some(&made)), Theme::sonnwinkel());
        assert_eq!(name_of(&made), "Sonnwinkel");
        assert_eq!(made.pointer("/style/logo/main/file"), Some(&json!("a.svg")));
        assert_eq!(made.pointer("/style/palette/error"), Some(&json!("#b3261e")));
    }
}

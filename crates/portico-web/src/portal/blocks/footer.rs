//! Footer: the last lines of every page: how to reach a person, and where the law is.

use maud::{Markup, html};
use portico_kit::Locale;
use serde_json::Value;

use crate::design::layout::Footer;
use crate::portal::{address, texts};

/// Reads the settings; links that lead nowhere safe are left out.
pub fn of(content: &Value, locale: Locale) -> Footer {
    let description = texts::for_anybody(content.get("description").unwrap_or(&Value::Null), locale);
    let contact = description.trim().to_owned();
    let by_language = content.get("links").unwrap_or(&Value::Null);
    let own = by_language.get(locale.code()).or_else(|| by_language.as_object()?.values().next());
    let links = own.or(Some(by_language)).and_then(Value::as_array);
    let link = |link: &Value| {
        let word = |key: &str| link.get(key).and_then(Value::as_str);
        Some((word("label")?.to_owned(), address::safe_link(word("url")?)?.to_owned()))
    };
    Footer {
        contact: (!contact.is_empty()).then_some(contact),
        links: links.into_iter().flatten().filter_map(link).collect(),
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let content = serde_json::json!({
        "description": {"de": "Fragen? 0800 555 0142", "en": "Questions? 0800 555 0142"},
        "links": {"de": [{"label": "Impressum", "url": "/imprint"}], "en": [{"label": "Legal notice", "url": "/imprint"}]}
    });
    let footer = of(&content, locale);
    html! {
        footer {
            p { (footer.contact.unwrap_or_default()) }
            ul { @for (label, href) in &footer.links { li { a href=(href) { (label) } } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_runs_a_script_is_left_out() {
        let content = serde_json::json!({"links": {"de": [{"label": "x", "url": "javascript:alert(1)"}, {"label": "y", "url": "/y"}]}});
        assert_eq!(of(&content, Locale::De).links, [("y".to_owned(), "/y".to_owned())]);
    }
}

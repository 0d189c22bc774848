//! Addresses inside a portal: encoded, with parameters changed, and checked before anybody follows them.

use portico_http::Query;

/// Parameters that say something about one answer only; links to the same page leave them out.
const PASSING: [&str; 4] = ["lang", "scheme", "done", "change"];

/// A text as one part of a path, or as a value of a query.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// An address as a header carries it: letters beyond ASCII and spaces are encoded, the rest stays.
pub fn for_header(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The path of a page by its slug, which may have several parts.
pub fn of_slug(slug: &str) -> String {
    let parts: Vec<String> = slug.split('/').map(encoded).collect();
    format!("/{}", parts.join("/"))
}

/// A path with these parameters.
pub fn with_query<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    for (index, (key, value)) in pairs.into_iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(&format!("{}={}", encoded(key), encoded(value)));
    }
    out
}

/// The same page with other parameters: a value sets one, none removes it; passing ones are dropped.
pub fn changed(path: &str, query: &Query, changes: &[(&str, Option<&str>)]) -> String {
    let kept = query
        .pairs()
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .filter(|(key, _)| !PASSING.contains(key) && !changes.iter().any(|(changed, _)| changed == key));
    let set = changes.iter().filter_map(|(key, value)| Some((*key, (*value)?)));
    with_query(path, kept.chain(set))
}

/// The text when it is an address inside this portal, so that nobody is led elsewhere.
pub fn inside(text: &str) -> Option<&str> {
    let plain = text.chars().all(|c| !c.is_control() && c != '\\');
    (plain && text.starts_with('/') && !text.starts_with("//")).then_some(text)
}

/// The text when it is a link that a page may carry: inside this portal, or web, mail and phone.
pub fn safe_link(text: &str) -> Option<&str> {
    let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme));
    if outside { Some(text) } else { inside(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_changed_and_passing_ones_dropped() {
        let query = Query::parse("tab=meters&lang=en&q=a+b&done=1");
        assert_eq!(
            changed("/contract/1", &query, &[("sort", Some("x:asc"))]),
            "/contract/1?tab=meters&q=a%20b&sort=x%3Aasc"
        );
        assert_eq!(changed("/contract/1", &query, &[("tab", None), ("q", None)]), "/contract/1");
    }

    #[test]
    fn nobody_is_led_out_of_the_portal() {
        for text in
            ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
        {
            assert_eq!(inside(text), None, "{text:?}");
        }
        assert_eq!(inside("/contract/1?tab=a"), Some("/contract/1?tab=a"));
        assert_eq!(safe_link("javascript:alert(1)"), None);
        assert_eq!(safe_link("tel:+498005550142"), Some("tel:+498005550142"));
    }

    #[test]
    fn an_address_with_umlauts_travels_in_a_header() {
        assert_eq!(for_header("/verträge?q=a b%20c"), "/vertr%C3%A4ge?q=a%20b%20c");
    }

    #[test]
    fn slugs_with_umlauts_and_parts_become_paths() {
        assert_eq!(of_slug("verträge/2026"), "/vertr%C3%A4ge/2026");
    }
}

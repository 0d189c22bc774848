//! Paths with a verb after a parameter (`/{slug}/{id}:validateRule`), which a router cannot tell from an id.

use http::Uri;

/// The verbs that end paths, and the prefix under which the router knows them.
pub const VERBS: [(&str, &str); 8] = [
    ("validateRule", "/~validateRule"),
    ("markDone", "/~markDone"),
    ("upsert", "/~upsert"),
    ("validate", "/~validate"),
    ("restore", "/~restore"),
    ("reindex", "/~reindex"),
    ("as-of", "/~as-of"),
    ("undo", "/~undo"),
];

/// The address under which the router knows a path that ends with a verb; nothing for every other path.
///
/// `/v2/portal/contract/7:validateRule` becomes `/~validateRule/v2/portal/contract/7`; `%3A` is read as `:`.
pub(crate) fn rewritten(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if path.starts_with("/~") {
        // Nobody reaches the rewritten form directly.
        return Uri::try_from("/not-found").ok();
    }
    let (verb, prefix) = VERBS.into_iter().find(|(verb, _)| path.ends_with(verb))?;
    let before = path.strip_suffix(verb)?;
    let target = before
        .strip_suffix(':')
        .or_else(|| before.strip_suffix("%3A"))
        .or_else(|| before.strip_suffix("%3a"))?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Uri::try_from(format!("{prefix}{target}{query}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<String> {
        let uri = text.parse::<Uri>().unwrap_or_default();
        rewritten(&uri).map(|uri| uri.to_string())
    }

    #[test]
    fn a_verb_after_a_parameter_is_moved_to_the_front() {
        let moved = Some("/~validateRule/v2/portal/contract/7?attribute=a".to_owned());
        assert_eq!(path("/v2/portal/contract/7:validateRule?attribute=a"), moved);
        assert_eq!(path("/v2/portal/contract/7%3AvalidateRule?attribute=a"), moved);
        assert_eq!(path("/v2/portal/contract/7"), None);
        assert_eq!(path("/v2/portal/contract/validateRule"), None);
        assert_eq!(path("/~markDone/v2/x").as_deref(), Some("/not-found"));
    }
}

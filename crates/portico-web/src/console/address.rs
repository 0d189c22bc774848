//! Addresses of the console with their queries: built, and changed by one part.

use portico_http::Query;

/// A path and its query.
#[derive(Clone, Debug)]
pub(super) struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// A path without a query.
    pub(super) fn of(path: impl Into<String>) -> Self {
        Self { path: path.into(), query: Vec::new() }
    }

    /// The page one is at: the query without what only tells a result.
    pub(super) fn here(path: impl Into<String>, query: &Query) -> Self {
        let kept = query
            .pairs()
            .iter()
            .filter(|(key, value)| !value.is_empty() && !matches!(key.as_str(), "done" | "lang" | "scheme"));
        Self { path: path.into(), query: kept.cloned().collect() }
    }

    /// Adds a value.
    pub(super) fn and(mut self, key: &str, value: impl Into<String>) -> Self {
        self.query.push((key.to_owned(), value.into()));
        self
    }

    /// Adds a value when there is one.
    pub(super) fn and_maybe(self, key: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.and(key, value),
            None => self,
        }
    }

    /// Puts one value in place of all values of a key.
    pub(super) fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.without(key).and(key, value)
    }

    /// Takes every value of a key away.
    pub(super) fn without(mut self, key: &str) -> Self {
        self.query.retain(|(known, _)| known != key);
        self
    }

    /// Takes one value of a key away.
    pub(super) fn without_value(mut self, key: &str, value: &str) -> Self {
        self.query.retain(|(known, given)| known != key || given != value);
        self
    }

    /// The same query at another path.
    pub(super) fn onto(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The path alone, for forms that carry the query as fields.
    pub(super) fn bare(&self) -> String {
        self.path.clone()
    }

    /// The pairs of the query, for forms that carry them along.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.query
    }

    /// As it stands in a link.
    pub(super) fn href(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let query = serde_urlencoded::to_string(&self.query).unwrap_or_default();
        format!("{}?{query}", self.path)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.href()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_changes_and_the_others_stay() {
        let query = Query::parse("q=a+b&filter=x&filter=y&from=20&done=saved");
        let here = Address::here("/admin/records/contract", &query);
        assert_eq!(
            here.clone().with("from", "40").href(),
            "/admin/records/contract?q=a+b&filter=x&filter=y&from=40"
        );
        let narrower = here.without_value("filter", "x").without("from");
        assert_eq!(narrower.href(), "/admin/records/contract?q=a+b&filter=y");
        assert_eq!(Address::of("/admin").href(), "/admin");
    }
}

//! Query strings as the published client writes them: `k=a`, `k[]=a&k[]=b`, repeated keys, comma lists.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use portico_core::Refusal;

/// The parameters of a query string, in order.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a query string.
    pub fn parse(text: &str) -> Self {
        Self(serde_urlencoded::from_str(text).unwrap_or_default())
    }

    /// The first value of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The value of a key that must be there.
    pub fn required(&self, key: &str) -> Result<&str, Refusal> {
        let found = self.text(key).filter(|value| !value.is_empty());
        found.ok_or_else(|| Refusal::invalid(key, format!("The query parameter {key} is required.")))
    }

    /// A whole number that is not negative.
    pub fn count(&self, key: &str, default: i64) -> Result<i64, Refusal> {
        let Some(text) = self.text(key).filter(|text| !text.is_empty()) else { return Ok(default) };
        let number = text.parse::<i64>().ok().filter(|number| *number >= 0);
        number.ok_or_else(|| Refusal::invalid(key, format!("{key} must be a whole number from 0.")))
    }

    /// Whether a key says `true`.
    pub fn says(&self, key: &str) -> bool {
        matches!(self.text(key), Some("true" | "1"))
    }

    /// All values of a key, however the list is written.
    pub fn list(&self, key: &str) -> Vec<String> {
        let named = |name: &str| name == key || name.strip_suffix("[]") == Some(key);
        let values = self.0.iter().filter(|(name, _)| named(name)).flat_map(|(_, value)| value.split(','));
        values.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// All pairs, for forms that keep what was typed.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_every_spelling() {
        for text in ["k=a&k=b", "k[]=a&k[]=b", "k=a,b", "k%5B%5D=a&k%5B%5D=b"] {
            assert_eq!(Query::parse(text).list("k"), ["a", "b"], "{text}");
        }
    }

    #[test]
    fn a_count_that_is_no_number_names_its_key() {
        assert!(Query::parse("size=-1").count("size", 5).is_err());
        assert_eq!(Query::parse("").count("size", 5).unwrap_or(0), 5);
    }
}

//! E-mail addresses, parsed once and compared without case.

use std::fmt;

use serde::Serialize;

/// An address that has one `@`, a name before and a domain after it; kept in lower case.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

/// A text that is no e-mail address.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0:?} is not an e-mail address")]
pub struct InvalidEmailAddress(pub String);

impl EmailAddress {
    /// Reads an address; spaces around it are dropped, upper case becomes lower case.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let address = text.trim().to_lowercase();
        let refused = || InvalidEmailAddress(text.chars().take(80).collect());
        let (name, domain) = address.rsplit_once('@').ok_or_else(refused)?;
        let clean = |part: &str| {
            !part.is_empty()
                && !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"@".contains(c))
        };
        if !clean(name)
            || !clean(domain)
            || address.len() > 254
            || domain.starts_with('.')
            || domain.ends_with('.')
        {
            return Err(refused());
        }
        Ok(Self(address))
    }

    /// The address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_case() {
        assert_eq!(EmailAddress::parse(" Katrin@Example.DE "), EmailAddress::parse("katrin@example.de"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "katrin", "@example.de", "katrin@", "a b@example.de", "a@b@c", "a@.de", "<a@b.de>"] {
            assert!(EmailAddress::parse(text).is_err(), "{text}");
        }
    }
}

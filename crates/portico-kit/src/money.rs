//! Money as whole cents with a currency.

/// An amount in the smallest unit of its currency (cents for EUR).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Money {
    /// The amount in cents; negative when owed the other way.
    pub cents: i64,
    /// The ISO 4217 code, such as `EUR`.
    pub currency: String,
}

impl Money {
    /// An amount in euro cents.
    pub fn euro_cents(cents: i64) -> Self {
        Self { cents, currency: "EUR".to_owned() }
    }

    /// The amount as a plain decimal, such as `-4.67`.
    pub fn to_decimal(&self) -> String {
        let sign = if self.cents < 0 { "-" } else { "" };
        let cents = self.cents.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_become_a_decimal_with_two_places() {
        assert_eq!(Money::euro_cents(-467).to_decimal(), "-4.67");
        assert_eq!(Money::euro_cents(9900).to_decimal(), "99.00");
    }
}

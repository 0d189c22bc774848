//! Lifetimes: how long a portal lets a session live, in all and unused, and how long its tokens last.

use portico_kit::Instant;
use serde_json::Value;

use crate::portals::Portal;

const DAY: i64 = 86_400;

/// A last use is noted again only after this many seconds, so that reading rarely writes.
const NOTED_EVERY: i64 = 60;

/// How long sessions and tokens of a portal last, in seconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Lifetimes {
    /// A session, from its beginning: `cognito_details.timeouts.refresh_token`.
    pub session: i64,
    /// A session that is not used: `auth_settings.idle_timeout`.
    pub idle: i64,
    /// An access token: `cognito_details.timeouts.access_token`.
    pub access_token: i64,
    /// An identity token: `cognito_details.timeouts.id_token`.
    pub id_token: i64,
}

impl Lifetimes {
    /// Reads them; what is missing or beyond reason is a default or the nearest bound.
    pub fn of(portal: &Portal) -> Self {
        Self::read(&portal.doc)
    }

    fn read(doc: &Value) -> Self {
        let seconds = |place: &str, default: i64, least: i64, most: i64| {
            doc.pointer(place).and_then(Value::as_i64).map_or(default, |said| said.clamp(least, most))
        };
        Self {
            session: seconds("/cognito_details/timeouts/refresh_token", 30 * DAY, 300, 365 * DAY),
            idle: seconds("/auth_settings/idle_timeout", 14 * DAY, 120, 365 * DAY),
            access_token: seconds("/cognito_details/timeouts/access_token", 900, 60, DAY),
            id_token: seconds("/cognito_details/timeouts/id_token", 900, 60, DAY),
        }
    }

    /// Whether a session that began and was last used then still lives.
    pub fn hold(&self, began_at: Instant, last_used_at: Instant, now: Instant) -> bool {
        now < began_at.plus_seconds(self.session) && now < last_used_at.plus_seconds(self.idle)
    }

    /// Whether a use is worth noting.
    pub fn is_worth_noting(&self, last_used_at: Option<Instant>, now: Instant) -> bool {
        last_used_at.is_none_or(|last| now >= last.plus_seconds(NOTED_EVERY.min(self.idle / 4)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BEGAN: Instant = Instant(1_800_000_000_000_000);

    fn at(seconds: i64) -> Instant {
        BEGAN.plus_seconds(seconds)
    }

    #[test]
    fn a_session_ends_to_the_second_by_age_and_by_rest() {
        let doc = json!({ "auth_settings": { "idle_timeout": 900 },
                          "cognito_details": { "timeouts": { "refresh_token": 3600 } } });
        let lifetimes = Lifetimes::read(&doc);
        assert!(lifetimes.hold(BEGAN, at(0), at(899)));
        assert!(!lifetimes.hold(BEGAN, at(0), at(900)));
        assert!(lifetimes.hold(BEGAN, at(3000), at(3599)));
        assert!(!lifetimes.hold(BEGAN, at(3000), at(3600)));
    }

    #[test]
    fn what_is_silent_or_beyond_reason_has_bounds() {
        let silent = Lifetimes::read(&json!({}));
        assert_eq!((silent.session, silent.idle, silent.access_token), (30 * DAY, 14 * DAY, 900));
        let odd = json!({ "auth_settings": { "idle_timeout": 0 },
                          "cognito_details": { "timeouts": { "refresh_token": -7, "access_token": i64::MAX } } });
        let odd = Lifetimes::read(&odd);
        assert_eq!((odd.session, odd.idle, odd.access_token), (300, 120, DAY));
    }

    #[test]
    fn uses_are_noted_rarely_and_early_enough() {
        let lifetimes = Lifetimes::read(&json!({ "auth_settings": { "idle_timeout": 120 } }));
        assert!(lifetimes.is_worth_noting(None, at(0)));
        assert!(!lifetimes.is_worth_noting(Some(at(0)), at(29)));
        assert!(lifetimes.is_worth_noting(Some(at(0)), at(30)));
    }
}

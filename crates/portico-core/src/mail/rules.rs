//! When a letter is tried again, and when no more.

use portico_kit::Instant;

/// How long is waited after each try that failed, in seconds: together a day.
const WAITS: [i64; 12] = [30, 60, 120, 240, 480, 900, 1800, 3600, 7200, 14_400, 28_800, 28_800];

/// How a letter stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// In the local mailbox: there was no server.
    Kept,
    /// Waits for its next try.
    Waiting,
    /// A server has taken it.
    Sent,
    /// A server will never take it.
    Refused,
    /// It was tried for a day.
    GivenUp,
    /// Its code or link ran out before a server took it.
    Expired,
}

impl State {
    /// All of them, in the order in which staff read them.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Sent, Self::Refused, Self::GivenUp, Self::Expired, Self::Kept];

    /// Its name in the database and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
            Self::Expired => "expired",
        }
    }

    /// The state of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether the letter did not arrive, and nobody will try it again.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Refused | Self::GivenUp | Self::Expired)
    }
}

/// What follows a try that failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Next {
    Again(Instant),
    GivenUp,
    Expired,
}

/// What follows the try with this number, the first being 1.
pub(super) fn after(attempt: i64, now: Instant, good_until: Option<Instant>) -> Next {
    let wait = usize::try_from(attempt - 1).ok().and_then(|at| WAITS.get(at));
    let Some(wait) = wait else { return Next::GivenUp };
    let next = now.plus_seconds(*wait);
    match good_until {
        // A code that has run out would only mislead.
        Some(end) if next >= end => Next::Expired,
        _ => Next::Again(next),
    }
}

/// An answer that tells nothing of what a letter carries: neither its code nor its link.
pub(super) fn hushed(answer: &str, text: &str) -> String {
    let code =
        text.lines().map(str::trim).find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()));
    let words = answer.split(' ').map(|word| match code {
        _ if word.contains("://") => "…".to_owned(),
        Some(code) => word.replace(code, "…"),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_half_a_minute_to_hours_and_end_after_a_day() {
        assert!(WAITS.windows(2).all(|two| two[0] <= two[1]));
        assert_eq!(WAITS.iter().sum::<i64>(), 86_430);
        let now = Instant(0);
        assert_eq!(after(1, now, None), Next::Again(now.plus_seconds(30)));
        assert_eq!(after(12, now, None), Next::Again(now.plus_seconds(28_800)));
        for beyond in [0, -1, 13, i64::MAX] {
            assert_eq!(after(beyond, now, None), Next::GivenUp);
        }
    }

    #[test]
    fn a_letter_is_not_tried_beyond_the_end_of_its_code() {
        let (now, end) = (Instant(0), Instant(0).plus_seconds(600));
        assert_eq!(after(4, now, Some(end)), Next::Again(now.plus_seconds(240)));
        assert_eq!(after(5, now.plus_seconds(450), Some(end)), Next::Expired);
        assert_eq!(after(13, now, Some(end)), Next::GivenUp);
    }

    #[test]
    fn an_answer_that_quotes_the_letter_tells_nothing_of_it() {
        let text = "Hello\n\n418207\n\nGo:\nhttps://p.example/x?token=1";
        let told = hushed("554 spam: \"418207\" https://p.example/x?token=1 id 9912345", text);
        assert_eq!(told, "554 spam: \"…\" … id 9912345");
    }

    #[test]
    fn every_state_has_its_name() {
        for state in State::ALL {
            assert_eq!(State::parse(state.name()), Some(state));
        }
        assert_eq!(State::parse("lost"), None);
    }
}

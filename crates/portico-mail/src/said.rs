//! What a server says, and how it is judged.

use std::future::Future;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

use crate::letter::one_line;
use crate::{Delivery, Stage};

/// How much of an answer is kept, in characters.
const KEPT: usize = 400;

/// What stands in the way of a step.
pub(crate) enum Said {
    Slow(Duration),
    Error(Box<Error>),
}

pub(crate) async fn within<T>(
    step: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Said> {
    match tokio::time::timeout(step, work).await {
        Ok(outcome) => outcome.map_err(|error| Said::Error(Box::new(error))),
        Err(_) => Err(Said::Slow(step)),
    }
}

impl Said {
    pub(crate) fn told(self) -> String {
        match self {
            Self::Slow(step) => slow(step),
            Self::Error(error) => shortened(&told(&error)),
        }
    }

    pub(crate) fn judged(self, stage: Stage) -> Delivery {
        let code = match &self {
            Self::Error(error) if error.is_permanent() => error.status().map(u16::from),
            _ => None,
        };
        let told = self.told();
        match code {
            // A server that wants somebody to sign in refuses us, not the letter: that can be mended.
            None | Some(530) => Delivery::Failed { stage, told },
            // Refused for a rule (RFC 3463, class 7) is not unknown.
            Some(_) => {
                let no_recipient = stage == Stage::Recipient && !told.contains(" 5.7.");
                Delivery::Refused { stage, told, no_recipient }
            }
        }
    }
}

/// What the server said, else what went wrong, with everything that caused it.
fn told(error: &Error) -> String {
    let cause = std::error::Error::source(error);
    if let (Some(code), Some(said)) = (error.status(), cause) {
        return format!("{code} {said}");
    }
    let Some(mut innermost) = cause else { return error.to_string() };
    while let Some(inner) = innermost.source() {
        innermost = inner;
    }
    innermost.to_string()
}

pub(crate) fn said(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    shortened(&format!("{} {}", response.code(), lines.join(" ")))
}

pub(crate) fn slow(step: Duration) -> String {
    format!("the server took longer than {} seconds", step.as_secs())
}

/// In one line and of a bounded length.
pub(crate) fn shortened(text: &str) -> String {
    one_line(text).chars().take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_line_of_a_bounded_length() {
        assert_eq!(shortened("550 no\r\nsuch  user\0"), "550 no such user");
        assert_eq!(shortened(&"a".repeat(10_000)).len(), KEPT);
    }
}

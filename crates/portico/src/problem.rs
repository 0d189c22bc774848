//! What went wrong, in one sentence with the next step, and the exit code that goes with it.

use std::fmt;

use portico_core::Refusal;

/// A failure as a person at the terminal reads it.
#[derive(Debug)]
pub struct Problem {
    message: String,
    code: u8,
}

impl Problem {
    /// Something that could not be done.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    /// Something that was asked for in a way that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 2 }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let message = match refusal {
            Refusal::Invalid { message, .. }
            | Refusal::Rejected { message, .. }
            | Refusal::Unauthenticated { message, .. }
            | Refusal::Forbidden { message }
            | Refusal::RuleFailed { message, .. }
            | Refusal::OverLimit { message, .. }
            | Refusal::Conflict { message, .. } => message,
            Refusal::NotFound => "There is no such thing.".to_owned(),
            Refusal::TooMany { .. } | Refusal::TooLarge => "That is too much at once.".to_owned(),
            Refusal::Fault(cause) => {
                format!("It did not work: {cause}. `portico doctor` looks for the cause.")
            }
        };
        Self::new(message)
    }
}

//! What becomes of the records of a batch, one by one and counted.

use portico_kit::EntityId;

/// What became of one record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Its turn has not come.
    Waiting,
    /// It was done.
    Done,
    /// There was nothing to do: it is so already.
    Same,
    /// It was changed again since, and is left as it is.
    Contested,
    /// It was refused, for a reason that is told.
    Refused,
}

/// How many records of a batch came to which end.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// Not yet.
    pub waiting: i64,
    /// Done.
    pub done: i64,
    /// Nothing to do.
    pub same: i64,
    /// Changed again since.
    pub contested: i64,
    /// Refused.
    pub refused: i64,
}

/// One record of a batch.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Told {
    /// The record.
    pub id: EntityId,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was refused.
    pub reason: Option<String>,
}

impl Outcome {
    /// Every outcome, the ones that need somebody first.
    pub const ALL: [Self; 5] = [Self::Refused, Self::Contested, Self::Waiting, Self::Done, Self::Same];

    /// The word for it in addresses and rows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Same => "same",
            Self::Contested => "contested",
            Self::Refused => "refused",
        }
    }

    /// The outcome of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

impl Counts {
    /// How many records the batch is about.
    pub fn total(&self) -> i64 {
        self.waiting + self.done + self.same + self.contested + self.refused
    }

    /// How many came to this end.
    pub fn of(&self, outcome: Outcome) -> i64 {
        match outcome {
            Outcome::Waiting => self.waiting,
            Outcome::Done => self.done,
            Outcome::Same => self.same,
            Outcome::Contested => self.contested,
            Outcome::Refused => self.refused,
        }
    }
}

//! What can go wrong with a database, told so that an operator knows the next step.

/// A failure of the database or of what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database could not be opened or reached.
    #[error("the database {target} cannot be reached: {cause}")]
    Unreachable {
        /// The file or the server, without its password.
        target: String,
        /// What the driver said.
        cause: String,
    },
    /// The database was written by a newer version of the program.
    #[error(
        "the database has schema version {found}, this program knows up to {known}: start a newer portico"
    )]
    Newer {
        /// The version found in the database.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// A unique constraint refused a row.
    #[error("a row with the same key exists already: {0}")]
    Duplicate(String),
    /// The transaction met another one and may be tried again.
    #[error("another transaction was in the way: {0}")]
    Conflict(String),
    /// The statement ran longer than allowed.
    #[error("the statement took longer than allowed")]
    TooSlow,
    /// A text holds a character that the database has no place for: U+0000.
    #[error("a text contains a character that cannot be stored (U+0000)")]
    Unstorable,
    /// Anything else the driver reports.
    #[error("{0}")]
    Driver(String),
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error() {
            Some(cause) if matches!(cause.extended_code, 1555 | 2067) => Self::Duplicate(error.to_string()),
            Some(cause) if cause.code == ErrorCode::OperationInterrupted => Self::TooSlow,
            Some(cause) if matches!(cause.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Conflict(error.to_string())
            }
            _ => Self::Driver(error.to_string()),
        }
    }
}

impl From<postgres::Error> for DbError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let told = || match error.as_db_error() {
            Some(cause) => cause.message().to_owned(),
            None => error.to_string(),
        };
        match error.code() {
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => Self::Duplicate(told()),
            Some(code)
                if *code == SqlState::T_R_SERIALIZATION_FAILURE
                    || *code == SqlState::T_R_DEADLOCK_DETECTED =>
            {
                Self::Conflict(told())
            }
            Some(code) if *code == SqlState::QUERY_CANCELED => Self::TooSlow,
            Some(code)
                if *code == SqlState::CHARACTER_NOT_IN_REPERTOIRE
                    || *code == SqlState::UNTRANSLATABLE_CHARACTER =>
            {
                Self::Unstorable
            }
            Some(_) => Self::Driver(told()),
            None => Self::Unreachable { target: "server".to_owned(), cause: error.to_string() },
        }
    }
}

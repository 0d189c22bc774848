//! portico-db.

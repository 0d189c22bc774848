//! portico-access.

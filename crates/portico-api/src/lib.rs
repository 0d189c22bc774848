//! portico-api.

//! portico-core.

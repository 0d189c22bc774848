//! portico-files.

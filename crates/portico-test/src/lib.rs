//! portico-test.

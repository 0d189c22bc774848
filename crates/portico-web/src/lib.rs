//! portico-web.

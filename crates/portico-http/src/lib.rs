//! portico-http.

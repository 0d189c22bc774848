//! portico-mail.

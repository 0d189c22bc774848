//! What grants mean, as sentences.

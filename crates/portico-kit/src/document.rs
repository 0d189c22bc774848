//! Walks stored documents.

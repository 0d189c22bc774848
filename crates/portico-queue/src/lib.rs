//! portico-queue.

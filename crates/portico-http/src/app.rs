//! What every handler has at hand.

use portico_core::Core;
use portico_files::FileStore;

/// The running product as handlers see it.
#[derive(Clone)]
pub struct App {
    /// The domain.
    pub core: Core,
    /// The file store.
    pub files: FileStore,
    /// Whether this is the demo: `localhost` then shows an index of the demo portals.
    pub demo: bool,
}

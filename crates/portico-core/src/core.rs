//! The running product: database, clock, keys and caches that every request shares.

use std::path::PathBuf;
use std::sync::Arc;

use portico_access::Roots;
use portico_db::{Db, Tx};
use portico_fetch::{Fetch, Names, Private};
use portico_kit::{Clock, EntityId, PortalId, Random, TenantId};
use quick_cache::sync::Cache;
use tokio::sync::Semaphore;

use crate::setup::{Setup, Setups};
use crate::sign_in::{Signer, Verified, sso};
use crate::{Refusal, domains, mail, tenants};

/// How the product is run.
#[derive(Clone, Debug)]
pub struct CoreOptions {
    /// The folder for files.
    pub data: PathBuf,
    /// The address under which the API is reached, such as `http://127.0.0.1:8080`.
    pub base_url: String,
    /// Whether requests and sign-ins are limited; off only for tests and load runs.
    pub limits: bool,
    /// Whether this machine and its network may be called; only for tests on one machine.
    pub calls: Private,
    /// The mail server for everybody who has none; without it letters are kept in the local mailbox.
    pub mail: Option<mail::Installed>,
    /// How much may be uploaded.
    pub files: crate::files::Limits,
    /// How domains are looked up.
    pub domains: domains::Options,
}

/// The running product. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    random: Random,
    options: CoreOptions,
    setups: Setups,
    signer: Signer,
    verified: Verified,
    hashing: Semaphore,
    fetch: Fetch,
    names: Names,
    providers: sso::Known,
    roots: RootsByUser,
}

/// Roots of portal users by the version they were read at.
type RootsByUser = Cache<(TenantId, EntityId), (i64, Roots)>;

/// How many users' roots are remembered.
const REMEMBERED_ROOTS: usize = 20_000;

/// How many passwords are hashed at once: each takes 19 MiB.
pub const HASHERS: usize = 4;

impl Core {
    /// Starts the product on an open database; makes the signing key on the first start.
    pub async fn start(db: Db, clock: Clock, random: Random, options: CoreOptions) -> Result<Self, Refusal> {
        let (now, chance) = (clock.now(), random.clone());
        let (system, base_url) = (TenantId::system(), options.base_url.clone());
        let signer = db.write(&system, move |tx| {
            domains::note_base(tx, &base_url)?;
            Signer::load_or_make(tx, now, &chance)
        });
        let signer = signer.await?;
        Ok(Self(Arc::new(Inner {
            fetch: Fetch::new(options.calls),
            names: Names::new(options.domains.name_server),
            providers: sso::Known::default(),
            db,
            clock,
            random,
            options,
            setups: Setups::default(),
            signer,
            verified: Verified::default(),
            hashing: Semaphore::new(HASHERS),
            roots: Cache::new(REMEMBERED_ROOTS),
        })))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The source of chance.
    pub fn random(&self) -> &Random {
        &self.0.random
    }

    /// How the product is run.
    pub fn options(&self) -> &CoreOptions {
        &self.0.options
    }

    /// What signs and verifies tokens.
    pub fn signer(&self) -> &Signer {
        &self.0.signer
    }

    pub(crate) fn verified(&self) -> &Verified {
        &self.0.verified
    }

    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.0.hashing
    }

    /// How many passwords are being hashed at this moment.
    pub fn hashing_now(&self) -> usize {
        HASHERS.saturating_sub(self.0.hashing.available_permits())
    }

    /// What calls other servers.
    pub fn fetch(&self) -> &Fetch {
        &self.0.fetch
    }

    /// What asks name servers.
    pub(crate) fn names(&self) -> &Names {
        &self.0.names
    }

    /// What is known of identity providers.
    pub(crate) fn providers(&self) -> &sso::Known {
        &self.0.providers
    }

    pub(crate) fn setups(&self) -> &Setups {
        &self.0.setups
    }

    /// A user's roots: remembered ones when nothing that they depend on has changed since.
    pub(crate) fn known_roots(
        &self,
        tx: &mut Tx<'_>,
        user: &EntityId,
        version: i64,
    ) -> Result<Roots, Refusal> {
        let key = (tx.tenant().clone(), user.clone());
        if let Some((_, roots)) = self.0.roots.get(&key).filter(|(known, _)| *known == version) {
            return Ok(roots);
        }
        let roots = crate::access::roots_of(tx, user)?;
        // What a change sees may never be committed, and its version would come again.
        if tx.reads_only() {
            self.0.roots.insert(key, (version, roots.clone()));
        }
        Ok(roots)
    }

    /// The setup of a portal as it is now.
    pub fn setup(&self, tx: &mut Tx<'_>, portal: &PortalId) -> Result<Arc<Setup>, Refusal> {
        let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
        self.0.setups.portal(tx, portal, tenant.config_version)
    }
}

//! The product, running in this process.

use std::sync::Arc;

use portico_core::files::Limits;
use portico_core::{Caller, Core, CoreOptions, Private, Refusal, access, domains};
use portico_db::{Db, Engine, Tx};
use portico_files::FileStore;
use portico_http::App;
use portico_kit::{Clock, Instant, Random, TenantId};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::cast::{self, AUENTAL, PASSWORD, Person, RHEINTAL, Tenant};
use crate::client::Breaches;
use crate::database::Database;
use crate::dump;
use crate::{Client, NameServer};

/// When the stories take place: a Wednesday morning.
const MORNING: Instant = Instant(1_795_593_600_000_000);

/// Where the domains of stories must lead.
pub const TARGET: &str = "edge.portale-nord.de";

/// The product with its cast, on a port of its own; gone with its data when dropped.
pub struct TestApp {
    /// The domain.
    pub core: Core,
    /// The clock, which stands still until a story moves it.
    pub clock: Clock,
    /// The file store.
    pub files: FileStore,
    api_token: String,
    rival_token: String,
    nobody: Client,
    breaches: Breaches,
    end: Option<(oneshot::Sender<()>, AbortHandle)>,
    names: Arc<NameServer>,
    database: Arc<Database>,
}

impl TestApp {
    /// Starts the product with its cast; nothing when the engine is not at hand.
    pub async fn start(engine: Engine) -> Option<Self> {
        let mut app = Self::start_empty(engine).await?;
        (app.api_token, app.rival_token) = cast::load(&app.core).await;
        Some(app)
    }

    /// Starts the product on an empty database.
    pub async fn start_empty(engine: Engine) -> Option<Self> {
        Self::start_at(engine, MORNING).await
    }

    /// Starts the product on an empty database at a moment.
    pub async fn start_at(engine: Engine, moment: Instant) -> Option<Self> {
        let database = Arc::new(Database::fresh(engine)?);
        // What the product logs stands beside what a failing story says.
        let log = tracing_subscriber::fmt().with_env_filter("warn").with_ansi(false).with_test_writer();
        let _set_by_another_story = log.try_init();
        let clock = Clock::standing_at(moment);
        let names = Arc::new(NameServer::start().await);
        Some(Self::serve(database, clock, Breaches::default(), names).await)
    }

    /// Another node of the same installation: the same database and clock, a memory of its own.
    pub async fn another_node(&self) -> Self {
        let node = Self::serve(
            Arc::clone(&self.database),
            self.clock.clone(),
            self.breaches.clone(),
            Arc::clone(&self.names),
        );
        let mut node = node.await;
        (node.api_token, node.rival_token) = (self.api_token.clone(), self.rival_token.clone());
        node
    }

    async fn serve(
        database: Arc<Database>,
        clock: Clock,
        breaches: Breaches,
        names: Arc<NameServer>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let data = database.folder.path().to_owned();
        let files = FileStore::new(data.join("files"));
        let options = CoreOptions {
            data,
            base_url: base.clone(),
            limits: true,
            calls: Private::Allowed,
            mail: None,
            files: Limits::default(),
            domains: domains::Options {
                name_server: Some(names.address()),
                target: Some(TARGET.to_owned()),
                ..domains::Options::default()
            },
        };
        let core = Core::start(database.open(), clock.clone(), Random::system(), options);
        let core = core.await.expect("the product starts");
        let app = App { core: core.clone(), files: files.clone(), demo: false };
        let router = portico_api::router(&app).with_state(app);
        let (end, ended) = oneshot::channel::<()>();
        let serving = tokio::spawn(portico_http::serve(listener, router, async {
            let _or_dropped = ended.await;
        }));
        let nobody = Client::new(base, breaches.clone());
        let (api_token, rival_token, end) =
            (String::new(), String::new(), Some((end, serving.abort_handle())));
        Self { core, clock, files, api_token, rival_token, nobody, breaches, end, names, database }
    }

    /// The name server that the product asks.
    pub fn names(&self) -> &NameServer {
        &self.names
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.core.db()
    }

    /// Does every job that is due by the story's clock.
    pub async fn work_off_jobs(&self) {
        let worker = portico_core::jobs::worker(&self.core);
        while worker.drain().await.expect("jobs are claimed") > 0 {}
    }

    /// Changes something as the organisation itself.
    pub async fn as_organisation<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let core = self.core.clone();
        let tenant = TenantId::from(AUENTAL.id);
        let changed = self.db().write(&tenant, move |tx| {
            let caller = access::enter_system(tx, &core, "test")?;
            work(tx, &caller)
        });
        changed.await
    }

    /// The letters of an organisation, newest first.
    pub async fn mails(&self, tenant: &'static str) -> Vec<serde_json::Value> {
        let tenant = TenantId::from(tenant);
        self.db().read(&tenant, |tx| portico_core::mailbox::list(tx, 500)).await.expect("the letters")
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Client {
        self.nobody.clone()
    }

    /// A program of the organisation, with an API token.
    pub fn admin(&self) -> Client {
        self.nobody.with(&self.api_token)
    }

    /// A program of the rival, with an API token.
    pub fn rival_admin(&self) -> Client {
        self.nobody.with(&self.rival_token)
    }

    /// Somebody of the organisation, signed in to its portal.
    pub async fn as_person(&self, person: Person) -> Client {
        self.as_person_of(AUENTAL, person).await
    }

    /// Somebody of the rival, signed in to its portal.
    pub async fn as_rival(&self, person: Person) -> Client {
        self.as_person_of(RHEINTAL, person).await
    }

    async fn as_person_of(&self, tenant: Tenant, person: Person) -> Client {
        self.nobody.login(tenant.portal_of(person), person.email, PASSWORD).await
    }

    /// Everything that the organisation has stored, row by row; to compare with what it has later.
    pub async fn dump(&self) -> Vec<String> {
        self.dump_of(AUENTAL.id).await
    }

    /// Everything that an organisation has stored; `*` for what belongs to none.
    pub async fn dump_of(&self, tenant: &'static str) -> Vec<String> {
        let tenant = TenantId::from(tenant);
        let owner = tenant.clone();
        self.db().read(&owner, move |tx| dump::of(tx, &tenant)).await.expect("the rows")
    }

    /// Where answers so far differed from the published API.
    pub fn breaches(&self) -> Vec<String> {
        self.breaches.all()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some((end, serving)) = self.end.take() {
            let _ended_already = end.send(());
            serving.abort();
        }
        let breaches = self.breaches();
        if !std::thread::panicking() && !breaches.is_empty() {
            panic!("answers differ from the published API:\n  {}", breaches.join("\n  "));
        }
    }
}

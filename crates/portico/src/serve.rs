//! Serving: opens the data, takes the address, answers requests and works off jobs until it is stopped.

use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, SystemTime};

use portico_core::files::Limits;
use portico_core::mail::Installed;
use portico_core::{Core, CoreOptions, Private, domains, jobs};
use portico_files::FileStore;
use portico_http::App;
use portico_kit::{Clock, Random};
use tokio::net::TcpSocket;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::Problem;
use crate::place::Place;

mod router;

/// How many connections wait while all hands are busy.
const BACKLOG: u32 = 1024;

/// How often the file store is swept.
const SWEEPING: Duration = Duration::from_secs(600);
/// How long ago a content began to arrive that will not come to an end any more.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// How often domains are looked for that are due for a look-up.
const WATCHING: Duration = Duration::from_secs(30);

/// How the product is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the data is.
    pub place: Place,
    /// The address to listen on; port 0 picks a free one.
    pub listen: String,
    /// The address under which others reach the server, when it is not the one it listens on.
    pub base_url: Option<String>,
    /// Whether requests and sign-ins are limited.
    pub limits: bool,
    /// Whether this machine and its network may be called.
    pub calls: Private,
    /// The mail server for organisations without one of their own.
    pub mail: Option<Installed>,
    /// How much may be uploaded.
    pub files: Limits,
    /// How domains are looked up.
    pub domains: domains::Options,
    /// Whether this is the demo.
    pub demo: bool,
    /// What tells the time.
    pub clock: Clock,
    /// What gives chance.
    pub random: Random,
}

impl Options {
    /// Serves a place on a free local port.
    pub fn new(place: Place) -> Self {
        Self {
            place,
            listen: "127.0.0.1:0".to_owned(),
            base_url: None,
            limits: true,
            calls: Private::Refused,
            mail: None,
            files: Limits::default(),
            domains: domains::Options::default(),
            demo: false,
            clock: Clock::system(),
            random: Random::system(),
        }
    }
}

/// The product with its data open and its address taken, not answering yet.
pub struct Opened {
    /// The domain.
    pub core: Core,
    /// The file store.
    pub files: FileStore,
    /// The address it will listen on.
    pub address: SocketAddr,
    /// The address under which others reach it.
    pub base_url: String,
    socket: TcpSocket,
    demo: bool,
}

/// The product, answering.
pub struct Running {
    /// The domain.
    pub core: Core,
    /// The file store.
    pub files: FileStore,
    /// The address it listens on.
    pub address: SocketAddr,
    /// The address under which others reach it.
    pub base_url: String,
    end: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
    stop_work: oneshot::Sender<()>,
    worker: JoinHandle<()>,
    sweeper: JoinHandle<()>,
    watcher: JoinHandle<()>,
}

/// Opens and serves.
pub async fn start(options: Options) -> Result<Running, Problem> {
    open(options).await?.serve()
}

/// Takes the address and opens the data.
pub async fn open(options: Options) -> Result<Opened, Problem> {
    options.place.make_folder()?;
    let (socket, address) = take(&options.listen)?;
    let base_url = options.base_url.clone().unwrap_or_else(|| url_of(address));
    let files = options.place.files()?;
    let demo = options.demo;
    let core = open_core(options, base_url.clone()).await?;
    Ok(Opened { core, files, address, base_url, socket, demo })
}

/// The domain on the data of a place, without serving it.
pub async fn open_core(options: Options, base_url: String) -> Result<Core, Problem> {
    let db = options.place.open()?;
    let core = CoreOptions {
        data: options.place.folder,
        base_url,
        limits: options.limits,
        calls: options.calls,
        mail: options.mail,
        files: options.files,
        domains: options.domains,
    };
    Ok(Core::start(db, options.clock, options.random, core).await?)
}

impl Opened {
    /// Begins to answer, and to work off jobs.
    pub fn serve(self) -> Result<Running, Problem> {
        let listener = self.socket.listen(BACKLOG).map_err(|error| cannot_listen(&self.address, &error))?;
        let app = App { core: self.core.clone(), files: self.files.clone(), demo: self.demo };
        let (end, ended) = oneshot::channel();
        let server = tokio::spawn(portico_http::serve(listener, router::router(app), async {
            let _or_the_owner_is_gone = ended.await;
        }));
        let (stop_work, work_ends) = oneshot::channel();
        let worker = tokio::spawn(jobs::worker(&self.core).run_until(async {
            let _or_the_owner_is_gone = work_ends.await;
        }));
        let sweeper = tokio::spawn(sweep(self.core.clone(), self.files.clone()));
        let watcher = tokio::spawn(watch_domains(self.core.clone()));
        let Self { core, files, address, base_url, .. } = self;
        Ok(Running { core, files, address, base_url, end, server, stop_work, worker, sweeper, watcher })
    }
}

impl Running {
    /// Lets open requests and conversations with mail servers finish, then ends.
    pub async fn stop(self) -> Result<(), Problem> {
        let _ended_before = self.end.send(());
        let served = self.server.await;
        let _ended_before = self.stop_work.send(());
        // Letters on their way may arrive; the worker itself knows how long.
        let _or_broken = self.worker.await;
        self.sweeper.abort();
        self.watcher.abort();
        let failed = |cause: String| Problem::new(format!("The server ended badly: {cause}."));
        served.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
    }
}

/// Removes what nobody needs any more from the file store, now and then.
async fn sweep(core: Core, files: FileStore) {
    loop {
        tokio::time::sleep(SWEEPING).await;
        let long_ago = SystemTime::UNIX_EPOCH
            + Duration::from_secs(core.clock().now().seconds().unsigned_abs())
            - ABANDONED;
        if let Err(error) = files.forget_arriving(long_ago).await {
            tracing::warn!(%error, "what broke off while arriving stays in the data folder");
        }
        if let Err(refusal) = portico_core::files::sweep(&core, &files).await {
            tracing::warn!(?refusal, "files that nobody needs stay in the store");
        }
    }
}

/// Looks up again the domains whose time has come.
async fn watch_domains(core: Core) {
    loop {
        tokio::time::sleep(WATCHING).await;
        if let Err(refusal) = domains::watch(&core).await {
            tracing::warn!(?refusal, "domains cannot be looked up");
        }
    }
}

/// Whether an address is free.
pub fn can_listen(listen: &str) -> Result<(), Problem> {
    let (socket, address) = take(listen)?;
    // Only the second step tells of a socket that another program took the same way.
    socket.listen(1).map(drop).map_err(|error| cannot_listen(&address, &error))
}

/// Takes an address without answering on it yet.
fn take(listen: &str) -> Result<(TcpSocket, SocketAddr), Problem> {
    let unreadable = || {
        Problem::usage(format!(
            "--listen {listen} is no address. Write host and port, such as 127.0.0.1:8080."
        ))
    };
    let wanted = listen.to_socket_addrs().ok().and_then(|mut all| all.next()).ok_or_else(unreadable)?;
    let taken = || {
        let socket = if wanted.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        socket.bind(wanted)?;
        let address = socket.local_addr()?;
        Ok((socket, address))
    };
    taken().map_err(|error| cannot_listen(&wanted, &error))
}

fn cannot_listen(address: &SocketAddr, error: &std::io::Error) -> Problem {
    Problem::new(match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "The address {address} is in use. Stop the program that uses it, or choose another one with --listen \
             ADDR (port 0 picks a free one)."
        ),
        _ => format!("Nobody can listen on {address}: {error}. Choose another address with --listen ADDR."),
    })
}

/// The URL of an address, with one that can be reached in place of "all of this machine's".
pub fn url_of(address: SocketAddr) -> String {
    match (address.ip().is_unspecified(), address.is_ipv6()) {
        (true, true) => format!("http://[::1]:{}", address.port()),
        (true, false) => format!("http://127.0.0.1:{}", address.port()),
        (false, _) => format!("http://{address}"),
    }
}

//! Serving: an accept loop with time limits, a bound on connections, request ids, and a graceful end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::{HeaderName, HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use portico_kit::Random;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::compress::{compressed, takes_gzip};
use crate::verbs::rewritten;

/// How many connections are open at once.
const CONNECTIONS: usize = 10_000;
/// How long a client may take to send its headers.
const HEADERS_WITHIN: Duration = Duration::from_secs(15);
/// How long open requests may take after the end was asked for.
const DRAIN: Duration = Duration::from_secs(10);

/// The network address of the client.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// When a request arrived, for the time a page took.
#[derive(Clone, Copy, Debug)]
pub struct Started(std::time::Instant);

impl Started {
    #[expect(clippy::disallowed_methods, reason = "the time a request takes is measured")]
    fn now() -> Self {
        Self(std::time::Instant::now())
    }

    /// Milliseconds since the request arrived.
    pub fn millis(self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }
}

/// Serves until `end` resolves, then lets open requests finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    end: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).half_close(true);
    let mut end = std::pin::pin!(end);
    loop {
        let place = Arc::clone(&places).acquire_owned().await;
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Usually "too many open files": the next try comes after others have closed.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request| answer(router.clone(), request, peer));
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _place = place;
            // A client that breaks off mid-request is no event worth a line.
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(DRAIN, graceful.shutdown()).await;
    Ok(())
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
) -> Result<Response<Body>, Infallible> {
    let started = Started::now();
    let takes_gzip = takes_gzip(request.headers());
    let mut request = request.map(Body::new);
    if let Some(uri) = rewritten(request.uri()) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(Peer(peer));
    request.extensions_mut().insert(started);
    let mut response = router.oneshot(request).await?;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_page {
        if let Ok(value) = HeaderValue::from_str(&format!("app;dur={:.3}", started.millis())) {
            headers.insert(HeaderName::from_static("server-timing"), value);
        }
    } else {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if response.status().is_server_error() {
        let id = Random::system().token();
        if let Ok(value) = HeaderValue::from_str(&id[..16]) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
        }
    }
    Ok(compressed(response, takes_gzip).await)
}

//! One call: checked, sent, and its answer read up to a limit.

use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use portico_kit::Secret;

use crate::places::Place;
use crate::resolver::Resolver;

/// How long a call may take, from the first look at the name to the last byte.
const PATIENCE: Duration = Duration::from_secs(8);
/// The largest answer, in bytes.
const LARGEST: usize = 512 * 1024;

type Http = Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>;

/// Whether this machine and its network may be called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Private {
    /// They may: only for tests on one machine.
    Allowed,
    /// They may not.
    Refused,
}

/// Calls other servers.
pub struct Fetch {
    private: Private,
    http: OnceLock<Result<Http, String>>,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unreachable {
    /// The address is none that is called.
    Address,
    /// It took too long.
    Slow,
    /// The answer is larger than is read.
    Large,
    /// The answer leads somewhere else, where nobody follows.
    Redirected,
    /// The name leads to this machine or its network.
    Inside,
    /// The name has no address.
    Unknown(String),
    /// The connection failed.
    Broken(String),
}

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address => write!(f, "this address is not called: it must be HTTPS and public"),
            Self::Slow => write!(f, "no answer within {} seconds", PATIENCE.as_secs()),
            Self::Large => write!(f, "the answer is larger than {} KB", LARGEST / 1024),
            Self::Redirected => write!(f, "the answer is a redirect, which is not followed"),
            Self::Inside => write!(f, "this name leads to a private network, which is not called"),
            Self::Unknown(name) => write!(f, "the name {name} has no address"),
            Self::Broken(cause) => write!(f, "no connection: {cause}"),
        }
    }
}

/// The header with which a client names itself and its secret (RFC 6749, section 2.3.1).
pub fn basic(id: &str, secret: &Secret) -> String {
    let encoded = |text: &str| serde_urlencoded::to_string([("", text)]).unwrap_or_default().split_off(1);
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret.expose()))))
}

impl Fetch {
    /// Calls from now on; connects only when something is called.
    pub fn new(private: Private) -> Self {
        Self { private, http: OnceLock::new() }
    }

    pub(crate) fn private(&self) -> Private {
        self.private
    }

    /// Whether a URL would be called, as far as can be told without looking its name up.
    pub fn allows(&self, url: &str) -> bool {
        match Place::of(url) {
            Place::Public => true,
            Place::Private => self.private == Private::Allowed,
            Place::Never => false,
        }
    }

    /// Reads a document.
    pub async fn get(&self, url: &str, authorization: Option<&str>) -> Result<Answer, Unreachable> {
        self.call(Method::GET, url, authorization, None).await
    }

    /// Sends a form.
    pub async fn post_form(
        &self,
        url: &str,
        authorization: Option<&str>,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Unreachable> {
        let form = serde_urlencoded::to_string(fields).unwrap_or_default();
        self.call(Method::POST, url, authorization, Some(form)).await
    }

    async fn call(
        &self,
        method: Method,
        url: &str,
        authorization: Option<&str>,
        form: Option<String>,
    ) -> Result<Answer, Unreachable> {
        if !self.allows(url) {
            return Err(Unreachable::Address);
        }
        let request = request(method, url, authorization, form)?;
        let http = self.http.get_or_init(|| connect(self.private)).as_ref();
        let http = http.map_err(|cause| Unreachable::Broken(cause.clone()))?;
        let answered = tokio::time::timeout(PATIENCE, answer(http, request)).await;
        answered.unwrap_or(Err(Unreachable::Slow))
    }
}

fn connect(private: Private) -> Result<Http, String> {
    let mut connector = HttpConnector::new_with_resolver(Resolver(private));
    connector.enforce_http(false);
    connector.set_connect_timeout(Some(PATIENCE));
    let https = HttpsConnectorBuilder::new()
        .with_native_roots()
        .map_err(|error| error.to_string())?
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector);
    // No connection is kept: these calls are rare, and a kept one would outlive what was checked.
    Ok(Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(https))
}

fn request(
    method: Method,
    url: &str,
    authorization: Option<&str>,
    form: Option<String>,
) -> Result<Request<Full<Bytes>>, Unreachable> {
    let mut request = Request::builder()
        .method(method)
        .uri(url)
        .header(header::ACCEPT, "application/json")
        .header(header::USER_AGENT, "portico");
    if let Some(authorization) = authorization {
        let mut value = HeaderValue::from_str(authorization).map_err(|_| Unreachable::Address)?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    if form.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let body = Full::new(Bytes::from(form.unwrap_or_default()));
    request.body(body).map_err(|_| Unreachable::Address)
}

async fn answer(http: &Http, request: Request<Full<Bytes>>) -> Result<Answer, Unreachable> {
    let response = http.request(request).await.map_err(|error| Unreachable::Broken(told(&error)))?;
    let status = response.status();
    if status.is_redirection() {
        return Err(Unreachable::Redirected);
    }
    match Limited::new(response.into_body(), LARGEST).collect().await {
        Ok(body) => Ok(Answer { status, body: body.to_bytes() }),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(Unreachable::Large),
        Err(error) => Err(Unreachable::Broken(error.to_string())),
    }
}

/// An error with what lies beneath it: the outermost one says hardly anything.
fn told(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_inside_is_called_however_it_is_written() {
        let tripwire = std::net::TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
        let port = tripwire.local_addr().map(|address| address.port()).unwrap_or_default();
        assert!(tripwire.set_nonblocking(true).is_ok());
        let fetch = Fetch::new(Private::Refused);
        let hosts = [
            "127.0.0.1",
            "[::ffff:127.0.0.1]",
            "[::1]",
            "localhost",
            "idp.localhost",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "127.1",
            "127.0.0.1.",
            "0.0.0.0",
            "[::]",
            "169.254.169.254",
        ];
        for host in hosts {
            for scheme in ["http", "https"] {
                let url = format!("{scheme}://{host}:{port}/");
                assert!(fetch.get(&url, None).await.is_err(), "{url}");
                assert!(tripwire.accept().is_err(), "{url} was called");
            }
        }
    }

    #[test]
    fn a_client_names_itself_as_a_form_would_write_it() {
        assert_eq!(basic("a b", &Secret::new("c:d")), format!("Basic {}", STANDARD.encode("a+b:c%3Ad")));
    }
}

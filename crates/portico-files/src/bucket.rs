//! Contents in an S3-compatible bucket: signed requests over the HTTP client that is there anyway.

use std::io;
use std::time::Duration;

use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Empty};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rusty_s3::{Credentials, S3Action, UrlStyle};

use crate::store::{Bytes, Opened, Span};

/// How long a signed request is good.
const SIGNED: Duration = Duration::from_secs(300);

/// Where the bucket is, and who may use it.
#[derive(Clone)]
pub struct BucketOptions {
    /// The address of the service, such as `https://s3.eu-central-1.amazonaws.com`.
    pub endpoint: String,
    /// The name of the bucket.
    pub bucket: String,
    /// The region, such as `eu-central-1`; services of one place take any.
    pub region: String,
    /// The id of the access key.
    pub key: String,
    /// The secret of the access key.
    pub secret: String,
    /// Whether the bucket's name stands in the path rather than in the host.
    pub in_path: bool,
}

impl std::fmt::Debug for BucketOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the bucket {} at {}", self.bucket, self.endpoint)
    }
}

/// A bucket.
pub(crate) struct Bucket {
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    http: Client<HttpsConnector<HttpConnector>, Bytes>,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the bucket {}", self.bucket.name())
    }
}

impl Bucket {
    pub(crate) fn new(options: &BucketOptions) -> Result<Self, String> {
        let endpoint = options.endpoint.parse().map_err(|error| format!("{}: {error}", options.endpoint))?;
        let style = if options.in_path { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let bucket = rusty_s3::Bucket::new(endpoint, style, options.bucket.clone(), options.region.clone())
            .map_err(|error| error.to_string())?;
        let https = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(|error| error.to_string())?
            .https_or_http()
            .enable_http1()
            .build();
        let http = Client::builder(TokioExecutor::new()).build(https);
        Ok(Self { bucket, credentials: Credentials::new(&options.key, &options.secret), http })
    }

    pub(crate) async fn put(&self, key: &str, size: u64, bytes: Bytes) -> io::Result<()> {
        let url = self.bucket.put_object(Some(&self.credentials), key).sign(SIGNED);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_LENGTH, size.into());
        self.ask(Method::PUT, url.as_str(), headers, bytes).await.map(drop)
    }

    pub(crate) async fn open(&self, key: &str, span: Option<Span>) -> io::Result<Opened> {
        let mut headers = HeaderMap::new();
        if let Some(wanted) = span.map(asked) {
            headers.insert(header::RANGE, wanted.parse().map_err(io::Error::other)?);
        }
        let url = self.bucket.get_object(Some(&self.credentials), key).sign(SIGNED);
        let response = match self.ask(Method::GET, url.as_str(), headers, nothing()).await {
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                self.ask(Method::GET, url.as_str(), HeaderMap::new(), nothing()).await?
            }
            other => other?,
        };
        let (size, part) = sent(response.headers())
            .ok_or_else(|| io::Error::other("the bucket does not say how large the content is"))?;
        let bytes = response.into_body().map_err(io::Error::other).boxed_unsync();
        Ok(Opened { size, part, bytes })
    }

    pub(crate) async fn remove(&self, key: &str) -> io::Result<()> {
        let url = self.bucket.delete_object(Some(&self.credentials), key).sign(SIGNED);
        self.ask(Method::DELETE, url.as_str(), HeaderMap::new(), nothing()).await.map(drop)
    }

    async fn ask(
        &self,
        method: Method,
        url: &str,
        headers: HeaderMap,
        bytes: Bytes,
    ) -> io::Result<Response<hyper::body::Incoming>> {
        let mut request = Request::new(bytes);
        *request.method_mut() = method;
        *request.uri_mut() = url.parse().map_err(io::Error::other)?;
        *request.headers_mut() = headers;
        let response = self.http.request(request).await.map_err(io::Error::other)?;
        match response.status() {
            status if status.is_success() => Ok(response),
            StatusCode::NOT_FOUND => Err(io::Error::new(io::ErrorKind::NotFound, "no such content")),
            StatusCode::RANGE_NOT_SATISFIABLE => {
                Err(io::Error::new(io::ErrorKind::InvalidInput, "no such part"))
            }
            status => Err(io::Error::other(format!("the bucket answered {status}"))),
        }
    }
}

fn nothing() -> Bytes {
    Empty::new().map_err(|never| match never {}).boxed_unsync()
}

fn asked(span: Span) -> String {
    match span {
        Span::From(first) => format!("bytes={first}-"),
        Span::Between(first, last) => format!("bytes={first}-{last}"),
        Span::Last(count) => format!("bytes=-{count}"),
    }
}

/// The size of the whole, and which part of it is sent.
fn sent(headers: &HeaderMap) -> Option<(u64, Option<(u64, u64)>)> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(range) = text(header::CONTENT_RANGE) else {
        return Some((text(header::CONTENT_LENGTH)?.parse().ok()?, None));
    };
    let (part, size) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = part.split_once('-')?;
    Some((size.parse().ok()?, Some((first.parse().ok()?, last.parse().ok()?))))
}

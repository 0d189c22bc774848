//! Names become addresses here, and only addresses that may be called come out: what is checked is what is connected to.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper_util::client::legacy::connect::dns::Name;
use tower::Service;

use crate::fetch::Private;
use crate::lookup::may_call;

/// Looks names up and refuses those that lead inside.
#[derive(Clone, Copy)]
pub(crate) struct Resolver(pub(crate) Private);

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let private = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One address inside is enough: a name that leads both ways is not to be trusted either way.
            if found.is_empty() || !found.iter().all(|address| may_call(private, address)) {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "this name leads inside"));
            }
            Ok(found.into_iter())
        })
    }
}

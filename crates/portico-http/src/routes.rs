//! The table of operations: path, operation id, handler and one line of meaning. Everything else is inferred.

use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;

use crate::App;

/// An operation as documents, tests and metrics see it.
#[derive(Clone, Debug)]
pub struct Op {
    /// The published operation id.
    pub id: &'static str,
    /// The HTTP method in upper case.
    pub method: &'static str,
    /// The path with parameters in braces.
    pub path: &'static str,
    /// Who may call it: `Public`, `PortalAuth`, `EpilotAuth`, `EitherAuth` or `ExternalOIDCAuth`.
    pub caller: &'static str,
    /// One line of meaning.
    pub summary: &'static str,
}

/// A first argument that says who is calling.
pub trait CallerKind {
    /// The published name of the security scheme, or `Public`.
    const CALLER: &'static str;
}

/// The arguments of a handler whose first one says who is calling. A handler without one does not compile.
pub trait Signature {
    /// Who may call the handler.
    const CALLER: &'static str;
}

macro_rules! signature {
    ($($rest:ident),*) => {
        impl<M, C: CallerKind, $($rest),*> Signature for (M, C, $($rest,)*) {
            const CALLER: &'static str = C::CALLER;
        }
    };
}
signature!();
signature!(A);
signature!(A, B);
signature!(A, B, D);
signature!(A, B, D, E);

/// A handler with its method and its caller.
pub struct Endpoint {
    method: &'static str,
    caller: &'static str,
    route: MethodRouter<App>,
}

macro_rules! method {
    ($name:ident, $upper:literal) => {
        /// A handler for this method.
        pub fn $name<H, T>(handler: H) -> Endpoint
        where
            H: Handler<T, App>,
            T: Signature + 'static,
        {
            Endpoint { method: $upper, caller: T::CALLER, route: axum::routing::$name(handler) }
        }
    };
}
method!(get, "GET");
method!(post, "POST");
method!(put, "PUT");
method!(patch, "PATCH");
method!(delete, "DELETE");

/// Where the router has a path: one that ends with a verb after a parameter under the verb's own prefix.
fn routed(path: &str) -> String {
    match path.rsplit_once("}:") {
        Some((before, verb)) => format!("/~{verb}{before}}}"),
        None => path.to_owned(),
    }
}

/// Operations and their router, room by room.
#[derive(Default)]
pub struct Routes {
    ops: Vec<Op>,
    router: Router<App>,
}

impl Routes {
    /// No operations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an operation.
    #[must_use]
    pub fn op(
        mut self,
        path: &'static str,
        id: &'static str,
        endpoint: Endpoint,
        summary: &'static str,
    ) -> Self {
        self.ops.push(Op { id, method: endpoint.method, path, caller: endpoint.caller, summary });
        self.router = self.router.route(&routed(path), endpoint.route);
        self
    }

    /// Adds the operations of another room.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.ops.extend(other.ops);
        self.router = self.router.merge(other.router);
        self
    }

    /// The operations.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The router.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

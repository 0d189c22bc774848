//! Language and colours: chosen by a link on any page, remembered in a cookie.

use axum::response::Response;
use http::HeaderValue;
use portico_http::{Visitor, set_cookie};
use portico_kit::Locale;

use super::answer;
use super::visit::Asked;

/// A choice is remembered for a year.
const SECONDS: i64 = 365 * 86_400;

/// When an address chooses a language or colours: the same page again, without the choice, which a cookie keeps.
pub fn remembered(asked: &Asked, visitor: &Visitor) -> Option<Response> {
    let language = asked.query.text("lang").and_then(Locale::parse).map(Locale::code);
    let scheme = asked.query.text("scheme").filter(|scheme| matches!(*scheme, "light" | "dark" | "device"));
    if language.is_none() && scheme.is_none() {
        return None;
    }
    let secure = visitor.app.core.options().base_url.starts_with("https:");
    let cookie =
        |name, value: Option<&str>| -> Option<HeaderValue> { set_cookie(name, value?, "/", SECONDS, secure) };
    let back = answer::redirect(&asked.here());
    let back = answer::with_cookie(back, cookie("lang", language));
    Some(answer::with_cookie(back, cookie("scheme", scheme)))
}

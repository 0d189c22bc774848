//! Session cookies of browsers: never readable by scripts, never sent from other sites.

use http::{HeaderMap, HeaderValue, header};

/// The cookie of a portal user's session.
pub const PORTAL_COOKIE: &str = "portico_session";
/// The cookie of a sign-in with an identity provider that is under way.
pub const PROVIDER_COOKIE: &str = "portico_provider";
/// The cookie that names the identity provider of the last sign-in.
pub const CAME_BY_COOKIE: &str = "portico_came_by";
/// The cookie of a staff session.
pub const ADMIN_COOKIE: &str = "portico_admin";

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The header that sets a cookie for `seconds`; `secure` where the site is reached by HTTPS.
pub fn set_cookie(name: &str, value: &str, path: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    ))
    .ok()
}

/// The header that removes a cookie.
pub fn clear_cookie(name: &str, path: &str) -> Option<HeaderValue> {
    set_cookie(name, "", path, 0, false)
}

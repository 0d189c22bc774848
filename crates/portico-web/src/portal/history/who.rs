//! Who did something, as a viewer may know it: oneself, somebody in one's place, another user, or the office.

use portico_kit::Locale;
use serde_json::Value;

use crate::design::words::t;

/// Who did it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Who {
    /// `you`, `acting` for somebody in one's place, or `other`; texts choose their sentence by it.
    pub how: &'static str,
    /// The name, unless it was oneself.
    pub name: String,
}

/// Who an entry says did it.
pub fn who(locale: Locale, us: &str, entry: &Value) -> Who {
    let caller = entry.pointer("/payload/caller").unwrap_or(&Value::Null);
    let named = |place: &str| caller.pointer(place).is_some();
    let acting = caller.pointer("/acting/name").and_then(Value::as_str);
    match (named("/PortalAuth/token/sub"), named("/PortalAuth"), acting) {
        (true, _, Some(name)) => Who { how: "acting", name: format!("{name} ({us})") },
        (true, _, None) => Who { how: "you", name: String::new() },
        (false, true, _) => Who { how: "other", name: t(locale, "portal-history-other-user").into_owned() },
        (false, false, _) => Who { how: "other", name: us.to_owned() },
    }
}

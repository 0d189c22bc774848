//! What a portal's `config` text says: its languages, and how to reach people.

use portico_core::portals::Portal;
use portico_kit::Locale;
use serde_json::Value;

/// The readable settings of a portal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The languages it is offered in, the default one first.
    pub languages: Vec<Locale>,
    /// The phone number of the people who help.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// When they can be reached: `{de, en}`.
    pub hours: Value,
    /// Further links: label `{de, en}`, address and icon.
    pub links: Vec<OutsideLink>,
    /// The hosts whose pages may be shown in frames.
    pub frame_hosts: Vec<String>,
}

/// A link out of the portal.
#[derive(Clone, Debug, PartialEq)]
pub struct OutsideLink {
    /// What it is called: `{de, en}`.
    pub label: Value,
    /// Where it leads; may hold placeholders.
    pub href: String,
    /// Its icon by name.
    pub icon: String,
    /// What must hold for it to be shown.
    pub rules: Vec<Rule>,
}

/// A condition on a record that the page offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The schema of the record.
    pub entity: String,
    /// The attribute by name.
    pub attribute: String,
    /// The value it must have.
    pub value: Value,
}

impl Rule {
    fn of(doc: &Value) -> Self {
        let word = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let value = doc.get("attribute_value").cloned().unwrap_or_default();
        Self { entity: word("entity"), attribute: word("attribute"), value }
    }

    /// Whether a held value is the one asked for, or has it among others.
    pub fn is_met_by(&self, held: &Value) -> bool {
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let wanted = plain(&self.value);
        match held {
            Value::Array(many) => many.iter().any(|one| plain(one) == wanted),
            one => plain(one) == wanted,
        }
    }
}

/// The rules of a link: a list, or a single one written into the link itself.
fn rules_of(link: &Value) -> Vec<Rule> {
    let listed = link.get("rules").and_then(Value::as_array).into_iter().flatten().map(Rule::of);
    let flat = link.get("attribute").map(|_| Rule::of(link));
    listed.chain(flat).collect()
}

impl Settings {
    /// Reads them; what is missing or wrong is left out.
    pub fn of(portal: &Portal) -> Self {
        let text = portal.doc.get("config").and_then(Value::as_str).unwrap_or("{}");
        let config: Value = serde_json::from_str(text).unwrap_or(Value::Null);
        let word = |place: &str| {
            config.pointer(place).and_then(Value::as_str).map(str::to_owned).filter(|word| !word.is_empty())
        };
        let links = config.get("externalLinks").and_then(Value::as_array);
        Self {
            languages: languages(&config),
            phone: word("/support/phone"),
            email: word("/support/email"),
            hours: config.pointer("/support/hours").cloned().unwrap_or(Value::Null),
            links: links.into_iter().flatten().filter_map(outside_link).collect(),
            frame_hosts: frame_hosts(&config),
        }
    }

    /// The language of a page: the one asked for when the portal has it, else its own.
    pub fn locale(&self, wanted: Option<Locale>) -> Locale {
        let own = self.languages.first().copied().unwrap_or_default();
        wanted.filter(|locale| self.languages.contains(locale)).unwrap_or(own)
    }
}

/// The host of an address that may stand in a frame: `https:`, without a name or password in it.
pub fn frame_host(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    is_host(authority).then(|| authority.to_ascii_lowercase())
}

/// Whether a text is nothing but the name of a host, so that it can stand in a header.
fn is_host(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
    plain && text.contains('.') && text.len() <= 253 && !text.starts_with('.') && !text.ends_with('.')
}

/// Several hosts as a list, or as one text with commas.
fn frame_hosts(config: &Value) -> Vec<String> {
    let named = config.get("frame_hosts").unwrap_or(&Value::Null);
    let texts =
        named.as_str().into_iter().chain(named.as_array().into_iter().flatten().filter_map(Value::as_str));
    let hosts =
        texts.flat_map(|text| text.split([',', ' ', '\n'])).map(|host| host.trim().to_ascii_lowercase());
    hosts.filter(|host| is_host(host)).collect()
}

fn languages(config: &Value) -> Vec<Locale> {
    let list = config.get("languages").and_then(Value::as_array);
    let mut languages: Vec<Locale> =
        list.into_iter().flatten().filter_map(|code| Locale::parse(code.as_str()?)).collect();
    if languages.is_empty() {
        languages = Locale::ALL.to_vec();
    }
    let own = config.get("default_language").and_then(Value::as_str).and_then(Locale::parse);
    languages.sort_by_key(|locale| Some(*locale) != own);
    languages.dedup();
    languages
}

fn outside_link(link: &Value) -> Option<OutsideLink> {
    Some(OutsideLink {
        label: link.get("label")?.clone(),
        href: link.get("link").and_then(Value::as_str)?.to_owned(),
        icon: link.pointer("/icon/name").and_then(Value::as_str).unwrap_or("external-link").to_owned(),
        rules: rules_of(link),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(config: &str) -> Portal {
        let doc = serde_json::json!({ "config": config });
        Portal { id: "1".into(), origin: "END_CUSTOMER_PORTAL".into(), enabled: true, doc, hosts: Vec::new() }
    }

    #[test]
    fn a_portal_speaks_its_own_language_when_another_is_asked_for() {
        let settings = Settings::of(&portal(r#"{"languages":["de"],"default_language":"de"}"#));
        assert_eq!(settings.locale(Some(Locale::En)), Locale::De);
        let settings = Settings::of(&portal(r#"{"languages":["de","en"],"default_language":"en"}"#));
        assert_eq!(settings.locale(None), Locale::En);
        assert_eq!(settings.locale(Some(Locale::De)), Locale::De);
    }

    #[test]
    fn only_plain_hosts_may_stand_in_frames() {
        let settings = Settings::of(&portal(
            r#"{"frame_hosts":"Map.example.org, *.evil.example; x, 'self', a b.example"}"#,
        ));
        assert_eq!(settings.frame_hosts, ["map.example.org", "b.example"]);
        assert_eq!(frame_host("https://Map.example.org/a?b").as_deref(), Some("map.example.org"));
        for odd in [
            "http://map.example.org",
            "https://a@map.example.org",
            "https://map.example.org:8443/",
            "https:///x",
        ] {
            assert_eq!(frame_host(odd), None, "{odd}");
        }
        assert_eq!(frame_host("https://map.example.org\\@evil.example").as_deref(), Some("map.example.org"));
    }

    #[test]
    fn a_config_that_is_no_json_is_no_obstacle() {
        assert_eq!(Settings::of(&portal("{")).languages, Locale::ALL);
    }
}

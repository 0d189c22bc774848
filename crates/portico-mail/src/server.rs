//! The mail server that takes letters, and how the way to it is secured.

use portico_kit::Secret;

/// How the way to a server is secured. There is no way that tries and falls back.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Security {
    /// Begins in the open and must be secured before anything is said.
    #[default]
    StartTls,
    /// Secured from the first byte.
    Tls,
    /// Not secured: for a relay beside the program.
    None,
}

impl Security {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::StartTls, Self::Tls, Self::None];

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
        }
    }

    /// The security of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|security| security.name() == name)
    }

    /// The port that is usual for it.
    pub fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// A mail server.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its host name or address; its certificate must be for it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is secured.
    pub security: Security,
    /// Who signs in; nobody when empty.
    pub user: String,
    /// With which password.
    pub password: Secret,
}

impl Server {
    /// What of it cannot be used, and why.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let named = !self.host.is_empty()
            && self.host.len() <= 253
            && self.host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:_".contains(c));
        if !named {
            return Some(("host", "The mail server needs a host name, such as smtp.example.com."));
        }
        if self.port == 0 {
            return Some(("port", "The mail server needs a port, such as 587."));
        }
        if self.user.len() > 320 || self.user.chars().any(char::is_control) {
            return Some(("user", "This is no user name. Mostly it is an e-mail address."));
        }
        let here = matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.security == Security::None && !self.user.is_empty() && !here {
            return Some(("security", "A password is never sent without TLS. Choose starttls or tls."));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, port: u16, security: Security, user: &str) -> Server {
        let password = Secret::default();
        Server { host: host.to_owned(), port, security, user: user.to_owned(), password }
    }

    #[test]
    fn a_server_is_named_and_gets_no_password_in_the_open() {
        let problem = |server: Server| server.problem().map(|(field, _)| field);
        assert_eq!(problem(server("smtp.example.com", 587, Security::StartTls, "a@b.example")), None);
        assert_eq!(problem(server("relay", 25, Security::None, "")), None);
        assert_eq!(problem(server("relay", 25, Security::None, "user")), Some("security"));
        assert_eq!(problem(server("localhost", 25, Security::None, "user")), None);
        assert_eq!(problem(server("", 25, Security::Tls, "")), Some("host"));
        assert_eq!(problem(server("a b\r\nRCPT", 25, Security::Tls, "")), Some("host"));
        assert_eq!(problem(server("a.example", 0, Security::Tls, "")), Some("port"));
        assert_eq!(problem(server("a.example", 465, Security::Tls, "a\r\nb")), Some("user"));
        for security in Security::ALL {
            assert_eq!(Security::parse(security.name()), Some(security));
        }
    }
}

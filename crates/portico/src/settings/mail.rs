//! The options of the mail server that sends for every organisation without one of its own.

use clap::Args;
use portico_core::mail::{Installed, Security, Server};
use portico_kit::{EmailAddress, Secret};

use crate::Problem;

/// How letters leave; without a host they are kept in the local mailbox.
#[derive(Args, Clone, Debug)]
pub struct Mail {
    /// Send mail through this server, such as smtp.example.com; without it mail is kept in the local mailbox
    #[arg(long, env = "PORTICO_SMTP_HOST", value_name = "HOST", hide_env_values = true)]
    pub smtp_host: Option<String>,
    /// The port of that server (default: 587, with tls 465, with none 25)
    #[arg(long, env = "PORTICO_SMTP_PORT", value_name = "PORT", hide_env_values = true)]
    pub smtp_port: Option<u16>,
    /// How the way to it is secured: starttls, tls, or none for a relay beside this program
    #[arg(long, env = "PORTICO_SMTP_SECURITY", value_name = "HOW", default_value = "starttls")]
    #[arg(hide_env_values = true)]
    pub smtp_security: String,
    /// Sign in there as this user
    #[arg(long, env = "PORTICO_SMTP_USER", value_name = "USER", hide_env_values = true)]
    pub smtp_user: Option<String>,
    /// With this password; better set by variable or file than on the command line
    #[arg(long, env = "PORTICO_SMTP_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<String>,
    /// The address that mail comes from, such as portal@example.com
    #[arg(long, env = "PORTICO_SMTP_FROM", value_name = "EMAIL", hide_env_values = true)]
    pub smtp_from: Option<String>,
}

impl Mail {
    /// The server, when one is named.
    pub fn installed(&self) -> Result<Option<Installed>, Problem> {
        let set = |value: &Option<String>| value.clone().filter(|text| !text.is_empty());
        let Some(host) = set(&self.smtp_host) else { return Ok(None) };
        let security = Security::parse(&self.smtp_security).ok_or_else(|| {
            Problem::usage(format!(
                "--smtp-security {} is not known. Write starttls, tls or none.",
                self.smtp_security
            ))
        })?;
        let server = Server {
            host,
            port: self.smtp_port.unwrap_or_else(|| security.port()),
            security,
            user: set(&self.smtp_user).unwrap_or_default(),
            password: Secret::new(set(&self.smtp_password).unwrap_or_default()),
        };
        if let Some((field, message)) = server.problem() {
            return Err(Problem::usage(format!("--smtp-{field}: {message}")));
        }
        let from =
            set(&self.smtp_from).and_then(|from| EmailAddress::parse(&from).ok()).ok_or_else(|| {
                Problem::usage(
                    "--smtp-from must be the address that mail comes from, such as portal@example.com.",
                )
            })?;
        Ok(Some(Installed { server, from }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(host: &str, security: &str, from: &str) -> Mail {
        Mail {
            smtp_host: Some(host.to_owned()),
            smtp_port: None,
            smtp_security: security.to_owned(),
            smtp_user: None,
            smtp_password: None,
            smtp_from: Some(from.to_owned()),
        }
    }

    #[test]
    fn a_server_is_taken_whole_or_named_by_what_it_lacks() {
        assert!(mail("", "starttls", "").installed().is_ok_and(|found| found.is_none()));
        let found = mail("smtp.example.com", "tls", "a@b.example").installed().ok().flatten();
        assert_eq!(found.map(|found| found.server.port), Some(465));
        let told = |mail: Mail| mail.installed().err().map(|problem| problem.to_string()).unwrap_or_default();
        assert!(told(mail("smtp.example.com", "tls", "")).contains("--smtp-from"));
        assert!(told(mail("smtp.example.com", "ssl", "a@b.example")).contains("--smtp-security ssl"));
        assert!(told(mail("a b", "tls", "a@b.example")).contains("--smtp-host"));
        let open = Mail { smtp_user: Some("user".to_owned()), ..mail("relay", "none", "a@b.example") };
        assert!(told(open).contains("never sent without TLS"));
    }
}

//! Settings: options of the command line, which are also `PORTICO_*` variables and keys of `portico.toml`.

use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{ArgAction, Args};

use portico_core::files::Limits;
use portico_core::{Private, domains};
use portico_files::BucketOptions;

use crate::Problem;
use crate::place::Place;
use crate::serve::Options;

use names::NameServer;

pub mod file;
mod mail;

pub use mail::Mail;
pub mod names;

/// Where the data is and how it is reached: what every command needs to know.
#[derive(Args, Clone, Debug)]
pub struct Data {
    /// Read settings from this file; without it, from ./portico.toml where there is one
    #[arg(long, env = "PORTICO_CONFIG", value_name = "FILE", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// Keep files and the embedded database in this folder (default: ./data, for the demo ./data/demo)
    #[arg(long, env = "PORTICO_DATA", value_name = "DIR", hide_env_values = true)]
    pub data: Option<PathBuf>,
    /// Keep the database on a PostgreSQL server instead, such as postgres://user:password@host/name
    #[arg(long, env = "PORTICO_DATABASE_URL", value_name = "URL")]
    #[arg(hide_env_values = true, hide_default_value = true)]
    pub database_url: Option<String>,
    /// Hold this many connections to the PostgreSQL server
    #[arg(long, env = "PORTICO_DATABASE_CONNECTIONS", value_name = "N", default_value_t = 8)]
    #[arg(hide_env_values = true)]
    pub database_connections: usize,
    /// Keep files in this bucket of an S3-compatible service instead of in the data folder
    #[arg(long, env = "PORTICO_S3_BUCKET", value_name = "NAME", hide_env_values = true)]
    pub s3_bucket: Option<String>,
    /// The address of that service, such as https://s3.eu-central-1.amazonaws.com
    #[arg(long, env = "PORTICO_S3_ENDPOINT", value_name = "URL", hide_env_values = true)]
    pub s3_endpoint: Option<String>,
    /// The region of the bucket
    #[arg(long, env = "PORTICO_S3_REGION", value_name = "REGION", default_value = "us-east-1")]
    #[arg(hide_env_values = true)]
    pub s3_region: String,
    /// The access key for the bucket
    #[arg(long, env = "PORTICO_S3_KEY", value_name = "KEY", hide_env_values = true)]
    pub s3_key: Option<String>,
    /// The secret of that key; better set by variable or file than on the command line
    #[arg(long, env = "PORTICO_S3_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub s3_secret: Option<String>,
    /// The address under which others reach the server, such as https://portal.example.com
    #[arg(long, env = "PORTICO_BASE_URL", value_name = "URL", hide_env_values = true)]
    pub base_url: Option<String>,
    /// Log what this filter lets through, such as info, debug or warn,portico_queue=debug
    #[arg(long, env = "PORTICO_LOG", value_name = "FILTER", default_value = "info", hide_env_values = true)]
    pub log: String,
}

/// How the server serves.
#[derive(Args, Clone, Debug)]
pub struct Service {
    /// Listen on this address; port 0 picks a free one
    #[arg(long, env = "PORTICO_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    #[arg(hide_env_values = true)]
    pub listen: String,
    /// Limit requests and sign-ins; off only for tests and load runs
    #[arg(long, env = "PORTICO_LIMITS", value_name = "on|off", default_value = "on", hide_env_values = true)]
    #[arg(action = ArgAction::Set, value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    pub limits: bool,
    /// Take files up to this size, in megabytes
    #[arg(long, env = "PORTICO_LARGEST_FILE", value_name = "MB", default_value_t = 50)]
    #[arg(hide_env_values = true)]
    pub largest_file: u64,
    /// Give each organisation this room for files, in gigabytes
    #[arg(long, env = "PORTICO_FILE_ROOM", value_name = "GB", default_value_t = 20, hide_env_values = true)]
    pub file_room: u64,
    /// Ask this name server about domains of portals, such as 9.9.9.9 (default: those of the system)
    #[arg(long, env = "PORTICO_DNS", value_name = "ADDR", hide_env_values = true)]
    #[arg(value_parser = names::server)]
    pub dns: Option<NameServer>,
    /// The host that domains of portals must lead to (default: that of the base URL)
    #[arg(long, env = "PORTICO_DOMAIN_TARGET", value_name = "HOST", hide_env_values = true)]
    pub domain_target: Option<String>,
    /// The certificate authorities that the server in front of this one uses, by comma
    #[arg(long, env = "PORTICO_CERTIFICATE_AUTHORITIES", value_name = "NAMES", hide_env_values = true)]
    #[arg(default_value = "letsencrypt.org")]
    pub certificate_authorities: String,
    /// Let hooks call private addresses; only for tests on one machine
    #[arg(long, env = "PORTICO_ALLOW_PRIVATE_HOOKS", value_name = "on|off", hide_env_values = true)]
    #[arg(action = ArgAction::Set, value_parser = BoolishValueParser::new(), hide_possible_values = true)]
    #[arg(default_value = "off")]
    pub allow_private_hooks: bool,
    /// How letters leave.
    #[command(flatten)]
    pub mail: Mail,
}

impl Data {
    /// The place of the data, in this folder unless another one is named.
    pub fn place(&self, folder: &str) -> Place {
        Place {
            folder: self.data.clone().unwrap_or_else(|| PathBuf::from(folder)),
            // An empty variable, as container files leave behind, names no server.
            database_url: self.database_url.clone().filter(|url| !url.is_empty()),
            connections: self.database_connections,
            bucket: self.bucket(),
        }
    }

    /// The bucket for files, when one is named.
    fn bucket(&self) -> Option<BucketOptions> {
        let set = |value: &Option<String>| value.clone().filter(|text| !text.is_empty());
        let bucket = set(&self.s3_bucket)?;
        let region = self.s3_region.clone();
        let endpoint = set(&self.s3_endpoint).unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
        let (key, secret) = (set(&self.s3_key).unwrap_or_default(), set(&self.s3_secret).unwrap_or_default());
        // Services of one's own have no name of their own for each bucket.
        let in_path = !endpoint.ends_with(".amazonaws.com");
        Some(BucketOptions { endpoint, bucket, region, key, secret, in_path })
    }

    /// The address under which others reach the server, when it is set.
    pub fn base_url(&self) -> Option<String> {
        let set = self.base_url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
        set.filter(|url| !url.is_empty())
    }
}

impl Service {
    /// How to serve the data.
    pub fn options(&self, data: &Data, folder: &str) -> Result<Options, Problem> {
        let mail = self.mail.installed()?;
        Ok(Options {
            listen: self.listen.clone(),
            base_url: data.base_url(),
            limits: self.limits,
            calls: if self.allow_private_hooks { Private::Allowed } else { Private::Refused },
            files: Limits {
                largest: self.largest_file.saturating_mul(1_000_000),
                room: self.file_room.saturating_mul(1_000_000_000),
            },
            mail,
            domains: self.domains(),
            ..Options::new(data.place(folder))
        })
    }

    /// How domains are looked up.
    fn domains(&self) -> domains::Options {
        let list = self.certificate_authorities.split(',').map(|name| name.trim().to_ascii_lowercase());
        domains::Options {
            name_server: self.dns.as_ref().and_then(|server| server.0),
            target: self.domain_target.as_deref().map(domains::host_name).filter(|host| !host.is_empty()),
            authorities: list.filter(|name| !name.is_empty()).collect(),
        }
    }

    /// What is set that must not be set where real people sign in.
    pub fn warnings(&self) -> Vec<&'static str> {
        let limits =
            "PORTICO_LIMITS=off: requests and sign-ins are not limited. Only for tests and load runs.";
        let hooks = "PORTICO_ALLOW_PRIVATE_HOOKS is set: hooks may call private addresses. Only for tests.";
        let all = [(!self.limits, limits), (self.allow_private_hooks, hooks)];
        all.into_iter().filter(|(is_set, _)| *is_set).map(|(_, warning)| warning).collect()
    }
}

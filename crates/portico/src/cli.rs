//! The command line: which commands there are, and what became of the one that was given.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::settings::file::SettingsFile;
use crate::settings::{Data, Service};
use crate::{Problem, commands, logging};

/// The self-hosted portal for customers and installers.
#[derive(Debug, Parser)]
#[command(name = "portico", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make two demo companies where there is no data yet, then serve them
    Demo(Demo),
    /// Serve
    Serve(Serve),
    /// Organisations
    Org {
        #[command(subcommand)]
        command: OrgCommand,
    },
    /// Access tokens of programs
    Token {
        #[command(subcommand)]
        command: TokenCommand,
    },
    /// Bring the database up to date
    Migrate(Data),
    /// Look whether everything is well, and say what to do where it is not
    Doctor(Serve),
    /// Print the settings that hold, and where each comes from
    Config(Serve),
    /// Write the database and all files into one archive
    Backup(Archive),
    /// Bring the data of an archive back into an empty place
    Restore(Archive),
}

/// Serving.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Where the data is.
    #[command(flatten)]
    pub data: Data,
    /// How it is served.
    #[command(flatten)]
    pub service: Service,
}

/// The demo.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// How it is served.
    #[command(flatten)]
    pub serve: Serve,
    /// Add this many generated customers, for load tests
    #[arg(long, env = "PORTICO_CONTACTS", value_name = "N", default_value_t = 0, hide_env_values = true)]
    pub contacts: u32,
}

#[derive(Debug, Subcommand)]
enum OrgCommand {
    /// Make an organisation with an administrator and an access token
    Create(NewOrganisation),
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Make an access token for a program
    Create(NewToken),
}

/// An organisation to make.
#[derive(Debug, clap::Args)]
pub struct NewOrganisation {
    /// Its name
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The e-mail address of its first administrator
    #[arg(long, value_name = "EMAIL")]
    pub admin_email: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Where the data is.
    #[command(flatten)]
    pub data: Data,
}

/// An access token to make.
#[derive(Debug, clap::Args)]
pub struct NewToken {
    /// The id of the organisation
    #[arg(long, value_name = "ID")]
    pub org: String,
    /// What the token is for
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Where the data is.
    #[command(flatten)]
    pub data: Data,
}

/// An archive.
#[derive(Debug, clap::Args)]
pub struct Archive {
    /// The archive, a tar file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the data is.
    #[command(flatten)]
    pub data: Data,
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("portico: {problem}");
            ExitCode::from(problem.code())
        }
    }
}

fn run(arguments: &[OsString]) -> Result<ExitCode, Problem> {
    let file = SettingsFile::find(arguments)?;
    let matches = file.below(Cli::command()).get_matches_from(arguments);
    let cli = Cli::from_arg_matches(&matches).map_err(|error| Problem::usage(error.to_string()))?;
    logging::start(&cli.command.data().log)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Problem::new(format!("The threads that serve cannot be started: {error}.")))?;
    let done = |outcome: Result<(), Problem>| outcome.map(|()| ExitCode::SUCCESS);
    runtime.block_on(async {
        match cli.command {
            Command::Demo(demo) => done(commands::demo::run(demo).await),
            Command::Serve(serve) => done(commands::serve::run(&serve).await),
            Command::Org { command: OrgCommand::Create(new) } => done(commands::org::create(new).await),
            Command::Token { command: TokenCommand::Create(new) } => done(commands::token::create(new).await),
            Command::Migrate(data) => done(commands::migrate::run(&data)),
            Command::Doctor(serve) => commands::doctor::run(&serve).await,
            Command::Config(_) => done(commands::config::run(&file, &matches)),
            Command::Backup(archive) => done(commands::backup::run(&archive)),
            Command::Restore(archive) => done(commands::restore::run(&archive)),
        }
    })
}

impl Command {
    fn data(&self) -> &Data {
        match self {
            Self::Demo(demo) => &demo.serve.data,
            Self::Serve(serve) | Self::Doctor(serve) | Self::Config(serve) => &serve.data,
            Self::Org { command: OrgCommand::Create(new) } => &new.data,
            Self::Token { command: TokenCommand::Create(new) } => &new.data,
            Self::Migrate(data) => data,
            Self::Backup(archive) | Self::Restore(archive) => &archive.data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}

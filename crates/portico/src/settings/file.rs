//! `portico.toml`: each key is an option of the command line, written with `_`. Options and variables win over it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use toml::{Table, Value};

use super::{Data, Service};
use crate::Problem;

/// The file that is read when none is named.
const USUAL: &str = "portico.toml";

/// The settings of a file.
#[derive(Default)]
pub struct SettingsFile {
    /// The file, when there is one.
    pub path: Option<PathBuf>,
    values: Vec<(String, String)>,
}

impl SettingsFile {
    /// The file that the command line or the environment names, else the usual one where it exists.
    pub fn find(arguments: &[OsString]) -> Result<Self, Problem> {
        let named = named(arguments).or_else(|| std::env::var_os("PORTICO_CONFIG").map(PathBuf::from));
        match named.filter(|path| !path.as_os_str().is_empty()) {
            Some(path) => Self::read(&path),
            None if Path::new(USUAL).exists() => Self::read(Path::new(USUAL)),
            None => Ok(Self::default()),
        }
    }

    fn read(path: &Path) -> Result<Self, Problem> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Problem::usage(format!("The settings file {shown} cannot be read ({error}). Check --config."))
        })?;
        let table = text.parse::<Table>().map_err(|error| {
            Problem::usage(format!("The settings file {shown} is not valid TOML: {}", error.message()))
        })?;
        let values = table.into_iter().map(|(key, value)| checked(key, value));
        let values =
            values.collect::<Result<_, _>>().map_err(|told| Problem::usage(format!("{shown}: {told}")))?;
        Ok(Self { path: Some(path.to_owned()), values })
    }

    /// Whether the file sets an option.
    pub fn sets(&self, id: &str) -> bool {
        self.value(id).is_some()
    }

    fn value(&self, id: &str) -> Option<&String> {
        self.values.iter().find(|(key, _)| key == id).map(|(_, value)| value)
    }

    /// A command whose options fall back to what the file says.
    pub fn below(&self, command: Command) -> Command {
        let command = command.mut_args(|arg| match self.value(arg.get_id().as_str()) {
            Some(value) => arg.default_value(value.clone()),
            None => arg,
        });
        let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |sub| self.below(sub)))
    }
}

/// The file named by `--config FILE` or `--config=FILE`.
fn named(arguments: &[OsString]) -> Option<PathBuf> {
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--config" {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(path) = argument.to_str().and_then(|text| text.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}

/// The keys that a file may hold.
pub fn keys() -> Vec<String> {
    let all = Service::augment_args(Data::augment_args(Command::new("settings")));
    let ids = all.get_arguments().map(|arg| arg.get_id().to_string());
    ids.chain(["contacts".to_owned()]).filter(|id| id != "config").collect()
}

fn checked(key: String, value: Value) -> Result<(String, String), String> {
    if !keys().contains(&key) {
        return Err(format!("{key} is no setting. There are: {}.", keys().join(", ")));
    }
    let text = match value {
        Value::String(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Boolean(fact) => fact.to_string(),
        _ => return Err(format!("{key} must be a text, a number, or true or false.")),
    };
    Ok((key, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Result<SettingsFile, String> {
        let table = text.parse::<Table>().map_err(|error| error.to_string())?;
        let values = table.into_iter().map(|(key, value)| checked(key, value)).collect::<Result<_, _>>()?;
        Ok(SettingsFile { path: None, values })
    }

    #[test]
    fn options_win_over_the_file_and_the_file_over_defaults() {
        let command = || Service::augment_args(Data::augment_args(Command::new("portico")));
        let file = file("listen = \"0.0.0.0:80\"\nlimits = false").unwrap_or_default();
        let read = |arguments: &[&str]| {
            let found = file.below(command()).get_matches_from(arguments);
            (found.get_one::<String>("listen").cloned(), found.get_one::<bool>("limits").copied())
        };
        assert_eq!(read(&["portico"]), (Some("0.0.0.0:80".to_owned()), Some(false)));
        assert_eq!(read(&["portico", "--limits", "on"]).1, Some(true));
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let refused = file("lisen = \"x\"").err().unwrap_or_default();
        assert!(refused.starts_with("lisen is no setting."), "{refused}");
    }
}

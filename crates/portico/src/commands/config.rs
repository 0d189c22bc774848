//! `portico config`: the settings that hold, as a `portico.toml` would say them, each with where it comes from.

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::Problem;
use crate::output::say;
use crate::settings::file::{SettingsFile, keys};

/// Prints the settings.
pub fn run(file: &SettingsFile, matches: &ArgMatches) -> Result<(), Problem> {
    let Some((_, found)) = matches.subcommand() else { return Ok(()) };
    for key in keys().iter().filter(|key| *key != "contacts") {
        let comes_from = match found.value_source(key) {
            Some(ValueSource::CommandLine) => "the command line".to_owned(),
            Some(ValueSource::EnvVariable) => format!("PORTICO_{}", key.to_uppercase()),
            _ if file.sets(key) => {
                file.path.as_ref().map_or(String::new(), |path| path.display().to_string())
            }
            _ => "the default".to_owned(),
        };
        let raw = found.try_get_raw(key).ok().flatten().and_then(|mut values| values.next());
        say(match raw.map(|value| value.to_string_lossy()).filter(|value| !value.is_empty()) {
            Some(value) => format!("{:<60} # {comes_from}", format!("{key} = {}", shown(key, &value))),
            None => format!("{:<60} # not set", format!("# {key}")),
        });
    }
    Ok(())
}

/// A value as TOML writes it, without a password.
fn shown(key: &str, value: &str) -> String {
    let value = match key {
        "database_url" => portico_db::without_password(value),
        "s3_secret" | "smtp_password" => "(set, not shown)".to_owned(),
        _ => value.to_owned(),
    };
    match value.parse::<i64>() {
        Ok(number) => number.to_string(),
        Err(_) => toml::Value::String(value).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_printed() {
        let shown = shown("database_url", "postgres://portico:secret@db.example/portico");
        assert_eq!(shown, "\"postgres://portico@db.example/portico\"");
        for key in ["s3_secret", "smtp_password"] {
            assert!(!super::shown(key, "secret").contains("\"secret\""));
        }
    }
}

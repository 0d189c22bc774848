//! The demo's data inside the binary: the folder `demo/` of the repository, described in its README.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::organisation::Organisation;
use crate::Problem;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");
static EMBEDDED: Bundle = Bundle { folder: &FOLDER };

/// The company that the links and logins of the demo are about.
const MAIN: &str = "auental";

/// The data of the demo.
#[derive(Clone, Copy)]
pub struct Bundle {
    folder: &'static Dir<'static>,
}

impl Bundle {
    /// The data that this binary carries.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The company that the links and logins of the demo are about.
    pub fn main(&self) -> Result<Organisation, Problem> {
        Organisation::read(self, MAIN)
    }

    /// All companies, the main one first.
    pub fn organisations(&self) -> Result<Vec<Organisation>, Problem> {
        let names = self.folder.dirs().filter_map(|dir| dir.path().to_str());
        let mut names: Vec<&str> = names.collect();
        names.sort_by_key(|name| (*name != MAIN, *name));
        names.into_iter().map(|name| Organisation::read(self, name)).collect()
    }

    /// The usual kinds of records with their schemas, for every new organisation.
    pub fn usual_schemas(&self) -> Result<Vec<(String, Value)>, Problem> {
        self.all_json(&format!("{MAIN}/schemas"))
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Result<&'static [u8], Problem> {
        let file = self.folder.get_file(path);
        Ok(file.ok_or_else(|| broken(path, "it is missing"))?.contents())
    }

    /// The names of the files in a folder.
    pub fn names(&self, folder: &str) -> Vec<&'static str> {
        let files = self.folder.get_dir(folder).into_iter().flat_map(Dir::files);
        files.filter_map(|file| file.path().file_name()?.to_str()).collect()
    }

    /// A JSON file.
    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        serde_json::from_slice(self.bytes(path)?).map_err(|error| broken(path, &error.to_string()))
    }

    /// All JSON files of a folder with their names, in the order of the names; none where there is no folder.
    pub fn all_json<T: DeserializeOwned>(&self, folder: &str) -> Result<Vec<(String, T)>, Problem> {
        let files = self.folder.get_dir(folder).into_iter().flat_map(Dir::files);
        let mut paths: Vec<&str> = files.filter_map(|file| file.path().to_str()).collect();
        paths.sort_unstable();
        let named = paths.into_iter().filter_map(|path| {
            let name = path.rsplit('/').next()?.strip_suffix(".json")?;
            Some((name, path))
        });
        named.map(|(name, path)| Ok((name.to_owned(), self.json(path)?))).collect()
    }
}

fn broken(path: &str, cause: &str) -> Problem {
    Problem::new(format!("The demo file {path} inside this program is broken: {cause}. Please report it."))
}

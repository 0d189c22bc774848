//! `portico backup`: the database and all files in one archive, also while the server runs.

use std::fs::{self, File};
use std::path::Path;

use serde_json::json;
use tar::{Builder, Header};

use super::FOLDER;
use crate::Problem;
use crate::cli::Archive;
use crate::output::say;
use crate::place::Place;

/// The description at the start of an archive.
pub(super) const HEAD: &str = "portico-backup.json";
/// The database in an archive.
pub(super) const DATABASE: &str = "portico.db";
/// The folder of files in an archive.
pub(super) const FILES: &str = "files";
/// The form of archives that is written and read.
pub(super) const FORM: u64 = 1;

/// Writes the archive, whole or not at all.
pub fn run(archive: &Archive) -> Result<(), Problem> {
    let (place, file) = (archive.data.place(FOLDER), &archive.file);
    if file.exists() {
        let message = format!("{} is there already. Name a new file, or remove the old one.", file.display());
        return Err(Problem::new(message));
    }
    let half = file.with_extension("half");
    let written =
        write(&place, &half).and_then(|()| fs::rename(&half, file).map_err(|error| unwritten(file, &error)));
    if written.is_err() {
        let _never_made = fs::remove_file(&half);
    }
    written?;
    say(format!("Wrote the data of {} to {}.", place.database_name(), file.display()));
    Ok(())
}

fn unwritten(file: &Path, error: &std::io::Error) -> Problem {
    Problem::new(format!(
        "{} cannot be written: {error}. Is there room, and may this user write there?",
        file.display()
    ))
}

fn write(place: &Place, archive: &Path) -> Result<(), Problem> {
    let progress = place.progress()?;
    let copy = archive.with_extension("half-db");
    place.copy_database(&copy)?;
    let packed = pack(place, archive, &copy, progress.known).map_err(|error| unwritten(archive, &error));
    let _taken_along = fs::remove_file(&copy);
    packed
}

/// The database first and the files after it: a file that a record of the copy names is there when it is packed.
fn pack(place: &Place, archive: &Path, copy: &Path, step: i64) -> std::io::Result<()> {
    let mut tar = Builder::new(File::create(archive)?);
    let head = json!({ "portico_backup": FORM, "engine": "sqlite", "step": step }).to_string();
    let mut header = Header::new_gnu();
    header.set_size(head.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, HEAD, head.as_bytes())?;
    tar.append_path_with_name(copy, DATABASE)?;
    if place.files_folder().exists() {
        tar.append_dir_all(FILES, place.files_folder())?;
    }
    tar.into_inner()?.sync_all()
}

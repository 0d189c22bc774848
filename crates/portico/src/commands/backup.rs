//! `portico backup`: the database and all files in one archive, also while the server runs.

use std::fs::{self, File};
use std::io;
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
/// The folder of the database in an archive.
pub(super) const DATABASE: &str = "database";
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
        write(&place, &half).and_then(|()| fs::rename(&half, file).map_err(|error| told(file, &error)));
    let _nothing_left = fs::remove_file(&half);
    written?;
    say(format!("Wrote the data of {} to {}.", place.database_name(), file.display()));
    if let Some(bucket) = archive.data.s3_bucket.as_deref().filter(|name| !name.is_empty()) {
        say(format!(
            "The files in the bucket {bucket} are not in this archive. Keep versions or a copy of the bucket beside it."
        ));
    }
    Ok(())
}

fn told(file: &Path, error: &io::Error) -> Problem {
    let file = file.display();
    Problem::new(format!("{file} cannot be written: {error}. Is there room, and may this user write there?"))
}

fn write(place: &Place, archive: &Path) -> Result<(), Problem> {
    let copy = archive.with_extension("half-copy");
    let _half_of_before = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy).map_err(|error| told(&copy, &error))?;
    let step = place.copy_database(&copy);
    // The files come after the database, so that every file that a record names is there.
    let packed =
        step.and_then(|step| pack(place, archive, &copy, step).map_err(|error| told(archive, &error)));
    let _nothing_left = fs::remove_dir_all(&copy);
    packed
}

fn pack(place: &Place, archive: &Path, copy: &Path, step: i64) -> io::Result<()> {
    let mut tar = Builder::new(File::create(archive)?);
    let head = json!({ "portico_backup": FORM, "engine": place.engine(), "step": step }).to_string();
    let mut header = Header::new_gnu();
    header.set_size(head.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, HEAD, head.as_bytes())?;
    tar.append_dir_all(DATABASE, copy)?;
    if place.files_folder().exists() {
        tar.append_dir_all(FILES, place.files_folder())?;
    }
    tar.into_inner()?.sync_all()
}

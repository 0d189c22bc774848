//! `portico backup` and `portico restore`: everything comes back, and nothing is overwritten.

use crate::engine::{Place, places};
use crate::program::{Server, complaint, printed, run};

#[test]
fn a_backup_taken_while_serving_comes_back_in_another_place() {
    for place in places() {
        let server = Server::start(&place, &["demo"]);
        let archive = place.folder().join("backup.tar");
        let archive = archive.to_str().unwrap();
        printed(&place, &["backup", archive]);
        let told = complaint(&run(&place, &["backup", archive]));
        assert!(told.contains("is there already"), "{told}");
        server.stop();

        let told = complaint(&run(&place, &["restore", archive]));
        assert!(told.contains("nothing is overwritten"), "{told}");
        let other = place.empty_sibling();
        printed(&other, &["restore", archive]);
        let server = Server::start(&other, &["demo"]);
        let portal = serde_json::json!("01910000-0001-7000-8a00-000000000001");
        assert_eq!(server.sign_in(&portal, "katrin.berger@mail.example", "Sonnenblume-2026"), 200);
        server.stop();
        let files = |place: &Place| walk(&place.data().join("files"));
        assert_eq!(files(&other), files(&place));
    }
}

#[test]
fn a_backup_says_that_files_in_a_bucket_are_not_in_it() {
    let place = Place::embedded();
    Server::start(&place, &["demo"]).stop();
    let archive = place.folder().join("bucket.tar");
    let archive = archive.to_str().unwrap();
    let told = printed(&place, &["backup", archive, "--s3-bucket", "auental-files"]);
    assert!(told.contains("The files in the bucket auental-files are not in this archive"), "{told}");
}

#[test]
fn a_foreign_archive_is_refused() {
    let place = Place::embedded();
    let archive = place.folder().join("foreign.tar");
    std::fs::write(&archive, "no archive at all").unwrap();
    let told = complaint(&run(&place, &["restore", archive.to_str().unwrap()]));
    assert!(told.contains("is not a backup"), "{told}");
    assert!(!place.data().join("portico.db").exists());
}

/// The names and sizes of all files below a folder.
fn walk(folder: &std::path::Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            found.extend(walk(&entry.path()));
        } else {
            found.push((entry.file_name().into_string().unwrap(), entry.metadata().unwrap().len()));
        }
    }
    found.sort();
    found
}

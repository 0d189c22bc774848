//! What broke off while it arrived does not fill the disk.

use std::time::{Duration, SystemTime};

use portico_files::FileStore;

#[tokio::test]
async fn what_broke_off_while_arriving_is_removed_and_what_arrives_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileStore::new(folder.path());
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    assert_eq!(store.forget_arriving(now).await.expect("nothing yet"), 0);
    let arriving = folder.path().join("arriving");
    std::fs::create_dir_all(&arriving).expect("a folder");
    for (name, age) in [("1-1", 48), ("1-2", 1)] {
        let file = std::fs::File::create(arriving.join(name)).expect("a file");
        file.set_modified(now - Duration::from_secs(age * 3600)).expect("its age");
    }
    let day = Duration::from_secs(24 * 3600);
    assert_eq!(store.forget_arriving(now - day).await.expect("it is swept"), 1);
    assert!(!arriving.join("1-1").exists() && arriving.join("1-2").exists());
}

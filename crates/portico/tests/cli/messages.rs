//! What goes wrong is told in one sentence with the next step.

use std::net::TcpListener;

use crate::engine::{Place, places};
use crate::program::{Server, complaint, portico, printed, run};

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::embedded();
    std::fs::write(place.data(), "a file where the folder should be").unwrap();
    let told = complaint(&run(&place, &["serve"]));
    assert!(told.starts_with("portico: The data folder ") && told.contains("name another one"), "{told}");
}

#[test]
fn a_database_that_does_not_answer_is_named_without_its_password() {
    let place = Place::embedded();
    let url = "postgres://portico:kennwort@127.0.0.1:1/portico";
    let told = complaint(&run(&place, &["serve", "--database-url", url]));
    assert!(told.contains("The database postgres://portico@127.0.0.1:1/portico does not answer"), "{told}");
    assert!(told.contains("--database-url") && !told.contains("kennwort"), "{told}");
    let told = complaint(&run(&place, &["serve", "--database-url", "mysql://127.0.0.1/portico"]));
    assert!(told.contains("must start with postgres://"), "{told}");
}

#[test]
fn a_newer_database_is_left_alone() {
    for place in places() {
        printed(&place, &["migrate"]);
        place.execute("INSERT INTO migrations (version, name) VALUES (9999, 'from_the_future')");
        for command in ["serve", "demo", "migrate"] {
            let told = complaint(&run(&place, &[command]));
            assert!(told.contains("was written by a newer Portico (step 9999"), "{command}: {told}");
        }
        let output = run(&place, &["doctor"]);
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && told.contains("BAD   The database"), "{told}");
    }
}

#[test]
fn an_address_in_use_is_named() {
    let place = Place::embedded();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let told = complaint(&run(&place, &["serve", "--listen", &address]));
    assert!(told.contains(&format!("The address {address} is in use")), "{told}");
    let told = complaint(&run(&place, &["serve", "--listen", "nowhere"]));
    assert!(told.contains("--listen nowhere is no address"), "{told}");
}

#[test]
fn the_doctor_finds_a_demo_well_and_warns_about_limits() {
    for place in places() {
        let server = Server::start(&place, &["demo"]);
        let told = printed(&place, &["doctor", "--limits", "off"]);
        assert!(told.contains("ok    There are 2 organisations with 3 portals."), "{told}");
        assert!(told.contains("warn  PORTICO_LIMITS=off"), "{told}");
        server.stop();
    }
}

#[test]
fn the_doctor_changes_nothing_where_nothing_is() {
    let place = Place::embedded();
    let told = printed(&place, &["doctor"]);
    assert!(told.contains("is not there yet. The first start makes it."), "{told}");
    assert!(!place.data().exists());
}

#[test]
fn a_settings_file_holds_for_all_commands_and_options_win() {
    let place = Place::embedded();
    let file = "listen = \"127.0.0.1:8123\"\nlog = \"warn\"\n";
    std::fs::write(place.folder().join("portico.toml"), file).unwrap();
    let told = printed(&place, &["config", "--log", "error"]);
    let line = |key: &str| told.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
    assert!(line("listen = \"127.0.0.1:8123\"").ends_with("# portico.toml"), "{told}");
    assert!(line("log = \"error\"").ends_with("# the command line"), "{told}");
    assert!(line("limits = \"on\"").ends_with("# the default"), "{told}");
    std::fs::write(place.folder().join("portico.toml"), "lisen = \"127.0.0.1:8123\"").unwrap();
    let told = complaint(&run(&place, &["config"]));
    assert!(told.contains("portico.toml: lisen is no setting."), "{told}");
}

#[test]
fn settings_are_variables_too() {
    let place = Place::embedded();
    let mut command = portico(place.folder(), &["config"]);
    let output = command.env("PORTICO_LIMITS", "off").env("PORTICO_DATABASE_URL", "").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("limits = \"off\"") && told.contains("# PORTICO_LIMITS"), "{told}");
    assert!(told.contains("# database_url"), "an empty variable sets nothing: {told}");
}

//! Layers 1, 2 and 5: state, schema, kind.

use portico_access::worlds::NOW;
use portico_access::{
    Action, Layer, Opened, OrganisationViewer, PreviewViewer, Reason, SurfaceViewer, Verdict, Viewer,
    check_state, decide, predicate,
};
use portico_kit::filter::Filter;
use serde_json::json;
use std::sync::Arc;

use crate::scene::{Scene, to};

fn refused_as(change: impl Fn(&mut Scene)) -> Option<(Reason, Verdict)> {
    let mut scene = Scene::open().record("contract", "c", json!({"customer": to("me")}));
    assert!(scene.sees("c"));
    change(&mut scene);
    let denial = check_state(&scene.viewer()).err();
    assert_eq!(scene.ask(&scene.question("entity:view", "c")).denial, denial);
    assert_eq!(predicate(&scene.viewer(), "contract", &Action::View, 2).err(), denial);
    denial.map(|denial| (denial.reason, denial.verdict()))
}

#[test]
fn organisation_portal_user_and_credential_must_be_live() {
    let unauthenticated = |reason| Some((reason, Verdict::Unauthenticated));
    assert_eq!(refused_as(|s| s.company.enabled = false), unauthenticated(Reason::OrganisationDisabled));
    assert_eq!(refused_as(|s| s.portal().enabled = false), unauthenticated(Reason::PortalDisabled));
    assert_eq!(refused_as(|s| s.user().registered = false), unauthenticated(Reason::NotRegistered));
    assert_eq!(refused_as(|s| s.user().access = false), unauthenticated(Reason::AccessWithdrawn));
    assert_eq!(refused_as(|s| s.user().credential_live = false), unauthenticated(Reason::CredentialRevoked));
}

#[test]
fn access_ends_at_the_moment_it_expires() {
    assert_eq!(refused_as(|s| s.user().expires_at = Some(NOW.0 + 1)), None);
    let expired = Some((Reason::AccessExpired, Verdict::Unauthenticated));
    assert_eq!(refused_as(|s| s.user().expires_at = Some(NOW.0)), expired);
}

#[test]
fn a_pending_user_reads_its_own_portal_user_and_nothing_else() {
    let scene = Scene::open().record("order", "o", json!({"portal_user": to("u")})).deleted("me");
    let denial = check_state(&scene.viewer()).err();
    assert_eq!(denial.as_ref().map(|denial| denial.reason.code()), Some("PORTAL_USER_PENDING_ACTIVATION"));
    assert_eq!(denial.map(|denial| denial.verdict()), Some(Verdict::Pending));
    assert!(scene.sees("u") && scene.sees_attribute("u", "name"));
    assert!(predicate(&scene.viewer(), "portal_user", &Action::View, 2).is_ok());
    for (action, id) in [("entity:edit", "u"), ("entity:view", "o"), ("entity:view", "nowhere")] {
        assert_eq!(scene.reason(action, id), Some(Reason::PendingActivation));
    }
    assert!(predicate(&scene.viewer(), "order", &Action::View, 2).is_err());
}

#[test]
fn without_a_list_portals_show_the_built_in_schemas() {
    let mut scene = Scene::closed().grant("*", "*");
    for schema in ["contract", "billing_account", "ticket", "site"] {
        scene = scene.record(schema, schema, json!({"customer": to("me")}));
    }
    assert_eq!(scene.seen(), ["billing_account", "contract", "ticket"].into());
    scene.portal().origin = "INSTALLER_PORTAL".to_owned();
    assert_eq!(scene.seen(), ["ticket"].into());
    assert_eq!(scene.reason("entity:view", "contract"), Some(Reason::SchemaNotAllowed));
}

#[test]
fn a_portal_that_shows_no_schema_still_shows_the_own_user_and_contact() {
    let mut scene = Scene::open().record("account", "firm", json!({})).record("contact", "ward", json!({}));
    scene.company.records[0].doc["represents"] =
        json!({"$relation": [{"entity_id": "firm"}, {"entity_id": "ward"}]});
    assert_eq!(scene.seen(), ["firm", "ward"].into());
    scene.portal().allowed = Some(Vec::new());
    assert!(scene.sees("u") && scene.sees("me"));
    assert!(scene.seen().is_empty());
}

#[test]
fn a_file_is_seen_when_it_is_shared_and_hangs_on_a_reached_record() {
    let scene = Scene::open()
        .record(
            "contract",
            "c",
            json!({"customer": to("me"), "papers": {"$relation": [
            {"entity_id": "shared"}, {"entity_id": "kept"}, {"entity_id": "text"}]}}),
        )
        .record("file", "shared", json!({"shared_with_end_customer": true}))
        .record("file", "kept", json!({"shared_with_end_customer": false}))
        .record("file", "text", json!({"shared_with_end_customer": "true"}))
        .record("file", "stray", json!({"shared_with_end_customer": true}));
    assert_eq!(scene.seen(), ["c", "shared"].into());
    assert_eq!(scene.reason("entity:view", "kept"), Some(Reason::FileNotShared));
    assert_eq!(scene.reason("entity:view", "stray"), Some(Reason::NotReached));
}

#[test]
fn a_refused_change_never_admits_that_an_unshared_file_exists() {
    let scene = Scene::open()
        .record("contract", "c", json!({"customer": to("me"), "papers": to("kept")}))
        .record("file", "kept", json!({}))
        .deny("entity:edit", "file:*");
    let denial = scene.ask(&scene.question("entity:edit", "kept")).denial;
    assert_eq!(denial.map(|denial| denial.verdict()), Some(Verdict::NotFound));
}

#[test]
fn what_is_not_seen_is_not_found_and_what_is_seen_is_refused() {
    let scene = Scene::open()
        .record("contract", "mine", json!({"customer": to("me")}))
        .record("contract", "strange", json!({}))
        .deny("entity:edit", "contract:mine");
    let verdict = |action, id| scene.ask(&scene.question(action, id)).denial.map(|denial| denial.verdict());
    assert_eq!(verdict("entity:edit", "mine"), Some(Verdict::Forbidden));
    for action in ["entity:view", "entity:edit", "entity:delete", "meter_reading:create"] {
        assert_eq!(verdict(action, "strange"), Some(Verdict::NotFound));
        assert_eq!(verdict(action, "nowhere"), Some(Verdict::NotFound));
    }
    let strange =
        scene.ask(&scene.question("entity:view", "strange")).denial.map(|denial| denial.to_string());
    let nowhere =
        scene.ask(&scene.question("entity:view", "nowhere")).denial.map(|denial| denial.to_string());
    assert_eq!(strange, nowhere);
}

#[test]
fn a_record_asked_for_under_another_schema_is_not_found() {
    let scene = Scene::open().record("contract", "c", json!({"customer": to("me")}));
    let mut question = scene.question("entity:view", "c");
    question.schema = "order".to_owned();
    assert_eq!(scene.ask(&question).denial.map(|denial| denial.reason), Some(Reason::NoSuchRecord));
}

#[test]
fn a_preview_reads_as_the_user_and_changes_nothing() {
    let scene = Scene::open().record("contract", "c", json!({"customer": to("me")}));
    let Viewer::Portal(user) = scene.viewer() else { return };
    let preview = Viewer::Preview(PreviewViewer { user, admin: "admin".to_owned() });
    let decided = |action: &str| {
        let Ok(decision) = decide(&preview, &scene.question(action, "c"), &mut scene.company.memory());
        decision.denial.map(|denial| (denial.layer, denial.reason, denial.verdict()))
    };
    assert_eq!(decided("entity:view"), None);
    assert_eq!(decided("meter_reading:view"), None);
    let refused = Some((Layer::Kind, Reason::PreviewReadsOnly, Verdict::Forbidden));
    for action in ["entity:edit", "entity:delete", "meter_reading:create"] {
        assert_eq!(decided(action), refused);
        assert!(predicate(&preview, "contract", &Action::from_name(action), 2).is_err());
    }
}

#[test]
fn a_surface_shows_what_it_opens_and_changes_nothing() {
    let scene = Scene::open()
        .record("contract", "c", json!({"customer": to("me"), "status": "active"}))
        .record("contract", "old", json!({"customer": to("me"), "status": "ended"}))
        .record("order", "o", json!({"customer": to("me")}));
    let Viewer::Portal(user) = scene.viewer() else { return };
    let active = Filter::parse(&json!({"term": {"status": "active"}})).unwrap_or(Filter::Never);
    let opened = Arc::new(Opened::of([("contract".to_owned(), active)]));
    let surface = Viewer::Surface(SurfaceViewer { user, opened });
    let decided = |action: &str, id: &str| {
        let Ok(decision) = decide(&surface, &scene.question(action, id), &mut scene.company.memory());
        decision.denial.map(|denial| denial.verdict())
    };
    assert_eq!(decided("entity:view", "c"), None);
    // What it does not open does not exist, not even one's own contact and user.
    for closed in ["old", "o", "me", "u"] {
        assert_eq!(decided("entity:view", closed), Some(Verdict::NotFound), "{closed}");
    }
    for schema in ["order", "contact", "portal_user"] {
        assert!(predicate(&surface, schema, &Action::View, 2).is_err(), "{schema}");
    }
    assert!(predicate(&surface, "contract", &Action::View, 2).is_ok());
    for action in ["entity:edit", "entity:delete"] {
        assert_eq!(decided(action, "c"), Some(Verdict::Forbidden));
        assert!(predicate(&surface, "contract", &Action::from_name(action), 2).is_err());
    }
}

#[test]
fn the_organisation_sees_and_changes_all_its_living_records() {
    let scene =
        Scene::closed().record("site", "s", json!({})).record("site", "gone", json!({})).deleted("gone");
    let mut staff =
        OrganisationViewer { id: "staff".to_owned(), organisation_enabled: true, credential_live: true };
    let decided = |staff: &OrganisationViewer, action: &str, id: &str| {
        let viewer = Viewer::Organisation(staff.clone());
        let Ok(decision) = decide(&viewer, &scene.question(action, id), &mut scene.company.memory());
        decision.denial.map(|denial| denial.reason)
    };
    assert_eq!(decided(&staff, "entity:view", "s"), None);
    assert_eq!(decided(&staff, "entity:delete", "s"), None);
    assert_eq!(decided(&staff, "entity:view", "gone"), Some(Reason::NoSuchRecord));
    staff.credential_live = false;
    assert_eq!(decided(&staff, "entity:view", "s"), Some(Reason::CredentialRevoked));
}

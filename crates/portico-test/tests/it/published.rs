//! The published API: our operations have its names, methods, paths and statuses. What they answer is held against
//! its schemas in every story.

use portico_test::published::{self, Published};

/// Operations that no published client has.
const OURS: [&str; 52] = [
    "login",
    "askForCertificate",
    "answerChallenge",
    "passwordless",
    "exchange",
    "forgotPassword",
    "resetPassword",
    "refresh",
    "logout",
    "adminLogin",
    "openidConfiguration",
    "jwks",
    "callUserPool",
    "viewUserPool",
    "viewUserPoolKeys",
    "listOwnSessions",
    "endOtherSessions",
    "endOwnSession",
    "changeOwnPassword",
    "stepUp",
    "getSecondFactor",
    "beginApp",
    "removeApp",
    "confirmApp",
    "renewRecoveryCodes",
    "resetSecondFactor",
    "beginPasskeySignIn",
    "signInByPasskey",
    "listPasskeys",
    "beginPasskey",
    "addPasskey",
    "renamePasskey",
    "removePasskey",
    "viewMailSettings",
    "saveMailSettings",
    "tryMail",
    "listLetters",
    "viewLetter",
    "sendLetterAgain",
    "explainAccess",
    "readEntityAsOf",
    "undoEntityChange",
    "putUpload",
    "readFileLink",
    "readPublishedFile",
    "listInvitations",
    "resendInvitation",
    "revokeInvitation",
    "checkInvitationList",
    "viewInvitationList",
    "sendInvitationList",
    "remindInvitationList",
];

/// Where another name of a path parameter, or another spelling of a path, reaches the same operation.
fn shape(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_operation_is_published_or_ours() {
    if !published::folder().join("customer-portal.json").exists() {
        let missing = format!("{} is not there: run `npm ci` in tests/sdk", published::folder().display());
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        return eprintln!("left out: {missing}");
    }
    let (mut compared, mut wrong) = (0, Vec::new());
    for op in portico_api::routes().ops() {
        match published::find(op) {
            None if OURS.contains(&op.id) => {}
            None => wrong.push(format!("{} is not published", op.id)),
            Some(Published { method, path, .. }) => {
                compared += 1;
                if method != op.method || shape(&path) != shape(op.path) {
                    wrong.push(format!(
                        "{} is {} {}, published as {method} {path}",
                        op.id, op.method, op.path
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{compared} operations have their published method and path");
    assert!(compared >= 81, "only {compared} operations were compared");
}

//! What a browser hands over after a ceremony, as JSON (WebAuthn, sections 5.1.4 and 5.2), its bytes as text.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use portico_kit::EntityId;
use serde::Deserialize;

use super::authenticator_data::{AuthenticatorData, LONGEST_ID};
use super::cbor;
use super::client_data::ClientData;

/// The longest answer that is looked at, in bytes.
const LONGEST: usize = 64 * 1024;

#[derive(Deserialize)]
struct Wire<R> {
    id: String,
    #[serde(rename = "rawId")]
    raw_id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    response: R,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MadeWire {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProvedWire {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

/// A credential that was made.
pub(super) struct MadeCredential {
    pub(super) id: Vec<u8>,
    pub(super) client_data: ClientData,
    pub(super) data: AuthenticatorData,
    pub(super) transports: Vec<String>,
}

/// A credential that proves its owner.
pub(super) struct ProvedCredential {
    pub(super) id: Vec<u8>,
    pub(super) client_data: ClientData,
    pub(super) client_data_bytes: Vec<u8>,
    pub(super) data: AuthenticatorData,
    pub(super) data_bytes: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) user: EntityId,
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// The parts that both have; nothing when they contradict each other.
fn opened<R: for<'de> Deserialize<'de>>(text: &str) -> Option<(Vec<u8>, R)> {
    if text.len() > LONGEST {
        return None;
    }
    let wire: Wire<R> = serde_json::from_str(text).ok()?;
    let id = bytes(&wire.id)?;
    let is_same = wire.raw_id.is_none_or(|raw| bytes(&raw).as_ref() == Some(&id));
    let is_sound = wire.kind == "public-key" && (1..=LONGEST_ID).contains(&id.len()) && is_same;
    is_sound.then_some((id, wire.response))
}

impl MadeCredential {
    /// Reads it. What vouches for the authenticator was not asked for, and counts for nothing.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (id, wire) = opened::<MadeWire>(text)?;
        let client_data = ClientData::parse(&bytes(&wire.client_data)?)?;
        let object = bytes(&wire.attestation_object)?;
        let (entries, rest) = cbor::map(&object)?;
        let is_whole = rest.is_empty()
            && entries.len() == 3
            && cbor::named(&entries, "fmt").is_some_and(Value::is_text)
            && cbor::named(&entries, "attStmt").is_some_and(Value::is_map);
        let data = AuthenticatorData::parse(cbor::named(&entries, "authData")?.as_bytes()?)?;
        let known = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];
        let mut transports = wire.transports;
        transports.retain(|transport| known.contains(&transport.as_str()));
        transports.dedup();
        let is_same = data.made.as_ref().is_some_and(|made| made.id == id);
        (is_whole && is_same).then_some(Self { id, client_data, data, transports })
    }
}

impl ProvedCredential {
    /// Reads it; without saying whose it is, it proves nobody.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (id, wire) = opened::<ProvedWire>(text)?;
        let (client_data_bytes, data_bytes) = (bytes(&wire.client_data)?, bytes(&wire.authenticator_data)?);
        let user = String::from_utf8(bytes(&wire.user_handle?)?).ok()?;
        Some(Self {
            id,
            client_data: ClientData::parse(&client_data_bytes)?,
            data: AuthenticatorData::parse(&data_bytes)?,
            signature: bytes(&wire.signature)?,
            user: EntityId::from(user),
            client_data_bytes,
            data_bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn told(kind: &str, id: &str, raw: &str) -> String {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let said = br#"{"type":"webauthn.get","challenge":"YQ","origin":"https://a.example"}"#;
        let response = json!({
            "clientDataJSON": text(said), "authenticatorData": text(&[0; 37]), "signature": text(&[1]),
            "userHandle": text(b"somebody"),
        });
        json!({ "id": id, "rawId": raw, "type": kind, "response": response }).to_string()
    }

    #[test]
    fn an_answer_has_one_id_and_one_kind() {
        assert!(ProvedCredential::parse(&told("public-key", "YWI", "YWI")).is_some());
        assert!(ProvedCredential::parse(&told("password", "YWI", "YWI")).is_none());
        assert!(ProvedCredential::parse(&told("public-key", "YWI", "YWM")).is_none());
        assert!(ProvedCredential::parse(&told("public-key", "", "")).is_none());
        let long = URL_SAFE_NO_PAD.encode([7; LONGEST_ID + 1]);
        assert!(ProvedCredential::parse(&told("public-key", &long, &long)).is_none());
        let nobody = told("public-key", "YWI", "YWI").replace("userHandle", "other");
        assert!(ProvedCredential::parse(&nobody).is_none());
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in ".{0,200}", object in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _read = (MadeCredential::parse(&text).is_some(), ProvedCredential::parse(&text).is_some());
            let object = URL_SAFE_NO_PAD.encode(object);
            let said = URL_SAFE_NO_PAD.encode(br#"{"type":"webauthn.create","challenge":"YQ","origin":"x"}"#);
            let response = json!({ "clientDataJSON": said, "attestationObject": object });
            let whole = json!({ "id": "YQ", "type": "public-key", "response": response }).to_string();
            prop_assert!(MadeCredential::parse(&whole).is_none_or(|made| made.id == b"a"));
        }
    }
}

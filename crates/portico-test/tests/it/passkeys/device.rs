//! A device with passkeys, made of software: it answers as browsers and devices do, and lies where a story wants it to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value as Cbor;
use portico_kit::Random;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

/// Somebody is there and was recognised, and the key may be copied to other devices.
const FLAGS: u8 = 0b0000_1101;
const NEW_KEY: u8 = 0b0100_0000;

/// How a device signs.
enum Signing {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

/// One passkey of a device.
pub struct Device {
    pub id: Vec<u8>,
    pub user: String,
    pub counter: u32,
    signing: Signing,
}

/// What browser and device say together; a lie changes some of it before it is signed.
#[derive(Clone)]
pub struct Saying {
    pub kind: &'static str,
    pub challenge: String,
    pub origin: String,
    pub more: Value,
    pub rp_id: String,
    pub flags: u8,
    pub counter: u32,
    pub id: Vec<u8>,
    pub user: Option<String>,
    pub key: Vec<u8>,
    /// Changes a bit of the signature.
    pub spoiled: bool,
    /// Follows the data of the device.
    pub tail: Vec<u8>,
}

pub fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    Random::system().fill(&mut bytes);
    bytes
}

#[expect(clippy::disallowed_methods, reason = "keys are made and used by the crypto library alone")]
fn chance() -> SystemRandom {
    SystemRandom::new()
}

fn cbor(value: &Cbor) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("written");
    bytes
}

impl Device {
    pub fn es256() -> Self {
        let chance = chance();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &chance).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &chance);
        Self::of(Signing::Es256(pair.expect("a key")))
    }

    pub fn eddsa() -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&chance()).expect("a key");
        Self::of(Signing::EdDsa(Ed25519KeyPair::from_pkcs8(key.as_ref()).expect("a key")))
    }

    fn of(signing: Signing) -> Self {
        Self { id: random(32), user: String::new(), counter: 0, signing }
    }

    /// The public key as devices write it.
    fn key(&self) -> Vec<u8> {
        let entries: Vec<(i64, Cbor)> = match &self.signing {
            Signing::Es256(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = (point[1..33].to_vec(), point[33..65].to_vec());
                vec![(1, 2.into()), (3, (-7).into()), (-1, 1.into()), (-2, x.into()), (-3, y.into())]
            }
            Signing::EdDsa(pair) => {
                let x = pair.public_key().as_ref().to_vec();
                vec![(1, 1.into()), (3, (-8).into()), (-1, 6.into()), (-2, x.into())]
            }
        };
        cbor(&Cbor::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect()))
    }

    fn signed(&self, message: &[u8]) -> Vec<u8> {
        match &self.signing {
            Signing::Es256(pair) => pair.sign(&chance(), message).expect("signed").as_ref().to_vec(),
            Signing::EdDsa(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }

    fn saying(&self, question: &Value, kind: &'static str, origin: &str) -> Saying {
        let rp_id = question.pointer("/rp/id").or_else(|| question.get("rpId"));
        Saying {
            kind,
            challenge: question["challenge"].as_str().unwrap_or_default().to_owned(),
            origin: origin.to_owned(),
            more: json!({ "crossOrigin": false }),
            rp_id: rp_id.and_then(Value::as_str).unwrap_or_default().to_owned(),
            flags: FLAGS,
            counter: self.counter,
            id: self.id.clone(),
            user: Some(self.user.clone()),
            key: self.key(),
            spoiled: false,
            tail: Vec::new(),
        }
    }

    /// Makes a passkey as asked, or lies.
    pub fn makes(&mut self, question: &Value, origin: &str, lie: impl FnOnce(&mut Saying)) -> Value {
        let user = question.pointer("/user/id").and_then(Value::as_str).unwrap_or_default();
        self.user = String::from_utf8(URL_SAFE_NO_PAD.decode(user).expect("a handle")).expect("a text");
        let mut saying = self.saying(question, "webauthn.create", origin);
        saying.flags |= NEW_KEY;
        lie(&mut saying);
        let length = u16::try_from(saying.id.len()).expect("a short id").to_be_bytes();
        let mut data = saying.head();
        if saying.flags & NEW_KEY != 0 {
            data.extend([&[0; 16], length.as_slice(), &saying.id, &saying.key].concat());
        }
        data.extend(&saying.tail);
        let object = Cbor::Map(vec![
            ("fmt".into(), "none".into()),
            ("attStmt".into(), Cbor::Map(Vec::new())),
            ("authData".into(), data.into()),
        ]);
        let response = json!({
            "clientDataJSON": text(saying.client_data()), "attestationObject": text(cbor(&object)),
            "transports": ["internal"],
        });
        json!({ "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "response": response })
    }

    /// Proves its owner as asked, or lies.
    pub fn proves(&mut self, question: &Value, origin: &str, lie: impl FnOnce(&mut Saying)) -> Value {
        if self.counter > 0 {
            self.counter += 1;
        }
        let mut saying = self.saying(question, "webauthn.get", origin);
        lie(&mut saying);
        let (data, said) = ([saying.head(), saying.tail.clone()].concat(), saying.client_data());
        let mut signature = self.signed(&[data.as_slice(), digest(&SHA256, &said).as_ref()].concat());
        if saying.spoiled {
            let last = signature.len() - 1;
            signature[last] ^= 1;
        }
        let response = json!({
            "clientDataJSON": text(said), "authenticatorData": text(data), "signature": text(signature),
            "userHandle": saying.user.as_ref().map(text),
        });
        let id = text(&saying.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response })
    }
}

impl Saying {
    fn head(&self) -> Vec<u8> {
        let hash = digest(&SHA256, self.rp_id.as_bytes());
        [hash.as_ref(), &[self.flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self) -> Vec<u8> {
        let mut said = json!({ "type": self.kind, "challenge": self.challenge, "origin": self.origin });
        if let (Some(said), Some(more)) = (said.as_object_mut(), self.more.as_object()) {
            said.extend(more.clone());
        }
        said.to_string().into_bytes()
    }
}

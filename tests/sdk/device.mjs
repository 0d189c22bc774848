// A device with one passkey, made of software, that answers as a browser's `toJSON` does.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const text = (bytes) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const NEW_KEY = 0x40;
/** Somebody is there and was recognised. */
const FLAGS = 0x05;

/** Bytes and maps as CBOR, as far as devices need it. */
const bytesOf = (bytes) => Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]), bytes]);
const textOf = (word) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);

export function newDevice() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const [px, py] = [x, y].map((part) => Buffer.from(part, 'base64url'));
  // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
  const key = Buffer.concat([
    Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), bytesOf(px), Buffer.from([0x22]), bytesOf(py),
  ]);
  const id = randomBytes(32);
  let user = '';
  const head = (host, flags) => Buffer.concat([sha256(host), Buffer.from([flags, 0, 0, 0, 0])]);
  const said = (type, challenge, origin) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const whole = (response) => ({ id: text(id), rawId: text(id), type: 'public-key', response });
  return {
    /** Makes the passkey as asked. */
    makes({ challenge, rp, user: owner }, origin) {
      user = owner.id;
      const made = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const data = Buffer.concat([head(rp.id, FLAGS | NEW_KEY), made]);
      const object = Buffer.concat([
        Buffer.from([0xa3]), textOf('fmt'), textOf('none'), textOf('attStmt'), Buffer.from([0xa0]), textOf('authData'), bytesOf(data),
      ]);
      return whole({ clientDataJSON: text(said('webauthn.create', challenge, origin)), attestationObject: text(object) });
    },
    /** Proves its owner as asked. */
    proves({ challenge, rpId }, origin) {
      const [data, page] = [head(rpId, FLAGS), said('webauthn.get', challenge, origin)];
      const signature = sign('sha256', Buffer.concat([data, sha256(page)]), privateKey);
      const response = { clientDataJSON: text(page), authenticatorData: text(data), signature: text(signature) };
      return whole({ ...response, userHandle: user });
    },
  };
}

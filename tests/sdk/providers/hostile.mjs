// A provider that does one thing wrong at a time: whoever asks it for a code says which, as the script of its issuer.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const now = () => Math.floor(Date.now() / 1000);
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const half = (text) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

/** Starts it. `script(name)` is an issuer that behaves so; what is not named behaves well. */
export async function startHostile() {
  const keys = { good: await pair('RS256', 'good'), other: await pair('RS256', 'good'), ec: await pair('ES256', 'ec') };
  const state = { nonces: new Map(), seen: [], hits: 0, rotated: null, lastToken: null };
  const server = http.createServer((request, response) => {
    state.hits += 1;
    answer(request, response, keys, state).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${server.address().port}`;
  state.base = base;
  const stop = () => new Promise((closed) => (server.closeAllConnections(), server.close(closed)));
  const rotate = async () => {
    state.rotated = await pair('RS256', `new-${Date.now()}`);
  };
  /** An identity token that is right in everything but what is changed. */
  const token = (script, claims = {}) => sign(keys.good, body(state, script, null, claims), 'RS256');
  return { base, script: (name) => `${base}/${name}`, state, rotate, token, stop };
}

async function pair(alg, kid) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

const sign = (key, claims, alg) => new SignJWT(claims).setProtectedHeader({ alg, kid: key.kid }).sign(key.privateKey);

function body(state, script, nonce, claims = {}) {
  return {
    iss: `${state.base}/${script}`,
    sub: 'mallory',
    aud: 'portico-web',
    iat: now(),
    exp: now() + 300,
    email: 'mallory@evil.example',
    email_verified: true,
    name: 'Mallory Marlow',
    ...(nonce && { nonce }),
    ...claims,
  };
}

/** What each script changes about the claims. */
const CLAIMS = {
  'wrong-issuer': (state) => ({ iss: `${state.base}/good` }),
  'issuer-with-slash': (state) => ({ iss: `${state.base}/issuer-with-slash/` }),
  'no-issuer': () => ({ iss: undefined }),
  'wrong-audience': () => ({ aud: 'somebody-else' }),
  'no-audience': () => ({ aud: undefined }),
  'many-audiences': () => ({ aud: ['portico-web', 'somebody-else'] }),
  'wrong-azp': () => ({ aud: ['portico-web', 'somebody-else'], azp: 'somebody-else' }),
  'wrong-nonce': () => ({ nonce: 'another' }),
  'no-nonce': () => ({ nonce: undefined }),
  over: () => ({ iat: now() - 600, exp: now() - 300 }),
  'no-end': () => ({ exp: undefined }),
  'from-the-future': () => ({ iat: now() + 600, exp: now() + 900 }),
  'not-yet': () => ({ nbf: now() + 600 }),
  'no-issued-at': () => ({ iat: undefined }),
  'no-subject': () => ({ sub: undefined }),
  'long-subject': () => ({ sub: 'x'.repeat(300) }),
  'wrong-at-hash': () => ({ at_hash: half('another access token') }),
  'userinfo-of-another': () => ({ email: undefined }),
  'userinfo-huge': () => ({ email: undefined }),
  'userinfo-redirect': () => ({ email: undefined }),
  'no-email': () => ({ email: undefined, email_verified: undefined }),
};

/** What each script does with the signature. */
const SIGNATURES = {
  none: (claims) => `${base64({ alg: 'none' })}.${base64(claims)}.`,
  'none-with-signature': async (claims, keys) => {
    const [, , signature] = (await sign(keys.good, claims, 'RS256')).split('.');
    return `${base64({ alg: 'none', kid: 'good' })}.${base64(claims)}.${signature}`;
  },
  'secret-from-public-key': (claims, keys) => {
    const secret = new TextEncoder().encode(JSON.stringify(keys.good.jwk));
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'good' }).sign(secret);
  },
  'client-secret-as-key': (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('hostile-secret')),
  'another-key': (claims, keys) => sign(keys.other, claims, 'RS256'),
  'key-in-token': (claims, keys) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'mine', jwk: keys.other.jwk, jku: 'http://127.0.0.1:9/keys' })
      .sign(keys.other.privateKey),
  'unknown-key': (claims, keys) => sign({ ...keys.other, kid: 'unknown' }, claims, 'RS256'),
  changed: async (claims, keys) => {
    const [head, , signature] = (await sign(keys.good, claims, 'RS256')).split('.');
    return [head, base64({ ...claims, email: 'katrin.berger@mail.example' }), signature].join('.');
  },
  'no-signature': async (claims, keys) => (await sign(keys.good, claims, 'RS256')).replace(/[^.]*$/, ''),
  'not-a-token': () => 'nonsense',
  critical: (claims, keys) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'good', crit: ['b64'], b64: true })
      .sign(keys.good.privateKey),
};

async function answer(request, response, keys, state) {
  const url = new URL(request.url, state.base);
  const [, script, ...rest] = url.pathname.split('/');
  const place = rest.join('/');
  state.seen.push(`${request.method} ${url.pathname}`);
  const json = (value, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const huge = () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const piece = Buffer.alloc(64 * 1024, ' ');
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };
  const away = () => {
    response.writeHead(302, { location: `${state.base}/tripwire/${script}` });
    response.end();
  };
  if (place === '.well-known/openid-configuration') {
    if (script === 'discovery-slow') return undefined;
    if (script === 'discovery-huge') return huge();
    if (script === 'discovery-redirect') return away();
    if (script === 'discovery-nonsense') return response.end('<html>hello</html>');
    if (script === 'discovery-error') return json({}, 500);
    return json(description(state, script));
  }
  if (place === 'keys') {
    if (script === 'keys-huge') return huge();
    if (script === 'keys-redirect') return away();
    if (script === 'keys-nonsense') return json({ keys: 'none' });
    return json({ keys: [state.rotated?.jwk ?? keys.good.jwk, keys.ec.jwk] });
  }
  if (place === 'auth') return json(Object.fromEntries(url.searchParams));
  if (place === 'token') {
    if (script === 'token-slow') return undefined;
    if (script === 'token-huge') return huge();
    if (script === 'token-redirect') return away();
    if (script === 'token-nonsense') return response.end('hello');
    if (script === 'token-refuses') return json({ error: 'invalid_grant', error_description: '<script>' }, 400);
    if (script === 'token-fails') return json({ error: 'server_error' }, 503);
    return json(await tokens(state, keys, script, await form(request)));
  }
  if (place === 'userinfo') {
    if (script === 'userinfo-huge') return huge();
    if (script === 'userinfo-redirect') return away();
    return json({ sub: script === 'userinfo-of-another' ? 'katrin' : 'mallory', email: 'katrin.berger@mail.example', email_verified: true });
  }
  return json({}, 404);
}

function description(state, script) {
  const issuer = `${state.base}/${script}`;
  const inside = 'http://169.254.169.254/latest/meta-data';
  return {
    issuer: script === 'discovery-of-another' ? `${state.base}/good` : issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: script === 'token-inside' ? inside : `${issuer}/token`,
    jwks_uri: script === 'keys-inside' ? inside : `${issuer}/keys`,
    ...(script !== 'no-email' && { userinfo_endpoint: `${issuer}/userinfo` }),
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: script.startsWith('names-issuer'),
  };
}

async function form(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return Object.fromEntries(new URLSearchParams(text));
}

async function tokens(state, keys, script, sent) {
  state.lastForm = sent;
  const nonce = state.nonces.get(sent.code);
  const claims = body(state, script, nonce, CLAIMS[script]?.(state));
  const key = state.rotated ?? keys.good;
  const make = SIGNATURES[script] ?? ((all) => sign(key, all, 'RS256'));
  const signer = script === 'elliptic' ? () => sign(keys.ec, claims, 'ES256') : () => make(claims, keys);
  const set = { access_token: 'access', token_type: 'Bearer', expires_in: 300 };
  return script === 'no-identity-token' ? set : { ...set, id_token: await signer() };
}

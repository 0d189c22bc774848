// The published clients, each call noted and each answer held against its published shape.
import assert from 'node:assert/strict';
import { createSDK } from '@epilot/sdk';
import { OWN, PORTAL, SIBLINGS } from './operations.mjs';
import { violations } from './shapes.mjs';

const BUILT = { customerPortal: Object.values(PORTAL).flat(), ...SIBLINGS };

/** What was called with success, and which answers had another shape than the published one. */
export class Calls {
  done = new Map();
  violations = new Map();

  note(api, operation, response) {
    const key = `${api}.${operation}`;
    this.done.set(key, (this.done.get(key) ?? 0) + 1);
    for (const violation of violations(api, operation, response)) {
      const known = this.violations.get(operation) ?? new Set();
      this.violations.set(operation, known.add(violation));
    }
  }

  has(api, operation) {
    return this.done.has(`${api}.${operation}`);
  }
}

/** The SDK as one person uses it, pointed at a server; `token` is a bearer token or nothing. */
export function clients(base, token, calls) {
  const sdk = createSDK();
  sdk.retry({ maxRetries: 0 });
  if (token) sdk.authorize(() => token);
  const all = {};
  for (const api of Object.keys(BUILT)) {
    const client = sdk[api].getClient();
    client.defaults.baseURL = base;
    all[api] = noted(client, api, calls);
  }
  return { ...all, own: own(base, token, calls) };
}

function noted(client, api, calls) {
  return new Proxy(client, {
    get(target, name) {
      if (!BUILT[api].includes(name)) return target[name];
      return async (...parameters) => {
        const response = await target[name](...parameters);
        calls.note(api, name, response);
        return response;
      };
    },
  });
}

/** Our own operations, refused the way the SDK's client refuses. */
function own(base, token, calls) {
  return async (operation, body, parameters = {}) => {
    const [method, template] = OWN[operation];
    const rest = new URLSearchParams(parameters);
    const place = (_, name) => (rest.delete(name), encodeURIComponent(parameters[name]));
    const filled = template.replace(/{(\w+)}/g, place);
    const path = rest.size ? `${filled}?${rest}` : filled;
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    const response = {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      data: text && JSON.parse(text),
    };
    if (!answer.ok) throw Object.assign(new Error(`${operation}: ${answer.status} ${text}`), { response });
    calls.note('own', operation, response);
    return response;
  };
}

/** The body of the answer to a call that must be refused with a status. */
export async function refused(call, status, expected = {}) {
  const answer = await call.then(
    (response) => assert.fail(`answered ${response.status} instead of ${status}`),
    (error) => error.response ?? assert.fail(error),
  );
  assert.equal(answer.status, status, JSON.stringify(answer.data));
  assert.equal(typeof answer.data.message, 'string');
  assert.ok(answer.data.message.length > 0);
  assert.equal(answer.data.status, status);
  // The Design API publishes its error as an object; all others tell it as a text.
  assert.equal(answer.data.error?.message ?? answer.data.error, answer.data.message);
  for (const [key, value] of Object.entries(expected)) {
    if (value instanceof RegExp) assert.match(answer.data[key], value);
    else assert.deepEqual(answer.data[key], value, JSON.stringify(answer.data));
  }
  return Object.assign(answer.data, { headers: answer.headers });
}

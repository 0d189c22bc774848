// Two hundred people at the door at once: passwords are checked a few at a time, so that neither the memory fills nor
// anybody else waits for them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startDemo } from './demo.mjs';

const MANY = 200;
/** What one check of a password takes (Argon2id, 19 MiB), in KiB; unbounded, the crowd would take two hundred times that. */
const ONE = 19 * 1024;
/** Four are checked at a time; as much again for connections and what an allocator keeps. */
const BOUND = 8 * ONE;

let demo;
before(async () => { demo = await startDemo('sqlite', {}); });
after(async () => { await demo?.stop(); });

/** The memory that the program has now, and the most that it has had, in KiB. */
async function memory() {
  const status = await readFile(`/proc/${demo.pid}/status`, 'utf8');
  return ['VmRSS', 'VmHWM'].map((key) => Number(status.match(new RegExp(`${key}:\\s+(\\d+)`))[1]));
}

test('two hundred who sign in at once take the memory of a few and hold nobody up', async (story) => {
  const portal_id = demo.facts.portals.customer.portal_id;
  const [katrin, thomas] = demo.facts.users;
  const enter = ({ email, password }) => fetch(`${demo.base}/auth/login`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ portal_id, email, password }),
  });
  const { access_token } = await (await enter(thomas)).json();
  const [calm] = await memory();
  let done = false;
  const crowd = Promise.all(Array.from({ length: MANY }, () => enter(katrin).then(({ status }) => status)));
  crowd.finally(() => { done = true; });
  let read = 0;
  while (!done) {
    const answer = await fetch(`${demo.base}/v2/portal/contract`, { headers: { authorization: `Bearer ${access_token}` } });
    assert.equal(answer.status, 200);
    await answer.arrayBuffer();
    read += 1;
  }
  assert.deepEqual(new Set(await crowd), new Set([200]));
  const [, most] = await memory();
  story.diagnostic(`${calm} KiB before, ${most} KiB at most, ${read} reads meanwhile`);
  assert.ok(most - calm < BOUND, `${most - calm} KiB more`);
  assert.ok(read >= 20, `${read} reads meanwhile`);
});

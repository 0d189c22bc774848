// The security of one's own account: where it is signed in, its password, and a second factor.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { portalUser, signIn } from '../people.mjs';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an authenticator app shows for a secret in base 32 (RFC 6238), so many steps from now. */
export function appCode(secret, steps = 0) {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest.at(-1) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export default function tellSecurity(world) {
  describe('security of the account', () => {
    test('a user sees where it is signed in, and signs out there and everywhere else', async () => {
      const [one, two] = [await signIn(world.demo, world.calls, world.thomas), await signIn(world.demo, world.calls, world.thomas)];
      const { data } = await one.own('listOwnSessions');
      assert.equal(data.sessions[0].current, true);
      assert.ok(data.sessions.every(({ network }) => network.split('.').length < 4));
      const other = data.sessions.find(({ current }) => !current);
      assert.equal((await one.own('endOwnSession', null, { id: other.id })).status, 204);
      await refused(one.own('endOwnSession', null, { id: other.id }), 404);
      await refused(world.katrin.own('endOwnSession', null, { id: data.sessions[0].id }), 404);
      assert.equal((await one.own('endOtherSessions')).status, 204);
      await refused(two.customerPortal.validateToken(), 401);
      assert.equal((await one.own('listOwnSessions')).data.sessions.length, 1);
      Object.assign(world.thomas, await signIn(world.demo, world.calls, world.thomas));
    });

    test('a password is changed by its owner, to one that others do not guess', async () => {
      const person = await signIn(world.demo, world.calls, world.thomas);
      const change = (old_password, new_password) => person.own('changeOwnPassword', { old_password, new_password });
      const { password } = world.thomas;
      await refused(change('not-the-password', 'Drei Kiesel im Moor 7'), 400, { field: 'old_password' });
      await refused(change(password, 'Password12345'), 400, { field: 'new_password', message: /published|guessed/ });
      assert.equal((await change(password, 'Drei Kiesel im Moor 7')).status, 204);
      await refused(change('Drei Kiesel im Moor 7', password), 400, { field: 'new_password', message: /used before/ });
      world.thomas.password = 'Drei Kiesel im Moor 7';
      Object.assign(world.thomas, await signIn(world.demo, world.calls, world.thomas));
    });

    test('an app proves the user at the sign-in, recovery codes stand in for it, staff take it away', async () => {
      const person = await signIn(world.demo, world.calls, world.thomas);
      const { portal_id, email, password } = world.thomas;
      const { data: begun } = await person.own('beginApp', {});
      assert.match(begun.uri, /^otpauth:\/\/totp\//);
      await refused(person.own('confirmApp', { code: 'x' }), 400, { field: 'code' });
      const { data: confirmed } = await person.own('confirmApp', { code: appCode(begun.secret, -1) });
      assert.equal(confirmed.recovery_codes.length, 10);
      const { data: challenge } = await world.stranger.own('login', { portal_id, email, password });
      assert.equal(challenge.challenge, 'TOTP');
      const { data: tokens } = await world.stranger.own('answerChallenge', {
        session: challenge.session, code: appCode(begun.secret, 0),
      });
      assert.equal(tokens.token_type, 'Bearer');
      const { data: again } = await world.stranger.own('login', { portal_id, email, password });
      await refused(world.stranger.own('answerChallenge', { session: again.session, code: appCode(begun.secret, 0) }), 401);
      const code = confirmed.recovery_codes[0];
      assert.equal((await world.stranger.own('answerChallenge', { session: again.session, code })).status, 200);
      const { data: stands } = await person.own('getSecondFactor');
      assert.equal(stands.recovery_codes, 9);
      const { data: fresh } = await person.own('renewRecoveryCodes', { password });
      assert.equal(fresh.recovery_codes.length, 10);
      await refused(person.own('removeApp', {}), 400, { field: 'password' });
      assert.equal((await person.own('removeApp', { password })).status, 204);
      await world.program.own('resetSecondFactor', null, { id: portalUser(2) });
      Object.assign(world.thomas, await signIn(world.demo, world.calls, world.thomas));
    });
  });
}

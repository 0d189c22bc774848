// Passkeys: added by their owner, used to sign in, named, and taken away.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, refused } from '../calls.mjs';
import { newDevice } from '../device.mjs';
import { letter } from '../mailbox.mjs';
import { signIn } from '../people.mjs';

export default function tellPasskeys(world) {
  describe('passkeys', () => {
    test('a passkey signs its owner in without a word, until it is taken away', async () => {
      const person = await signIn(world.demo, world.calls, world.thomas);
      const { portal_id, email, password } = world.thomas;
      const device = newDevice();
      const origin = (host) => `http://${host}:${new URL(world.demo.base).port}`;
      const { data: { publicKey: wanted } } = await person.own('beginPasskey', {});
      const credential = device.makes(wanted, origin(wanted.rp.id));
      await refused(person.own('addPasskey', { name: 'Phone', credential: {} }), 400, { field: 'credential' });
      const { status, data: added } = await person.own('addPasskey', { name: 'Phone', credential });
      assert.equal(status, 201);
      assert.equal((await letter(world, email, 'passkeyAdded')).template, 'passkeyAdded');
      const ask = async () => (await world.stranger.own('beginPasskeySignIn', { portal_id })).data.publicKey;
      const question = await ask();
      await refused(world.stranger.own('signInByPasskey', { credential: device.proves(question, 'http://evil.example') }), 401);
      const proof = device.proves(question, origin(question.rpId));
      const { data: tokens } = await world.stranger.own('signInByPasskey', { credential: proof });
      await clients(world.demo.base, tokens.access_token, world.calls).customerPortal.validateToken();
      await refused(world.stranger.own('signInByPasskey', { credential: proof }), 401);
      const { data: listed } = await person.own('listPasskeys');
      assert.deepEqual(listed.passkeys.map(({ name, works }) => [name, works]), [['Phone', true]]);
      const { data: renamed } = await person.own('renamePasskey', { name: 'Old phone' }, { id: added.id });
      assert.equal(renamed.name, 'Old phone');
      await refused(world.katrin.own('renamePasskey', { name: 'Mine' }, { id: added.id }), 404);
      await refused(person.own('stepUp', { password: 'not-the-password' }), 400, { field: 'password' });
      assert.equal((await person.own('stepUp', { password })).data.token_type, 'Bearer');
      assert.equal((await person.own('removePasskey', {}, { id: added.id })).status, 204);
      const late = await ask();
      await refused(world.stranger.own('signInByPasskey', { credential: device.proves(late, origin(late.rpId)) }), 401);
      Object.assign(world.thomas, await signIn(world.demo, world.calls, world.thomas));
    });
  });
}

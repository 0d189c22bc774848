// Signing in, staying signed in, and signing out.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { clients, refused } from '../calls.mjs';
import { startDemo } from '../demo.mjs';
import { contact, portalUser, signIn } from '../people.mjs';

export default function tellSignIn(world) {
  const login = (body) => world.stranger.own('login', body);
  const as = (token) => clients(world.demo.base, token, world.calls);

  describe('sign-in', () => {
    test('other services can verify the tokens by the published documents', async () => {
      const { data: configuration } = await world.stranger.own('openidConfiguration');
      const { data: keys } = await world.stranger.own('jwks');
      assert.equal(configuration.issuer, world.demo.base);
      assert.ok(
        keys.keys.every((key) => key.kid && !('d' in key)),
        'no private part is published',
      );
      const keySet = createRemoteJWKSet(new URL(configuration.jwks_uri));
      const expected = { issuer: configuration.issuer, audience: 'portico', algorithms: ['ES256'] };
      for (const token of [world.katrin.tokens.access_token, world.katrin.tokens.id_token]) {
        const { payload } = await jwtVerify(token, keySet, expected);
        assert.equal(payload.sub, portalUser(1));
        assert.equal(payload.email, 'katrin.berger@mail.example');
        assert.equal(payload.email_verified, true);
        assert.equal(payload['custom:portal_user_id'], portalUser(1));
        assert.equal(payload['custom:contact_entity_id'], contact(1));
        assert.equal(payload['custom:org_id'], world.demo.facts.organization_id);
        assert.equal(payload['custom:origin'], 'END_CUSTOMER_PORTAL');
        assert.equal(payload['custom:portal_id'], world.katrin.portal_id);
        assert.equal(payload.exp - payload.iat, world.katrin.tokens.expires_in);
      }
      await assert.rejects(jwtVerify(tampered(world.katrin.tokens.access_token), keySet, expected));
    });

    test('a portal can be named by its domain', async () => {
      const { email, password } = world.katrin;
      const { data } = await login({ domain: 'customer.localhost', email, password });
      assert.equal(data.token_type, 'Bearer');
      assert.equal(decodeJwt(data.access_token).sub, portalUser(1));
    });

    test('an address is the same however it is written', async () => {
      const { portal_id, password } = world.katrin;
      const { data } = await login({ portal_id, email: ' Katrin.Berger@MAIL.example', password });
      assert.equal(decodeJwt(data.access_token).email, 'katrin.berger@mail.example');
    });

    test('an unknown user and a wrong password get the same answer', async () => {
      const { portal_id, email, password } = world.katrin;
      const wrongPassword = await refused(login({ portal_id, email, password: `${password}!` }), 401);
      const unknownUser = await refused(login({ portal_id, email: 'nobody@mail.example', password }), 401);
      const otherPortal = await refused(login({ portal_id: world.petra.portal_id, email, password }), 401);
      (delete wrongPassword.headers, delete unknownUser.headers, delete otherPortal.headers);
      assert.deepEqual(unknownUser, wrongPassword);
      assert.deepEqual(otherPortal, wrongPassword);
    });

    test('a login that makes no sense is refused and says why', async () => {
      await refused(login({ email: 'a@mail.example', password: 'x' }), 400, { field: 'portal_id' });
      await refused(login({ portal_id: world.katrin.portal_id, email: 'a', password: 'x' }), 400, {
        field: 'email',
      });
      await refused(login({ portal_id: world.katrin.portal_id }), 400, { message: /email/ });
    });

    test('the same address in two companies is two people', async () => {
      const { portal_id, email } = world.katrin;
      await refused(login({ portal_id, email, password: world.rivalKatrin.password }), 401);
      const { data } = await world.rivalKatrin.customerPortal.getPortalUser();
      assert.equal(data.data._id, portalUser(1, 'b'));
    });

    test('a refresh token works once; used again it ends the session', async () => {
      const person = await signIn(world.demo, world.calls, world.thomas);
      const { data: next } = await world.stranger.own('refresh', {
        refresh_token: person.tokens.refresh_token,
      });
      assert.notEqual(next.refresh_token, person.tokens.refresh_token);
      assert.equal((await as(next.access_token).customerPortal.validateToken()).status, 204);
      await refused(world.stranger.own('refresh', { refresh_token: person.tokens.refresh_token }), 401);
      await refused(as(next.access_token).customerPortal.validateToken(), 401);
      await refused(world.stranger.own('refresh', { refresh_token: next.refresh_token }), 401);
      assert.equal((await world.thomas.customerPortal.validateToken()).status, 204, 'other sessions stay');
    });

    test('logging out ends the session at once', async () => {
      const person = await signIn(world.demo, world.calls, world.thomas);
      assert.equal((await person.own('logout', {})).status, 204);
      await refused(person.customerPortal.validateToken(), 401);
      await refused(world.stranger.own('refresh', { refresh_token: person.tokens.refresh_token }), 401);
    });

    test('revoking the refresh token ends the access tokens that came with it', async () => {
      const person = await signIn(world.demo, world.calls, world.thomas);
      const { refresh_token } = person.tokens;
      await refused(world.katrin.customerPortal.revokeToken(null, { refresh_token }), 400);
      await refused(person.customerPortal.revokeToken(null, {}), 400, { message: /refresh_token/ });
      const { data } = await person.customerPortal.revokeToken(null, { refresh_token });
      assert.deepEqual(data, { message: 'Token revoked successfully' });
      await refused(person.customerPortal.validateToken(), 401);
    });

    test('no token, a made-up one and a changed one are refused alike', async () => {
      for (const token of [null, 'nonsense', tampered(world.katrin.tokens.access_token)]) {
        await refused(as(token).customerPortal.validateToken(), 401);
        await refused(as(token).customerPortal.getAllContracts(), 401);
        await refused(as(token).customerPortal.listAllPortalConfigs(), 401);
      }
    });

    test('staff and portal users have doors of their own', async () => {
      const { data } = await world.staff.customerPortal.listAllPortalConfigs();
      assert.ok(data.data.length >= 2);
      await refused(world.stranger.own('adminLogin', { email: world.staff.email, password: 'wrong' }), 401);
      await refused(world.staff.customerPortal.getAllContracts(), 401);
      await refused(world.program.customerPortal.validateToken(), 401);
      await refused(world.katrin.customerPortal.listAllPortalConfigs(), 403);
      await refused(world.katrin.entity.getEntity({ slug: 'contact', id: contact(1) }), 403);
    });

    test('a user without a contact sees only the own account, and hears why', async () => {
      const { data } = await world.pending.customerPortal.getPortalUser();
      assert.equal(data.data._id, portalUser(6));
      const because = { reason: 'PORTAL_USER_PENDING_ACTIVATION' };
      const { customerPortal } = world.pending;
      await refused(customerPortal.validateToken(), 401, because);
      await refused(customerPortal.getContact(), 401, because);
      await refused(customerPortal.getAllContracts(), 401, because);
      await refused(customerPortal.searchPortalUserEntities(null, { slug: 'contract' }), 401, because);
    });

    test('many wrong passwords are slowed down, with the time to wait', async () => {
      const strict = await startDemo('sqlite', { PORTICO_LIMITS: 'on' });
      try {
        const { own } = clients(strict.base, null, world.calls);
        const { portal_id, email } = world.katrin;
        const wrong = () => own('login', { portal_id, email, password: 'wrong' });
        let last;
        for (let tries = 0; tries < 30 && last?.status !== 429; tries += 1) {
          last = await wrong().catch((error) => error.response);
        }
        const answer = await refused(wrong(), 429);
        assert.ok(Number(answer.headers['retry-after']) > 0);
      } finally {
        await strict.stop();
      }
    });
  });
}

/** The same token with another subject. */
function tampered(token) {
  const [head, body, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url'));
  claims.sub = portalUser(2);
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

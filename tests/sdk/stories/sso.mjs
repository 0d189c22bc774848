// Sign-in with identity providers: a real one, and one that lies in every way we could think of.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decodeJwt } from 'jose';
import { clients, refused } from '../calls.mjs';
import { startDemo } from '../demo.mjs';
import { portalUser } from '../people.mjs';
import { Browser } from '../providers/browser.mjs';
import { startGenuine } from '../providers/genuine.mjs';
import { startHostile } from '../providers/hostile.mjs';
import { appCode } from './security.mjs';

const HOST = 'customer.localhost';

/** An id that differs from the given one in its last letter, whatever that is. */
const another = (id) => id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));

export default function tellSso(world) {
  describe('sign-in with identity providers', () => {
    // A house of its own: it may call this machine, which nobody else should.
    const house = {};
    before(async () => {
      house.demo = await startDemo(world.demo.engine, { PORTICO_LIMITS: 'off', PORTICO_ALLOW_PRIVATE_HOOKS: '1' });
      const port = new URL(house.demo.base).port;
      house.portal = house.demo.facts.portals.customer.portal_id;
      house.org = house.demo.facts.organization_id;
      house.url = `http://${HOST}:${port}`;
      house.thomas = house.demo.facts.users.find((user) => user.email === 'thomas.wegner@mail.example');
      house.genuine = await startGenuine([`${house.url}/sso/city`, `${house.url}/sso`]);
      house.hostile = await startHostile();
      house.program = clients(house.demo.base, house.demo.facts.admin.token, world.calls);
      house.stranger = clients(house.demo.base, null, world.calls);
      house.as = (token) => clients(house.demo.base, token, world.calls);
    });
    after(async () => {
      await house.genuine?.stop();
      await house.hostile?.stop();
      await house.demo?.stop();
    });

    const configure = (identity_providers, more = {}) =>
      house.program.customerPortal.putPortalConfig(
        { portal_id: house.portal, page_upsert_mode: 'id' },
        { identity_providers, ...more },
      );
    const city = (changes = {}) => ({
      slug: 'city',
      display_name: 'Stadtwerk-ID',
      provider_type: 'OIDC',
      attribute_mappings: {
        contact: { email: 'email', first_name: 'given_name', last_name: 'family_name' },
      },
      oidc_config: {
        type: 'authorization_code',
        oidc_issuer: house.genuine.issuer,
        client_id: house.genuine.client.id,
        client_secret: house.genuine.client.secret,
        scope: 'openid email profile',
      },
      ...changes,
    });
    const liar = (script, changes = {}) => ({
      slug: 'liar',
      display_name: 'Liar',
      provider_type: 'OIDC',
      oidc_config: {
        type: 'authorization_code',
        oidc_issuer: house.hostile.script(script),
        client_id: 'portico-web',
        client_secret: 'hostile-secret',
        scope: 'openid email',
      },
      ...changes,
    });
    const open = { self_registration_setting: 'ALLOW_WITH_CONTACT_CREATION', registration_identifiers: [] };

    /** Signs somebody in at the real provider, from the button to the page that follows. */
    async function enter(person, claims, browser = new Browser()) {
      if (claims) house.genuine.people.set(person, claims);
      const asked = await browser.follow(`${house.url}/sign-in/with/city`);
      const answer = asked.at?.startsWith(house.genuine.issuer)
        ? await browser.follow(`${asked.at}?as=${person}`)
        : asked;
      return { ...answer, browser, session: browser.cookie(HOST, 'portico_session') };
    }

    describe('a real provider', () => {
      test('is kept with its secret, which nobody reads again', async () => {
        const { data } = await configure([city()], open);
        const everything = [
          data,
          (await house.stranger.customerPortal.getPublicPortalConfigV3({ org_id: house.org, portal_id: house.portal })).data,
          (await house.stranger.customerPortal.getPortalConfigByDomain({ domain: HOST })).data,
          (await house.stranger.customerPortal.getSSOProvider({ provider_slug: 'city', domain: HOST })).data,
          (
            await house.stranger.customerPortal.getPublicSSOProviderV3({
              provider_slug: 'city',
              org_id: house.org,
              portal_id: house.portal,
            })
          ).data,
        ];
        for (const answer of everything) {
          assert.ok(!JSON.stringify(answer).includes('a secret'), JSON.stringify(answer.identity_providers ?? answer));
        }
        const [, , , provider, forWeb] = everything;
        assert.equal(provider.display_name, 'Stadtwerk-ID');
        assert.equal(provider.oidc_config.has_client_secret, true);
        assert.equal(forWeb.oidc_config.oidc_issuer, house.genuine.issuer);
        await configure([city({ oidc_config: { ...city().oidc_config, client_secret: undefined } })]);
        const entered = await enter('kept', { email: 'kept@mail.example', email_verified: true });
        assert.equal(entered.status, 200, 'the secret that was not sent again is still known');
      });

      test('what would weaken a sign-in is refused by name', async () => {
        const config = city().oidc_config;
        const bad = { portal_id: house.portal, page_upsert_mode: 'id' };
        const put = (identity_providers) =>
          house.program.customerPortal.putPortalConfig(bad, { identity_providers });
        const field = 'identity_providers';
        await refused(put([city({ oidc_config: { ...config, type: 'implicit' } })]), 400, { field, message: /implicit/ });
        await refused(put([city({ expose_client_secret: true })]), 400, { field, message: /secret/ });
        await refused(put([city({ slug: 'Über uns' })]), 400, { field, message: /slug/ });
        await refused(put([city({ provider_type: 'SAML' })]), 400, { field, message: /OIDC/ });
        await refused(put([city(), city()]), 400, { field });
        const plain = { ...config, oidc_issuer: 'http://id.example' };
        await refused(put([city({ oidc_config: plain })]), 400, { field, message: /https/ });
        const unknown = house.stranger.customerPortal.getSSOProvider({ provider_slug: 'none', domain: HOST });
        await refused(unknown, 404);
        await refused(house.stranger.customerPortal.getSSOProvider({ provider_slug: 'city' }), 400);
      });

      test('the sign-in page has a button for it, and the button leads there with all that protects it', async () => {
        const browser = new Browser();
        const page = await browser.open(`${house.url}/sign-in`);
        assert.match(page.text, /Sign in with Stadtwerk-ID/);
        const { status, to, headers } = await browser.open(`${house.url}/sign-in/with/city?next=%2Fcontracts`);
        assert.equal(status, 303);
        const asked = new URL(to);
        assert.equal(asked.origin, house.genuine.issuer);
        const parameters = Object.fromEntries(asked.searchParams);
        assert.equal(parameters.response_type, 'code');
        assert.equal(parameters.code_challenge_method, 'S256');
        assert.equal(parameters.redirect_uri, `${house.url}/sso/city`);
        assert.equal(parameters.scope, 'openid email profile');
        assert.equal(parameters.code_challenge.length, 43);
        assert.ok(parameters.state.length > 60 && parameters.nonce.length === 43);
        const [cookie] = headers['set-cookie'];
        assert.match(cookie, /HttpOnly; SameSite=Lax/);
        const [id] = parameters.state.split('.');
        assert.ok(cookie.startsWith(`portico_provider=${id}.`), 'it is bound to this browser');
      });

      test('a known customer with a proved address lands on the dashboard', async () => {
        const claims = { email: 'katrin.berger@mail.example', email_verified: true, given_name: 'Katrin' };
        const entered = await enter('katrin', claims);
        assert.equal(entered.status, 200);
        assert.ok(entered.session, 'there is a session');
        assert.match(entered.text, /Katrin/);
        const again = await enter('katrin', { email: 'moved@mail.example', email_verified: false });
        assert.match(again.text, /Katrin/, 'once known, the identity is what counts, not the address');
      });

      test('an address that the provider does not vouch for opens no account: the password does, once', async () => {
        const claims = { email: 'thomas.wegner@mail.example', email_verified: false };
        const asked = await enter('thomas', claims);
        assert.equal(asked.session, undefined);
        assert.match(asked.text, /thomas\.wegner@mail\.example/);
        assert.match(asked.text, /password/i);
        const { browser } = asked;
        const send = (email, password) =>
          browser.follow(`${house.url}/sign-in`, { method: 'POST', form: { email, password, next: '/' } });
        assert.equal((await send('thomas.wegner@mail.example', 'wrong password')).status, 401);
        const { password } = house.thomas;
        assert.match((await send('thomas.wegner@mail.example', password)).text, /Thomas/);
        const next = await enter('thomas');
        assert.ok(next.session, 'from now on the provider is enough');
        assert.match(next.text, /Thomas/);
      });

      test('somebody else who signs in meanwhile is not connected', async () => {
        const asked = await enter('not-daniel', { email: 'petra.new@mail.example', email_verified: true });
        assert.ok(asked.session);
        const waiting = await enter('wants-katrin', { email: 'katrin.berger@mail.example', email_verified: false });
        const { email, password } = house.thomas;
        const form = { email, password, next: '/' };
        await waiting.browser.follow(`${house.url}/sign-in`, { method: 'POST', form });
        const again = await enter('wants-katrin');
        assert.equal(again.session, undefined, 'the waiting identity opened nobody’s account');
      });

      test('a new customer gets an account and a contact of what the provider tells', async () => {
        const claims = {
          email: 'neu.hier@mail.example',
          email_verified: true,
          given_name: 'Nora',
          family_name: 'Neu',
        };
        const entered = await enter('nora', claims);
        assert.ok(entered.session);
        const { data } = await house.program.entity.searchEntities(null, {
          q: '_schema:contact AND last_name:"Neu"',
          size: 5,
        });
        assert.equal(data.results.length, 1);
        assert.equal(data.results[0].first_name, 'Nora');
      });

      test('a new address that nobody vouches for is proved by a code in the same browser', async () => {
        const claims = { email: 'unproved@mail.example', email_verified: false, name: 'Udo Unproved' };
        const asked = await enter('udo', claims);
        assert.equal(asked.session, undefined);
        const code = await codeFor('unproved@mail.example');
        const prove = (browser, typed) =>
          browser.follow(`${house.url}/sign-in/proof`, { method: 'POST', form: { code: typed } });
        const elsewhere = await prove(new Browser(), code);
        assert.equal(elsewhere.status, 401, 'another browser proves nothing');
        assert.equal((await prove(asked.browser, '000000')).status, 422);
        const entered = await prove(asked.browser, code);
        assert.equal(entered.status, 200);
        assert.ok(asked.browser.cookie(HOST, 'portico_session'));
      });

      test('claims lead to the contact that the configuration says', async () => {
        const mapping = { contact: { customer_number: 'customer_number' } };
        const mine = { attribute_mappings: city().attribute_mappings, entity_matching: mapping };
        const { data } = await house.program.entity.getEntity({ slug: 'contact', id: '01910000-0011-7000-8a00-000000000002' });
        const number = data.entity.customer_number ?? data.entity._id;
        await configure([city(mine)], { ...open, self_registration_setting: 'DENY' });
        const stranger = { email: 'somebody@mail.example', email_verified: true, customer_number: '99999999' };
        const lost = await enter('lost', stranger);
        assert.equal(lost.session, undefined);
        assert.match(lost.text, /we find no account/i);
        assert.match(lost.text, /Sign in with password/);
        if (data.entity.customer_number) {
          const known = { email: 'second@mail.example', email_verified: true, customer_number: number };
          const entered = await enter('second', known);
          assert.ok(entered.session, entered.text);
        }
        await configure([city()], open);
      });

      test('the provider may switch an account off', async () => {
        const mappings = { ...city().attribute_mappings, portal_user: { access_status: 'active' } };
        await configure([city({ attribute_mappings: mappings })], open);
        const claims = { email: 'switched@mail.example', email_verified: true, active: true };
        assert.ok((await enter('switched', claims)).session);
        const off = await enter('switched', { ...claims, active: false });
        assert.equal(off.session, undefined);
        assert.match(off.text, /blocked/);
        assert.ok((await enter('switched', claims)).session, 'and on again');
        await configure([city()], open);
      });

      test('breaking it off leads back, in words of our own', async () => {
        const browser = new Browser();
        const asked = await browser.follow(`${house.url}/sign-in/with/city`);
        const back = await browser.follow(`${asked.at}/refuse`);
        assert.equal(back.status, 422);
        assert.match(back.text, /broken off/);
        assert.ok(!back.text.includes('<b>no</b>'));
        assert.match(back.text, /Sign in with password/);
        assert.equal(browser.cookie(HOST, 'portico_session'), undefined);
      });

      test('a portal may lead straight there, but never right after signing out', async () => {
        await configure([city()], {
          ...open,
          auth_settings: { entry_point: 'SSO', preferred_sso_providers: ['city'], auto_redirect_to_sso: true },
        });
        const browser = new Browser();
        const led = await browser.open(`${house.url}/sign-in?next=%2Fhelp`);
        assert.equal(led.to, `${house.url}/sign-in/with/city?next=%2Fhelp`);
        assert.match((await browser.open(`${house.url}/sign-in?stay=1`)).text, /Sign in with Stadtwerk-ID/);
        const entered = await enter('katrin', null, browser);
        assert.ok(entered.session);
        const out = await browser.follow(`${house.url}/sign-out`, { method: 'POST' });
        assert.equal(out.at, `${house.url}/signed-out`);
        assert.match(out.text, /session\/end\?client_id=portico-web/);
        assert.equal(browser.cookie(HOST, 'portico_session'), undefined);
        const { data } = await house.stranger.customerPortal.getUserEntryPoint({
          email: 'katrin.berger@mail.example',
          domain: HOST,
        });
        assert.equal(data.entry_point, 'SSO');
        assert.deepEqual(data.preferred_sso_providers, ['city']);
        await configure([city()], { ...open, auth_settings: {} });
      });
    });

    describe('front ends of others', () => {
      const login = (token, body = {}, more = {}) =>
        house.as(token).customerPortal.ssoLoginV3({ domain: HOST, ...more }, body);

      test('a code is exchanged on the server, and the identity token opens an account', async () => {
        await configure([city()], open);
        const browser = new Browser();
        const verifier = 'a'.repeat(50);
        const { createHash } = await import('node:crypto');
        const ask = new URL(`${house.genuine.issuer}/auth`);
        const redirect_uri = `${house.url}/sso`;
        ask.search = new URLSearchParams({
          client_id: 'portico-web',
          response_type: 'code',
          redirect_uri,
          scope: 'openid email profile',
          state: 'mine',
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
        });
        house.genuine.people.set('front', { email: 'front@mail.example', email_verified: true });
        const asked = await browser.follow(ask.toString());
        let step = await browser.open(`${asked.at}?as=front`);
        while (!step.to.startsWith(redirect_uri)) step = await browser.open(step.to);
        const code = new URL(step.to).searchParams.get('code');
        const body = {
          grant_type: 'authorization_code',
          code,
          client_id: 'portico-web',
          code_verifier: verifier,
          token_endpoint: 'http://169.254.169.254/',
          provider_slug: 'city',
        };
        await refused(
          house.stranger.customerPortal.ssoCallback({ domain: HOST }, { ...body, client_id: 'other' }),
          400,
          { field: 'client_id' },
        );
        const { data: tokens } = await house.stranger.customerPortal.ssoCallback({ domain: HOST }, { ...body, redirect_uri });
        assert.equal(decodeJwt(tokens.id_token).sub, 'front');
        const used = house.stranger.customerPortal.ssoCallback({ domain: HOST }, { ...body, redirect_uri });
        await refused(used, 400, { reason: 'SSO_TOKEN_NOT_VALID' });
        // This provider tells the address only when asked again, so that the token alone does not say whose it is.
        await refused(login(tokens.id_token), 400, { reason: 'SSO_EMAIL_MISSING' });
      });

      test('an identity token becomes a ticket, and the ticket tokens, once', async () => {
        await configure([city(), liar('good')], open);
        const token = await house.hostile.token('good', {
          sub: 'katrin-at-good',
          email: 'katrin.berger@mail.example',
        });
        const { data } = await login(token);
        assert.equal(data.email, 'katrin.berger@mail.example');
        const { data: tokens } = await house.stranger.own('exchange', { token: data.token });
        assert.equal(decodeJwt(tokens.access_token).sub, portalUser(1));
        await refused(house.stranger.own('exchange', { token: data.token }), 401);
        const byOrigin = { origin: 'END_CUSTOMER_PORTAL', org_id: house.org };
        const { data: other } = await house.as(token).customerPortal.ssoLogin(byOrigin, { provider_slug: 'liar' });
        assert.equal(other.email, 'katrin.berger@mail.example');
      });

      test('nobody new is taken in where only known people may come', async () => {
        const token = await house.hostile.token('good', { sub: 'new-at-good', email: 'brand.new@mail.example' });
        await refused(login(token, { login_only: true }), 400, { reason: 'PORTAL_ACCOUNT_NOT_FOUND' });
        const unproved = await house.hostile.token('good', {
          sub: 'unproved-at-good',
          email: 'katrin.berger@mail.example',
          email_verified: false,
        });
        await refused(login(unproved), 400, { reason: 'SSO_ACCOUNT_NOT_CONNECTED' });
        const { data } = await login(token);
        assert.equal(data.email, 'brand.new@mail.example');
      });

      test('where everybody needs a second factor, a provider vouches for one in the words agreed on', async () => {
        const asks = (second_factor) => house.program.customerPortal.putPortalConfig(
          { portal_id: house.portal, page_upsert_mode: 'id' },
          { auth_settings: { second_factor } },
        );
        const enters = async (claims) => {
          const token = await house.hostile.token('good', { sub: 'new-at-good', email: 'brand.new@mail.example', ...claims });
          const { data } = await login(token);
          return (await house.stranger.own('exchange', { token: data.token })).data;
        };
        const reads = ({ access_token }) => house.as(access_token).customerPortal.getAllContracts();
        await asks('REQUIRED');
        const once = await enters({ amr: ['pwd'] });
        await refused(reads(once), 401, { reason: 'SECOND_FACTOR_REQUIRED' });
        assert.equal((await reads(await enters({ amr: ['pwd', 'mfa'] }))).status, 200);
        // Who has an app is asked for its code, unless the provider has asked.
        const { data: begun } = await house.as(once.access_token).own('beginApp', {});
        await house.as(once.access_token).own('confirmApp', { code: appCode(begun.secret, -1) });
        const asked = await enters({});
        assert.deepEqual([asked.challenge, asked.access_token], ['TOTP', undefined]);
        const { data: tokens } = await house.stranger.own('answerChallenge', { session: asked.session, code: appCode(begun.secret, 0) });
        assert.equal((await reads(tokens)).status, 200);
        await asks('OPTIONAL');
        assert.equal((await reads(await enters({}))).status, 200);
      });

      test('a token that is wrong in anything is refused', async () => {
        const now = Math.floor(Date.now() / 1000);
        const wrong = {
          'for somebody else': { aud: 'other' },
          over: { exp: now - 300 },
          'too old': { iat: now - 7200 },
          'of another issuer': { iss: 'https://evil.example' },
          'given to somebody else': { azp: 'other' },
        };
        for (const [name, claims] of Object.entries(wrong)) {
          const token = await house.hostile.token('good', claims);
          await refused(login(token, { provider_slug: 'liar' }), 401, { reason: 'SSO_TOKEN_NOT_VALID' }).catch(
            (error) => assert.fail(`${name}: ${error.message}`),
          );
        }
        await refused(login('nonsense'), 401);
        await refused(login(null), 401);
        await refused(login(world.katrin.tokens.id_token), 401);
        await refused(login(await house.hostile.token('good'), { provider_slug: 'city' }), 401);
      });

      test('an answer sent as a form goes on to portals alone', async () => {
        const send = (web_uri, headers, body) =>
          fetch(`${house.demo.base}/v2/portal/public/sso/redirect?web_uri=${encodeURIComponent(web_uri)}`, {
            method: 'POST',
            redirect: 'manual',
            headers,
            body,
          });
        const home = `${house.url}/login?x=1`;
        const parts = new FormData();
        parts.set('code', 'a b');
        parts.set('state', 's');
        const encodings = [
          [{}, parts],
          [{ 'content-type': 'application/x-www-form-urlencoded' }, 'code=a+b&state=s'],
          [{ 'content-type': 'application/json' }, '{"code":"a b","state":"s"}'],
        ];
        for (const [headers, body] of encodings) {
          const answer = await send(home, headers, body);
          assert.equal(answer.status, 301);
          const to = new URL(answer.headers.get('location'));
          assert.equal(to.origin, house.url);
          assert.equal(to.searchParams.get('code'), 'a b');
          assert.equal(to.searchParams.get('state'), 's');
        }
        const away = ['https://evil.example/', '//evil.example', `${house.url}@evil.example/`, 'javascript:alert(1)'];
        for (const web_uri of [...away, house.demo.base, 'https://nobody.localhost/']) {
          const answer = await send(web_uri, { 'content-type': 'application/json' }, '{"code":"a","state":"s"}');
          assert.equal(answer.status, 400, web_uri);
          assert.equal((await answer.json()).field, 'web_uri');
        }
        const redirected = house.stranger.customerPortal.ssoRedirect(
          { web_uri: home },
          { code: 'a', state: 's' },
          { maxRedirects: 0, validateStatus: (status) => status === 301 },
        );
        assert.equal((await redirected).status, 301);
      });

      test('a provider may part a person from us, with its secret', async () => {
        await configure([city(), liar('good')], open);
        const token = await house.hostile.token('good', { sub: 'parted', email: 'parted@mail.example' });
        const { data: ticket } = await login(token);
        const { data: tokens } = await house.stranger.own('exchange', { token: ticket.token });
        assert.equal((await house.as(tokens.access_token).customerPortal.validateToken()).status, 204);
        const place = { client_id: 'portico-web', user_id: 'parted' };
        const basic = (secret) => ({
          headers: { authorization: `Basic ${Buffer.from(`portico-web:${secret}`).toString('base64')}` },
        });
        const { customerPortal } = house.stranger;
        await refused(customerPortal.deRegisterMLoginUser(place), 401);
        await refused(customerPortal.deRegisterMLoginUser(place, null, basic('wrong')), 401);
        await refused(customerPortal.notifyMLoginInterestChange(place, {}, basic('wrong')), 401);
        const interest = { interest_tag: 'news', action: 'add' };
        const noted = await customerPortal.notifyMLoginInterestChange(place, interest, basic('hostile-secret'));
        assert.equal(noted.status, 200);
        assert.equal((await customerPortal.deRegisterMLoginUser(place, null, basic('hostile-secret'))).status, 204);
        await refused(house.as(tokens.access_token).customerPortal.validateToken(), 401);
        const again = { client_id: 'portico-web', user_id: 'never seen' };
        assert.equal((await customerPortal.deRegisterMLoginUser(again, null, basic('hostile-secret'))).status, 204);
      });
    });

    tellHostile({ house, configure, liar, open });

    async function codeFor(to) {
      for (let tries = 0; tries < 50; tries += 1) {
        const answer = await fetch(`${house.demo.base}/admin/mailbox/messages.json`, {
          headers: { authorization: `Bearer ${house.demo.facts.admin.token}` },
        });
        const found = (await answer.json()).find((mail) => mail.to === to);
        const code = found?.text.split('\n').find((line) => /^\d{6}$/.test(line));
        if (code) return code;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`no code to ${to}`);
    }
  });
}

/** Everything that a provider, or somebody between, may do wrong: each is refused, plainly and without a session. */
function tellHostile({ house, configure, liar, open }) {
  const issuerOf = (slug) => house.hostile.script(slug);

  /** Begins in a browser; answers what the provider was asked. */
  async function begin(browser, slug = 'liar') {
    const begun = await browser.open(`${house.url}/sign-in/with/${slug}`);
    if (!begun.to) return { page: begun };
    const asked = Object.fromEntries(new URL(begun.to).searchParams);
    const code = `code-${Math.random()}`;
    house.hostile.state.nonces.set(code, asked.nonce);
    return { asked, code };
  }

  const back = (browser, parameters, slug = 'liar') =>
    browser.open(`${house.url}/sso/${slug}?${new URLSearchParams(parameters)}`);

  async function attempt(script) {
    await configure([liar(script)], open);
    const browser = new Browser();
    const { asked, code, page } = await begin(browser);
    const answer = page ?? (await back(browser, { code, state: asked.state }));
    return { answer, browser };
  }

  function assertRefused({ answer, browser }, script, words) {
    assert.ok([401, 403, 422, 502].includes(answer.status), `${script}: ${answer.status}`);
    assert.equal(browser.cookie(HOST, 'portico_session'), undefined, `${script}: a session`);
    assert.match(answer.text, words, script);
    assert.match(answer.text, /Sign in with password/, `${script}: a way on`);
    const read = answer.text.replace(/<[^>]+>/g, ' ');
    assert.ok(!/panic|invalid_grant|&lt;script|127\.0\.0\.1|nonce|signature/i.test(read), `${script}: ${read}`);
  }

  describe('a hostile provider', () => {
    const untrusted = /could not be checked safely/;
    const unavailable = /does not answer as it should/;
    const table = {
      'wrong-issuer': untrusted,
      'issuer-with-slash': untrusted,
      'no-issuer': untrusted,
      'wrong-audience': untrusted,
      'no-audience': untrusted,
      'many-audiences': untrusted,
      'wrong-azp': untrusted,
      'wrong-nonce': untrusted,
      'no-nonce': untrusted,
      over: untrusted,
      'no-end': untrusted,
      'from-the-future': untrusted,
      'not-yet': untrusted,
      'no-issued-at': untrusted,
      'no-subject': untrusted,
      'long-subject': untrusted,
      'wrong-at-hash': untrusted,
      none: untrusted,
      'none-with-signature': untrusted,
      'secret-from-public-key': untrusted,
      'client-secret-as-key': untrusted,
      'another-key': untrusted,
      'key-in-token': untrusted,
      'unknown-key': untrusted,
      changed: untrusted,
      'no-signature': untrusted,
      'not-a-token': untrusted,
      critical: untrusted,
      'no-identity-token': untrusted,
      'userinfo-of-another': untrusted,
      'token-refuses': untrusted,
      'token-nonsense': untrusted,
      'names-issuer': untrusted,
      'no-email': /did not tell us an e-mail address/,
      'userinfo-huge': unavailable,
      'userinfo-redirect': unavailable,
      'token-huge': unavailable,
      'token-redirect': unavailable,
      'token-fails': unavailable,
      'token-inside': unavailable,
      'keys-huge': unavailable,
      'keys-redirect': unavailable,
      'keys-nonsense': unavailable,
      'keys-inside': unavailable,
      'discovery-huge': unavailable,
      'discovery-redirect': unavailable,
      'discovery-nonsense': unavailable,
      'discovery-error': unavailable,
      'discovery-of-another': unavailable,
    };

    test('a well-behaved answer of the same provider opens an account, with both algorithms', async () => {
      for (const script of ['good', 'elliptic']) {
        const { answer, browser } = await attempt(script);
        assert.equal(answer.status, 303, `${script}: ${answer.text}`);
        assert.ok(browser.cookie(HOST, 'portico_session'), script);
        assert.equal(house.hostile.state.lastForm.code_verifier.length, 43);
      }
    });

    for (const [script, words] of Object.entries(table)) {
      test(`${script} is refused, plainly and without a session`, async () => {
        assertRefused(await attempt(script), script, words);
        assert.ok(!house.hostile.state.seen.some((line) => line.includes('/tripwire/')), 'nobody followed a redirect');
      });
    }

    test('a slow one keeps nobody waiting for long, nor anybody else', { timeout: 60_000 }, async () => {
      for (const script of ['discovery-slow', 'token-slow']) {
        const waiting = attempt(script);
        const { status } = await new Browser().open(`${house.url}/sign-in`);
        assert.equal(status, 200);
        assertRefused(await waiting, script, unavailable);
      }
    });

    test('code and state are good once, in one browser, for one provider', async (t) => {
      const forged = [];
      await configure([liar('good'), { ...liar('names-issuer'), slug: 'other', display_name: 'Other' }], open);
      const own = new Browser();
      const { asked, code } = await begin(own);
      const right = { code, state: asked.state };
      const kept = own.cookie(HOST, 'portico_provider');
      const [id, secret] = asked.state.split('.');
      const others = new Browser();
      await begin(others);
      const wrong = [
        ['another browser', others, right, 'liar'],
        ['no browser at all', new Browser(), right, 'liar'],
        ['no state', own, { code }, 'liar'],
        ['an empty state', own, { code, state: '' }, 'liar'],
        ['a made-up state', own, { code, state: `${id}.${'x'.repeat(43)}` }, 'liar'],
        ['a state without its secret', own, { code, state: id }, 'liar'],
        ['another id', own, { code, state: `${another(id)}.${secret}` }, 'liar'],
        ['the address of another provider', own, right, 'other'],
        ['a provider that there is not', own, right, 'none'],
      ];
      for (const [name, browser, parameters, slug] of wrong) {
        const answer = await back(browser, parameters, slug);
        assert.ok([401, 404].includes(answer.status), `${name}: ${answer.status}`);
        assert.equal(browser.cookie(HOST, 'portico_session'), undefined, name);
        // A refusal takes the cookie away; somebody who forges answers would keep it.
        own.cookies.get(HOST).set('portico_provider', kept);
        forged.push(name);
      }
      t.diagnostic(`${forged.length} forged answers refused`);
      assert.equal((await back(own, right)).status, 303, 'the right one still counts');
    });

    test('an answer that was used is not used again, however often it comes at once', async () => {
      await configure([liar('good')], open);
      const browser = new Browser();
      const { asked, code } = await begin(browser);
      const cookie = browser.cookie(HOST, 'portico_provider');
      const tries = Array.from({ length: 20 }, () => {
        const twin = new Browser();
        twin.cookies.set(HOST, new Map([['portico_provider', cookie]]));
        return back(twin, { code, state: asked.state }).then((answer) => ({ answer, twin }));
      });
      const all = await Promise.all(tries);
      assert.equal(all.filter(({ answer }) => answer.status === 303).length, 1);
      assert.equal(all.filter(({ twin }) => twin.cookie(HOST, 'portico_session')).length, 1);
    });

    test('an answer mixed up between two providers is refused before its code is spent', async () => {
      const honest = { ...liar('names-issuer-honest'), slug: 'honest', display_name: 'Honest' };
      await configure([liar('good'), honest], open);
      const browser = new Browser();
      const { asked, code } = await begin(browser, 'honest');
      const before = house.hostile.state.seen.length;
      const mixed = await back(browser, { code, state: asked.state, iss: issuerOf('good') }, 'honest');
      assertRefused({ answer: mixed, browser }, 'mix-up', untrusted);
      const asks = house.hostile.state.seen.slice(before).filter((line) => line.includes('/token'));
      assert.deepEqual(asks, [], 'the code went nowhere');
      const again = new Browser();
      const { asked: next, code: fresh } = await begin(again, 'honest');
      const right = { code: fresh, state: next.state, iss: issuerOf('names-issuer-honest') };
      assert.equal((await back(again, right, 'honest')).status, 303);
    });

    test('an answer sent as a form from elsewhere is taken up by the browser itself', async () => {
      await configure([liar('good')], open);
      const browser = new Browser();
      const { asked, code } = await begin(browser);
      const form = { code, state: asked.state };
      const headers = { origin: house.hostile.base, 'sec-fetch-site': 'cross-site' };
      const carried = await browser.open(`${house.url}/sso/liar`, { method: 'POST', form, headers });
      assert.equal(carried.status, 303);
      assert.ok(carried.to.startsWith(`${house.url}/sso/liar?`));
      assert.equal((await browser.open(carried.to)).status, 303);
      assert.ok(browser.cookie(HOST, 'portico_session'));
    });

    test('new keys are found when a token names one', { timeout: 30_000 }, async () => {
      assert.equal((await attempt('good')).answer.status, 303);
      await new Promise((resolve) => setTimeout(resolve, 5_200));
      await house.hostile.rotate();
      assert.equal((await attempt('good')).answer.status, 303);
      const before = house.hostile.state.seen.length;
      for (let tries = 0; tries < 5; tries += 1) await attempt('unknown-key');
      const asks = house.hostile.state.seen.slice(before).filter((line) => line.endsWith('/keys'));
      assert.ok(asks.length <= 2, `made-up names made us ask ${asks.length} times`);
    });
  });
}

// A portal's domain: named in the console, proved at a name server of the story, and followed by its users.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startNames } from '../sdk/names.mjs';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { ask, content, follow, login, press, setStage, signIn, stranger } from './stage.mjs';

const HOST = 'kunden.stadtwerke-auental.de';
const PROOF = `_portal-domain.${HOST}`;
const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

let stage;
let names;
let desk;
before(async () => {
  names = await startNames();
  stage = await setStage({ PORTICO_DNS: names.address, PORTICO_DOMAIN_TARGET: names.target });
  desk = await administrator(stage);
});
after(async () => {
  await stage?.stop();
  names?.stop();
});

const portal = () => stage.demo.facts.portals.customer.portal_id;
const at = (path = '') => open(stage, desk, `/portals/${portal()}/domain${path}`);
const look = () => press(desk, /^(Look now|Jetzt nachsehen)$/);

/** Nothing is wrong with the page, wide and on a phone, in light and in dark, and nothing scrolls sideways. */
async function isSound(tab, name) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
    await tab.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme });
      assert.deepEqual(await findings(tab), [], `${name}, ${size}, ${colorScheme}`);
      if (process.env.PORTICO_SHOTS) {
        await tab.screenshot({ path: `${process.env.PORTICO_SHOTS}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      }
    }
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}, ${size}, scrolls sideways`);
  }
  await tab.setViewportSize(WIDE);
  await tab.emulateMedia({ colorScheme: 'light' });
}

/** An answer of a host, without a browser's help. */
const from = (host, path, options = {}) =>
  ask({ home: stage.url(host), context: () => ({ cookies: async () => [] }) }, path, options);

test('a host of this machine needs no records', async () => {
  await at();
  assert.match(await content(desk), /This name needs no records/);
  await isSound(desk, 'domain-local');
});

test('another domain is wanted after a question that says what it means', async () => {
  await desk.getByLabel(/^Domain/).fill('https://kunden.de/x');
  await press(desk, 'Save domain');
  await press(desk, 'Change domain');
  assert.match(await desk.title(), /^Error: /);
  assert.match(await content(desk), /That is no name of a domain/);
  assert.equal(await desk.getByLabel(/^Domain/).inputValue(), 'https://kunden.de/x');
  await isSound(desk, 'domain-refused');
  await desk.getByLabel(/^Domain/).fill(HOST.toUpperCase());
  await press(desk, 'Save domain');
  assert.match(await content(desk), /Passkeys belong to a domain/);
  assert.match(await content(desk), /Links in letters with customer\.localhost go on/);
  await isSound(desk, 'domain-change');
  await press(desk, 'Change domain');
  assert.match(await content(desk), /The domain is saved/);
  assert.match(await content(desk), /Shows the portal until the new domain is active/);
  assert.equal((await from(HOST, '/sign-in')).status, 404, 'nobody has proved it');
  assert.equal((await from('customer.localhost', '/sign-in')).status, 200);
});

test('each look says what was found and what is missing', async () => {
  await look();
  assert.match(await content(desk), new RegExp(`There is nothing under ${PROOF.replaceAll('.', '\\.')} yet`));
  await isSound(desk, 'domain-wanted');
  const parts = await desk.locator('code.copyable').allInnerTexts();
  const value = parts.find((part) => part.startsWith('portal-domain='));
  assert.ok(parts.includes(PROOF) && parts.includes(names.target), 'everything to enter stands there');
  names.text(PROOF, 'portal-domain=somebody-elses');
  names.leadsTo(HOST, '198.51.100.66');
  names.authority('stadtwerke-auental.de', 'issue', 'digicert.com');
  await look();
  for (const said of [/There is something else under/, /The domain leads elsewhere: 198\.51\.100\.66/, /CAA records of stadtwerke-auental\.de forbid/]) {
    assert.match(await content(desk), said);
  }
  await isSound(desk, 'domain-wrong');
  names.text(PROOF, value);
  names.forget(HOST);
  names.alias(HOST, names.target);
  await look();
  assert.match(await content(desk), /The proof is there/);
  assert.match(await content(desk), /The domain leads here/);
  names.authority('stadtwerke-auental.de', 'issue', 'letsencrypt.org');
  await look();
  assert.match(await content(desk), /Active since/);
  await isSound(desk, 'domain-active');
});

test('users come to the same page at the new domain, and sign in there', async () => {
  const port = new URL(stage.customer).port;
  const moved = await from('customer.localhost', '/contracts?lang=de');
  assert.deepEqual([moved.status, moved.headers.location], [307, `http://${HOST}:${port}/contracts?lang=de`]);
  const sent = await from('customer.localhost', '/sign-in', { method: 'POST' });
  assert.deepEqual([sent.status, sent.headers.location], [303, `http://${HOST}:${port}/sign-in`]);
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/sign-in`);
  assert.equal(new URL(tab.url()).hostname, HOST);
  const { email, password } = login(stage, 'katrin');
  await signIn(tab, email, password);
  assert.equal(tab.url(), `http://${HOST}:${port}/`);
  const cookies = await tab.context().cookies();
  assert.deepEqual(new Set(cookies.map(({ domain }) => domain)), new Set([HOST]), 'cookies belong to this host alone');
});

test('a host that is only claimed changes nothing', async () => {
  for (const name of ['x-forwarded-host', 'x-host', 'forwarded']) {
    const value = name === 'forwarded' ? 'host=evil.de' : 'evil.de';
    for (const path of ['/', '/sign-in', '/register', '/forgot-password']) {
      const answer = await from(HOST, path, { headers: { [name]: value } });
      assert.ok(!JSON.stringify(answer.headers).includes('evil') && !answer.text.includes('evil'), `${name} ${path}`);
    }
    const moved = await from('customer.localhost', '/', { headers: { [name]: value } });
    assert.ok(moved.headers.location.startsWith(`http://${HOST}:`), name);
  }
  const unknown = await from('evil.de', '/sign-in');
  assert.equal(unknown.status, 404);
});

test('records that vanish are told where an administrator looks', async () => {
  names.forget(PROOF);
  await at();
  await look();
  assert.match(await content(desk), /Active, records missing/);
  await isSound(desk, 'domain-trouble');
  await open(stage, desk, '');
  assert.match(await content(desk), /records of kunden\.stadtwerke-auental\.de are missing/);
  assert.equal((await from(HOST, '/sign-in')).status, 200, 'one look switches nothing off');
});

test('a former domain redirects for as long as the administrator wants', async () => {
  await at();
  await follow(desk, /^End redirect/);
  assert.match(await content(desk), /lead nowhere then/);
  await isSound(desk, 'domain-let-go');
  await press(desk, 'End redirect');
  assert.equal((await from('customer.localhost', '/')).status, 404);
  assert.equal((await from(`${portal()}.localhost`, '/sign-in')).status, 200, 'the built-in host is always there');
});

test('everything is there without scripts, in German, too', async () => {
  const plain = await administrator(stage, { locale: 'de-DE', javaScriptEnabled: false });
  await open(stage, plain, `/portals/${portal()}/domain`);
  assert.equal(await plain.locator('button.copy').count(), 0);
  await plain.getByText('Stattdessen als CNAME').first().click();
  await plain.locator('code.copyable').first().click();
  await press(plain, /^Jetzt nachsehen$/);
  assert.match(await content(plain), /Wir haben nachgesehen/);
  if (process.env.PORTICO_SHOTS) {
    await plain.screenshot({ path: `${process.env.PORTICO_SHOTS}/domain-german.png`, fullPage: true });
  }
});

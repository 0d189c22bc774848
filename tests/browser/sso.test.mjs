// Signing in with an account that one has elsewhere: set up in the console, tried, and used on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startGenuine } from '../sdk/providers/genuine.mjs';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { follow, press, setStage, stranger } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const THOMAS = { email: 'thomas.wegner@mail.example', given_name: 'Thomas', family_name: 'Wegner' };

let stage;
let provider;
before(async () => {
  // A house that may call this machine, which nobody else should.
  stage = await setStage({ PORTICO_ALLOW_PRIVATE_HOOKS: '1' });
  provider = await startGenuine([`${stage.customer}/sso/city`]);
});
after(async () => {
  await provider?.stop();
  await stage?.stop();
});

async function shot(tab, name) {
  if (process.env.PORTICO_SHOTS) await tab.screenshot({ path: `${process.env.PORTICO_SHOTS}/${name}.png`, fullPage: true });
}

/** Nothing is wrong with the page, in light and in dark, and nothing scrolls sideways. */
async function isSound(tab, name) {
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme });
    assert.deepEqual(await findings(tab), [], `${name}, ${colorScheme}`);
    await shot(tab, `${name}-${colorScheme}`);
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} does not scroll sideways`);
}

const portal = () => stage.demo.facts.portals.customer.portal_id;

/** Presses the provider's button and says there who one is. */
async function signInWith(tab, person) {
  await follow(tab, /^Mit Stadtwerk-ID anmelden$/);
  assert.equal(new URL(tab.url()).origin, provider.issuer, 'at the provider');
  await tab.getByLabel('Name').fill(person);
  await press(tab, /^Continue$/);
}

test('an administrator sets a provider up, tries it and sees what it said', async () => {
  const desk = await administrator(stage, { locale: 'de-DE' });
  await open(stage, desk, `/portals/${portal()}/providers`);
  await isSound(desk, 'sso-console-none');
  await open(stage, desk, `/portals/${portal()}/provider`);
  const typed = { Name: 'Stadtwerk-ID', Kurzname: 'city', 'Aussteller (Issuer)': provider.issuer, 'Client-ID': provider.client.id, 'Client-Secret': provider.client.secret };
  for (const [label, value] of Object.entries(typed)) await desk.getByLabel(label, { exact: false }).first().fill(value);
  await press(desk, /^Ausprobieren$/);
  await isSound(desk, 'sso-console-tried');
  assert.ok((await desk.innerText('main')).includes(`${provider.issuer}/session/end`), 'what was found is told');
  assert.ok(!(await desk.content()).includes('a secret &amp; more'), 'the secret is not told again');
  await desk.getByLabel('Client-Secret', { exact: false }).first().fill(provider.client.secret);
  await press(desk, /^Einstellungen speichern$/);
  await open(stage, desk, `/portals/${portal()}/providers`);
  assert.match(await desk.innerText('main'), /Stadtwerk-ID/);
  await isSound(desk, 'sso-console-list');
  await desk.setViewportSize(PHONE.viewport);
  await isSound(desk, 'sso-console-phone');
});

test('a customer signs in with it on a phone, without scripts', async () => {
  provider.people.set('thomas', { ...THOMAS, email_verified: true });
  const tab = await stranger(stage, { ...PHONE, javaScriptEnabled: false });
  await tab.goto(`${stage.customer}/sign-in`);
  await signInWith(tab, 'thomas');
  assert.equal(new URL(tab.url()).pathname, '/', 'the dashboard');
  assert.match(await tab.innerText('body'), /Thomas/);
  await shot(tab, 'sso-dashboard');
});

test('the sign-in page and the pages on the way are sound', async () => {
  const tab = await stranger(stage, PHONE);
  await tab.goto(`${stage.customer}/sign-in`);
  await isSound(tab, 'sso-sign-in');
  await tab.setViewportSize({ width: 1280, height: 900 });
  await isSound(tab, 'sso-sign-in-wide');
  await follow(tab, /^Mit Stadtwerk-ID anmelden$/);
  await follow(tab, /^Refuse$/);
  assert.match(await tab.innerText('main'), /abgebrochen/);
  await isSound(tab, 'sso-cancelled');
});

test('an address that the provider does not vouch for is connected with the password, once', async () => {
  provider.people.set('katrin', { email: 'katrin.berger@mail.example', email_verified: false, given_name: 'Katrin' });
  const tab = await stranger(stage, PHONE);
  await tab.goto(`${stage.customer}/sign-in`);
  await signInWith(tab, 'katrin');
  assert.match(await tab.innerText('main'), /Einmal das Passwort/);
  await isSound(tab, 'sso-once');
  const { password } = stage.demo.facts.users.find(({ email }) => email.startsWith('katrin.berger'));
  await tab.getByLabel(/^Passwort/).fill(password);
  await press(tab, /^Anmelden und verbinden$/);
  assert.equal(new URL(tab.url()).pathname, '/', 'the dashboard');
  const again = await stranger(stage, PHONE);
  await again.goto(`${stage.customer}/sign-in`);
  await signInWith(again, 'katrin');
  assert.equal(new URL(again.url()).pathname, '/', 'the next time without the password');
});

// Passkeys in a browser, with a device that the browser plays: added, used, named, taken away, and what goes wrong.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { ask, follow, login, person, press, setStage, signIn, stranger } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

/** Shows what was seen, when asked for. */
async function shot(tab, name) {
  if (process.env.PORTICO_SHOTS) await tab.screenshot({ path: `${process.env.PORTICO_SHOTS}/${name}.png`, fullPage: true });
}

/** Nothing for axe to find, nothing wider than the screen. */
async function sound(tab, name) {
  assert.deepEqual(await findings(tab, tab.played), [], name);
  const [page, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(page <= screen, `${name} is ${page} wide`);
  await shot(tab, name);
}

/** A device of the tab's browser: it recognises its owner, and answers only while it is ready. */
async function device(tab, ready = true) {
  const cdp = await tab.context().newCDPSession(tab);
  tab.played = cdp;
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true,
      hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: ready,
    },
  });
  return {
    ready: (enabled) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    recognises: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    keys: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    put: (credential) => cdp.send('WebAuthn.addCredential', { authenticatorId, credential }),
    forget: () => cdp.send('WebAuthn.clearCredentials', { authenticatorId }),
  };
}

/** Adds a passkey through the page. */
async function add(tab, name) {
  await tab.goto(`${tab.home}/security/passkeys`);
  await tab.fill('[name=name]', name);
  await press(tab, /^Passkey hinzufügen$/);
}

async function signOut(tab) {
  await tab.context().clearCookies();
  await tab.goto(`${tab.home}/sign-in`);
}

test('a passkey is added, signs in with one press, and says when it was used', async () => {
  const tab = await person(stage, 'katrin');
  const phone = await device(tab);
  await tab.goto(`${tab.home}/security`);
  assert.match(await tab.textContent('main'), /Passkeys\s*keine/);
  await sound(tab, 'passkeys-none');
  await tab.goto(`${tab.home}/security/passkeys`);
  assert.match(await tab.inputValue('[name=name]'), /Linux/, 'the device has a name already');
  await sound(tab, 'passkeys-add');
  await add(tab, 'Mein Rechner');
  assert.match(await tab.textContent('main'), /Der Passkey ist hinzugefügt/);
  const [key] = await phone.keys();
  assert.equal(key.isResidentCredential, true);
  assert.equal(key.rpId, 'customer.localhost');
  assert.equal(Buffer.from(key.userHandle, 'base64').toString().length, 36, 'no name, no address');
  await phone.ready(false);
  await signOut(tab);
  await sound(tab, 'sign-in-passkey');
  await phone.ready(true);
  await press(tab, /^Passkey$/);
  assert.match(await tab.textContent('body'), /Katrin/);
  await tab.goto(`${tab.home}/security/passkeys`);
  assert.match(await tab.textContent('main'), /zuletzt verwendet/);
  await sound(tab, 'passkeys-list');
});

test('where a browser can, it offers the passkey as the address is typed', async () => {
  const tab = await person(stage, 'thomas');
  const phone = await device(tab);
  await add(tab, 'Laptop');
  assert.equal((await phone.keys()).length, 1);
  await tab.context().clearCookies();
  const { text } = await ask(tab, '/sign-in');
  assert.match(text, /autocomplete="username webauthn"/);
  await tab.goto(`${tab.home}/sign-in`, { waitUntil: 'commit' });
  await tab.waitForURL(`${tab.home}/`);
  assert.match(await tab.textContent('body'), /Thomas/);
});

test('a device that recognises nobody signs nobody in, and the page says what else there is', async () => {
  const tab = await person(stage, 'daniel', PHONE);
  const phone = await device(tab, false);
  await phone.ready(true);
  await add(tab, 'Handy');
  await phone.recognises(false);
  await signOut(tab);
  await tab.getByRole('button', { name: 'Passkey' }).click();
  await tab.getByText('Das wurde abgebrochen').waitFor();
  await sound(tab, 'sign-in-passkey-stopped');
  const { email, password } = login(stage, 'daniel');
  await signIn(tab, email, password);
  assert.match(await tab.textContent('body'), /Daniel/);
});

test('a passkey that was taken away, one of another portal and a copied one sign nobody in', async () => {
  const tab = await person(stage, 'petra', PHONE);
  const phone = await device(tab);
  await add(tab, 'Diensthandy');
  await tab.goto(`${tab.home}/security/passkeys`);
  await follow(tab, /^Diensthandy/);
  await sound(tab, 'passkey-one');
  await tab.fill('[name=name]', 'Altes Handy');
  await press(tab, /^Speichern$/);
  assert.match(await tab.textContent('main'), /Der Name ist gespeichert/);
  // Its copy counts from the start again.
  const [key] = await phone.keys();
  await phone.forget();
  await phone.put({ ...key, signCount: 0 });
  await signOut(tab);
  await tab.locator('#errors').waitFor();
  assert.match(await tab.textContent('main'), /vielleicht kopiert/);
  await shot(tab, 'sign-in-passkey-copied');
  // The device has nothing for another portal.
  await phone.forget();
  const { email, password } = login(stage, 'petra');
  await tab.goto(`${tab.home}/sign-in`);
  await signIn(tab, email, password);
  await tab.goto(`${tab.home}/security/passkeys`);
  await follow(tab, /^Altes Handy/);
  await press(tab, /^Passkey entfernen$/);
  assert.match(await tab.textContent('main'), /Der Passkey ist entfernt/);
  await phone.put({ ...key, signCount: key.signCount + 100 });
  await tab.context().clearCookies();
  await tab.goto(`${tab.home}/sign-in`);
  await tab.locator('#errors').waitFor();
  assert.match(await tab.textContent('main'), /Mit diesem Passkey geht es hier nicht/);
  await sound(tab, 'sign-in-passkey-wrong');
});

test('a page of another host gets no passkey of the portal', async () => {
  const tab = await person(stage, 'katrin');
  const phone = await device(tab);
  await add(tab, 'Zweites Gerät');
  await phone.ready(true);
  await tab.goto(`${stage.installer}/help`);
  const said = await tab.evaluate(async () => {
    const asked = { challenge: new Uint8Array(32), rpId: 'customer.localhost', userVerification: 'required' };
    return navigator.credentials.get({ publicKey: asked }).then(() => 'given', (error) => error.name);
  });
  assert.equal(said, 'SecurityError');
});

test('a second device has a passkey of its own, and one device never has two', async () => {
  const tab = await person(stage, 'katrin');
  await device(tab);
  await add(tab, 'Tablet');
  assert.match(await tab.textContent('main'), /Der Passkey ist hinzugefügt/);
  await tab.goto(`${tab.home}/security/passkeys`);
  await tab.fill('[name=name]', 'Noch einmal');
  await tab.getByRole('button', { name: 'Passkey hinzufügen' }).click();
  await tab.getByText('Dieses Gerät hat hier schon einen Passkey').waitFor();
  await sound(tab, 'passkeys-known');
});

test('without scripts the pages say what to do instead', async () => {
  const plain = { ...PHONE, javaScriptEnabled: false };
  const tab = await stranger(stage, plain);
  await tab.goto(`${stage.customer}/sign-in`);
  await press(tab, /^Passkey$/);
  assert.match(await tab.textContent('main'), /Melden Sie sich mit E-Mail-Adresse und Passwort an/);
  const katrin = await person(stage, 'katrin', plain);
  await add(katrin, 'Mein Telefon');
  assert.match(await katrin.textContent('main'), /schützt eine Bestätigungs-App Ihr Konto/);
});

test('axe finds nothing on the pages of passkeys, light and dark, small and large', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [size, options] of [['small', PHONE], ['large', {}]]) {
      const door = await stranger(stage, { ...options, colorScheme });
      await door.goto(`${stage.customer}/sign-in`);
      await sound(door, `look-sign-in-${size}-${colorScheme}`);
      const tab = await person(stage, 'katrin', { ...options, colorScheme });
      for (const path of ['/security', '/security/passkeys', '/security/prove?next=%2Fsecurity%2Fpasskeys']) {
        await tab.goto(tab.home + path);
        await sound(tab, `look-${size}-${colorScheme}${path.split('?')[0].replaceAll('/', '-')}`);
      }
    }
  }
});

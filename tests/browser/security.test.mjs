// One's own account in a browser: devices, password, address, language, a second factor, and leaving.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter as newest } from '../sdk/mailbox.mjs';
import { appCode } from '../sdk/stories/security.mjs';
import { findings } from './findings.mjs';
import { follow, login, person, press, setStage, signIn, stranger } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const PLAIN = { ...PHONE, javaScriptEnabled: false };
const NEW = 'Drei Kiesel im Moor 7';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

const heading = (tab) => tab.textContent('h1');

/** Shows what was seen, when asked for. */
async function shot(tab, name) {
  if (process.env.PORTICO_SHOTS) await tab.screenshot({ path: `${process.env.PORTICO_SHOTS}/${name}.png`, fullPage: true });
}

/** Nothing for axe to find, nothing wider than the screen. */
async function sound(tab, name) {
  assert.deepEqual(await findings(tab), [], name);
  const [page, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(page <= screen, `${name} is ${page} wide`);
  await shot(tab, name);
}

test('the account is one press away, and another device is signed out from it', async () => {
  const other = await person(stage, 'katrin');
  const tab = await person(stage, 'katrin', PHONE);
  await tab.goto(`${stage.customer}/security`);
  assert.equal(await heading(tab), 'Konto und Sicherheit');
  assert.match(await tab.textContent('#devices'), /Chrom(e|ium), Linux/);
  assert.match(await tab.textContent('#devices'), /Netz 127\.0\.0/);
  await sound(tab, 'security');
  await press(tab, /^Abmelden ?: /);
  assert.match(await tab.textContent('main'), /Das Gerät ist abgemeldet/);
  await other.reload();
  assert.match(other.url(), /sign-in/);
  const wide = await person(stage, 'katrin', { colorScheme: 'dark' });
  await wide.goto(stage.customer);
  assert.equal(await wide.locator('a[href="/security"]').count(), 1, 'the menu of the person leads there');
  await wide.goto(`${stage.customer}/security`);
  await sound(wide, 'security-dark');
});

test('a password is changed without scripts, and what is refused says why', async () => {
  const { email, password } = login(stage, 'thomas');
  const tab = await person(stage, 'thomas', PLAIN);
  await tab.goto(`${stage.customer}/security/password`);
  await shot(tab, 'password');
  const change = async (old, fresh) => {
    await tab.fill('[name=old_password]', old);
    await tab.fill('[name=new_password]', fresh);
    await press(tab, /^Passwort speichern$/);
  };
  await change('nicht-das-Passwort', NEW);
  assert.match(await tab.textContent('main'), /Das Passwort stimmt nicht/);
  await change(password, 'Passwort12345');
  assert.match(await tab.textContent('main'), /schnell geraten|verwenden viele/);
  await shot(tab, 'password-error');
  await change(password, NEW);
  assert.match(await tab.textContent('main'), /Ihr neues Passwort gilt/);
  const again = await stranger(stage);
  await again.goto(`${stage.customer}/sign-in`);
  await signIn(again, email, NEW);
  assert.match(await again.textContent('body'), /Thomas/);
  await tab.goto(`${stage.customer}/security/password`);
  await change(NEW, password);
  assert.match(await tab.textContent('main'), /hatten Sie schon einmal/);
});

test('another address counts once its letter is confirmed, and the language speaks at once', async () => {
  const { password } = login(stage, 'katrin');
  const tab = await person(stage, 'katrin', PLAIN);
  await tab.goto(`${stage.customer}/security/email`);
  await tab.fill('[name=email]', 'katrin@new.example');
  await tab.fill('[name=password]', password);
  await shot(tab, 'email');
  await press(tab, /^Bestätigung schicken$/);
  assert.match(await tab.textContent('main'), /E-Mail an die neue Adresse/);
  const { text } = await newest(stage, 'katrin@new.example', 'confirmEmailUpdate');
  assert.match(text, /confirm/);
  await tab.goto(`${stage.customer}/security/language`);
  await tab.check('[name=language][value=en]');
  await press(tab, /^Speichern$/);
  assert.equal(await heading(tab), 'Account and security');
  await tab.goto(`${stage.customer}/security/language`);
  await tab.check('[name=language][value=de]');
  await press(tab, /^Save$/);
});

test('an app is set up without scripts; the sign-in asks for its code, and a recovery code stands in', async () => {
  const { email, password } = login(stage, 'daniel');
  const tab = await person(stage, 'daniel', PLAIN);
  await tab.goto(`${tab.home}/security`);
  await follow(tab, /^Einrichten/);
  assert.equal(await heading(tab), 'Bestätigungs-App einrichten');
  await shot(tab, 'app');
  await press(tab, /^Einrichten$/);
  assert.equal(await tab.locator('.qr svg').count(), 1);
  const secret = (await tab.locator('.secret').textContent()).replaceAll(' ', '');
  await tab.fill('[name=code]', '12345x');
  await press(tab, /^Code prüfen$/);
  assert.match(await tab.textContent('main'), /Der Code stimmt nicht/);
  assert.equal((await tab.locator('.secret').textContent()).replaceAll(' ', ''), secret, 'the picture stays the same');
  await shot(tab, 'app-scan');
  await tab.fill('[name=code]', appCode(secret, -1));
  await press(tab, /^Code prüfen$/);
  const codes = await tab.locator('.recovery-codes li').allTextContents();
  assert.equal(codes.length, 10);
  await shot(tab, 'app-codes');
  const again = await stranger(stage, PLAIN);
  await again.goto(`${tab.home}/sign-in`);
  await signIn(again, email, password);
  assert.match(await again.textContent('main'), /Bestätigungs-App/);
  await again.fill('[name=code]', '000000');
  await press(again, /^Anmelden$/);
  assert.match(await again.textContent('main'), /Wiederherstellungscode geht auch/);
  await shot(again, 'app-ask');
  await again.fill('[name=code]', appCode(secret, 0));
  await press(again, /^Anmelden$/);
  assert.match(await again.textContent('body'), /Daniel/);
  const third = await stranger(stage, PHONE);
  await third.goto(`${tab.home}/sign-in`);
  await signIn(third, email, password);
  await sound(third, 'app-ask-plain');
  await third.fill('[name=code]', codes[3].toUpperCase());
  await press(third, /^Anmelden$/);
  await third.goto(`${tab.home}/security/app`);
  assert.match(await third.textContent('main'), /Noch 9 Wiederherstellungscodes/);
  await sound(third, 'app-set-up');
  await press(third, /^App entfernen$/);
  assert.match(await third.textContent('main'), /Schreiben Sie Ihr Passwort/);
  await third.fill('[name=password]', password);
  await press(third, /^App entfernen$/);
  assert.match(await third.textContent('main'), /ist entfernt/);
});

test('a portal that asks everybody leads to the app first, and lets go once it is set up', async () => {
  const { email, password } = login(stage, 'petra');
  const portal = '01910000-0001-7000-8a00-000000000002';
  const ask = async (second_factor) => {
    const answer = await fetch(`${stage.demo.base}/v3/portal/config/${portal}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ auth_settings: { second_factor } }),
    });
    assert.equal(answer.status, 200, await answer.text());
  };
  await ask('REQUIRED');
  const tab = await stranger(stage, PLAIN);
  await tab.goto(`${stage.installer}/sign-in`);
  await signIn(tab, email, password);
  assert.equal(new URL(tab.url()).pathname, '/security/app');
  assert.match(await tab.textContent('main'), /verlangt eine Bestätigungs-App/);
  await shot(tab, 'required');
  await tab.goto(`${stage.installer}/search`);
  assert.equal(new URL(tab.url()).pathname, '/security/app', 'nothing else is open');
  await press(tab, /^Einrichten$/);
  const secret = (await tab.locator('.secret').textContent()).replaceAll(' ', '');
  await tab.fill('[name=code]', appCode(secret, -1));
  await press(tab, /^Code prüfen$/);
  await follow(tab, /^Aufbewahrt, weiter$/);
  assert.equal(new URL(tab.url()).pathname, '/');
  assert.match(await tab.textContent('body'), /Petra/);
  await tab.goto(`${stage.installer}/security/app`);
  assert.equal(await tab.getByRole('button', { name: 'App entfernen' }).count(), 0);
  await ask('OPTIONAL');
  await tab.goto(`${stage.installer}/security/app`);
  await tab.fill('[name=password]', password);
  await press(tab, /^App entfernen$/);
});

test('axe finds nothing on the pages of the account, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const tab = await person(stage, 'petra', { ...PHONE, colorScheme });
    for (const path of ['/security', '/security/password', '/security/email', '/security/language', '/security/app']) {
      await tab.goto(tab.home + path);
      await sound(tab, `axe-${colorScheme}${path.replaceAll('/', '-')}`);
    }
  }
});

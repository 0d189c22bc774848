// Mail that leaves the house, set up in the console: tried, stored, sent, and found again where staff look.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authority, startPostOffice } from '../sdk/post_office.mjs';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { content, follow, login, press, setStage } from './stage.mjs';

const SECRET = 'Drei Kiesel & ein Moor';
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

let stage;
let office;
let papers;
let desk;
before(async () => {
  papers = await authority();
  office = await startPostOffice({ user: 'auental', password: SECRET, ...papers.served });
  // A house that may call this machine, which nobody else should.
  stage = await setStage({ PORTICO_ALLOW_PRIVATE_HOOKS: '1', PORTICO_LIMITS: 'off', SSL_CERT_FILE: papers.trusted });
  desk = await administrator(stage, { locale: 'de-DE', javaScriptEnabled: true });
});
after(async () => {
  await stage?.stop();
  await office?.stop();
  await papers?.remove();
});

async function shot(tab, name) {
  if (process.env.PORTICO_SHOTS) await tab.screenshot({ path: `${process.env.PORTICO_SHOTS}/${name}.png`, fullPage: true });
}

/** Nothing is wrong with the page, wide and on a phone, in light and in dark, and nothing scrolls sideways. */
async function isSound(tab, name) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await tab.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme });
      assert.deepEqual(await findings(tab), [], `${name}, ${size}, ${colorScheme}`);
      await shot(tab, `${name}-${size}-${colorScheme}`);
    }
    await tab.emulateMedia({ colorScheme: 'light' });
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} does not scroll sideways at ${size}`);
  }
  await tab.setViewportSize(SIZES.wide);
}

const fill = async (values) => {
  for (const [name, value] of Object.entries(values)) await desk.locator(`[name="${name}"]`).fill(String(value));
};

async function forgets() {
  const { email } = login(stage, 'thomas');
  await fetch(`${stage.demo.base}/auth/forgot-password`, {
    method: 'POST',
    body: JSON.stringify({ portal_id: stage.demo.facts.portals.customer.portal_id, email }),
  });
}

/** Reads the list again until a letter stands like this. */
async function letterStands(words) {
  for (let count = 0; count < 50; count += 1) {
    await open(stage, desk, '/mail');
    if ((await desk.locator('tbody tr').first().innerText().catch(() => '')).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the newest letter does not stand as ${words}: ${await content(desk)}`);
}

test('without a server the page says so, and there is nothing to try', async () => {
  await open(stage, desk, '/mail');
  assert.match(await content(desk), /Noch keine E-Mail/);
  await isSound(desk, 'mail-none');
  await follow(desk, /^Einstellungen$/);
  assert.match(await content(desk), /im lokalen Postfach aufheben/);
  await isSound(desk, 'mail-settings-none');
  await press(desk, /^Test-E-Mail senden$/);
  assert.match(await desk.title(), /^Fehler: /);
  assert.match(await content(desk), /keinen Server, der sich ausprobieren ließe/);
});

test('a server is tried with what is typed: its words are shown, and the password never', async () => {
  await open(stage, desk, '/mail/settings');
  await desk.getByLabel(/Über einen eigenen Server/).check();
  await fill({ host: 'localhost', port: office.port, user: 'auental', password: 'falsch geraten', from: 'portal@auental.example' });
  await press(desk, /^Test-E-Mail senden$/);
  const told = await content(desk);
  assert.match(told, /Die Test-E-Mail kam nicht hinaus: Anmelden/);
  assert.match(told, /535 5\.7\.8 user name and password do not fit/);
  assert.ok(!(await desk.content()).includes('falsch geraten'));
  await isSound(desk, 'mail-tried-bad');
  await fill({ password: SECRET });
  await press(desk, /^Test-E-Mail senden$/);
  assert.match(await content(desk), /ist unterwegs[\s\S]*taken as 4711/);
  assert.equal(office.letters.length, 1);
  assert.equal(office.letters[0].to, stage.demo.facts.admin.email);
  await isSound(desk, 'mail-tried-good');
});

test('what cannot be stored is told at its field, and what was typed stays', async () => {
  await fill({ host: 'kein name', password: SECRET });
  await press(desk, /^Einstellungen speichern$/);
  assert.match(await desk.title(), /^Fehler: /);
  assert.match(await content(desk), /Der Server braucht einen Namen/);
  assert.equal(await desk.locator('[name=host]').inputValue(), 'kein name');
  assert.equal(await desk.locator('[name=host]').getAttribute('aria-invalid'), 'true');
  await isSound(desk, 'mail-fault');
  await fill({ host: 'localhost', password: SECRET, 'name-0': 'Stadtwerke Auental', 'reply_to-0': 'service@auental.example' });
  await press(desk, /^Einstellungen speichern$/);
  assert.match(await content(desk), /Gespeichert/);
  assert.ok(!(await desk.content()).includes(SECRET.split(' ')[0]), 'the password is not shown');
  assert.equal(await desk.locator('[name="reply_to-0"]').inputValue(), 'service@auental.example');
});

test('a letter goes out, and stands in the list, on its own page and at its user', async () => {
  // More often than it is asked again while somebody looks.
  for (let count = 0; count < 20; count += 1) office.next.rcpt.push([450, '4.2.0 greylisted, come back later']);
  await forgets();
  await letterStands('greylisted');
  await open(stage, desk, '/mail/settings');
  assert.match(await content(desk), /E-Mails warten[\s\S]*greylisted/);
  await isSound(desk, 'mail-settings-waiting');
  await open(stage, desk, '/mail');
  await follow(desk, /^Passwort vergessen$/);
  assert.match(await content(desk), /Der nächste Versuch ist am/);
  office.next.rcpt.length = 0;
  await press(desk, /^Erneut senden$/);
  await letterStands('Zugestellt');
  await follow(desk, /^Passwort vergessen$/);
  const told = await content(desk);
  assert.match(told, /taken as 4711/);
  assert.match(told, /450 4\.2\.0 greylisted/);
  const code = office.letters.at(-1).message.match(/^(\d{6})\r?$/m)[1];
  assert.ok(!(await desk.content()).includes(code), 'nobody reads the code but its owner');
  await isSound(desk, 'mail-letter');
});

test('an address that is refused is marked where staff look, until a letter arrives', async () => {
  office.next.rcpt.push([550, '5.1.1 nobody of this name lives here']);
  await forgets();
  await letterStands('Abgelehnt');
  await isSound(desk, 'mail-list');
  await open(stage, desk, '/users?q=wegner');
  assert.match(await content(desk), /Adresse abgelehnt/);
  await isSound(desk, 'mail-users');
  await follow(desk, /Thomas Wegner/);
  assert.match(await content(desk), /Diese E-Mail-Adresse wird abgelehnt[\s\S]*nobody of this name/);
  await isSound(desk, 'mail-user');
  await forgets();
  await letterStands('Zugestellt');
  await open(stage, desk, '/users?q=wegner');
  assert.ok(!(await content(desk)).includes('Adresse abgelehnt'));
});

test('letters are narrowed by their state and by the person', async () => {
  await open(stage, desk, '/mail?state=refused');
  assert.equal(await desk.locator('tbody tr').count(), 1);
  const { portal_user_id } = login(stage, 'thomas');
  await open(stage, desk, `/mail?user=${portal_user_id}`);
  assert.equal(await desk.locator('tbody tr').count(), 3);
  assert.match(await content(desk), /Thomas Wegner/);
  await open(stage, desk, '/mail?to=nobody%40elsewhere.example');
  assert.match(await content(desk), /Keine E-Mail gefunden/);
});

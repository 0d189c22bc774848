// Inviting people: a list in the console, the letter, a phone, the first page; and links that are over.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { content, press, said, setStage, stranger } from './stage.mjs';
import { letter } from '../sdk/mailbox.mjs';

const { PORTICO_PICTURES: pictures } = process.env;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let stage;
before(async () => {
  stage = await setStage();
  if (pictures) await mkdir(pictures, { recursive: true });
});
after(async () => { await stage?.stop(); });

async function shoot(tab, name) {
  if (pictures) await tab.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

async function make(email) {
  const answer = await fetch(`${stage.demo.base}/v1/entity/contact`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ first_name: 'Lea', last_name: `Liste ${email.split('@')[0]}`, email: [{ email }] }),
  });
  assert.equal(answer.status, 201, await answer.text());
}

/** Brings a list through the page and lands on its check. */
async function bring(tab, csv, how = 'pasted') {
  await open(stage, tab, '/invitations');
  await tab.getByRole('link', { name: 'Invite many people' }).click();
  if (how === 'file') {
    await tab.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'latin1') });
  } else {
    await tab.locator('textarea[name=pasted]').fill(csv);
  }
  await tab.getByLabel('Portal').selectOption({ index: 0 });
  await press(tab, 'Check the list');
}

/** Waits until the list is sent. */
async function sent(tab) {
  for (let tries = 0; tries < 60; tries += 1) {
    if (/are invited|is invited/.test(await content(tab))) return;
    await tab.waitForTimeout(250);
    await tab.reload();
  }
  assert.fail('the list is not sent');
}

for (const [name, options] of [
  ['light-1280', { colorScheme: 'light' }],
  ['dark-390', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['without-scripts', { javaScriptEnabled: false }],
]) {
  test(`a list is checked line by line, sent, and its result kept (${name})`, async () => {
    const [one, two] = [`a.${name}@mail.example`, `b.${name}@mail.example`];
    await make(one);
    await make(two);
    const tab = await administrator(stage, options);
    const page = async (picture) => {
      if (options.javaScriptEnabled !== false) assert.deepEqual(await findings(tab), [], picture);
      await shoot(tab, `invite-${picture}-${name}`);
    };
    await open(stage, tab, '/invitations/new');
    await page('new');
    await bring(tab, 'Name;Telefon\nLea;1');
    assert.match(await content(tab), /No column holds addresses/);
    await page('fault');
    const csv = `E-Mail;Sprache;Notiz\n${one};en;Erste\n${two};de;"Zwei; drei"\nkatrin.berger@mail.example;;\nniemand@mail.example;;\nkeine;;\n${one};;\n`;
    await bring(tab, csv, options.javaScriptEnabled === false ? 'file' : 'pasted');
    const told = await content(tab);
    for (const words of ['2 people will be invited', 'Already a user', 'Contact not found', 'Address invalid', 'Twice in the list', 'Not used: Notiz']) {
      assert.ok(told.includes(words), `${words}: ${told}`);
    }
    await page('checked');
    await press(tab, 'Send 2 invitations');
    await sent(tab);
    await page('sent');
    const address = await tab.getByRole('link', { name: 'Save result as CSV' }).getAttribute('href');
    const file = await tab.evaluate(async (href) => (await fetch(href)).text(), address).catch(() => null);
    if (file) assert.ok(file.includes(`${one},Invited`), file);
    await open(stage, tab, '/invitations');
    assert.ok((await content(tab)).includes(two));
    await page('list');
    await open(stage, tab, `/invitations?q=${encodeURIComponent(two)}`);
    await press(tab, /^Revoke/);
    assert.match(await content(tab), /The invitation is revoked/);
    const { token } = await letter(stage, two, 'invitation');
    const guest = await stranger(stage, { ...options, locale: 'en-GB' });
    const answer = await guest.goto(`${stage.customer}/register?invitation=${encodeURIComponent(token)}&email=${encodeURIComponent(two)}`);
    assert.equal(answer.status(), 410);
    assert.match(await said(guest.locator('body')), /This invitation was withdrawn/);
    if (options.javaScriptEnabled !== false) assert.deepEqual(await findings(guest), []);
    await shoot(guest, `invite-revoked-${name}`);
    const again = await guest.goto(`${stage.customer}/register?invitation=none`);
    assert.equal(again.status(), 410);
    await shoot(guest, `invite-over-${name}`);
    await press(guest, 'Send me a new invitation');
    assert.match(await said(guest.locator('body')), /Look into your mailbox/);
  });
}

test('from the letter to the first page, on a phone', async () => {
  const email = 'phone@mail.example';
  await make(email);
  const tab = await administrator(stage);
  await bring(tab, `${email}`);
  await press(tab, 'Send one invitation');
  await sent(tab);
  const mail = await letter(stage, email, 'invitation');
  const link = mail.text.match(/https?:\/\/\S*register\S*/)[0];
  const phone = await stranger(stage, { ...PHONE, locale: 'de-DE' });
  await phone.goto(link);
  assert.deepEqual(await findings(phone), []);
  await shoot(phone, 'invite-phone-register');
  await phone.getByLabel('Vorname').fill('Lea');
  await phone.getByLabel('Nachname').fill('Liste');
  await phone.getByLabel(/Passwort/).fill('Ein-ruhiger-Fluss-2026');
  await phone.locator('form[action="/register"] button').click();
  await phone.waitForLoadState();
  await shoot(phone, 'invite-phone-done');
  await phone.goto(`${stage.customer}/sign-in`);
  await phone.getByLabel('E-Mail-Adresse').fill(email);
  await phone.getByLabel('Passwort').fill('Ein-ruhiger-Fluss-2026');
  await press(phone, /^Anmelden$/);
  assert.equal(new URL(phone.url()).pathname, '/');
  assert.match(await content(phone), /Lea Liste/);
  await shoot(phone, 'invite-phone-home');
  const used = await phone.goto(link);
  assert.equal(used.status(), 410);
  assert.match(await said(phone.locator('body')), /schon genutzt/);
});

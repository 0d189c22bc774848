// An account from the first letter to the first dashboard: registering, proving the address, forgotten passwords, codes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter as newest } from '../sdk/mailbox.mjs';
import { findings } from './findings.mjs';
import { follow, login, press, setStage, signIn, stranger } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const PASSWORD = 'Ein-ruhiger-Fluss-26';
/** Katrin Berger's contract for power. */
const CONTRACT = '7003221845';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

/** The newest letter to an address, with its link. */
async function letter(email, template) {
  const found = await newest(stage, email, template);
  return { ...found, link: found.text.match(/https?:\/\/\S+/)?.[0] };
}

/** Shows what was seen, when asked for. */
async function shot(tab, name) {
  if (process.env.PORTICO_SHOTS) await tab.screenshot({ path: `${process.env.PORTICO_SHOTS}/${name}.png`, fullPage: true });
}

const heading = (tab) => tab.textContent('h1');

test('a customer registers on a phone, without scripts, and lands on the dashboard', async () => {
  const tab = await stranger(stage, { ...PHONE, javaScriptEnabled: false });
  await tab.goto(`${stage.customer}/sign-in`);
  await shot(tab, 'sign-in');
  await follow(tab, /^Registrieren$/);
  await shot(tab, 'register');
  const email = 'k.berger@new.example';
  const typed = { email, first_name: 'Katrin', last_name: 'Berger', password: 'kurz', 'contract.contract_number': CONTRACT };
  for (const [name, value] of Object.entries(typed)) await tab.fill(`[name="${name}"]`, value);
  await press(tab, /^Registrieren$/);
  assert.equal(await tab.inputValue('[name="contract.contract_number"]'), CONTRACT, 'an error keeps what was typed');
  await shot(tab, 'register-error');
  await tab.fill('[name=password]', PASSWORD);
  await press(tab, /^Registrieren$/);
  assert.equal(await heading(tab), 'Bestätigen Sie Ihre E-Mail-Adresse');
  await shot(tab, 'confirm-sent');
  const { link } = await letter(email, 'confirmAccount');
  await tab.goto(link);
  await tab.goto(link);
  await shot(tab, 'confirm');
  await press(tab, /^Adresse bestätigen$/);
  assert.equal(await heading(tab), 'Ihre Adresse ist bestätigt');
  await shot(tab, 'confirmed');
  await follow(tab, /^Anmelden$/);
  await signIn(tab, email, PASSWORD);
  assert.match(await tab.textContent('body'), /Katrin/);
  await shot(tab, 'first-dashboard');
  // The link was used; it says so, and changes nothing.
  await tab.goto(link);
  assert.equal(await heading(tab), 'Ihre Adresse ist bestätigt');
});

test('somebody whom nobody knows waits, and is told so', async () => {
  const tab = await stranger(stage, PHONE);
  await tab.goto(`${stage.customer}/register?lang=en`);
  const email = 'nobody@new.example';
  for (const [name, value] of Object.entries({
    email, first_name: 'Nora', last_name: 'Niemand', 'contract.contract_number': 'V-0', password: PASSWORD,
  })) await tab.fill(`[name="${name}"]`, value);
  await press(tab, /^Register$/);
  const { code } = await letter(email, 'confirmAccount');
  await tab.fill('[name=code]', code);
  await press(tab, /^Confirm address$/);
  assert.equal(await heading(tab), 'Your address is confirmed');
  assert.match(await tab.textContent('main, body'), /still checking/);
  await shot(tab, 'waits');
});

test('a forgotten password is replaced by the code of a letter, and by its link', async () => {
  const { email } = login(stage, 'thomas');
  const tab = await stranger(stage, PHONE);
  await tab.goto(`${stage.customer}/sign-in`);
  await follow(tab, /Passwort vergessen/);
  await shot(tab, 'forgot');
  await tab.fill('[name=email]', email);
  await press(tab, /^Code schicken$/);
  await shot(tab, 'reset');
  const { code, link } = await letter(email, 'forgotPassword');
  await tab.fill('[name=code]', code === '000000' ? '000001' : '000000');
  await tab.fill('[name=new_password]', PASSWORD);
  await press(tab, /^Passwort speichern$/);
  assert.match(await tab.textContent('body'), /Der Code stimmt nicht/);
  await tab.fill('[name=code]', code);
  await tab.fill('[name=new_password]', PASSWORD);
  await press(tab, /^Passwort speichern$/);
  assert.equal(await heading(tab), 'Ihr neues Passwort gilt');
  await follow(tab, /^Anmelden$/);
  await signIn(tab, email, PASSWORD);
  assert.match(await tab.textContent('body'), /Thomas/);
  // Code and link are one: the link is over now.
  await tab.goto(link);
  await tab.fill('[name=new_password]', `${PASSWORD}!`);
  await press(tab, /^Passwort speichern$/);
  assert.equal(await heading(tab), 'Dieser Link gilt nicht mehr');
});

test('a code by mail signs in without a password, and its link does with a button', async () => {
  const { email } = login(stage, 'katrin');
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/sign-in`);
  await follow(tab, /Code per Mail/);
  await tab.fill('[name=email]', email);
  await press(tab, /^Code schicken$/);
  const { link } = await letter(email, 'advancedAuth');
  await shot(tab, 'code');
  await tab.goto(link);
  assert.match(tab.url(), /sign-in\/link/);
  await press(tab, /^Anmelden$/);
  assert.match(await tab.textContent('body'), /Katrin/);
});

test('axe finds nothing on the pages about accounts', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const tab = await stranger(stage, { ...PHONE, colorScheme });
    for (const path of ['/register', '/confirm', '/confirm?confirmation_link_token=none', '/forgot-password',
      '/reset-password?token=none', '/sign-in/mail', '/sign-in/link?token=none']) {
      await tab.goto(stage.customer + path);
      assert.deepEqual(await findings(tab), [], path);
      const [page, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(page <= screen, path);
    }
  }
});

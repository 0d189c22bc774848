// The console in a browser: administrators at work, and what their work does to users at once.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { RECORDS, content, login, officeChanges, officeReads, press, setStage, stranger } from './stage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ROLE = '739224:default_end_customer_portal_role';

let stage;
let desk;
before(async () => {
  stage = await setStage();
  desk = await admin();
});
after(async () => { await stage?.stop(); });

/** A tab in which the administrator has signed in, in English. */
async function admin() {
  const tab = await stranger(stage, { locale: 'en-GB' });
  await tab.goto(`${stage.demo.base}/admin/users`);
  assert.equal(new URL(tab.url()).pathname, '/admin/sign-in');
  await tab.locator('input[name=email]').fill(stage.demo.facts.admin.email);
  await tab.locator('input[name=password]').fill(stage.demo.facts.admin.password);
  await press(tab, /^Sign in$/);
  assert.equal(new URL(tab.url()).pathname, '/admin/users', 'the page that was wanted');
  return tab;
}

const open = (path) => desk.goto(`${stage.demo.base}/admin${path}`);

async function tokenOf(name) {
  const { portal, email, password } = login(stage, name);
  const answer = await fetch(`${stage.demo.base}/auth/login`, {
    method: 'POST',
    body: JSON.stringify({ portal_id: stage.demo.facts.portals[portal].portal_id, email, password }),
  });
  return (await answer.json()).access_token;
}

const asUser = (token, path) => fetch(`${stage.demo.base}${path}`, { headers: { authorization: `Bearer ${token}` } });

function explained(record, attribute = '') {
  const user = login(stage, 'katrin').portal_user_id;
  return open(`/explain?user=${user}&schema=contract&record=${record}&action=view&attribute=${attribute}`);
}

test('a wrong password is refused in the words of an unknown address', async () => {
  const tab = await stranger(stage, { locale: 'en-GB' });
  const told = [];
  for (const email of [stage.demo.facts.admin.email, 'nobody@auental.example']) {
    await tab.goto(`${stage.demo.base}/admin/sign-in`);
    await tab.locator('input[name=email]').fill(email);
    await tab.locator('input[name=password]').fill('wrong-password');
    await press(tab, /^Sign in$/);
    told.push(await tab.getByRole('alert').first().innerText());
  }
  assert.equal(told[0], told[1]);
});

test('the portals page names the block type that portals leave out', async () => {
  await open('');
  assert.match(await content(desk), /weather_widget/);
  await open(`/portals/${stage.demo.facts.portals.customer.portal_id}/pages`);
  assert.match(await content(desk), /weather_widget/);
});

test('access that is withdrawn ends with the next request, and comes back', async () => {
  const token = await tokenOf('thomas');
  assert.equal((await asUser(token, '/v2/portal/contract')).status, 200);
  await open(`/users/${login(stage, 'thomas').portal_user_id}`);
  await press(desk, 'Withdraw access');
  assert.match(await content(desk), /Access withdrawn/);
  assert.equal((await asUser(token, '/v2/portal/contract')).status, 401);
  await press(desk, 'Give access back');
  assert.equal((await asUser(token, '/v2/portal/contract')).status, 200);
});

test('a contact is mapped to a user who waits, who then sees its records', async () => {
  const token = await tokenOf('katharina');
  assert.equal((await asUser(token, '/v2/portal/contract')).status, 401);
  await open('/users?standing=waiting');
  await desk.locator('main table a').first().click();
  await desk.waitForLoadState();
  await desk.getByRole('link', { name: 'Map a contact' }).first().click();
  await desk.waitForLoadState();
  await desk.locator('main input[name=q]').fill('Wegner');
  await desk.locator('main input[name=q]').press('Enter');
  await desk.waitForLoadState();
  await press(desk, /^Map/);
  assert.equal((await asUser(token, '/v2/portal/contract')).status, 200);
});

test('a stale form shows both versions and loses nothing that was typed', async () => {
  await open(`/records/contract/${RECORDS.gas}/edit`);
  const field = desk.getByLabel(/^Description/).first();
  await field.fill('Typed by the office');
  await officeChanges(stage, 'contract', RECORDS.gas, { description: 'Changed meanwhile' });
  await Promise.all([desk.waitForNavigation(), field.evaluate((input) => input.form.requestSubmit())]);
  const page = await content(desk);
  assert.match(page, /Changed meanwhile/);
  assert.match(page, /Typed by the office/);
  assert.equal((await officeReads(stage, 'contract', RECORDS.gas)).description, 'Changed meanwhile');
});

test('explain says why, and a grant that is added flips the answer', async () => {
  await explained(RECORDS.power, 'iban');
  assert.match(await content(desk), /No\. Katrin Berger sees .*, but not iban/);
  await explained(RECORDS.thomasContract);
  assert.match(await content(desk), /No relation leads from the user to the record/);
  await explained(RECORDS.power, 'tariff');
  assert.match(await content(desk), /Yes\. Katrin Berger sees tariff/);
  await open(`/permissions/${ROLE}/grants/new`);
  await desk.locator('select[name=action]').selectOption('entity:attribute:view');
  await desk.locator('input[name=resource]').fill('contract:*/tariff');
  await desk.locator('input[name=effect][value=deny]').check({ force: true });
  await press(desk, /^Save grant$/);
  await explained(RECORDS.power, 'tariff');
  assert.match(await content(desk), /No\. Katrin Berger sees .*, but not tariff/);
});

test('a grant that nobody understands is refused and what was typed stays', async () => {
  await open(`/permissions/${ROLE}/grants/new`);
  await desk.locator('select[name=action]').selectOption('entity:view');
  await desk.locator('input[name=resource]').fill('contract:*/a/b:c:d');
  await press(desk, /^Save grant$/);
  assert.equal(await desk.locator('input[name=resource]').inputValue(), 'contract:*/a/b:c:d');
  assert.match(await desk.title(), /^Error: /);
});

test('axe finds nothing on the main pages', async () => {
  const user = login(stage, 'katrin').portal_user_id;
  const portal = stage.demo.facts.portals.customer.portal_id;
  const paths = ['', '/users', `/users/${user}`, '/records', '/records/contract', `/records/contract/${RECORDS.power}`,
    `/records/contract/${RECORDS.power}/edit`, `/portals/${portal}`, '/designs', '/permissions', '/activity', '/mailbox',
    '/search?q=berger'];
  for (const path of paths) {
    const answer = await open(path);
    assert.equal(answer.status(), 200, path);
    assert.doesNotMatch(await content(desk), /console-[a-z]/, `${path}: a text is missing`);
    await desk.evaluate(axe).catch(() => desk.addScriptTag({ content: axe }));
    const { violations } = await desk.evaluate(() => globalThis.axe.run(document));
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html).join(' | ')}`);
    assert.deepEqual(told, [], path);
  }
});

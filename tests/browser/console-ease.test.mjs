// The console for everybody: without scripts, by language and scheme, on narrow screens, for readers, and for nobody else.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ROLE, administrator, open } from './desk.mjs';
import { RECORDS, content, login, press, setStage } from './stage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESIGN = '01910000-0004-7000-8a00-000000000001';
/** A contract of the other organisation, and a record that nobody has. */
const RIVAL = '01910000-0013-7000-8b00-000000000001';
const NOBODY = '01910000-0013-7000-8a00-0000000099ff';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

/** A portal that is shown in a frame runs no scripts there: that is meant. */
const isPreview = (message) => /\/preview\/.*sandboxed/.test(message.text());

/** The main pages of the console. */
function pages() {
  const user = login(stage, 'katrin').portal_user_id;
  const portal = stage.demo.facts.portals.customer.portal_id;
  const contract = `/records/contract/${RECORDS.power}`;
  return ['', `/portals/${portal}`, `/portals/${portal}/pages`, `/portals/${portal}/state`, '/users', `/users/${user}`,
    `/users/${user}/contact`, '/records', '/records/contract', '/records/contract?add=status&filter=branch:is:power',
    '/records/contract/bin', '/records/contract/many', '/records/contract/views/new?filter=status:one-of:active|ended',
    '/records/contract/many/edit?all=1', '/records/contract/many/edit?all=1&attribute=customer&find=berger',
    '/records/contract/many/delete?all=1', '/records/contract?q=nowhere', '/records/contract/new', contract, `${contract}/edit`, `${contract}/relations?attribute=customer&q=berg`,
    `${contract}/activity`, `${contract}/files`, `${contract}/json`, `${contract}/delete`, `/records/contact/${RECORDS.petra}/edit`,
    '/designs', `/designs/${DESIGN}`, '/permissions', '/permissions?open=contract', `/permissions/${ROLE}`,
    `/permissions/${ROLE}/grants/new`, `/permissions/${ROLE}/grants/18`, `/permissions/${ROLE}/grants/18/remove`, '/explain',
    `/explain?schema=contract&record=${RECORDS.power}`, '/explain?user_q=berg&record_q=strom',
    `/explain?user=${user}&schema=contract&record=${RECORDS.power}&attribute=iban`, '/activity', '/mailbox', '/search?q=berger'];
}

for (const [locale, colorScheme] of [['en-GB', 'light'], ['de-DE', 'dark']]) {
  test(`axe finds nothing on any page, and no text is missing (${locale}, ${colorScheme})`, async () => {
    const tab = await administrator(stage, { locale, colorScheme });
    const troubles = [];
    tab.on('console', (message) => message.type() === 'error' && !isPreview(message) && troubles.push(message.text()));
    for (const path of pages()) {
      const answer = await open(stage, tab, path);
      assert.equal(answer.status(), 200, path);
      assert.equal(await tab.locator('html').getAttribute('lang'), locale.slice(0, 2));
      assert.doesNotMatch(await content(tab), /console-[a-z]+-?[a-z]*/, `${path}: a text is missing`);
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => globalThis.axe.run(document, { iframes: false }));
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html).join(' | ')}`);
      assert.deepEqual(told, [], path);
    }
    assert.deepEqual(troubles, [], 'the content policy refuses nothing of ours');
  });
}

test('nothing scrolls sideways at 320, 700 and 1280', async () => {
  for (const width of [320, 700, 1280]) {
    const tab = await administrator(stage, { viewport: { width, height: 800 } });
    for (const path of pages()) {
      await open(stage, tab, path);
      const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${path} is ${over} too wide at ${width}`);
    }
    await tab.context().close();
  }
});

test('everything works without scripts', async () => {
  const tab = await administrator(stage, { javaScriptEnabled: false });
  await open(stage, tab, '/records/contract');
  await tab.locator('main input[name=q]').fill('7003221845');
  await tab.locator('main').getByRole('button', { name: 'Filter' }).click();
  assert.equal(await tab.locator('main tbody tr').count(), 1);
  await tab.locator('main tbody th a').click();
  await tab.getByRole('link', { name: 'Edit' }).click();
  await tab.getByLabel(/^Description/).fill('Without scripts');
  await tab.getByRole('button', { name: 'Save record' }).first().click();
  assert.match(await content(tab), /The record is saved[\s\S]*Without scripts/);
  await tab.locator('summary.side-user').click();
  await tab.getByRole('link', { name: 'Deutsch' }).click();
  assert.match(await content(tab), /Auf einen Blick/);
});

test('language and scheme are remembered, and a preview of a design changes neither', async () => {
  const tab = await administrator(stage, { colorScheme: 'light' });
  await open(stage, tab, '?lang=de');
  await open(stage, tab, '/users?scheme=dark');
  await open(stage, tab, `/designs/${DESIGN}`);
  await tab.frameLocator('iframe').first().locator('.signet').waitFor();
  await open(stage, tab, '/users');
  const html = tab.locator('html');
  assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('data-scheme')], ['de', 'dark']);
});

test('another organisation is not there, in the words of what is nowhere', async () => {
  const tab = await administrator(stage);
  const told = [];
  for (const id of [RIVAL, NOBODY]) {
    const answer = await open(stage, tab, `/records/contract/${id}`);
    assert.equal(answer.status(), 404);
    told.push((await answer.text()).replaceAll(id, 'ID'));
  }
  assert.equal(told[0], told[1]);
  await open(stage, tab, '/search?q=rheintal');
  assert.match(await content(tab), /Nothing fits/);
});

test('a form that another site sends changes nothing', async () => {
  const tab = await administrator(stage);
  const user = login(stage, 'thomas').portal_user_id;
  const cookie = (await tab.context().cookies(`${stage.demo.base}/admin`)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${stage.demo.base}/admin/users/${user}/access`, {
    method: 'POST',
    headers: { cookie, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'access=off',
    redirect: 'manual',
  });
  assert.equal(answer.status, 403);
  await open(stage, tab, `/users/${user}`);
  assert.match(await content(tab), /Active/);
});

test('a page that is not there says so and leads on', async () => {
  const tab = await administrator(stage);
  const answer = await open(stage, tab, '/nowhere/at-all');
  assert.equal(answer.status(), 404);
  await Promise.all([tab.waitForNavigation(), tab.getByRole('link', { name: 'To the records' }).click()]);
  assert.equal(new URL(tab.url()).pathname, '/admin/records');
});

test('what cannot be stored is told field by field, and what was typed stays', async () => {
  const tab = await administrator(stage);
  await open(stage, tab, `/records/contract/${RECORDS.power}/edit`);
  await tab.getByLabel(/^Consumption a year/).fill('1,234');
  await tab.getByLabel(/^Standing charge/).fill('much');
  await press(tab, 'Save record');
  assert.match(await tab.title(), /^Error: /);
  const page = await content(tab);
  assert.match(page, /Consumption a year can be read as 1234 or as 1\.234/);
  assert.match(page, /Standing charge a month must be an amount/);
  assert.equal(await tab.getByLabel(/^Standing charge/).inputValue(), 'much');
});

// The workshop in a browser: administrators change schemas and pages, and people see it at once. Scripts are off.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { RECORDS, ask, content, follow, login, officeChanges, officeReads, person, press, setStage, stranger } from './stage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage;
let desk;
before(async () => {
  stage = await setStage();
  desk = await admin({ javaScriptEnabled: false });
});
after(async () => { await stage?.stop(); });

/** A tab in which the administrator has signed in, in English. */
async function admin(options = {}) {
  const tab = await stranger(stage, { locale: 'en-GB', ...options });
  await tab.goto(`${stage.demo.base}/admin/sign-in`);
  await tab.locator('input[name=email]').fill(stage.demo.facts.admin.email);
  await tab.locator('input[name=password]').fill(stage.demo.facts.admin.password);
  await press(tab, /^Sign in$/);
  return tab;
}

const open = (path, tab = desk) => tab.goto(`${stage.demo.base}/admin${path}`);
const field = (name, tab = desk) => tab.locator(`[name="${name}"]`);

test('a new attribute stands in the form of a record at once', async () => {
  await open('/schemas/contract/new-attribute?group=terms');
  await field('name').fill('wallbox_type');
  await field('label.de').fill('Wallbox');
  await field('label.en').fill('Wallbox type');
  await field('type').selectOption('select');
  await press(desk, /^Show the questions for this type$/);
  assert.equal(await field('label.en').inputValue(), 'Wallbox type', 'what was typed stays');
  for (const [row, value] of ['home', 'street'].entries()) {
    await press(desk, /^Add entry$/);
    await field(`options.${row}.value`).fill(value);
    await field(`options.${row}.title.en`).fill(`At ${value}`);
  }
  await press(desk, /^Move entry 2 up$/);
  await press(desk, /^Save attribute$/);
  assert.match(await content(desk), /The attribute is saved/);
  await open(`/records/contract/${RECORDS.power}/edit`);
  const options = await desk.getByLabel(/^Wallbox type/).locator('option').allInnerTexts();
  assert.deepEqual(options.slice(-2), ['At street', 'At home']);
});

test('a name that is taken is refused and what was typed stays', async () => {
  await open('/schemas/contract/new-attribute');
  await field('name').fill('iban');
  await field('label.en').fill('Another one');
  await press(desk, /^Save attribute$/);
  assert.match(await desk.title(), /^Error: /);
  assert.equal(await field('label.en').inputValue(), 'Another one');
  assert.match(await content(desk), /This name cannot be/);
});

test('a change that records and grants would feel is told before it happens', async () => {
  await open('/schemas/contract/attributes/iban');
  await field('type').selectOption('number');
  await press(desk, /^Save attribute$/);
  const told = await content(desk);
  assert.match(told, /records hold a value/);
  assert.match(told, /One grant names it/);
  assert.match(told, /values that are there would no longer fit/);
  await field('agreed').check();
  await press(desk, /^Save attribute$/);
  assert.match(await content(desk), /The attribute is saved/);
});

test('an attribute that goes leaves its values behind', async () => {
  await open('/schemas/contract/attributes/description/remove');
  assert.match(await content(desk), /values stay stored/);
  await officeChanges(stage, 'contract', RECORDS.gas, { description: 'Kept' });
  await press(desk, /^Remove attribute$/);
  assert.match(await content(desk), /The attribute is removed/);
  assert.equal((await officeReads(stage, 'contract', RECORDS.gas)).description, 'Kept');
});

test('two administrators: the second sees both versions before storing', async () => {
  const other = await admin({ javaScriptEnabled: false });
  await open('/schemas/meter');
  await open('/schemas/meter', other);
  await field('plural.en', other).fill('Counters');
  await press(other, /^Save schema$/);
  await field('plural.en').fill('Measuring points');
  await press(desk, /^Save schema$/);
  const told = await content(desk);
  assert.match(told, /Somebody stored something else meanwhile/);
  assert.equal(await field('plural.en').inputValue(), 'Measuring points');
  await press(desk, /^Save schema$/);
  assert.match(await content(desk), /The schema is saved/);
  await open('/schemas');
  assert.match(await content(desk), /Measuring points/);
  await other.context().close();
});

test('a new kind of record is made from another and takes records', async () => {
  await open('/new-schema?from=meter');
  await field('slug').fill('wallbox');
  await field('name.en').fill('Wallbox');
  await press(desk, /^Create schema$/);
  assert.match(await content(desk), /The schema is created/);
  await open('/records/wallbox');
  assert.equal((await open('/records/wallbox')).status(), 200);
  await open('/schemas/wallbox/remove');
  await press(desk, /^Remove schema$/);
  assert.match(await content(desk), /The schema is removed/);
});

const portal = () => stage.demo.facts.portals.customer.portal_id;
const DASHBOARD = '01910000-0002-7000-8a00-000000000101';
const page = (id) => `/portals/${portal()}/pages/${id}`;

/** What Katrin reads on a page of her portal. */
async function katrinReads(path) {
  const tab = await person(stage, 'katrin', { javaScriptEnabled: false });
  await tab.goto(`${stage.customer}${path}`);
  const text = await content(tab);
  await tab.context().close();
  return text;
}

test('a page is made, filled and shown without a script', async () => {
  await open(`/portals/${portal()}/new-page`);
  await field('title.de').fill('Wallbox');
  await field('title.en').fill('Wallbox page');
  await field('slug').fill('sign-in');
  await press(desk, /^Create page$/);
  assert.match(await content(desk), /something of its own at this address/);
  assert.equal(await field('title.en').inputValue(), 'Wallbox page');
  await field('slug').fill('wallbox');
  await press(desk, /^Create page$/);
  const home = new URL(desk.url()).pathname;
  await follow(desk, /^Add block$/);
  await press(desk, /^Add Quick actions$/);
  await field('content.title.de').fill('Was möchten Sie tun?');
  await press(desk, /^Add entry$/);
  await field('content.actions.0.title.de').fill('Zähler ansehen');
  await field('content.actions.0.target_path').fill('/meters');
  await press(desk, /^Save block$/);
  assert.match(await content(desk), /The block is saved/);
  assert.equal(new URL(desk.url()).pathname, home);
  assert.match(await katrinReads('/wallbox'), /Zähler ansehen/);
  await press(desk, /^Hide$/);
  assert.doesNotMatch(await katrinReads('/wallbox'), /Zähler ansehen/);
});

test('a page moves to another address and the old one leads there', async () => {
  await open(`${page('01910000-0002-7000-8a00-000000000107')}/settings`);
  await field('slug').fill('papers');
  await press(desk, /^Save page$/);
  const tab = await person(stage, 'katrin', { javaScriptEnabled: false });
  await tab.goto(`${stage.customer}/documents`);
  assert.equal(new URL(tab.url()).pathname, '/papers');
  await tab.context().close();
});

test('a group moves with what stands in it, is copied and goes', async () => {
  await open(page(DASHBOARD));
  const names = () => desk.locator('.block-tree').first().locator('.block-line .row-title').allInnerTexts();
  const before = await names();
  await press(desk, /^Move Group up$/);
  const after = await names();
  assert.notDeepEqual(after, before);
  assert.deepEqual([...after].sort(), [...before].sort());
  await press(desk, /^Duplicate Group$/);
  assert.equal((await names()).length, before.length + 3, 'a group with two lists');
  await desk.locator('.block-line .row-title', { hasText: 'Group' }).nth(1).click();
  await follow(desk, /^Remove block$/);
  assert.match(await content(desk), /The 2 blocks that stand in it go with it/);
  await press(desk, /^Remove block$/);
  assert.equal((await names()).length, before.length);
});

test('a block that nobody knows is kept, and wrong JSON is refused with its place', async () => {
  await open(page(DASHBOARD));
  await follow(desk, /^weather_widget$/);
  await field('content').fill('{"city": ');
  await press(desk, /^Save block$/);
  assert.match(await content(desk), /That is no JSON: line 1/);
  assert.equal(await field('content').inputValue(), '{"city": ');
  await field('content').fill('{"city": "Auental"}');
  await press(desk, /^Save block$/);
  assert.match(await content(desk), /The block is saved/);
});

test('the preview is the page as the user sees it, and changes nothing', async () => {
  const user = login(stage, 'katrin').portal_user_id;
  const answer = await open(`/portals/${portal()}/preview/${user}/contracts`);
  assert.equal(answer.status(), 200);
  const text = await desk.locator('body').innerText();
  assert.match(text, /Preview: the portal as Katrin Berger sees it/);
  assert.match(text, /Ökostrom 12/);
  await follow(desk, /Ökostrom 12/);
  assert.match(new URL(desk.url()).pathname, new RegExp(`^/admin/portals/${portal()}/preview/${user}/contract/`));
  const refused = await desk.request.post(`${stage.demo.base}/admin/portals/${portal()}/preview/${user}/contracts`);
  assert.equal(refused.status(), 405);
  const foreign = await open(`/portals/${portal()}/preview/${login(stage, 'petra').portal_user_id}/`);
  assert.equal(foreign.status(), 404);
});

test('how a portal behaves is set in words, and what no field shows is kept', async () => {
  const config = async () => {
    const answer = await fetch(`${stage.demo.base}/v3/portal/config/${portal()}`, {
      headers: { authorization: `Bearer ${stage.demo.facts.admin.token}` },
    });
    return answer.json();
  };
  const before = await config();
  await open(`/portals/${portal()}/behaviour`);
  await field('config.support.phone').fill('0800 999 999');
  await field('advanced_mfa.enabled').check();
  await press(desk, /^Save behaviour$/);
  assert.match(await content(desk), /exclude each other/);
  assert.equal(await field('config.support.phone').inputValue(), '0800 999 999');
  await field('advanced_mfa.enabled').uncheck();
  await press(desk, /^Save behaviour$/);
  assert.match(await content(desk), /portal is saved/i);
  const after = await config();
  const [was, is] = [before, after].map(({ config: text }) => JSON.parse(text));
  assert.equal(is.support.phone, '0800 999 999');
  assert.deepEqual({ ...is, support: was.support }, was);
  assert.deepEqual({ ...after, config: '', pages: [] }, { ...before, config: '', pages: [] });
  assert.match(await katrinReads('/help'), /0800 999 999/);
});

test('a design is tried on a real page before it is stored', async () => {
  const design = '/designs/01910000-0004-7000-8a00-000000000001';
  await open(design);
  const worn = () => desk.locator('iframe.page-preview').getAttribute('src');
  const sheet = async () => (await (await desk.request.get(`${stage.demo.base}${await worn()}`)).text()).match(/\/assets\/theme-[^"]+|\/assets\/[^"]+\.css/)[0];
  const before = await sheet();
  await field('brand').fill('#8a1c5b');
  await press(desk, /^Preview$/);
  assert.notEqual(await sheet(), before);
  await follow(desk, /^Stored look$/);
  assert.equal(await sheet(), before, 'nothing was stored');
});

test('a logo is looked at before it is taken, and portals show it', async () => {
  const design = '/designs/01910000-0004-7000-8a00-000000000001';
  const send = async (name, mimeType, text) => {
    await open(design);
    await field('logo-main').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await press(desk, /^Upload logo$/);
  };
  await send('logo.png', 'image/png', '<html><script>alert(1)</script></html>');
  assert.match(await content(desk), /no picture that can be used here/);
  await send('logo.pdf', 'application/pdf', '%PDF-1.7 x');
  assert.match(await content(desk), /no picture that can be used here/);
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>';
  await send('new.svg', 'image/svg+xml', drawing);
  assert.match(await content(desk), /The logo is saved/);
  const tab = await person(stage, 'katrin');
  const logo = await tab.locator('header img').first().getAttribute('src');
  const answer = await ask(tab, logo);
  assert.equal(answer.text, drawing);
  assert.match(answer.headers['content-security-policy'], /sandbox/);
  await tab.context().close();
  await open(design);
  await press(desk, /^Take logo off$/);
  assert.match(await content(desk), /The logo is taken off/);
});

test('axe finds nothing in the workshop', async () => {
  const seen = await admin();
  const paths = ['/schemas', '/schemas/contract', '/new-schema', '/schemas/contract/attributes/status',
    '/schemas/contract/attributes/iban/remove', '/schemas/contract/new-attribute', `/portals/${portal()}/pages`,
    page(DASHBOARD), `${page(DASHBOARD)}/settings`, `${page(DASHBOARD)}/add`, `${page(DASHBOARD)}/remove`,
    `${page(DASHBOARD)}/blocks/01910000-0003-7000-8a00-000000001003`, `/portals/${portal()}/new-page`, page('everywhere'),
    `/portals/${portal()}/behaviour`, '/designs/01910000-0004-7000-8a00-000000000001'];
  for (const path of paths) {
    const answer = await open(path, seen);
    assert.equal(answer.status(), 200, path);
    assert.doesNotMatch(await content(seen), /(console|setting|schema|attribute|block)-[a-z]{3,}-/, `${path}: a text is missing`);
    await seen.evaluate(axe);
    const { violations } = await seen.evaluate(() => globalThis.axe.run(document));
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html).join(' | ')}`);
    assert.deepEqual(told, [], path);
  }
});

// The workshop in a browser: administrators change schemas and pages, and people see it at once. Scripts are off.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { RECORDS, content, officeChanges, officeReads, press, setStage, stranger } from './stage.mjs';

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

test('axe finds nothing in the workshop', async () => {
  const seen = await admin();
  const paths = ['/schemas', '/schemas/contract', '/new-schema', '/schemas/contract/attributes/status',
    '/schemas/contract/attributes/iban/remove', '/schemas/contract/new-attribute'];
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

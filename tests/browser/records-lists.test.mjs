// Lists that records hold: tags, relations and files come to many records in one go, go from them, and come back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { administrator, asks, open, tokenOf } from './desk.mjs';
import { findings } from './findings.mjs';
import { RECORDS, content, follow, officeReads, press, setStage, officeChanges } from './stage.mjs';

const BOTH = `ids=${RECORDS.power}&ids=${RECORDS.thomasContract}`;
const PDF = '%PDF-1.7\n1 0 obj\nHello\nendobj\n';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

const read = (id = RECORDS.power) => officeReads(stage, 'contract', id);

async function isClean(tab, what) {
  // Looking for findings takes scripts; the page is the same without.
  if (tab.scripts) assert.deepEqual(await findings(tab), [], what);
  assert.doesNotMatch(await content(tab), /\b(records|console|together)-[a-z]+/, `${what}: a text is missing`);
}

for (const javaScriptEnabled of [true, false]) {
  const word = javaScriptEnabled ? 'mit' : 'ohne';

  test(`tags come to many records, and go when it is undone (scripts: ${javaScriptEnabled})`, async () => {
    const tab = Object.assign(await administrator(stage, { javaScriptEnabled }), { scripts: javaScriptEnabled });
    await open(stage, tab, `/records/contract/many/edit?${BOTH}`);
    await tab.getByLabel('Attribute', { exact: true }).selectOption('_tags');
    await press(tab, 'Choose');
    await press(tab, 'Check');
    assert.match(await content(tab), /Type at least one tag/);
    await isClean(tab, 'nothing typed');
    await tab.getByRole('textbox', { name: /^Tags/ }).fill(`wichtig, ${word}`);
    await press(tab, 'Check');
    assert.match(await content(tab), new RegExp(`Tags: wichtig, ${word} added[\\s\\S]*Will change\\s+2`));
    assert.ok(!(await read())._tags?.includes(word));
    await press(tab, /^Change 2/);
    assert.match(await content(tab), /Done 2/);
    assert.ok((await read())._tags.includes(word));
    await open(stage, tab, `/records/contract/${RECORDS.power}/activity`);
    await isClean(tab, 'the history');
    await follow(tab, 'Changed together with others');
    assert.match(await content(tab), new RegExp(`Tags: wichtig, ${word} added`));
    await follow(tab, 'Undo');
    assert.match(await content(tab), /loses what came to it/);
    await press(tab, 'Undo');
    assert.match(await content(tab), /Done 2/);
    assert.ok(!(await read())._tags?.includes(word));
    await tab.context().close();
  });

  test(`records are looked for several times and ticked together (scripts: ${javaScriptEnabled})`, async () => {
    const tab = Object.assign(await administrator(stage, { javaScriptEnabled }), { scripts: javaScriptEnabled });
    const { meters } = await read();
    const before = meters.$relation.length;
    await open(stage, tab, `/records/contract/many/edit?ids=${RECORDS.power}&attribute=meters`);
    await press(tab, 'Check');
    assert.match(await content(tab), /No record is ticked/);
    const [gas, other] = await numbers();
    for (const { number, title } of [gas, other]) {
      await tab.getByLabel('Record to relate').fill(number);
      await press(tab, 'Search');
      await tab.locator('.check', { hasText: title }).first().click();
    }
    assert.equal(await tab.locator('input[name=target]:checked').count(), 2, 'the first stays ticked');
    await isClean(tab, 'the choice');
    await press(tab, 'Check');
    await press(tab, /^Change 1/);
    assert.equal((await read()).meters.$relation.length, before + 2);
    await open(stage, tab, `/records/contract/many/edit?ids=${RECORDS.power}&attribute=meters`);
    await tab.getByText('Everything else stays').click();
    await tab.getByLabel('Record to relate').fill(gas.number);
    await press(tab, 'Search');
    await tab.locator('.check', { hasText: gas.title }).first().click();
    await press(tab, 'Check');
    assert.match(await content(tab), /removed[\s\S]*Will change\s+1/);
    await press(tab, /^Change 1/);
    assert.equal((await read()).meters.$relation.length, before + 1);
    await follow(tab, 'Undo');
    await press(tab, 'Undo');
    await open(stage, tab, `/records/contract/many`);
    await isClean(tab, 'what was changed together');
    await officeChanges(stage, 'contract', RECORDS.power, { meters });
    await tab.context().close();
  });

  test(`a file is handed in for many records and taken from them by its name (scripts: ${javaScriptEnabled})`, async () => {
    const tab = Object.assign(await administrator(stage, { javaScriptEnabled }), { scripts: javaScriptEnabled });
    const name = `Hinweis-${word}.pdf`;
    const katrin = await tokenOf(stage, 'katrin');
    const hers = async () => {
      const files = await (await asks(stage, katrin, '/v2/portal/user/files?from=0&size=100')).json();
      return files.results.filter(({ filename }) => filename === name).length;
    };
    await open(stage, tab, `/records/contract/many/edit?${BOTH}&attribute=_attach`);
    await isClean(tab, 'the files');
    await press(tab, 'Check');
    assert.match(await content(tab), /No file is ticked/);
    await tab.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(PDF) });
    await tab.locator('input[name=shared]').check();
    await press(tab, 'Upload and choose');
    assert.equal(await tab.locator('input[name=target]:checked').count(), 1);
    assert.equal(await hers(), 0);
    await press(tab, 'Check');
    assert.match(await content(tab), new RegExp(`${name} added[\\s\\S]*Will change\\s+2`));
    await press(tab, /^Change 2/);
    assert.equal(await hers(), 1);
    await open(stage, tab, `/records/contract/many/edit?${BOTH}&attribute=_detach`);
    await tab.getByRole('textbox', { name: /^Name of the file/ }).fill(name.toUpperCase());
    await isClean(tab, 'the name');
    await press(tab, 'Check');
    await press(tab, /^Change 2/);
    assert.equal(await hers(), 0);
    await follow(tab, 'Undo');
    await press(tab, 'Undo');
    assert.equal(await hers(), 1);
    await tab.context().close();
  });
}

test('saved views tell how many records they find', async () => {
  const tab = Object.assign(await administrator(stage), { scripts: true });
  await open(stage, tab, '/records/contract?q=berger');
  await follow(tab, 'Save view');
  await tab.getByLabel('Name', { exact: true }).fill('Bergers');
  await press(tab, 'Save view');
  const tabs = await tab.locator('nav.tabs a').allInnerTexts();
  const all = tabs.find((text) => text.startsWith('All'));
  assert.match(all, /^All [1-9]\d*$/);
  assert.match(tabs.find((text) => text.startsWith('Bergers')), /^Bergers \d+$/);
  assert.equal(await tab.locator('main tbody tr').count(), Number(tabs.find((text) => text.startsWith('Bergers')).split(' ')[1]));
  await isClean(tab, 'the list');
  await tab.context().close();
});

/** Meters that no contract of Katrin has. */
async function numbers() {
  const answer = await fetch(`${stage.demo.base}/v1/entity:search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ q: '_schema:meter', size: 50 }),
  });
  const held = (await read()).meters.$relation.map(({ entity_id: id }) => id);
  const free = (await answer.json()).results.filter(({ _id: id }) => !held.includes(id));
  return free.map((meter) => ({ number: meter.meter_number, title: meter._title }));
}

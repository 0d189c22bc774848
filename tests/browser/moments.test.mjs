// Moments: a record at any time of its past, rules and expired offers told in their place, pictures and people of blocks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { administrator, open, tokenOf } from './desk.mjs';
import { findings } from './findings.mjs';
import { RECORDS, ask, content, officeChanges, officeReads, person, press, setStage, stranger } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };
const OFFER = '01910000-0017-7000-8a00-000000000003';
const PORTAL = '01910000-0001-7000-8a00-000000000001';
const IMPRINT = '01910000-0002-7000-8a00-000000000113';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#00616b"/></svg>';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

async function asOffice(method, path, sent) {
  const answer = await fetch(`${stage.demo.base}${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  assert.ok(answer.ok, await answer.clone().text());
  return answer;
}

for (const javaScriptEnabled of [true, false]) {
  test(`a customer looks at a contract as it was at any time (scripts: ${javaScriptEnabled})`, async () => {
    const katrin = await person(stage, 'katrin', { javaScriptEnabled, ...PHONE });
    await katrin.goto(`${katrin.home}/history/contract/${RECORDS.power}`);
    await katrin.getByLabel('Tag', { exact: true }).fill('2026-11-20');
    await katrin.getByLabel(/^Uhrzeit/).fill('14:30');
    await press(katrin, 'Stand anzeigen');
    assert.match(await content(katrin), /Stand vom 20\. November 2026, 14:30 Uhr/);
    assert.equal(await katrin.getByLabel('Tag', { exact: true }).inputValue(), '2026-11-20');
    if (javaScriptEnabled) assert.deepEqual(await findings(katrin), [], 'as it was');
    const wrong = await katrin.goto(`${katrin.home}/history/contract/${RECORDS.power}/then?day=bald&time=25`);
    assert.equal(wrong.status(), 422);
    assert.match(await content(katrin), /Geben Sie einen Tag ein[\s\S]*Geben Sie eine Uhrzeit wie 14:30 ein/);
    if (javaScriptEnabled) assert.deepEqual(await findings(katrin), [], 'what was wrong');
    await katrin.context().close();
  });
}

test('an administrator looks at a record as it was at any time', async () => {
  const desk = await administrator(stage);
  await officeChanges(stage, 'contract', RECORDS.power, { internal_note: 'Telefonat am Vormittag' });
  await open(stage, desk, `/records/contract/${RECORDS.power}/activity`);
  await desk.getByLabel('Day', { exact: true }).fill('2026-11-20');
  await press(desk, 'Show it');
  assert.match(await content(desk), /20 Nov 2026, 23:59/);
  assert.deepEqual(await findings(desk), [], 'as it was');
  const wrong = await open(stage, desk, `/records/contract/${RECORDS.power}/then?day=soon`);
  assert.equal(wrong.status(), 422);
  assert.match(await content(desk), /Type a day/);
  await desk.context().close();
});

test('a rule that refuses is told at the check page, and where a value would be put back', async () => {
  const rule = {
    slug: 'contract', attribute: 'installment_amount', rule_type: 'relative_to_current_value',
    allowed_increment: '1%', allowed_decrement: '1%',
  };
  const before = (await officeReads(stage, 'contract', RECORDS.power)).installment_amount;
  await officeChanges(stage, 'contract', RECORDS.power, { installment_amount: before + 5000 });
  await asOffice('PUT', `/v3/portal/config/${PORTAL}`, { entity_edit_rules: [rule] });
  const katrin = await person(stage, 'katrin', PHONE);
  const history = `${katrin.home}/history/contract/${RECORDS.power}`;
  await katrin.goto(history);
  const back = katrin.locator('.activity > li').first().getByRole('link', { name: /^Zurücksetzen/ }).first();
  await Promise.all([katrin.waitForNavigation(), back.click()]);
  assert.match(await content(katrin), /Das geht zurzeit nicht[\s\S]*höchstens 1 %/);
  assert.equal(await katrin.getByRole('button', { name: 'Wert zurücksetzen' }).count(), 0);
  assert.deepEqual(await findings(katrin), [], 'what a rule refuses');
  await katrin.goto(`${katrin.home}/change/contract/${RECORDS.power}?names=installment_amount&back=/contract/${RECORDS.power}`);
  const field = katrin.locator('main form .input').first();
  await field.fill('900,00');
  await Promise.all([katrin.waitForNavigation(), katrin.locator('button[value=check]').click()]);
  assert.match(await content(katrin), /höchstens 1 % höher und höchstens 1 % niedriger/, 'before anything is sent');
  assert.equal(await field.inputValue(), '900,00');
  await asOffice('PUT', `/v3/portal/config/${PORTAL}`, { entity_edit_rules: [] });
  await officeChanges(stage, 'contract', RECORDS.power, { installment_amount: before });
  await katrin.context().close();
});

test('an offer whose last day is over is answered nowhere, and says so', async () => {
  const order = await officeReads(stage, 'order', OFFER);
  await officeChanges(stage, 'order', OFFER, { valid_until: '2020-02-29' });
  const thomas = await person(stage, 'thomas');
  const page = await ask(thomas, `/decide/${OFFER}?answer=accept`);
  assert.match(page.text, /Die Frist für dieses Angebot ist vorbei|The time for this offer is over/);
  const token = await tokenOf(stage, 'thomas');
  const answer = await fetch(`${stage.demo.base}/v2/portal/order/${OFFER}/acceptance`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ decision: 'accept' }),
  });
  assert.ok([404, 409].includes(answer.status), `${answer.status}`);
  assert.equal((await officeReads(stage, 'order', OFFER)).status, order.status);
  await officeChanges(stage, 'order', OFFER, { valid_until: order.valid_until });
  await thomas.context().close();
});

test('a picture is uploaded where its block is set up, shown to everybody, and taken off', async () => {
  const made = await asOffice('POST', `/v2/portal/pages/${IMPRINT}/blocks`, { type: 'image', props: { content: { alt: { de: 'Unser Haus', en: 'Our house' } } } });
  const told = await made.json();
  const block = told.id ?? told.block?.id;
  const desk = await administrator(stage);
  await open(stage, desk, `/portals/${PORTAL}/pages/${IMPRINT}/blocks/${block}`);
  assert.deepEqual(await findings(desk), [], 'the block');
  await press(desk, 'Upload picture');
  assert.match(await content(desk), /Choose a picture/);
  await desk.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
  await press(desk, 'Upload picture');
  assert.match(await content(desk), /no picture that pages can show/);
  await desk.locator('input[type=file]').setInputFiles({ name: 'house.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) });
  await press(desk, 'Upload picture');
  assert.match(await content(desk), /The picture is there/);
  const anybody = await stranger(stage);
  await anybody.goto(`${stage.customer}/imprint`);
  assert.ok(await anybody.getByAltText('Unser Haus').evaluate((img) => img.decode().then(() => img.naturalWidth > 0)));
  await open(stage, desk, `/portals/${PORTAL}/pages/${IMPRINT}/blocks/${block}`);
  assert.equal(await desk.locator('.block-picture').evaluate((img) => img.naturalWidth > 0), true);
  assert.deepEqual(await findings(desk), [], 'with its picture');
  await press(desk, 'Remove picture');
  await anybody.reload();
  assert.equal(await anybody.getByAltText('Unser Haus').count(), 0);
  await desk.context().close();
});

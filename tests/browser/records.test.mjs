// Lists of records in the console: saved views, many records in one go and back, the bin, files for spreadsheets.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { RECORDS, content, follow, officeChanges, officeReads, press, setStage } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };
const CSV = 'text/csv; charset=utf-8';

let stage;
let desk;
before(async () => {
  stage = await setStage();
  desk = await administrator(stage);
});
after(async () => { await stage?.stop(); });

const at = (path, tab = desk) => open(stage, tab, `/records/${path}`);
const rows = (tab = desk) => tab.locator('main tbody tr').count();
const titles = (tab = desk) => tab.locator('main tbody th').allInnerTexts();

/** Makes tickets through the API, as another system does. */
async function makeTickets(count, subject) {
  const ids = [];
  for (let number = 0; number < count; number += 1) {
    const answer = await fetch(`${stage.demo.base}/v1/entity/ticket`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ subject: `${subject} ${number}` }),
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    ids.push((await answer.json())._id);
  }
  return ids;
}

/** Ticks the rows with these titles. */
async function tick(tab, ...words) {
  for (const word of words) await tab.locator('main tbody tr', { hasText: word }).locator('input[name=ids]').check();
}

/** A file that a tab's session fetches. */
async function fetched(tab, path) {
  const answer = await tab.context().request.get(`${stage.demo.base}/admin/records/${path}`);
  return { status: answer.status(), headers: answer.headers(), text: await answer.text() };
}

async function isClean(tab, what) {
  assert.deepEqual(await findings(tab), [], what);
  assert.doesNotMatch(await content(tab), /\b(records|console)-[a-z]+/, `${what}: a text is missing`);
}

for (const javaScriptEnabled of [true, false]) {
  test(`what a list shows is saved as a view, kept, shared and deleted (scripts: ${javaScriptEnabled})`, async () => {
    const tab = await administrator(stage, { javaScriptEnabled });
    await at('contract?filter=branch:is:gas&columns=tariff,status&sort=_title:desc', tab);
    await follow(tab, 'Save view');
    await press(tab, 'Save view');
    assert.match(await tab.title(), /^Error: /);
    await tab.getByLabel('Name', { exact: true }).fill('Gas alone');
    await press(tab, 'Save view');
    assert.match(await content(tab), /The view is saved/);
    const id = new URL(tab.url()).searchParams.get('view');
    await at(`contract?view=${id}`, tab);
    assert.equal(await rows(tab), 1);
    assert.match(await tab.locator('nav.tabs [aria-current=page]').innerText(), /^Gas alone\s+1$/);
    // A condition that is taken away does not come back by itself, and is kept by one press.
    await follow(tab, /Remove filter Commodity is Gas/);
    assert.ok(await rows(tab) > 1);
    await press(tab, 'Save changes');
    await at(`contract?view=${id}`, tab);
    assert.ok(await rows(tab) > 1);
    // Nobody else sees it until it is shared.
    await follow(tab, 'View settings');
    await tab.getByLabel('Name', { exact: true }).fill('Tariffs');
    await tab.getByText('Everybody').click();
    await tab.getByLabel(/^Open the list with this view/).check();
    await press(tab, 'Save view');
    await at('contract', tab);
    assert.match(await tab.locator('nav.tabs [aria-current=page]').innerText(), /^Tariffs\s+\d+$/);
    await follow(tab, 'All');
    assert.match(await tab.locator('nav.tabs [aria-current=page]').innerText(), /^All\s+\d+$/);
    await follow(tab, 'Tariffs');
    await follow(tab, 'View settings');
    await follow(tab, 'Delete view');
    assert.match(await content(tab), /Delete the view Tariffs\?[\s\S]*for everybody/);
    await press(tab, 'Delete view');
    assert.match(await content(tab), /The view is deleted/);
    assert.equal(await tab.locator('nav.tabs a').count(), 1);
    await tab.context().close();
  });

  test(`an attribute of many records is changed after a check, and changed back (scripts: ${javaScriptEnabled})`, async () => {
    const tab = await administrator(stage, { javaScriptEnabled });
    await officeChanges(stage, 'contract', RECORDS.power, { account_holder: 'Katrin Berger' });
    await officeChanges(stage, 'contract', RECORDS.gas, { account_holder: 'Jana Petersen' });
    await at('contract?q=berger', tab);
    await tick(tab, '7003221845', '7003305226');
    await press(tab, 'Edit');
    await tab.getByLabel('Attribute', { exact: true }).selectOption('account_holder');
    await press(tab, 'Choose');
    await press(tab, 'Check');
    assert.match(await content(tab), /Account holder has no value\. Type one/);
    await tab.getByLabel(/^Account holder/).fill('Jana Petersen');
    await press(tab, 'Check');
    const check = await content(tab);
    assert.match(check, /Account holder set to Jana Petersen[\s\S]*Will change\s+1[\s\S]*Are so already\s+1[\s\S]*Will be refused\s+0/);
    assert.equal((await officeReads(stage, 'contract', RECORDS.power)).account_holder, 'Katrin Berger');
    await press(tab, 'Change 1 Contract');
    assert.match(await content(tab), /Done 1[\s\S]*Was so already 1/);
    assert.equal((await officeReads(stage, 'contract', RECORDS.power)).account_holder, 'Jana Petersen');
    await follow(tab, 'Undo');
    await press(tab, 'Undo');
    assert.match(await content(tab), /This took back an earlier change/);
    assert.equal((await officeReads(stage, 'contract', RECORDS.power)).account_holder, 'Katrin Berger');
    assert.equal((await officeReads(stage, 'contract', RECORDS.gas)).account_holder, 'Jana Petersen');
    await follow(tab, 'Show it');
    assert.match(await content(tab), /These changes were undone/);
    assert.equal(await tab.getByRole('link', { name: 'Undo', exact: true }).count(), 0);
    await tab.context().close();
  });
}

test('what would be refused is told before anything is changed, with the reason', async () => {
  await at(`contract/many/edit?ids=${RECORDS.power}&ids=${RECORDS.gas}&attribute=contract_name`);
  assert.equal(await desk.getByLabel('Empty it').count(), 0, 'what is required cannot be emptied');
  // A record that goes away between list and check.
  const [gone, stays] = await makeTickets(2, 'Flüchtig');
  await at(`ticket/many/edit?ids=${gone}&ids=${stays}&attribute=subject`);
  await desk.getByLabel(/^Subject/).fill('Fest');
  await fetch(`${stage.demo.base}/v1/entity/ticket/${gone}`, {
    method: 'DELETE', headers: { authorization: `Bearer ${stage.demo.facts.admin.token}` },
  });
  await press(desk, 'Check');
  assert.match(await content(desk), /Will be refused\s+1[\s\S]*The record is not there any more/);
  await isClean(desk, 'the check');
  await press(desk, 'Change 1 Request');
  await isClean(desk, 'the result');
  await follow(desk, 'Refused 1');
  assert.equal(await rows(), 1);
});

test('what is changed again since stays when the rest is undone', async () => {
  const [one, other] = await makeTickets(2, 'Streit');
  await at(`ticket/many/edit?ids=${one}&ids=${other}&attribute=subject`);
  await desk.getByLabel(/^Subject/).fill('Einig');
  await press(desk, 'Check');
  await press(desk, /^Change 2/);
  await officeChanges(stage, 'ticket', other, { subject: 'Anders' });
  await follow(desk, 'Undo');
  await isClean(desk, 'the question');
  await press(desk, 'Undo');
  assert.match(await content(desk), /Changed since 1[\s\S]*It was changed again since, and is left as it is/);
  const subjects = await Promise.all([one, other].map((id) => officeReads(stage, 'ticket', id)));
  assert.deepEqual(subjects.map(({ subject }) => subject), ['Streit 0', 'Anders']);
});

test('all that a list finds are changed by a job, which is looked at until it ends', async () => {
  await makeTickets(230, 'Sammlung');
  await at('ticket?q=sammlung');
  await desk.locator('summary', { hasText: 'More' }).click();
  await follow(desk, 'Edit all 230');
  await desk.getByLabel('Attribute', { exact: true }).selectOption('subject');
  await press(desk, 'Choose');
  await desk.getByLabel(/^Subject/).fill('Sammlung fertig');
  await press(desk, 'Check');
  assert.match(await content(desk), /Will change\s+230[\s\S]*goes on by itself/);
  await press(desk, /^Change 230/);
  await desk.getByText('Done 230').waitFor({ timeout: 30_000 });
  await desk.getByRole('link', { name: 'Undo', exact: true }).waitFor();
  await at('ticket?q=fertig');
  assert.match(await content(desk), /230 records/);
  await at('ticket/many');
  assert.match(await content(desk), /Subject set to Sammlung fertig/);
  await isClean(desk, 'what was changed together');
});

test('many records are led to one that is looked for, and back to none', async () => {
  const ids = await makeTickets(2, 'Zuordnung');
  await at(`ticket/many/edit?${ids.map((id) => `ids=${id}`).join('&')}&attribute=contact`);
  await press(desk, 'Check');
  assert.match(await content(desk), /has no value/);
  await desk.getByLabel('Record to relate').fill('Berger');
  await press(desk, 'Search');
  await desk.getByText('Katrin Berger', { exact: true }).click();
  await isClean(desk, 'the choice');
  await press(desk, 'Check');
  assert.match(await content(desk), /set to Katrin Berger[\s\S]*Will change\s+2/);
  await press(desk, /^Change 2/);
  assert.match(await content(desk), /set to Katrin Berger[\s\S]*Done 2/);
  const contacts = await Promise.all(ids.map((id) => officeReads(stage, 'ticket', id)));
  assert.deepEqual(contacts.map(({ contact }) => contact.$relation.length), [1, 1]);
  await follow(desk, 'Undo');
  await press(desk, 'Undo');
  assert.match(await content(desk), /Undone: .* set to Katrin Berger/);
  assert.equal((await officeReads(stage, 'ticket', ids[0])).contact, undefined);
});

test('a list that grew since the check is checked once more', async () => {
  await makeTickets(3, 'Wachstum');
  await at('ticket/many/edit?all=1&q=wachstum&attribute=subject');
  await desk.getByLabel(/^Subject/).fill('Wachstum beendet');
  await press(desk, 'Check');
  await makeTickets(1, 'Wachstum');
  await press(desk, /^Change 3/);
  assert.match(await content(desk), /another number of records[\s\S]*Will change\s+4/);
  await press(desk, /^Change 4/);
  assert.match(await content(desk), /Done 4/);
});

test('records go to the bin together, and come back one by one, chosen, or all', async () => {
  const [gone] = await makeTickets(4, 'Papierkorb');
  await at('ticket?q=papierkorb');
  await tick(desk, 'Papierkorb 0', 'Papierkorb 1', 'Papierkorb 2', 'Papierkorb 3');
  await press(desk, 'Delete');
  assert.match(await content(desk), /Delete 4 Requests\?[\s\S]*Papierkorb 0/);
  await isClean(desk, 'the question');
  await press(desk, /^Delete 4/);
  assert.match(await content(desk), /4 Requests deleted[\s\S]*Papierkorb 3/);
  const result = desk.url();
  await at('ticket/bin');
  await isClean(desk, 'the bin');
  assert.match(await content(desk), /Papierkorb 0[\s\S]*you/);
  await press(desk, 'Restore Papierkorb 0');
  assert.match(await content(desk), /The record is restored/);
  await tick(desk, 'Papierkorb 1');
  await desk.locator('.selection-bar button').click();
  await desk.getByText('Done 1').waitFor();
  await desk.goto(result);
  await follow(desk, 'Undo');
  await press(desk, 'Undo');
  assert.match(await content(desk), /Done 2/);
  await at('ticket?q=papierkorb');
  assert.equal(await rows(), 4);
  await fetch(`${stage.demo.base}/v1/entity/ticket/${gone}`, {
    method: 'DELETE', headers: { authorization: `Bearer ${stage.demo.facts.admin.token}` },
  });
  await at('ticket/bin');
  await follow(desk, /^Erase.*Papierkorb 0/);
  assert.match(await content(desk), /Erase Papierkorb 0 for good\?/);
  await isClean(desk, 'the last question');
  await press(desk, 'Erase for good');
  assert.match(await content(desk), /The record is erased/);
  assert.equal((await at(`ticket/bin/${gone}/erase`)).status(), 404);
  assert.equal((await at(`contract/bin/${RECORDS.power}/erase`)).status(), 404, 'what lives is not erased from here');
  await at('product/bin');
  assert.match(await content(desk), /The bin is empty/);
});

test('a file for spreadsheets holds every match with the columns of the list, and no formula', async () => {
  await officeChanges(stage, 'contract', RECORDS.gas, { description: '=1+1;"x"' });
  await at('contract?filter=branch:is:gas&columns=description,installment_amount,customer');
  await desk.locator('summary', { hasText: 'Export' }).click();
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: 'Download CSV' }).click()]);
  assert.match(download.suggestedFilename(), /^Contracts-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  const [head, line, end] = text.split('\r\n');
  assert.equal(head, '\ufeff_id,_title,Description,Monthly instalment,Customer');
  assert.match(line, new RegExp(`^${RECORDS.gas},[^,]+,"'=1\\+1;""x""",\\d+\\.\\d\\d,Katrin Berger$`));
  assert.equal(end, '');
  const german = await fetched(desk, 'contract/export?lang=de&separator=semicolon&which=every&all=1');
  assert.equal(german.headers['content-type'], CSV);
  assert.ok(german.text.split('\r\n')[0].split(';').length > 30);
  assert.equal(german.text.trimEnd().split('\r\n').length, 12);
  const chosen = await fetched(desk, `contract/export?ids=${RECORDS.power}`);
  assert.equal(chosen.text.trimEnd().split('\r\n').length, 2);
  assert.equal((await fetched(desk, 'nowhere/export')).status, 404);
  await desk.context().request.get(`${stage.demo.base}/admin?lang=en`);
});

test('a number, an id or a title leads straight to its record; what fits several leads to the list', async () => {
  const jump = async (words) => {
    await at('contract');
    await desk.locator('main input[name=q]').fill(words);
    await press(desk, 'Jump to record');
    return new URL(desk.url());
  };
  for (const words of ['7003221845', '7003 221 845', RECORDS.power, 'Auental Ökostrom 12 7003221845']) {
    assert.equal((await jump(words)).pathname, `/admin/records/contract/${RECORDS.power}`, words);
  }
  const list = await jump('berger');
  assert.deepEqual([list.pathname, list.searchParams.get('q')], ['/admin/records/contract', 'berger']);
});

test('a list is narrowed by a range, by how a text begins, and shows as many rows as one likes', async () => {
  await at('contract?add=annual_consumption');
  await isClean(desk, 'a condition');
  await desk.getByLabel('Value, or from').fill('4,000');
  await desk.getByLabel('To', { exact: true }).fill('9000');
  await press(desk, 'Add condition');
  assert.match(await content(desk), /from\s+4,000 kWh[\s\S]*to\s+9,000 kWh/);
  assert.equal(await rows(), 4);
  await at('contract?add=tariff');
  await desk.locator('select[name=test]').selectOption('starts');
  await desk.getByLabel('Value').fill('Wärme');
  await press(desk, 'Add condition');
  assert.ok((await titles()).every((title) => title.includes('Wärmestrom')));
  await at('contract?add=status');
  await isClean(desk, 'a choice');
  const all = await rows();
  for (const name of ['Active', 'Ended']) await desk.getByRole('checkbox', { name, exact: true }).check();
  await press(desk, 'Add condition');
  assert.match(await content(desk), /Status\s+is one of\s+Active, Ended/);
  assert.equal(await rows(), all);
  await makeTickets(101, 'Seite');
  await at('ticket?size=100');
  assert.equal(await rows(), 100);
  await follow(desk, /^50$/);
  assert.equal(await rows(), 50);
  await desk.locator('summary', { hasText: 'Order' }).click();
  await follow(desk, 'Title from A to Z');
  assert.deepEqual(await titles(), [...await titles()].sort());
  assert.equal(await rows(), 50);
});

test('what leads on from a list follows the words that are typed, and one box ticks them all', async () => {
  await at('contract');
  await desk.locator('main input[name=q]').fill('erdgas');
  await desk.getByText('One record', { exact: true }).waitFor();
  await desk.locator('summary', { hasText: 'Export' }).click();
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: 'Download CSV' }).click()]);
  assert.equal((await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n').length, 2);
  await desk.locator('summary', { hasText: 'More' }).click();
  await follow(desk, 'Edit all 1');
  assert.match(await content(desk), /Edit 1 Contract/);
  await at('contract?q=auental');
  await desk.getByLabel('Choose all on this page').check();
  const count = await rows();
  assert.match(await content(desk), new RegExp(`${count} chosen on this page`));
  await isClean(desk, 'chosen');
  await press(desk, 'Edit');
  assert.match(await content(desk), new RegExp(`Edit ${count} Contracts`));
});

test('on a phone each record is a card with what matters, and nothing scrolls sideways', async () => {
  const tab = await administrator(stage, { ...PHONE, locale: 'de-DE', colorScheme: 'dark' });
  await at('contract', tab);
  const card = await tab.locator('main tbody tr', { hasText: '7003221845' }).innerText();
  assert.match(card, /Katrin Berger[\s\S]*Ulmenweg 7/);
  assert.ok(await tab.locator('main tbody tr', { hasText: '7003221845' }).getByText('Strom', { exact: true }).isVisible());
  const pages = ['contract', 'contract?add=annual_consumption', 'contract/many', 'contract/bin', 'contract/views/new',
    `contract/many/edit?ids=${RECORDS.power}&attribute=delivery_address`, 'contract/many/delete?all=1', 'ticket/bin', 'ticket/many'];
  for (const path of pages) {
    await at(path, tab);
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${path} is ${over} too wide`);
    await isClean(tab, path);
  }
  await tab.context().close();
});

test('a view that another program saved oddly shows what makes sense of it', async () => {
  const odd = { sort: 'a:b:c', pageSize: 7, columnSettings: [{ name: 'x' }, 'nowhere', 'tariff'] };
  const answer = await fetch(`${stage.demo.base}/v1/entity/view`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Odd', slug: ['contract'], shared: true,
      ui_config: { filters: { filter: ['nowhere:is:1', 7], q: 7 }, table_layout: { contract: odd } } }),
  });
  const { id } = await answer.json();
  assert.equal((await at(`contract?view=${id}`)).status(), 200);
  assert.match(await content(desk), /11 records/);
  assert.deepEqual(await desk.locator('main thead th').allInnerTexts().then((heads) => heads.map((head) => head.trim()).filter(Boolean)), ['Title', 'Tariff', 'Changed']);
  assert.equal((await at('contract?sort=a:b:c&size=-4&from=-9&columns=x,,')).status(), 200);
});

test('nothing chosen, and what is nobody’s, is told and changes nothing', async () => {
  await at('contract/many/edit');
  assert.match(await content(desk), /Nothing that can be changed is chosen/);
  await at('contract/many/delete');
  assert.match(await content(desk), /Nothing that can be changed is chosen/);
  for (const path of ['contract/many/01910000-0000-7000-8000-000000000000', 'contract/views/nobody', 'nowhere/bin', 'nowhere/many']) {
    assert.equal((await at(path)).status(), 404, path);
  }
});

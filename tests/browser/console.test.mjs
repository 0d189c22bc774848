// The console in a browser: administrators at work, and what their work does to users at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ROLE, administrator, asks, explain, open, tokenOf } from './desk.mjs';
import { RECORDS, content, login, officeChanges, officeReads, press, setStage, stranger } from './stage.mjs';

let stage;
let desk;
before(async () => {
  stage = await setStage();
  desk = await administrator(stage);
});
after(async () => { await stage?.stop(); });

const at = (path) => open(stage, desk, path);
const contracts = (token) => asks(stage, token, '/v2/portal/contract').then(({ status }) => status);
const portalOf = (name) => stage.demo.facts.portals[name].portal_id;

test('a wrong password is refused in the words of an unknown address', async () => {
  const tab = await stranger(stage, { locale: 'en-GB' });
  const told = [];
  for (const email of [stage.demo.facts.admin.email, 'nobody@auental.example']) {
    await open(stage, tab, '/sign-in');
    await tab.locator('input[name=email]').fill(email);
    await tab.locator('input[name=password]').fill('wrong-password');
    await press(tab, /^Sign in$/);
    assert.equal(await tab.locator('input[name=email]').inputValue(), email);
    told.push(await tab.getByRole('alert').first().innerText());
  }
  assert.equal(told[0], told[1]);
});

test('signing out ends the session, also for whoever kept its cookie', async () => {
  const tab = await administrator(stage);
  const kept = await tab.context().cookies(`${stage.demo.base}/admin`);
  await tab.locator('summary.side-user').click();
  await press(tab, 'Sign out');
  assert.equal(new URL(tab.url()).pathname, '/admin/sign-in');
  await tab.context().addCookies(kept);
  await open(stage, tab, '/records');
  assert.equal(new URL(tab.url()).pathname, '/admin/sign-in');
});

test('the block type that portals leave out is named, and the block stays as it is', async () => {
  await at('');
  assert.match(await content(desk), /Kundenportal has a block that is not known: weather_widget/);
  await at(`/portals/${portalOf('customer')}`);
  assert.match(await content(desk), /One block type is not known here\s+weather_widget/);
  await at(`/portals/${portalOf('customer')}/pages`);
  assert.match(await content(desk), /weather_widget\. Users do not see it\. It is kept unchanged\./);
  await at(`/portals/${portalOf('customer')}`);
  await desk.getByLabel('Name').fill('Kundenportal Auental');
  await press(desk, 'Save settings');
  assert.match(await content(desk), /The portal is saved/);
  const config = await (await asks(stage, stage.demo.facts.admin.token, `/v3/portal/config/${portalOf('customer')}`)).json();
  assert.equal(config.name, 'Kundenportal Auental');
  assert.match(JSON.stringify(config.pages), /weather_widget/);
});

test('a domain of another portal is refused, and what was typed stays', async () => {
  await at(`/portals/${portalOf('customer')}/domain`);
  await desk.getByLabel(/^Domain/).fill('installer.localhost');
  await press(desk, 'Save domain');
  await press(desk, 'Change domain');
  assert.match(await desk.title(), /^Error: /);
  assert.match(await content(desk), /installer\.localhost belongs to another portal/);
  assert.equal(await desk.getByLabel(/^Domain/).inputValue(), 'installer.localhost');
});

test('a portal that is switched off refuses its users at once, after a question', async () => {
  const token = await tokenOf(stage, 'petra');
  const mine = () => asks(stage, token, '/v2/portal/opportunity').then(({ status }) => status);
  assert.equal(await mine(), 200);
  await at(`/portals/${portalOf('installer')}/state`);
  assert.match(await content(desk), /Switch Partnerportal Sonnwinkel off\?/);
  await press(desk, 'Switch off');
  assert.equal(await mine(), 401);
  await at(`/portals/${portalOf('installer')}/state`);
  await press(desk, 'Switch on');
  assert.equal(await mine(), 200);
});

test('access that is withdrawn ends with the next request, and comes back', async () => {
  const token = await tokenOf(stage, 'thomas');
  assert.equal(await contracts(token), 200);
  await at(`/users/${login(stage, 'thomas').portal_user_id}`);
  await press(desk, 'Withdraw access');
  assert.match(await content(desk), /Access withdrawn/);
  assert.equal(await contracts(token), 401);
  await press(desk, 'Give access back');
  assert.equal(await contracts(token), 200);
  await press(desk, 'End all sessions');
  assert.equal(await contracts(token), 401, 'the session is over, whatever its token says');
});

test('a contact is mapped to a user who waits, who then sees its records, and taken back', async () => {
  const token = await tokenOf(stage, 'katharina');
  assert.equal(await contracts(token), 401);
  await at('/users?standing=waiting');
  await desk.locator('main table a').first().click();
  await desk.getByRole('link', { name: 'Map a contact' }).click();
  await desk.locator('main input[name=q]').fill('Wegner');
  await desk.locator('main').getByRole('button', { name: 'Filter' }).click();
  await press(desk, 'Map this contact');
  assert.match(await content(desk), /The contact is mapped/);
  assert.equal(await contracts(token), 200);
  await press(desk, 'Take the mapping back');
  assert.equal(await contracts(token), 401);
});

test('a record is found by a condition, changed, and its history says what from and to', async () => {
  await at('/records/contract?add=branch');
  await desk.getByRole('checkbox', { name: 'Gas', exact: true }).check();
  await desk.getByRole('button', { name: 'Add condition' }).click();
  await desk.getByRole('link', { name: 'Remove filter Commodity is Gas' }).waitFor();
  assert.equal(await desk.locator('main tbody tr').count(), 1);
  await desk.locator('main tbody th a').click();
  await desk.getByRole('link', { name: 'Edit' }).click();
  await desk.getByLabel(/^Monthly instalment/).fill('81.50');
  await press(desk, 'Save record');
  assert.equal((await officeReads(stage, 'contract', RECORDS.gas)).installment_amount, 8150);
  await at(`/records/contract/${RECORDS.gas}/activity`);
  assert.match(await content(desk), /Jana Petersen changed the record[\s\S]*Monthly instalment\s+€74\.00\s+€81\.50/);
});

test('a stale form shows both versions, loses nothing that was typed, and stores what is chosen', async () => {
  await at(`/records/contract/${RECORDS.gas}/edit`);
  await desk.getByLabel(/^Description/).fill('Typed by the office');
  await desk.getByLabel(/^Tariff/).fill('Erdgas Flex');
  await officeChanges(stage, 'contract', RECORDS.gas, { description: 'Changed meanwhile', billing_due_day: 9 });
  const [answer] = await Promise.all([desk.waitForNavigation(), desk.getByRole('button', { name: 'Save record' }).first().click()]);
  assert.equal(answer.status(), 409);
  const page = await content(desk);
  for (const text of ['Changed meanwhile', 'Typed by the office', 'Erdgas Flex']) assert.match(page, new RegExp(text));
  assert.equal((await officeReads(stage, 'contract', RECORDS.gas)).description, 'Changed meanwhile');
  await desk.locator('input[name="pick.description"][value=theirs]').check();
  await press(desk, 'Save this choice');
  const stored = await officeReads(stage, 'contract', RECORDS.gas);
  assert.deepEqual([stored.description, stored.tariff, stored.billing_due_day], ['Changed meanwhile', 'Erdgas Flex', 9]);
});

test('a record is made, related, and deleted after a question', async () => {
  await at('/records/ticket/new');
  await press(desk, 'Create record');
  assert.match(await content(desk), /is required\. Fill it in\./);
  await desk.getByLabel(/^Subject/).fill('Umzug im Januar');
  await press(desk, 'Create record');
  await desk.getByRole('link', { name: /^Relations/ }).first().click();
  await desk.getByLabel('Attribute').selectOption('contact');
  await desk.getByLabel('Record to relate').fill('Berger');
  await desk.getByRole('button', { name: 'Search' }).click();
  await press(desk, /^Relate Katrin Berger/);
  assert.match(await content(desk), /The records are related/);
  await desk.getByRole('link', { name: 'Delete' }).click();
  assert.match(await content(desk), /Delete Umzug im Januar\?/);
  await press(desk, 'Delete record');
  assert.match(await content(desk), /The record is deleted/);
});

test('explain says why, and a grant that is added flips the answer', async () => {
  await explain(stage, desk, RECORDS.power, 'iban');
  assert.match(await content(desk), /No\. Katrin Berger sees .*, but not iban\. A grant denies the attribute\./);
  assert.match(await content(desk), /Grant \d+ of Kundenportal denies entity:attribute:view on contract:\*\/iban/);
  await explain(stage, desk, RECORDS.thomasContract);
  assert.match(await content(desk), /No relation leads from the user to the record/);
  await explain(stage, desk, RECORDS.power, 'tariff');
  assert.match(await content(desk), /Yes\. Katrin Berger sees tariff/);
  await explain(stage, desk, RECORDS.power, '', 'delete');
  assert.match(await content(desk), /No\. Katrin Berger may not remove .* No grant allows it\./);
  await desk.getByRole('link', { name: 'Add a grant' }).click();
  assert.equal(await desk.getByLabel('Resource', { exact: true }).inputValue(), 'contract:*');
  await press(desk, 'Save grant');
  assert.match(await content(desk), /The grant is saved/);
  await explain(stage, desk, RECORDS.power, '', 'delete');
  assert.match(await content(desk), /Yes\. Katrin Berger may remove/);
  await desk.getByRole('link', { name: /^Grant \d+$/ }).last().click();
  await desk.getByRole('link', { name: 'Remove grant' }).click();
  await press(desk, 'Remove grant');
  await explain(stage, desk, RECORDS.power, '', 'delete');
  assert.match(await content(desk), /No\. Katrin Berger may not remove/);
});

test('a grant that nobody understands is refused and what was typed stays', async () => {
  await at(`/permissions/${ROLE}/grants/new`);
  await desk.locator('select[name=action]').selectOption('entity:view');
  await desk.locator('input[name=resource]').fill('contract:*/a/b:c:d');
  await press(desk, 'Save grant');
  assert.equal(await desk.locator('input[name=resource]').inputValue(), 'contract:*/a/b:c:d');
  assert.match(await desk.title(), /^Error: /);
});

test('a colour that is saved is the colour of the portal, and what is no colour is told', async () => {
  const design = '01910000-0004-7000-8a00-000000000001';
  const brand = desk.getByLabel('Brand colour', { exact: true });
  await at(`/designs/${design}`);
  await brand.fill('petrol');
  await press(desk, 'Save design');
  assert.match(await content(desk), /“petrol” is no colour/);
  await brand.fill('#7a2e8f');
  await press(desk, 'Preview');
  assert.match(desk.url(), /brand=%237a2e8f/);
  await press(desk, 'Save design');
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/sign-in`);
  assert.match(await tab.locator('link[rel=stylesheet]').first().getAttribute('href'), /theme-7a2e8f-/);
});

test('programs read the mailbox with an access token, nobody else does', async () => {
  const path = '/admin/mailbox/messages.json';
  assert.equal((await fetch(stage.demo.base + path)).status, 401);
  assert.equal((await asks(stage, await tokenOf(stage, 'katrin'), path)).status, 403);
  const letters = await asks(stage, stage.demo.facts.admin.token, path);
  assert.equal(letters.status, 200);
  assert.ok(Array.isArray(await letters.json()));
});

// Histories: a record as it was, one value put back, and what administrators set up; also without scripts, on phones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { RECORDS, ask, content, follow, login, officeChanges, officeReads, person, press, said, setStage, stranger } from './stage.mjs';

let stage;
let katrin;
let desk;
before(async () => {
  stage = await setStage();
  [katrin, desk] = [await person(stage, 'katrin'), await admin()];
});
after(async () => { await stage?.stop(); });

const POWER = `/history/contract/${RECORDS.power}`;
const NOBODY = '01910000-0013-7000-8a00-0000000099ff';

/** A tab in which the administrator has signed in, in English. */
async function admin() {
  const tab = await stranger(stage, { locale: 'en-GB' });
  await tab.goto(`${stage.demo.base}/admin/activity`);
  await tab.locator('input[name=email]').fill(stage.demo.facts.admin.email);
  await tab.locator('input[name=password]').fill(stage.demo.facts.admin.password);
  await press(tab, /^Sign in$/);
  return tab;
}

/** Changes the house number of the delivery address of Katrin's contract as she does. */
async function moves(tab, number) {
  await tab.goto(`${tab.home}/change/contract/${RECORDS.power}?names=delivery_address&back=%2Fcontract%2F${RECORDS.power}`);
  await tab.getByLabel(/^(Hausnummer|Number)/).fill(number);
  await press(tab, /Angaben prüfen|Check/);
  await press(tab, /Änderung absenden|Send change/);
}

const entries = (tab) => tab.locator('.activity > li');
const undo = (tab, label = 'Lieferadresse') =>
  entries(tab).first().getByRole('link', { name: new RegExp(`^(Zurücksetzen|Put back).*${label}`) });

/** Opens the way to put the newest change back. */
async function asksToUndo(tab, label) {
  await tab.goto(tab.home + POWER);
  await Promise.all([tab.waitForNavigation(), undo(tab, label).click()]);
}

test('a customer puts one value of a change back, after a check page, and the history says so', async () => {
  await moves(katrin, '7 a');
  await asksToUndo(katrin);
  const check = await content(katrin);
  assert.match(check, /Stimmt alles\?/);
  assert.match(check, /Ulmenweg 7, 34990 Auental\s+Bisher: Ulmenweg 7 a/);
  assert.match(check, /Diese Änderung wird zurückgenommen[\s\S]*Sie haben Lieferadresse geändert/);
  assert.equal((await officeReads(stage, 'contract', RECORDS.power)).delivery_address[0]?.street_number
    ?? (await officeReads(stage, 'contract', RECORDS.power)).delivery_address.street_number, '7 a', 'looking changes nothing');
  await press(katrin, 'Wert zurücksetzen');
  assert.match(await said(katrin.getByRole('status')), /Zurückgesetzt[\s\S]*Ulmenweg 7 a[\s\S]*Ulmenweg 7, 34990 Auental/);
  const [newest, before] = [await said(entries(katrin).nth(0)), await said(entries(katrin).nth(1))];
  assert.match(newest, /Sie haben Lieferadresse zurückgesetzt/);
  assert.match(before, /Sie haben Lieferadresse geändert[\s\S]*Zurückgenommen/);
  await Promise.all([katrin.waitForURL(/#entry-/), entries(katrin).first().getByRole('link', { name: 'Was damit zurückgenommen ist' }).click()]);
  const address = (await officeReads(stage, 'contract', RECORDS.power)).delivery_address;
  assert.equal((address[0] ?? address).street_number, '7');
});

test('a record is shown as it was, with what it says today', async () => {
  await moves(katrin, '7 b');
  await katrin.goto(katrin.home + POWER);
  const second = entries(katrin).nth(1);
  await Promise.all([katrin.waitForNavigation(), second.getByRole('link', { name: 'So war es danach' }).click()]);
  const then = await content(katrin);
  assert.match(then, /Stand vom [\s\S]*Seitdem gab es eine Änderung/);
  assert.match(then, /Ulmenweg 7[\s\S]*Heute: Ulmenweg 7 b/);
  await follow(katrin, 'Zum Verlauf');
  assert.equal(new URL(katrin.url()).pathname, POWER);
  await katrin.goto(`${katrin.home}${POWER}/then?at=2020-01-01`);
  assert.match(await content(katrin), /Weiter reicht der Verlauf nicht zurück/);
  assert.equal((await ask(katrin, `${POWER}/then?at=gestern`)).status, 400);
});

test('a value that was changed again since is put back only by somebody who was told', async () => {
  await moves(katrin, '8');
  await katrin.goto(katrin.home + POWER);
  const href = await undo(katrin).getAttribute('href');
  await katrin.goto(katrin.home + href);
  const address = (await officeReads(stage, 'contract', RECORDS.power)).delivery_address;
  const moved = (number) => Array.isArray(address) ? [{ ...address[0], street_number: number }] : { ...address, street_number: number };
  await officeChanges(stage, 'contract', RECORDS.power, { delivery_address: moved('9') });
  const [answer] = await Promise.all([katrin.waitForNavigation(), katrin.getByRole('button', { name: 'Wert zurücksetzen' }).click()]);
  assert.equal(answer.status(), 409);
  assert.match(await said(katrin.getByRole('status')), /noch einmal geändert[\s\S]*Ulmenweg 8[\s\S]*Ulmenweg 9/);
  assert.equal((await ask(katrin, href)).status, 200, 'the address of the page can be opened again');
  await press(katrin, 'Wert zurücksetzen');
  assert.match(await said(katrin.getByRole('status')), /Ulmenweg 9[\s\S]*Ulmenweg 7 b/);
});

test('what is hidden is in no history, in no state of then, and cannot be put back', async () => {
  await officeChanges(stage, 'contract', RECORDS.power, { internal_note: 'Walfisch', description: 'Neuer Text' });
  const entry = await newestEntry();
  for (const path of [POWER, `${POWER}/then?at=2100-01-01`, `/contract/${RECORDS.power}?tab=history`]) {
    const { status, text } = await ask(katrin, path);
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /Walfisch|internal_note|Interne/, path);
  }
  const hidden = await ask(katrin, `${POWER}/undo?entry=${entry}&attribute=internal_note`);
  const unknown = await ask(katrin, `${POWER}/undo?entry=${entry}&attribute=gibtesnicht`);
  assert.deepEqual([hidden.status, unknown.status], [404, 404]);
  assert.equal(hidden.text.replaceAll('internal_note', 'X'), unknown.text.replaceAll('gibtesnicht', 'X'));
  const press = await ask(katrin, `${POWER}/undo?entry=${entry}&attribute=internal_note`, { method: 'POST', headers: { origin: katrin.home, 'content-type': 'application/x-www-form-urlencoded' } });
  assert.ok([403, 404].includes(press.status), `${press.status}`);
  assert.equal((await officeReads(stage, 'contract', RECORDS.power)).internal_note, 'Walfisch');
});

async function newestEntry() {
  const { base, facts } = stage.demo;
  const answer = await fetch(`${base}/v2/portal/entity/contract/${RECORDS.power}/activity`, { headers: { authorization: `Bearer ${facts.admin.token}` } });
  return (await answer.json()).results[0]._id;
}

test('a record of somebody else has no history, in the words of an unknown one', async () => {
  for (const below of ['', '/then?at=2026-11-25', '/undo?entry=x&attribute=delivery_address']) {
    const of = (id) => ask(katrin, `/history/contract/${id}${below}`);
    const [other, unknown] = [await of(RECORDS.thomasContract), await of(NOBODY)];
    assert.deepEqual([other.status, unknown.status], [404, 404], below);
    assert.equal(other.text.replaceAll(RECORDS.thomasContract, 'ID'), unknown.text.replaceAll(NOBODY, 'ID'));
  }
  const nobody = Object.assign(await stranger(stage), { home: stage.customer });
  assert.equal((await ask(nobody, POWER)).headers.location?.split('?')[0], '/sign-in');
});

test('a value that one may not change is offered to nobody, and asking for it names the reason', async () => {
  await officeChanges(stage, 'contract', RECORDS.power, { contract_name: 'Auental Ökostrom 13' });
  const entry = await newestEntry();
  await katrin.goto(katrin.home + POWER);
  assert.match(await said(entries(katrin).first()), /Ökostrom 13/);
  assert.equal(await entries(katrin).first().getByRole('link', { name: /^Zurücksetzen/ }).count(), 0);
  assert.equal((await ask(katrin, `${POWER}/undo?entry=${entry}&attribute=contract_name`)).status, 403);
  await officeChanges(stage, 'contract', RECORDS.power, { contract_name: 'Auental Ökostrom 12' });
});

test('everything works without scripts, in English, on a phone, and axe finds nothing', async () => {
  const thin = await person(stage, 'katrin', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await thin.goto(`${thin.home}/?lang=en`);
  await moves(thin, '7 c');
  await asksToUndo(thin, 'Delivery address');
  assert.match(await content(thin), /Delivery address[\s\S]*Ulmenweg 7/);
  await press(thin, 'Put the value back');
  assert.match(await content(thin), /You put Delivery address back/);
  for (const colorScheme of ['light', 'dark']) {
    const tab = await person(stage, 'katrin', { colorScheme, viewport: { width: 390, height: 844 } });
    await tab.goto(tab.home + POWER);
    const offered = await tab.getByRole('link', { name: /^Zurücksetzen/ }).first().getAttribute('href');
    for (const path of [POWER, `${POWER}/then?at=2026-11-20`, `${POWER}/then?at=2100-01-01`, offered]) {
      await tab.goto(tab.home + path);
      assert.deepEqual(await findings(tab), [], path);
      assert.doesNotMatch(await content(tab), /history-[a-z]/, `${path}: a text is missing`);
      const [page, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(page <= screen, `${path} is ${page} wide on ${screen}`);
    }
  }
});

test('a long history is read to its end', async () => {
  for (let number = 1; number <= 55; number += 1) {
    await officeChanges(stage, 'contract', RECORDS.gas, { description: `Text ${number}` });
  }
  const path = `/history/contract/${RECORDS.gas}`;
  await katrin.goto(katrin.home + path);
  assert.equal(await entries(katrin).count(), 50);
  await follow(katrin, 'Ältere Einträge');
  assert.match(await content(katrin), /Text 1(?!\d)/);
  await follow(katrin, 'Neueste Einträge');
  assert.match(await said(entries(katrin).first()), /Text 55/);
  await desk.goto(`${stage.demo.base}/admin/records/contract/${RECORDS.gas}/activity`);
  assert.equal(await entries(desk).count(), 50);
  await follow(desk, 'Older entries');
  assert.match(await content(desk), /Text 1(?!\d)/);
});

test('an administrator sees a record as it was, and puts a value back with both sides in sight', async () => {
  const record = `${stage.demo.base}/admin/records/contract/${RECORDS.power}`;
  await officeChanges(stage, 'contract', RECORDS.power, { internal_note: 'Rückruf am Montag' });
  await desk.goto(`${record}/activity`);
  await Promise.all([desk.waitForNavigation(), entries(desk).first().getByRole('link', { name: /^Put back/ }).click()]);
  assert.match(await content(desk), /Walfisch[\s\S]*Rückruf am Montag/);
  assert.deepEqual(await findings(desk), []);
  await press(desk, 'Put the value back');
  assert.match(await content(desk), /The value is back/);
  assert.match(await said(entries(desk).first()), /took back a change/);
  assert.match(await said(entries(desk).nth(1)), /Taken back/);
  assert.deepEqual(await findings(desk), []);
  assert.equal((await officeReads(stage, 'contract', RECORDS.power)).internal_note, 'Walfisch');
  await Promise.all([desk.waitForNavigation(), entries(desk).nth(1).getByRole('link', { name: 'As it was after this' }).click()]);
  assert.match(await content(desk), /As of [\s\S]*Rückruf am Montag\s+Today:\s+Walfisch/);
  assert.deepEqual(await findings(desk), []);
});

test('what administrators set up stands in the activity of the organisation, without secrets', async () => {
  const portal = stage.demo.facts.portals.customer.portal_id;
  const { base, facts } = stage.demo;
  const put = (body) => fetch(`${base}/v3/portal/config/${portal}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok((await put({ name: 'Kundenportal Nord' })).ok);
  assert.ok((await put({ identity_providers: [{ slug: 'amt', provider_type: 'OIDC', display_name: 'Amt', oidc_config: { client_id: 'portico', client_secret: 'Walross' } }] })).ok);
  await desk.goto(`${base}/admin/activity?about=portal`);
  const told = await content(desk);
  assert.match(told, /changed the portal Kundenportal Nord/);
  assert.match(told, /name[\s\S]*Kundenportal Nord/);
  assert.doesNotMatch(told, /Walross|Delivery/);
  assert.deepEqual(await findings(desk), []);
  await Promise.all([desk.waitForNavigation(), desk.getByRole('link', { name: 'Kundenportal Nord' }).first().click()]);
  assert.equal(new URL(desk.url()).pathname, `/admin/portals/${portal}`);
  await desk.goto(`${base}/admin/activity?about=records`);
  assert.doesNotMatch(await content(desk), /the portal Kundenportal/);
  await desk.goto(`${base}/admin/activity?about=design`);
  assert.match(await content(desk), /Nothing has happened yet/);
});

test('whoever acts in a user’s place is named with the user', async () => {
  const { base, facts } = stage.demo;
  const { email, portal } = login(stage, 'katrin');
  const asked = await fetch(`${base}/v2/portal/admin:login-as-user`, {
    method: 'POST',
    headers: { authorization: `Bearer ${facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ portal_id: facts.portals[portal].portal_id, email, reason: 'She called.' }),
  });
  const { login_as_token: token } = await asked.json();
  const { access_token: bearer } = await (await fetch(`${base}/auth/exchange`, { method: 'POST', body: JSON.stringify({ token }) })).json();
  const changed = await fetch(`${base}/v2/portal/entity/contract/${RECORDS.power}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ billing_address: { street: 'Marktgasse', street_number: '2', postal_code: '34990', city: 'Auental' } }),
  });
  assert.equal(changed.status, 200, await changed.text());
  await katrin.goto(katrin.home + POWER);
  assert.match(await said(entries(katrin).first()), /\S+ \(.*Auental.*\) hat für Sie .+ geändert/);
  await desk.goto(`${base}/admin/records/contract/${RECORDS.power}/activity`);
  assert.match(await said(entries(desk).first()), /\S+ for Katrin Berger changed the record/);
});

// Offers and their answers, banners, added contracts, requests, readings and folds: with and without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { ask, content, follow, officeReads, person, press, RECORDS, setStage } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };
const PLAIN = { javaScriptEnabled: false };
const OFFER = '01910000-0017-7000-8a00-000000000003';
const ORDERED = '01910000-0017-7000-8a00-000000000002';
const POWER_METER = '01910000-0014-7000-8a00-000000000001';
const TWO_COUNTERS = '01910000-0014-7000-8a00-000000000003';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

async function configure(portal, sent) {
  const answer = await fetch(`${stage.demo.base}/v3/portal/config/${portal}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  assert.equal(answer.status, 200, await answer.text());
}

test('an offer is read, checked and accepted without scripts, and the receipt stays', async () => {
  const katrin = await person(stage, 'katrin', PLAIN);
  assert.equal((await ask(katrin, `/decide/${OFFER}?answer=accept`)).status, 404);
  const thomas = await person(stage, 'thomas', { ...PLAIN, ...PHONE });
  await thomas.goto(`${thomas.home}/order/${OFFER}`);
  assert.match(await content(thomas), /13\.390,00 €[\s\S]*gültig bis 16\. Dezember 2026/);
  await follow(thomas, 'Angebot annehmen');
  assert.match(await content(thomas), /Sie können die Bestellung innerhalb von 14 Tagen widerrufen/);
  await follow(thomas, 'Abbrechen');
  await follow(thomas, 'Angebot annehmen');
  await press(thomas, 'Zahlungspflichtig bestellen');
  assert.match(await content(thomas), /Danke, Ihre Bestellung ist bei uns[\s\S]*von Thomas Wegner/);
  const receipt = thomas.url();
  assert.equal((await officeReads(stage, 'order', OFFER)).status, 'placed');
  await follow(thomas, 'Zurück zur Bestellung');
  assert.doesNotMatch(await content(thomas), /Angebot annehmen/);
  // The same address again, and an answer to what is answered, tell of it and change nothing.
  for (const again of [receipt, `${thomas.home}/decide/${OFFER}?answer=decline`]) {
    await thomas.goto(again);
    assert.match(await content(thomas), /Danke, Ihre Bestellung ist bei uns/);
  }
});

test('a banner is put away for oneself and for good, without scripts', async () => {
  const katrin = await person(stage, 'katrin', PLAIN);
  assert.match(await content(katrin), /Wartung am Sonntag/);
  await press(katrin, /^Hinweis ausblenden/);
  assert.equal(new URL(katrin.url()).pathname, '/');
  assert.doesNotMatch(await content(katrin), /Wartung am Sonntag/);
  assert.doesNotMatch(await content(await person(stage, 'katrin', PHONE)), /Wartung am Sonntag/);
  assert.match(await content(await person(stage, 'thomas', PLAIN)), /Wartung am Sonntag/);
});

test('a contract is added by its number and its meter, and what was typed stays when none is found', async () => {
  const thomas = await person(stage, 'thomas', PLAIN);
  await thomas.goto(`${thomas.home}/contracts`);
  await follow(thomas, 'Vertrag hinzufügen');
  const { contract_number: number } = await officeReads(stage, 'contract', RECORDS.gas);
  const { meter_number: meter } = await officeReads(stage, 'meter', '01910000-0014-7000-8a00-000000000002');
  const fields = thomas.locator('main form .input');
  await fields.nth(0).fill(number);
  await press(thomas, /suchen und hinzufügen/);
  assert.match(await content(thomas), /Ohne diese Angabe/);
  await fields.nth(1).fill('1EMH0000000000');
  await press(thomas, /suchen und hinzufügen/);
  assert.match(await content(thomas), /Dazu finden wir keinen Vertrag/);
  assert.equal(await fields.nth(0).inputValue(), number);
  await fields.nth(1).fill(meter);
  await press(thomas, /suchen und hinzufügen/);
  assert.equal(new URL(thomas.url()).pathname, `/contract/${RECORDS.gas}`);
});

test('a change that a rule refuses keeps what was typed and says why', async () => {
  const portal = stage.demo.facts.users.find(({ email }) => email.startsWith('katrin')).portal_id
    ?? '01910000-0001-7000-8a00-000000000001';
  const rule = {
    slug: 'contract', attribute: 'installment_amount', rule_type: 'relative_to_current_value',
    allowed_increment: '20%', allowed_decrement: '10%',
  };
  await configure(portal, { entity_edit_rules: [rule] });
  const katrin = await person(stage, 'katrin', { ...PLAIN, ...PHONE });
  await katrin.goto(`${katrin.home}/change/contract/${RECORDS.power}?names=installment_amount&back=/contract/${RECORDS.power}`);
  const field = katrin.locator('main form .input').first();
  await field.fill('900,00');
  await Promise.all([katrin.waitForNavigation(), katrin.locator('button[value=check]').click()]);
  assert.match(await content(katrin), /höchstens 20 % höher und höchstens 10 % niedriger/);
  assert.equal(await field.inputValue(), '900,00');
  await configure(portal, { entity_edit_rules: [] });
});

test('all tabs are in sight on phones', async () => {
  const petra = await person(stage, 'petra', PHONE);
  for (const path of ['/my-account', `/job/${RECORDS.roof}`]) {
    await petra.goto(`${petra.home}${path}`);
    const edges = await petra.locator('.tabs a').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
    assert.ok(edges.length > 2 && edges.every((edge) => edge <= 390), `${path}: ${edges}`);
  }
});

test('readings stand counter by counter, and requests by how far they are', async () => {
  const thomas = await person(stage, 'thomas', PLAIN);
  await thomas.goto(`${thomas.home}/meter/${TWO_COUNTERS}`);
  assert.match(await content(thomas), /Letzte Ablesungen[\s\S]*Hochtarif[\s\S]*Niedertarif/);
  const katrin = await person(stage, 'katrin', PLAIN);
  await katrin.goto(`${katrin.home}/meter/${POWER_METER}`);
  assert.match(await content(katrin), /28\.11\.2025\s+42\.158,4/);
  await katrin.goto(`${katrin.home}/requests`);
  const told = await content(katrin);
  assert.match(told, /Laufend[\s\S]*Nächster Schritt: Freigabe durch den Netzbetreiber/);
  assert.match(told, /Wallbox 11 kW mit Montage\s/);
  assert.doesNotMatch(told, /Abgeschlossen/);
});

test('the pages with these blocks are free of findings', async () => {
  for (const options of [{}, PHONE, { colorScheme: 'dark' }, { ...PHONE, colorScheme: 'dark' }]) {
    const katrin = await person(stage, 'katrin', options);
    const paths = ['/', '/prices', '/contracts', '/meters', `/meter/${POWER_METER}`, '/requests', `/order/${ORDERED}`,
      `/decide/${ORDERED}`, '/claim', `/contract/${RECORDS.power}`];
    await shoot(katrin, options, paths);
    const petra = await person(stage, 'petra', options);
    await shoot(petra, options, ['/my-account?tab=company', `/job/${RECORDS.roof}`]);
  }
});

async function shoot(tab, options, paths) {
  for (const path of paths) {
    await tab.goto(`${tab.home}${path}`);
    if (path === '/meters') await tab.locator('.fold summary').first().click();
    assert.deepEqual(await findings(tab), [], path);
    if (!process.env.SHOTS) continue;
    const name = path.replaceAll(/[^a-z0-9-]/g, '_').slice(0, 24);
    const size = `${options.viewport?.width ?? 1280}-${options.colorScheme ?? 'light'}`;
    await tab.screenshot({ path: `${process.env.SHOTS}/${name}-${size}.png`, fullPage: true });
  }
}

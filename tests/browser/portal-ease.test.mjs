// Portals for everyone: without scripts, by keyboard, on narrow screens, in both languages, with no accessibility finding.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { RECORDS, card, content, follow, person, press, said, setStage, stranger } from './stage.mjs';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

const CUSTOMER = ['/', '/contracts', `/contract/${RECORDS.power}`, `/contract/${RECORDS.power}?tab=bills`,
  `/contract/${RECORDS.power}?tab=history`, '/meters', '/payments', '/documents', '/requests', '/my-account', '/search?q=ulmenweg',
  '/search?q=gibtesnicht', '/help', '/gibt-es-nicht', '/imprint',
  `/change/contract/${RECORDS.power}?names=delivery_address&back=%2F`];
const INSTALLER = ['/', `/job/${RECORDS.roof}`, `/job/${RECORDS.roof}?tab=files`, '/appointments', '/orders', '/my-account',
  '/my-account?tab=certificates', `/change/opportunity/${RECORDS.roof}?names=panel_maker,panel_count,power_kwp,inverter,roof_type&back=%2F`,
  `/change/contact/${RECORDS.petra}?names=qualifications&row=0&back=%2F`];

for (const [name, pages] of [['katrin', CUSTOMER], ['petra', INSTALLER]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on the pages of ${name} in ${colorScheme}`, async () => {
      const tab = await person(stage, name, { colorScheme });
      for (const path of pages) {
        await tab.goto(tab.home + path);
        assert.deepEqual(await findings(tab), [], path);
      }
    });
  }

  test(`no page of ${name} scrolls sideways at 320 px, whatever it shows`, async () => {
    const tab = await person(stage, name, { viewport: { width: 320, height: 640 } });
    for (const path of pages) {
      await tab.goto(tab.home + path);
      const [page, screen] = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(page <= screen, `${path} is ${page} wide on ${screen}`);
    }
  });
}

test('axe finds nothing on the sign-in page, with and without an error', async () => {
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/sign-in`);
  assert.deepEqual(await findings(tab), []);
  await press(tab, 'Anmelden');
  assert.deepEqual(await findings(tab), []);
});

test('the change of an address works without scripts', async () => {
  const katrin = await person(stage, 'katrin', { javaScriptEnabled: false });
  await katrin.goto(`${katrin.home}/contract/${RECORDS.gas}`);
  await follow(katrin, /^Ändern.*Lieferadresse/);
  await katrin.getByLabel('PLZ').fill('3499');
  await press(katrin, 'Angaben prüfen');
  assert.match(await katrin.getByRole('alert').innerText(), /„3499“ ist keine Postleitzahl/);
  await katrin.getByLabel('PLZ').fill('34991');
  await katrin.getByLabel('Hausnummer').fill('16');
  await press(katrin, 'Angaben prüfen');
  await press(katrin, 'Änderung absenden');
  assert.match(await said(katrin.getByRole('status')), /Hofstraße 14[\s\S]*Hofstraße 16/);
  await katrin.locator('.account').click();
  await press(katrin, 'Abmelden');
  assert.equal(new URL(katrin.url()).pathname, '/sign-in');
});

test('signing in and changing a phone number works with the keyboard alone', async () => {
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/sign-in?next=%2Fmy-account`);
  const reach = async (matches) => {
    for (let steps = 0; steps < 60; steps += 1) {
      await tab.keyboard.press('Tab');
      const told = await tab.evaluate(() => `${document.activeElement.id} ${document.activeElement.innerText ?? ''}`);
      if (matches.test(told)) return;
    }
    assert.fail(`${matches} cannot be reached by keyboard`);
  };
  await reach(/^email/);
  await tab.keyboard.type('thomas.wegner@mail.example');
  await tab.keyboard.press('Tab');
  await tab.keyboard.type('Lavendelfeld-2026');
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
  await reach(/Ändern\s*: Telefon/);
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
  await reach(/^phone/);
  await tab.keyboard.press('Control+A');
  await tab.keyboard.type('+49 5690 555 0199');
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
  await reach(/Änderung absenden/);
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
  assert.match(await content(tab), /Ihre Änderung ist gespeichert/);
});

test('language and colours are chosen on any page and remembered', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/contract/${RECORDS.power}?tab=bills`);
  assert.equal(await katrin.locator('html').getAttribute('lang'), 'de');
  await follow(katrin, 'EN English');
  assert.equal(katrin.url(), `${katrin.home}/contract/${RECORDS.power}?tab=bills`, 'the same page, without the choice in its address');
  assert.equal(await katrin.locator('html').getAttribute('lang'), 'en');
  assert.equal(await card(katrin, 'Payments for this contract').count(), 1);
  await katrin.locator('.account').click();
  await follow(katrin, 'Dark colours');
  await katrin.goto(`${katrin.home}/contracts`);
  assert.equal(await katrin.locator('html').getAttribute('data-scheme'), 'dark');
  assert.match(await content(katrin), /2 Contracts|2 contracts/i);
});

test('lists are searched, sorted and told in the address', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/payments`);
  const settled = card(katrin, 'Erledigt');
  await Promise.all([katrin.waitForNavigation(), settled.getByRole('link', { name: 'Weiter' }).click()]);
  assert.match(katrin.url(), /page3=2/);
  await Promise.all([katrin.waitForNavigation(), settled.getByRole('link', { name: 'Betrag' }).click()]);
  assert.match(katrin.url(), /sort3=billing_amount%3Aasc/);
  assert.equal(await settled.locator('th[aria-sort=ascending]').innerText(), 'Betrag');
  await katrin.goto(`${katrin.home}/contracts?q=erdgas`);
  assert.match(await content(katrin), /Erdgas Komfort/);
  assert.doesNotMatch(await content(katrin), /Ökostrom/);
  await katrin.goto(`${katrin.home}/contracts?q=gibtesnicht`);
  await follow(katrin, 'Suche zurücksetzen');
  assert.match(await content(katrin), /2 Verträge/);
});

// Lists and the frame of portals: search from every page, narrowing, sorting on phones, what an empty list says, and speed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { ask, card, content, follow, person, said, setStage } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

test('everything is searched from the head of any page, by mouse, by key, and without scripts', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/meters`);
  await katrin.keyboard.press('/');
  assert.equal(await katrin.evaluate(() => document.activeElement.name), 'q');
  await katrin.goto(`${katrin.home}/my-account`);
  await katrin.locator('.find > summary').click();
  await katrin.keyboard.type('erdgas');
  await Promise.all([katrin.waitForNavigation(), katrin.keyboard.press('Enter')]);
  assert.match(await content(katrin), /„erdgas“[\s\S]*Auental Erdgas Komfort/);

  const plain = await person(stage, 'katrin', { javaScriptEnabled: false, ...PHONE });
  await plain.locator('.find > summary').click();
  await plain.locator('.find input').fill('erdgas');
  await Promise.all([plain.waitForNavigation(), plain.locator('.find button').click()]);
  assert.match(await content(plain), /Auental Erdgas Komfort/);
});

test('a list is narrowed by what its columns know, and says what is in force', async () => {
  const katrin = await person(stage, 'katrin', { javaScriptEnabled: false });
  await katrin.goto(`${katrin.home}/contracts?is.branch=gas`);
  assert.match(await content(katrin), /Erdgas Komfort/);
  assert.doesNotMatch(await content(katrin), /Ökostrom/);
  await follow(katrin, /^Filter Sparte ist Gas entfernen/);
  assert.match(await content(katrin), /2 Verträge/);
  await katrin.goto(`${katrin.home}/payments?is3.type=installment&page3=2`);
  assert.equal(await katrin.getByLabel('Art', { exact: true }).inputValue(), 'installment');
  for (const nonsense of ['is.branch=moon', 'is.customer=1', 'is.iban=DE1', 'is.=x', 'is.branch=']) {
    await katrin.goto(`${katrin.home}/contracts?${nonsense}`);
    assert.match(await content(katrin), /2 Verträge/, nonsense);
  }
});

test('narrowing answers while one chooses, and the address keeps it', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/payments`);
  await Promise.all([
    katrin.waitForFunction(() => document.querySelector('#results3 .chip')),
    katrin.getByLabel('Art', { exact: true }).selectOption({ index: 1 }),
  ]);
  assert.match(new URL(katrin.url()).search, /is3\./);
});

test('a list with nothing in it says why, and what to do next', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/contracts?q=gibtesnicht`);
  assert.match(await content(katrin), /Nichts gefunden für „gibtesnicht“[\s\S]*Gesucht wird in: .*Vertragsnummer/);
  await follow(katrin, 'Suche zurücksetzen');
  assert.match(await content(katrin), /2 Verträge/);
  await katrin.goto(`${katrin.home}/contracts?is.status=expired`);
  assert.match(await content(katrin), /Dazu gibt es zurzeit nichts/);
  await follow(katrin, 'Alle wieder anzeigen');
  assert.match(await content(katrin), /2 Verträge/);
});

test('on a phone a list is sorted from a menu, shows what no page of its own would, and cuts no words', async () => {
  const petra = await person(stage, 'petra', { viewport: { width: 320, height: 640 } });
  const jobs = card(petra, 'Wartet auf Sie');
  await jobs.locator('.phone-only summary').click();
  await Promise.all([petra.waitForNavigation(), jobs.getByRole('link', { name: 'Vorhaben', exact: true }).click()]);
  assert.match(petra.url(), /sort=/);
  assert.match(await said(jobs), /26\.11\.2026/);
  assert.deepEqual(await named(jobs), ['Fällig am']);
  for (const name of ['katrin', 'petra']) {
    const tab = await person(stage, name, { viewport: { width: 320, height: 640 } });
    const cut = await tab.locator('.bottom-bar > ul > li > a > span').evaluateAll((words) =>
      words.filter((word) => word.scrollWidth > word.clientWidth).map((word) => word.textContent));
    assert.deepEqual(cut, [], `${name} reads every word of the bar`);
  }
  const katrin = await person(stage, 'katrin', PHONE);
  await katrin.goto(`${katrin.home}/payments`);
  const settled = card(katrin, 'Erledigt');
  assert.match(await said(settled), /99,00 €\s+01\.11\.2026\s+02\.11\.2026/);
  assert.deepEqual(await named(settled), ['Betrag', 'Bezahlt am', 'Fällig am']);
});

/** The columns whose names stand before their values. */
async function named(list) {
  const names = await list.locator('td').evaluateAll((cells) => cells
    .filter((cell) => cell.offsetWidth > 0 && getComputedStyle(cell, '::before').content.includes(cell.dataset.label))
    .map((cell) => cell.dataset.label));
  return [...new Set(names)].sort();
}

test('searching in a list is one line on phones, and its words fit the field', async () => {
  const katrin = await person(stage, 'katrin', PHONE);
  await katrin.goto(`${katrin.home}/contracts`);
  const [field, button] = await Promise.all([
    katrin.locator('main .search').boundingBox(), katrin.locator('main .search-apply').boundingBox()]);
  assert.ok(Math.abs(field.y - button.y) < 4, 'the button stands beside the field');
  const cut = await katrin.locator('main .search input').evaluate((input) => {
    const words = document.createElement('span');
    words.style.cssText = `font:${getComputedStyle(input).font};position:absolute`;
    words.textContent = input.placeholder;
    document.body.append(words);
    return words.offsetWidth - (input.clientWidth - 60);
  });
  assert.ok(cut <= 0, `${cut} px too long`);
});

test('paging further down a page comes back to its list', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/payments`);
  await Promise.all([katrin.waitForNavigation(), card(katrin, 'Erledigt').getByRole('link', { name: 'Weiter' }).click()]);
  assert.equal(new URL(katrin.url()).hash, '#results3');
});

test('axe finds nothing on narrowed, empty and searching pages', async () => {
  for (const options of [{}, { colorScheme: 'dark' }, PHONE]) {
    const katrin = await person(stage, 'katrin', options);
    for (const path of ['/payments?is3.type=installment', '/contracts?is.status=expired', '/contracts?q=gibtesnicht']) {
      await katrin.goto(katrin.home + path);
      await katrin.locator('.find > summary').click();
      assert.deepEqual(await findings(katrin), [], path);
    }
  }
});

test('pages and their files travel packed, files are kept for ever and pages by nobody', async () => {
  const katrin = await person(stage, 'katrin');
  const packed = { headers: { 'accept-encoding': 'gzip, br' } };
  const page = await ask(katrin, '/contracts', packed);
  assert.equal(page.headers['content-encoding'], 'gzip');
  assert.equal(page.headers['cache-control'], 'private, no-store');
  const plain = await ask(katrin, '/contracts');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.headers.vary, 'accept-encoding');
  for (const [, href] of plain.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    const file = await ask(katrin, href, packed);
    assert.equal(file.headers['content-encoding'], 'gzip', href);
    assert.match(file.headers['cache-control'], /immutable/, href);
  }
});

test('the first page of somebody who was never here travels in less than 100 KB', async () => {
  for (const name of ['katrin', 'petra']) {
    const session = await person(stage, name);
    const storageState = await session.context().storageState();
    const fresh = await stage.browser.newContext({ storageState, ...PHONE });
    const tab = await fresh.newPage();
    const network = await fresh.newCDPSession(tab);
    await network.send('Network.enable');
    let bytes = 0;
    network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
    await tab.goto(session.home, { waitUntil: 'networkidle' });
    assert.ok(bytes > 5_000 && bytes < 100_000, `${name}: ${bytes} bytes`);
    await fresh.close();
  }
});

test('a page is fetched as soon as somebody points at its link', async () => {
  const katrin = await person(stage, 'katrin');
  const asked = [];
  katrin.context().on('request', (request) => asked.push(request));
  const ahead = new Promise((resolve) => {
    katrin.on('request', (request) => { if (request.url().endsWith('/meters')) resolve(request); });
  });
  await katrin.getByRole('link', { name: 'Zähler', exact: true }).first().hover();
  const request = await Promise.race([ahead, new Promise((resolve) => setTimeout(resolve, 5000))]);
  assert.ok(request, 'the page behind the link was asked for');
});

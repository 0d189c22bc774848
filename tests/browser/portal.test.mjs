// The three examples in a real browser, and what happens when two people change the same record.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RECORDS, card, content, follow, officeChanges, officeReads, person, press, said, setStage, signIn } from './stage.mjs';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

/** Opens the form of a whole card. */
async function change(tab, title) {
  await Promise.all([tab.waitForNavigation(), card(tab, title).getByRole('link', { name: /^(Ändern|Change)/ }).first().click()]);
}

test('an installer adds panel data and price to a job of his, and the customer sees it at once', async () => {
  const petra = await person(stage, 'petra');
  await petra.goto(`${petra.home}/job/${RECORDS.wallbox}`);
  await change(petra, 'Moduldaten');
  await petra.getByLabel('Modulhersteller').fill('Solvario');
  await petra.getByLabel('Anzahl Module').fill('25');
  await petra.getByLabel('Anlagenleistung').fill('9,9');
  await press(petra, 'Angaben prüfen');

  assert.equal(await petra.locator('h1').innerText(), 'Stimmt alles?');
  assert.match(await said(card(petra, 'Moduldaten ändern')), /Solvario[\s\S]*25[\s\S]*9,9 kWp/);
  assert.equal((await officeReads(stage, 'opportunity', RECORDS.wallbox)).panel_count, undefined, 'nothing is changed before it is confirmed');
  await press(petra, 'Änderung absenden');

  const note = await said(petra.getByRole('status'));
  assert.match(note, /Ihre Änderung ist gespeichert/);
  assert.match(note, /Anzahl Module[\s\S]*25/);
  const address = petra.url();
  await petra.reload();
  assert.equal(petra.url(), address);
  assert.match(await said(petra.getByRole('status')), /Ihre Änderung ist gespeichert/, 'reloading tells the same');

  await change(petra, 'Preis');
  await petra.getByLabel('Preis', { exact: true }).fill('1.349,50');
  await press(petra, 'Angaben prüfen');
  assert.match(await content(petra), /1\.349,50 €\s+Bisher: 1\.198,00 €/);
  await press(petra, 'Änderung absenden');
  const stored = await officeReads(stage, 'opportunity', RECORDS.wallbox);
  assert.equal(stored.price, 134950);
  assert.equal(stored.price_decimal, '1349.50');

  await follow(petra, 'Zum Verlauf');
  const history = await said(card(petra, 'Verlauf'));
  assert.match(history, /Sie haben Preis geändert/);
  assert.match(history, /1\.198,00 €[\s\S]*1\.349,50 €/);
  assert.match(history, /Sie haben Modulhersteller, Anzahl Module, Anlagenleistung geändert/);

  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/request/${RECORDS.wallbox}`);
  assert.match(await said(card(katrin, 'Anlage')), /Solvario[\s\S]*25[\s\S]*9,9 kWp/);
});

test('a customer changes the delivery address of one contract, and the other stays', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/contracts`);
  await follow(katrin, 'Auental Ökostrom 12');
  const addresses = card(katrin, 'Adressen');
  await Promise.all([katrin.waitForNavigation(), addresses.getByRole('link', { name: /^Ändern.*Lieferadresse/ }).click()]);
  await katrin.getByLabel('Hausnummer').fill('7 a');
  await katrin.getByLabel('Zusatz').fill('Hinterhaus, 2. OG');
  await press(katrin, 'Angaben prüfen');
  assert.match(await content(katrin), /Ulmenweg 7 a[\s\S]*Bisher: Ulmenweg 7, 34990 Auental/);
  await press(katrin, 'Änderung absenden');
  assert.match(await said(katrin.getByRole('status')), /Ulmenweg 7, 34990 Auental[\s\S]*Ulmenweg 7 a/);
  assert.match(await said(card(katrin, 'Adressen')), /Ulmenweg 7 a\s+Hinterhaus, 2\. OG/);

  const gas = await officeReads(stage, 'contract', RECORDS.gas);
  assert.equal(gas.delivery_address[0].street, 'Hofstraße');
  const power = await officeReads(stage, 'contract', RECORDS.power);
  assert.equal(power.delivery_address[0].country, 'DE', 'what the form does not show is kept');
  assert.equal(power.billing_address[0].street_number, '7');
});

test('an installer adds a certificate with number and valid-until to her own contact, and takes it out again', async () => {
  const petra = await person(stage, 'petra');
  await petra.goto(`${petra.home}/my-account?tab=certificates`);
  await follow(petra, 'Nachweis hinzufügen');
  await press(petra, 'Angaben prüfen');
  assert.match(await petra.title(), /^Fehler: /);
  assert.match(await said(petra.getByRole('alert')), /Bitte prüfen Sie 4 Angaben[\s\S]*Gültig bis fehlt/);
  await petra.getByLabel('Nachweis', { exact: true }).fill('Sachkunde Wärmepumpe (VDI 4645)');
  await petra.getByLabel('Nummer').fill('4645-B-20001');
  await petra.getByLabel('Ausgestellt von').fill('VDI');
  await petra.getByLabel('Gültig bis').fill('2031-11-02');
  await press(petra, 'Angaben prüfen');
  await press(petra, 'Änderung absenden');
  assert.match(await said(petra.getByRole('status')), /Sachkunde Wärmepumpe \(VDI 4645\), 4645-B-20001/);
  const row = petra.locator('li.row', { hasText: '4645-B-20001' });
  assert.match(await said(row), /Gültig bis 2\. November 2031/);
  assert.match(await said(row), /Wird geprüft/);
  assert.equal((await officeReads(stage, 'contact', RECORDS.petra)).qualifications.length, 4);

  await Promise.all([petra.waitForNavigation(), row.getByRole('link', { name: /Ändern/ }).click()]);
  await press(petra, 'Eintrag entfernen');
  assert.match(await content(petra), /Nachweis entfernen[\s\S]*ohne Angabe\s+Bisher: Sachkunde/);
  await press(petra, 'Änderung absenden');
  assert.equal((await officeReads(stage, 'contact', RECORDS.petra)).qualifications.length, 3);
  await petra.goto(`${petra.home}/my-account?tab=history`);
  assert.match(await content(petra), /Sie haben Nachweis geändert/);
});

test('what was typed comes back from the check page, and what is wrong is told beside its field', async () => {
  const petra = await person(stage, 'petra');
  await petra.goto(`${petra.home}/job/${RECORDS.roof}`);
  await change(petra, 'Dach');
  await petra.getByLabel('Neigung').fill('steil');
  await petra.getByLabel('Eindeckung').fill('Schiefer');
  const [answer] = await Promise.all([petra.waitForNavigation(), petra.getByRole('button', { name: 'Angaben prüfen' }).click()]);
  assert.equal(answer.status(), 422);
  assert.equal(await petra.evaluate(() => document.activeElement.id), 'errors', 'the summary takes the focus');
  await petra.getByRole('alert').getByRole('link').click();
  assert.equal(await petra.evaluate(() => document.activeElement.id), 'roof_pitch');
  assert.equal(await petra.getByLabel('Eindeckung').inputValue(), 'Schiefer');
  await petra.getByLabel('Neigung').fill('1.234');
  await press(petra, 'Angaben prüfen');
  assert.match(await content(petra), /Verstanden als 1\.234\. Meinten Sie 1,234\?/);
  await press(petra, /^Ändern$/);
  assert.equal(await petra.getByLabel('Neigung').inputValue(), '1.234');
  assert.equal(await petra.getByLabel('Eindeckung').inputValue(), 'Schiefer');
  await petra.getByLabel('Neigung').fill('38');
  await petra.getByLabel('Eindeckung').fill('Tonziegel');
  await press(petra, 'Angaben prüfen');
  assert.match(await content(petra), /Sie haben nichts geändert/);
});

test('a stale form is told who came first, shows both values, and loses nothing that was typed', async () => {
  const petra = await person(stage, 'petra');
  await petra.goto(`${petra.home}/job/${RECORDS.roof}`);
  await change(petra, 'Moduldaten');
  await petra.getByLabel('Anzahl Module').fill('26');
  await petra.getByLabel('Modell').fill('Glas-Glas 400');
  await officeChanges(stage, 'opportunity', RECORDS.roof, { panel_count: 24 });
  const [answer] = await Promise.all([petra.waitForNavigation(), petra.getByRole('button', { name: 'Angaben prüfen' }).click()]);
  assert.equal(answer.status(), 409);
  const told = await content(petra);
  assert.match(told, /Jemand war schneller/);
  assert.match(told, /Sonnwinkel hat Anzahl Module geändert/);
  assert.match(told, /26\s+Ihre Angabe, noch nicht gespeichert[\s\S]*24\s+Steht jetzt da/);
  assert.match(told, /Glas-Glas 400 – nur von Ihnen geändert/);
  await petra.getByLabel(/Steht jetzt da/).check();
  await press(petra, 'Weiter zur Prüfung');
  const checked = await content(petra);
  assert.match(checked, /Glas-Glas 400/);
  assert.doesNotMatch(checked, /Anzahl Module/);

  await officeChanges(stage, 'opportunity', RECORDS.roof, { inverter: 'Helioton H12' });
  const [late] = await Promise.all([petra.waitForNavigation(), petra.getByRole('button', { name: 'Änderung absenden' }).click()]);
  assert.equal(late.status(), 409, 'also between the check and the change');
  assert.match(await content(petra), /Ihre Änderung betrifft etwas anderes/);
  await press(petra, 'Weiter zur Prüfung');
  await press(petra, 'Änderung absenden');
  const stored = await officeReads(stage, 'opportunity', RECORDS.roof);
  assert.deepEqual([stored.panel_count, stored.panel_model, stored.inverter], [24, 'Glas-Glas 400', 'Helioton H12']);
});

test('a certificate that is added while the office changes another one is added to the newer list', async () => {
  const petra = await person(stage, 'petra');
  await petra.goto(`${petra.home}/my-account?tab=certificates`);
  await follow(petra, 'Nachweis hinzufügen');
  const { qualifications } = await officeReads(stage, 'contact', RECORDS.petra);
  const renewed = qualifications.map((one) => (one.number === 'EH-7702' ? { ...one, valid_until: '2029-10-09' } : one));
  await officeChanges(stage, 'contact', RECORDS.petra, { qualifications: renewed });
  await petra.getByLabel('Nachweis', { exact: true }).fill('Höhenarbeit');
  await petra.getByLabel('Nummer').fill('PSA-1');
  await petra.getByLabel('Ausgestellt von').fill('Schulungswerk Bau');
  await petra.getByLabel('Gültig bis').fill('2028-06-18');
  await press(petra, 'Angaben prüfen');
  assert.match(await content(petra), /Höhenarbeit, PSA-1, Schulungswerk Bau, 18\.06\.2028 – nur von Ihnen geändert/);
  await press(petra, 'Weiter zur Prüfung');
  await press(petra, 'Änderung absenden');
  const stored = (await officeReads(stage, 'contact', RECORDS.petra)).qualifications;
  assert.deepEqual(stored.map(({ number }) => number), [...renewed.map(({ number }) => number), 'PSA-1']);
  assert.equal(stored.find(({ number }) => number === 'EH-7702').valid_until, '2029-10-09');
});

test('a session that ends while somebody types loses nothing', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/contract/${RECORDS.gas}`);
  await Promise.all([katrin.waitForNavigation(), card(katrin, 'Kosten').getByRole('link', { name: /Ändern/ }).click()]);
  await katrin.getByLabel('Abschlag im Monat').fill('81,50');
  const other = await katrin.context().newPage();
  await other.goto(`${katrin.home}/`);
  await other.locator('.account').click();
  await press(other, 'Abmelden');
  const [answer] = await Promise.all([katrin.waitForNavigation(), katrin.getByRole('button', { name: 'Angaben prüfen' }).click()]);
  assert.equal(answer.status(), 401);
  assert.match(await content(katrin), /Ihre Angaben sind noch da/);
  await signIn(other, 'katrin.berger@mail.example', 'Sonnenblume-2026');
  await press(katrin, 'Noch einmal senden');
  assert.match(await content(katrin), /81,50 €\s+Bisher: 74,00 €/);
});

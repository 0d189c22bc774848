// Who sees what on pages: strangers, rivals, other companies, people who wait, and what headers promise.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RECORDS, ask, card, content, person, press, setStage, signIn, stranger } from './stage.mjs';

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

const NOBODY = '01910000-0016-7000-8a00-0000000099ff';

test('a wrong password and an unknown address get the same answer, and the address stays in its field', async () => {
  const tab = await stranger(stage);
  const told = [];
  for (const email of ['katrin.berger@mail.example', 'niemand@mail.example']) {
    await tab.goto(`${stage.customer}/sign-in?next=%2Fcontracts`);
    await tab.getByLabel('E-Mail-Adresse').fill(email);
    await tab.getByLabel('Passwort').fill('falsch');
    const [answer] = await Promise.all([tab.waitForNavigation(), tab.getByRole('button', { name: 'Anmelden' }).click()]);
    assert.equal(answer.status(), 401);
    assert.equal(await tab.getByLabel('E-Mail-Adresse').inputValue(), email);
    assert.equal(await tab.getByLabel('Passwort').inputValue(), '');
    told.push(await tab.getByRole('alert').innerText());
  }
  assert.equal(told[0], told[1]);
  await signIn(tab, 'katrin.berger@mail.example', 'Sonnenblume-2026');
  assert.equal(new URL(tab.url()).pathname, '/contracts', 'the page that was wanted');
});

test('a stranger is asked to sign in and comes back to the page, a public page needs no sign-in', async () => {
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/contract/${RECORDS.power}?tab=bills`);
  assert.equal(new URL(tab.url()).pathname, '/sign-in');
  await signIn(tab, 'katrin.berger@mail.example', 'Sonnenblume-2026');
  assert.equal(tab.url(), `${stage.customer}/contract/${RECORDS.power}?tab=bills`);
  const other = await stranger(stage);
  await other.goto(`${stage.customer}/imprint`);
  assert.match(await content(other), /Am Wehr 2, 34990 Auental/);
  assert.equal(await other.locator('.account').count(), 0);
});

test('an installer cannot open the job of another company, and the answer is that for a random id', async () => {
  const daniel = await person(stage, 'daniel');
  const answers = [];
  for (const id of [RECORDS.roof, NOBODY]) {
    const answer = await daniel.goto(`${daniel.home}/job/${id}`);
    assert.equal(answer.status(), 404);
    answers.push((await answer.text()).replaceAll(id, 'ID'));
  }
  assert.equal(answers[0], answers[1]);
  await daniel.goto(`${daniel.home}/`);
  assert.doesNotMatch(await content(daniel), /Öztürk/);
  await daniel.goto(`${daniel.home}/search?q=speicher`);
  assert.doesNotMatch(await content(daniel), /PV 9,9 kWp mit Speicher/);
  const form = await daniel.goto(`${daniel.home}/change/opportunity/${RECORDS.roof}?names=price&back=%2F`);
  assert.equal(form.status(), 404);
});

test('a job that is done offers no change, and a change that is sent anyway names what is refused', async () => {
  const petra = await person(stage, 'petra');
  await petra.goto(`${petra.home}/job/${RECORDS.finished}`);
  assert.equal(await petra.getByRole('link', { name: /^Ändern/ }).count(), 0);
  const answer = await petra.goto(`${petra.home}/change/opportunity/${RECORDS.finished}?names=panel_count,price&back=%2F`);
  assert.equal(answer.status(), 403);
  assert.match(await petra.locator('h1').innerText(), /^Anzahl Module, Preis: Das können Sie hier nicht ändern$/);
  assert.match(await content(petra), /0800 555 0177/);
});

test('what a role hides is nowhere: not on pages, not in placeholders, not in search, not in the source', async () => {
  const petra = await person(stage, 'petra');
  for (const tab of ['data', 'files', 'orders', 'history']) {
    const answer = await petra.goto(`${petra.home}/job/${RECORDS.roof}?tab=${tab}`);
    const source = await answer.text();
    assert.doesNotMatch(source, /3\.?945|1038000|10\.380|Gegenangebot|[Mm]arge|margin/, tab);
  }
  const sorted = await petra.goto(`${petra.home}/?sort=margin%3Adesc&q=Gegenangebot`);
  assert.equal(sorted.status(), 200);
  assert.match(await content(petra), /Nichts gefunden/);
  const katrin = await person(stage, 'katrin');
  const contract = await (await katrin.goto(`${katrin.home}/contract/${RECORDS.power}`)).text();
  assert.doesNotMatch(contract, /DE32520900994412902051|Kündigungsrisiko|credit_check/);
});

test('another company is never shown, and its session is none here', async () => {
  const katrin = await person(stage, 'katrin');
  for (const path of ['/', '/contracts', '/documents', '/payments', '/meters', '/search?q=berger', '/search?q=rheintal', '/search?q=7003']) {
    const source = await (await katrin.goto(katrin.home + path)).text();
    assert.doesNotMatch(source, /-8b00-|Rheintaler|Energie Rheintal/, path);
  }
  for (const path of ['/contract/01910000-0013-7000-8b00-000000000001', '/files/01910000-001c-7000-8b00-000000000001']) {
    assert.equal((await katrin.goto(katrin.home + path)).status(), 404, path);
  }
  const cookies = await katrin.context().cookies();
  const elsewhere = await stranger(stage);
  const session = cookies.find(({ name }) => name === 'portico_session');
  await elsewhere.context().addCookies([{ ...session, domain: 'rheintal.localhost' }]);
  await elsewhere.goto(`${stage.url('rheintal.localhost')}/`);
  assert.equal(new URL(elsewhere.url()).pathname, '/sign-in');
});

test('a file is saved or looked at, and only by whoever may see it', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/documents`);
  const link = katrin.getByRole('link', { name: 'Herunterladen: Jahresrechnung 2025 Strom', exact: true });
  const [download] = await Promise.all([katrin.waitForEvent('download'), link.click()]);
  assert.equal(download.suggestedFilename(), 'Jahresrechnung 2025 Strom.pdf');
  const path = new URL(download.url()).pathname;
  const thomas = await person(stage, 'thomas');
  for (const place of ['', '/view', '/content', '/take-back']) {
    assert.equal((await thomas.goto(thomas.home + path + place)).status(), 404, place);
  }
  assert.equal((await ask(katrin, `/files/${NOBODY}`)).status, 404);
  const { headers } = await ask(katrin, path);
  assert.match(headers['content-disposition'], /^attachment/);
});

test('somebody without a contact yet sees what is being checked, and nothing else', async () => {
  const katharina = await person(stage, 'katharina');
  assert.match(await content(katharina), /Fast geschafft/);
  assert.match(await content(katharina), /katharina\.bergmann@mail\.example/);
  await katharina.goto(`${katharina.home}/contracts`);
  assert.match(await content(katharina), /Fast geschafft/);
  await press(katharina, 'Abmelden');
  assert.equal(new URL(katharina.url()).pathname, '/sign-in');
});

test('a host that no portal owns says so, and the demo lists its portals', async () => {
  const tab = await stranger(stage);
  const answer = await tab.goto(`${stage.url('nobody.localhost')}/contracts`);
  assert.equal(answer.status(), 404);
  assert.match(await content(tab), /Unter dieser Adresse gibt es kein Portal/);
  await tab.goto(`${stage.url('localhost')}/`);
  await tab.getByRole('link', { name: 'Partnerportal Sonnwinkel' }).click();
  assert.equal(new URL(tab.url()).hostname, 'installer.localhost');
});

test('pages are private and strict, assets are kept for ever, and old addresses lead on', async () => {
  const katrin = await person(stage, 'katrin');
  const { headers, text } = await ask(katrin, '/');
  assert.match(headers['content-security-policy'], /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
  assert.equal(headers['cache-control'], 'private, no-store');
  assert.equal(headers['referrer-policy'], 'same-origin');
  const sheet = /href="(\/assets\/portal-[^"]+)"/.exec(text)[1];
  const asset = await ask(katrin, sheet);
  assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
  const old = await ask(katrin, '/billing?page=2');
  assert.equal(old.status, 301);
  assert.equal(old.headers.location, '/payments?page=2');
  const session = (await katrin.context().cookies()).find(({ name }) => name === 'portico_session');
  assert.ok(session.httpOnly && session.sameSite === 'Lax');
});

test('a form from another site changes nothing', async () => {
  const katrin = await person(stage, 'katrin');
  const answer = await ask(katrin, '/sign-out', { method: 'POST', headers: { origin: 'https://evil.example' } });
  assert.equal(answer.status, 403);
  await katrin.goto(`${katrin.home}/contracts`);
  assert.equal(await card(katrin, 'Alle Verträge').count(), 1, 'still signed in');
});

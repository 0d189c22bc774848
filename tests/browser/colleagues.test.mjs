// Colleagues: an installer's company looks after its own people, with scripts and without.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { ask, content, follow, person, press, said, setStage, stranger } from './stage.mjs';
import { letter } from '../sdk/mailbox.mjs';

const { PORTICO_PICTURES: pictures } = process.env;
const DANIEL = '01910000-0011-7000-8a00-000000000004';

let stage;
before(async () => {
  stage = await setStage();
  if (pictures) await mkdir(pictures, { recursive: true });
});
after(async () => { await stage?.stop(); });

async function shoot(tab, name) {
  if (pictures) await tab.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

for (const [name, options] of [
  ['light-1280', { locale: 'en-GB', colorScheme: 'light' }],
  ['dark-390', { locale: 'de-DE', colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['without-scripts', { locale: 'en-GB', javaScriptEnabled: false }],
]) {
  test(`a colleague is invited, reminded, withdrawn, switched off and parted with (${name})`, async () => {
    const petra = await person(stage, 'petra', options);
    const english = name !== 'dark-390';
    const page = async (picture) => {
      if (options.javaScriptEnabled !== false) assert.deepEqual(await findings(petra), [], picture);
      await shoot(petra, `colleagues-${picture}-${name}`);
    };
    if (english) await petra.goto(`${stage.installer}/?lang=en`);
    const go = (path) => petra.goto(`${stage.installer}${path}${english ? '?lang=en' : ''}`);
    const w = (en, de) => (english ? en : de);
    await go('/colleagues');
    assert.match(await content(petra), /Mehmet Arslan/);
    await page('list');
    await follow(petra, w('Invite a colleague', 'Einladen'));
    await page('invite');
    const first = { 'light-1280': 'Jonas', 'dark-390': 'Anton', 'without-scripts': 'Berta' }[name];
    const whole = new RegExp(`${first} Hansmann`);
    const email = `jonas.${name}@hansmann.example`;
    await petra.getByLabel(w(/E-mail address/, /E-Mail-Adresse/)).fill('keine Adresse');
    await press(petra, w('Send invitation', 'Einladung senden'));
    assert.match(await content(petra), w(/does not work/, /geht nicht/));
    await petra.getByLabel(w(/E-mail address/, /E-Mail-Adresse/)).fill(email);
    await petra.getByLabel(w(/First name/, /Vorname/)).fill(first);
    await petra.getByLabel(w(/Last name|Family name/, /Nachname/)).fill('Hansmann');
    await press(petra, w('Send invitation', 'Einladung senden'));
    assert.match(await content(petra), w(/on its way/, /unterwegs/));
    await page('invited');
    await letter(stage, email, 'partnerInvitation');
    await follow(petra, whole);
    await page('one');
    await press(petra, w('Send invitation again', 'Einladung erneut senden'));
    assert.match(await content(petra), w(/sent again/, /erneut gesendet/));
    await follow(petra, whole);
    await follow(petra, w(/Withdraw invitation/, /Einladung zurückziehen/));
    await page('withdraw');
    await press(petra, w('Withdraw invitation', 'Einladung zurückziehen'));
    await go('/colleagues');
    // The contact stays with the company, without access.
    assert.match(await content(petra), w(/No access/, /Kein Zugang/));
    await follow(petra, /Mehmet Arslan/);
    await press(petra, w('Switch access off', 'Zugang ausschalten'));
    assert.match(await content(petra), w(/Access withdrawn/, /Zugang entzogen/));
    await follow(petra, /Mehmet Arslan/);
    await press(petra, w('Give access back', 'Zugang einschalten'));
    await follow(petra, /Mehmet Arslan/);
    await follow(petra, w(/Remove access/, /Zugang entfernen/));
    await page('remove');
    await follow(petra, w('Cancel', 'Abbrechen'));
    assert.match(await content(petra), /Mehmet|mehmet/);
  });
}

test('nobody reaches the people of another company, and who has none has no such page', async () => {
  const petra = await person(stage, 'petra', { locale: 'en-GB' });
  for (const path of [`/colleagues/${DANIEL}`, `/colleagues/${DANIEL}/remove`, '/colleagues/00000000-0000-7000-8000-00000000dead']) {
    const answer = await ask(petra, path);
    assert.equal(answer.status, 404, path);
  }
  const forged = await petra.evaluate(async (path) => (await fetch(path, { method: 'POST' })).status, `/colleagues/${DANIEL}/remove`);
  assert.equal(forged, 404);
  const katrin = await person(stage, 'katrin');
  assert.equal((await ask(katrin, '/colleagues')).status, 404);
  assert.equal(await katrin.getByRole('link', { name: 'Kolleginnen und Kollegen' }).count(), 0);
  const nobody = await stranger(stage);
  await nobody.goto(`${stage.installer}/colleagues`);
  assert.match(await said(nobody.locator('body')), /Anmelden/);
});

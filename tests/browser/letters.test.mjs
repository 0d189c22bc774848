// Letters of a portal in a browser: administrators write them, look at them as they arrive, and send themselves a test.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { content, follow, login, press, setStage } from './stage.mjs';

let stage;
let desk;
before(async () => {
  stage = await setStage();
  desk = await administrator(stage, { javaScriptEnabled: false });
});
after(async () => { await stage?.stop(); });

const portal = () => stage.demo.facts.portals.customer.portal_id;
const at = (kind = '', language = 'de') => `/portals/${portal()}/letters${kind && `/${kind}?language=${language}`}`;
const field = (name, tab = desk) => tab.locator(`[name="${name}"]`);
const frame = (tab = desk) => tab.frameLocator('iframe.letter-frame').last();

/** The newest letter of the organisation. */
async function newest() {
  const answer = await fetch(`${stage.demo.base}/admin/mailbox/messages.json`, {
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}` },
  });
  return (await answer.json())[0];
}

/** What Katrin gets who forgot the password. */
async function forgotten() {
  const { email } = login(stage, 'katrin');
  const before = (await newest())?.id;
  const asked = await fetch(`${stage.demo.base}/auth/forgot-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ portal_id: portal(), email }),
  });
  assert.equal(asked.status, 202);
  for (let tries = 0; tries < 100; tries += 1) {
    const letter = await newest();
    if (letter && letter.id !== before) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail('no letter came');
}

test('every kind of letter is listed with when it is sent and whose words it says', async () => {
  await open(stage, desk, at());
  const told = await content(desk);
  assert.match(told, /Password forgotten/);
  assert.match(told, /When your organisation shares a document that the user may see/);
  assert.ok(await desk.locator('.letter-tongues').count() >= 17);
  await follow(desk, /^Password forgotten$/);
  assert.match(await field('body').inputValue(), /\[code\]/);
});

test('a letter in own words arrives in own words, and only in that language', async () => {
  await open(stage, desk, at('forgotPassword'));
  await field('subject').fill('{{code}} öffnet Ihr Konto');
  await field('preheader').fill('Gilt {{code_minutes}} Minuten');
  await field('body').fill('# Neues Passwort\n\nGuten Tag {{contact.first_name}},\n\n[code]\n\n[button: Los geht es]');
  await desk.getByRole('button', { name: 'Show preview' }).click();
  await frame().getByText('418207 öffnet Ihr Konto').waitFor();
  assert.match(await frame().locator('body').innerText(), /Guten Tag Katrin,[\s\S]*418207[\s\S]*Los geht es/);
  await press(desk, /^Save e-mail$/);
  assert.match(await content(desk), /The e-mail is saved/);
  const letter = await forgotten();
  assert.match(letter.subject, /^\d{6} öffnet Ihr Konto$/);
  assert.match(letter.text, /Guten Tag Katrin,/);
  assert.match(letter.html, /Gilt 10 Minuten/);
  await open(stage, desk, at('forgotPassword', 'en'));
  assert.equal(await field('subject').inputValue(), 'Choose a new password');
  await open(stage, desk, '/activity?about=email_template');
  assert.match(await content(desk), /the e-mail template/);
});

test('what cannot be filled in is told at its place, and what was typed stays', async () => {
  await open(stage, desk, at('forgotPassword'));
  await field('body').fill('Guten Tag,\n\n{{#if name}}oh');
  await press(desk, /^Save e-mail$/);
  assert.match(await desk.title(), /^Error: /);
  assert.match(await content(desk), /Line 3, column \d+: A block that begins with .* never ends/);
  assert.equal(await field('body').inputValue(), 'Guten Tag,\n\n{{#if name}}oh');
  await desk.getByRole('button', { name: 'Show preview' }).click();
  await frame().getByText('This text makes no e-mail yet').waitFor();
  await field('subject').fill(' ');
  await press(desk, /^Save e-mail$/);
  assert.match(await content(desk), /Write a subject/);
});

test('a placeholder that nothing fills is told, and foreign markup neither runs nor stays', async () => {
  await open(stage, desk, at('invitation'));
  await field('body').fill('<p>Hallo {{contact.frist_name}}</p><script>parent.document.title = "x"</script><img src="/x" onerror="1">');
  await press(desk, /^Send test to me$/);
  assert.match(await content(desk), /does not know these placeholders[\s\S]*\{\{contact\.frist_name\}\}/);
  const letter = await newest();
  assert.doesNotMatch(letter.html, /<script|onerror|<img/);
  const cookies = (await desk.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${stage.demo.base}/admin${at('invitation').replace('?', '/preview?')}`, { headers: { cookie: cookies } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-security-policy'), /default-src 'none'.*sandbox/);
});

test('a test goes to whoever writes, and nothing is kept by it', async () => {
  await open(stage, desk, at('invitation'));
  await field('subject').fill('Nur ein Versuch');
  await press(desk, /^Send test to me$/);
  assert.match(await content(desk), new RegExp(`on its way to ${stage.demo.facts.admin.email}`));
  assert.equal(await field('subject').inputValue(), 'Nur ein Versuch');
  const letter = await newest();
  assert.deepEqual([letter.to, letter.subject], [stage.demo.facts.admin.email, '[Test] Nur ein Versuch']);
  await open(stage, desk, at('invitation'));
  assert.notEqual(await field('subject').inputValue(), 'Nur ein Versuch');
});

test('two administrators: the second sees both versions before storing', async () => {
  const other = await administrator(stage, { javaScriptEnabled: false });
  await open(stage, desk, at('advancedAuth'));
  await open(stage, other, at('advancedAuth'));
  await field('subject', other).fill('Von der anderen');
  await press(other, /^Save e-mail$/);
  await field('subject').fill('Von mir');
  await press(desk, /^Save e-mail$/);
  const told = await content(desk);
  assert.match(told, /Somebody stored something else meanwhile[\s\S]*Von der anderen[\s\S]*Von mir/);
  assert.equal(await field('subject').inputValue(), 'Von mir');
  await press(desk, /^Save e-mail$/);
  assert.match(await content(desk), /The e-mail is saved/);
  await other.context().close();
});

test('the built-in text comes back after a question', async () => {
  await open(stage, desk, at('advancedAuth'));
  await follow(desk, /^To the built-in text$/);
  assert.match(await content(desk), /can still be read in the activity/);
  await press(desk, /^Take the built-in text$/);
  assert.match(await content(desk), /The built-in text is sent again/);
  assert.notEqual(await field('subject').inputValue(), 'Von mir');
});

test('with scripts the letter is shown as it is typed, and placeholders are put in by a press', async () => {
  const tab = await administrator(stage);
  await open(stage, tab, at());
  await open(stage, tab, at('confirmAccount'));
  await field('subject', tab).fill('An ');
  await tab.getByRole('button', { name: 'Insert {{name}}', exact: true }).click();
  assert.equal(await field('subject', tab).inputValue(), 'An {{name}}');
  await frame(tab).getByText('An Katrin Berger').waitFor();
  await tab.getByText('Plain text', { exact: true }).click();
  await frame(tab).locator('pre').waitFor();
  await tab.getByText('Phone', { exact: true }).click();
  assert.ok((await tab.locator('iframe.letter-frame').last().boundingBox()).width <= 390);
  // Somebody real: Katrin Berger herself.
  await field('as', tab).selectOption({ label: 'Katrin Berger' });
  await frame(tab).getByText(login(stage, 'katrin').email).waitFor();
  assert.equal(await tab.locator('iframe.letter-frame').count(), 1);
  tab.on('dialog', (dialog) => dialog.accept());
  await tab.goBack();
  assert.equal(new URL(tab.url()).pathname, `/admin${at()}`, 'looking left no traces in the history');
  await tab.context().close();
});

test('the pages have no findings, wide and narrow, light and dark', async () => {
  for (const [width, colorScheme, locale] of [[1280, 'light', 'en-GB'], [390, 'dark', 'de-DE']]) {
    const tab = await administrator(stage, { colorScheme, locale: 'en-GB', viewport: { width, height: 900 } });
    for (const path of [at(), at('forgotPassword'), at('forgotPassword').replace('?', '/standard?')]) {
      await open(stage, tab, `${path}${path.includes('?') ? '&' : '?'}lang=${locale.slice(0, 2)}&scheme=${colorScheme}`);
      assert.deepEqual(await findings(tab), [], `${path} at ${width}`);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${path} is ${wide} wide at ${width}`);
      if (process.env.LETTERS_PICTURES) {
        await tab.waitForTimeout(300);
        await tab.screenshot({ path: `${process.env.LETTERS_PICTURES}/${path.split('/').pop().split('?')[0]}-${width}.png`, fullPage: true });
      }
    }
    await tab.context().close();
  }
});

// Acting for somebody: from the user's page in the console to the portal with a banner, and back.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { administrator, open } from './desk.mjs';
import { findings } from './findings.mjs';
import { content, login, person, press, said, setStage } from './stage.mjs';

const { PORTICO_PICTURES: pictures } = process.env;

let stage;
before(async () => {
  stage = await setStage();
  if (pictures) await mkdir(pictures, { recursive: true });
});
after(async () => { await stage?.stop(); });

async function shoot(tab, name) {
  if (pictures) await tab.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

/** Opens the question of the console, gives the reason, and lands on the page of the portal that asks once more. */
async function goOver(tab, reason) {
  await open(stage, tab, `/users/${login(stage, 'katrin').portal_user_id}`);
  await tab.getByRole('link', { name: 'Sign in as this user' }).click();
  await tab.getByLabel('Reason').fill(reason);
  await tab.getByRole('button', { name: 'Continue to the portal' }).click();
  await tab.waitForURL(`${stage.customer}/acting?*`);
}

for (const [name, options] of [
  ['light-1280', { locale: 'en-GB', colorScheme: 'light' }],
  ['dark-390', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['without-scripts', { locale: 'en-GB', javaScriptEnabled: false }],
]) {
  test(`staff act for a user, both names stand there, and the way leads back (${name})`, async () => {
    const tab = await administrator(stage, options);
    const page = async (picture) => {
      if (options.javaScriptEnabled !== false) assert.deepEqual(await findings(tab), [], picture);
      await shoot(tab, `acting-${picture}-${name}`);
    };
    await open(stage, tab, `/users/${login(stage, 'katrin').portal_user_id}/act`);
    await page('ask');
    await press(tab, 'Continue to the portal');
    assert.match(await content(tab), /Say why you sign in as this user/);
    await page('ask-fault');
    await goOver(tab, 'She called about her bill.');
    assert.match(await said(tab.locator('body')), /katrin\.berger@[\s\S]*She called about her bill/);
    await page('begin');
    const offer = tab.url();
    await press(tab, 'Begin');
    const banner = () => said(tab.locator('.banner').first());
    assert.match(await banner(), /and act for Katrin Berger\. 5 minutes left, until .* Every change names you both/);
    await page('home');
    const troubles = [];
    for (const path of ['/security', '/search?q=strom', '/help', '/nowhere']) {
      await tab.goto(stage.customer + path);
      assert.match(await banner(), /act for Katrin Berger/, path);
      troubles.push(...(options.javaScriptEnabled === false ? [] : await findings(tab)));
    }
    assert.deepEqual(troubles, []);
    for (const path of ['/security/password', '/security/email', '/security/leave']) {
      const answer = await tab.goto(stage.customer + path);
      assert.ok([403, 404].includes(answer.status()), path);
      if (answer.status() === 403) assert.match(await content(tab), /Only the user can do this/);
    }
    await page('refused');
    await tab.goto(stage.customer);
    await tab.getByRole('button', { name: 'Stop acting' }).click();
    await tab.waitForURL(`${stage.demo.base}/admin/users/*`);
    assert.match(await content(tab), /Katrin Berger/);
    const again = await tab.goto(offer);
    assert.equal(again.status(), 410);
    assert.match(await said(tab.locator('body')), /This link is over/);
    await tab.goto(`${stage.customer}/security`);
    assert.equal(new URL(tab.url()).pathname, '/sign-in', 'the session is over');
  });
}

test('the user sees who acted, when and why', async () => {
  for (const [name, options] of [['light-1280', {}], ['dark-390', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }]]) {
    const katrin = await person(stage, 'katrin', options);
    await katrin.goto(`${stage.customer}/security`);
    assert.match(await said(katrin.locator('#acted')), /She called about her bill\./);
    assert.deepEqual(await findings(katrin), []);
    await shoot(katrin, `acting-user-${name}`);
    await katrin.context().close();
  }
});

test('nobody acts for somebody who may not sign in', async () => {
  const tab = await administrator(stage);
  const user = login(stage, 'thomas').portal_user_id;
  await open(stage, tab, `/users/${user}`);
  await press(tab, 'Withdraw access');
  assert.equal(await tab.getByRole('link', { name: 'Sign in as this user' }).count(), 0);
  const answer = await open(stage, tab, `/users/${user}/act`);
  assert.equal(answer.status(), 409);
});

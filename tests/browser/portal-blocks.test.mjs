// Blocks of portals that speak of a chosen record, people and places: with and without scripts, on desks and phones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './findings.mjs';
import { content, follow, person, setStage } from './stage.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

test('a chosen contract stays in the address, and the page speaks of it', async () => {
  const katrin = await person(stage, 'katrin', { javaScriptEnabled: false, ...PHONE });
  await katrin.goto(`${katrin.home}/prices`);
  const first = await content(katrin);
  const other = katrin.locator('main .switcher ~ .menu-list a:not([aria-current])').first();
  const title = (await other.locator('strong').textContent()).trim();
  await katrin.locator('main summary.switcher').click();
  await Promise.all([katrin.waitForNavigation(), other.click()]);
  assert.match(new URL(katrin.url()).search, /^\?contract=/);
  assert.equal((await katrin.locator('main summary.switcher strong').textContent()).trim(), title);
  assert.notEqual(await content(katrin), first);
  for (const nobody of ['01910000-0000-7000-8000-000000000000', 'x', '']) {
    await katrin.goto(`${katrin.home}/prices?contract=${nobody}`);
    assert.equal(await content(katrin), first, nobody);
  }
});

test('the pages with these blocks are free of findings', async () => {
  for (const options of [{}, PHONE]) {
    const katrin = await person(stage, 'katrin', options);
    for (const path of ['/prices', '/contracts', '/my-account']) {
      await katrin.goto(`${katrin.home}${path}`);
      assert.deepEqual(await findings(katrin), [], path);
      if (process.env.SHOTS) await katrin.screenshot({ path: `${process.env.SHOTS}${path}-${options.viewport?.width ?? 1280}.png`, fullPage: true });
    }
    await katrin.goto(`${katrin.home}/contracts`);
    await follow(katrin, 'Preise und Zähler je Vertrag');
    assert.match(await content(katrin), /Zähler zu diesem Vertrag/);
  }
});

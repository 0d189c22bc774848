// Documents in a real browser: handed in with and without scripts, looked at, saved, taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RECORDS, content, follow, person, press, said, setStage } from './stage.mjs';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << >>\n%%EOF\n');
const file = (name, buffer, mimeType = 'application/pdf') => ({ name, mimeType, buffer });

let stage;
before(async () => { stage = await setStage(); });
after(async () => { await stage?.stop(); });

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  test(`${how}, a document is handed in from a contract, looked at and taken back`, async () => {
    const katrin = await person(stage, 'katrin', { javaScriptEnabled });
    await katrin.goto(`${katrin.home}/contract/${RECORDS.power}?tab=documents`);
    await follow(katrin, 'Dokument übermitteln');
    assert.match(await content(katrin), /PDF[\s\S]*bis 50,0 MB|bis 50 MB/, 'what is taken is said before');
    const name = `Vollmacht ${javaScriptEnabled ? 'mit' : 'ohne'}.pdf`;
    await katrin.locator('input[type=file]').setInputFiles([file(name, PDF), file('Notiz.txt', Buffer.from('Hallo <b>'), 'text/plain')]);
    await press(katrin, 'Übermitteln');
    assert.match(await content(katrin), /Ihre 2 Dokumente sind angekommen/);
    await follow(katrin, 'Notiz');
    assert.match(await said(katrin.locator('pre')), /Hallo <b>/, 'a text is shown as text');
    await katrin.goto(`${katrin.home}/documents`);
    assert.match(await content(katrin), new RegExp(name.replace('.pdf', '')));
    await follow(katrin, name.replace('.pdf', ''));
    assert.match(await content(katrin), /Ihnen übermittelt/);
    await follow(katrin, 'Dokument zurücknehmen');
    assert.match(await content(katrin), /Dieses Dokument zurücknehmen\?/);
    await press(katrin, 'Dokument zurücknehmen');
    assert.doesNotMatch(await content(katrin), new RegExp(name.replace('.pdf', '')));
  });

  test(`${how}, what is refused is told at its field and keeps the rest`, async () => {
    const katrin = await person(stage, 'katrin', { javaScriptEnabled });
    await katrin.goto(`${katrin.home}/documents`);
    await follow(katrin, 'Dokument übermitteln');
    await katrin.locator('select[name=record]').selectOption(`contract:${RECORDS.gas}`);
    await katrin.locator('input[type=file]').setInputFiles([file('gut.pdf', PDF), file('falsch.pdf', Buffer.from('<script>alert(1)</script>'))]);
    await katrin.getByRole('button', { name: 'Übermitteln' }).first().click();
    await katrin.locator('#errors').waitFor();
    const told = await content(katrin);
    assert.match(told, /falsch\.pdf ist leer, beschädigt oder enthält etwas anderes/);
    assert.match(told, /Schon angekommen[\s\S]*gut\.pdf/);
    await press(katrin, 'Alles übermitteln');
    assert.match(await content(katrin), /Ihr Dokument ist angekommen/);
    await katrin.goto(`${katrin.home}/contract/${RECORDS.gas}?tab=documents`);
    assert.match(await content(katrin), /gut/);
  });
}

test('a document that was saved is not new any more, and a link to it is nothing for others', async () => {
  const katrin = await person(stage, 'katrin');
  await katrin.goto(`${katrin.home}/documents`);
  const row = katrin.locator('li.document').filter({ hasText: 'Preisinformation' }).first();
  assert.match(await said(row), /Neu/);
  const [saved] = await Promise.all([katrin.waitForEvent('download'), row.getByRole('link', { name: /Herunterladen/ }).click()]);
  assert.match(saved.suggestedFilename(), /Preisinformation/);
  await katrin.reload();
  assert.doesNotMatch(await said(row), /Neu/);
  await follow(katrin, 'Preisinformation ab 1. Januar 2027');
  const address = katrin.url();
  const thomas = await person(stage, 'thomas');
  const answer = await thomas.goto(address);
  assert.equal(answer.status(), 404);
});

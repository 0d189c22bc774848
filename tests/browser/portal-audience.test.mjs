// Whom pages and blocks are shown to, in a browser: targets, dates, old addresses, public pages, blocks of every page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RECORDS, ask, content, officeChanges, person, setStage, stranger } from './stage.mjs';

const KATRINS = '01910000-0020-7000-8a00-00000000a701';
const POWER = '01910000-0020-7000-8a00-00000000a702';
let stage;
let katrin;
let thomas;
before(async () => {
  stage = await setStage();
  await office('PUT', '/v1/entity/schemas/target', {
    name: 'Target', plural: 'Targets', capabilities: [], title_template: '{{name}}',
    attributes: [
      { name: 'name', type: 'string', label: 'Name' },
      { name: 'entity_schema', type: 'string', label: 'Schema' },
      { name: 'entity_filters', type: 'internal', label: 'Filter' },
    ],
  });
  await office('POST', '/v1/entity/target', {
    _id: KATRINS, name: 'Katrin', entity_schema: 'contact', entity_filters: { term: { first_name: 'Katrin' } },
  });
  await office('POST', '/v1/entity/target', {
    _id: POWER, name: 'Power', entity_schema: 'contract', entity_filters: { term: { _id: RECORDS.power } },
  });
  [katrin, thomas] = [await person(stage, 'katrin'), await person(stage, 'thomas')];
});
after(async () => { await stage?.stop(); });

/** Asks the API as the office. */
async function office(method, path, body) {
  const answer = await fetch(stage.demo.base + path, {
    method,
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}

const pages = '/v2/portal/pages?domain=customer.localhost';
const text = (id, order, said, visibility = {}) => ({
  id, type: 'text', order, props: { content: { text: { de: said, en: said } }, visibility },
});
const block = (number) => `01910000-0003-7000-8a00-0000000e20${number}`;

test('a page of a target is there for whom it is meant, and for nobody else', async () => {
  const { id } = await office('POST', pages, {
    slug: 'angebot', order: 90, show_in_navigation: true, content: { title: { de: 'Nur für Sie', en: 'Just for you' } },
    visibility: { visible_for_targets: [KATRINS] },
    blocks: {
      [block('01')]: text(block('01'), 1, 'Hallo {{contact.first_name}}, {{#if contact.last_name}}Frau {{contact.last_name}}{{/if}}!'),
      [block('02')]: text(block('02'), 2, 'NICHT FÜR KATRIN', { hidden_for_targets: [KATRINS] }),
    },
  });
  await katrin.goto(`${katrin.home}/`);
  assert.match(await katrin.content(), /Nur für Sie/);
  await katrin.goto(`${katrin.home}/angebot`);
  assert.match(await content(katrin), /Hallo Katrin, Frau Berger!/);
  assert.doesNotMatch(await katrin.content(), /NICHT FÜR KATRIN/);

  await thomas.goto(`${thomas.home}/`);
  assert.doesNotMatch(await thomas.content(), /Nur für Sie|angebot/);
  const [hidden, unknown] = [await ask(thomas, '/angebot'), await ask(thomas, '/angebox')];
  assert.equal(hidden.status, 404);
  assert.equal(hidden.text.replaceAll('angebot', ''), unknown.text.replaceAll('angebox', ''), 'the same answer as for no page');
  assert.doesNotMatch((await ask(thomas, '/search?q=angebot')).text, /Nur für Sie/);

  // What the office changes is seen at once; an old address leads on for whom the page is there, and nowhere else.
  await office('PUT', `/v2/portal/pages/${id}`, { slug: 'vorteil', order: 90 });
  const moved = await ask(katrin, '/angebot');
  assert.equal(moved.headers.location, '/vorteil');
  assert.equal((await ask(thomas, '/angebot')).status, 404);
  await officeChanges(stage, 'target', KATRINS, { entity_filters: { term: { first_name: 'Thomas' } } });
  assert.equal((await ask(katrin, '/vorteil')).status, 404);
  assert.equal((await ask(thomas, '/vorteil')).status, 200);
  await officeChanges(stage, 'target', KATRINS, { entity_filters: { term: { first_name: 'Katrin' } } });
  await office('DELETE', `/v2/portal/pages/${id}`);
});

test('a page about records is weighed with the record, and keeps its old addresses', async () => {
  const { id } = await office('POST', pages, {
    slug: 'vertrag-neu', order: 91, is_detail: true, detail_schema: 'contract',
    visibility: { visible_for_targets: [POWER] }, content: { title: { de: 'Vertrag', en: 'Contract' } },
    blocks: { [block('11')]: text(block('11'), 1, 'Nummer {{contract.contract_number}} von {{customer[Primary].first_name}}{{customer.first_name}}') },
  });
  const shown = await ask(katrin, `/vertrag-neu/${RECORDS.power}`);
  assert.equal(shown.status, 200);
  assert.match(shown.text, /Nummer [^<]+ von Katrin/);
  assert.equal((await ask(katrin, `/vertrag-neu/${RECORDS.gas}`)).status, 404);
  assert.equal((await ask(katrin, `/vertrag-neu/${RECORDS.thomasContract}`)).status, 404);
  await office('PUT', `/v2/portal/pages/${id}`, { slug: 'vertrag-ganz-neu', order: 91, visibility: {} });
  const moved = await ask(katrin, `/vertrag-neu/${RECORDS.power}?a=1`);
  assert.equal(moved.headers.location, `/vertrag-ganz-neu/${RECORDS.power}?a=1`);
  await office('DELETE', `/v2/portal/pages/${id}`);
});

test('a public page is there for anybody and speaks of nobody', async () => {
  const { id } = await office('POST', pages, {
    slug: 'offen', order: 92, is_public: true, content: { title: { de: 'Offen {{contact.first_name}}', en: 'Open' } },
    blocks: {
      [block('21')]: text(block('21'), 1, 'Willkommen {{contact.first_name}}'),
      [block('22')]: text(block('22'), 2, 'NUR FÜR KATRIN', { visible_for_targets: [KATRINS] }),
    },
  });
  const tab = await stranger(stage);
  await tab.goto(`${stage.customer}/offen`);
  assert.match(await content(tab), /Willkommen/);
  assert.doesNotMatch(await tab.content(), /NUR FÜR KATRIN|\{\{/);
  await katrin.goto(`${katrin.home}/offen`);
  assert.match(await content(katrin), /Offen Katrin[\s\S]*Willkommen Katrin[\s\S]*NUR FÜR KATRIN/);
  await office('DELETE', `/v2/portal/pages/${id}`);
});

test('a block of every page stands on every page, for whom it is meant', async () => {
  const portal = stage.demo.facts.portals.customer.portal_id;
  const { global_blocks: before = {} } = await office('GET', `/v3/portal/config/${portal}`);
  const banner = { ...text(block('31'), 1, 'Wartung am Sonntag, {{contact.first_name}}', { visible_for_targets: [KATRINS] }), section: 'header' };
  await office('PUT', `/v3/portal/config/${portal}`, { global_blocks: { ...before, [block('31')]: banner } });
  for (const path of ['/', '/contracts', `/contract/${RECORDS.power}`]) {
    const { status, text: html } = await ask(katrin, path);
    if (status === 200) assert.match(html, /Wartung am Sonntag, Katrin/, path);
  }
  assert.doesNotMatch((await ask(thomas, '/')).text, /Wartung am Sonntag/);
  await office('PUT', `/v3/portal/config/${portal}`, { global_blocks: before });
});

test('a text that cannot be filled in leaves the rest of its page alone', async () => {
  const { id } = await office('POST', pages, {
    slug: 'kaputt', order: 93, content: { title: { de: 'Kaputt', en: 'Broken' } },
    blocks: {
      [block('41')]: text(block('41'), 1, '{{#each contact}}{{#each contact}}offen'),
      [block('42')]: text(block('42'), 2, 'Hier geht es weiter.'),
      [block('43')]: text(block('43'), 3, '{{{contact.first_name}}}<script>alert(1)</script>'),
    },
  });
  const { status, text: html } = await ask(katrin, '/kaputt');
  assert.equal(status, 200);
  assert.match(html, /Hier geht es weiter/);
  assert.doesNotMatch(html, /<script>alert/);
  await office('DELETE', `/v2/portal/pages/${id}`);
});

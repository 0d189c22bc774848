// Getting and searching records: filters, words, order, pages, fields, relations filled in.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import {
  billingAccount,
  billingEvent,
  contact,
  contract,
  file,
  meter,
  NOBODY,
  opportunity,
  portalUser,
  ticket,
} from '../people.mjs';

const ids = (records) => records.map(({ _id }) => _id);

export default function tellSearch(world) {
  const searchAs = (person) => (body) =>
    person.customerPortal.searchPortalUserEntities(null, body).then(({ data }) => data);
  const get = (body) =>
    world.katrin.customerPortal.getPortalUserEntity(null, body).then(({ data }) => data.result);

  describe('search', () => {
    const search = (body) => searchAs(world.katrin)(body);
    const events = (body) => search({ slug: 'billing_event', ...body });

    test('one record is got by id, by filter, or by what it belongs to', async () => {
      assert.equal((await get({ slug: 'contract', entity_id: contract(1) })).contract_number, '7003221845');
      const filters = [{ term: { 'branch.keyword': 'gas' } }];
      assert.equal((await get({ slug: 'contract', filters }))._id, contract(2));
      assert.equal((await get({ slug: 'contract' }))._id, contract(2), 'of several the newest');
      assert.equal((await get({ slug: 'contact', entity_id: contact(1) })).last_name, 'Berger');
      assert.equal((await get({ slug: 'portal_user', entity_id: portalUser(1) })).name, 'Katrin Berger');
      const filters_context = [{ contract: contract(2) }];
      assert.equal((await get({ slug: 'meter', filters_context }))._id, meter(2));
      const short = await get({ slug: 'contract', entity_id: contract(1), fields: ['contract_number'] });
      assert.equal(short.contract_number, '7003221845');
      assert.ok(!('tariff' in short));
    });

    test('a record that is not there for the caller is not found', async () => {
      const { customerPortal } = world.katrin;
      for (const body of [
        { slug: 'contract', entity_id: NOBODY },
        { slug: 'contract', entity_id: contract(3) },
        { slug: 'contract', entity_id: meter(1) },
        { slug: 'contract', filters: [{ term: { status: 'draft' } }] },
        { slug: 'contract', entity_id: contract(1), filters: [{ term: { branch: 'gas' } }] },
      ]) {
        await refused(customerPortal.getPortalUserEntity(null, body), 404);
      }
    });

    test('hits count this page, the total stands beside it', async () => {
      const page = await events({ sort: 'due_date:asc', from: 5, size: 10 });
      assert.equal(page.hits, 10);
      assert.equal(page.results.length, 10);
      assert.deepEqual(page.pagination, { from: 5, size: 10, total: 18, has_more: true });
      const last = await events({ from: 10, size: 10 });
      assert.equal(last.hits, 8);
      assert.deepEqual(last.pagination, { from: 10, size: 10, total: 18, has_more: false });
      const none = await events({ size: 0 });
      assert.deepEqual([none.hits, none.results, none.pagination.total], [0, [], 18]);
      assert.equal((await events({ size: 5000 })).pagination.size, 1000);
      assert.equal((await events({})).pagination.size, 100);
      const beyond = await events({ from: 500 });
      assert.deepEqual([beyond.hits, beyond.pagination.total, beyond.pagination.has_more], [0, 18, false]);
    });

    test('pages never overlap and together are everything', async () => {
      const seen = [];
      for (let from = 0; from < 18; from += 7) {
        seen.push(...ids((await events({ sort: 'status:asc', from, size: 7 })).results));
      }
      assert.equal(new Set(seen).size, 18);
    });

    test('results come in the order asked for, newest first by default', async () => {
      const titles = async (sort) =>
        (await search({ slug: 'contract', sort })).results.map(({ branch }) => branch);
      assert.deepEqual(await titles(undefined), ['gas', 'power']);
      assert.deepEqual(await titles('_created_at:asc'), ['power', 'gas']);
      assert.deepEqual(await titles('_title:asc'), ['gas', 'power']);
      assert.deepEqual(await titles('annual_consumption:asc'), ['power', 'gas']);
      assert.deepEqual(await titles('annual_consumption:desc'), ['gas', 'power']);
      assert.deepEqual(await titles('billing_period:asc,contract_number.keyword:desc'), ['gas', 'power']);
      const { results } = await events({ sort: 'due_date:desc', size: 18 });
      const dates = results.map(({ due_date }) => due_date);
      assert.deepEqual(dates, [...dates].sort().reverse());
    });

    test('filters narrow: one value, several, ranges, presence, and, or, not', async () => {
      const count = async (...filters) => (await events({ filters, size: 0 })).pagination.total;
      const contractsWith = async (...filters) =>
        ids((await search({ slug: 'contract', filters })).results).sort();
      assert.equal(await count({ term: { status: 'open' } }), 2);
      assert.equal(await count({ term: { 'status.keyword': 'open' } }), 2);
      assert.equal(await count({ terms: { status: ['open', 'closed'] } }), 18);
      assert.equal(await count({ ids: { values: [billingEvent(1), billingEvent(2), NOBODY] } }), 2);
      assert.equal(await count({ $not: [{ term: { status: 'open' } }] }), 16);
      assert.equal(
        await count({ term: { status: 'open' } }, { term: { 'contract.entity_id': contract(1) } }),
        1,
      );
      assert.equal(
        await count({ $or: [{ ids: { values: [billingEvent(1)] } }, { term: { status: 'open' } }] }),
        3,
      );
      assert.equal(
        await count({ $and: [{ term: { status: 'open' } }, { exists: { field: 'due_date' } }] }),
        2,
      );
      assert.equal(await count({ bool: { must_not: [{ term: { status: 'open' } }] } }), 16);
      assert.deepEqual(await contractsWith({ range: { annual_consumption: { gt: 3318 } } }), [contract(2)]);
      assert.deepEqual(await contractsWith({ range: { annual_consumption: { gte: 3318, lt: 8240 } } }), [
        contract(1),
      ]);
      assert.deepEqual(await contractsWith({ range: { start_date: { lte: '2024-12-31' } } }), [contract(1)]);
      assert.deepEqual(await contractsWith({ exists: { field: 'description' } }), [contract(2)]);
      assert.deepEqual(await contractsWith({ term: { description: null } }), [contract(1)]);
      assert.deepEqual(await contractsWith({ term: { 'delivery_address.city': 'Niederau' } }), [contract(2)]);
      assert.deepEqual(
        await contractsWith({ term: { annual_consumption: '3318' } }),
        [],
        'a text is no number',
      );
    });

    test('words are found from their beginning, all of them, however they are written', async () => {
      const found = async (body) => ids((await search({ slug: 'contract', ...body })).results).sort();
      assert.deepEqual(await found({ q: 'ökostrom' }), [contract(1)]);
      assert.deepEqual(await found({ q: 'OEKOSTROM' }), await found({ q: 'ökostrom' }));
      assert.deepEqual(await found({ q: 'auen' }), [contract(1), contract(2)]);
      assert.deepEqual(await found({ q: 'auental 7003305226' }), [contract(2)]);
      assert.deepEqual(await found({ q: 'auental nirgends' }), []);
      assert.deepEqual(await found({ q: '"7003221845" OR (*' }), [], 'it is no query language');
      assert.deepEqual(await found({ q: ' -- ' }), [contract(1), contract(2)], 'no words, no limit');
      assert.deepEqual(await found({ q: 'niederau' }), [contract(2)]);
      assert.deepEqual(await found({ q: 'niederau', q_fields: ['contract_number', '_title'] }), []);
      assert.deepEqual(await found({ q: 'niederau', q_fields: ['delivery_address'] }), [contract(2)]);
      assert.deepEqual(await found({ q: 'x'.repeat(5000) }), []);
    });

    test('several schemas are searched together', async () => {
      const slugs = ['contract', 'meter'];
      const page = await search({ slug: slugs, sort: '_id:asc' });
      assert.deepEqual(ids(page.results), [contract(1), contract(2), meter(1), meter(2)]);
      const configured = await search({ slug: [{ slug: 'contract' }, { slug: 'meter' }], sort: '_id:asc' });
      assert.deepEqual(ids(configured.results), ids(page.results));
    });

    test('only the fields asked for come back, beside the envelope', async () => {
      const [first] = (await search({ slug: 'contract', fields: ['contract_number', 'status'], size: 1 }))
        .results;
      assert.deepEqual(
        Object.keys(first)
          .filter((name) => !name.startsWith('_'))
          .sort(),
        ['contract_number', 'status'],
      );
      assert.ok(first._id && first._title && first._schema && first._org);
      const [rest] = (await search({ slug: 'contract', fields: ['!delivery_address'], size: 1 })).results;
      assert.ok(!('delivery_address' in rest));
      assert.ok('contract_number' in rest);
    });

    test('related records that the caller sees are filled in, others stay references', async () => {
      const filters = [{ term: { 'contract.entity_id': contract(1) } }];
      const [event] = (await events({ filters, hydrate: true, size: 1 })).results;
      assert.equal(event.contract[0].contract_number, '7003221845');
      assert.equal(event.contract[0].$relation.entity_id, contract(1));
      assert.ok(!('iban' in event.contract[0]), 'what is hidden stays hidden when filled in');
      assert.equal(event.billing_account[0]._id, billingAccount(1));
      const job = await world.petra.customerPortal.getPortalUserEntity(null, {
        slug: 'opportunity',
        entity_id: opportunity(1),
        hydrate: true,
      });
      const { customer, installer } = job.data.result;
      assert.equal(installer[0].name, 'Elektro Hansmann GmbH');
      assert.deepEqual(customer, [{ $relation: { entity_id: contact(6), _schema: 'contact' } }]);
    });

    test('results can be limited to what belongs to a record, a contact, or oneself', async () => {
      const found = async (slug, ...filters_context) =>
        ids((await search({ slug, filters_context, sort: '_id:asc' })).results);
      assert.deepEqual(await found('meter', { contract: contract(1) }), [meter(1)]);
      assert.deepEqual(await found('meter', { contract: contract(1) }, { contact: true }), [meter(1)]);
      assert.deepEqual(await found('meter', { contract: contract(1) }, { contract: contract(2) }), []);
      assert.deepEqual(await found('contract', { contact: true }), [contract(1), contract(2)]);
      assert.deepEqual(await found('contract', { portal_user: true }), []);
      assert.deepEqual(
        await found('file', { contract: contract(1) }),
        [1, 2, 5, 6].map((number) => file(number)),
      );
      assert.deepEqual(await found('ticket', { contract: contract(1) }), [ticket(1), ticket(2)]);
      assert.deepEqual(await found('meter', { contract: contract(3) }), [], 'somebody else’s contract');
    });

    test('what makes no sense is refused and named', async () => {
      const { customerPortal } = world.katrin;
      const wrong = (body, expected) =>
        refused(customerPortal.searchPortalUserEntities(null, body), 400, expected);
      const deep = Array.from({ length: 8 }).reduce((inner) => ({ $not: [inner] }), {
        term: { status: 'open' },
      });
      await wrong({}, { field: 'slug' });
      await wrong({ slug: [] }, { field: 'slug' });
      await wrong({ slug: 'unicorn' }, { field: 'slug', message: /unicorn/ });
      await wrong(
        { slug: 'contract', filters: [{ script: { source: '1' } }] },
        { field: 'filters', message: /script/ },
      );
      await wrong({ slug: 'contract', filters: [{ term: { status: { nested: 1 } } }] }, { field: 'filters' });
      await wrong({ slug: 'contract', filters: [deep] }, { field: 'filters' });
      await wrong(
        { slug: 'contract', filters: Array(101).fill({ exists: { field: 'status' } }) },
        { field: 'filters' },
      );
      await wrong(
        { slug: 'contract', filters: [{ terms: { status: Array(1001).fill('x') } }] },
        { field: 'filters' },
      );
      await wrong({ slug: 'contract', sort: 'status:sideways' }, { field: 'sort' });
      await wrong({ slug: 'contract', from: -1 }, { field: 'size' });
      await wrong({ slug: 'contract', templates: { title: '{{contract.iban}}' } }, { field: 'templates' });
    });
  });
}

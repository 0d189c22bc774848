// Search in full: groups, targets, words in related records, highlights.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { contract } from '../people.mjs';

export default function tellSearchInFull(world) {
  describe('search in full', () => {
    const search = (body, person = world.katrin) => person.customerPortal.searchPortalUserEntities(null, body);

    test('contracts are grouped by status, and by their customer', async () => {
      const { data } = await search({ slug: 'contract', group: 'status', size: 1, include: ['active_workflow'] });
      assert.equal(data.hits, data.groups.length);
      assert.deepEqual([...data.groups.map(({ group }) => group)].sort(), data.groups.map(({ group }) => group));
      for (const { results, count, pagination } of data.groups) {
        assert.ok(results.length <= 1);
        assert.equal(pagination.total, count);
      }
      const byCustomer = await search({ slug: 'contract', group: 'customer.last_name' });
      assert.deepEqual(byCustomer.data.groups.map(({ group }) => group), ['Berger']);
      const first = await search({ slug: ['contract', 'meter', 'order'], group: '_schema', group_size: 1 });
      const after = first.data.groups_pagination.after_key;
      const second = await search({ slug: ['contract', 'meter', 'order'], group: '_schema', group_size: 1, group_after_key: after });
      assert.notEqual(first.data.groups[0].group, second.data.groups[0].group);
    });

    test('words are found in related records and marked where they stand', async () => {
      const { data } = await search({ slug: 'contract', q: 'berger', q_fields: ['customer.last_name'] });
      assert.ok(data.results.some(({ _id }) => _id === contract(1)));
      const marked = await search({ slug: 'contract', q: '7003221845', highlight: { fields: { '*': {} } } });
      assert.match(marked.data.results[0].search_snippets[0].fragment, /<em>7003221845<\/em>/);
    });

    test('targets narrow a search, and staff learn whom they mean', async () => {
      const target = '01910000-00aa-7000-8a00-000000000001';
      const { data: schemas } = await world.program.entity.listSchemas();
      if (!(schemas.results ?? schemas).some(({ slug }) => slug === 'target')) {
        await world.program.entity.putSchema({ slug: 'target' }, {
          slug: 'target', name: 'Target', plural: 'Targets', capabilities: [], attributes: [
            { id: 'name', name: 'name', label: 'Name', type: 'string' },
            { id: 'entity_schema', name: 'entity_schema', label: 'Schema', type: 'string' },
            { id: 'entity_filters', name: 'entity_filters', label: 'Filters', type: 'internal' },
          ],
        });
      }
      const entity_filters = { term: { contract_number: '7003221845' } };
      await world.program.entity.createEntity({ slug: 'target' }, { _id: target, name: 'One', entity_schema: 'contract', entity_filters });
      const { data } = await search({ slug: [{ slug: 'contract', targets: [target] }] });
      assert.deepEqual(data.results.map(({ _id }) => _id), [contract(1)]);
      const matched = await world.program.targeting.matchTargets(null, {
        entity_refs: [{ entity_id: contract(1), entity_schema: 'contract' }], target_ids: [target],
      });
      assert.equal(matched.data.hits, 1);
      const queries = await world.program.targeting.getTargetQueries(null, { target_ids: [target] });
      assert.match(queries.data.results[0].query, /contract_number/);
      await refused(search({ slug: 'contract', targets: ['01910000-00aa-7000-8a00-00000000dead'] }), 400, { field: 'targets' });
      await world.program.entity.deleteEntity({ slug: 'target', id: target });
    });
  });
}

// Records as other systems keep them: by a key of their own, replaced, checked, restored, completed, related.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contact } from '../people.mjs';

export default function tellUpserts(world) {
  describe('records kept by other systems', () => {
    const slug = 'asset';
    let made;

    test('a record is created once and changed from then on', async () => {
      const { entity } = world.program;
      const send = (more) =>
        entity.upsertEntity(
          { slug },
          { unique_key: ['serial_number'], entity: { serial_number: 'ERP-77', ...more } },
        );
      const created = await send({ asset_name: 'Fernwärme' });
      assert.equal(created.status, 201);
      const changed = await send({ model: 'Basis' });
      assert.equal(changed.status, 200);
      made = changed.data;
      assert.equal(made._id, created.data._id);
      assert.equal(made.asset_name, 'Fernwärme');
      await refused(
        entity.upsertEntity({ slug }, { unique_key: ['missing'], entity: { asset_name: 'x' } }),
        400,
        { field: 'unique_key' },
      );
    });

    test('a record is replaced', async () => {
      const { entity } = world.program;
      const { data } = await entity.updateEntity({ slug, id: made._id }, { asset_name: 'Nahwärme' });
      assert.equal(data.asset_name, 'Nahwärme');
      assert.ok(!('model' in data));
      await refused(entity.updateEntity({ slug, id: NOBODY }, { asset_name: 'x' }), 404);
      await refused(world.katrin.entity.updateEntity({ slug, id: made._id }, {}), 403);
    });

    test('a record is checked without being stored', async () => {
      const { entity } = world.program;
      const right = { asset_name: 'x' };
      assert.deepEqual((await entity.validateEntity({ slug }, right)).data, { status: 'success', errors: [] });
      assert.equal((await entity.validateEntityV2({ slug }, right)).data.status, 'success');
      const wrong = await entity.validateEntity({ slug }, { asset_type: 'none' }).catch(({ response }) => response);
      assert.equal(wrong.status, 422);
      assert.deepEqual(wrong.data.errors.map(({ path }) => path[0]).sort(), ['asset_name', 'asset_type']);
    });

    test('relations are listed, counted, tagged and taken back', async () => {
      const { entity } = world.program;
      const id = made._id;
      const one = { slug, id, attribute: 'contact', entity_id: contact(1) };
      await entity.addRelations({ slug, id }, [{ entity_id: contact(1), attribute: 'contact' }]);
      const { data: tagged } = await entity.updateRelation(one, { _tags: ['payer'] });
      assert.deepEqual(tagged._tags, ['payer']);
      const { data: list } = await entity.getRelations({ slug, id });
      assert.deepEqual(list.map(({ entity_id, _tags }) => [entity_id, _tags]), [[contact(1), ['payer']]]);
      const { data: page } = await entity.getRelationsV2({ slug, id, hydrate: true });
      assert.equal(page.hits, 1);
      assert.equal(page.relations[0].last_name, 'Berger');
      assert.equal((await entity.getRelatedEntitiesCount({ slug, id })).data.hits, 1);
      assert.equal((await entity.deleteRelation(one)).status, 204);
      await refused(entity.deleteRelation(one), 404);
    });

    test('a removed record is restored', async () => {
      const { entity } = world.program;
      const id = made._id;
      await refused(entity.restoreEntity({ slug, id }), 400);
      await entity.deleteEntity({ slug, id });
      await refused(entity.getEntityV2({ slug, id }), 404);
      const { data } = await entity.restoreEntity({ slug, id });
      assert.equal(data.asset_name, 'Nahwärme');
      await refused(world.rivalStaff.entity.restoreEntity({ slug, id }), 404);
      await entity.deleteEntity({ slug, id, purge: true });
      await refused(entity.restoreEntity({ slug, id }), 404);
    });

    test('what is typed is completed with values of records', async () => {
      const { data } = await world.program.entity.autocomplete({ attribute: 'last_name', slug: 'contact', input: 'ber' });
      assert.ok(data.results.includes('Berger'));
      assert.equal(data.hits, data.results.length);
    });
  });
}

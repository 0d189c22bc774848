// Saved views of lists: one's own, everybody's, and those that name somebody.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY } from '../people.mjs';

const LAYOUT = { contract: { page: 1, sort: '_created_at:desc', pageSize: 25, columnSettings: ['status'] } };
const VIEW = { slug: ['contract'], name: 'Electricity', ui_config: { filters: { q: 'strom' }, table_layout: LAYOUT } };

export default function tellViews(world) {
  const names = async (who, params = {}) => (await who.entity.listSavedViews(params)).data.results.map(({ name }) => name);

  describe('saved views', () => {
    test('a view is saved, read, changed in part and as a whole, and deleted', async () => {
      const { entity } = world.program;
      const made = await entity.createSavedView(null, VIEW);
      assert.equal(made.status, 201);
      const { id } = made.data;
      assert.deepEqual((await entity.getSavedView({ id })).data, made.data);
      assert.deepEqual(made.data.ui_config, VIEW.ui_config);
      const renamed = (await entity.patchSavedView({ id }, { name: 'Power' })).data;
      assert.deepEqual([renamed.name, renamed.ui_config], ['Power', VIEW.ui_config]);
      const replaced = (await entity.updateSavedView({ id }, { ...VIEW, id: NOBODY, created_by: { user_id: 'x' } })).data;
      assert.deepEqual([replaced.id, replaced.created_by], [id, made.data.created_by]);
      assert.equal((await entity.deleteSavedView({ id })).status, 200);
      await refused(entity.getSavedView({ id }), 404);
    });

    test('nobody else sees a view of one\'s own until it is shared, or names somebody', async () => {
      const { program, staff, rivalStaff, katrin } = world;
      const { id } = (await program.entity.createSavedView(null, { ...VIEW, name: 'Mine' })).data;
      const { id: other } = (await staff.entity.createSavedView(null, { ...VIEW, name: 'Yours' })).data;
      const me = (await staff.entity.getSavedView({ id: other })).data.created_by.user_id;
      await refused(staff.entity.getSavedView({ id }), 404);
      await refused(staff.entity.patchSavedView({ id }, { shared: true }), 404);
      await program.entity.patchSavedView({ id }, { shared_with: [me] });
      assert.deepEqual(await names(staff), ['Mine', 'Yours']);
      await program.entity.patchSavedView({ id }, { shared_with: [] });
      assert.deepEqual(await names(staff), ['Yours']);
      await program.entity.patchSavedView({ id }, { shared: true });
      assert.deepEqual(await names(staff, { slug: 'contract' }), ['Mine', 'Yours']);
      for (const who of [rivalStaff, rivalStaff]) assert.deepEqual(await names(who), []);
      await refused(rivalStaff.entity.deleteSavedView({ id }), 404);
      await refused(katrin.entity.listSavedViews(), 403);
      await staff.entity.patchSavedView({ id }, { isFavoritedBy: [me] });
      const { results } = (await staff.entity.listFavoriteViewsForUser()).data;
      assert.deepEqual(results.map(({ name }) => name), ['Mine']);
      assert.deepEqual((await program.entity.listFavoriteViewsForUser()).data.results, []);
      for (const one of [id, other]) await staff.entity.deleteSavedView({ id: one });
    });

    test('views are listed by what they are of, by name, in order and in pages', async () => {
      const { entity } = world.staff;
      const made = [];
      for (const [name, slug] of [['beta', ['contract']], ['Alpha', ['contract', 'contact']], ['gamma', ['contact']]]) {
        made.push((await entity.createSavedView(null, { ...VIEW, name, slug })).data.id);
      }
      assert.deepEqual(await names(world.staff), ['Alpha', 'beta', 'gamma']);
      assert.deepEqual(await names(world.staff, { slug: 'contract' }), ['Alpha', 'beta']);
      assert.deepEqual(await names(world.staff, { q: 'AM' }), ['gamma']);
      assert.deepEqual(await names(world.staff, { sort: 'name:desc' }), ['gamma', 'beta', 'Alpha']);
      assert.deepEqual(await names(world.staff, { from: 1, size: 1 }), ['beta']);
      const { data } = await entity.listSavedViews({ size: 1 });
      assert.equal(data.hits, 3);
      await refused(entity.listSavedViews({ sort: 'owner:asc' }), 400, { field: 'sort' });
      for (const id of made) await entity.deleteSavedView({ id });
    });

    test('a view that makes no sense is refused by the name of what does not', async () => {
      const { entity } = world.program;
      for (const [field, odd] of [
        ['name', { ...VIEW, name: '' }], ['slug', { ...VIEW, slug: ['nowhere'] }], ['ui_config', { ...VIEW, ui_config: 7 }],
        ['shared', { ...VIEW, shared: 'yes' }], ['shared_with', { ...VIEW, shared_with: 'all' }],
        ['isFavoritedBy', { ...VIEW, isFavoritedBy: [7] }],
      ]) await refused(entity.createSavedView(null, odd), 400, { field });
      await refused(entity.patchSavedView({ id: NOBODY }, { name: 'x' }), 404);
    });
  });
}

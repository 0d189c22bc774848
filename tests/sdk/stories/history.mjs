// Records as they were, and changes that are taken back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { contract, NOBODY } from '../people.mjs';

export default function tellHistory(world) {
  describe('records as they were', () => {
    const record = { slug: 'contract', id: contract(2) };
    const asOf = (person, at) =>
      person.own('readEntityAsOf', undefined, { ...record, at }).then(({ data }) => data);

    test('a record is read as it was before a change, without what is hidden', async () => {
      const before = (await world.staff.entity.getEntityV2(record)).data;
      await world.staff.entity.patchEntity(record, { description: 'Danach', internal_note: 'Rückruf' });
      const then = await asOf(world.staff, before._updated_at);
      assert.equal(then.entity.description, before.description);
      const seen = await asOf(world.katrin, before._updated_at);
      assert.equal(seen.entity._id, record.id);
      assert.ok(!JSON.stringify(seen).includes('internal_note'));
      await refused(world.thomas.own('readEntityAsOf', undefined, { ...record, at: '2026-11-25' }), 404);
      await refused(asOf(world.katrin, 'gestern'), 400, { field: 'at' });
    });

    test('one attribute goes back, by an entry of its own', async () => {
      const feed = () => world.staff.customerPortal.getEntityActivityFeed(record).then(({ data }) => data.results);
      await world.staff.entity.patchEntity(record, { description: 'Vorher' });
      await world.staff.entity.patchEntity(record, { description: 'Nachher' });
      const [entry] = await feed();
      const sent = { activity_id: entry._id, attribute: 'description' };
      const { data } = await world.staff.own('undoEntityChange', sent, record);
      assert.equal(data.description, 'Vorher');
      assert.equal((await feed())[0].payload.undoes, entry._id);
      await refused(world.staff.own('undoEntityChange', sent, record), 409);
      await refused(world.staff.own('undoEntityChange', sent, { ...record, id: NOBODY }), 404);
    });
  });
}

// The history of records: who did what, as far as the reader may know.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { contact, contract, NOBODY, portalUser } from '../people.mjs';

export default function tellActivity(world) {
  describe('activity', () => {
    const [slug, id] = ['contract', contract(2)];
    const feedOf = (person, parameters) =>
      person.customerPortal.getEntityActivityFeed({ slug, id, ...parameters }).then(({ data }) => data);

    test('users read what the office did, without names and without what is hidden', async () => {
      const change = { tariff: 'Erdgas Plus', internal_note: 'Rückruf am Montag', iban: 'DE11' };
      await world.staff.entity.patchEntity({ slug, id }, change);
      const office = (await feedOf(world.program)).results[0];
      assert.equal(office.type, 'EntityUpdated');
      assert.deepEqual(office.operations[0].payload, change);
      assert.equal(office.operations[0].diff.updated.tariff, 'Erdgas Komfort');
      assert.equal(office.payload.caller.EpilotAuth.token.name, 'Jana Petersen');
      const { data: user } = await world.katrin.customerPortal.getEntityActivityFeed({ slug, id });
      const [shown] = user.results;
      assert.equal(shown._id, office._id);
      assert.deepEqual(shown.operations[0].payload, { tariff: 'Erdgas Plus' });
      assert.deepEqual(shown.operations[0].diff.updated, { tariff: 'Erdgas Komfort' });
      assert.deepEqual(shown.payload.caller, { EpilotAuth: { token: {} } });
      assert.ok(!JSON.stringify(user).includes(world.staff.email));
      assert.ok(!JSON.stringify(user).includes('Jana'), 'nor in the sentence');
    });

    test('entries are listed newest first, by page, type and time', async () => {
      for (const description of ['eins', 'zwei', 'drei']) {
        await world.program.entity.patchEntity({ slug, id }, { description });
      }
      const all = await feedOf(world.program);
      const times = all.results.map(({ timestamp }) => timestamp);
      assert.deepEqual(times, [...times].sort().reverse());
      assert.deepEqual(
        all.results.slice(0, 3).map(({ operations }) => operations[0].payload.description),
        ['drei', 'zwei', 'eins'],
      );
      assert.ok(all.results.every(({ _id }) => /^01[0-9a-zA-Z]{24}$/.test(_id)));
      const page = await feedOf(world.program, { from: 1, size: 2 });
      assert.equal(page.total, all.total);
      assert.deepEqual(page.results, all.results.slice(1, 3));
      const portal = await feedOf(world.program, { type: 'EntityUpdatedFromPortal' });
      assert.ok(portal.total > 0 && portal.total < all.total);
      assert.ok(portal.results.every(({ type }) => type === 'EntityUpdatedFromPortal'));
      assert.equal((await feedOf(world.program, { after: '2090-01-01T00:00:00.000Z' })).total, 0);
      assert.equal((await feedOf(world.program, { before: '2090-01-01T00:00:00.000Z' })).total, all.total);
    });

    test('a user notes that the password was changed', async () => {
      const { customerPortal } = world.katrin;
      const noted = await customerPortal.createCustomEntityActivity(null, {
        type: 'PortalUserResetPassword',
      });
      assert.equal(noted.status, 201);
      assert.equal(noted.data.type, 'PortalUserResetPassword');
      for (const about of [
        { slug: 'contact', id: contact(1) },
        { slug: 'portal_user', id: portalUser(1) },
      ]) {
        const { data } = await customerPortal.getEntityActivityFeed(about);
        assert.equal(data.results[0]._id, noted.data._id);
      }
      await refused(customerPortal.createCustomEntityActivity(null, { type: 'EntityDeleted' }), 400, {
        field: 'type',
      });
      await refused(customerPortal.createCustomEntityActivity(null, {}), 400, { message: /type/ });
    });

    test('what makes no sense is refused', async () => {
      const feed = (parameters) =>
        world.katrin.customerPortal.getEntityActivityFeed({ slug, id, ...parameters });
      await refused(feed({ id: NOBODY }), 404);
      await refused(feed({ slug: 'meter' }), 404);
      await refused(feed({ after: 'yesterday' }), 400, { field: 'after' });
      await refused(feed({ size: -1 }), 400, { field: 'size' });
      await refused(world.stranger.customerPortal.getEntityActivityFeed({ slug, id }), 401);
    });
  });
}

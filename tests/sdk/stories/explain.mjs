// Explaining access: the same answer as the portal gives, told with its reasons.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { contract, NOBODY, opportunity, portalUser } from '../people.mjs';

export default function tellExplain(world) {
  describe('explaining access', () => {
    const explain = (portal_user_id, action, schema, record_id, attribute) =>
      world.program
        .own('explainAccess', { portal_user_id, action, schema, record_id, attribute })
        .then(({ data }) => data);

    test('why a customer sees the own contract', async () => {
      const told = await explain(portalUser(1), 'view', 'contract', contract(1));
      assert.equal(told.allow, true);
      assert.equal(told.layers.length, 5);
      assert.equal(told.sentence, 'access.allowed');
      assert.ok(told.layers.every(({ outcome }) => outcome !== 'deny'));
      const reach = told.layers.find(({ layer }) => layer === 'reach');
      assert.ok(reach.path.length > 0, 'the path that leads to it');
      const grants = told.layers.find(({ layer }) => layer === 'grants');
      assert.ok(grants.grants.length > 0, 'the grant that allows it');
    });

    test('why not, and what would change it', async () => {
      const stranger = await explain(portalUser(1), 'view', 'contract', contract(3));
      assert.equal(stranger.allow, false);
      assert.equal(stranger.sentence, 'access.denied.reach');
      const hidden = await explain(portalUser(1), 'entity:attribute:view', 'contract', contract(1), 'iban');
      assert.equal(hidden.sentence, 'access.denied.grants');
      assert.ok(hidden.flip.length > 0);
      const finished = await explain(
        portalUser(3),
        'entity:attribute:edit',
        'opportunity',
        opportunity(5),
        'price',
      );
      assert.equal(finished.allow, false);
      const open = await explain(
        portalUser(3),
        'entity:attribute:edit',
        'opportunity',
        opportunity(1),
        'price',
      );
      assert.equal(open.allow, true);
      const waiting = await explain(portalUser(6), 'view', 'contract', contract(1));
      assert.equal(waiting.sentence, 'access.denied.state');
    });

    test('every test that the company keeps in its portals holds', async () => {
      const { data } = await world.program.customerPortal.listAllPortalConfigs();
      const kept = data.data.flatMap(({ access_tests }) => access_tests ?? []);
      assert.ok(kept.length >= 11);
      for (const { name, as, action, record, attribute, expect } of kept) {
        const [schema, id] = record.split(':');
        const told = await explain(as, action, schema, id, attribute);
        assert.equal(told.allow, expect === 'allow', name);
      }
    });

    test('what makes no sense is refused, and portal users may not ask', async () => {
      const ask = (body) => world.program.own('explainAccess', body);
      const whole = {
        portal_user_id: portalUser(1),
        action: 'view',
        schema: 'contract',
        record_id: contract(1),
      };
      await refused(ask({ ...whole, record_id: undefined }), 400, { field: 'record_id' });
      await refused(ask({ action: 'view' }), 400, { message: /portal_user_id/ });
      await refused(ask({ ...whole, portal_user_id: NOBODY }), 404);
      await refused(world.katrin.own('explainAccess', whole), 403);
      await refused(world.rivalStaff.own('explainAccess', whole), 404);
      await refused(world.stranger.own('explainAccess', whole), 401);
    });
  });
}

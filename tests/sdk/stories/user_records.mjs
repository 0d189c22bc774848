// What portal users do with records beyond reading and changing: create, open, find by payment method.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contact, contract, portalId } from '../people.mjs';

export default function tellUserRecords(world) {
  describe('records of portal users', () => {
    test('a user creates a record that is the own one from then on', async () => {
      const { permissions } = world.program;
      const roleId = `${world.demo.facts.organization_id}:default_end_customer_portal_role`;
      await refused(world.katrin.customerPortal.createPortalUserEntity({ slug: 'asset' }, { asset_name: 'x' }), 403);
      const { data: role } = await permissions.getRole({ roleId });
      const more = [
        { action: 'entity:create', resource: 'asset', effect: 'allow' },
        { action: 'entity:attribute:edit', resource: 'asset:*/asset_name', effect: 'allow' },
      ];
      await permissions.putRole({ roleId }, { ...role, grants: [...role.grants, ...more] });
      const slug = 'asset';
      const created = await world.katrin.customerPortal.createPortalUserEntity(
        { slug },
        { asset_name: 'Balkonkraftwerk' },
      );
      assert.equal(created.status, 201);
      const { result } = created.data;
      assert.equal(result._title, 'Balkonkraftwerk');
      assert.equal(result._schema, 'asset');
      const entity_id = result._id;
      const { data } = await world.katrin.customerPortal.getPortalUserEntity(null, { slug, entity_id });
      assert.equal(data.result._title, 'Balkonkraftwerk');
      await refused(world.thomas.customerPortal.getPortalUserEntity(null, { slug, entity_id }), 404);
      const { data: stored } = await world.program.entity.getEntityV2({ slug, id: entity_id });
      assert.equal(stored.contact.$relation[0].entity_id, contact(1));
      const { customerPortal } = world.katrin;
      await refused(customerPortal.createPortalUserEntity({ slug }, { asset_name: 'x', asset_type: 'wallbox' }), 403);
      await refused(customerPortal.createPortalUserEntity({ slug: 'contract' }, { contract_name: 'x' }), 403);
      await permissions.putRole({ roleId }, role);
      await world.program.entity.deleteEntity({ slug, id: entity_id });
    });

    test('opening a record is told once in a while', async () => {
      const { customerPortal } = world.katrin;
      const asked = { schema: 'contract', entity_id: contract(1) };
      const { data } = await customerPortal.triggerEntityAccessEventV3({ ...asked, portal_id: portalId(1) });
      assert.match(data.eventId, /^01[0-9A-Z]{24}$/);
      const again = await customerPortal.triggerEntityAccessEvent({ ...asked, origin: 'END_CUSTOMER_PORTAL' });
      assert.deepEqual(again.data, data);
      const domain = 'customer.localhost';
      const list = await customerPortal.triggerEntityAccessEventV3({ schema: 'contract', domain });
      assert.notEqual(list.data.eventId, data.eventId);
      const { thomas } = world;
      await refused(thomas.customerPortal.triggerEntityAccessEventV3({ ...asked, domain }), 404);
      await refused(customerPortal.triggerEntityAccessEventV3({ ...asked, portal_id: portalId(2) }), 403);
      await refused(customerPortal.triggerEntityAccessEventV3(asked), 400, { field: 'portal_id' });
    });

    test('records are found by the payment method that pays them', async () => {
      const { entity } = world.program;
      const payment = { _id: 'sepa-1', type: 'payment_sepa' };
      await entity.patchEntity({ slug: 'contact', id: contact(1) }, { payment: [payment] });
      const reference = { entity_id: contact(1), path: 'payment.0', _id: payment._id };
      const attributes = { relation_payment_method: { $relation_ref: [reference] } };
      await entity.patchEntity({ slug: 'contract', id: contract(1) }, attributes);
      const asked = { id: payment._id };
      const { data } = await world.katrin.customerPortal.searchPaymentRelationsInEntities(asked);
      assert.deepEqual(data.results.map(({ _id }) => _id), [contract(1)]);
      assert.equal(data.hits, 1);
      const { data: foreign } = await world.thomas.customerPortal.searchPaymentRelationsInEntities(asked);
      assert.deepEqual(foreign, { results: [], hits: 0 });
      const { data: none } = await world.katrin.customerPortal.searchPaymentRelationsInEntities({ id: NOBODY });
      assert.equal(none.hits, 0);
      await entity.patchEntity({ slug: 'contract', id: contract(1) }, { relation_payment_method: null });
      await entity.patchEntity({ slug: 'contact', id: contact(1) }, { payment: null });
    });

    test('staff list what grants can name besides attributes', async () => {
      const { data } = await world.program.customerPortal.extraPermissionAttributes();
      assert.ok(data.data.contract.some(({ name }) => name === 'journey_actions'));
      await refused(world.katrin.customerPortal.extraPermissionAttributes(), 403);
    });
  });
}

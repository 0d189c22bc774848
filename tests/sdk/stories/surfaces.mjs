// Surfaces: a website identifies a customer by what the customer knows, and shows what the surface opens.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, refused } from '../calls.mjs';
import { contact, contract, portalId } from '../people.mjs';

const ORG = '739224';
const KATRIN = { contact: { last_name: 'berger' }, contract: { contract_number: '7003 221 845' } };

export default function tellSurfaces(world) {
  describe('surfaces', () => {
    const portal_id = portalId(1);
    const identify = (surface_id, registration_identifiers) =>
      world.stranger.customerPortal.identifyContact({ portal_id }, { org_id: ORG, surface_id, registration_identifiers });
    const configure = (surfaces) => world.program.customerPortal.putPortalConfig({ portal_id }, { surfaces });
    const website = (entities) => ({
      id: 'website-journeys', name: 'Website journeys', authentication: 'registration_identifiers',
      token_ttl_seconds: 120, data_access: { entities },
    });

    test('a customer is identified and sees what the website opens', async () => {
      await configure([website([{ schema: 'contract' }])]);
      const { data } = await identify('website-journeys', KATRIN);
      assert.equal(data.contact_id, contact(1));
      assert.equal(data.token_type, 'contact_identification');
      const left = Date.parse(data.expires_at) - Date.now();
      assert.ok(left > 0 && left <= 120_000, data.expires_at);
      const katrin = clients(world.demo.base, data.token, world.calls).customerPortal;
      assert.equal((await katrin.validateToken()).status, 204);
      const found = await katrin.searchPortalUserEntities(null, { slug: 'contract' });
      assert.ok(found.data.results.some(({ _id }) => _id === contract(1)));
      assert.ok(found.data.results.every(({ _schema }) => _schema === 'contract'));
      const one = await katrin.getPortalUserEntity(null, { slug: 'contract', entity_id: contract(1) });
      assert.equal(one.data.result._id, contract(1));
      const schemas = await katrin.getSchemas();
      assert.deepEqual(schemas.data.schemas.map(({ slug }) => slug), ['contract']);
      assert.ok((await katrin.getPortalPages({ domain: 'customer.localhost' })).data.length > 0);
      await refused(katrin.getContact(), 404);
      await refused(katrin.getPortalUserEntity(null, { slug: 'contract', entity_id: contract(3) }), 404);
      // Every other operation refuses the token, reading ones too.
      await refused(katrin.getAllContracts(), 401);
      await refused(katrin.getPortalUser(), 401);
      await refused(katrin.updateContact(null, { first_name: 'X' }), 401);
      await refused(katrin.listAllPortalConfigs(), 401);
      assert.ok(data.allowed_operations.includes('searchPortalUserEntities'));
      // What is closed afterwards is closed for this token, too.
      await configure([website([{ schema: 'contact' }])]);
      assert.equal((await katrin.searchPortalUserEntities(null, { slug: 'contract' })).data.hits, 0);
      assert.equal((await katrin.getContact()).data.entity._id, contact(1));
      await configure([]);
      await refused(katrin.validateToken(), 401);
    });

    test('who is not identified learns nothing of the reason', async () => {
      await configure([website([{ schema: 'contract' }])]);
      const unknown = { contact: { last_name: 'niemand' }, contract: { contract_number: '1' } };
      const halfRight = { ...KATRIN, contract: { contract_number: '1' } };
      const someoneElse = { ...KATRIN, contact: { last_name: 'wegner' } };
      for (const identifiers of [unknown, halfRight, someoneElse]) {
        const { data, status } = await identify('website-journeys', identifiers);
        assert.deepEqual([status, data], [200, { reason: 'NOT_FOUND' }]);
      }
      await refused(identify('elsewhere', KATRIN), 403);
      await refused(identify('website-journeys', { contact: { last_name: 'berger' } }), 400);
      await configure([]);
    });
  });
}

// What anybody may see of a portal before signing in, and the schemas that signed-in users work with.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, portalId, RIVAL } from '../people.mjs';

const KEPT_FROM_STRANGERS = [
  'allowed_portal_entities',
  'grants',
  'email_templates',
  'contract_identifiers',
  'access_tests',
  'pages',
  'extensions',
  'extension_hooks',
  'entity_edit_rules',
  'default_user_to_notify',
  'global_blocks',
];

export default function tellPublic(world) {
  describe('public configuration', () => {
    test('a portal is found by domain, by origin and by id, without what is not for strangers', async () => {
      const { customerPortal } = world.stranger;
      const org_id = world.demo.facts.organization_id;
      const answers = [
        await customerPortal.getPortalConfigByDomain({ domain: 'CUSTOMER.localhost' }),
        await customerPortal.getPublicPortalConfig({ org_id, origin: 'END_CUSTOMER_PORTAL' }),
        await customerPortal.getPublicPortalConfigV3({ org_id, portal_id: portalId(1) }),
      ];
      for (const { data } of answers) {
        assert.equal(data.portal_id, portalId(1));
        assert.equal(data.organization_id, org_id);
        assert.equal(data.name, 'Kundenportal');
        assert.equal(data.enabled, true);
        assert.equal(data.design_id, '01910000-0004-7000-8a00-000000000001');
        assert.deepEqual(data.registration_identifiers[0], { schema: 'contact', name: 'last_name' });
        for (const key of KEPT_FROM_STRANGERS) assert.ok(!(key in data), key);
      }
    });

    test('what nobody has is refused, never answered with another company', async () => {
      const { customerPortal } = world.stranger;
      const org_id = world.demo.facts.organization_id;
      await refused(customerPortal.getPortalConfigByDomain({ domain: 'nobody.example' }), 404);
      await refused(
        customerPortal.getPublicPortalConfig({ org_id: '1', origin: 'END_CUSTOMER_PORTAL' }),
        404,
      );
      await refused(customerPortal.getPublicPortalConfigV3({ org_id: RIVAL, portal_id: portalId(1) }), 404);
      await refused(customerPortal.getPublicPortalConfigV3({ org_id, portal_id: NOBODY }), 404);
      await refused(customerPortal.getSchemasByDomain({ domain: 'nobody.example' }), 404);
      await refused(customerPortal.getOrganizationSettingsByDomain({ domain: 'nobody.example' }), 404);
      await refused(customerPortal.getPublicPages({ domain: 'nobody.example' }), 404);
    });

    test('the switches of an organisation are the same with and without signing in', async () => {
      const { data: own } = await world.katrin.customerPortal.getOrganizationSettings();
      const domain = 'customer.localhost';
      const { data: open } = await world.stranger.customerPortal.getOrganizationSettingsByDomain({ domain });
      assert.equal(typeof own.data.end_customer_portal.enabled, 'boolean');
      assert.deepEqual(open, own);
      await refused(world.stranger.customerPortal.getOrganizationSettings(), 401);
    });

    test('public schemas hold just the attributes that registering asks for', async () => {
      const { customerPortal } = world.stranger;
      const { data: byDomain } = await customerPortal.getSchemasByDomain({ domain: 'customer.localhost' });
      const org_id = world.demo.facts.organization_id;
      const { data: byId } = await customerPortal.getPublicSchemasV3({ org_id, portal_id: portalId(1) });
      assert.deepEqual(byId, byDomain);
      assert.deepEqual(attributesBySchema(byDomain), {
        contact: ['first_name', 'last_name'],
        contract: ['contract_number'],
      });
    });

    test('signed-in users get the schemas of their portal, with the attributes they may see', async () => {
      const { data: customers } = await world.katrin.customerPortal.getSchemas();
      const { data: installers } = await world.petra.customerPortal.getSchemas();
      const [ofKatrin, ofPetra] = [attributesBySchema(customers), attributesBySchema(installers)];
      assert.ok(ofKatrin.contract.includes('delivery_address'));
      assert.ok(!ofKatrin.contract.includes('iban'));
      assert.ok(!ofKatrin.contract.includes('internal_note'));
      assert.ok(ofKatrin.portal_user.includes('email'));
      assert.ok(!('contract' in ofPetra), 'installers have no contracts');
      assert.ok(ofPetra.opportunity.includes('price'));
      assert.ok(!ofPetra.opportunity.includes('margin'));
    });
  });
}

function attributesBySchema({ schemas }) {
  const pairs = schemas.map(({ slug, attributes }) => [slug, attributes.map(({ name }) => name).sort()]);
  return Object.fromEntries(pairs.sort());
}

// Two companies in one installation, customers of one company, rival installers: nobody sees the others.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import {
  account,
  billingAccount,
  billingEvent,
  contact,
  contract,
  file,
  meter,
  opportunity,
  order,
  portalId,
  portalUser,
  RIVAL,
} from '../people.mjs';

const SCHEMAS = [
  'contract',
  'meter',
  'billing_account',
  'billing_event',
  'opportunity',
  'order',
  'file',
  'ticket',
  'asset',
  'contact',
  'account',
  'portal_user',
  'product',
  'price',
];

export default function tellIsolation(world) {
  describe('isolation', () => {
    const everythingOf = async (person, schemas = SCHEMAS) => {
      const body = { slug: schemas, size: 1000, hydrate: true };
      const { data } = await person.customerPortal.searchPortalUserEntities(null, body);
      return data.results;
    };

    test('a customer’s world holds nothing of the other company or of other customers', async () => {
      const all = JSON.stringify(await everythingOf(world.katrin));
      assert.ok(all.includes(contract(1)));
      for (const foreign of [
        RIVAL,
        '-8b00-',
        'Rheintal',
        contract(3),
        '7003118620',
        meter(3),
        billingEvent(19),
      ]) {
        assert.ok(!all.includes(foreign), foreign);
      }
    });

    test('the other company’s customer of the same name sees only the other company', async () => {
      const all = await everythingOf(
        world.rivalKatrin,
        SCHEMAS.filter((slug) => slug !== 'opportunity'),
      );
      assert.ok(all.some(({ _id }) => _id === contract(1, 'b')));
      assert.ok(all.every(({ _org }) => _org === RIVAL));
      assert.ok(!JSON.stringify(all).includes('-8a00-'));
    });

    test('rival installers do not see each other’s work', async () => {
      const petras = JSON.stringify(
        await everythingOf(world.petra, ['opportunity', 'order', 'account', 'asset']),
      );
      const daniels = JSON.stringify(
        await everythingOf(world.daniel, ['opportunity', 'order', 'account', 'asset']),
      );
      assert.ok(petras.includes(opportunity(1)) && daniels.includes(opportunity(6)));
      for (const foreign of [opportunity(6), order(3), order(4), 'Solartechnik Vogt']) {
        assert.ok(!petras.includes(foreign), foreign);
      }
      for (const foreign of [opportunity(1), order(1), order(2), 'Elektro Hansmann']) {
        assert.ok(!daniels.includes(foreign), foreign);
      }
    });

    test('an installer does not reach a customer’s contracts through the customer', async () => {
      const { customerPortal } = world.petra;
      const { data } = await customerPortal.searchPortalUserEntities(null, { slug: 'contract' });
      assert.deepEqual(data.results, []);
      await refused(customerPortal.getContract({ id: contract(1) }), 404);
      await refused(
        customerPortal.getPortalUserEntity(null, { slug: 'contact', entity_id: contact(1) }),
        404,
      );
      await refused(customerPortal.getPortalUserEntity(null, { slug: 'meter', entity_id: meter(1) }), 404);
    });

    test('no id of anybody else opens anything, whatever the operation', async () => {
      const { customerPortal } = world.katrin;
      const foreign = [
        ['contract', contract(3)],
        ['contract', contract(1, 'b')],
        ['contact', contact(2)],
        ['contact', contact(1, 'b')],
        ['portal_user', portalUser(2)],
        ['account', account(2)],
        ['meter', meter(3)],
        ['billing_account', billingAccount(2)],
        ['billing_event', billingEvent(19)],
        ['opportunity', opportunity(8)],
        ['order', order(3)],
        ['file', file(8)],
        ['file', file(1, 'b')],
      ];
      for (const [slug, id] of foreign) {
        await refused(customerPortal.getPortalUserEntity(null, { slug, entity_id: id }), 404);
        await refused(customerPortal.patchPortalUserEntity({ slug, id }, { name: 'Meins' }), 404);
        await refused(customerPortal.getEntityActivityFeed({ slug, id }), 404);
        const { data } = await customerPortal.searchPortalUserEntities(null, {
          slug,
          filters: [{ ids: { values: [id] } }],
        });
        assert.equal(data.pagination.total, 0, `${slug} ${id}`);
      }
    });

    test('staff of one company cannot touch the other, not even by id', async () => {
      const { customerPortal, entity, permissions } = world.rivalStaff;
      await refused(entity.getEntity({ slug: 'contract', id: contract(1) }), 404);
      await refused(entity.patchEntity({ slug: 'contract', id: contract(1) }, { tariff: 'Rheintal' }), 404);
      await refused(entity.deleteEntity({ slug: 'contract', id: contract(1) }), 404);
      const own = { contract_name: 'Rheintal', contract_number: '1', delivery_address: [{ city: 'Rheintal' }] };
      const foreign = { ...own, customer: { $relation: [{ entity_id: contact(1) }] } };
      await refused(entity.createEntity({ slug: 'contract' }, foreign), 400, { field: 'customer' });
      const same = await entity.createEntity({ slug: 'contract' }, { ...own, _id: contract(1) });
      assert.equal(same.data._org, RIVAL, 'an id is one company’s own');
      await entity.deleteEntity({ slug: 'contract', id: contract(1) });
      await refused(customerPortal.getPortalConfigV3({ portal_id: portalId(1) }), 404);
      await refused(customerPortal.putPortalConfig({ portal_id: portalId(1) }, { name: 'Meins' }), 404);
      await refused(customerPortal.deletePortalConfig({ portal_id: portalId(1) }), 404);
      await refused(customerPortal.getPortalPages({ domain: 'customer.localhost' }), 404);
      await refused(customerPortal.getECPContact({ id: contact(1) }), 404);
      await refused(permissions.getRole({ roleId: '739224:default_end_customer_portal_role' }), 404);
      const { data: found } = await entity.searchEntities(null, { q: '_schema:contract', size: 100 });
      assert.ok(found.results.length > 0);
      assert.ok(found.results.every(({ _org }) => _org === RIVAL));
      const { data: portals } = await customerPortal.listAllPortalConfigs();
      assert.ok(portals.data.every(({ organization_id }) => organization_id === RIVAL));
      const still = await world.program.entity.getEntityV2({ slug: 'contract', id: contract(1) });
      assert.equal(still.data.tariff, 'Ökostrom 12');
    });

    test('a header cannot move anybody to another company', async () => {
      const headers = { 'x-epilot-org-id': RIVAL, 'x-ivy-org-id': RIVAL };
      const { data } = await world.program.entity.searchEntities(
        null,
        { q: '_schema:contract', size: 100 },
        { headers },
      );
      assert.ok(data.results.every(({ _org }) => _org === world.demo.facts.organization_id));
      const { data: own } = await world.katrin.customerPortal.getAllContracts(null, null, { headers });
      assert.ok(own.data.every(({ _org }) => _org === world.demo.facts.organization_id));
    });
  });
}

// Portals swapped, copied, and addressed by origin as the second version of the API does.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, portalId } from '../people.mjs';

export default function tellConfigurationV2(world) {
  describe('portals by origin, swapped and copied', () => {
    const origin = 'QUARTIER_PORTAL';
    let made;

    test('staff create, read, change and remove the portal of an origin', async () => {
      const { customerPortal } = world.program;
      const page = '01910000-aaaa-7000-8a00-000000000001';
      const block = '01910000-aaab-7000-8a00-000000000001';
      const config = {
        name: 'Quartierportal',
        domain: 'quartier.localhost',
        auth_settings: { entry_point: 'PASSWORD' },
        email_templates: { confirmAccount: NOBODY },
        pages: {
          [page]: {
            slug: 'start',
            order: 1,
            blocks: { [block]: { id: block, type: 'text', order: 1, props: { content: { text: 'Hallo' } } } },
          },
        },
      };
      const created = await customerPortal.upsertPortal({ origin }, config);
      assert.equal(created.status, 201);
      made = created.data;
      assert.equal(made.origin, origin);
      assert.deepEqual(Object.keys(made.pages), [page], 'pages are a map by id');
      const changed = await customerPortal.upsertPortal({ origin }, { name: 'Quartier' });
      assert.equal(changed.status, 200);
      assert.equal(changed.data.portal_id, made.portal_id);
      const { data } = await customerPortal.getPortalConfig({ origin });
      assert.equal(data.name, 'Quartier');
      assert.equal(data.pages[page].blocks[block].props.content.text, 'Hallo');
      const { data: whole } = await customerPortal.getOrgPortalConfig({ origin });
      assert.equal(whole.portal_id, made.portal_id);
      const { data: all } = await customerPortal.getAllPortalConfigs();
      assert.deepEqual(
        all.data.map((portal) => portal.portal_id),
        [portalId(1), portalId(2), made.portal_id],
      );
    });

    test('a user reads the own portal, whatever origin is named', async () => {
      const { data } = await world.katrin.customerPortal.getPortalConfig({ origin });
      assert.equal(data.portal_id, portalId(1));
      assert.ok(!('entity_edit_rules' in data));
      assert.ok(!Object.values(data.pages).some(({ slug }) => slug === 'christmas-2025'));
      await refused(world.katrin.customerPortal.getAllPortalConfigs(), 403);
      await refused(world.katrin.customerPortal.deletePortal({ origin }), 403);
    });

    test('a copy has the same pages under new ids, and no domain, letters or sign-in of its source', async () => {
      const { customerPortal } = world.program;
      const source_portal_id = made.portal_id;
      const cloned = await customerPortal.clonePortalConfig(null, { source_portal_id });
      assert.equal(cloned.status, 201);
      assert.equal(cloned.data.name, 'Copy of Quartier');
      for (const key of ['domain', 'email_templates', 'auth_settings']) assert.ok(!(key in cloned.data), key);
      const [page] = cloned.data.pages;
      assert.equal(page.slug, 'start');
      assert.ok(!(page.id in made.pages));
      assert.equal(Object.values(page.blocks)[0].props.content.text, 'Hallo');
      await refused(customerPortal.clonePortalConfig(null, { source_portal_id: NOBODY }), 404);
      await refused(world.rivalStaff.customerPortal.clonePortalConfig(null, { source_portal_id }), 404);

      const target_portal_id = cloned.data.portal_id;
      await customerPortal.putPortalConfig(
        { portal_id: target_portal_id },
        { pages: [{ slug: 'neu', order: 1 }] },
      );
      const both = { source_portal_id, target_portal_id };
      const { data } = await customerPortal.swapPortalConfig(null, both);
      assert.equal(data.message, 'Domain and users swapped successfully.');
      const { data: swapped } = await customerPortal.getPortalConfigV3({ portal_id: source_portal_id });
      assert.deepEqual(swapped.pages.map(({ slug }) => slug).sort(), ['neu', 'start']);
      assert.equal(swapped.domain, 'quartier.localhost');
      assert.deepEqual(swapped.email_templates, { confirmAccount: NOBODY });
      await customerPortal.swapPortalConfig(null, { ...both, items_to_swap: ['email_templates'] });
      const { data: other } = await customerPortal.getPortalConfigV3({ portal_id: target_portal_id });
      assert.deepEqual(other.email_templates, { confirmAccount: NOBODY });
      await refused(customerPortal.swapPortalConfig(null, { ...both, items_to_swap: ['domain'] }), 400, {
        field: 'items_to_swap',
      });
      await refused(world.rivalStaff.customerPortal.swapPortalConfig(null, both), 404);
      await customerPortal.deletePortalConfig({ portal_id: target_portal_id });
    });

    test('the portal of an origin is removed', async () => {
      const { customerPortal } = world.program;
      assert.equal((await customerPortal.deletePortal({ origin })).status, 204);
      await refused(customerPortal.getPortalConfig({ origin }), 404);
      await refused(customerPortal.deletePortal({ origin }), 404);
      await refused(customerPortal.getPortalConfig({}), 400, { field: 'origin' });
    });
  });
}

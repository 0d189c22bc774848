// Portal configuration: made, read, changed and removed by staff; read by its own users.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, portalId } from '../people.mjs';

const PROVIDER = {
  slug: 'stadtwerke',
  display_name: 'Stadtwerke-Konto',
  provider_type: 'OIDC',
  oidc_config: {
    type: 'authorization_code',
    oidc_issuer: 'https://konto.example',
    client_id: 'portal',
    scope: 'openid',
    client_secret: 'streng-geheim',
    redirect_uri: 'https://portal.example/sso',
    metadata: {},
  },
};

export default function tellPortals(world) {
  describe('portal configuration', () => {
    let made;

    test('staff create a portal', async () => {
      const { customerPortal } = world.program;
      const config = {
        name: 'Wärmeportal',
        domain: 'waerme.localhost',
        enabled: true,
        origin: 'WAERME_PORTAL',
        allowed_portal_entities: ['contract'],
        identity_providers: [PROVIDER],
        pages: [{ slug: 'start', order: 1, is_entry_route: true, content: { title: { de: 'Start' } } }],
      };
      const created = await customerPortal.createPortalConfig(null, config);
      assert.equal(created.status, 201);
      made = created.data;
      assert.match(made.portal_id, /^[0-9a-f-]{36}$/);
      assert.equal(made.portal_sk_v3, `PORTAL_CONFIG#${made.portal_id}`);
      assert.equal(made.is_v3_item, true);
      assert.equal(made.organization_id, world.demo.facts.organization_id);
      assert.deepEqual(
        made.pages.map(({ slug }) => slug),
        ['start'],
      );
      const { data } = await world.stranger.customerPortal.getPortalConfigByDomain({
        domain: 'waerme.localhost',
      });
      assert.equal(data.name, 'Wärmeportal');
    });

    test('secrets of identity providers go only to who asks for the whole configuration', async () => {
      const { customerPortal } = world.program;
      const { portal_id } = made;
      const { data: whole } = await customerPortal.getOrgPortalConfigV3({ portal_id });
      assert.deepEqual(
        Object.keys(whole.pages),
        [made.pages[0].id],
        'pages by id, as the second version has them',
      );
      assert.equal(whole.identity_providers[0].oidc_config.client_secret, 'streng-geheim');
      const { data: read } = await customerPortal.getPortalConfigV3({ portal_id });
      assert.ok(!('client_secret' in read.identity_providers[0].oidc_config));
      assert.equal(read.identity_providers[0].oidc_config.has_client_secret, true);
      const { data: list } = await customerPortal.listAllPortalConfigs();
      const org_id = world.demo.facts.organization_id;
      const answers = [
        made,
        list,
        (await world.stranger.customerPortal.getPublicPortalConfigV3({ org_id, portal_id })).data,
        (await world.stranger.customerPortal.getPublicPortalConfig({ org_id, origin: 'WAERME_PORTAL' })).data,
        (await world.stranger.customerPortal.getPortalConfigByDomain({ domain: 'waerme.localhost' })).data,
      ];
      for (const answer of answers) assert.ok(!JSON.stringify(answer).includes('streng-geheim'));
      assert.deepEqual(answers[2].identity_providers, [
        { slug: 'stadtwerke', display_name: 'Stadtwerke-Konto' },
      ]);
    });

    test('a change replaces what is sent and keeps the rest', async () => {
      const { customerPortal } = world.program;
      const { portal_id } = made;
      const { data } = await customerPortal.putPortalConfig(
        { portal_id },
        {
          name: 'Fernwärmeportal',
          pages: [{ slug: 'hilfe', order: 2, content: { title: { de: 'Hilfe' } } }],
        },
      );
      assert.equal(data.name, 'Fernwärmeportal');
      assert.equal(data.domain, 'waerme.localhost');
      assert.deepEqual(
        data.pages.map(({ slug }) => slug),
        ['start', 'hilfe'],
      );
      const [start, help] = data.pages;

      const byId = { pages: [{ id: help.id, slug: 'kontakt', order: 2 }] };
      const { data: renamed } = await customerPortal.putPortalConfig({ portal_id }, byId);
      assert.deepEqual(renamed.pages.find(({ id }) => id === help.id).past_routes, ['hilfe']);

      const bySlug = { pages: [{ slug: 'start', order: 3, content: { title: { de: 'Anfang' } } }] };
      const { data: adopted } = await customerPortal.putPortalConfig(
        { portal_id, page_upsert_mode: 'slug' },
        bySlug,
      );
      assert.equal(adopted.pages.length, 2);
      assert.equal(adopted.pages.find(({ slug }) => slug === 'start').id, start.id);

      const removal = { pages: [{ id: help.id, slug: 'kontakt', order: 2, is_deleted: true }] };
      const { data: fewer } = await customerPortal.putPortalConfig({ portal_id }, removal);
      assert.deepEqual(
        fewer.pages.map(({ id }) => id),
        [start.id],
      );
    });

    test('a provider that is sent without its secret keeps it, an empty one clears it', async () => {
      const { customerPortal } = world.program;
      const { portal_id } = made;
      const secretAfter = async (oidc_config) => {
        await customerPortal.putPortalConfig(
          { portal_id },
          { identity_providers: [{ ...PROVIDER, oidc_config }] },
        );
        const { data } = await customerPortal.getOrgPortalConfigV3({ portal_id });
        return data.identity_providers[0].oidc_config.client_secret;
      };
      const { client_secret: _, ...without } = PROVIDER.oidc_config;
      assert.equal(await secretAfter({ ...without, scope: 'openid email' }), 'streng-geheim');
      assert.ok(!(await secretAfter({ ...without, client_secret: '' })));
      const { data } = await customerPortal.putPortalConfig({ portal_id }, { identity_providers: [] });
      assert.deepEqual(data.identity_providers, []);
    });

    test('a domain belongs to one portal', async () => {
      const { customerPortal } = world.program;
      const taken = { name: 'Zweites', domain: 'customer.localhost' };
      await refused(customerPortal.createPortalConfig(null, taken), 409);
      await refused(customerPortal.putPortalConfig({ portal_id: made.portal_id }, taken), 409);
      const { data } = await customerPortal.getPortalConfigV3({ portal_id: made.portal_id });
      assert.equal(data.domain, 'waerme.localhost');
      const rivals = { name: 'Rivale', domain: 'waerme.localhost' };
      await refused(world.rivalStaff.customerPortal.createPortalConfig(null, rivals), 409);
    });

    test('what makes no sense is refused by name', async () => {
      const { customerPortal } = world.program;
      const create = (config) => customerPortal.createPortalConfig(null, config);
      const portal_id = made.portal_id;
      await refused(create({ domain: 'https://portal.example/x' }), 400, { field: 'domain' });
      await refused(create({ enabled: 'yes' }), 400, { field: 'enabled' });
      await refused(create({ allowed_portal_entities: 'contract' }), 400, {
        field: 'allowed_portal_entities',
      });
      await refused(create({ pages: [{ order: 1 }] }), 400, { field: 'pages[0].slug' });
      await refused(customerPortal.putPortalConfig({ portal_id, page_upsert_mode: 'both' }, {}), 400, {
        field: 'page_upsert_mode',
      });
      await refused(customerPortal.getPortalConfigV3({ portal_id: NOBODY }), 404);
      await refused(customerPortal.putPortalConfig({ portal_id: NOBODY }, { name: 'x' }), 404);
      await refused(customerPortal.deletePortalConfig({ portal_id: NOBODY }), 404);
      await refused(customerPortal.getOrgPortalConfigV3({ portal_id: NOBODY }), 404);
      await refused(customerPortal.getOrgPortalConfigV3({}), 400, { field: 'portal_id' });
    });

    test('a user reads the configuration of the own portal, without what steers the back office', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.getPortalConfigV3({ portal_id: portalId(1) });
      assert.equal(data.name, 'Kundenportal');
      assert.ok(data.pages.length > 10);
      assert.ok(data.grants.some(({ resource }) => resource === 'contract:*'));
      for (const key of ['access_tests', 'extension_hooks', 'default_user_to_notify', 'entity_edit_rules']) {
        assert.ok(!(key in data), key);
      }
      assert.ok(!data.pages.some(({ slug }) => slug === 'christmas-2025'), 'a hidden page');
      await refused(customerPortal.getPortalConfigV3({ portal_id: portalId(2) }), 403);
      await refused(customerPortal.getOrgPortalConfigV3({ portal_id: portalId(1) }), 403);
      await refused(customerPortal.putPortalConfig({ portal_id: portalId(1) }, { enabled: false }), 403);
      await refused(customerPortal.createPortalConfig(null, { name: 'x' }), 403);
      await refused(customerPortal.deletePortalConfig({ portal_id: portalId(1) }), 403);
    });

    test('a portal that is closed lets nobody in until it is opened again', async () => {
      const { customerPortal } = world.program;
      const portal_id = portalId(2);
      const { email, password } = world.daniel;
      await customerPortal.putPortalConfig({ portal_id }, { enabled: false });
      await refused(world.daniel.customerPortal.getAllOpportunities(), 401);
      await refused(world.stranger.own('login', { portal_id, email, password }), 401);
      await customerPortal.putPortalConfig({ portal_id }, { enabled: true });
      assert.equal((await world.daniel.customerPortal.validateToken()).status, 204);
    });

    test('a removed portal is gone with its domain', async () => {
      const { customerPortal } = world.program;
      const { portal_id } = made;
      const gone = await customerPortal.deletePortalConfig({ portal_id });
      assert.equal(gone.status, 204);
      await refused(customerPortal.getPortalConfigV3({ portal_id }), 404);
      await refused(
        world.stranger.customerPortal.getPortalConfigByDomain({ domain: 'waerme.localhost' }),
        404,
      );
      const { data } = await customerPortal.listAllPortalConfigs();
      assert.deepEqual(
        data.data.map((portal) => portal.portal_id),
        [portalId(1), portalId(2)],
      );
      const again = await customerPortal.createPortalConfig(null, {
        name: 'Neu',
        domain: 'waerme.localhost',
      });
      assert.ok(again.data.pages.length > 2, 'a new portal starts with the starter pages');
      await customerPortal.deletePortalConfig({ portal_id: again.data.portal_id });
    });
  });
}

// What an organisation keeps beside its records: schemas, roles, designs, access tokens, and itself.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, refused } from '../calls.mjs';
import { contract, NOBODY } from '../people.mjs';

export default function tellOrganisation(world) {
  describe('the organisation', () => {
    test('knows itself', async () => {
      const { data } = await world.staff.organization.getCurrentOrganization();
      assert.equal(data.id, world.demo.facts.organization_id);
      assert.equal(data.name, 'Stadtwerke Auental');
      assert.equal(data.address.city, 'Auental');
      await refused(world.katrin.organization.getCurrentOrganization(), 403);
    });

    test('makes a kind of record of its own, uses it, and gives it up', async () => {
      const { entity } = world.program;
      const { data: before } = await entity.listSchemas();
      const schema = {
        slug: 'charging_card',
        name: 'Ladekarte',
        plural: 'Ladekarten',
        title_template: 'Karte {{card_number}}',
        attributes: [
          { name: 'card_number', label: 'Nummer', type: 'string', required: true },
          {
            name: 'contact',
            label: 'Kunde',
            type: 'relation',
            relation_type: 'has_one',
            allowedSchemas: ['contact'],
          },
        ],
        capabilities: [],
      };
      const slug = schema.slug;
      const { data: first } = await entity.putSchema({ slug }, schema);
      assert.equal(first.version, 1);
      const { data: second } = await entity.putSchema({ slug }, { ...schema, plural: 'Karten' });
      assert.equal(second.version, 2);
      assert.equal((await entity.getSchema({ slug })).data.plural, 'Karten');
      const { data: after } = await entity.listSchemas();
      assert.equal(after.results.length, before.results.length + 1);
      const { data: only } = await entity.listSchemas({ include: [slug, 'contact'] });
      assert.deepEqual(
        only.results.map((one) => one.slug),
        [slug, 'contact'],
      );
      const { data: without } = await entity.listSchemas({ exclude: [slug] });
      assert.equal(without.results.length, before.results.length);

      const { data: card } = await entity.createEntity({ slug }, { card_number: 'LK-77' });
      assert.equal(card._title, 'Karte LK-77');
      await refused(entity.createEntity({ slug }, {}), 400, { field: 'card_number' });
      await refused(entity.deleteSchema({ slug }), 409);
      await entity.deleteEntity({ slug, id: card._id });
      assert.equal((await entity.deleteSchema({ slug })).status, 200);
      await refused(entity.getSchema({ slug }), 404);
      await refused(entity.deleteSchema({ slug }), 404);
      await refused(entity.putSchema({ slug: 'Mit Leerzeichen' }, schema), 400, { field: 'slug' });
      await refused(entity.putSchema({ slug }, { ...schema, attributes: [{ name: '_id' }] }), 400);
      await refused(world.katrin.entity.listSchemas(), 403);
      await refused(world.katrin.entity.putSchema({ slug }, schema), 403);
    });

    test('keeps roles with their grants', async () => {
      const { permissions } = world.program;
      const org = world.demo.facts.organization_id;
      const grants = [{ action: 'entity:view', resource: 'contract:*', effect: 'allow' }];
      const { data: made } = await permissions.createRole(null, {
        name: 'Monteure',
        slug: 'fitters',
        type: 'user_role',
        grants,
      });
      assert.equal(made.id, `${org}:fitters`);
      assert.deepEqual(made.grants, grants);
      const roleId = made.id;
      await refused(
        permissions.createRole(null, { name: 'Monteure', slug: 'fitters', type: 'user_role', grants }),
        400,
      );
      const { data: put } = await permissions.putRole(
        { roleId },
        { ...made, name: 'Monteurinnen', grants: [] },
      );
      assert.equal(put.name, 'Monteurinnen');
      assert.deepEqual((await permissions.getRole({ roleId })).data.grants, []);
      const { data: all } = await permissions.listAllRoles();
      assert.ok(all.roles.some(({ id }) => id === `${org}:default_installer_portal_role`));
      assert.ok(all.roles.every(({ organization_id }) => organization_id === org));
      const { data: own } = await permissions.listCurrentRoles();
      assert.ok(own.roles.length > 0);
      assert.equal((await permissions.deleteRole({ roleId })).data.id, roleId);
      await refused(permissions.getRole({ roleId }), 404);
      await refused(permissions.deleteRole({ roleId }), 404);
      const foreign = '815330:default_end_customer_portal_role';
      await refused(permissions.putRole({ roleId: foreign }, { ...made, id: foreign }), 400);
      const wrong = {
        ...made,
        grants: [{ action: 'entity:view', resource: 'contract:*', effect: 'perhaps' }],
      };
      await refused(permissions.putRole({ roleId }, wrong), 400, { field: 'grants[0]' });
      await refused(world.katrin.permissions.listAllRoles(), 403);
      await refused(world.katrin.permissions.putRole({ roleId }, made), 403);
    });

    test('keeps designs', async () => {
      const { design } = world.program;
      const { data: all } = await design.getAllDesigns();
      assert.equal(all.designs.length, 2);
      assert.match(all.designs[0].style.logo.main.url, /^\/pictures\//);
      const look = {
        style_name: 'Winter',
        status: 'active',
        edited: true,
        style: { ...all.designs[0].style, logo: undefined },
      };
      const created = await design.addDesign(null, { design: look });
      assert.equal(created.status, 201);
      const designId = created.data.design.id;
      const change = {
        design: { ...look, style: { ...look.style, palette: { ...look.style.palette, primary: '#123456' } } },
      };
      assert.equal((await design.updateDesign({ designId }, change)).status, 204);
      const { data: read } = await design.getDesign({ designId });
      assert.equal(read.design.style.palette.primary, '#123456');
      assert.equal(read.design.style_name, 'Winter');
      const wrong = {
        design: { ...look, style: { ...look.style, palette: { ...look.style.palette, primary: 'teal' } } },
      };
      await refused(design.updateDesign({ designId }, wrong), 400, { field: 'style.palette.primary' });
      assert.equal((await design.deleteDesign({ designId })).status, 204);
      await refused(design.getDesign({ designId }), 404);
      await refused(design.updateDesign({ designId: NOBODY }, change), 404);
      await refused(world.katrin.design.getAllDesigns(), 403);
    });

    test('gives programs tokens and takes them back', async () => {
      const { accessToken } = world.staff;
      const created = await accessToken.createAccessToken(null, {
        name: 'Abrechnung',
        token_type: 'api',
        expires_in: '7d',
      });
      assert.equal(created.status, 201);
      const { id, token, expires_at, created_at } = created.data;
      assert.match(id, /^api_/);
      assert.equal(Math.round((Date.parse(expires_at) - Date.parse(created_at)) / 86_400_000), 7);
      const program = clients(world.demo.base, token, world.calls);
      const { data } = await program.entity.getEntityV2({ slug: 'contract', id: contract(1) });
      assert.equal(data._id, contract(1));
      const { data: listed } = await accessToken.listAccessTokens();
      const item = listed.find((one) => one.id === id);
      assert.equal(item.name, 'Abrechnung');
      assert.ok(!('token' in item), 'a token is shown once');
      const { data: apis } = await accessToken.listAccessTokens({ token_type: ['api'] });
      assert.equal(apis.length, listed.length);
      assert.equal((await accessToken.revokeAccessToken({ id })).data.id, id);
      await refused(program.entity.getEntityV2({ slug: 'contract', id: contract(1) }), 401);
      await refused(accessToken.revokeAccessToken({ id: 'api_nobody' }), 404);
      const create = (body) => accessToken.createAccessToken(null, body);
      await refused(create({ name: 'Zu lang', token_type: 'api', expires_in: '900d' }), 400, {
        field: 'expires_in',
      });
      await refused(create({ name: '', token_type: 'api' }), 400, { field: 'name' });
      await refused(world.rivalStaff.accessToken.revokeAccessToken({ id: 'api_nobody' }), 404);
      await refused(world.katrin.accessToken.createAccessToken(null, { name: 'x', token_type: 'api' }), 403);
      await refused(world.katrin.accessToken.listAccessTokens(), 403);
    });
  });
}

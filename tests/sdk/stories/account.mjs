// A portal user's own account and contact.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { account, contact, file, portalId, portalUser } from '../people.mjs';

export default function tellAccount(world) {
  describe('own account and contact', () => {
    test('a user reads the own account', async () => {
      const { data } = await world.katrin.customerPortal.getPortalUser();
      assert.equal(data.data._id, portalUser(1));
      assert.equal(data.data._schema, 'portal_user');
      assert.equal(data.data.name, 'Katrin Berger');
      assert.equal(data.data.email, 'katrin.berger@mail.example');
      assert.equal(data.data.registration_status, 'Registered');
    });

    test('a user changes the language, and nothing that identifies', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.updatePortalUser(null, { preferred_language: 'en' });
      assert.equal(data.data.preferred_language, 'en');
      const { data: again } = await customerPortal.getPortalUser();
      assert.equal(again.data.preferred_language, 'en');
      await refused(customerPortal.updatePortalUser(null, { preferred_language: 'xx' }), 400, {
        field: 'preferred_language',
      });
      for (const change of [
        { email: 'neu@mail.example' },
        { contact: { $relation: [{ entity_id: contact(2) }] } },
        { represents: { $relation: [{ entity_id: account(1) }] } },
        { access_status: false },
        { registration_status: 'Registration Pending' },
        { expires_at: '2030-01-01T00:00:00.000Z' },
        { portal_id: portalId(2) },
        { origin: 'INSTALLER_PORTAL' },
        { name: 'Katharina' },
      ]) {
        await refused(customerPortal.updatePortalUser(null, change), 403, {
          message: RegExp(Object.keys(change)[0]),
        });
      }
      await customerPortal.updatePortalUser(null, { preferred_language: 'de' });
    });

    test('identity stays fixed even where everything is granted', async () => {
      const roleId = `${world.demo.facts.organization_id}:default_end_customer_portal_role`;
      const { data: role } = await world.program.permissions.getRole({ roleId });
      const everything = { action: '*', resource: '*', effect: 'allow' };
      await world.program.permissions.putRole({ roleId }, { ...role, grants: [everything] });
      try {
        const { customerPortal } = world.katrin;
        await refused(customerPortal.updatePortalUser(null, { email: 'neu@mail.example' }), 403);
        await refused(
          customerPortal.updatePortalUser(null, {
            contact: { $relation: [{ entity_id: contact(2) }] },
          }),
          403,
        );
        await refused(
          customerPortal.patchPortalUserEntity(
            { slug: 'portal_user', id: portalUser(1) },
            { represents: { $relation: [{ entity_id: contact(2) }] } },
          ),
          403,
        );
      } finally {
        await world.program.permissions.putRole({ roleId }, role);
      }
    });

    test('a user reads the own contact with its surroundings', async () => {
      const { data } = await world.katrin.customerPortal.getContact();
      assert.equal(data.entity._id, contact(1));
      assert.equal(data.entity._title, 'Katrin Berger');
      assert.equal(data.entity.address[0].street, 'Ulmenweg');
      assert.ok(!('payment' in data.entity) && !('internal_note' in data.entity));
      const kinds = new Set(data.relations.map(({ _schema }) => _schema));
      assert.ok(kinds.has('contract') && kinds.has('opportunity'), [...kinds].join());
      assert.ok(Array.isArray(data.journey_actions));
      assert.ok(!data.files.some(({ _id }) => _id === file(7)));
    });

    test('a user changes the own contact where the rules allow', async () => {
      const { customerPortal } = world.thomas;
      const { data: before } = await customerPortal.getContact();
      const phone = [{ phone: '+49 5690 555 0178' }];
      const { data } = await customerPortal.updateContact(null, { phone });
      assert.deepEqual(data.data.phone, phone);
      await refused(customerPortal.updateContact(null, { last_name: 'Wagner' }), 403, {
        message: /last_name/,
      });
      await refused(customerPortal.updateContact(null, { customer_number: '1' }), 403, {
        message: /customer_number/,
      });
      const { data: after } = await customerPortal.getContact();
      assert.deepEqual({ ...after.entity, _updated_at: 0 }, { ...before.entity, phone, _updated_at: 0 });
    });

    test('an access that is taken away ends at once, and so does one that runs out', async () => {
      const id = portalUser(2);
      const { entity } = world.program;
      const set = (change) => entity.patchEntity({ slug: 'portal_user', id }, change);
      const { email, password, portal_id } = world.thomas;
      await set({ access_status: false });
      await refused(world.thomas.customerPortal.getAllContracts(), 401);
      await refused(world.stranger.own('login', { portal_id, email, password }), 401);
      await set({ access_status: true, expires_at: '2020-01-01T00:00:00.000Z' });
      await refused(world.thomas.customerPortal.validateToken(), 401);
      await set({ expires_at: null });
      assert.equal((await world.thomas.customerPortal.validateToken()).status, 204);
    });
  });
}

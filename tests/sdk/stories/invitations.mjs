// Invitations by a list: tried, sent, sent again, taken back and taken up.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, refused } from '../calls.mjs';
import { letter } from '../mailbox.mjs';
import { NOBODY, portalId } from '../people.mjs';

const PASSWORD = 'Ein-ruhiger-Fluss-2026';

export default function tellInvitations(world) {
  describe('invitations', () => {
    const portal_id = portalId(1);
    const bring = (csv) => world.staff.own('checkInvitationList', { portal_id, csv }).then(({ data }) => data);
    const list = (id) => world.staff.own('viewInvitationList', undefined, { id }).then(({ data }) => data);
    const found = async (q) => {
      const { data } = await world.staff.own('listInvitations', undefined, { q });
      return data.results;
    };

    async function contact(email) {
      const { data } = await world.staff.entity.createEntity({ slug: 'contact' }, { first_name: 'Lea', last_name: 'Liste', email: [{ email }] });
      return data._id ?? data.entity._id;
    }

    async function done(id) {
      for (let tries = 0; tries < 100; tries += 1) {
        const now = await list(id);
        if (now.state === 'done') return now;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('the list is not sent');
    }

    test('a list invites those it can, and says why it leaves others out', async () => {
      const [email, other] = ['lea.liste@mail.example', 'lena.liste@mail.example'];
      await contact(email);
      const brought = await bring(`E-Mail;Sprache\n${email};en\nkatrin.berger@mail.example;\nnobody@mail.example;\n${email};\n`);
      assert.deepEqual(brought.rows.map(({ outcome }) => outcome), ['will_be_invited', 'already_a_user', 'contact_not_found', 'twice_in_list']);
      await world.staff.own('sendInvitationList', {}, { id: brought.id });
      assert.equal((await done(brought.id)).counts.invited, 1);
      await refused(world.staff.own('sendInvitationList', {}, { id: brought.id }), 409);
      await refused(world.staff.own('remindInvitationList', {}, { id: brought.id }), 409);
      const { token, text } = await letter(world, email, 'invitation');
      assert.match(text, /until \d{4}-\d\d-\d\d/);
      const register = (address) =>
        world.stranger.customerPortal.createUserV3({ portal_id }, { email: address, orgId: '739224', password: PASSWORD, invitation: token });
      await refused(register(other), 400, { field: 'email' });
      await register(email);
      const { data } = await world.stranger.own('login', { portal_id, email, password: PASSWORD });
      const lea = clients(world.demo.base, data.access_token, world.calls).customerPortal;
      assert.equal((await lea.getPortalUser()).data.data.email, email);
      assert.equal((await found(email))[0].state, 'accepted');
    });

    test('an invitation is taken back and sent again', async () => {
      const email = 'leo.liste@mail.example';
      await contact(email);
      const brought = await bring(email);
      await world.staff.own('sendInvitationList', {}, { id: brought.id });
      await done(brought.id);
      const [{ id, state }] = await found(email);
      assert.equal(state, 'invited');
      assert.equal((await world.staff.own('revokeInvitation', {}, { id })).data.state, 'revoked');
      assert.equal((await world.staff.own('resendInvitation', {}, { id })).data.times_sent, 2);
      await refused(world.rivalStaff.own('revokeInvitation', {}, { id }), 404);
      await refused(world.katrin.own('listInvitations'), 403);
      await refused(world.staff.own('viewInvitationList', undefined, { id: NOBODY }), 404);
      await refused(bring('name\nLeo'), 400, { field: 'csv' });
    });
  });
}

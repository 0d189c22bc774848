// From a stranger to a signed-in customer, as clients of the published API do it, and leaving again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { letter } from '../mailbox.mjs';
import { contact, contract, portalId, signIn } from '../people.mjs';

const ORG = '739224';
const PASSWORD = 'Ein-ruhiger-Fluss-26';
const KATRIN = { contact: { last_name: 'berger' }, contract: { contract_number: '7003 221 845' } };

export default function tellRegistration(world) {
  describe('registration', () => {
    const portal_id = portalId(1);
    const api = () => world.stranger.customerPortal;

    test('staff see what can identify somebody', async () => {
      const { data } = await world.program.customerPortal.getRegistrationIdentifiers();
      assert.ok(data.data.contract.some(({ name }) => name === 'contract_number'));
      const secondary = await world.program.customerPortal.getValidSecondaryAttributes();
      assert.ok(secondary.data.data.some(({ name }) => name === 'last_name'));
    });

    test('a stranger learns nothing of a portal that hides its users', async () => {
      for (const registration_identifiers of [KATRIN, { contact: { last_name: 'x' }, contract: { contract_number: '1' } }]) {
        const sent = { org_id: ORG, registration_identifiers };
        assert.deepEqual((await api().checkContactExistsV3({ portal_id }, sent)).data, { exists: true });
        assert.deepEqual((await api().checkContactExists({ origin: 'END_CUSTOMER_PORTAL' }, sent)).data, { exists: true });
        assert.deepEqual((await api().checkAccountExists({ portal_id }, sent)).data, { exists: true });
      }
      for (const email of ['katrin.berger@mail.example', 'nobody@new.example']) {
        assert.deepEqual((await api().userExists({ email, org_id: ORG })).data, { exists: false });
        assert.deepEqual((await api().userExistsV3({ email, org_id: ORG, portal_id })).data, { exists: false });
        const { data } = await api().getUserEntryPoint({ email, domain: 'customer.localhost' });
        assert.deepEqual(data, { user_exists: true, entry_point: 'PASSWORD' });
      }
    });

    test('somebody registers, confirms, sees what is theirs, and leaves', async () => {
      const email = 'k.berger@sdk.example';
      const sent = { email, orgId: ORG, password: PASSWORD, first_name: 'Katrin', registration_identifiers: KATRIN };
      const { status, data } = await api().createUserV3({ portal_id }, sent);
      assert.deepEqual([status, data.message], [201, 'User created successfully']);
      await refused(world.stranger.own('login', { portal_id, email, password: PASSWORD }), 401);
      const { token } = await letter(world, email, 'confirmAccount');
      const confirm = () => api().confirmUser({ confirmation_link_token: token, use_redirect: false });
      assert.deepEqual((await confirm()).data, { confirmed: true, user_already_confirmed: false });
      assert.deepEqual((await confirm()).data, { confirmed: true, user_already_confirmed: true });
      const katrin = await signIn(world.demo, world.calls, { portal_id, email, password: PASSWORD });
      assert.equal((await katrin.customerPortal.getContact()).data.entity._id, contact(1));
      const users = await world.program.customerPortal.fetchPortalUsersByRelatedEntity({ entity_id: contract(1), slug: 'contract' });
      assert.ok(users.data.portalUsers.some((user) => user.email === email));
      const changed = await katrin.customerPortal.updatePortalUserEmail(null, { email: 'k.b@sdk.example', password: PASSWORD });
      assert.match(changed.data.message, /confirmation mail/);
      await letter(world, 'k.b@sdk.example', 'confirmEmailUpdate');
      const gone = await katrin.customerPortal.deletePortalUser();
      assert.equal(gone.data.message, 'User Succesfully Deleted');
      await refused(katrin.customerPortal.getPortalUser(), 401);
    });

    test('the older call registers too, and staff send the letter again', async () => {
      const email = 'older@sdk.example';
      await api().createUser({ origin: 'END_CUSTOMER_PORTAL' }, {
        email, orgId: ORG, password: PASSWORD, first_name: 'Otto', registration_identifiers: { contact: { last_name: 'x' }, contract: { contract_number: '1' } },
      });
      const found = await world.program.entity.listEntities(null, { filter: [{ term: { _schema: 'portal_user' } }, { term: { email } }] });
      const id = found.data.results[0]._id;
      const moved = await api().confirmUserWithUserId({ id, origin: 'END_CUSTOMER_PORTAL', org_id: ORG }, null, {
        maxRedirects: 0,
        validateStatus: (status) => status === 301,
      });
      assert.match(moved.headers.location, /customer\.localhost.*\/confirm$/);
      const { data } = await world.program.customerPortal.resendConfirmationEmail({ id });
      assert.equal(data.message, 'Confirmation email sent successfully.');
    });

    test('staff act in a user\'s place, once', async () => {
      const { data } = await world.staff.customerPortal.loginToPortalAsUser(null, { portal_id, email: world.thomas.email });
      const token = data.login_as_token;
      const tokens = await world.stranger.own('exchange', { token });
      assert.ok(tokens.data.access_token);
      await refused(world.stranger.own('exchange', { token }), 401);
      await refused(world.katrin.customerPortal.loginToPortalAsUser(null, { portal_id, email: world.thomas.email }), 403);
    });

    test('an installer invites a colleague, who joins and is parted with', async () => {
      const petra = world.petra.customerPortal;
      const email = 'jonas@sdk.example';
      await petra.invitePartner(null, { email, contact_data: { first_name: 'Jonas', last_name: 'Hansmann' } });
      const listed = await petra.listBusinessPartners();
      const jonas = listed.data.data.find((one) => one.email === email);
      assert.equal(jonas.registration_status, 'Registration Pending');
      await petra.resendPartnerInvitation({ partner_id: jonas._id });
      const { token } = await letter(world, email, 'partnerInvitation');
      await api().createUserV3({ portal_id: portalId(2) }, { email, orgId: ORG, password: PASSWORD, invitation: token });
      await world.stranger.own('login', { portal_id: portalId(2), email, password: PASSWORD });
      await petra.disablePartner({ partner_id: jonas._id });
      await refused(world.stranger.own('login', { portal_id: portalId(2), email, password: PASSWORD }), 401);
      await petra.enablePartner({ partner_id: jonas._id });
      await petra.revokePartner({ partner_id: jonas._id });
      await refused(world.stranger.own('login', { portal_id: portalId(2), email, password: PASSWORD }), 401);
      await refused(world.katrin.customerPortal.listBusinessPartners(), 403);
    });
    test('codes by mail sign in and set a new password', async () => {
      const { email } = world.thomas;
      const begun = await world.stranger.own('passwordless', { portal_id, email });
      const { code } = await letter(world, email, 'advancedAuth');
      const entered = await world.stranger.own('answerChallenge', { session: begun.data.session, code });
      assert.ok(entered.data.access_token);
      await world.stranger.own('forgotPassword', { portal_id, email });
      const reset = await letter(world, email, 'forgotPassword');
      await world.stranger.own('resetPassword', {
        portal_id, email, code: reset.code, new_password: PASSWORD,
      });
      await world.stranger.own('login', { portal_id, email, password: PASSWORD });
    });
  });
}

// Letters in a portal's own words: templates, which portal uses which, and links for letters of other services.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { letter } from '../mailbox.mjs';
import { NOBODY, contract } from '../people.mjs';

const origin = 'END_CUSTOMER_PORTAL';

export default function tellEmailTemplates(world) {
  describe('e-mail templates', () => {
    let own;
    let portal;

    test('staff write a template, and a bad one is refused by its field', async () => {
      portal = world.demo.facts.portals.customer.portal_id;
      const { emailTemplate } = world.program;
      const { data } = await emailTemplate.saveTemplate(null, {
        name: 'Einladung zum Angebot',
        subject: '{{portal.name}}: {{code}}',
        body: '<p>Hallo {{name}}</p><p><a href="{{portalUser.forgotPasswordLink}}">Weiter</a></p>',
      });
      own = data._id;
      assert.equal(data._schema, 'email_template');
      const { data: read } = await emailTemplate.getTemplateDetail({ id: own });
      assert.equal(read.entity.name, 'Einladung zum Angebot');
      const { data: changed } = await emailTemplate.updateTemplateDetail(
        { id: own },
        { name: 'Passwort', subject: 'Neu: {{code}}' },
      );
      assert.equal(changed.subject, 'Neu: {{code}}');
      assert.equal(changed.body, data.body);
      const bad = { name: 'x', subject: 'x', body: '{{#if name}}' };
      await refused(emailTemplate.saveTemplate(null, bad), 400, { message: /body/ });
      await refused(world.katrin.emailTemplate.getTemplateDetail({ id: own }), 403);
    });

    test('a portal uses it for a kind of letter, by id and by origin', async () => {
      const { customerPortal } = world.program;
      const { data } = await customerPortal.upsertEmailTemplatesByPortalId({ portal_id: portal }, { forgotPassword: own });
      assert.equal(data.emailTemplates.forgotPassword, own);
      const { data: kept } = await customerPortal.upsertEmailTemplates({ origin }, { invitation: null });
      assert.equal(kept.emailTemplates.forgotPassword, own);
      assert.ok(!('invitation' in kept.emailTemplates));
      const { data: byOrigin } = await customerPortal.getEmailTemplates({ origin });
      const { data: byId } = await customerPortal.getEmailTemplatesByPortalId({ portal_id: portal });
      assert.deepEqual(byOrigin, byId);
      await refused(customerPortal.upsertEmailTemplates({ origin }, { forgotPasswords: own }), 400, {
        message: /forgotPasswords/,
      });
      await refused(customerPortal.getEmailTemplatesByPortalId({ portal_id: NOBODY }), 404);
    });

    test('the letter says what the template says', async () => {
      const to = world.demo.facts.users[0].email;
      await world.stranger.own('forgotPassword', { portal_id: portal, email: to });
      const sent = await letter(world, to, 'forgotPassword');
      assert.match(sent.subject, /^Neu: \d{6}$/);
      assert.match(sent.text, /^Hallo /);
      assert.match(sent.text, /Weiter:\nhttp/);
    });

    test('which portals use it is listed, and all of them can use another one', async () => {
      const { customerPortal, emailTemplate } = world.program;
      const { data } = await customerPortal.listEmailTemplateReferences(null, { template_id: own });
      assert.deepEqual(data.portals.map(({ id }) => id), [portal]);
      const { data: other } = await emailTemplate.saveTemplate(null, { name: 'Anderes', subject: 'Anders' });
      const { data: moved } = await customerPortal.migrateEmailTemplateReferences(null, {
        source_template_id: own,
        destination_template_id: other._id,
      });
      assert.deepEqual(moved, { migrated_portal_count: 1, migrated_portal_ids: [portal], failed_portal_ids: [] });
      await customerPortal.upsertEmailTemplates({ origin }, { forgotPassword: null });
    });

    test('other services get links for their letters', async () => {
      const { data } = await world.program.customerPortal.replaceECPTemplateVariables(null, {
        entity_context: { contract: { _id: contract(1), is_main_entity: true } },
      });
      assert.match(data.customerPortal.invitationLink, /\/\/customer\.localhost[^/]*\/register\?contactId=/);
      assert.match(data.customerPortal.entityLink, new RegExp(`/${contract(1)}$`));
      assert.ok(data.customerPortal.userEmailsOnEntity.includes(world.demo.facts.users[0].email));
    });
  });
}

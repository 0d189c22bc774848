// Edit rules: asked before a form is opened, and kept when it is sent.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contract, portalId } from '../people.mjs';

export default function tellEditRules(world) {
  describe('edit rules', () => {
    const slug = 'contract';
    const asked = { slug, id: contract(1), attribute: 'invoice_email' };
    const rule = {
      slug,
      attribute: 'invoice_email',
      rule_type: 'cadence',
      cadence_period_type: 'months',
      cadence_period: 1,
      changes_allowed: 0,
    };
    const configure = (entity_edit_rules) =>
      world.program.customerPortal.putPortalConfig({ portal_id: portalId(1) }, { entity_edit_rules });

    test('without rules nothing is blocked', async () => {
      const { data } = await world.katrin.customerPortal.validateCadenceEntityEditRules(asked);
      assert.deepEqual(data, { isBlockedByRules: false });
      await refused(world.thomas.customerPortal.validateCadenceEntityEditRules(asked), 404);
      await refused(
        world.katrin.customerPortal.validateCadenceEntityEditRules({ ...asked, id: NOBODY }),
        404,
      );
      await refused(world.stranger.customerPortal.validateCadenceEntityEditRules(asked), 401);
    });

    test('a rule that fails is told beforehand, and refuses the change', async () => {
      await configure([rule]);
      const { data } = await world.katrin.customerPortal.validateCadenceEntityEditRules(asked);
      assert.deepEqual(data, { isBlockedByRules: true, failedRule: rule });
      const change = { invoice_email: [{ email: 'neu@mail.example' }] };
      const { customerPortal } = world.katrin;
      const failed = { failed_rule: rule };
      await refused(customerPortal.updateContract({ id: contract(1) }, change), 403, failed);
      await refused(customerPortal.patchPortalUserEntity({ slug, id: contract(1) }, change), 403, failed);
      await configure([]);
      const free = await world.katrin.customerPortal.validateCadenceEntityEditRules(asked);
      assert.equal(free.data.isBlockedByRules, false);
    });
  });
}

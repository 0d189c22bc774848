// Widgets: replaced as a whole by staff, offered to users by rules, and in part to anybody.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contract, portalId } from '../people.mjs';

const label = { de: 'Öffnen', en: 'Open' };
const rules = [{ entity: 'contract', attribute: 'status', attribute_value: 'active' }];
const WIDGETS = [
  { id: 'welcome', type: 'CONTENT_WIDGET', listIndex: 0, headline: { de: 'Hallo' }, content: 'Willkommen' },
  {
    id: 'actions',
    type: 'ACTION_WIDGET',
    listIndex: 1,
    actions: [
      { _id: 'help', type: 'link', label, url: 'https://www.auental.example/hilfe' },
      { _id: 'move', type: 'journey', label, url: 'https://www.auental.example/umzug', rules },
    ],
  },
  { id: 'contracts', type: 'ENTITY_WIDGET', listIndex: 2, schema: 'contract' },
];

const actionsOf = ({ widgets }) =>
  widgets.find(({ id }) => id === 'actions').actions.map(({ _id }) => _id);

export default function tellWidgets(world) {
  const portal_id = portalId(1);
  const origin = 'END_CUSTOMER_PORTAL';

  describe('widgets', () => {
    test('staff replace the whole list, by portal id and by origin', async () => {
      const { customerPortal } = world.program;
      const first = await customerPortal.upsertPortalWidget({ origin }, { widgets: WIDGETS.slice(0, 1) });
      assert.equal(first.status, 201);
      const again = await customerPortal.upsertPortalWidgetV3({ portal_id }, { widgets: WIDGETS });
      assert.equal(again.status, 201);
      assert.equal(again.data.portal_sk_v3, `PORTAL_CONFIG#${portal_id}`);
      assert.deepEqual(again.data.widgets, WIDGETS);
      assert.deepEqual((await customerPortal.getPortalWidgets({ origin })).data, again.data);
      const wrong = { widgets: [{ id: 'x', type: 'CLOCK_WIDGET', listIndex: 0 }] };
      await refused(customerPortal.upsertPortalWidgetV3({ portal_id }, wrong), 400, {
        field: 'widgets[0].type',
      });
      await refused(customerPortal.upsertPortalWidgetV3({ portal_id: NOBODY }, { widgets: [] }), 404);
      await refused(world.rivalStaff.customerPortal.upsertPortalWidgetV3({ portal_id }, { widgets: [] }), 404);
      await refused(world.katrin.customerPortal.upsertPortalWidgetV3({ portal_id }, { widgets: [] }), 403);
    });

    test('a user is offered the actions that fit the contract at hand', async () => {
      const { customerPortal } = world.katrin;
      const { data: without } = await customerPortal.getPortalWidgetsV3({ portal_id });
      assert.deepEqual(actionsOf(without), ['help']);
      const { data: active } = await customerPortal.getPortalWidgetsV3({ portal_id, contract_id: contract(1) });
      assert.deepEqual(actionsOf(active), ['help', 'move']);
      const { data: byOrigin } = await customerPortal.getPortalWidgets({ origin, contract_id: contract(1) });
      assert.deepEqual(byOrigin, active);
      await refused(
        world.thomas.customerPortal.getPortalWidgetsV3({ portal_id, contract_id: contract(1) }),
        404,
      );
      await refused(world.petra.customerPortal.getPortalWidgetsV3({ portal_id }), 403);
    });

    test('anybody sees the widgets that show no records', async () => {
      const { customerPortal } = world.stranger;
      const org_id = world.demo.facts.organization_id;
      const { data } = await customerPortal.getPublicPortalWidgetsV3({ org_id, portal_id });
      assert.deepEqual(data.widgets.map(({ id }) => id), ['welcome', 'actions']);
      assert.deepEqual(actionsOf(data), ['help']);
      const byDomain = await customerPortal.getPublicPortalWidgetsV3({ domain: 'customer.localhost' });
      assert.deepEqual(byDomain.data, data);
      assert.deepEqual((await customerPortal.getPublicPortalWidgets({ org_id, origin })).data, data);
      await refused(customerPortal.getPublicPortalWidgetsV3({}), 400);
      await world.program.customerPortal.upsertPortalWidgetV3({ portal_id }, { widgets: [] });
    });
  });
}

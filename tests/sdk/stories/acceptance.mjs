// Order acceptance: an offer is accepted or declined by its customer, once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contact } from '../people.mjs';

export default function tellAcceptance(world) {
  describe('order acceptance', () => {
    const offer = async () => {
      const { data } = await world.program.entity.createEntity(
        { slug: 'order' },
        {
          order_name: 'Angebot Wallbox',
          status: 'open_for_acceptance',
          customer: { $relation: [{ entity_id: contact(1) }] },
        },
      );
      return data._id;
    };

    test('a customer accepts an order, and no second time', async () => {
      const id = await offer();
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.postOrderAcceptance({ id }, { decision: 'accept' });
      assert.equal(data.data._id, id);
      assert.equal(data.data.status, 'placed');
      await refused(customerPortal.postOrderAcceptance({ id }, { decision: 'decline' }), 409);
      const { data: history } = await customerPortal.getEntityActivityFeed({ slug: 'order', id });
      assert.ok(history.results.some(({ type }) => type === 'EntityUpdatedFromPortal'));
    });

    test('a customer declines an order', async () => {
      const id = await offer();
      const { data } = await world.katrin.customerPortal.postOrderAcceptance({ id }, { decision: 'decline' });
      assert.equal(data.data.status, 'cancelled');
    });

    test('of decisions at once one wins', async () => {
      const id = await offer();
      const decisions = ['accept', 'decline', 'accept', 'decline', 'accept'];
      const answers = await Promise.allSettled(
        decisions.map((decision) => world.katrin.customerPortal.postOrderAcceptance({ id }, { decision })),
      );
      const won = answers.filter(({ status }) => status === 'fulfilled');
      assert.equal(won.length, 1);
      for (const { reason } of answers.filter(({ status }) => status === 'rejected')) {
        assert.equal(reason.response.status, 409);
      }
    });

    test('nobody decides for another, and nothing but accept and decline is a decision', async () => {
      const id = await offer();
      const { katrin, thomas } = world;
      await refused(thomas.customerPortal.postOrderAcceptance({ id }, { decision: 'accept' }), 404);
      await refused(
        katrin.customerPortal.postOrderAcceptance({ id: NOBODY }, { decision: 'accept' }),
        404,
      );
      await refused(katrin.customerPortal.postOrderAcceptance({ id }, { decision: 'maybe' }), 400, {
        field: 'decision',
      });
      await refused(
        world.program.customerPortal.postOrderAcceptance({ id }, { decision: 'accept' }),
        401,
      );
    });
  });
}

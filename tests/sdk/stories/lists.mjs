// The typed lists and details of contracts, orders, opportunities and requests.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import {
  contact,
  contract,
  meter,
  NOBODY,
  opportunity,
  order,
  billingAccount,
  billingEvent,
} from '../people.mjs';

const ids = (records) => records.map(({ _id }) => _id).sort();

export default function tellLists(world) {
  describe('typed lists', () => {
    test('a customer lists the own contracts, newest first, page by page', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.getAllContracts();
      assert.deepEqual(
        data.data.map(({ _id }) => _id),
        [contract(2), contract(1)],
      );
      assert.equal(data.data[1].contract_number, '7003221845');
      assert.equal(typeof data.data[0].journey_actions, 'object');
      assert.ok(!Array.isArray(data.data[0].journey_actions));
      const { data: second } = await customerPortal.getAllContracts({ from: 1, size: 1 });
      assert.deepEqual(ids(second.data), [contract(1)]);
    });

    test('a contract comes with what hangs on it', async () => {
      const { data } = await world.katrin.customerPortal.getContract({ id: contract(1) });
      assert.equal(data.entity._id, contract(1));
      assert.equal(data.entity._title, 'Auental Ökostrom 12 7003221845');
      assert.deepEqual(ids(data.meters), [meter(1)]);
      assert.deepEqual(data.orders, []);
      assert.deepEqual(data.workflow, []);
      assert.ok(Array.isArray(data.journey_actions));
      assert.ok(data.files.length > 0);
      assert.ok(data.files.every((one) => one._schema === 'file'));
      assert.ok(ids(data.relations).includes(billingEvent(13)));
      assert.ok(!ids(data.relations).includes(billingAccount(1)), 'relations point to the contract');
    });

    test('a contract of somebody else is like one that nobody has', async () => {
      const { customerPortal } = world.katrin;
      const other = await refused(customerPortal.getContract({ id: contract(3) }), 404);
      const none = await refused(customerPortal.getContract({ id: NOBODY }), 404);
      (delete other.headers, delete none.headers);
      assert.deepEqual(other, none);
      await refused(
        customerPortal.updateContract({ id: contract(3) }, { invoice_email: 'a@mail.example' }),
        404,
      );
    });

    test('a customer changes what the rules allow, and nothing else', async () => {
      const { customerPortal } = world.katrin;
      const { data: before } = await customerPortal.getContract({ id: contract(2) });
      const change = { invoice_email: 'rechnung@mail.example', installment_amount: 8150 };
      const { data } = await customerPortal.updateContract({ id: contract(2) }, change);
      assert.equal(data.data.invoice_email, 'rechnung@mail.example');
      assert.equal(data.data.installment_amount_decimal, '81.50', 'the decimal text follows');
      assert.ok(data.data._updated_at > before.entity._updated_at);
      await refused(customerPortal.updateContract({ id: contract(2) }, { unit_price: 1 }), 403, {
        message: /unit_price/,
      });
      await refused(
        customerPortal.updateContract(
          { id: contract(2) },
          { invoice_email: 'x@mail.example', tariff: 'Gratis' },
        ),
        403,
      );
      const { data: after } = await customerPortal.getContract({ id: contract(2) });
      assert.equal(after.entity.invoice_email, 'rechnung@mail.example', 'a refused change changes nothing');
      assert.deepEqual(after.entity, data.data);
    });

    test('a draft order is nobody’s business yet', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.getAllOrders();
      assert.deepEqual(ids(data.data), [order(2)]);
      await refused(customerPortal.getOrder({ id: order(6) }), 404);
    });

    test('an order comes with its products, and customers cannot change it', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.getOrder({ id: order(2) });
      assert.equal(data.entity._id, order(2));
      assert.deepEqual(data.products.map(({ name }) => name).sort(), ['Ladefix 11', 'Montage Wallbox']);
      assert.deepEqual(data.crossSellableProducts, []);
      assert.ok(!('internal_note' in data.entity));
      await refused(customerPortal.updateOrder({ id: order(2) }, { status: 'cancelled' }), 403);
      await refused(customerPortal.updateOrder({ id: order(1) }, { status: 'cancelled' }), 404);
    });

    test('an order can be changed where a grant says so', async () => {
      const roleId = `${world.demo.facts.organization_id}:default_installer_portal_role`;
      const { data: role } = await world.program.permissions.getRole({ roleId });
      const more = ['entity:edit', 'entity:attribute:edit'].map((action) => ({
        action,
        resource: action === 'entity:edit' ? 'order:*' : 'order:*/delivery_date',
        effect: 'allow',
      }));
      await world.program.permissions.putRole({ roleId }, { ...role, grants: [...role.grants, ...more] });
      const change = { delivery_date: '2027-01-18' };
      const { data } = await world.petra.customerPortal.updateOrder({ id: order(1) }, change);
      assert.equal(data.data.delivery_date, '2027-01-18');
      await world.program.permissions.putRole({ roleId }, role);
      await refused(world.petra.customerPortal.updateOrder({ id: order(1) }, { delivery_date: null }), 403);
    });

    test('installers list the opportunities of their own company', async () => {
      const [{ data: petras }, { data: daniels }] = await Promise.all([
        world.petra.customerPortal.getAllOpportunities(),
        world.daniel.customerPortal.getAllOpportunities(),
      ]);
      assert.deepEqual(
        ids(petras.data),
        [1, 2, 3, 4, 5].map((number) => opportunity(number)),
      );
      assert.deepEqual(
        ids(daniels.data),
        [6, 7, 8].map((number) => opportunity(number)),
      );
    });

    test('an opportunity comes with its order and files, without the margin', async () => {
      const { data } = await world.petra.customerPortal.getOpportunity({ id: opportunity(1) });
      assert.equal(data.entity._id, opportunity(1));
      assert.deepEqual(ids(data.orders), [order(1)]);
      assert.ok(data.files.length > 0);
      for (const hidden of ['margin', 'margin_decimal', 'purchase_cost', 'internal_note']) {
        assert.ok(!(hidden in data.entity), hidden);
      }
      await refused(world.petra.customerPortal.getOpportunity({ id: opportunity(6) }), 404);
    });

    test('an installer changes an open opportunity, not a completed one', async () => {
      const { customerPortal } = world.petra;
      const note = { installer_note: 'Gerüst steht ab Montag.' };
      const { data } = await customerPortal.updateOpportunity({ id: opportunity(3) }, note);
      assert.equal(data.data.installer_note, note.installer_note);
      await refused(customerPortal.updateOpportunity({ id: opportunity(5) }, note), 403);
      await refused(customerPortal.updateOpportunity({ id: opportunity(6) }, note), 404);
      await refused(customerPortal.updateOpportunity({ id: opportunity(3) }, { margin: 1 }), 403);
    });

    test('opportunities can be narrowed by what they themselves offer', async () => {
      const { customerPortal } = world.petra;
      const { data: facets } = await customerPortal.getSearchableAttributesForOpportunities();
      assert.equal(facets.data.length, 5);
      assert.ok(facets.data.every((one) => !('price' in one) && one.customer));
      const search = (body, parameters = null) =>
        customerPortal.getSearchResultsForOpportunities(parameters, body).then(({ data }) => ids(data.data));
      assert.deepEqual(await search({ customers: [contact(6)] }), [opportunity(1)]);
      assert.deepEqual(await search({ customers: [contact(6), contact(7)] }), [
        opportunity(1),
        opportunity(3),
      ]);
      const street = facets.data.find(({ _id }) => _id === opportunity(3)).site_address[0].street;
      assert.deepEqual(await search({ addresses: [street] }), [opportunity(3)]);
      assert.deepEqual(await search({ addresses: [street], customers: [contact(6)] }), []);
      assert.deepEqual(await search({ purposes: [NOBODY] }), []);
      assert.equal((await search({}, { size: 2 })).length, 2);
    });

    test('requests are orders and opportunities together, with their number', async () => {
      const { data } = await world.katrin.customerPortal.getAllRequests();
      assert.equal(data.hits, 2);
      assert.deepEqual(ids(data.results), [opportunity(2), order(2)].sort());
      const { data: first } = await world.katrin.customerPortal.getAllRequests({ size: 1 });
      assert.equal(first.hits, 2);
      assert.equal(first.results.length, 1);
    });
  });
}

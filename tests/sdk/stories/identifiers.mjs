// Adding a contract to one's own by what stands on paper: the contract's number and the meter's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { contact, contract, meter } from '../people.mjs';

export default function tellIdentifiers(world) {
  describe('identifiers', () => {
    const add = (contract_number, meter_number, person = world.thomas) =>
      person.customerPortal.addContractByIdentifiers(null, {
        contract: { contract_number },
        meter: { meter_number },
      });

    test('staff see which attributes can identify records', async () => {
      const { data } = await world.program.customerPortal.getEntityIdentifiers({ slug: 'contract' });
      assert.ok(data.data.some(({ name, type }) => name === 'contract_number' && type === 'string'));
      assert.ok(!data.data.some(({ name }) => name === 'customer' || name === 'delivery_address'));
      await refused(world.program.customerPortal.getEntityIdentifiers({ slug: 'unicorn' }), 404);
      await refused(world.katrin.customerPortal.getEntityIdentifiers({ slug: 'contract' }), 403);
    });

    test('numbers that do not belong together find nothing, like numbers nobody has', async () => {
      for (const [number, ofMeter] of [
        ['7003118402', '1EMH0012345678'],
        ['7003118402', 'X'],
        ['1', '1EMH0077120045'],
        ['7003221846', '1EMH0012345678'],
      ]) {
        const { data } = await add(number, ofMeter);
        assert.deepEqual(data, { hits: 0, data: [] }, number);
      }
    });

    test('a user adds a contract and sees it from then on', async () => {
      await refused(world.thomas.customerPortal.getContract({ id: contract(4) }), 404);
      const { data } = await add(' 7003118402', '1emh 0077 120045');
      assert.equal(data.hits, 1);
      assert.equal(data.data[0]._id, contract(4));
      assert.ok(!('iban' in data.data[0]));
      const { data: seen } = await world.thomas.customerPortal.getContract({ id: contract(4) });
      assert.deepEqual(
        seen.meters.map(({ _id }) => _id),
        [meter(4)],
      );
      const { data: stored } = await world.program.entity.getEntityV2({ slug: 'contract', id: contract(4) });
      assert.deepEqual(
        stored.customer.$relation.map(({ entity_id }) => entity_id),
        [contact(6), contact(2)],
      );
      const { data: feed } = await world.thomas.customerPortal.getEntityActivityFeed({
        slug: 'contract',
        id: contract(4),
        type: 'SelfAssignmentFromPortal',
      });
      assert.equal(feed.total, 1);
      const again = await add('7003118402', '1EMH0077120045');
      assert.equal(again.data.hits, 1, 'adding it twice changes nothing');
    });

    test('drafts and doubles are refused with their reason', async () => {
      const { entity } = world.program;
      const make = async (status) => {
        const body = {
          contract_name: 'Doppelt',
          contract_number: '4711',
          status,
          delivery_address: [{ city: 'Auental' }],
          meters: { $relation: [{ entity_id: meter(3) }] },
        };
        return (await entity.createEntity({ slug: 'contract' }, body)).data._id;
      };
      const first = await make('draft');
      await refused(add('4711', '1EMH0098765432'), 409, { reason: 'DRAFT' });
      const second = await make('active');
      await refused(add('4711', '1EMH0098765432'), 409, { reason: 'MULTIPLE' });
      await entity.deleteEntity({ slug: 'contract', id: first });
      await entity.deleteEntity({ slug: 'contract', id: second });
      assert.equal((await add('4711', '1EMH0098765432')).data.hits, 0);
    });

    test('every configured identifier is needed, and a portal without any adds none', async () => {
      const { customerPortal } = world.thomas;
      await refused(
        customerPortal.addContractByIdentifiers(null, { contract: { contract_number: '7003118402' } }),
        400,
        {
          field: 'meter.meter_number',
        },
      );
      await refused(customerPortal.addContractByIdentifiers(null, {}), 400, {
        field: 'contract.contract_number',
      });
      await refused(add('7003118402', '1EMH0077120045', world.petra), 400, { field: 'contract_identifiers' });
      await refused(add('7003118402', '1EMH0077120045', world.pending), 401);
    });
  });
}

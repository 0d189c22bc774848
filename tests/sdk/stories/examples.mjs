// The three examples, end to end: an installer's work, a customer's address, an installer's qualification.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { account, contact, contract, opportunity } from '../people.mjs';

export default function tellExamples(world) {
  describe('the three examples', () => {
    const historyOf = async (person, slug, id) => {
      const { data } = await person.customerPortal.getEntityActivityFeed({ slug, id });
      return data;
    };

    test('an installer enters what was built on a project of the own company, and on no other', async () => {
      const { customerPortal } = world.petra;
      const [slug, id] = ['opportunity', opportunity(2)];
      const before = await historyOf(world.petra, slug, id);
      const built = {
        panel_maker: 'Solvario',
        panel_count: 22,
        power_kwp: 8.71,
        price: 1298000,
        price_currency: 'EUR',
      };
      const { data } = await customerPortal.patchPortalUserEntity({ slug, id }, built);
      assert.deepEqual(pick(data.result, Object.keys(built)), built);
      assert.equal(data.result.price_decimal, '12980.00');

      const { data: customers } = await world.katrin.customerPortal.getOpportunity({ id });
      assert.equal(customers.entity.panel_count, 22, 'the customer sees it at once');
      assert.equal(customers.entity.price_decimal, '12980.00');
      const { data: office } = await world.program.entity.getEntityV2({ slug, id });
      assert.equal(office.panel_maker, 'Solvario');

      const after = await historyOf(world.petra, slug, id);
      assert.equal(after.total, before.total + 1, 'one entry for one change');
      const [entry] = after.results;
      assert.equal(entry.type, 'EntityUpdatedFromPortal');
      assert.equal(entry.payload.caller.PortalAuth.token.sub, world.petra.portal_user_id);
      const [operation] = entry.operations;
      assert.equal(operation.payload.price, 1298000);
      assert.equal(operation.diff.updated.price, 119800);
      assert.equal(operation.diff.added.panel_count, 22);

      await refused(world.daniel.customerPortal.patchPortalUserEntity({ slug, id }, built), 404);
      await refused(customerPortal.patchPortalUserEntity({ slug, id: opportunity(6) }, built), 404);
      await refused(customerPortal.patchPortalUserEntity({ slug, id: opportunity(5) }, built), 403);
      await refused(customerPortal.patchPortalUserEntity({ slug, id }, { ...built, margin: 1 }), 403, {
        message: /margin/,
      });
    });

    test('a project that is assigned to another company moves there at once', async () => {
      const [slug, id] = ['opportunity', opportunity(4)];
      const { entity } = world.program;
      const relate = (attribute, company) =>
        entity.patchEntity({ slug, id }, { [attribute]: { $relation: [{ entity_id: company }] } });
      const note = { installer_note: 'Zählerschrank getauscht.' };
      await world.petra.customerPortal.patchPortalUserEntity({ slug, id }, note);
      await relate('installer', account(2));
      await relate('assignee', contact(4));
      await refused(world.petra.customerPortal.patchPortalUserEntity({ slug, id }, note), 404);
      const { data } = await world.daniel.customerPortal.getOpportunity({ id });
      assert.equal(data.entity.installer_note, note.installer_note);
      await relate('installer', account(1));
      await relate('assignee', contact(5));
      await refused(world.daniel.customerPortal.getOpportunity({ id }), 404);
    });

    test('a customer moves one contract to another address, the other stays', async () => {
      const { customerPortal } = world.katrin;
      const { data: other } = await customerPortal.getContract({ id: contract(2) });
      const { data: own } = await customerPortal.getContract({ id: contract(1) });
      const delivery_address = [
        {
          ...own.entity.delivery_address[0],
          street: 'Ahornweg',
          street_number: '21a',
          additional_info: 'Hinterhaus',
        },
      ];
      const change = { delivery_address, _updated_at: own.entity._updated_at };
      const { data } = await customerPortal.updateContract({ id: contract(1) }, change);
      assert.deepEqual(data.data.delivery_address, delivery_address);
      assert.deepEqual(data.data.billing_address, own.entity.billing_address);
      const { data: untouched } = await customerPortal.getContract({ id: contract(2) });
      assert.deepEqual(untouched.entity, other.entity);

      const { total, results } = await historyOf(world.katrin, 'contract', contract(1));
      assert.equal(total, 1);
      const [operation] = results[0].operations;
      assert.deepEqual(operation.payload, { delivery_address });
      assert.deepEqual(operation.diff.updated, { delivery_address: own.entity.delivery_address });
      assert.equal(results[0].payload.caller.PortalAuth.token.email, 'katrin.berger@mail.example');

      const found = await customerPortal.searchPortalUserEntities(null, { slug: 'contract', q: 'ahornweg' });
      assert.deepEqual(
        found.data.results.map(({ _id }) => _id),
        [contract(1)],
        'the search knows it at once',
      );
    });

    test('a change made from an older version is told so, and nothing is overwritten', async () => {
      const { customerPortal } = world.katrin;
      const [slug, id] = ['contract', contract(1)];
      const { data: seen } = await customerPortal.getContract({ id });
      await world.program.entity.patchEntity({ slug, id }, { tariff: 'Ökostrom 24' });
      const late = { invoice_email: 'spaet@mail.example', _updated_at: seen.entity._updated_at };
      await refused(customerPortal.updateContract({ id }, late), 409, { reason: 'STALE' });
      await refused(customerPortal.patchPortalUserEntity({ slug, id }, late), 409, { reason: 'STALE' });
      const { data: now } = await customerPortal.getContract({ id });
      assert.equal(now.entity.invoice_email, 'katrin.berger@mail.example');
      assert.equal(now.entity.tariff, 'Ökostrom 24');
      const retry = { ...late, _updated_at: now.entity._updated_at };
      const { data } = await customerPortal.updateContract({ id }, retry);
      assert.equal(data.data.invoice_email, 'spaet@mail.example');
    });

    test('an installer adds a qualification to the own contact; what the office verified stays', async () => {
      const { customerPortal } = world.petra;
      const { data: before } = await customerPortal.getContact();
      const fresh = {
        name: 'Sachkunde Wärmepumpe (VDI 4645)',
        number: '4645-B-12044',
        issuer: 'VDI',
        issued_on: '2026-11-20',
        valid_until: '2031-11-20',
      };
      const qualifications = [...before.entity.qualifications, fresh];
      const { data } = await customerPortal.updateContact(null, { qualifications });
      assert.deepEqual(data.data.qualifications.at(-1), fresh);
      const { data: office } = await world.program.customerPortal.getECPContact({ id: contact(3) });
      assert.deepEqual(office.data.qualifications, qualifications);
      assert.deepEqual(office.data.qualifications_verified, before.entity.qualifications_verified);

      const verified = [{ number: fresh.number, verified: true, verified_by: 'Petra Hansmann' }];
      await refused(customerPortal.updateContact(null, { qualifications_verified: verified }), 403, {
        message: /qualifications_verified/,
      });
      await refused(
        customerPortal.patchPortalUserEntity({ slug: 'contact', id: contact(5) }, { qualifications }),
        404,
      );

      const { total, results } = await historyOf(world.petra, 'contact', contact(3));
      assert.equal(total, 1);
      assert.deepEqual(results[0].operations[0].diff.updated.qualifications, before.entity.qualifications);
    });
  });
}

function pick(record, names) {
  return Object.fromEntries(names.map((name) => [name, record[name]]));
}

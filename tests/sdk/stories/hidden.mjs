// What a role hides stays hidden in every body, and cannot be asked about in a roundabout way.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { contact, contract, file, opportunity } from '../people.mjs';

const IBAN = 'DE32520900994412902051';

export default function tellHidden(world) {
  describe('hidden attributes', () => {
    test('they are in no answer of any read', async () => {
      const { customerPortal } = world.katrin;
      const slug = 'contract';
      const answers = await Promise.all([
        customerPortal.getContract({ id: contract(1) }),
        customerPortal.getAllContracts(),
        customerPortal.getPortalUserEntity(null, { slug, entity_id: contract(1) }),
        customerPortal.getPortalUserEntity(null, { slug, entity_id: contract(1), fields: ['iban', '**'] }),
        customerPortal.searchPortalUserEntities(null, { slug, hydrate: true }),
        customerPortal.searchPortalUserEntities(null, { slug: 'billing_event', hydrate: true }),
        customerPortal.getContact(),
        customerPortal.getEntityActivityFeed({ slug, id: contract(1) }),
      ]);
      for (const { data } of answers) {
        const text = JSON.stringify(data);
        for (const hidden of [IBAN, 'internal_note', 'credit_check', 'Vergleichsportal', '"payment"']) {
          assert.ok(!text.includes(hidden), hidden);
        }
      }
      const { data } = await world.program.entity.getEntityV2({ slug, id: contract(1) });
      assert.equal(data.iban, IBAN, 'the organisation sees it');
    });

    test('filtering, sorting and searching by them is refused by name', async () => {
      const search = (person, body) => person.customerPortal.searchPortalUserEntities(null, body);
      const slug = 'contract';
      for (const [body, field, name] of [
        [{ filters: [{ term: { iban: IBAN } }] }, 'filters', /iban/],
        [{ filters: [{ term: { 'iban.keyword': IBAN } }] }, 'filters', /iban/],
        [{ filters: [{ $not: [{ exists: { field: 'internal_note' } }] }] }, 'filters', /internal_note/],
        [{ filters: [{ $or: [{ range: { credit_check: { gte: 'a' } } }] }] }, 'filters', /credit_check/],
        [{ sort: 'iban:asc' }, 'sort', /iban/],
        [{ sort: '_created_at:desc,credit_check:asc' }, 'sort', /credit_check/],
        [{ q: 'DE32', q_fields: ['iban'] }, 'q_fields', /iban/],
      ]) {
        await refused(search(world.katrin, { slug, ...body }), 400, { field, message: name });
      }
      await refused(search(world.petra, { slug: 'opportunity', sort: 'margin:desc' }), 400, {
        field: 'sort',
      });
      const wrong = { slug, filters: [{ exists: { field: 'iban' } }] };
      await refused(world.katrin.customerPortal.getPortalUserEntity(null, wrong), 400, { field: 'filters' });
    });

    test('words that stand only in hidden attributes find nothing', async () => {
      const total = async (q, slug) => {
        const { data } = await world.katrin.customerPortal.searchPortalUserEntities(null, { slug, q });
        return data.pagination.total;
      };
      assert.equal(await total('Ökostrom', 'contract'), 1);
      assert.equal(await total('Vergleichsportal', 'contract'), 0);
      assert.equal(await total(IBAN, 'contract'), 0);
      assert.equal(await total('schreiben', 'contact'), 0);
    });

    test('they cannot be changed either, and the whole change is refused', async () => {
      const before = await world.program.entity.getEntityV2({ slug: 'contract', id: contract(1) });
      const change = { invoice_email: 'neu@mail.example', iban: 'DE00' };
      const body = await refused(
        world.katrin.customerPortal.updateContract({ id: contract(1) }, change),
        403,
      );
      assert.match(body.message, /iban/);
      const after = await world.program.entity.getEntityV2({ slug: 'contract', id: contract(1) });
      assert.deepEqual(after.data, before.data);
    });

    test('files that are not shared do not exist for users', async () => {
      const { data } = await world.katrin.customerPortal.searchPortalUserEntities(null, {
        slug: 'file',
        size: 100,
      });
      const names = data.results.map(({ filename }) => filename);
      assert.ok(names.includes('Jahresrechnung 2025 Strom.pdf'));
      assert.ok(!names.some((name) => name.includes('Bonität')));
      const { customerPortal } = world.katrin;
      await refused(customerPortal.getPortalUserEntity(null, { slug: 'file', entity_id: file(7) }), 404);
      const { data: job } = await world.petra.customerPortal.getOpportunity({ id: opportunity(1) });
      assert.ok(!job.files.some(({ filename }) => filename.includes('Kalkulation')));
    });

    test('a change of the role is felt by the next request', async () => {
      const roleId = `${world.demo.facts.organization_id}:default_end_customer_portal_role`;
      const { data: role } = await world.program.permissions.getRole({ roleId });
      const read = async () =>
        (await world.katrin.customerPortal.getContract({ id: contract(1) })).data.entity;
      assert.ok('tariff' in (await read()));
      const deny = { action: 'entity:attribute:view', resource: 'contract:*/tariff', effect: 'deny' };
      await world.program.permissions.putRole({ roleId }, { ...role, grants: [...role.grants, deny] });
      assert.ok(!('tariff' in (await read())));
      const byTariff = { slug: 'contract', sort: 'tariff:asc' };
      await refused(world.katrin.customerPortal.searchPortalUserEntities(null, byTariff), 400);
      const grants = role.grants.filter(({ resource }) => resource !== 'contract:*');
      await world.program.permissions.putRole({ roleId }, { ...role, grants });
      await refused(world.katrin.customerPortal.getContract({ id: contract(1) }), 404);
      await world.program.permissions.putRole({ roleId }, role);
      assert.ok('tariff' in (await read()));
    });

    test('the organisation reads a contact as a whole', async () => {
      const { data } = await world.program.customerPortal.getECPContact({ id: contact(1) });
      assert.equal(data.data._id, contact(1));
      assert.match(data.data.internal_note, /Ruft lieber an/);
      assert.equal(data.data.payment[0].iban, IBAN);
      await refused(world.program.customerPortal.getECPContact({}), 400, { field: 'id' });
      await refused(world.program.customerPortal.getECPContact({ id: contract(1) }), 404);
      await refused(world.katrin.customerPortal.getECPContact({ id: contact(1) }), 403);
    });
  });
}

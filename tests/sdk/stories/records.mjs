// Records as the organisation keeps them: created, read, changed, related, searched, removed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { account, billingEvent, contact, contract, meter, NOBODY, portalId, portalUser } from '../people.mjs';

const ids = (records) => records.map(({ _id }) => _id);

export default function tellRecords(world) {
  describe('records of the organisation', () => {
    const slug = 'contract';

    test('a record is created, read, changed and removed', async () => {
      const { entity } = world.program;
      const created = await entity.createEntity(
        { slug },
        {
          contract_name: 'Auental Fernwärme',
          contract_number: '8000000001',
          status: 'active',
          installment_amount: 12345,
          delivery_address: [{ street: 'Birkenallee', city: 'Auental' }],
          _tags: ['neu'],
          customer: { $relation: [{ entity_id: contact(2) }] },
        },
      );
      assert.equal(created.status, 201);
      const { _id: id, ...record } = created.data;
      assert.equal(record._title, 'Auental Fernwärme 8000000001');
      assert.equal(record._org, world.demo.facts.organization_id);
      assert.deepEqual(record._tags, ['neu']);
      assert.equal(record.installment_amount_decimal, '123.45');
      assert.equal(record.customer.$relation[0]._schema, 'contact', 'the stored relation knows the schema');
      assert.match(record._created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

      const { data: bare } = await entity.getEntityV2({ slug, id });
      assert.deepEqual(bare, created.data);
      const { data: theirs } = await world.thomas.customerPortal.getContract({ id });
      assert.equal(theirs.entity.contract_number, '8000000001', 'its customer sees it at once');

      const { data: changed } = await entity.patchEntity(
        { slug, id },
        { status: 'terminated', installment_amount: null },
      );
      assert.equal(changed.status, 'terminated');
      assert.ok(!('installment_amount' in changed) && !('installment_amount_decimal' in changed));
      assert.equal(changed.contract_name, 'Auental Fernwärme');

      const stale = { status: 'active', _updated_at: created.data._updated_at };
      await refused(entity.patchEntity({ slug, id }, stale), 409, { reason: 'STALE' });
      const fresh = { status: 'active', _updated_at: changed._updated_at };
      assert.equal((await entity.patchEntity({ slug, id }, fresh)).data.status, 'active');

      assert.equal((await entity.deleteEntity({ slug, id })).status, 200);
      await refused(entity.getEntity({ slug, id }), 404);
      await refused(entity.patchEntity({ slug, id }, { status: 'active' }), 404);
      await refused(entity.deleteEntity({ slug, id }), 404);
      await refused(world.thomas.customerPortal.getContract({ id }), 404);
    });

    test('a record is read with what points to it, or with its relations filled in', async () => {
      const { entity } = world.program;
      const { data } = await entity.getEntity({ slug, id: contract(1) });
      assert.equal(data.entity._id, contract(1));
      assert.ok(ids(data.relations).includes(billingEvent(13)));
      const { data: filled } = await entity.getEntityV2({ slug, id: contract(1), hydrate: true });
      assert.equal(filled.customer[0].last_name, 'Berger');
      assert.equal(filled.customer[0].$relation.entity_id, contact(1));
      const { data: both } = await entity.getEntity({ slug, id: contract(1), hydrate: true });
      assert.deepEqual(both.entity, filled);
      const { data: short } = await entity.getEntityV2({ slug, id: contract(1), fields: ['tariff', 'branch'] });
      assert.deepEqual(
        Object.keys(short).filter((name) => !name.startsWith('_')),
        ['branch', 'tariff'],
      );
    });

    test('of several changes made from the same version one wins', async () => {
      const { entity } = world.program;
      const { data: seen } = await entity.getEntityV2({ slug, id: contract(11) });
      const change = (tariff) =>
        entity.patchEntity({ slug, id: contract(11) }, { tariff, _updated_at: seen._updated_at });
      const outcomes = await Promise.allSettled(['A', 'B', 'C', 'D'].map(change));
      const statuses = outcomes.map(({ value, reason }) => (value ?? reason.response).status).sort();
      assert.deepEqual(statuses, [200, 409, 409, 409]);
    });

    test('relations are added, listed from both ends, and taken back', async () => {
      const { entity } = world.program;
      const id = contract(5);
      const item = { attribute: 'customer', entity_id: account(3), _tags: ['Zahler'] };
      const { data: added } = await entity.addRelations({ slug, id }, [item]);
      assert.equal(added.entity_id, account(3));
      const relationsOf = async (about, mode) => (await entity.getRelationsV3({ ...about, mode })).data;
      const both = await relationsOf({ slug, id });
      const held = both.relations.filter(({ attribute, reverse }) => attribute === 'customer' && !reverse);
      assert.deepEqual(held.map(({ entity_id }) => entity_id).sort(), [contact(7), account(3)].sort());
      const fromThere = await relationsOf({ slug: 'account', id: account(3) }, 'reverse');
      assert.ok(fromThere.relations.every(({ reverse }) => reverse));
      assert.ok(fromThere.relations.some(({ entity_id }) => entity_id === id));
      assert.equal((await relationsOf({ slug: 'account', id: account(3) }, 'direct')).hits, 0);

      const removed = await entity.removeRelations({ slug, id }, [
        { attribute: 'customer', entity_id: account(3) },
      ]);
      assert.equal(removed.status, 204);
      const after = await relationsOf({ slug: 'account', id: account(3) });
      assert.ok(!after.relations.some(({ entity_id }) => entity_id === id));
      await refused(entity.addRelations({ slug, id }, []), 400);
      await refused(entity.addRelations({ slug, id }, [{ attribute: 'customer', entity_id: NOBODY }]), 400);
      await refused(entity.getRelationsV3({ slug, id: NOBODY }), 404);
    });

    test('programs search by query string', async () => {
      const search = async (q, more) =>
        (await world.program.entity.searchEntities(null, { q, sort: '_id:asc', ...more })).data;
      const found = async (q) => ids((await search(q, { size: 100 })).results);
      const katrins = `customer.entity_id:${contact(1)}`;
      assert.deepEqual(await found('_schema:contract AND status:expired'), [contract(10)]);
      assert.deepEqual(await found('_schema:contract AND contract_number:"7003221845"'), [contract(1)]);
      assert.deepEqual(await found(`_schema:contract AND (branch:gas OR status:expired) AND ${katrins}`), [
        contract(2),
      ]);
      assert.deepEqual(await found(`_schema:contract AND annual_consumption:>=8000 AND ${katrins}`), [
        contract(2),
      ]);
      assert.deepEqual(
        await found(`_schema:meter AND NOT _id:${meter(1)}`),
        [2, 3, 4].map((number) => meter(number)),
      );
      assert.ok((await found('_schema:contract AND _exists_:internal_note')).includes(contract(1)));
      assert.deepEqual(await found('_schema:contact lohmann'), [contact(11)]);
      const page = await search('_schema:billing_event', { size: 5, from: 20 });
      assert.equal(page.hits, 24);
      assert.equal(page.results.length, 4);
      assert.equal((await search('_schema:billing_event')).results.length, 10, 'ten by default');
      const [short] = (await search(`_id:${contract(1)}`, { fields: ['tariff'] })).results;
      assert.deepEqual(
        Object.keys(short).filter((name) => !name.startsWith('_')),
        ['tariff'],
      );
    });

    test('programs list by filter', async () => {
      const { entity } = world.program;
      const filter = [{ term: { _schema: 'billing_event' } }, { term: { status: 'open' } }];
      const { data } = await entity.listEntities(null, {
        filter,
        sort: ['due_date:asc', '_id:asc'],
        size: 3,
      });
      assert.equal(data.hits, 4);
      assert.equal(data.results.length, 3);
      assert.ok(data.results.every(({ status }) => status === 'open'));
      const { data: hydrated } = await entity.listEntities(null, { filter, hydrate: true, size: 1 });
      assert.ok(hydrated.results[0].contract[0].contract_number);
    });

    test('programs read a long list to its end, page after page', async () => {
      const { entity } = world.program;
      const ask = { q: '_schema:billing_event', sort: ['due_date:desc'], size: 7 };
      const read = [];
      let search_after;
      do {
        const { data } = await entity.searchEntities(null, { ...ask, search_after });
        assert.equal(data.hits, 24);
        read.push(...ids(data.results));
        search_after = data.sort_end;
      } while (read.length < 24 && search_after);
      const whole = await entity.searchEntities(null, { ...ask, size: 100 });
      assert.deepEqual(read, ids(whole.data.results));
      await refused(entity.searchEntities(null, { ...ask, search_after: ['a', 'b', 'c'] }), 400, {
        field: 'search_after',
      });
    });

    test('what makes no sense is refused by name', async () => {
      const { entity } = world.program;
      const create = (body, of = slug) => entity.createEntity({ slug: of }, body);
      await refused(create({ contract_number: '1' }), 400, { field: 'contract_name' });
      await refused(create({ contract_name: 'A', status: 'quatsch' }), 400, { field: 'status' });
      await refused(create({ contract_name: 'A', installment_amount: '12,50' }), 400, {
        field: 'installment_amount',
      });
      await refused(create({ contract_name: 'A', start_date: 'morgen' }), 400, { field: 'start_date' });
      await refused(create({ contract_name: 7 }), 400, { field: 'contract_name' });
      await refused(create({ contract_name: 'A', customer: 'Berger' }), 400, { field: 'customer' });
      await refused(create({ contract_name: 'A\u0000' }), 400, { field: 'contract_name' });
      await refused(create({}, 'unicorn'), 400, { field: 'slug' });
      const whole = { contract_name: 'A', contract_number: '1', delivery_address: [{ city: 'Auental' }] };
      await refused(create({ ...whole, _id: contract(1) }), 409);
      await refused(create({ ...whole, customer: { $relation: [{ entity_id: NOBODY }] } }), 400, {
        field: 'customer',
      });
      await refused(entity.patchEntity({ slug, id: contract(1) }, { contract_name: null }), 400, {
        field: 'contract_name',
      });
      await refused(entity.getEntity({ slug, id: NOBODY }), 404);
      await refused(entity.getEntity({ slug: 'meter', id: contract(1) }), 404);
      await refused(entity.searchEntities(null, {}), 400, { field: 'q' });
      await refused(entity.searchEntities(null, { q: '_schema:contract AND (' }), 400, { field: 'q' });
      await refused(entity.listEntities(null, {}), 400, { field: 'filter' });
      await refused(entity.listEntities(null, { filter: { fuzzy: { a: 1 } } }), 400, { field: 'filter' });
    });

    test('a portal user is a record: one address once per portal, out as soon as it is gone', async () => {
      const { entity } = world.program;
      const user = { name: 'Neu', email: 'katrin.berger@mail.example', portal_id: portalId(1) };
      await refused(entity.createEntity({ slug: 'portal_user' }, user), 409);
      await refused(entity.createEntity({ slug: 'portal_user' }, { ...user, email: 'keine' }), 400, {
        field: 'email',
      });
      await refused(entity.patchEntity({ slug: 'portal_user', id: portalUser(2) }, { email: user.email }), 409);
      const installer = { ...user, portal_id: portalId(2) };
      const { data: made } = await entity.createEntity({ slug: 'portal_user' }, installer);
      await entity.deleteEntity({ slug: 'portal_user', id: made._id });

      await entity.deleteEntity({ slug: 'portal_user', id: portalUser(6) });
      await refused(world.pending.customerPortal.getPortalUser(), 401);
      const { portal_id, email, password } = world.pending;
      await refused(world.stranger.own('login', { portal_id, email, password }), 401);

      await entity.deleteEntity({ slug: 'contact', id: contact(4) });
      await refused(world.daniel.customerPortal.getAllOpportunities(), 401, {
        reason: 'PORTAL_USER_PENDING_ACTIVATION',
      });
      assert.equal((await world.daniel.customerPortal.getPortalUser()).status, 200);
    });

    test('portal users have no part in it', async () => {
      const { entity } = world.katrin;
      const related = [{ attribute: 'customer', entity_id: contact(1) }];
      await refused(entity.getEntityV2({ slug, id: contract(1) }), 403);
      await refused(entity.createEntity({ slug }, { contract_name: 'A' }), 403);
      await refused(entity.patchEntity({ slug, id: contract(1) }, { tariff: 'Gratis' }), 403);
      await refused(entity.deleteEntity({ slug, id: contract(1) }), 403);
      await refused(entity.searchEntities(null, { q: '*' }), 403);
      await refused(entity.listEntities(null, { filter: [] }), 403);
      await refused(entity.addRelations({ slug, id: contract(3) }, related), 403);
      await refused(entity.removeRelations({ slug, id: contract(1) }, related), 403);
      await refused(entity.getRelationsV3({ slug, id: contract(1) }), 403);
    });
  });
}

// Pages and blocks: read by visitors, users and staff; built by staff.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, portalId } from '../people.mjs';

const domain = 'customer.localhost';
const page = (number) => `01910000-0002-7000-8a00-000000000${number}`;
const block = (number) => `01910000-0003-7000-8a00-00000000${number}`;
const slugs = (pages) => pages.map(({ slug }) => slug);

export default function tellPages(world) {
  describe('pages and blocks', () => {
    test('visitors get the public pages only', async () => {
      const { data } = await world.stranger.customerPortal.getPublicPages({ domain });
      assert.deepEqual(slugs(data), ['imprint', 'privacy', 'accessibility']);
      assert.ok(Object.values(data[0].blocks).some(({ type }) => type === 'text'));
      const { data: short } = await world.stranger.customerPortal.getPublicPages({
        domain,
        fields: 'id,slug',
      });
      assert.deepEqual(Object.keys(short[0]).sort(), ['id', 'slug']);
      await refused(world.stranger.customerPortal.getPublicPages({}), 400, { field: 'domain' });
    });

    test('users get the pages of their portal that are shown now', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.getPortalPages({ domain });
      assert.ok(slugs(data).includes('dashboard'));
      assert.ok(!slugs(data).includes('christmas-2025'), 'a hidden page');
      assert.ok(data.every(({ portal_id }) => portal_id === portalId(1)));
      const { data: listed } = await customerPortal.getPortalPages({
        domain,
        filter: 'show_in_navigation=true,is_system=true',
        fields: 'slug',
      });
      assert.ok(listed.length > 0 && listed.length < data.length);
      assert.ok(listed.every((one) => Object.keys(one).join() === 'slug'));
      await refused(customerPortal.getPortalPages({ domain: 'installer.localhost' }), 403);
      await refused(customerPortal.getPortalPages({}), 400, { field: 'domain' });
      await refused(world.stranger.customerPortal.getPortalPages({ domain }), 401);
    });

    test('a user opens one page and its blocks; a block of a type that nobody knows stays as it is', async () => {
      const { customerPortal } = world.katrin;
      const { data } = await customerPortal.getPortalPage({ id: page(101) });
      assert.equal(data.slug, 'dashboard');
      const { data: blocks } = await customerPortal.getPortalPageBlocks({ id: page(101) });
      assert.equal(blocks.length, Object.keys(data.blocks).length);
      assert.ok(blocks.some(({ parentId }) => parentId === block(1004)));
      const { data: unknown } = await customerPortal.getPortalPageBlock({
        id: page(101),
        block_id: block(1002),
      });
      assert.equal(unknown.type, 'weather_widget');
      await refused(customerPortal.getPortalPage({ id: page(112) }), 404);
      await refused(customerPortal.getPortalPageBlocks({ id: page(112) }), 404);
      await refused(customerPortal.getPortalPage({ id: page(201) }), 404);
      await refused(customerPortal.getPortalPageBlock({ id: page(101), block_id: NOBODY }), 404);
    });

    test('staff get every page as it is stored', async () => {
      const { data } = await world.program.customerPortal.getPortalPages({ domain });
      assert.ok(slugs(data).includes('christmas-2025'));
      const { data: hidden } = await world.program.customerPortal.getPortalPage({ id: page(112) });
      assert.equal(hidden.visibility.is_hidden, true);
    });

    test('there are starter pages for new portals', async () => {
      const { data } = await world.program.customerPortal.getDefaultPages();
      assert.ok(slugs(data).includes('dashboard'));
      assert.ok(data.every(({ id, slug, order }) => id && slug && typeof order === 'number'));
      await refused(world.katrin.customerPortal.getDefaultPages(), 403);
    });

    test('staff build a page from blocks, rename it, and take it away', async () => {
      const { customerPortal } = world.program;
      const content = { title: { de: 'Umzug', en: 'Moving' } };
      const created = await customerPortal.createPortalPage(
        { domain },
        { slug: 'umzug', order: 50, content },
      );
      assert.equal(created.status, 200);
      const { id } = created.data;
      assert.equal(created.data.portal_id, portalId(1));

      const heading = { type: 'heading', order: 1, props: { content: { title: { de: 'Sie ziehen um?' } } } };
      const { data: group } = await customerPortal.createPortalPageBlock({ id }, { type: 'group', order: 0 });
      const { data: child } = await customerPortal.createPortalPageBlock(
        { id },
        { ...heading, parentId: group.id },
      );
      const { data: stranger } = await customerPortal.createPortalPageBlock(
        { id },
        {
          type: 'moving_calculator',
          order: 2,
          props: { content: { any: ['thing', { at: 'all' }] } },
        },
      );
      assert.deepEqual(stranger.props.content, { any: ['thing', { at: 'all' }] });
      const changed = { type: 'heading', order: 1, props: { content: { title: { de: 'Umzug melden' } } } };
      const { data: better } = await customerPortal.updatePortalPageBlock(
        { id, block_id: child.id },
        changed,
      );
      assert.equal(better.props.content.title.de, 'Umzug melden');
      assert.equal(better.parentId, group.id, 'what is not sent stays');

      const { data: seen } = await world.katrin.customerPortal.getPortalPage({ id });
      assert.equal(seen.blocks[child.id].props.content.title.de, 'Umzug melden');
      const { data: renamed } = await customerPortal.updatePortalPage(
        { id },
        { slug: 'umziehen', order: 50 },
      );
      assert.deepEqual(renamed.past_routes, ['umzug']);
      assert.equal(Object.keys(renamed.blocks).length, 3, 'blocks that are not sent stay');
      assert.ok(renamed.last_modified_at >= created.data.last_modified_at);

      assert.equal((await customerPortal.deletePortalPageBlock({ id, block_id: group.id })).status, 204);
      const { data: left } = await customerPortal.getPortalPageBlocks({ id });
      assert.deepEqual(
        left.map((one) => one.id),
        [stranger.id],
        'the blocks inside go with it',
      );
      await refused(customerPortal.deletePortalPageBlock({ id, block_id: group.id }), 404);

      assert.equal((await customerPortal.deletePortalPage({ id })).status, 204);
      await refused(customerPortal.getPortalPage({ id }), 404);
      await refused(customerPortal.updatePortalPage({ id }, { slug: 'x', order: 1 }), 404);
      await refused(customerPortal.createPortalPageBlock({ id }, { type: 'text', order: 1 }), 404);
    });

    test('a page hides and shows by its dates', async () => {
      const { customerPortal } = world.program;
      const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString();
      const { data: made } = await customerPortal.createPortalPage(
        { domain },
        {
          slug: 'aktion',
          order: 60,
          visibility: { start_date: day(-2), end_date: day(-1) },
        },
      );
      await refused(world.katrin.customerPortal.getPortalPage({ id: made.id }), 404);
      const until = { slug: 'aktion', order: 60, visibility: { start_date: day(-2), end_date: day(1) } };
      await customerPortal.updatePortalPage({ id: made.id }, until);
      assert.equal((await world.katrin.customerPortal.getPortalPage({ id: made.id })).data.slug, 'aktion');
      await customerPortal.deletePortalPage({ id: made.id });
    });

    test('what makes no sense is refused', async () => {
      const { customerPortal } = world.program;
      await refused(customerPortal.createPortalPage({ domain }, { order: 1 }), 400, { field: 'slug' });
      await refused(customerPortal.createPortalPage({ domain }, { slug: 'dashboard', order: 1 }), 400, {
        field: 'slug',
      });
      await refused(
        customerPortal.createPortalPage({ domain: 'nobody.example' }, { slug: 'x', order: 1 }),
        404,
      );
      await refused(customerPortal.createPortalPageBlock({ id: page(113) }, { order: 1 }), 400, {
        message: /type/,
      });
      await refused(customerPortal.deletePortalPage({ id: page(101) }), 403, { message: /system page/ });
      await refused(world.katrin.customerPortal.createPortalPage({ domain }, { slug: 'x', order: 1 }), 403);
      await refused(
        world.katrin.customerPortal.updatePortalPage({ id: page(101) }, { slug: 'x', order: 1 }),
        403,
      );
      await refused(world.katrin.customerPortal.deletePortalPage({ id: page(113) }), 403);
    });
  });
}

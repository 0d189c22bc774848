// Texts of tenants: told about records, filled into pages, shown to whom they are meant for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contact, contract } from '../people.mjs';

const domain = 'customer.localhost';
const list = '01910000-0003-7000-8a00-0000000e1001';
const meters = '01910000-0003-7000-8a00-0000000e1002';

export default function tellTemplates(world) {
  describe('texts of tenants', () => {
    let page;
    test('staff keep texts in a page', async () => {
      const block = (id, type, order, content) => ({ id, type, order, props: { content } });
      const blocks = {
        [list]: block(list, 'entity_list', 1, {
          schema: 'contract',
          title: { de: 'Hallo {{contact.first_name}}', en: 'Hello {{contact.first_name}}' },
          top_name: '{{contract.contract_number}}{{#if contract.margin}}!{{contract.margin}}{{/if}}',
          bottom_name: '{{customer.last_name}}, {{#each this}}{{#if nothing}}x{{/if}}{{/each}}',
        }),
        [meters]: block(meters, 'meter_selector', 2, { main_name: '{{meter_number}} · {{contract.contract_number}}' }),
      };
      const made = await world.program.customerPortal.createPortalPage({ domain }, { slug: 'texte', order: 70, blocks });
      page = made.data.id;
      assert.equal(made.data.blocks[list].props.content.title.de, 'Hallo {{contact.first_name}}');
    });

    test('a page is filled in for its reader', async () => {
      const { data: hers } = await world.katrin.customerPortal.getPortalPage({ id: page });
      assert.equal(hers.blocks[list].props.content.title.de, 'Hallo Katrin');
      const { data: his } = await world.thomas.customerPortal.getPortalPages({ domain, filter: 'slug=texte' });
      assert.equal(his[0].blocks[list].props.content.title.en, 'Hello Thomas');
      const about = [{ entity_id: contract(1), entity_schema: 'contract' }];
      const { data: inContext } = await world.katrin.customerPortal.getPortalPages({ domain, context_entities: about });
      const told = inContext.find(({ id }) => id === page).blocks[list].props.content.top_name;
      assert.ok(told.length > 0);
      const { data: foreign } = await world.thomas.customerPortal.getPortalPages({ domain, context_entities: about });
      assert.equal(foreign.find(({ id }) => id === page).blocks[list].props.content.top_name, '');
    });

    test('records come with the texts of a block, as their reader sees them', async () => {
      const { customerPortal } = world.katrin;
      const asked = { slug: 'contract', entity_id: contract(1), templates_ref: { page_id: page, block_id: list } };
      const { data } = await customerPortal.getPortalUserEntity(null, asked);
      const { contract_number, templates_output: told } = data.result;
      assert.equal(told.top_name, contract_number);
      assert.match(told.bottom_name, /^Berger, $/);
      const { data: whole } = await customerPortal.getPortalUserEntity(null, { ...asked, templates_ref: { page_id: page } });
      assert.equal(whole.result.templates_output[list].top_name, contract_number);
      const { data: found } = await customerPortal.searchPortalUserEntities(null, {
        slug: [{ slug: 'contract', templates_ref: { page_id: page, block_id: list } }, { slug: 'order' }],
      });
      for (const { _schema, templates_output, contract_number: number } of found.results) {
        if (_schema === 'contract') assert.equal(templates_output.top_name, number);
        else assert.equal(templates_output, undefined);
      }
      await refused(
        customerPortal.getPortalUserEntity(null, { ...asked, templates_ref: { page_id: NOBODY } }),
        400,
        { field: 'templates_ref' },
      );
    });

    test('texts that a client sends itself are refused', async () => {
      const { customerPortal } = world.katrin;
      const templates = { a: '{{contract.contract_number}}' };
      const asked = { slug: 'contract', entity_id: contract(1), templates };
      await refused(customerPortal.getPortalUserEntity(null, asked), 400, { message: /templates_ref/ });
      await refused(customerPortal.searchPortalUserEntities(null, { slug: 'contract', templates }), 400);
      await refused(customerPortal.getContractWithTemplates({ id: contract(1) }, { templates }), 400);
    });

    test('a contract comes with texts about its meters', async () => {
      const reference = { templates_ref: { page_id: page, block_id: meters } };
      const { data } = await world.katrin.customerPortal.getContractWithTemplates({ id: contract(1) }, reference);
      assert.ok(data.meters.length > 0);
      for (const { meter_number, templates_output } of data.meters) {
        assert.equal(templates_output.main_name, `${meter_number} · ${data.entity.contract_number}`);
      }
      await refused(world.thomas.customerPortal.getContractWithTemplates({ id: contract(1) }, reference), 404);
    });

    test('staff see a page as somebody would get it; portal users do not', async () => {
      const sent = {
        pages: [{ slug: 'entwurf', order: 1, content: { title: '{{contact.first_name}}' }, visibility: {} }],
        context_entities: [{ entity_id: contact(1), entity_schema: 'contact' }],
        evaluate_targeting: true,
      };
      const { data } = await world.staff.customerPortal.interpolatePortalPages(null, sent);
      assert.equal(data[0].content.title, 'Katrin');
      assert.equal(data[0].visibility._targeting_status, 'no_targeting');
      const { data: rivals } = await world.rivalStaff.customerPortal.interpolatePortalPages(null, {
        ...sent,
        context_entities: [{ entity_id: contract(1), entity_schema: 'contract' }],
      });
      assert.equal(rivals[0].content.title, '');
      await refused(world.katrin.customerPortal.interpolatePortalPages(null, sent), 403);
      const broken = { pages: [{ slug: 'entwurf', order: 1, content: { title: '{{#if x}}' } }] };
      await refused(world.staff.customerPortal.interpolatePortalPages(null, broken), 400, {
        message: /page entwurf, content, title: line 1, column/,
      });
      for (const title of ['{{env.SECRET}}', '{{> partial}}', '{{constructor.constructor "return process"}}']) {
        const hostile = { pages: [{ slug: 'entwurf', order: 1, content: { title } }] };
        await refused(world.staff.customerPortal.interpolatePortalPages(null, hostile), 400);
      }
    });

    test('staff fill in letters, and find out what they can say', async () => {
      const { templateVariables } = world.staff;
      const parameters = { template_type: 'email', language: 'de', main_entity_id: contract(1) };
      const inputs = ['Guten Tag {{customer.first_name}}, Ihr Vertrag {{contract.contract_number}}', '{{contract_number}}'];
      const { data } = await templateVariables.replaceTemplates(null, { inputs, parameters });
      assert.match(data.outputs[0], /^Guten Tag Katrin, Ihr Vertrag .+/);
      const { data: typed } = await templateVariables.replaceTemplatesV2(null, { inputs, parameters });
      assert.equal(typed.outputs['{{contract_number}}'], data.outputs[1]);
      const { data: categories } = await templateVariables.getCategories({ lang: 'de' });
      assert.ok(categories.some(({ category }) => category === 'contract'));
      const asked = { template_type: 'email', query: 'contract_number', entity_schemas: ['contract'] };
      const { data: found } = await templateVariables.searchVariables(null, asked);
      assert.equal(found[0].insert, '{{contract.contract_number}}');
      const foreign = { inputs, parameters: { ...parameters, main_entity_id: NOBODY } };
      await refused(templateVariables.replaceTemplates(null, foreign), 404);
      await refused(world.katrin.templateVariables.replaceTemplates(null, { inputs, parameters }), 403);
    });

    test('the page goes again', async () => {
      assert.equal((await world.program.customerPortal.deletePortalPage({ id: page })).status, 204);
    });
  });
}

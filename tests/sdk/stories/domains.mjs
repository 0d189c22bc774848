// Domains: wanted, proved by a record, led here, allowed to have certificates, and only then shown to anybody.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, portalId } from '../people.mjs';

const HOST = 'kunden.waerme-auental.de';
const ORIGIN = 'DOMAIN_PORTAL';

export default function tellDomains(world) {
  describe('domains', () => {
    let id;
    const verify = async () => (await world.program.customerPortal.verifyDns({ portal_id: id })).data;
    const shown = () => world.stranger.customerPortal.getPortalConfigByDomain({ domain: HOST });

    test('a domain that nobody proved shows nothing', async () => {
      const { customerPortal } = world.program;
      const config = { name: 'Domain', origin: ORIGIN, domain: HOST };
      const { data } = await customerPortal.createPortalConfig(null, config);
      id = data.portal_id;
      assert.equal(data.domain, HOST);
      await refused(shown(), 404);
      assert.equal((await customerPortal.configureDistributionV3({ portal_id: id })).data.domainName, world.names.target);
      assert.equal((await customerPortal.configureDistribution({ origin: ORIGIN })).data.domainName, world.names.target);
    });

    test('each look-up says in words what is missing, until nothing is', async () => {
      const { customerPortal } = world.program;
      const wanted = await verify();
      assert.equal(wanted.domain_status, 'PENDING');
      const [, name, value] = wanted.message.match(/TXT record (\S+) with the value (\S+)\.$/);
      world.names.text(name, value);
      const proved = await verify();
      assert.equal(proved.domain_status, 'PENDING');
      assert.match(proved.message, /CNAME record .* edge\.portale-nord\.de/);
      world.names.authority('waerme-auental.de', 'issue', 'digicert.com');
      const { data: before } = await customerPortal.validateCaaRecordsV3({ portal_id: id });
      assert.deepEqual([before.retry, before.isDNSConfigured], [true, false]);
      assert.match(before.message, /letsencrypt\.org/);
      world.names.alias(HOST, world.names.target);
      assert.match((await verify()).message, /CAA/);
      await refused(shown(), 404);
      world.names.authority('waerme-auental.de', 'issue', 'letsencrypt.org');
      const { data: after } = await customerPortal.validateCaaRecords({ origin: ORIGIN });
      assert.deepEqual([after.retry, after.isDNSConfigured], [false, true]);
      assert.equal((await verify()).domain_status, 'SUCCEED');
      assert.equal((await shown()).data.portal_id, id);
    });

    test('a server in front of the product may get a certificate for it, and for no other host', async () => {
      const ask = (domain) => world.stranger.own('askForCertificate', undefined, { domain });
      assert.equal((await ask(HOST)).status, 200);
      await refused(ask('fremd.waerme-auental.de'), 404);
      await refused(ask(''), 400, { field: 'domain' });
    });

    test('hosts of this machine need no records', async () => {
      const { data } = await world.program.customerPortal.verifyDns({ portal_id: portalId(1) });
      assert.equal(data.domain_status, 'SUCCEED');
    });

    test('nobody else looks up or takes a domain', async () => {
      await refused(world.rivalStaff.customerPortal.verifyDns({ portal_id: id }), 404);
      await refused(world.program.customerPortal.verifyDns({ portal_id: NOBODY }), 404);
      await refused(world.katrin.customerPortal.verifyDns({ portal_id: id }), 403);
      await refused(world.rivalStaff.customerPortal.createPortalConfig(null, { name: 'Rivale', domain: HOST }), 409);
      await refused(world.program.customerPortal.putPortalConfig({ portal_id: id }, { domain: '10.0.0.1' }), 400, {
        field: 'domain',
      });
    });

    test('a portal that is removed leaves its domain', async () => {
      await world.program.customerPortal.deletePortalConfig({ portal_id: id });
      await refused(shown(), 404);
    });
  });
}

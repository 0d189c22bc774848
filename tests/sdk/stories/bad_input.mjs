// What no client should send: refused with a clear word, nothing changed, nothing broken.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract } from '../people.mjs';

export default function tellBadInput(world) {
  describe('bad input', () => {
    const send = async (method, path, body, person = world.katrin, type = 'application/json') => {
      const token = person.tokens?.access_token ?? person.token;
      const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) };
      const answer = await fetch(world.demo.base + path, { method, headers, body });
      const text = await answer.text();
      return { status: answer.status, type: answer.headers.get('content-type'), text };
    };
    const isRefusal = ({ status, type, text }, ...expected) => {
      assert.ok(expected.includes(status), `${status} ${text}`);
      assert.match(type, /^application\/json/);
      const body = JSON.parse(text);
      assert.ok(body.message.length > 0);
      assert.ok(!/panick|thread '|\.rs:|SELECT |sqlite|postgres/i.test(text), text);
      return body;
    };
    const own = `/v2/portal/contract/${contract(1)}`;

    test('bodies that are no JSON, cut off, or of another kind', async () => {
      for (const body of [
        '',
        '{',
        '[]',
        '"text"',
        '7',
        'null',
        '{"slug":',
        '{"slug":"contract","size":"many"}',
        '\u0000',
      ]) {
        const refusal = isRefusal(await send('POST', '/v2/portal/entity:search', body), 400);
        assert.ok(['body', 'slug'].includes(refusal.field), refusal.field);
      }
      isRefusal(await send('PATCH', own, '[1,2]'), 400);
      isRefusal(await send('POST', '/v2/portal/entity:search', '['.repeat(200_000)), 400);
      isRefusal(
        await send('POST', '/v2/portal/entity:search', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])),
        400,
      );
    });

    test('calls without a body are an empty one, as the published client sends them', async () => {
      const form = 'application/x-www-form-urlencoded';
      assert.equal((await send('POST', '/v2/portal/token/validate', '', world.katrin, form)).status, 204);
      const nothing = await send('PATCH', own, '', world.katrin, form);
      assert.equal(nothing.status, 200, 'a change of nothing');
    });

    test('more than fits', async () => {
      isRefusal(await send('POST', '/v2/portal/entity:search', `"${'x'.repeat(11 * 1024 * 1024)}"`), 413);
      const long = JSON.stringify({ invoice_email: 'x'.repeat(2_000_000) });
      isRefusal(await send('PATCH', own, long), 400);
    });

    test('the credential is judged before the body', async () => {
      isRefusal(await send('POST', '/v2/portal/entity:search', '{', world.stranger), 401);
      isRefusal(await send('PATCH', own, '{', world.stranger), 401);
      isRefusal(await send('POST', '/v3/portal/config', '{', world.katrin), 403);
      isRefusal(await send('PUT', '/v1/entity/schemas/contract', '{', world.katrin), 403);
      isRefusal(await send('PATCH', `/v2/portal/contract/${contract(3)}`, '{"tariff":1}'), 404);
    });

    test('ids and slugs that are none', async () => {
      for (const id of ['x', "'%20OR%201=1--", '..%2F..%2Fetc%2Fpasswd', '%F0%9F%A6%84', 'a'.repeat(5000)]) {
        isRefusal(await send('GET', `/v2/portal/contract/${id}`), 404);
        isRefusal(await send('GET', `/v2/portal/entity/${id}/${contract(1)}/activity`), 404);
        isRefusal(await send('GET', `/v1/entity/contract/${id}`, undefined, world.program), 404);
      }
    });

    test('what is no operation, or not with this method', async () => {
      isRefusal(await send('GET', '/v2/portal/unicorn'), 404);
      isRefusal(await send('POST', '/v1/unicorn', '{}', world.program), 404);
      isRefusal(await send('POST', '/auth/unicorn', '{}', world.stranger), 404);
      isRefusal(await send('DELETE', '/v2/portal/contract'), 405);
    });

    test('a character that no database keeps', async () => {
      // Not found in one database, refused by the other.
      isRefusal(await send('GET', '/v2/portal/contract/%00'), 400, 404);
      isRefusal(await send('PATCH', own, '{"invoice_email":"a\\u0000b"}'), 400);
      for (const body of [
        { q: 'a\u0000b' },
        { filters: [{ term: { tariff: 'a\u0000b' } }] },
        { sort: 'a\u0000b' },
      ]) {
        const answer = await send(
          'POST',
          '/v2/portal/entity:search',
          JSON.stringify({ slug: 'contract', ...body }),
        );
        assert.ok([200, 400].includes(answer.status), answer.text);
      }
    });

    test('values that look like statements are just values', async () => {
      const evil = `'; DROP TABLE entities; -- " \\ %_ \u{1F984}`;
      const { customerPortal } = world.katrin;
      const { data: changed } = await customerPortal.updateContract(
        { id: contract(1) },
        { invoice_email: evil },
      );
      assert.equal(changed.data.invoice_email, evil);
      const search = (body) => customerPortal.searchPortalUserEntities(null, { slug: 'contract', ...body });
      const { data } = await search({ filters: [{ term: { invoice_email: evil } }] });
      assert.deepEqual(
        data.results.map(({ _id }) => _id),
        [contract(1)],
      );
      assert.equal((await search({ q: `%' OR 1=1` })).data.hits, 0);
      const named = { filters: [{ term: { [`status') OR ('1'='1`]: 'x' } }] };
      const answer = await search(named).catch((error) => error.response);
      assert.ok(answer.status === 400 || answer.data.hits === 0);
    });

    test('the server is still well, and its log holds no secret', async () => {
      assert.equal((await fetch(`${world.demo.base}/healthz`)).status, 200);
      assert.equal((await fetch(`${world.demo.base}/readyz`)).status, 200);
      const log = world.demo.log();
      assert.ok(!/panicked|ERROR/.test(log), log);
      for (const secret of [
        world.katrin.password,
        world.katrin.tokens.refresh_token,
        world.katrin.tokens.access_token,
      ]) {
        assert.ok(!log.includes(secret));
      }
    });
  });
}

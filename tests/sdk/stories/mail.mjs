// Mail that leaves the house: through a real mail server, past ones that behave badly, and what staff see of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clients, refused } from '../calls.mjs';
import { startDemo } from '../demo.mjs';
import { authority, startOddServer, startPostOffice } from '../post_office.mjs';

const SECRET = 'a rather Long "secret" 2026';
const THOMAS = 'thomas.wegner@mail.example';

export default function tellMail(world) {
  describe('mail that leaves the house', () => {
    // A house of its own: it may call this machine, which nobody else should.
    const house = {};
    before(async () => {
      house.authority = await authority();
      const login = { user: 'auental', password: SECRET };
      house.office = await startPostOffice({ ...login, ...house.authority.served });
      house.demo = await startDemo(world.demo.engine, {
        PORTICO_LIMITS: 'off',
        PORTICO_ALLOW_PRIVATE_HOOKS: '1',
        SSL_CERT_FILE: house.authority.trusted,
      });
      house.portal = house.demo.facts.portals.customer.portal_id;
      house.program = clients(house.demo.base, house.demo.facts.admin.token, world.calls);
      house.stranger = clients(house.demo.base, null, world.calls);
    });
    after(async () => {
      await house.demo?.stop();
      await house.office?.stop();
      await house.authority?.remove();
    });

    const server = (changes = {}) => ({
      host: 'localhost',
      port: house.office.port,
      security: 'starttls',
      user: 'auental',
      password: SECRET,
      from: 'portal@auental.example',
      ...changes,
    });
    const tries = async (changes) => {
      const sent = { to: house.demo.facts.admin.email, own_server: server(changes) };
      const { data } = await house.program.own('tryMail', sent);
      return data;
    };
    /** A server for one try. */
    const triesAt = async (opened, changes = {}) => {
      try {
        return await tries({ port: opened.port, ...changes });
      } finally {
        await opened.stop();
      }
    };
    const newest = async () => (await house.program.own('listLetters')).data.results[0];
    const letterBecomes = async (state) => {
      for (let count = 0; count < 100; count += 1) {
        const letter = await newest();
        if (letter?.state === state && (state !== 'waiting' || letter.attempts > 0)) return letter;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`the newest letter is ${JSON.stringify(await newest())}, not ${state}`);
    };
    const forgets = () => house.stranger.own('forgotPassword', { portal_id: house.portal, email: THOMAS });

    test('a server is tried before anything is stored, and its words are told', async () => {
      const told = await tries({});
      assert.deepEqual({ ...told, answer: '' }, { accepted: true, stage: 'letter', answer: '' });
      assert.match(told.answer, /^250 .*taken as 4711/);
      const [letter] = house.office.letters;
      assert.equal(letter.secure, true);
      assert.equal(letter.user, 'auental');
      assert.equal(letter.from, 'portal@auental.example');
      assert.equal(letter.to, house.demo.facts.admin.email);
      assert.match(letter.message, /^Message-ID: <[0-9a-f-]+@auental\.example>\r$/m);
      assert.match(letter.message, /^Auto-Submitted: auto-generated\r$/m);
      assert.match(letter.message, /^Date: \w{3}, /m);
      assert.equal((await house.program.own('viewMailSettings')).data.in_force, 'none');
    });

    test('a wrong password, a certificate of somebody else and a server without TLS get nothing', async () => {
      const wrong = await tries({ password: 'not this one' });
      assert.deepEqual([wrong.accepted, wrong.stage], [false, 'sign-in']);
      assert.match(wrong.answer, /^535 5\.7\.8 user name and password do not fit/);
      assert.ok(!JSON.stringify(wrong).includes('not this one'));

      const selfMade = await startPostOffice({});
      const forged = await triesAt(selfMade, { user: '' });
      assert.deepEqual([forged.accepted, forged.stage], [false, 'security']);
      assert.match(forged.answer, /certificate/i);

      const open = await startPostOffice({ hideSTARTTLS: true });
      const bare = await triesAt(open);
      assert.deepEqual([bare.accepted, bare.stage], [false, 'security']);
      assert.match(bare.answer, /STARTTLS/);
      assert.deepEqual([selfMade.letters, open.letters], [[], []]);

      const elsewhere = await tries({ host: '127.0.0.2' });
      assert.equal(elsewhere.accepted, false);
    });

    test('TLS from the first byte works, and its certificate is judged, too', async () => {
      const secured = await startPostOffice({ secure: true, ...house.authority.served });
      assert.equal((await triesAt(secured, { security: 'tls', user: '' })).accepted, true);
      assert.equal(secured.letters[0].secure, true);
      const forged = await triesAt(await startPostOffice({ secure: true }), { security: 'tls', user: '' });
      assert.deepEqual([forged.accepted, forged.stage], [false, 'security']);
    });

    test('a server that says nothing, or far too much, or something else holds nobody up', async () => {
      const silent = await triesAt(await startOddServer(() => {}));
      assert.deepEqual([silent.accepted, silent.stage], [false, 'greeting']);
      assert.match(silent.answer, /longer than 10 seconds/);
      const endless = 'x'.repeat(64 * 1024);
      const flood = await startOddServer((socket) => {
        socket.write('220 ');
        const pour = (problem) => problem || socket.destroyed || socket.write(endless, pour);
        pour();
      });
      const flooded = await triesAt(flood);
      assert.deepEqual([flooded.accepted, flooded.stage], [false, 'greeting']);
      assert.match(flooded.answer, /too much/);
      assert.ok(flooded.answer.length < 500);
      const web = await triesAt(await startOddServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
      assert.deepEqual([web.accepted, web.stage], [false, 'greeting']);
      const gone = await startOddServer(() => {});
      await gone.stop();
      assert.equal((await tries({ port: gone.port })).stage, 'greeting');
    });

    test('what cannot work is refused by its field', async () => {
      const save = (own_server, senders = []) => house.program.own('saveMailSettings', { own_server, senders });
      await refused(save(server({ host: 'a b' })), 400, { field: 'own_server.host' });
      await refused(save(server({ port: 0 })), 400, { field: 'own_server.port' });
      await refused(save(server({ port: 70000 })), 400, { field: 'own_server.port' });
      await refused(save(server({ security: 'ssl' })), 400, { field: 'own_server.security' });
      await refused(save(server({ password: undefined })), 400, { field: 'own_server.password' });
      await refused(save(server({ from: 'nobody' })), 400, { field: 'own_server.from' });
      await refused(save(server(), [{ portal_id: world.rivalKatrin.portal_id }]), 400, { field: 'senders[0].portal_id' });
      const portal = { portal_id: house.portal };
      await refused(save(server(), [{ ...portal, name: 'a\r\nBcc: b@c.example' }]), 400, { field: 'senders[0].name' });
      await refused(save(null, [{ ...portal, from: 'a@b.example' }]), 400, { field: 'senders[0].from' });
      await refused(house.program.own('tryMail', { to: THOMAS, own_server: server() }), 400, { field: 'to' });
      await refused(house.program.own('tryMail', { to: house.demo.facts.admin.email }), 409);
      await refused(house.program.own('listLetters', null, { state: 'lost' }), 400, { field: 'state' });
      assert.equal((await house.program.own('viewMailSettings')).data.own_server, null);
    });

    test('settings are stored, and nobody learns the password from them', async () => {
      const senders = [{ portal_id: house.portal, name: 'Kundenportal Auental', reply_to: 'service@auental.example' }];
      const { data } = await house.program.own('saveMailSettings', { own_server: server(), senders });
      assert.equal(data.in_force, 'own_server');
      assert.equal(data.own_server.has_password, true);
      const { password, ...without } = server();
      const { data: again } = await house.program.own('saveMailSettings', { own_server: without, senders });
      assert.equal(again.own_server.has_password, true, 'the stored password stays');
      assert.ok(![data, again].some((shown) => JSON.stringify(shown).includes(password)));
      // It goes to no other server.
      await refused(house.program.own('saveMailSettings', { own_server: { ...without, host: '127.0.0.1' } }), 400, {
        field: 'own_server.password',
      });
      const { data: stored } = await house.program.own('tryMail', { to: house.demo.facts.admin.email });
      assert.equal(stored.accepted, true);
    });

    test('a letter of the portal arrives, and staff see how but not what it carried', async () => {
      const before = house.office.letters.length;
      await forgets();
      const letter = await letterBecomes('sent');
      const arrived = house.office.letters[before];
      assert.equal(arrived.to, THOMAS);
      assert.match(arrived.message, /^From: "?Kundenportal Auental"? <portal@auental\.example>\r$/m);
      assert.match(arrived.message, /^Reply-To: service@auental\.example\r$/m);
      const code = arrived.message.match(/^(\d{6})\r?$/m)[1];
      const { data } = await house.program.own('viewLetter', null, { id: letter.id });
      assert.equal(data.kind, 'forgotPassword');
      assert.equal(data.to, THOMAS);
      assert.equal(data.subject, null);
      assert.deepEqual(data.tries.map(({ outcome, stage }) => [outcome, stage]), [['accepted', 'letter']]);
      assert.match(data.tries[0].answer, /taken as 4711/);
      assert.ok(![letter, data].some((shown) => JSON.stringify(shown).includes(code)));
      const kept = await fetch(`${house.demo.base}/admin/mailbox/messages.json`, {
        headers: { authorization: `Bearer ${house.demo.facts.admin.token}` },
      });
      assert.ok(!(await kept.text()).includes(code), 'nor in the mailbox');
    });

    test('a server that is busy is asked again, at once when staff press', async () => {
      house.office.next.rcpt.push([451, '4.7.1 come back in a minute']);
      await forgets();
      const waiting = await letterBecomes('waiting');
      assert.match(waiting.answer, /^451 4\.7\.1 come back in a minute/);
      assert.ok(waiting.next_try_at > waiting.written_at);
      assert.equal((await house.program.own('sendLetterAgain', null, { id: waiting.id })).status, 202);
      assert.equal((await letterBecomes('sent')).id, waiting.id);
    });

    test('a letter that is refused ends at once with the sentence of the server', async () => {
      house.office.next.rcpt.push([550, '5.1.1 nobody of this name lives here']);
      await forgets();
      const letter = await letterBecomes('refused');
      assert.equal(letter.attempts, 1);
      assert.match(letter.answer, /^550 5\.1\.1 nobody of this name lives here/);
      const { data } = await house.program.own('listLetters', null, { state: 'refused', to: THOMAS });
      assert.deepEqual(data.results.map(({ id }) => id), [letter.id]);
    });

    test('letters and settings are nobody else’s business', async () => {
      const { id } = await newest();
      for (const operation of ['viewMailSettings', 'listLetters']) {
        await refused(world.stranger.own(operation), 401);
        await refused(world.katrin.own(operation), 403);
      }
      await refused(world.rivalStaff.own('viewLetter', null, { id }), 404);
      await refused(world.rivalStaff.own('sendLetterAgain', null, { id }), 404);
      assert.equal((await world.rivalStaff.own('viewMailSettings')).data.own_server, null);
    });
  });
}

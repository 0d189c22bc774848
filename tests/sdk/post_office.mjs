// Mail servers for the stories: a real one that secures the way and asks who one is, and ones that behave badly.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';

const run = promisify(execFile);

/** An authority of our own and a certificate of it for this machine. */
export async function authority() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portico-post-'));
  const at = (name) => path.join(folder, name);
  const make = (...rest) => run('openssl', [...rest], { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await make('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Stories', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  await make('req', ...key, '-keyout', 'post.key', '-out', 'post.csr', '-subj', '/CN=localhost');
  await writeFile(at('post.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
  await make('x509', '-req', '-in', 'post.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'post.pem', '-days', '30', '-extfile', 'post.ext');
  const [certificate, privateKey] = await Promise.all([readFile(at('post.pem')), readFile(at('post.key'))]);
  return {
    trusted: at('ca.pem'),
    served: { key: privateKey, cert: certificate },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const refusal = ([code, message]) => Object.assign(new Error(message), { responseCode: code });

/** A mail server. `next` holds what it answers next at `rcpt` and `data`, each a code and a sentence. */
export async function startPostOffice({ user, password, ...options }) {
  const letters = [];
  const next = { rcpt: [], data: [] };
  const take = (stage) => next[stage].shift();
  const server = new SMTPServer({
    authOptional: !user,
    disabledCommands: user ? [] : ['AUTH'],
    onAuth(given, _, done) {
      if (given.username === user && given.password === password) done(null, { user });
      else done(refusal([535, '5.7.8 user name and password do not fit']));
    },
    onRcptTo(_, __, done) {
      const said = take('rcpt');
      done(said ? refusal(said) : null);
    },
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        const said = take('data');
        if (said) return done(refusal(said));
        const { mailFrom, rcptTo } = session.envelope;
        const message = Buffer.concat(parts).toString();
        letters.push({ from: mailFrom.address, to: rcptTo[0].address, secure: session.secure, user: session.user, message });
        return done(null, 'taken as 4711');
      });
    },
    ...options,
  });
  // Who leaves in the middle of a word is no reason to end.
  server.on('error', () => {});
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { port: server.server.address().port, letters, next, stop };
}

/** A server that does with every connection whatever it likes. */
export async function startOddServer(meet) {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    meet(socket);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: server.address().port, stop };
}

// The program under test: the demo on a fresh place, started, awaited and stopped by its process id.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BUILT = fileURLToPath(new URL('../../target/debug/portico', import.meta.url));
const PATIENCE = 60_000;

/** The maintenance database of a PostgreSQL for tests, if there is one. */
export const postgres = process.env.PORTICO_TEST_POSTGRES;

/** Starts the demo on an engine. Answers its links and logins, and how to stop it. */
export async function startDemo(engine, environment = { PORTICO_LIMITS: 'off' }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portico-sdk-'));
  const database = engine === 'postgres' ? await freshDatabase() : null;
  const options = ['demo', '--data', folder, '--listen', '127.0.0.1:0'];
  if (database) options.push('--database-url', database.url);
  const server = spawn(process.env.PORTICO_BIN || BUILT, options, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  server.stderr.on('data', (text) => log.push(text));
  const stop = async () => {
    await stopped(server);
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await saysItListens(server, log);
    const facts = JSON.parse(await readFile(path.join(folder, 'demo.json'), 'utf8'));
    return { engine, facts, pid: server.pid, base: facts.base_url, log: () => Buffer.concat(log).toString(), stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

function saysItListens(server, log) {
  return new Promise((resolve, reject) => {
    const fail = (cause) => reject(new Error(`The demo did not start: ${cause}\n${Buffer.concat(log)}`));
    const timer = setTimeout(() => fail('it took too long'), PATIENCE);
    server.on('error', (error) => fail(error.message));
    server.on('exit', (code) => fail(`it ended with ${code}`));
    readline.createInterface({ input: server.stdout }).on('line', (line) => {
      if (!line.startsWith('listening on http://')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function stopped(server) {
  if (server.exitCode !== null || server.signalCode !== null || !server.pid) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(timer);
}

/** A database of its own for one run. */
async function freshDatabase() {
  const name = `portico_sdk_${randomBytes(6).toString('hex')}`;
  await psql(`CREATE DATABASE ${name}`);
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => psql(`DROP DATABASE ${name} WITH (FORCE)`) };
}

function psql(statement) {
  return promisify(execFile)('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement, postgres]);
}

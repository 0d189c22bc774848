// Measures the portal's main pages with Lighthouse: a phone on a throttled line, signed in as a customer.
import { readFileSync, mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const LEAST = 95;
/** Each page is measured so often; the middle score counts, because the machine does other things too. */
const ROUNDS = 3;
const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const facts = JSON.parse(readFileSync(join(process.env.PORTICO_DEMO, 'demo.json'), 'utf8'));
const folder = process.env.PORTICO_LIGHTHOUSE;
mkdirSync(folder, { recursive: true });

/** Signs a user in through the page and answers the cookie; by hand, because fetch chooses its own host. */
async function signIn(home, { email, password }) {
  const sent = request(new URL('/sign-in', facts.base_url), {
    method: 'POST',
    headers: { host: home.host, origin: home.origin, 'content-type': 'application/x-www-form-urlencoded' },
  });
  sent.end(new URLSearchParams({ email, password }).toString());
  const [answer] = await once(sent, 'response');
  answer.resume();
  const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
  if (!cookies.length) throw new Error(`nobody was signed in: ${answer.statusCode}`);
  return cookies.join('; ');
}

async function score(port, url, cookie) {
  const { lhr } = await lighthouse(
    url,
    { port, onlyCategories: CATEGORIES, output: 'json', logLevel: 'error' },
    { extends: 'lighthouse:default', settings: { extraHeaders: { cookie }, formFactor: 'mobile', locale: 'en' } },
  );
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}`);
  return lhr;
}

const middle = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];

const user = facts.users.find(({ portal }) => portal === 'customer');
const home = new URL(facts.portals.customer.url);
const cookie = await signIn(home, user);
const pages = { dashboard: '/', list: process.env.PORTICO_LIST, detail: process.env.PORTICO_DETAIL, 'sign-in': '/sign-in' };
const profile = mkdtempSync(join(tmpdir(), 'portico-lighthouse-'));
const chrome = await launch({ chromePath: process.env.PORTICO_CHROMIUM, chromeFlags: FLAGS, userDataDir: profile });
let missed = 0;
try {
  console.log(`| page | ${CATEGORIES.join(' | ')} | first paint | largest paint | layout shift | over the wire |`);
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [name, path] of Object.entries(pages)) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(await score(chrome.port, new URL(path, home).href, name === 'sign-in' ? '' : cookie));
    }
    const scores = CATEGORIES.map((category) => Math.round(100 * middle(rounds.map((lhr) => lhr.categories[category].score))));
    const of = (audit) => middle(rounds.map((lhr) => lhr.audits[audit].numericValue));
    missed += scores.filter((one) => one < LEAST).length;
    const seconds = (audit) => `${(of(audit) / 1000).toFixed(2)} s`;
    const wire = `${Math.round(of('total-byte-weight') / 1024)} KB`;
    console.log(
      `| ${name} | ${scores.join(' | ')} | ${seconds('first-contentful-paint')} | ${seconds('largest-contentful-paint')} | ${of('cumulative-layout-shift').toFixed(3)} | ${wire} |`,
    );
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(rounds.at(-1), null, 1));
    const failed = Object.values(rounds.at(-1).audits).filter(({ score: one, scoreDisplayMode: mode }) => one !== null && one < 0.9 && mode !== 'informative');
    for (const { id, score: one, displayValue } of failed) console.log(`<!-- ${name}: ${id} ${one} ${displayValue ?? ''} -->`);
  }
} finally {
  chrome.kill();
  rmSync(profile, { recursive: true, force: true });
}
if (missed) {
  console.error(`${missed} scores are below ${LEAST}; the reports are in ${folder}`);
  process.exit(1);
}

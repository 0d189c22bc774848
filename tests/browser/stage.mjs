// The stage of the stories in a browser: the demo running, people signed in, and the office behind the API.
import assert from 'node:assert/strict';
import http from 'node:http';
import { launch } from './look/browser.mjs';
import { startDemo } from '../sdk/demo.mjs';

/** Records of the demo that the stories are about. */
export const RECORDS = {
  power: '01910000-0013-7000-8a00-000000000001',
  gas: '01910000-0013-7000-8a00-000000000002',
  thomasContract: '01910000-0013-7000-8a00-000000000003',
  roof: '01910000-0016-7000-8a00-000000000001',
  wallbox: '01910000-0016-7000-8a00-000000000002',
  finished: '01910000-0016-7000-8a00-000000000005',
  rivalJob: '01910000-0016-7000-8a00-000000000006',
  petra: '01910000-0011-7000-8a00-000000000003',
};

/** People of the demo who are not among its listed logins. */
const UNLISTED = {
  katharina: { portal: 'customer', email: 'katharina.bergmann@mail.example', password: 'Morgentau-Wiese-26' },
};
const FIRST_NAMES = { katrin: 'katrin.berger', thomas: 'thomas.wegner', petra: 'petra.hansmann', daniel: 'daniel.vogt' };

/** Starts the demo and a browser. */
export async function setStage(environment = {}) {
  const [demo, browser] = await Promise.all([startDemo('sqlite', environment), launch()]);
  const port = new URL(demo.base).port;
  const url = (host) => `http://${host}:${port}`;
  return {
    demo,
    browser,
    url,
    customer: url('customer.localhost'),
    installer: url('installer.localhost'),
    stop: async () => {
      await browser.close();
      await demo.stop();
    },
  };
}

/** The login of a person by first name. */
export function login(stage, name) {
  const listed = stage.demo.facts.users.find(({ email }) => email.startsWith(FIRST_NAMES[name] ?? '?'));
  return listed ?? UNLISTED[name];
}

/** A tab of nobody in particular. */
export async function stranger(stage, options = {}) {
  const context = await stage.browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 900 }, ...options });
  return context.newPage();
}

/** A tab in which a person has signed in through the page. */
export async function person(stage, name, options = {}) {
  const tab = await stranger(stage, options);
  const { portal, email, password } = login(stage, name);
  await tab.goto(`${stage[portal]}/sign-in`);
  await signIn(tab, email, password);
  assert.equal(new URL(tab.url()).pathname, '/', `${name} is signed in`);
  return Object.assign(tab, { home: stage[portal] });
}

/** Fills in the form and sends it. */
export async function signIn(tab, email, password) {
  await tab.getByLabel(/E-Mail-Adresse|E-mail address/).fill(email);
  await tab.getByLabel(/Passwort|Password/).fill(password);
  await press(tab, /^(Anmelden|Sign in)$/);
}

/** Presses a button by its words and waits for the page that follows. */
export async function press(tab, words) {
  await Promise.all([tab.waitForNavigation(), tab.getByRole('button', { name: words }).first().click()]);
}

/** Follows a link by its words. */
export async function follow(tab, words) {
  await Promise.all([tab.waitForNavigation(), tab.getByRole('link', { name: words }).first().click()]);
}

/** A card by its title. */
export function card(tab, title) {
  return tab.locator('section.card', { has: tab.getByRole('heading', { name: title, exact: true }) });
}

/** What a part of a page says, with plain spaces. */
export async function said(part) {
  return (await part.innerText()).replaceAll('\u00a0', ' ');
}

/** What the page says. */
export function content(tab) {
  return said(tab.locator('main'));
}

/** An answer without a browser's help: no redirects are followed. The session of a tab may be lent to it. */
export async function ask(tab, path, { method = 'GET', headers = {} } = {}) {
  const { host, port } = new URL(tab.home);
  const cookies = (await tab.context().cookies(tab.home)).map(({ name, value }) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers: { host, cookie: cookies, ...headers } };
    const request = http.request(options, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() });
    });
    request.on('error', reject);
    request.end();
  });
}

/** Changes a record as the office does, through the API. */
export async function officeChanges(stage, schema, id, attributes) {
  const answer = await fetch(`${stage.demo.base}/v1/entity/${schema}/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(attributes),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/** A record as the office sees it. */
export async function officeReads(stage, schema, id) {
  const answer = await fetch(`${stage.demo.base}/v1/entity/${schema}/${id}`, {
    headers: { authorization: `Bearer ${stage.demo.facts.admin.token}` },
  });
  const body = await answer.json();
  return body.entity ?? body;
}

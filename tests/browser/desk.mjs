// The desk of the stories in the console: an administrator's tab, and what users meet over the API meanwhile.
import assert from 'node:assert/strict';
import { login, press, stranger } from './stage.mjs';

/** The role of the customers' portal of the demo. */
export const ROLE = '739224:default_end_customer_portal_role';

/** A tab in which the administrator has signed in. */
export async function administrator(stage, options = {}) {
  const tab = await stranger(stage, { locale: 'en-GB', ...options });
  await tab.goto(`${stage.demo.base}/admin/users`);
  assert.equal(new URL(tab.url()).pathname, '/admin/sign-in');
  await tab.locator('input[name=email]').fill(stage.demo.facts.admin.email);
  await tab.locator('input[name=password]').fill(stage.demo.facts.admin.password);
  await press(tab, /^(Sign in|Anmelden)$/);
  assert.equal(new URL(tab.url()).pathname, '/admin/users', 'the page that was wanted');
  return tab;
}

/** Opens a page of the console. */
export function open(stage, tab, path) {
  return tab.goto(`${stage.demo.base}/admin${path}`);
}

/** The API token of a portal user. */
export async function tokenOf(stage, name) {
  const { portal, email, password } = login(stage, name);
  const answer = await fetch(`${stage.demo.base}/auth/login`, {
    method: 'POST',
    body: JSON.stringify({ portal_id: stage.demo.facts.portals[portal].portal_id, email, password }),
  });
  return (await answer.json()).access_token;
}

/** Asks the API with a token. */
export function asks(stage, token, path) {
  return fetch(`${stage.demo.base}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

/** Opens the explanation of what Katrin may do with a contract. */
export function explain(stage, tab, record, attribute = '', action = 'view') {
  const user = login(stage, 'katrin').portal_user_id;
  return open(stage, tab, `/explain?user=${user}&schema=contract&record=${record}&action=${action}&attribute=${attribute}`);
}

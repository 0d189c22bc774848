// Who takes part: the people of the demo's two companies, each with the published clients and a token.
import { readFile } from 'node:fs/promises';
import { clients } from './calls.mjs';

const DEMO = new URL('../../demo/', import.meta.url);

/** Ids of the demo's records can be read: kind, company, number. */
const numbered =
  (kind) =>
  (number, company = 'a') =>
    `01910000-${kind}-7000-8${company}00-${String(number).padStart(12, '0')}`;

export const portalId = numbered('0001');
export const portalUser = numbered('0010');
export const contact = numbered('0011');
export const account = numbered('0012');
export const contract = numbered('0013');
export const meter = numbered('0014');
export const opportunity = numbered('0016');
export const order = numbered('0017');
export const billingAccount = numbered('0018');
export const billingEvent = numbered('0019');
export const file = numbered('001c');
export const ticket = numbered('001d');

/** An id that nothing has. */
export const NOBODY = '01910000-ffff-7000-8a00-000000000001';
/** The other company. */
export const RIVAL = '815330';

/** Signs everybody in. */
export async function gather(demo, calls) {
  const stranger = clients(demo.base, null, calls);
  const logins = await Promise.all(['auental', 'rheintal'].map(readLogins));
  const enter = async (company, email, portal = 'customer') => {
    const person = logins[company].find((login) => login.email === email && login.portal === portal);
    return signIn(demo, calls, { portal_id: portalOf(company, portal), ...person });
  };
  const program = { ...clients(demo.base, demo.facts.admin.token, calls), token: demo.facts.admin.token };
  return {
    stranger,
    program,
    katrin: await enter(0, 'katrin.berger@mail.example'),
    thomas: await enter(0, 'thomas.wegner@mail.example'),
    pending: await enter(0, 'katharina.bergmann@mail.example'),
    petra: await enter(0, 'petra.hansmann@hansmann.example', 'installer'),
    daniel: await enter(0, 'daniel.vogt@solartechnik-vogt.example', 'installer'),
    rivalKatrin: await enter(1, 'katrin.berger@mail.example'),
    staff: await signInStaff(demo, calls, demo.facts.admin),
    rivalStaff: await signInStaff(demo, calls, await admin('rheintal')),
  };
}

/** A portal user with tokens of a fresh session. */
export async function signIn(demo, calls, { portal_id, email, password, portal_user_id, contact_id }) {
  const stranger = clients(demo.base, null, calls);
  const { data: tokens } = await stranger.own('login', { portal_id, email, password });
  const facts = { portal_id, email, password, portal_user_id, contact_id };
  return { ...clients(demo.base, tokens.access_token, calls), tokens, ...facts };
}

async function signInStaff(demo, calls, { email, password }) {
  const stranger = clients(demo.base, null, calls);
  const { data: tokens } = await stranger.own('adminLogin', { email, password });
  return { ...clients(demo.base, tokens.access_token, calls), tokens, email, password };
}

function portalOf(company, portal) {
  return portalId(portal === 'installer' ? 2 : 1, 'ab'[company]);
}

async function readLogins(folder) {
  return JSON.parse(await readFile(new URL(`${folder}/portal_users.json`, DEMO), 'utf8'));
}

async function admin(folder) {
  return JSON.parse(await readFile(new URL(`${folder}/organisation.json`, DEMO), 'utf8')).admin;
}

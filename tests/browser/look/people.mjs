// Who looks at the demo: two customers' worth of portals, the console, and a stranger before each door.

/** Everyone, in the order of the sheet. `seeds` are addresses no link leads to. */
export function audiences(demo) {
  const portal = (name) => demo.portals[name].url;
  const first = (name) => demo.users.find((user) => user.portal === name);
  const missing = '/gibt-es-nicht';
  return [
    { name: 'stranger-customer', base: portal('customer'), start: '/', seeds: [missing], depth: 1 },
    { name: 'customer', base: portal('customer'), start: '/', seeds: [missing], person: first('customer'), depth: 3 },
    { name: 'stranger-installer', base: portal('installer'), start: '/', seeds: [], depth: 1 },
    { name: 'installer', base: portal('installer'), start: '/', seeds: [missing], person: first('installer'), depth: 3 },
    { name: 'stranger-console', base: demo.base_url, start: '/admin', seeds: ['/'], depth: 0 },
    { name: 'console', base: demo.base_url, start: '/admin', seeds: [`/admin${missing}`], person: demo.admin, depth: 3 },
  ];
}

/** Signs a person in through the page, as a person does. */
export async function signIn(tab, { base, start, person }) {
  await tab.goto(base + start);
  const form = tab.locator('form', { has: tab.locator('input[type=password]') }).first();
  await form.locator('input[type=email], input[name=email]').first().fill(person.email);
  await form.locator('input[type=password]').fill(person.password);
  await Promise.all([tab.waitForLoadState('load'), form.locator('button[type=submit], button:not([type])').first().click()]);
  await tab.waitForLoadState('load');
  if (await tab.locator('input[type=password]').count()) {
    throw new Error(`${person.email} could not sign in: ${(await tab.locator('main').innerText()).slice(0, 200)}`);
  }
}

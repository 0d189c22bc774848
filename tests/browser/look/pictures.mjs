// One page in one variant: the whole page as a picture, a thumbnail, and what is visibly wrong with it.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const EXPECTED = { 'gibt-es-nicht': 404 };

/** Takes the picture and hands back where it lies and the troubles seen. */
export async function shoot(browser, { audience, storage, page, variant, out }) {
  const { language, scheme, width } = variant;
  const context = await browser.newContext({
    storageState: storage,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    colorScheme: scheme,
    viewport: { width, height: width < 700 ? 844 : 900 },
    reducedMotion: 'reduce',
  });
  const tab = await context.newPage();
  const troubles = [];
  tab.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
  tab.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
  tab.on('response', (answer) => {
    const expected = Object.entries(EXPECTED).some(([word, status]) => answer.url().includes(word) && answer.status() === status);
    if (answer.status() >= 400 && !expected) troubles.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  await tab.goto(audience.base + page.path, { waitUntil: 'load' });
  await tab.evaluate(() => document.fonts.ready);
  troubles.push(...(await looks(tab, variant)));

  const folder = path.join(out, audience.name, page.name);
  await mkdir(folder, { recursive: true });
  const name = `${language}-${scheme}-${width}`;
  await tab.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
  const thumbnail = await small(tab, width);
  await writeFile(path.join(folder, `${name}.small.png`), thumbnail);
  await context.close();
  const at = path.join(audience.name, page.name, name);
  const quiet = troubles.filter((one) => !(page.path.includes('gibt-es-nicht') && one.includes('404')));
  return { picture: `${at}.png`, thumbnail: `${at}.small.png`, troubles: quiet };
}

/** What a glance would find: sideways scrolling, the wrong language, no heading. */
function looks(tab, { language, width }) {
  return tab.evaluate(([wanted, wide]) => {
    const found = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`scrolls sideways at ${wide}: ${root.scrollWidth} wide`);
    if (root.lang !== wanted) found.push(`lang is "${root.lang}" where ${wanted} was asked for`);
    if (!document.querySelector('h1')) found.push('has no h1');
    if (!document.querySelector('main')) found.push('has no main');
    return found;
  }, [language, width]);
}

/** The top of the page at a quarter of its size. */
async function small(tab, width) {
  const session = await tab.context().newCDPSession(tab);
  const clip = { x: 0, y: 0, width, height: width < 700 ? 844 : 900, scale: width < 700 ? 0.4 : 0.25 };
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', clip });
  await session.detach();
  return Buffer.from(data, 'base64');
}

// Takes a picture of every page of the demo, as each kind of person sees it, and lays them out on one sheet.
// `cargo xtask look` starts the demo and runs this; words after it keep only pages whose name has one of them.
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { launch } from './look/browser.mjs';
import { crawl } from './look/crawl.mjs';
import { audiences, signIn } from './look/people.mjs';
import { shoot } from './look/pictures.mjs';
import { writeSheet } from './look/sheet.mjs';

const { PORTICO_DEMO: data, PORTICO_LOOK: out } = process.env;
if (!data || !out) {
  console.error('run `cargo xtask look`: it starts the demo this takes pictures of');
  process.exit(2);
}
const words = process.argv.slice(2);
const demo = JSON.parse(await readFile(path.join(data, 'demo.json'), 'utf8'));

const variants = ['de', 'en'].flatMap((language) =>
  ['light', 'dark'].flatMap((scheme) => [1280, 390].map((width) => ({ language, scheme, width }))));

if (words.length === 0) await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const browser = await launch();
const rows = [];
let troubles = 0;
try {
  for (const audience of audiences(demo)) {
    const { storage, pages } = await visit(audience);
    for (const page of pages.filter(({ name }) => wanted(`${audience.name}/${name}`))) {
      const pictures = [];
      for (const variant of variants) {
        pictures.push(await shoot(browser, { audience, storage, page, variant, out }));
      }
      const found = [...new Set(pictures.flatMap((picture) => picture.troubles))];
      troubles += found.length;
      rows.push({ audience: audience.name, page, pictures, troubles: found });
      console.log(`${audience.name}  ${page.path}  ${page.title}${found.map((one) => `\n    ! ${one}`).join('')}`);
    }
  }
  await writeSheet(browser, rows, variants, out);
} finally {
  await browser.close();
}
console.log(`${rows.length} pages, ${rows.length * variants.length} pictures, ${troubles} troubles: ${out}/index.html`);

/** Signs in where there is someone to sign in, and finds the pages by following links. */
async function visit(audience) {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  if (audience.person) await signIn(tab, audience);
  const pages = await crawl(tab, audience);
  const storage = await context.storageState();
  await context.close();
  return { storage, pages };
}

function wanted(name) {
  return words.length === 0 || words.some((word) => name.includes(word));
}

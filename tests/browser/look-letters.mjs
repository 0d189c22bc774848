// Takes a picture of every kind of letter as it arrives: German and English, light and dark, wide and on a phone.
// `node look-letters.mjs <folder> [words]` starts a demo of its own; words keep only kinds whose name has one of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { administrator, open } from './desk.mjs';
import { setStage } from './stage.mjs';

const [out, ...words] = process.argv.slice(2);
if (!out) throw new Error('node look-letters.mjs <folder> [words]');
await mkdir(out, { recursive: true });
const stage = await setStage();
try {
  const tab = await administrator(stage);
  for (const portal of Object.keys(stage.demo.facts.portals)) await shootAll(tab, portal);
} finally {
  await stage.stop();
}

/** Every letter of a portal, and one sheet for each way to look. */
async function shootAll(tab, portal) {
  const letters = `/portals/${stage.demo.facts.portals[portal].portal_id}/letters`;
  await open(stage, tab, letters);
  const links = await tab.locator('a.row-title').evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
  const kinds = links.map((link) => link.split('/').pop()).filter((kind) => !words.length || words.some((word) => kind.includes(word)));
  for (const language of ['de', 'en']) {
    for (const look of ['light', 'dark']) {
      for (const width of [600, 390]) {
        const name = `${portal}-${language}-${look}-${width}`;
        const files = [];
        for (const kind of kinds) files.push(await shoot(tab, `${letters}/${kind}/preview?language=${language}&look=${look}`, width, `${name}-${kind}`));
        await sheet(tab, name, files, width);
      }
    }
  }
  for (const language of ['de', 'en']) {
    const files = [];
    for (const kind of kinds) files.push(await shoot(tab, `${letters}/${kind}/preview?language=${language}&part=text`, 600, `${portal}-${language}-text-${kind}`));
    await sheet(tab, `${portal}-${language}-text`, files, 600);
  }
}

async function shoot(tab, address, width, name) {
  await tab.setViewportSize({ width, height: 400 });
  await open(stage, tab, address);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) console.log(`${name} is ${wide} wide`);
  const file = path.join(out, `${name}.png`);
  await tab.screenshot({ path: file, fullPage: true });
  return file;
}

async function sheet(tab, name, files, width) {
  const pictures = await Promise.all(files.map(async (file) => `<img src="data:image/png;base64,${(await readFile(file)).toString('base64')}" style="width:${Math.round(width * 0.7)}px;margin:4px;vertical-align:top">`));
  const page = path.join(out, `${name}.html`);
  await writeFile(page, `<body style="background:#888;margin:0">${pictures.join('')}`);
  const other = await tab.context().browser().newPage({ viewport: { width: 1720, height: 800 } });
  await other.goto(`file://${page}`);
  await other.screenshot({ path: path.join(out, `sheet-${name}.png`), fullPage: true });
  await other.close();
}

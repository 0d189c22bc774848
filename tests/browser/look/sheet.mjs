// The contact sheet: every page a row, every variant a column; as a page to click through and as one picture.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const STYLE = `
  body { font: 14px/1.4 system-ui, sans-serif; margin: 24px; background: #e9eaec; color: #16181d; }
  h2 { margin: 32px 0 8px; } table { border-collapse: collapse; }
  th { text-align: left; font-weight: 500; padding: 4px 8px; font-size: 12px; }
  td { vertical-align: top; padding: 4px; } td:first-child { width: 180px; overflow-wrap: anywhere; }
  img { display: block; border: 1px solid #b9bec7; height: 225px; } .trouble { color: #a4161a; font-size: 12px; }
`;

/** Writes `index.html` and `sheet.png`. */
export async function writeSheet(browser, rows, variants, out) {
  const audiences = [...new Set(rows.map((row) => row.audience))];
  const body = audiences.map((name) => chapter(name, rows.filter((row) => row.audience === name), variants));
  const html = `<!doctype html><meta charset="utf-8"><title>Portico at a glance</title><style>${STYLE}</style>
    <h1>Portico at a glance</h1>${body.join('')}`;
  const index = path.join(out, 'index.html');
  await writeFile(index, html);
  const tab = await browser.newPage({ viewport: { width: 2100, height: 1200 }, deviceScaleFactor: 0.75 });
  await tab.goto(pathToFileURL(index).href);
  await tab.screenshot({ path: path.join(out, 'sheet.png'), fullPage: true });
  await tab.close();
}

function chapter(name, rows, variants) {
  const heads = variants.map(({ language, scheme, width }) => `<th>${language} ${scheme} ${width}</th>`).join('');
  return `<h2>${name}</h2><table><tr><th>page</th>${heads}</tr>${rows.map(row).join('')}</table>`;
}

function row({ page, pictures, troubles }) {
  const cells = pictures.map(({ picture, thumbnail }) => `<td><a href="${picture}"><img src="${thumbnail}" alt=""></a></td>`);
  const told = troubles.map((one) => `<p class="trouble">${escaped(one)}</p>`).join('');
  return `<tr><td><strong>${escaped(page.title)}</strong><br>${escaped(page.path)}${told}</td>${cells.join('')}</tr>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

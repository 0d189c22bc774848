// Finds the pages of one audience by following links, one page of each kind.

const MOST_PAGES = 60;
const NEVER = /sign-?out|logout|abmelden|\/files?\/.*download|\/healthz|\/readyz|\/metrics|\.json($|\?)/i;
const IDENTIFIER = /[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/)\d+(?=\/|$)/gi;

/** Pages as `{ path, name, title }`, breadth first from the start. */
export async function crawl(tab, { base, start, seeds, depth }) {
  const origin = new URL(base).origin;
  const seen = new Set();
  const pages = [];
  let level = [start, ...seeds];
  for (let far = 0; far <= depth && level.length > 0; far += 1) {
    const next = [];
    for (const path of level) {
      const kind = kindOf(path);
      if (seen.has(kind) || NEVER.test(path) || pages.length >= MOST_PAGES) continue;
      seen.add(kind);
      const answer = await tab.goto(origin + path).catch(() => null);
      if (!answer?.headers()['content-type']?.includes('text/html')) continue;
      const landed = new URL(tab.url());
      if (landed.origin !== origin) continue;
      const landedKind = kindOf(landed.pathname + landed.search);
      if (landedKind !== kind && seen.has(landedKind)) continue;
      seen.add(landedKind);
      pages.push({ path, name: nameOf(path), title: await tab.title() });
      next.push(...(await linksOf(tab, origin)));
    }
    level = next;
  }
  return pages;
}

function linksOf(tab, origin) {
  return tab.$$eval('a[href]', (links, here) => links
    .filter((link) => link.origin === here && !link.hasAttribute('download'))
    .map((link) => link.pathname + link.search), origin);
}

/** Two records' pages are of one kind; two tabs of a page are not. */
function kindOf(path) {
  const [place, query = ''] = path.replace(IDENTIFIER, '*').split('?');
  const keys = [...new URLSearchParams(query)].filter(([key]) => !/^(from|after|before|page\d*|sort\d*|columns?|filter|attribute|change|test|value|field|next|action|resource|q|lang|scheme|.*_q)$/.test(key));
  return `${place.replace(/\/$/, '')}?${keys.map((pair) => pair.join('=')).sort().join('&')}`;
}

function nameOf(path) {
  return kindOf(path).replace(/\?$/, '').replace(/[^a-z0-9_*]+/gi, '-').replace(/^-|-$/g, '').replaceAll('*', 'one') || 'start';
}

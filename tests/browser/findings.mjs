// What axe finds wrong on the page of a tab.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * One line for each finding. The policy forbids scripts from elsewhere, so the tool comes in through the debugger; a
 * session that the story has open already stays open, for what it plays goes with it.
 */
export async function findings(tab, open) {
  const session = open ?? await tab.context().newCDPSession(tab);
  await session.send('Runtime.evaluate', { expression: await axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target.join(" ") + " " + n.failureSummary))))',
    awaitPromise: true,
    returnByValue: true,
  });
  if (!open) await session.detach();
  return JSON.parse(result.value);
}

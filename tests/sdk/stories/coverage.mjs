// At the end: every built operation was called with success, and every answer had its published shape.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LATER, OWN, PORTAL, SIBLINGS } from '../operations.mjs';
import { published } from '../shapes.mjs';

export default function tellCoverage(world) {
  describe('coverage', () => {
    test('every operation that is built was called', (t) => {
      const rows = [
        ...Object.entries(PORTAL).map(([room, operations]) => [room, 'customerPortal', operations]),
        ...Object.entries(SIBLINGS).map(([api, operations]) => [`sibling: ${api}`, api, operations]),
        ['our own', 'own', Object.keys(OWN).filter((operation) => !LATER.includes(operation))],
      ];
      const missing = [];
      t.diagnostic(`operations called by area, on ${world.demo.engine}:`);
      for (const [name, api, operations] of rows) {
        const called = operations.filter((operation) => world.calls.has(api, operation));
        missing.push(...operations.filter((operation) => !called.includes(operation)));
        t.diagnostic(`  ${name.padEnd(24)} ${String(called.length).padStart(2)} of ${operations.length}`);
      }
      const built = Object.values(PORTAL).flat().length;
      t.diagnostic(
        `  the portal's API: ${built} of ${published('customerPortal').length} published operations are built`,
      );
      assert.deepEqual(missing, []);
    });

    test('every operation has its published name', () => {
      for (const [api, operations] of [
        ['customerPortal', Object.values(PORTAL).flat()],
        ...Object.entries(SIBLINGS),
      ]) {
        const known = new Set(published(api));
        assert.deepEqual(
          operations.filter((operation) => !known.has(operation)),
          [],
          api,
        );
      }
    });

    test('every answer had its published shape', () => {
      const found = [...world.calls.violations].map(([operation, violations]) => [
        operation,
        [...violations],
      ]);
      const told = found.map(([operation, violations]) => `${operation}:\n    ${violations.join('\n    ')}`);
      assert.equal(found.length, 0, `\n${told.join('\n')}`);
    });
  });
}

// The stories on PostgreSQL, where PORTICO_TEST_POSTGRES names one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postgres } from './demo.mjs';
import { tellAllStories } from './stories.mjs';

if (postgres) {
  tellAllStories('postgres');
} else {
  test(
    'the published SDK against postgres',
    { skip: process.env.CI !== 'true' && 'PORTICO_TEST_POSTGRES is not set' },
    () => {
      assert.fail('PORTICO_TEST_POSTGRES must name a PostgreSQL when CI=true');
    },
  );
}

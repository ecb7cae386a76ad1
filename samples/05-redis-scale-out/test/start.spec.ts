import { occupyPort } from '@portico/test-support';
import { expect, it } from 'vitest';
import { start } from './scale-out.fixture.js';

const NO_REDIS = 'redis://127.0.0.1:1';

it('says what to do if the port is in use', { timeout: 30_000 }, async () => {
  const { port, release } = await occupyPort();
  try {
    const run = start({ PORT: String(port), REDIS_URL: NO_REDIS });
    expect(await run.exit()).toEqual([1, null]);
    expect(run.output()).toContain(`Port ${port} is already in use`);
    expect(run.output()).toContain(`PORT=${port + 1} npx nx serve 05-redis-scale-out`);
  } finally {
    release();
  }
});

it.each([
  ['PORT', 'three', 'PORT=three is not a port number'],
  ['REDIS_URL', 'localhost', 'REDIS_URL=localhost is not the address of a Redis'],
])('says what is wrong with %s=%s', { timeout: 30_000 }, async (name, value, message) => {
  const run = start({ PORT: '0', [name]: value });
  expect(await run.exit()).toEqual([1, null]);
  expect(run.output()).toContain(message);
  expect(run.output()).not.toContain('at ');
});

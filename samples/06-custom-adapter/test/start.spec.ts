import { occupyPort } from '@portico/test-support';
import { expect, it } from 'vitest';
import { start } from './sample.fixture.js';

it.each(['PORT', 'GATEWAY_PORT'])('says what to do if %s is in use', { timeout: 30_000 }, async (name) => {
  const { port, release } = await occupyPort();
  try {
    const run = start({ PORT: '0', GATEWAY_PORT: '0', [name]: String(port) });
    expect(await run.exit()).toEqual([1, null]);
    expect(run.output()).toContain(`Port ${port} is already in use`);
    expect(run.output()).toContain(`: ${name}=${port + 10} npx nx serve 06-custom-adapter`);
  } finally {
    release();
  }
});

it.each(['PORT', 'GATEWAY_PORT'])('says what is wrong with an invalid %s', { timeout: 30_000 }, async (name) => {
  const run = start({ PORT: '0', GATEWAY_PORT: '0', [name]: 'three' });
  expect(await run.exit()).toEqual([1, null]);
  expect(run.output()).toContain(`${name}=three is not a port number`);
  expect(run.output()).not.toContain('at ');
});

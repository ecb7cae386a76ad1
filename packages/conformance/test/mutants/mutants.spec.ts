import { describe, expect, it } from 'vitest';
import { HTTP_REPLY_MUTANTS } from './http-reply-mutants.js';
import { HTTP_REQUEST_MUTANTS } from './http-request-mutants.js';
import { WEBSOCKET_MUTANTS } from './websocket-mutants.js';
import { mutate } from './write-mutants.js';

/** Checks that the lists match the starters. Running the mutants takes minutes: `npm run mutants`. */
describe.each([
  ['http', [...HTTP_REPLY_MUTANTS, ...HTTP_REQUEST_MUTANTS]],
  ['websocket', WEBSOCKET_MUTANTS],
] as const)('the mutants of the %s starter', (kind, mutants) => {
  it.each(mutants)('replace one text: $what', async (mutant) => {
    expect(await mutate(kind, mutant)).not.toBe('');
    expect(mutant.to).not.toBe(mutant.from);
  });

  it('have unique names', () => {
    expect(new Set(mutants.map(({ what }) => what)).size).toBe(mutants.length);
  });
});

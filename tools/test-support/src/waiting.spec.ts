import { describe, expect, it } from 'vitest';
import { waitUntil } from './wait-until.js';
import { withTimeout } from './with-timeout.js';

describe('withTimeout', () => {
  it('passes on a result and an error', async () => {
    await expect(withTimeout(Promise.resolve(1))).resolves.toBe(1);
    await expect(withTimeout(Promise.reject(new Error('own')))).rejects.toThrow('own');
  });

  it('reports what did not arrive', async () => {
    await expect(withTimeout(new Promise(() => {}), 'acknowledgement', 10)).rejects.toThrow(
      'no acknowledgement within 10 ms',
    );
  });
});

describe('waitUntil', () => {
  it('returns the result of the condition when it is truthy', async () => {
    let looks = 0;
    await expect(waitUntil(() => ++looks > 3 && `${looks} looks`)).resolves.toBe('4 looks');
  });

  it('fails at the time limit with the last error as the cause', async () => {
    const never = waitUntil(
      () => {
        throw new Error('not connected');
      },
      { timeout: 20, what: 'connection' },
    );
    await expect(never).rejects.toMatchObject({
      message: 'no connection within 20 ms',
      cause: { message: 'not connected' },
    });
  });
});

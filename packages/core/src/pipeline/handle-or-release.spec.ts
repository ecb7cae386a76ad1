import type { CallHandler } from '@portico/common';
import { lastValueFrom, NEVER, type Observable, of, tap, throwError } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { CallContext } from './execution-context.js';
import { handleOrRelease } from './handle-or-release.js';

const contextOf = () => new CallContext('http', 3, null, null, {}, {}, undefined, undefined);
const nextOf = (rest: Observable<unknown>): CallHandler => ({ handle: () => rest });
const reached = (context: CallContext) =>
  tap(() => {
    context.isHandlerReached = true;
  });

describe('handleOrRelease', () => {
  it('keeps values that were passed to the handler, whether it returns or fails', async () => {
    const release = vi.fn();
    const context = contextOf();
    const handled = of(1).pipe(reached(context));
    await expect(lastValueFrom(handleOrRelease(context, nextOf(handled), release))).resolves.toBe(1);
    const failed = throwError(() => new Error('handler'));
    await expect(lastValueFrom(handleOrRelease(context, nextOf(failed), release))).rejects.toThrow('handler');
    expect(release).not.toHaveBeenCalled();
  });

  it.each([
    ['a refusal', throwError(() => new Error('refused')), 'refused'],
    ['a result of another interceptor', of('cached'), 'cached'],
  ])('releases values before %s is passed on', async (_what, rest, outcome) => {
    const order: string[] = [];
    const release = async () => {
      await new Promise(setImmediate);
      order.push('released');
    };
    await lastValueFrom(handleOrRelease(contextOf(), nextOf(rest), release)).then(
      (value) => order.push(String(value)),
      (error: Error) => order.push(error.message),
    );
    expect(order).toEqual(['released', outcome]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('busy');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('busy');
      },
    ],
  ])('reports the rejection if the release %s', async (_how, release) => {
    const rest = throwError(() => new Error('refused'));
    await expect(lastValueFrom(handleOrRelease(contextOf(), nextOf(rest), release))).rejects.toThrow('refused');
  });

  it('releases values after unsubscribing', () => {
    const release = vi.fn();
    handleOrRelease(contextOf(), nextOf(NEVER), release).subscribe().unsubscribe();
    expect(release).toHaveBeenCalledOnce();
  });
});

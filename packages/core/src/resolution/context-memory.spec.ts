import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Inject, Injectable, Scope } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { INQUIRER, REQUEST } from '../container/core-tokens.js';
import { type Booted, boot } from './boot.fixture.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

@Injectable({ scope: Scope.REQUEST })
class Session {
  constructor(@Inject(REQUEST) readonly request: object) {}
}
@Injectable({ scope: Scope.TRANSIENT })
class Log {
  constructor(
    @Inject(INQUIRER) readonly inquirer: object,
    readonly session: Session,
  ) {}
}
@Injectable()
class Handler {
  constructor(
    readonly log: Log,
    @Inject('late') readonly late: object,
  ) {}
}

const app = {
  module: class App {},
  providers: [
    Session,
    Log,
    Handler,
    { provide: 'late', scope: Scope.REQUEST, useFactory: async (session: Session) => ({ session }), inject: [Session] },
  ],
};

/** A separate function, so that no reference to a request stays on the stack. */
async function serve({ resolver, record }: Booted, requests: WeakRef<object>[]): Promise<void> {
  for (let index = 0; index < 200; index++) {
    const request = { index };
    const handler = (await resolver.resolve(record(Handler), resolver.openContext(request))) as Handler;
    expect(handler.log.session.request).toBe(request);
    requests.push(new WeakRef(request), new WeakRef(handler), new WeakRef(handler.log), new WeakRef(handler.late));
  }
}

describe('the instances of a context', () => {
  it('are garbage-collected with the request, including transient and asynchronous ones', async () => {
    const booted = await boot(app);
    const references: WeakRef<object>[] = [];
    await serve(booted, references);
    let alive = references.length;
    for (let turn = 0; turn < 20 && alive > 4; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      alive = references.filter((reference) => reference.deref() !== undefined).length;
    }
    // A register of the loop may still refer to the last request.
    expect(alive).toBeLessThanOrEqual(4);
  });
});

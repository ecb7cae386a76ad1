import { Injectable, Scope } from '@portico/common';
import { expect, it } from 'vitest';
import { boot } from './boot.fixture.js';
import { PreparedTransients, TransientUse } from './prepared-transients.js';

it('counts an instance that a dependent has created itself only once', async () => {
  @Injectable({ scope: Scope.TRANSIENT })
  class Log {}
  @Injectable({ scope: Scope.TRANSIENT })
  class Dependent {
    constructor(readonly log: Log) {}
  }
  const { record } = await boot({ module: class App {}, providers: [Log, Dependent] });
  const prepared = new PreparedTransients();
  const use = new TransientUse(record(Log), record(Dependent), 0, record(Dependent), 0);

  expect(prepared.isOvertaken(use)).toBe(false);
  expect(prepared.take(record(Log), record(Dependent))).toBeUndefined();
  expect([prepared.isOvertaken(use), prepared.isOvertaken(use)]).toEqual([true, false]);

  const log = new Log();
  prepared.put(use, log);
  expect(prepared.take(record(Log), record(Dependent))?.instance).toBe(log);
  expect(prepared.isOvertaken(use)).toBe(false);
});

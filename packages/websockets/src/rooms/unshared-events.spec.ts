import { Logger } from '@portico/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { UnsharedEvents } from './unshared-events.js';

type Adapter = Parameters<UnsharedEvents['check']>[0];
type Selection = Parameters<UnsharedEvents['check']>[1];

const everybody: Selection = { rooms: new Set(), except: new Set(), flags: {} };
const adapterOf = (pubClient?: object) => ({ pubClient }) as Adapter;

it('counts what is sent while the connection of the room adapter is lost, and logs the loss and the sum', () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => warn.mockRestore());
  for (const [up, down] of [
    [{ isReady: true }, { isReady: false }],
    [{ status: 'ready' }, { status: 'reconnecting' }],
  ]) {
    warn.mockClear();
    const events = new UnsharedEvents();
    events.check(adapterOf(up), everybody);
    for (let count = 0; count < 3; count += 1) events.check(adapterOf(down), everybody);
    events.check(adapterOf(down), { ...everybody, flags: { local: true } });
    expect(events.count).toBe(3);
    events.check(adapterOf(up), everybody);
    events.check(adapterOf(up), everybody);
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining('has lost its connection'),
      expect.stringContaining('3 event(s)'),
    ]);
    events.check(adapterOf(down), everybody);
    expect(events.count).toBe(4);
  }
});

it('counts nothing for adapters whose connection is not known', () => {
  const events = new UnsharedEvents();
  events.check(adapterOf(), everybody);
  events.check(adapterOf({}), everybody);
  expect(events.count).toBe(0);
});

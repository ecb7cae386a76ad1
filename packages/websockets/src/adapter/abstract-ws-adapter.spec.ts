import { expect, it } from 'vitest';
import { AbstractWsAdapter } from './abstract-ws-adapter.js';

class Documented extends AbstractWsAdapter {
  create(): never {
    throw new Error('never made');
  }
  bindMessageHandlers(): void {}
}
class Routing extends Documented {
  bindMessages(): void {}
}
class Renamed extends Routing {}
class Watching extends Renamed {
  override bindMessageHandlers(): void {}
}
class Both extends Watching {
  override bindMessageHandlers(): void {}
  override bindMessages(): void {}
}

it.each([
  [Routing, true],
  [Renamed, true],
  [Watching, false],
  [Both, true],
])('uses the method for messages that was overridden last: %s', (Adapter, routes) => {
  expect(new Adapter().routesMessages).toBe(routes);
});

it('uses bindMessageHandlers of the instance', () => {
  expect(Object.assign(new Routing(), { bindMessageHandlers: () => undefined }).routesMessages).toBe(false);
});

/** A library whose servers and sockets have no events, and no close(). */
class Eventless extends AbstractWsAdapter<{ readonly sockets: object[] }, { readonly id: number }> {
  create() {
    return { sockets: [] };
  }
  bindMessageHandlers(): void {}
}

it('names the member to override for a library without events', async () => {
  const adapter = new Eventless();
  expect(() => adapter.bindClientConnect(adapter.create(), () => undefined)).toThrow(
    /has no on\(\).*Override bindClientConnect\(\)/s,
  );
  expect(() => adapter.bindClientDisconnect({ id: 1 }, () => undefined)).toThrow(/Override bindClientDisconnect\(\)/);
  await adapter.close(adapter.create());
});

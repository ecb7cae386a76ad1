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

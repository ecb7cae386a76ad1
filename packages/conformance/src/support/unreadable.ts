import { upstreamFailure } from './upstream-failure.js';

/** Values that have no text, or that throw when they are read. They may be thrown like any other. */
export const UNREADABLE: Readonly<Record<string, () => unknown>> = {
  'an object without a prototype': () => Object.create(null),
  'an Error without a prototype': () => Object.setPrototypeOf(upstreamFailure(), null),
  'an Error whose message cannot be read': () => withUnreadable('message'),
  'an Error whose stack cannot be read': () => withUnreadable('stack'),
  'a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'an object whose properties cannot be read': () =>
    new Proxy(
      {},
      {
        get: () => {
          throw upstreamFailure();
        },
      },
    ),
};

function withUnreadable(property: string): Error {
  return Object.defineProperty(upstreamFailure(), property, {
    get: () => {
      throw upstreamFailure();
    },
  });
}

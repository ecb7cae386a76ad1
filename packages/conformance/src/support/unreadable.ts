import { upstreamFailure } from './upstream-failure.js';

/** Values that have no text, or that throw when they are read. They may be thrown like any other. */
export const UNREADABLE: Readonly<Record<string, () => unknown>> = {
  'an object without a prototype': () => Object.create(null),
  'an Error without a prototype': () => Object.setPrototypeOf(upstreamFailure(), null),
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

import { throwUpstreamFailure, upstreamFailure } from './upstream-failure.js';

/** Values that have no text, or that throw when they are read. They may be thrown like any other. */
export const UNREADABLE: Readonly<Record<string, () => unknown>> = {
  'an object without a prototype': () => Object.create(null),
  'an Error without a prototype': () => Object.setPrototypeOf(upstreamFailure(), null),
  'an Error whose message cannot be read': () => withUnreadable(upstreamFailure(), 'message'),
  'an Error whose stack cannot be read': () => withUnreadable(upstreamFailure(), 'stack'),
  'a revoked Proxy': revokedProxy,
  'an object whose properties cannot be read': () => new Proxy({}, { get: throwUpstreamFailure }),
};

/** The Error, which then throws if one property is read. */
export function withUnreadable(error: Error, property: string): Error {
  return Object.defineProperty(error, property, { get: throwUpstreamFailure });
}

export function revokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

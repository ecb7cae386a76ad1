import type { Socket } from 'node:net';
import type { TransportProfile } from '@portico/core/transports';

/** Handlers are called with `(socket, words)`, and a failure is a line that begins with an exclamation mark. */
export const lineProfile: TransportProfile = {
  type: 'lines',
  arity: 2,
  result: 'last',
  readParameter: () => () => undefined, // no parameter decorators of its own
  argumentType: () => 'custom',
  requestOf: (socket, words) => ({ socket, words }),
  denied: () => new Error('you may not'),
  fallbackFilter: {
    catch: (error: Error, host) => host.getArgByIndex<Socket>(0).write(`! ${error.message}\n`),
  },
  lastResort: (_error, socket) => (socket as Socket).destroy(),
};

import { ForbiddenException } from '@portico/common';
import { CallContext, type TransportProfile } from '@portico/core/transports';
import type { HandshakeResponse } from './handshake-response.js';

/** The context of guards of a handshake. `switchToHttp()` returns its request, and `switchToWs()` its client. */
class HandshakeContext extends CallContext {
  override getRequest<T = any>(): T;
  override getRequest(): unknown {
    return this.a1;
  }

  override getResponse<T = any>(): T;
  override getResponse(): unknown {
    return this.a2;
  }

  override getNext<T = any>(): T;
  override getNext(): undefined {
    return undefined;
  }

  /** There is no message yet. */
  override getData<T = any>(): T;
  override getData(): undefined {
    return undefined;
  }
}

/** How the pipeline runs handshakes. Guards are called with `(client, request, response, 'handleConnection')`. */
export const handshakeProfile: TransportProfile = {
  type: 'ws',
  arity: 4,
  contextClass: HandshakeContext,
  result: 'last',
  readParameter: () => () => undefined,
  argumentType: () => undefined,
  requestOf: (client: object) => client,
  denied: () => new ForbiddenException('Forbidden resource'),
  fallbackFilter: {
    catch: (exception, host) => fail(exception, host.getArgByIndex(2)),
  },
  lastResort: (error, _client, _request, response) => fail(error, response),
};

/** Sets the error with which the client is refused. */
export function fail(error: unknown, response: unknown): void {
  // The third argument of a handshake is always this response.
  (response as HandshakeResponse).fail(error);
}

import type { IncomingMessage } from 'node:http';
import type { INestApplication, WebSocketAdapter } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import type { Capability } from '../../support/capability.js';
import type { ConnectClient } from './client.js';

/** The capabilities in which WebSocket platforms may differ. */
export interface WebSocketCapabilities {
  /** Gateways without a port share the HTTP server of the application. */
  readonly sharedServer: Capability;
  /** A client can request an acknowledgement. */
  readonly acknowledgements: Capability;
  /** Gateways can be in namespaces of one server. */
  readonly namespaces: Capability;
  /** Several servers can share a port, each at its own path. */
  readonly paths: Capability;
  /** Optional: the paths of gateways can have parameters. */
  readonly pathParameters?: Capability;
  /** The adapter reports when a client disconnects. */
  readonly disconnects: Capability;
  /** `close` disconnects clients and waits for them. */
  readonly drains: Capability;
  /** A result that cannot be serialized does not affect anything else. */
  readonly unsendableReplies: Capability;
  /** `adapter.onDiscardedMessage` is called with messages that reach no handler. */
  readonly discardedMessages: Capability;
  /** Object patterns are compared by their properties. */
  readonly objectPatterns: Capability;
  /** Optional: the number of bytes that are buffered for a client is known. */
  readonly backpressure?: Capability;
  /** Optional: `overflow: 'pause'` stops reading from a client. */
  readonly pauses?: Capability;
  /** Optional: clients are checked before they are accepted. Otherwise, refused clients are closed after they have connected. */
  readonly handshakes?: Capability;
  /** Optional: clients can reply to requests of the server. Requires `answer` of the test client. */
  readonly requests?: Capability;
  /** The application does not start if a port is in use. */
  readonly portErrors: Capability;
}

/** A platform under test: functions that create its adapter and clients, and its capabilities. */
export interface WebSocketPlatform {
  readonly name: string;
  /** @param appOrServer the application, or an HTTP server */
  createAdapter(appOrServer: INestApplication | object): WebSocketAdapter;
  createHttpAdapter(): AbstractHttpAdapter;
  readonly connect: ConnectClient;
  readonly capabilities: WebSocketCapabilities;
  /**
   * Optional: another platform, whose adapter must work in the same application. It must share servers by paths. Default: a second
   * adapter of this platform.
   */
  readonly beside?: Pick<WebSocketPlatform, 'createAdapter' | 'connect'>;
  /**
   * Optional: the target of the request that opens a WebSocket, for libraries that refuse clients after they have accepted the
   * WebSocket. Default: `'/'`, where a client is refused with an HTTP status.
   */
  readonly upgradeTarget?: string;
  /**
   * Returns the options of a gateway that set a function for checking handshakes, such as `verifyClient` of ws or
   * `allowRequest` of socket.io. Without this member, the tests of such functions are skipped.
   *
   * @param check may return, resolve to, throw or reject with any value
   */
  checkHandshakes?(check: (request: IncomingMessage) => boolean | Promise<boolean>): object;
}

/** The capabilities that require a member of the adapter. */
const MEMBERS = [
  ['handshakes', 'bindHandshake'],
  ['pauses', 'pauseClient'],
  ['requests', 'requestClient'],
] as const;

/**
 * Checks that an adapter has the members that the capabilities of its platform require.
 *
 * @throws TypeError that names what is missing
 */
export function checkAdapterMembers({ name, capabilities }: WebSocketPlatform, adapter: WebSocketAdapter): void {
  for (const [capability, member] of MEMBERS) {
    if (capabilities[capability] !== true || typeof Reflect.get(adapter, member) === 'function') continue;
    throw new TypeError(
      `The platform "${name}" says ${capability}: true, but its adapter has no ${member}(). Implement it, or give the reason why ` +
        `it is missing: ${capability}: 'the reason'.`,
    );
  }
}

import type { IncomingMessage } from 'node:http';
import type { INestApplication, WebSocketAdapter } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import type { Capability } from '../../support/capability.js';
import type { ConnectClient } from './client.js';

/** What WebSocket platforms may differ in. */
export interface WebSocketCapabilities {
  /** Gateways without a port share the HTTP server of the application. */
  readonly sharedServer: Capability;
  /** A client may ask for an acknowledgement. */
  readonly acknowledgements: Capability;
  /** Gateways may live in namespaces of one server. */
  readonly namespaces: Capability;
  /** Several servers may share a port, each on a path. */
  readonly paths: Capability;
  /** Optional: the paths of gateways may have parameters. */
  readonly pathParameters?: Capability;
  /** The adapter says when a client leaves. */
  readonly disconnects: Capability;
  /** `close` disconnects clients and waits for them. */
  readonly drains: Capability;
  /** An answer that cannot be sent ends nothing else. */
  readonly unsendableAnswers: Capability;
  /** `adapter.onDroppedMessage` is called with messages that reach no handler. */
  readonly droppedMessages: Capability;
  /** An object pattern is matched by what it holds. */
  readonly objectPatterns: Capability;
  /** Optional: it is known how many bytes wait for a client that does not read. */
  readonly backpressure?: Capability;
  /** Optional: `overflow: 'pause'` stops reading from a client. */
  readonly pauses?: Capability;
  /** Optional: clients are checked before they are accepted; otherwise they are closed once they are connected. */
  readonly handshakes?: Capability;
  /** Optional: clients can answer requests of the server. The test client needs `answer` for it. */
  readonly requests?: Capability;
  /** A port that is taken fails the start of the application. */
  readonly portErrors: Capability;
}

/** A platform under test: a start-up function and its flags. */
export interface WebSocketPlatform {
  readonly name: string;
  /** @param appOrServer what the adapter is made with: the application, or an HTTP server */
  createAdapter(appOrServer: INestApplication | object): WebSocketAdapter;
  createHttpAdapter(): AbstractHttpAdapter;
  readonly connect: ConnectClient;
  readonly capabilities: WebSocketCapabilities;
  /**
   * Optional: another platform, whose adapter has to work beside this one in the same application. It shares servers by paths. Default:
   * a second adapter of this platform.
   */
  readonly beside?: Pick<WebSocketPlatform, 'createAdapter' | 'connect'>;
  /**
   * Optional: the target of the request that opens a WebSocket, for libraries that accept the WebSocket first and refuse a client over
   * it. Default: `'/'`, where a client is refused by a status of HTTP.
   */
  readonly upgradeTarget?: string;
  /**
   * The options of a gateway whose handshakes are checked by a function of the application, as `verifyClient` of ws and
   * `allowRequest` of socket.io do. Without it the tests of such functions are left out.
   *
   * @param check may return, resolve to, throw and reject with anything
   */
  checkHandshakes?(check: (request: IncomingMessage) => boolean | Promise<boolean>): object;
}

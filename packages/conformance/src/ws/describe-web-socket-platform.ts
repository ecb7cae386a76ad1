import { describe } from 'vitest';
import { describeAcknowledgements } from './acknowledgements.js';
import { describeAdapters } from './adapters.js';
import { describeClients } from './clients.js';
import { describeConnections } from './connections.js';
import { describeDescriptions } from './descriptions.js';
import { describeDiagnostics } from './diagnostics.js';
import { describeEnhancers } from './enhancers.js';
import { describeExceptions } from './exceptions.js';
import { describeFaults } from './faults.js';
import { describeForeignErrors } from './foreign-errors.js';
import { describeHandshakeAttacks } from './handshake-attacks.js';
import { describeHandshakeGuards } from './handshake-guards.js';
import { describeHandshakeRequests } from './handshake-requests.js';
import { describeHandshakes } from './handshakes.js';
import { describeHooks } from './hooks.js';
import { describeLifecycle } from './lifecycle.js';
import { describeMessageBodies } from './message-bodies.js';
import { describeMessageDefinitions } from './message-definitions.js';
import { describeMessages } from './messages.js';
import { describeNumericOptions } from './numeric-options.js';
import { describeOptions } from './options.js';
import { describeOrder } from './order.js';
import { describeParameters } from './parameters.js';
import { describePaths } from './paths.js';
import { describeResults } from './results.js';
import { describeRoomOutages } from './room-outages.js';
import { describeRooms } from './rooms.js';
import { describeScopes } from './scopes.js';
import { describeServers } from './servers.js';
import { describeSharedServers } from './shared-servers.js';
import { describeShutdown } from './shutdown.js';
import { describeShutdownWithHttp } from './shutdown-with-http.js';
import { describeStreams } from './streams.js';
import { describeSubscriptions } from './subscriptions.js';
import { checkFirstConnection } from './support/first-connection.js';
import type { WebSocketPlatform } from './support/platform.js';
import { describeUnreadableValues } from './unreadable-values.js';

const THEMES: Record<string, (platform: WebSocketPlatform) => void> = {
  subscriptions: describeSubscriptions,
  parameters: describeParameters,
  messages: describeMessages,
  'message bodies': describeMessageBodies,
  'message definitions': describeMessageDefinitions,
  acknowledgements: describeAcknowledgements,
  streams: describeStreams,
  results: describeResults,
  order: describeOrder,
  hooks: describeHooks,
  connections: describeConnections,
  handshakes: describeHandshakes,
  'handshake guards': describeHandshakeGuards,
  'handshake requests': describeHandshakeRequests,
  'handshake attacks': describeHandshakeAttacks,
  clients: describeClients,
  rooms: describeRooms,
  'room outages': describeRoomOutages,
  enhancers: describeEnhancers,
  exceptions: describeExceptions,
  'foreign errors': describeForeignErrors,
  'unreadable values': describeUnreadableValues,
  scopes: describeScopes,
  lifecycle: describeLifecycle,
  shutdown: describeShutdown,
  'shutdown with HTTP': describeShutdownWithHttp,
  servers: describeServers,
  'shared servers': describeSharedServers,
  paths: describePaths,
  options: describeOptions,
  'numeric options': describeNumericOptions,
  adapters: describeAdapters,
  descriptions: describeDescriptions,
  diagnostics: describeDiagnostics,
  faults: describeFaults,
};

/**
 * Runs the test suites for WebSocket platforms. The test file of a platform consists of this call.
 *
 * @example
 * describeWebSocketPlatform({ name: 'ws', createAdapter: (app) => new WsAdapter(app), connect: connectWs, … });
 */
export function describeWebSocketPlatform(platform: WebSocketPlatform): void {
  describe(`the WebSocket platform ${platform.name}`, () => {
    checkFirstConnection(platform);
    for (const [theme, describeTheme] of Object.entries(THEMES)) describe(theme, () => describeTheme(platform));
  });
}

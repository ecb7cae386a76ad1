import { describe } from 'vitest';
import { describeClients } from './clients/clients.js';
import { describeConnections } from './clients/connections.js';
import { describeHooks } from './clients/hooks.js';
import { describeHandshakeAttacks } from './handshakes/handshake-attacks.js';
import { describeHandshakeGuards } from './handshakes/handshake-guards.js';
import { describeHandshakeRequests } from './handshakes/handshake-requests.js';
import { describeHandshakes } from './handshakes/handshakes.js';
import { describeLifecycle } from './lifecycle/lifecycle.js';
import { describeShutdown } from './lifecycle/shutdown.js';
import { describeShutdownWithHttp } from './lifecycle/shutdown-with-http.js';
import { describeAcknowledgements } from './messages/acknowledgements.js';
import { describeMessageBodies } from './messages/message-bodies.js';
import { describeMessageDefinitions } from './messages/message-definitions.js';
import { describeMessages } from './messages/messages.js';
import { describeOrder } from './messages/order.js';
import { describeParameters } from './messages/parameters.js';
import { describeResults } from './messages/results.js';
import { describeStreams } from './messages/streams.js';
import { describeSubscriptions } from './messages/subscriptions.js';
import { describeUnreadableValues } from './messages/unreadable-values.js';
import { describeDiagnostics } from './pipeline/diagnostics.js';
import { describeEnhancers } from './pipeline/enhancers.js';
import { describeExceptions } from './pipeline/exceptions.js';
import { describeFaults } from './pipeline/faults.js';
import { describeForeignErrors } from './pipeline/foreign-errors.js';
import { describeScopes } from './pipeline/scopes.js';
import { describeRoomOutages } from './rooms/room-outages.js';
import { describeRooms } from './rooms/rooms.js';
import { describeAdapters } from './servers/adapters.js';
import { describeDescriptions } from './servers/descriptions.js';
import { describeNumericOptions } from './servers/numeric-options.js';
import { describeOptions } from './servers/options.js';
import { describePaths } from './servers/paths.js';
import { describeServers } from './servers/servers.js';
import { describeSharedServers } from './servers/shared-servers.js';
import { checkFirstConnection } from './support/first-connection.js';
import type { WebSocketPlatform } from './support/platform.js';

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

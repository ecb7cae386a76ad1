import type { FrameworkError } from '@portico/common/internal';
import { webSocketError } from '../../errors.js';

/** @param gateways the names of the gateways whose `handleConnection` has not completed */
export function slowConnection(gateways: string, event: string): FrameworkError {
  return webSocketError(
    'PORTICO_WS_SLOW_CONNECTION',
    `The message "${event}" has been waiting for 5 seconds, because handleConnection() of ${gateways} has not completed.`,
    'Return from handleConnection() sooner. If it runs for as long as the client is connected, set @WebSocketGateway({ waitForConnection: false }).',
  );
}

export function missingPause(gateways: string): FrameworkError {
  return webSocketError(
    'PORTICO_WS_PAUSE',
    `${gateways} sets dispatch.overflow to "pause", but its adapter has no pauseClient(). Clients with too many messages are disconnected instead.`,
    "Add pauseClient() and resumeClient() to the adapter, or set overflow: 'close'.",
  );
}

/** @param clients how many have not disconnected, or have hooks that have not completed */
export function slowDisconnection(gateways: string, clients: number, timeoutMs: number): FrameworkError {
  return webSocketError(
    'PORTICO_WS_DRAIN',
    `${clients} client(s) of ${gateways} were still disconnecting after ${timeoutMs / 1000} s. The application closes without waiting for them.`,
    'Return from handleDisconnect() sooner.',
  );
}

/** @param step such as `dispose() of WsAdapter` */
export function slowClose(step: string, timeoutMs: number): FrameworkError {
  return webSocketError(
    'PORTICO_WS_CLOSE',
    `${step} has not completed after ${timeoutMs / 1000} s. The application closes without waiting for it.`,
    'Limit how long the adapter waits for other servers: close a connection to Redis with destroy() if close() does not complete.',
  );
}

export function uncountableClients(gateways: string): FrameworkError {
  return webSocketError(
    'PORTICO_WS_HANDSHAKE',
    `${gateways} limits how many clients may connect, but its adapter has no bindClientDisconnect(), so clients cannot be counted.`,
    'Add bindClientDisconnect(client, callback) to the adapter, or remove maxClients and maxClientsPerAddress.',
  );
}

export function unmatchedPath(gateways: string, path: string): FrameworkError {
  return webSocketError(
    'PORTICO_WS_PATH',
    `${gateways} has the path ${path}, but its adapter does not say that it matches parameters of paths. Clients may not reach it.`,
    'Pass the path to UpgradeRouter.of(server).add({ path, handle }) in create() of the adapter, and set matchesPaths = true.',
  );
}

import { inTime, TIMEOUT_MS } from '../../support/in-time.js';
import type { Place, TestClient } from './client.js';
import type { WebSocketPlatform } from './platform.js';

const SECONDS = `${TIMEOUT_MS / 1_000} s`;
/** Longer than the limit of the clients of the suites, whose errors contain more details. */
const CONNECT_MS = TIMEOUT_MS + 500;
const NO_CONNECTION = `No connection within ${CONNECT_MS} ms: the server did not answer the handshake`;

/** Connects a client. Its connection, `left` and `leave()` reject at a time limit. The error says what was received instead. */
export async function connectInTime(platform: Pick<WebSocketPlatform, 'connect'>, place: Place): Promise<TestClient> {
  const connecting = platform.connect(place);
  const client = await inTime(connecting, () => NO_CONNECTION, CONNECT_MS).catch((error: unknown) => {
    connecting.then((late) => late.destroy()).catch(() => undefined);
    throw error;
  });
  const leave = client.leave.bind(client);
  const { left } = client;
  const received = () => (client.rest.length === 0 ? '' : `; the client received ${JSON.stringify(client.rest)}`);
  Object.defineProperties(client, {
    left: { get: () => inTime(left, () => `The server did not disconnect the client within ${SECONDS}${received()}`) },
    leave: {
      value: () =>
        inTime(leave(), () => `The server did not answer the close of the client within ${SECONDS}${received()}`),
    },
  });
  return client;
}

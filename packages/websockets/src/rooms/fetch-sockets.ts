import { requestTimeout } from '../connections/requests-to-clients.js';
import type { RoomNamespace, RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { HandshakeDetails } from '../contracts/gateways/client-handshake.js';
import { webSocketError } from '../errors.js';
import { isSharedAdapter } from '../room-adapters/is-shared.js';
import { raceTimeout } from '../support/race-timeout.js';

/** A client of any process, as room adapters return it. */
export interface FetchedSocket {
  readonly id: string;
  readonly data: unknown;
  readonly rooms: Iterable<string>;
  readonly handshake: HandshakeDetails;
}

/**
 * How long the other processes may take. Room adapters have a limit of their own, which begins only when they have sent
 * the question: without a connection, never. Milliseconds.
 */
const FETCH_TIMEOUT_MS = 10_000;

/**
 * Returns the selected clients of all processes.
 *
 * @throws FrameworkError `PORTICO_WS_FETCH` after {@link FETCH_TIMEOUT_MS}, or the time-out of the selection
 */
export async function fetchSockets(
  { adapter }: RoomNamespace,
  selection: RoomSelection,
): Promise<readonly FetchedSocket[]> {
  const fetching = adapter.fetchSockets(selection);
  const isShared = !selection.flags.local && isSharedAdapter(adapter);
  const timeoutMs = requestTimeout(selection.flags.timeout ?? FETCH_TIMEOUT_MS);
  const late = (): never => {
    throw missingProcesses(timeoutMs);
  };
  // The type of `socket.io-adapter` leaves the elements open.
  return (await (isShared ? raceTimeout(fetching, timeoutMs, late) : fetching)) as FetchedSocket[];
}

function missingProcesses(milliseconds: number): Error {
  return webSocketError(
    'PORTICO_WS_FETCH',
    `The clients of other processes could not be fetched: no reply came within ${milliseconds} ms.`,
    'Handle the error, or call clients.local.fetch(). To wait for another time, call timeout().',
  );
}

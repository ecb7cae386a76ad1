import type { RoomNamespace, RoomPacket, RoomSelection } from '../contracts/room-adapter.js';
import type { RoomOptions } from '../contracts/room-options.js';

/** Where selections of clients find their clients. */
export interface RoomHost {
  readonly namespace: RoomNamespace;
  readonly options: RoomOptions | undefined;
  /** Whether the server is closed: nothing is sent any more. */
  readonly isClosed: boolean;
  /** Whether clients can answer. */
  readonly takesRequests: boolean;
  /**
   * Encodes an event before it is passed on, so that what cannot be encoded fails where it is sent.
   *
   * @param selection of an event that clients which come back have missed
   */
  encode(packet: RoomPacket, selection?: RoomSelection): void;
}

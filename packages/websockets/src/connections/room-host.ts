import type { RoomNamespace, RoomPacket, RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { RoomOptions } from '../contracts/options/room-options.js';

/** The server to which a selection of clients belongs. */
export interface RoomHost {
  readonly namespace: RoomNamespace;
  readonly limits: Readonly<Required<RoomOptions>>;
  /** Whether the server is closed: nothing is sent any more. */
  readonly isClosed: boolean;
  /** Whether clients can reply. */
  readonly takesRequests: boolean;
  /**
   * Checks and encodes an event before it is passed on, so that an error is thrown in the call.
   *
   * @param selection the selection of an event that recovered clients may have missed
   */
  encode(packet: RoomPacket, selection?: RoomSelection): void;
  /** Disconnects clients with a close code. Not set if the library cannot send one. */
  readonly closer?: { close(selection: RoomSelection, code: number, reason: string): void } | undefined;
}

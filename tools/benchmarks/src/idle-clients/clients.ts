import type { Announced } from '../../subjects/announcement.js';

/** What is on the other side of the connections. */
export interface Clients {
  /**
   * Waits until one more announcement has arrived at all clients.
   *
   * @throws if it does not arrive
   */
  received(announcement: Announced): Promise<void>;
  close(): Promise<void>;
}

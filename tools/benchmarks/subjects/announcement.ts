/** What a process holds for its clients. */
export interface Held {
  readonly clients: number;
  /** What keeps the event loop alive, by kind: `Timeout`, `TCPSocketWrap`, … */
  readonly resources: Readonly<Record<string, number>>;
  /** Listeners of one client, and of its connection. */
  readonly listeners: number;
  /** Those of them that another client does not share: functions that were created for this client. */
  readonly ownListeners: number;
}

export interface Announced {
  /** Microseconds of processor time, until the event is written to all clients. */
  readonly cpu: number;
  /** The same in microseconds of the clock. */
  readonly elapsed: number;
  /** What streams in memory have received of it. */
  readonly bytes: number;
}

/** What is announced. */
export const ANNOUNCEMENT = { event: 'news', data: 'Something has happened somewhere.' };

/** As a frame without a mask. */
export const ANNOUNCEMENT_BYTES: number = JSON.stringify(ANNOUNCEMENT).length + 2;

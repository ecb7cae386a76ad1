export type WsPlatform = 'ws' | 'socket.io';

/** What the attacked server puts up with. */
export const LIMITS = { frameBytes: 64 * 1024, bufferedBytes: 1024 * 1024 };

/** What the test asks of the process of the server. */
export type Command = { readonly id: number } & (
  | { readonly what: 'shout'; readonly times: number; readonly bytes: number }
  | { readonly what: 'connections' }
  | { readonly what: 'measure' }
);

/** What is left when everything that can be collected has been. */
export interface Measurement {
  /** The heap, and what hangs on it: buffers above all. */
  readonly bytes: number;
  readonly connections: number;
}

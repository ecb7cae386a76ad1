import type { Protocol, Refused } from '../api/protocol.js';

export type Refusal = Refused['refused'];

/** A client of the application that this page has opened through the server. */
export interface Connection {
  readonly number: number;
  readonly channel: string;
  readonly protocol: Protocol;
  readonly state: 'connecting' | 'open' | 'closed' | 'refused';
  readonly id?: string;
  readonly refusal?: Refusal;
}

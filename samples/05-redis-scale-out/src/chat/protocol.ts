import type { GatewayClient } from '@portico/websockets';

/** The data of a client, which other processes can fetch. */
export interface Guest {
  name: string;
  process: number;
}

export interface Welcome {
  readonly process: number;
  readonly pid: number;
}

export interface Said {
  readonly name: string;
  readonly text: string;
  /** The process that the speaker is connected to. */
  readonly process: number;
}

/** The events that the server sends. */
export interface ChatEvents {
  welcome: Welcome;
  said: Said;
  who: Guest[];
}

export type GuestClient = GatewayClient<Guest, ChatEvents>;

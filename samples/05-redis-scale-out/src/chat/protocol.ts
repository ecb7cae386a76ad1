import type { GatewayClient } from '@portico/websockets';

/** What a process keeps of a client; other processes can ask for it. */
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

/** What the server sends. */
export interface ChatEvents {
  welcome: Welcome;
  said: Said;
  who: Guest[];
}

export type GuestClient = GatewayClient<Guest, ChatEvents>;

import type { GatewayClient } from '@portico/websockets';
import type { ServerEvents } from './protocol.js';

/** A connected browser, with either library. */
export type ChatClient = GatewayClient<unknown, ServerEvents>;

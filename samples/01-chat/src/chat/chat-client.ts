import type { GatewayClient } from '@portico/websockets';
import type { ServerEvents } from './protocol.js';

/** One connected browser, on either transport. */
export type ChatClient = GatewayClient<unknown, ServerEvents>;

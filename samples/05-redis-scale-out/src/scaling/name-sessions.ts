import type { Server } from 'socket.io';
import { createSessionId } from '../proxy/session-id.js';

/** Lets the proxy read from a session id to which process it belongs. */
export function nameSessions(server: Server): void {
  server.engine.generateId = () => createSessionId(Number(process.env.PROCESS_NUMBER));
}

import type { Server } from 'socket.io';
import { createSessionId } from '../proxy/session-id.js';

/** Makes session ids contain the number of the process, which the proxy reads. */
export function nameSessions(server: Server): void {
  server.engine.generateId = () => createSessionId(Number(process.env.PROCESS_NUMBER));
}

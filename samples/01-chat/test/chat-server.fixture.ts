import type { AddressInfo } from 'node:net';
import { createChatApplication } from '../src/application.js';
import { ChatService } from '../src/chat/chat.service.js';
import type { Platforms } from '../src/settings.js';

/** All ways to run the chat. */
export const COMBINATIONS: readonly Platforms[] = [
  { http: 'express', ws: 'socket.io' },
  { http: 'express', ws: 'ws' },
  { http: 'fastify', ws: 'socket.io' },
  { http: 'fastify', ws: 'ws' },
];

export interface ChatServer {
  readonly port: number;
  readonly url: string;
  /** Ends every connection from the server's side, as a restarting proxy would. */
  disconnectAll(): void;
  close(): Promise<void>;
}

/** @param wanted the port, default: any free port */
export async function startChat(platforms: Platforms, wanted = 0): Promise<ChatServer> {
  const app = await createChatApplication(platforms);
  // What the tests send wrong on purpose does not have to appear in the output.
  app.useLogger(false);
  await app.listen(wanted, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const chat = app.get(ChatService, { strict: false });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    disconnectAll: () => void chat.clients.disconnect(),
    close: () => app.close(),
  };
}

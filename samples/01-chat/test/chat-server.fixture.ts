import type { AddressInfo } from 'node:net';
import { createChatApplication } from '../src/application.js';
import { EVERYBODY, type Everybody } from '../src/chat/everybody.token.js';
import type { HttpPlatform, WsPlatform } from '../src/settings.js';

/** The HTTP platform of the server, and the library of the clients. */
export interface Combination {
  readonly http: HttpPlatform;
  readonly ws: WsPlatform;
}

/** All ways to run the chat. */
export const COMBINATIONS: readonly Combination[] = [
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
export async function startChat({ http, ws }: Combination, wanted = 0): Promise<ChatServer> {
  const app = await createChatApplication({ http });
  // What the tests send wrong on purpose does not have to appear in the output.
  app.useLogger(false);
  await app.listen(wanted, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const { clients } = app.get<Everybody>(EVERYBODY, { strict: false });
  return {
    port,
    url: `http://127.0.0.1:${port}${ws === 'ws' ? '/?over=ws' : ''}`,
    disconnectAll: () => void clients.disconnect(),
    close: () => app.close(),
  };
}

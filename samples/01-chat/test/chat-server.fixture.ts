import type { AddressInfo } from 'node:net';
import { createChatApplication } from '../src/application.js';
import { ALL_CLIENTS, type AllClients } from '../src/chat/all-clients.token.js';
import type { HttpPlatform, WsPlatform } from '../src/settings.js';

/** The HTTP platform of the server, and the library of the clients. */
export interface Combination {
  readonly http: HttpPlatform;
  readonly ws: WsPlatform;
}

/** All combinations of platforms. */
export const COMBINATIONS: readonly Combination[] = [
  { http: 'express', ws: 'socket.io' },
  { http: 'express', ws: 'ws' },
  { http: 'fastify', ws: 'socket.io' },
  { http: 'fastify', ws: 'ws' },
];

export interface ChatServer {
  readonly port: number;
  readonly url: string;
  /** Closes all connections on the server, like a restarting proxy. */
  disconnectAll(): void;
  close(): Promise<void>;
}

/** @param wanted the port. Default: any free port */
export async function startChat({ http, ws }: Combination, wanted = 0): Promise<ChatServer> {
  const app = await createChatApplication({ http });
  // The tests send invalid messages, whose errors would fill the output.
  app.useLogger(false);
  await app.listen(wanted, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const { clients } = app.get<AllClients>(ALL_CLIENTS, { strict: false });
  return {
    port,
    url: `http://127.0.0.1:${port}${ws === 'ws' ? '/?over=ws' : ''}`,
    disconnectAll: () => void clients.disconnect(),
    close: () => app.close(),
  };
}

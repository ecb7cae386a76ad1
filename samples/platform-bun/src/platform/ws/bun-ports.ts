import { once } from 'node:events';
import { FrameworkError } from '@portico/common';
import type { ServerLease } from '@portico/websockets/adapters';
import type { BunRequest } from '../http/bun-request.js';
import type { BunResponse } from '../http/bun-response.js';
import { BunServer } from '../http/bun-server.js';

interface OpenPort {
  readonly server: BunServer;
  readonly listening: Promise<void>;
  readonly begin: () => void;
  users: number;
}

/** The dedicated ports of gateways: one server of Bun for each, shared by the gateways on it. */
export class BunPorts {
  private readonly ports = new Map<number, OpenPort>();
  private held: (() => void)[] | undefined;

  take(number: number, host: string | undefined): ServerLease {
    let port = this.ports.get(number);
    if (!port) {
      port = openPort(number, host);
      this.ports.set(number, port);
      if (this.held) this.held.push(port.begin);
      // The limits of the gateways are known when the code that is running has created them.
      else setImmediate(port.begin);
    }
    port.users += 1;
    const { server, listening } = port;
    return { httpServer: server, listening, isOwn: true, release: () => this.release(number) };
  }

  /** Keeps new ports from listening until the returned function is called. */
  hold(): () => void {
    const held: (() => void)[] = [];
    this.held = held;
    return () => {
      if (this.held === held) this.held = undefined;
      for (const begin of held.splice(0)) begin();
    };
  }

  private async release(number: number): Promise<void> {
    const port = this.ports.get(number);
    if (!port) return;
    port.users -= 1;
    if (port.users > 0) return;
    this.ports.delete(number);
    if (!port.server.listening) return;
    const closed = once(port.server, 'close');
    port.server.close();
    port.server.closeAllConnections();
    await closed;
  }
}

function openPort(number: number, host: string | undefined): OpenPort {
  const server = new BunServer();
  server.on('request', (_request: BunRequest, response: BunResponse) => {
    response.writeHead(426, { upgrade: 'websocket' }).end('Upgrade Required');
  });
  let begin!: () => void;
  const listening = new Promise<void>((resolve) => {
    begin = resolve;
  }).then(() => listen(server, number, host));
  // An unobserved failure must not crash the process.
  listening.catch(() => undefined);
  return { server, listening, begin, users: 0 };
}

async function listen(server: BunServer, port: number, host: string | undefined): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new FrameworkError({
      code: 'PORTICO_WS_PORT',
      message: `The gateway port ${port} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: 'Choose another port in @WebSocketGateway(port), or omit it to share the port of the application.',
      cause,
    });
  }
}

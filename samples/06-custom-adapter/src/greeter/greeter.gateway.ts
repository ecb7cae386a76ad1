import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  ConnectedClient,
  type GatewayClient,
  MessageBody,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
  type WsResponse,
} from '@portico/websockets';
import { interval, map, type Observable, take } from 'rxjs';
import type { WebSocketServer } from 'ws';
import { portFrom } from '../settings.js';
import { NamePipe } from './name.pipe.js';

/** A gateway on a dedicated port, because the adapter opens a port for each server. */
@WebSocketGateway(portFrom('GATEWAY_PORT', 3001))
export class GreeterGateway implements OnGatewayInit<WebSocketServer> {
  /** Resolves to the port when the server listens. Rejects if it cannot. */
  port: Promise<number> = Promise.resolve(0);

  afterInit(server: WebSocketServer): void {
    this.port = once(server, 'listening').then(() => (server.address() as AddressInfo).port);
    // Callers receive the failure; an unobserved failure must not crash the process.
    this.port.catch(() => undefined);
  }

  handleConnection(@ConnectedClient() client: GatewayClient): void {
    client.emit('welcome', 'The adapter called handleConnection().');
  }

  @SubscribeMessage('greet')
  greet(@MessageBody('name', NamePipe) name: string): WsResponse<string> {
    return { event: 'greeting', data: `Hello ${name}.` };
  }

  @SubscribeMessage('greet-later')
  async greetLater(@MessageBody('name', NamePipe) name: string): Promise<WsResponse<string>> {
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { event: 'greeting', data: `Hello ${name}, sorry for the delay.` };
  }

  @SubscribeMessage('count')
  count(): Observable<WsResponse<number>> {
    return interval(200).pipe(
      take(5),
      map((index) => ({ event: 'counted', data: index + 1 })),
    );
  }

  @SubscribeMessage('fail')
  fail(): never {
    throw new WsException('This always fails. The connection stays open.');
  }
}

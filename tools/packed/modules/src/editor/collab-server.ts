import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ClsService } from 'nestjs-cls';
import { type WebSocket, WebSocketServer } from 'ws';
import { Documents } from './documents.js';

/** Shared documents over plain WebSockets at `/collab/<name>`: no gateway, a listener of its own on the HTTP server. */
@Injectable()
export class CollabServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly server = new WebSocketServer({ noServer: true });

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly documents: Documents,
    private readonly cls: ClsService,
  ) {}

  onApplicationBootstrap() {
    const server: Server = this.host.httpAdapter.getHttpServer();
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  beforeApplicationShutdown() {
    for (const client of this.server.clients) client.close(1001);
    this.server.close();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (!pathname.startsWith('/collab/')) return;
    const user = searchParams.get('user');
    if (!user) return void socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    this.server.handleUpgrade(request, socket, head, (client) => this.serve(client, pathname.slice(8), user));
  }

  private serve(client: WebSocket, name: string, user: string): void {
    const unsubscribe = this.documents.subscribe(name, (change) => client.send(JSON.stringify(change)));
    client.on('close', unsubscribe);
    client.on('message', (data) =>
      this.cls.run(() => {
        this.cls.set('user', user);
        void this.documents.append(name, String(data));
      }),
    );
  }
}

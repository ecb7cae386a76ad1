import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import {
  type CallHandler,
  type CanActivate,
  Controller,
  Get,
  type INestApplication,
  type NestInterceptor,
  Param,
  ParseIntPipe,
  type Type,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { type AbstractWsAdapter, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

/** The files of the packages that are on the stack, the caller of the handler first. */
function filesOnTheWay(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const stack = new Error('here').stack ?? '';
  Error.stackTraceLimit = limit;
  const files = [...stack.matchAll(/[^\s(]+\/packages\/[^\s:)]+\.ts/g)].map(([file]) => basename(file));
  return [...new Set(files)];
}

class Passes implements CanActivate, NestInterceptor {
  canActivate = () => true;
  intercept = (_context: unknown, next: CallHandler) => next.handle();
}

@Controller()
class Walked {
  @Get('plain/:id')
  plain(@Param('id') _id: string): string[] {
    return filesOnTheWay();
  }

  @Get('guarded/:id')
  @UseGuards(Passes)
  @UseInterceptors(Passes)
  guarded(@Param('id', ParseIntPipe) _id: number): string[] {
    return filesOnTheWay();
  }
}

@WebSocketGateway()
class WalkedGateway {
  @SubscribeMessage('plain')
  plain(@MessageBody() _id: unknown) {
    return { event: 'files', data: filesOnTheWay() };
  }

  @SubscribeMessage('guarded')
  @UseGuards(Passes)
  @UseInterceptors(Passes)
  guarded(@MessageBody(ParseIntPipe) _id: number) {
    return { event: 'files', data: filesOnTheWay() };
  }
}

let app: INestApplication;
afterEach(() => app.close());

async function start(
  http: AbstractHttpAdapter,
  parts: { controllers?: Type[]; providers?: Type[] },
  createAdapter?: (app: INestApplication) => AbstractWsAdapter,
): Promise<number> {
  app = await NestFactory.create(parts, http, { logger: false });
  if (createAdapter) app.useWebSocketAdapter(createAdapter(app));
  const server = await app.listen(0);
  return (server.address() as AddressInfo).port;
}

async function askByFrame(port: number, event: string): Promise<string[]> {
  const client = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(client, 'open');
  client.send(JSON.stringify({ event, data: 1 }));
  const [frame] = await once(client, 'message');
  client.close();
  return JSON.parse(String(frame)).data;
}

async function askBySocketIo(port: number, event: string): Promise<string[]> {
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  const reply = new Promise<string[]>((resolve) => client.once('files', resolve));
  client.emit(event, 1);
  const files = await reply;
  client.close();
  return files;
}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('on %s', (_name, createAdapter) => {
  it.each(['plain', 'guarded'])('a %s request passes at most five files before its handler', async (route) => {
    const port = await start(createAdapter(), { controllers: [Walked] });
    const reply = await fetch(`http://127.0.0.1:${port}/${route}/1`);
    const files: string[] = JSON.parse(await reply.text());
    expect(files).toContain('compile-handler.ts');
    expect(files.length, files.join(', ')).toBeLessThanOrEqual(5);
  });
});

describe.each([
  ['ws', (application: INestApplication) => new WsAdapter(application), askByFrame],
  ['socket.io', (application: INestApplication) => new IoAdapter(application), askBySocketIo],
] as const)('on %s', (_name, createAdapter, ask) => {
  it.each(['plain', 'guarded'])('a %s message passes at most seven files before its handler', async (event) => {
    const port = await start(new ExpressAdapter(), { providers: [WalkedGateway] }, createAdapter);
    const files = await ask(port, event);
    expect(files).toContain('compile-handler.ts');
    expect(files.length, files.join(', ')).toBeLessThanOrEqual(7);
  });
});

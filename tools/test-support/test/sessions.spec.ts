import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  type INestApplication,
  Injectable,
  Module,
  Session,
  UnauthorizedException,
  UseGuards,
  type WebSocketAdapter,
} from '@portico/common';
import { HttpAdapterHost, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { ConnectedSocket, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import session from 'express-session';
import type { FastifyInstance } from 'fastify';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

const secret = 'for tests only, but of 32 characters';
const expressSession = session({ secret, resave: false, saveUninitialized: false });

interface Upgrade extends IncomingMessage {
  session?: { user?: string };
}

/** Reads the session of the upgrade request as docs/authentication.md describes it. */
@Injectable()
class SessionGuard implements CanActivate {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Upgrade>();
    const { httpAdapter } = this.adapterHost;
    await new Promise<void>((resolve, reject) => {
      const done = (error?: unknown): void => (error ? reject(error) : resolve());
      if (httpAdapter.getType() === 'express') return expressSession(request as never, http.getResponse(), done);
      const fastify: FastifyInstance = httpAdapter.getInstance();
      const { sessionId } = fastify.parseCookie(request.headers.cookie ?? '');
      if (sessionId) fastify.decryptSession(sessionId, request as never, done);
      else done();
    });
    if (!request.session?.user) throw new UnauthorizedException('Log in first');
    return true;
  }
}

@Controller()
class LoginController {
  @Get('login')
  login(@Session() values: { user?: string }) {
    values.user = 'Ann';
    return 'hello';
  }
}

interface Client {
  readonly request?: Upgrade;
  user?: string | undefined;
}

@WebSocketGateway({ path: '/members', origins: 'same-origin' })
class MembersGateway {
  @UseGuards(SessionGuard)
  handleConnection(client: Client, request?: Upgrade) {
    client.user = (client.request ?? request)?.session?.user;
  }

  @SubscribeMessage('who')
  who(@ConnectedSocket() client: Client) {
    return { event: 'who', data: client.user };
  }
}

@Module({ controllers: [LoginController], providers: [MembersGateway, SessionGuard] })
class AppModule {}

const HTTP: [string, () => Promise<INestApplication>][] = [
  [
    'express-session',
    async () => (await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false })).use(expressSession),
  ],
  [
    '@fastify/session',
    async () => {
      const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
      await app.register(cookie);
      await app.register(fastifySession, { secret, saveUninitialized: false, cookie: { secure: false } });
      return app;
    },
  ],
];

type Ask = (url: string, headers: Record<string, string>) => Promise<unknown>;

async function askOverWs(url: string, headers: Record<string, string>): Promise<unknown> {
  const client = new WebSocket(`${url}/members`, { headers });
  onTestFinished(() => client.terminate());
  await once(client, 'open');
  client.send('{"event":"who"}');
  const [reply] = await once(client, 'message');
  return JSON.parse(String(reply)).data;
}

async function askOverSocketIo(url: string, extraHeaders: Record<string, string>): Promise<unknown> {
  const client = io(url, { path: '/members', extraHeaders, forceNew: true, reconnection: false });
  onTestFinished(() => void client.close());
  await new Promise((resolve, reject) =>
    client.once('connect', () => resolve(undefined)).once('connect_error', reject),
  );
  client.emit('who');
  return new Promise((resolve) => client.once('who', resolve));
}

const SOCKETS: [string, (app: INestApplication) => WebSocketAdapter, Ask, string][] = [
  ['ws', (app) => new WsAdapter(app), askOverWs, '401'],
  ['socket.io', (app) => new IoAdapter(app), askOverSocketIo, 'Log in first'],
];

describe.each(HTTP)('sessions of %s', (_name, create) => {
  it.each(SOCKETS)('are read by a guard of a gateway on %s', async (_platform, adapter, ask, refusal) => {
    const app = await create();
    onTestFinished(() => app.close());
    app.useWebSocketAdapter(adapter(app));
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const [sent = ''] = (await fetch(`${url}/login`)).headers.getSetCookie();
    const value = sent.split(';')[0]!;
    expect(await ask(url, { cookie: value })).toBe('Ann');
    await expect(ask(url, { cookie: `${value}x` })).rejects.toThrow(refusal);
    await expect(ask(url, {})).rejects.toThrow(refusal);
  });
});

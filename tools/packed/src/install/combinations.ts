import { once } from 'node:events';
import { withTimeout } from '@portico/test-support';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

/** Packages that an application installs together, and what they are to be compared with. */
export interface Combination {
  title: string;
  /** The package whose README has the command and the application. */
  readme: string;
  /** The libraries alone. */
  bare: readonly string[];
  /** NestJS with the same libraries. */
  nestjs: readonly string[];
  /** Talks to the application as its users would. */
  use(url: string): Promise<unknown>;
  /** What {@link use} gives when all is well. */
  answer: unknown;
}

const NESTJS = ['@nestjs/common@12', '@nestjs/core@12', 'reflect-metadata', 'rxjs'];

export const combinations: readonly Combination[] = [
  {
    title: 'HTTP on Fastify',
    readme: 'platform-fastify',
    bare: ['fastify'],
    nestjs: [...NESTJS, '@nestjs/platform-fastify@12'],
    use: askForCat,
    answer: { name: 'Tom', lives: 9 },
  },
  {
    title: 'HTTP on Express',
    readme: 'platform-express',
    bare: ['express'],
    nestjs: [...NESTJS, '@nestjs/platform-express@12'],
    use: askForCat,
    answer: { name: 'Tom', lives: 9 },
  },
  {
    title: 'ws on Express',
    readme: 'platform-ws',
    bare: ['express', 'ws'],
    nestjs: [...NESTJS, '@nestjs/platform-express@12', '@nestjs/websockets@12', '@nestjs/platform-ws@12'],
    use: sendFrame,
    answer: { event: 'events', data: 'hello' },
  },
  {
    title: 'socket.io on Express',
    readme: 'platform-socket.io',
    bare: ['express', 'socket.io'],
    nestjs: [...NESTJS, '@nestjs/platform-express@12', '@nestjs/websockets@12', '@nestjs/platform-socket.io@12'],
    use: emitEvent,
    answer: { acknowledged: 'hello', said: 'hello' },
  },
];

/** Packages that are installed in addition to the libraries, rxjs and reflect-metadata, with the reason. */
export const extras: Readonly<Record<string, string>> = {
  'path-to-regexp': '`core` matches middleware and excluded routes with the syntax that routes have',
  cors: '`enableCors()` on Express',
  'object-assign': 'a dependency of `cors`',
  '@fastify/cors': '`enableCors()` on Fastify',
  'fastify-plugin': 'a dependency of `@fastify/cors`',
  'socket.io-adapter':
    '`websockets` keeps the rooms of plain WebSockets with it, so that they can be shared between processes',
};

/** Packages that every application installs, including the dependency of rxjs. */
export const ALWAYS: readonly string[] = ['reflect-metadata', 'rxjs', 'tslib'];

async function askForCat(url: string): Promise<unknown> {
  const response = await fetch(`${url}/cats/Tom`, { signal: AbortSignal.timeout(5_000) });
  return response.json();
}

async function sendFrame(url: string): Promise<unknown> {
  const client = new WebSocket(url.replace('http', 'ws'));
  try {
    await withTimeout(once(client, 'open'), 'WebSocket connection');
    client.send(JSON.stringify({ event: 'events', data: 'hello' }));
    const [message] = (await withTimeout(once(client, 'message'), 'message')) as [Buffer];
    return JSON.parse(message.toString());
  } finally {
    client.terminate();
  }
}

async function emitEvent(url: string): Promise<unknown> {
  const client = io(url, { forceNew: true, reconnection: false });
  try {
    const said = new Promise((resolve) => client.once('said', resolve));
    const acknowledged = await client.timeout(5_000).emitWithAck('events', 'hello');
    return { acknowledged, said: await withTimeout(said, 'broadcast') };
  } finally {
    client.close();
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTimeout } from '@portico/test-support';
import { io } from 'socket.io-client';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { type StartOptions, startApplication } from '../../src/install/application.js';
import { Consumer } from '../../src/install/consumer.js';
import { workspace } from '../../src/release.js';
import { run } from '../../src/run.js';

const installing = inject('installing');
const example = (file: string): string => readFileSync(join(workspace, 'docs/examples', file), 'utf8');

/** The three ways to run the file of the README, which are the last column of its table. */
const ways: readonly { name: string; file: string; options: StartOptions }[] = [
  { name: 'compiled by tsc', file: 'dist/chat.js', options: {} },
  { name: 'by tsx', file: 'chat.ts', options: { flags: ['--import', 'tsx'] } },
  { name: 'by Node and a loader', file: 'chat.ts', options: { flags: ['--import', '@oxc-node/core/register'] } },
];

describe.each(['ws', 'socket.io'])('the chat of the README on %s', (platform) => {
  let consumer: Consumer;

  beforeAll(async () => {
    const { folder, npmrc } = installing;
    consumer = Consumer.in(join(folder, `chat-on-${platform}`), npmrc);
    const packages = ['common', 'core', 'websockets', 'platform-express', `platform-${platform}`];
    await consumer.install([...packages.map((name) => `@portico/${name}`), 'reflect-metadata', 'rxjs']);
    await consumer.install(['typescript', '@types/node', 'tsx', '@oxc-node/core'], '--save-dev');
    await run('npm', ['pkg', 'set', 'type=module'], { cwd: consumer.folder });
    consumer.write('tsconfig.json', example('first/tsconfig.example.json'));
    consumer.write('chat.ts', example('first/chat.ts'));
    await run('npx', ['tsc'], { cwd: consumer.folder });
  });

  it.each(ways)('sends to all clients that have joined, $name', async ({ file, options }) => {
    const running = await startApplication(consumer.folder, file, { ...options, signal: 'SIGKILL' });
    try {
      expect(await (platform === 'ws' ? chatOverWs(running.url) : chatOverSocketIo(running.url))).toBe('hello');
    } finally {
      await running.close();
    }
  });
});

/** One client joins, and another one sends. The sender receives its own message after the join was handled. */
async function chatOverWs(url: string): Promise<unknown> {
  const [listener, speaker] = await Promise.all([open(url), open(url)]);
  try {
    listener.send(JSON.stringify({ event: 'join' }));
    listener.send(JSON.stringify({ event: 'say', data: 'I am here' }));
    expect(await nextFrame(listener)).toEqual({ event: 'said', data: 'I am here' });
    const heard = nextFrame(listener);
    speaker.send(JSON.stringify({ event: 'say', data: 'hello' }));
    return ((await heard) as { data: unknown }).data;
  } finally {
    listener.terminate();
    speaker.terminate();
  }
}

async function chatOverSocketIo(url: string): Promise<unknown> {
  const [listener, speaker] = [0, 1].map(() => io(url, { forceNew: true, reconnection: false })) as [
    ReturnType<typeof io>,
    ReturnType<typeof io>,
  ];
  try {
    const next = () => withTimeout(new Promise((resolve) => listener.once('said', resolve)), 'event said', 10_000);
    const first = next();
    listener.emit('join');
    listener.emit('say', 'I am here');
    expect(await first).toBe('I am here');
    const heard = next();
    speaker.emit('say', 'hello');
    return await heard;
  } finally {
    listener.close();
    speaker.close();
  }
}

async function open(url: string): Promise<WebSocket> {
  const client = new WebSocket(url);
  await withTimeout(new Promise((resolve) => client.once('open', resolve)), 'WebSocket connection', 10_000);
  return client;
}

async function nextFrame(client: WebSocket): Promise<unknown> {
  const frame = new Promise<Buffer>((resolve) => client.once('message', resolve));
  return JSON.parse(String(await withTimeout(frame, 'frame', 10_000)));
}

/** Type stripping requires Node 22.18. The short run uses only the current Node. */
const stripping = Object.entries(installing.nodes).filter(([version]) => Number.parseInt(version, 10) >= 22);

it.skipIf(stripping.length === 0).each(stripping)('runs without a compiler on Node %s', async (version, node) => {
  const { folder, npmrc } = installing;
  const consumer = Consumer.in(join(folder, `stripping-on-${version}`), npmrc);
  const packages = ['common', 'core', 'websockets', 'platform-express', 'platform-ws'];
  await consumer.install([...packages.map((name) => `@portico/${name}`), 'reflect-metadata', 'rxjs']);
  await run('npm', ['pkg', 'set', 'type=module'], { cwd: consumer.folder });
  consumer.write('application.ts', example('dependency-injection/type-stripping.ts'));
  const running = await startApplication(consumer.folder, 'application.ts', {
    node,
    flags: ['--disable-warning=ExperimentalWarning'],
    signal: 'SIGKILL',
  });
  try {
    const client = await open(running.url);
    const greeting = nextFrame(client);
    client.send(JSON.stringify({ event: 'hello', data: { name: 'Ada' } }));
    expect(await greeting).toEqual({ event: 'greeting', data: 'Hello, Ada!' });
    client.terminate();
  } finally {
    await running.close();
  }
});

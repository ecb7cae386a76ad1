import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { AttackedServer } from './attacked-server.js';
import { Attacker } from './attacker.js';
import { LIMITS, type WsPlatform } from './contract.js';

type Attack = (platform: WsPlatform, server: AttackedServer, crowd: Attacker[]) => Promise<unknown>;

/** Does something at once, so many times. */
function times<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => run(index)));
}

const deafClients: Attack = async (platform, { port }, crowd) => {
  const deaf = await times(3, () => Attacker.join(platform, port));
  for (const client of deaf) client.stopReading();
  crowd.push(...deaf);
};

const halfUpgrades: Attack = (_platform, { port }) =>
  times(10, async (index) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const head = `GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Filler: ${'f'.repeat(4_000)}`;
    await new Promise((resolve) => socket.write(head, resolve));
    if (index % 2 === 0) socket.destroy();
    else socket.end();
    await ended(socket);
  });

/** Resolves when the server ends the connection, with a reply or a reset. */
function ended(socket: Socket): Promise<unknown> {
  socket.on('error', () => undefined).resume();
  return new Promise((resolve) => socket.once('close', resolve));
}

/** No key, an unknown path, nothing after the handshake. */
const uselessUpgrades: Attack = async (platform, { port }) => {
  await times(10, async (index) => {
    const socket = connect(port, '127.0.0.1');
    const path = index % 2 === 0 ? '/' : `/nowhere/${index}`;
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`);
    await ended(socket);
  });
  const silent = await times(5, () => Attacker.connect(platform, port));
  await Promise.all(silent.map((client) => client.vanish()));
};

const oversizedFrames: Attack = async (platform, { port }) => {
  const clients = await times(4, () => Attacker.join(platform, port));
  for (const client of clients) client.send('echo', 'x'.repeat(LIMITS.frameBytes));
  await Promise.all(clients.map((client) => client.closed()));
};

const compressionBomb: Attack = async (platform, { port }) => {
  const client = await Attacker.join(platform, port, '', { perMessageDeflate: { threshold: 0 } });
  client.send('echo', '0'.repeat(4 * 1024 * 1024));
  await client.closed();
};

const unfinishedMessages: Attack = async (platform, { port }) => {
  const clients = await times(4, () => Attacker.join(platform, port));
  for (const { socket } of clients) socket.send('x'.repeat(LIMITS.frameBytes / 2), { fin: false });
  await Promise.all(clients.map((client) => client.vanish()));
};

const garbage: Attack = (platform, { port }) =>
  times(4, async () => {
    const client = await Attacker.join(platform, port);
    for (let index = 0; index < 100; index += 1) client.garble(index);
    await client.settle();
    await client.vanish();
  });

let unknown = 0;

const unknownEvents: Attack = async (platform, { port }) => {
  const client = await Attacker.join(platform, port);
  for (const name of ['__proto__', 'constructor', 'toString']) client.send(name, 1);
  for (let count = 0; count < 300; count += 1) {
    unknown += 1;
    client.send(`unknown ${unknown}`, 'x'.repeat(500));
  }
  await client.settle();
  await client.vanish();
};

const failures: Attack = async (platform, { port }) => {
  const client = await Attacker.join(platform, port);
  for (let count = 0; count < 50; count += 1) {
    client.send('fail', count);
    client.send('unsendable', count);
  }
  await client.settle();
  await client.vanish();
};

const churn: Attack = (platform, { port }) =>
  times(20, async (index) => {
    const client = await Attacker.join(platform, port);
    if (index % 2 === 0) {
      const streaming = client.hears('streaming');
      client.send('stream');
      await streaming;
    }
    await client.vanish();
  });

const impatience: Attack = async (platform, { port }) => {
  const clients = await times(2, () => Attacker.join(platform, port, 'wait'));
  for (const client of clients) for (let count = 0; count < 1_500; count += 1) client.send('echo', count);
  await Promise.all(clients.map((client) => client.closed()));
};

const ATTACKS = [
  deafClients,
  halfUpgrades,
  uselessUpgrades,
  oversizedFrames,
  compressionBomb,
  unfinishedMessages,
  garbage,
  unknownEvents,
  failures,
  churn,
  impatience,
];

/** More than may wait for anyone, what the operating system holds included. */
const SHOUTS = { times: 40, bytes: 256 * 1024, repetitions: 4 };

/**
 * Attacks a server once in every way.
 *
 * @param crowd is given those who stay and do not read
 */
export async function attack(platform: WsPlatform, server: AttackedServer, crowd: Attacker[]): Promise<void> {
  for (const each of ATTACKS) await each(platform, server, crowd);
  for (let count = 0; count < SHOUTS.repetitions; count += 1) {
    if ((await server.shout(SHOUTS.times, SHOUTS.bytes)) === 0) return;
  }
}

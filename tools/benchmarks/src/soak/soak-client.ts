import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type SoakCounts, SoakSocket } from './soak-socket.js';

export interface SoakLife {
  readonly url: string;
  readonly random: () => number;
  /** Milliseconds between two messages of a client. */
  readonly pauseMs: number;
  readonly counts: SoakCounts;
}

const GARBAGE = ['', '{', '[]', '{"data":1}', '{"event":"nobody subscribes"}', '\u0000'.repeat(100)];
const ROOMS = 20;

/** One client: it connects, talks, stalls, and disconnects in one of several ways. */
export async function liveOnce({ url, random, pauseMs, counts }: SoakLife): Promise<void> {
  const client = await SoakSocket.open(url, random() < 0.4, counts);
  if (!client) return;
  const end = performance.now() + 500 + random() * 5_000;
  while (performance.now() < end && client.isOpen) {
    await act(client, random, counts);
    await delay(pauseMs * 2 * random());
  }
  if (random() < 0.3) client.socket.terminate();
  else await leave(client, counts);
}

/** One thing that a client does: mostly a request. */
async function act(client: SoakSocket, random: () => number, counts: SoakCounts): Promise<void> {
  const choice = random();
  const room = Math.floor(random() * ROOMS);
  if (choice < 0.6) client.request('echo');
  else if (choice < 0.78) client.request('later', { ms: Math.floor(random() * 20) });
  else if (choice < 0.82) client.send('enter', room);
  else if (choice < 0.84) client.send('exit', room);
  else if (choice < 0.9) client.send('say', room);
  else if (choice < 0.93) {
    counts.garbage += 1;
    client.socket.send(GARBAGE[Math.floor(random() * GARBAGE.length)] as string);
  } else if (choice < 0.96) client.send('fail');
  else if (choice < 0.99) {
    const cancel = client.stream('stream');
    if (random() < 0.5) {
      await delay(random() * 100);
      cancel();
    }
  } else {
    counts.stalls += 1;
    client.send('flood');
    client.socket.pause();
    await delay(200 + random() * 1_000);
    client.socket.resume();
  }
}

/** Waits for the replies, and closes the connection. */
async function leave(client: SoakSocket, counts: SoakCounts): Promise<void> {
  const { socket, pending } = client;
  for (const limit = performance.now() + 20_000; pending.size > 0 && performance.now() < limit; ) await delay(20);
  counts.missing += pending.size;
  const closed = once(socket, 'close');
  socket.close();
  await Promise.race([closed, delay(2_000, undefined, { ref: false })]);
  socket.terminate();
}

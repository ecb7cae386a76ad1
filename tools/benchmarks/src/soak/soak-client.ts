import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What all clients have seen. */
export interface SoakCounts {
  requests: number;
  replies: number;
  /** Replies that were never asked for, or came twice. */
  wrong: number;
  /** Requests without a reply, of clients that stayed for it. */
  missing: number;
  lives: number;
  stalls: number;
  garbage: number;
}

export interface SoakLife {
  readonly url: string;
  readonly random: () => number;
  /** Milliseconds between two messages of a client. */
  readonly pauseMs: number;
  readonly counts: SoakCounts;
}

const GARBAGE = ['', '{', '[]', '{"data":1}', '{"event":"nobody subscribes"}', '\u0000'.repeat(100)];

/** One client: it comes, sends requests, streams, stalls and garbage, and goes in one of several ways. */
export async function liveOnce({ url, random, pauseMs, counts }: SoakLife): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('error', () => undefined);
  const pending = new Set<number>();
  socket.on('message', (frame) => {
    const { event, data } = JSON.parse(frame.toString()) as { event: string; data?: { id: number } };
    if (event !== 'reply') return;
    counts.replies += 1;
    if (!pending.delete(data?.id ?? -1)) counts.wrong += 1;
  });
  try {
    await once(socket, 'open');
  } catch {
    return;
  }
  counts.lives += 1;
  const send = (event: string, data?: unknown): void => socket.send(JSON.stringify({ event, data }));
  const end = performance.now() + 500 + random() * 5_000;
  let id = 0;
  while (performance.now() < end && socket.readyState === WebSocket.OPEN) {
    const choice = random();
    if (choice < 0.9) {
      id += 1;
      counts.requests += 1;
      pending.add(id);
      if (choice < 0.7) send('echo', { id });
      else send('later', { id, ms: Math.floor(random() * 20) });
    } else if (choice < 0.93) {
      counts.garbage += 1;
      socket.send(GARBAGE[Math.floor(random() * GARBAGE.length)] as string);
    } else if (choice < 0.96) send('fail');
    else if (choice < 0.99) send('stream');
    else {
      counts.stalls += 1;
      send('flood');
      socket.pause();
      await delay(200 + random() * 1_000);
      socket.resume();
    }
    await delay(pauseMs * 2 * random());
  }
  const leaving = random();
  if (leaving < 0.3) {
    socket.terminate();
    return;
  }
  // The others wait for what they have asked for.
  for (const limit = performance.now() + 20_000; pending.size > 0 && performance.now() < limit; ) await delay(20);
  counts.missing += pending.size;
  const closed = once(socket, 'close');
  socket.close();
  await Promise.race([closed, delay(2_000, undefined, { ref: false })]);
  socket.terminate();
}

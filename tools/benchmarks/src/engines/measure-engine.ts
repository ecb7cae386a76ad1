import { percentile } from '../measure/percentile.js';
import { processorTimeOf } from '../measure/processor-time.js';
import { SubjectProcess } from '../measure/subject-process.js';
import type { Engine } from './engine.js';
import { EventFlow } from './event-flow.js';

export interface EngineFigures {
  /** Microseconds of processor time for one event. */
  readonly sender: number;
  readonly receiver: number;
  readonly engine: number;
  /** Microseconds from `emit()` to the client of the other process, one event at a time. */
  readonly p50: number;
  readonly p99: number;
  /** Events per second, by the length of their text. */
  readonly small: number;
  readonly medium: number;
  readonly large: number;
}

/** Bytes of the text of an event. The medium one is longer than a notification of PostgreSQL may be. */
export const LENGTHS = { small: 100, medium: 10_000, large: 1_000_000 };
const BURST = { small: 100, medium: 20, large: 2 };
const SINGLE_EVENTS = 300;

/** Two processes of one application, with a client in each, that share their rooms by an engine. */
export async function measureEngine({ name, start }: Engine, seconds: number): Promise<EngineFigures> {
  const server = await start();
  const running: SubjectProcess[] = [];
  try {
    for (let index = 0; index < 2; index += 1) {
      const subject = { file: 'portico/engine-rooms', arguments: [name, server.url] };
      running.push(await SubjectProcess.start('portico', subject));
    }
    const [sender, receiver] = running as [SubjectProcess, SubjectProcess];
    const flow = await EventFlow.open(sender.port, receiver.port);
    const look = async () => ({
      sender: (await sender.usage()).cpu,
      receiver: (await receiver.usage()).cpu,
      engine: processorTimeOf(server.pid),
    });
    await rateOf(flow, 'small', seconds / 2);
    const before = await look();
    const { events, perSecond: small } = await rateOf(flow, 'small', seconds);
    const after = await look();
    const latencies = new Float64Array(SINGLE_EVENTS);
    for (let event = 0; event < SINGLE_EVENTS; event += 1) latencies[event] = await flow.send(1, LENGTHS.small);
    const { perSecond: medium } = await rateOf(flow, 'medium', seconds / 2);
    const { perSecond: large } = await rateOf(flow, 'large', seconds / 2);
    flow.close();
    return {
      sender: (after.sender - before.sender) / events,
      receiver: (after.receiver - before.receiver) / events,
      engine: (after.engine - before.engine) / events,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      small,
      medium,
      large,
    };
  } finally {
    for (const subject of running) await subject.stop();
    await server.stop();
  }
}

async function rateOf(
  flow: EventFlow,
  length: keyof typeof LENGTHS,
  seconds: number,
): Promise<{ events: number; perSecond: number }> {
  const begin = performance.now();
  let events = 0;
  do {
    await flow.send(BURST[length], LENGTHS[length]);
    events += BURST[length];
  } while (performance.now() - begin < seconds * 1_000);
  return { events, perSecond: (events * 1_000) / (performance.now() - begin) };
}

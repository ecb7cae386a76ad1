import { parseArgs } from 'node:util';
import { waitUntil } from '@portico/test-support';
import { seededRandom } from '../../../../packages/conformance/src/support/seeded-random.js';
import { ask, startServer } from '../measure/server-process.js';
import { type DrainReport, type Library, SHUTDOWN } from './drain-report.js';
import { WaitingClients } from './waiting-clients.js';

const USAGE = `Usage: drain [options]

Closes an application while each of its clients waits for a reply. All of them have to receive it, and app.close() may
take 1.5 times as long as the slowest handler, plus the batches in which clients are disconnected.

  --clients N   how many (10,000)
  --slowest MS  the longest handler; the others take a random part of that (4,000)
  --seed N      of the durations (1)
  --library L   "ws" or "socket.io" (both, one after the other)
`;

const GREATEST_FACTOR = 1.5;
const LIBRARIES: readonly Library[] = ['ws', 'socket.io'];

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '10000' },
    slowest: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    library: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** The first handler is the slowest; the others take a part of its time. */
function durationsOf(clients: number, slowest: number): number[] {
  const random = seededRandom(Number(options.seed));
  return Array.from({ length: clients }, (_, id) => (id === 0 ? slowest : Math.floor(random() * slowest)));
}

async function drain(library: Library): Promise<boolean> {
  const count = Number(options.clients);
  const slowest = Number(options.slowest);
  const server = new URL('./drain-server.ts', import.meta.url);
  const { child, ready: port } = await startServer<number>(server, { arguments: [library] });
  const clients = await WaitingClients.open(library, port, count);
  const ended = clients.request(durationsOf(count, slowest));
  await waitUntil(async () => (await ask<number>(child, 'look')) === count, {
    timeout: 60_000,
    what: 'acceptance of all requests',
  });
  const { counts } = clients;
  const begin = performance.now();
  const { closedMs, answered, failed } = await ask<DrainReport>(child, 'close');
  await ended;
  const batchesMs = Math.ceil(count / SHUTDOWN.batchSize) * SHUTDOWN.intervalMs;
  const mostMs = GREATEST_FACTOR * slowest + batchesMs;
  const isComplete = counts.answered === count && counts.lost === 0 && counts.wrong === 0 && failed === 0;
  const passed = isComplete && closedMs <= mostMs;
  console.log(
    `${library}: ${count.toLocaleString('en-US')} clients, handlers of at most ${slowest} ms, seed ${options.seed}\n` +
      `  replies: ${counts.answered} received, ${counts.lost} lost, ${counts.wrong} wrong; server: ${answered} answered, ${failed} failed\n` +
      `  connections ended: ${JSON.stringify(counts.ends)}\n` +
      `  last reply ${Math.round(counts.lastReplyAt - begin)} ms after close(); close() took ${Math.round(closedMs)} ms, ` +
      `at most ${mostMs} ms (${GREATEST_FACTOR} x ${slowest} + ${batchesMs} for batches)\n` +
      `  ${passed ? 'passed' : 'FAILED'}`,
  );
  return passed;
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  for (const library of LIBRARIES.filter((each) => (options.library ?? each) === each)) {
    if (!(await drain(library))) process.exitCode = 1;
  }
}

await main();

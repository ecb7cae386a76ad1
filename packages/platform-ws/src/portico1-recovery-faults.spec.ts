import { connectWs, PORTICO1_RECOVERY_CASES, runPortico1RecoveryCase } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { type Codec, type CodecReader, portico1 } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import { WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter } from './index.js';

/** A server with one fault, and the case of the suite that must detect it. */
interface Fault {
  readonly what: string;
  readonly caughtBy: string;
  readonly says: string;
  readonly spoil: (right: Codec) => Partial<Codec>;
}

const recovers =
  'restores id, rooms, data and missed events of a client that reconnects, and continues with new events';
const repeated = 'neither loses nor repeats events when a connection is lost repeatedly';

/** Changes the session frame. */
const telling = (change: (start: object) => object) => (right: Codec) => ({
  open: (channel: Parameters<Codec['open']>[0]): CodecReader => {
    const reader = right.open(channel);
    return {
      read: (frame) => reader.read(frame),
      begin: (start) => channel.send(JSON.stringify({ session: change(start) })),
    };
  },
});

let count = 0;

const FAULTS: readonly Fault[] = [
  {
    what: 'never continues a session',
    caughtBy: recovers,
    says: 'to match object',
    spoil: telling((start) => ({ ...start, recovered: false })),
  },
  {
    what: 'gives no key',
    caughtBy: recovers,
    says: 'to match object',
    spoil: telling(({ key: _key, ...start }: { key?: string }) => start),
  },
  {
    what: 'gives a key that it does not know',
    caughtBy: repeated,
    says: 'expected false to be true',
    spoil: telling((start) => ({ ...start, key: 'x'.repeat(32) })),
  },
  {
    what: 'sends events without offsets',
    caughtBy: repeated,
    says: 'to deeply equal',
    spoil: (right) => ({ encodeEvent: (event, data) => right.encodeEvent(event, data) }),
  },
  {
    what: 'loses an event now and then',
    caughtBy: repeated,
    says: 'to deeply equal',
    spoil: (right) => ({
      encodeEvent: (event, data, offset) =>
        ++count % 7 === 0 ? '{"ignored":true,"data":"lost"}' : right.encodeEvent(event, data, offset),
    }),
  },
];

describe('the suite of recovery', () => {
  it.each(FAULTS)('detects a server that $what', async ({ caughtBy, says, spoil }) => {
    const found = PORTICO1_RECOVERY_CASES.find(({ name }) => name === caughtBy);
    if (!found) throw new Error(`The suite has no case "${caughtBy}"`);
    const right = portico1();
    const wrong: Codec = { ...right, ...spoil(right) };
    const platform = {
      name: 'ws',
      createAdapter: (app: object) => new WsAdapter(app, { codecs: [wrong] }),
      createHttpAdapter: () => new ExpressAdapter(),
      connect: connectWs,
      capabilities: WS_CAPABILITIES,
    };
    await expect(runPortico1RecoveryCase(platform, found)).rejects.toThrow(says);
  });
});

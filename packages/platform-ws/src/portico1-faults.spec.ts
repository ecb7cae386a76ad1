import { connectWs, PORTICO1_CASES, runPortico1Case } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { type Codec, type CodecChannel, portico1, type ReplyWriter } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import { WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter } from './index.js';

/** A server with one fault, and the case of the suite that must detect it. */
interface Fault {
  readonly what: string;
  readonly caughtBy: string;
  readonly says: string;
  spoil(channel: CodecChannel): Partial<CodecChannel>;
}

const mute = (writer: ReplyWriter, isMute: () => boolean): ReplyWriter => ({
  reply: (value) => isMute() || writer.reply(value),
  next: (value) => isMute() || writer.next(value),
  end: () => isMute() || writer.end(),
  fail: (payload, reason) => isMute() || writer.fail(payload, reason),
  closed: () => writer.closed?.(),
});

const FAULTS: readonly Fault[] = [
  {
    what: 'replies with the id of another request',
    caughtBy: 'replies once to each request, with its id',
    says: 'deeply equal',
    spoil: (channel) => ({
      send: (frame) => channel.send(String(frame).replace(/"id":(\d+)/, (_, id) => `"id":${Number(id) + 1}`)),
    }),
  },
  {
    what: 'replies twice',
    caughtBy: 'replies once to each request, with its id',
    says: 'deeply equal',
    spoil: (channel) => ({
      request: (event, data, writer) => {
        const twice = {
          ...mute(writer, () => false),
          reply: (value: unknown) => [1, 2].map(() => writer.reply(value)),
        };
        return channel.request(event, data, twice as unknown as ReplyWriter);
      },
    }),
  },
  {
    what: 'does not stop a stream that is cancelled',
    caughtBy: 'stops a cancelled stream, and runs its cleanup',
    says: 'still open',
    spoil: (channel) => ({
      request: (event, data, writer) => {
        channel.request(event, data, writer);
        return { cancel: () => undefined };
      },
    }),
  },
  {
    what: 'leaves the iterator of a cancelled stream as it is, and sends nothing of it',
    caughtBy: 'stops a cancelled stream, and runs its cleanup',
    says: 'still open',
    spoil: (channel) => ({
      request: (event, data, writer) => {
        let isCancelled = false;
        channel.request(
          event,
          data,
          mute(writer, () => isCancelled),
        );
        return {
          cancel: () => {
            isCancelled = true;
          },
        };
      },
    }),
  },
  {
    what: 'announces that it replies to pings, and does not',
    caughtBy: 'replies to pings if it announces that',
    says: 'to deeply equal',
    spoil: (channel) => ({
      send: (frame) => {
        channel.send(frame === '{"pong":true}' ? '{}' : frame);
      },
    }),
  },
  {
    what: 'ends a request that is cancelled with a frame',
    caughtBy: 'aborts the signal of a cancelled request, and sends no reply',
    says: 'Expected no other frame',
    spoil: (channel) => ({
      request: (event, data, writer) => {
        const request = channel.request(event, data, writer);
        return {
          cancel: () => {
            request.cancel();
            channel.send('{"id":1,"end":true}');
          },
        };
      },
    }),
  },
];

describe('the suite of portico.1', () => {
  it.each(FAULTS)('detects a server that $what', async ({ caughtBy, says, spoil }) => {
    const found = PORTICO1_CASES.find(({ name }) => name === caughtBy);
    if (!found) throw new Error(`The suite has no case "${caughtBy}"`);
    const right = portico1({ maxOpenRequests: 50 });
    const wrong: Codec = { ...right, open: (channel) => right.open({ ...channel, ...spoil(channel) }) };
    const platform = {
      name: 'ws',
      createAdapter: (app: object) => new WsAdapter(app, { codecs: [wrong] }),
      createHttpAdapter: () => new ExpressAdapter(),
      connect: connectWs,
      capabilities: WS_CAPABILITIES,
    };
    await expect(runPortico1Case(platform, found)).rejects.toThrow(says);
  });
});

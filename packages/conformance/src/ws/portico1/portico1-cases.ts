import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { ERROR_KINDS, HELD_EVENTS, type Portico1Log } from './portico1-gateway.js';
import type { Portico1Peer, SessionFrame } from './portico1-peer.js';

/** The parts of a test: a client whose session has begun, and the records of the handlers. */
export interface Portico1CaseContext {
  readonly peer: Portico1Peer;
  /** The session frame of the client. */
  readonly session: SessionFrame;
  readonly log: Portico1Log;
}

/** One rule of the protocol. `run` rejects if a server does not follow it. */
export interface Portico1Case {
  readonly name: string;
  run(context: Portico1CaseContext): Promise<void>;
}

const value = (id: number, data: unknown) => ({ id, data, more: true });

/** How a server handles valid frames. */
export const PORTICO1_CASES: readonly Portico1Case[] = [
  {
    name: 'replies once to each request, with its id',
    async run({ peer }) {
      for (const [id, data] of [
        [0, 'text'],
        [7, { nested: [1, null] }],
        [Number.MAX_SAFE_INTEGER, false],
      ] as const) {
        peer.send({ event: 'echo', data, id });
        expect(await peer.next()).toEqual({ id, data });
      }
      await peer.isNext();
    },
  },
  {
    name: 'replies to pings if it announces that',
    async run({ peer, session }) {
      if (session.ping !== true) return;
      peer.send({ event: 'later', data: 'a', id: 1 });
      peer.send({ ping: true });
      expect([await peer.next(), await peer.next()]).toEqual([{ pong: true }, { id: 1, data: 'a' }]);
      // Members that it does not know do not make it a ping.
      peer.send({ ping: true, event: 'echo', data: 'b', id: 2 });
      expect(await peer.next()).toEqual({ id: 2, data: 'b' });
    },
  },
  {
    name: 'replies to requests in the order in which they complete',
    async run({ peer }) {
      peer.send({ event: 'later', data: 'a', id: 1 });
      peer.send({ event: 'echo', data: 'b', id: 2 });
      expect([await peer.next(), await peer.next()]).toEqual([
        { id: 2, data: 'b' },
        { id: 1, data: 'a' },
      ]);
    },
  },
  {
    name: 'replies with null if the handler returns nothing',
    async run({ peer }) {
      peer.send({ event: 'nothing', id: 1 });
      expect(await peer.next()).toEqual({ id: 1, data: null });
      peer.send({ event: 'echo', data: null, id: 2 });
      expect(await peer.next()).toEqual({ id: 2, data: null });
    },
  },
  {
    name: 'replies with the whole result, even if it has the form of an event',
    async run({ peer }) {
      peer.send({ event: 'event', data: 1, id: 1 });
      expect(await peer.next()).toEqual({ id: 1, data: { event: 'answered', data: 1 } });
    },
  },
  {
    name: 'sends only results that are events for messages without an id',
    async run({ peer }) {
      peer.send({ event: 'event', data: 1 });
      expect(await peer.next()).toEqual({ event: 'answered', data: 1 });
      peer.send({ event: 'echo', data: { id: 1, data: 'forged' } });
      await peer.isNext();
    },
  },
  {
    name: 'sends one reply for a handler with an interceptor, and a stream if the handler returns a stream',
    async run({ peer }) {
      peer.send({ event: 'intercepted', data: 'x', id: 1 });
      expect(await peer.next()).toEqual({ id: 1, data: 'x' });
      peer.send({ event: 'intercepted-stream', id: 2 });
      expect([await peer.next(), await peer.next(), await peer.next()]).toEqual([
        value(2, 1),
        value(2, 2),
        { id: 2, end: true },
      ]);
    },
  },
  {
    name: 'sends the acknowledgement of a handler with @Ack() as the reply once',
    async run({ peer }) {
      peer.send({ event: 'acknowledge', data: 'done', id: 1 });
      expect(await peer.next()).toEqual({ id: 1, data: 'done' });
      await peer.isNext();
    },
  },
  {
    name: 'sends requests of the server, and accepts their replies',
    async run({ peer }) {
      peer.send({ event: 'ask-back', data: 'why?', id: 1 });
      const question = await peer.next();
      expect(question).toEqual({ event: 'question', data: 'why?', id: expect.any(Number) });
      peer.send({ id: 'of nothing', data: 'ignored' });
      peer.send({ id: question.id, data: 'because' });
      peer.send({ id: question.id, data: 'twice' });
      expect(await peer.next()).toEqual({ id: 1, data: 'because' });
      peer.send({ event: 'ask-back', id: 2 });
      peer.send({ id: (await peer.next()).id, error: { message: 'no' } });
      expect(await peer.next()).toEqual({ id: 2, data: 'it failed' });
      await peer.isNext();
    },
  },
  {
    name: 'sends errors with the id of their request, and with the data of the exception event',
    async run({ peer }) {
      peer.send({ event: 'refuse', data: 5, id: 1 });
      expect(await peer.next()).toEqual({
        id: 1,
        error: { status: 'error', message: 'refused', cause: { pattern: 'refuse', data: 5 } },
      });
      peer.send({ event: 'refuse-with', id: 2 });
      expect(await peer.next()).toEqual({ id: 2, error: { code: 42, message: 'with an object' } });
      peer.send({ event: 'denied', id: 3 });
      expect(await peer.next()).toMatchObject({ id: 3, error: { message: 'Forbidden resource' } });
      await peer.isNext();
    },
  },
  {
    name: 'sends the exception that a filter emits as the error of the request, and other events as such',
    async run({ peer }) {
      peer.send({ event: 'filtered', data: 'exception', id: 1 });
      expect(await peer.next()).toEqual({ id: 1, error: { message: 'filtered' } });
      peer.send({ event: 'filtered', data: 'other', id: 2 });
      expect([await peer.next(), await peer.next()]).toEqual([
        { event: 'other', data: { message: 'filtered' } },
        { id: 2, error: { status: 'error', message: 'Internal server error' } },
      ]);
      peer.send({ event: 'filtered', data: 'exception' });
      expect(await peer.next()).toEqual({ event: 'exception', data: { message: 'filtered' } });
    },
  },
  {
    name: 'does not send details of internal errors',
    async run({ peer }) {
      for (const event of ['crash', 'unsendable']) {
        peer.send({ event, id: 1 });
        const frame = await peer.next();
        expect(frame).toMatchObject({ id: 1, error: { status: 'error', message: 'Internal server error' } });
        expect(JSON.stringify(frame)).not.toMatch(/secret|BigInt/);
      }
    },
  },
  {
    name: 'sends the exception event for a message without an id',
    async run({ peer }) {
      peer.send({ event: 'refuse', data: 5 });
      expect(await peer.next()).toEqual({
        event: 'exception',
        data: { status: 'error', message: 'refused', cause: { pattern: 'refuse', data: 5 } },
      });
    },
  },
  {
    name: 'fails a request for which there is no handler',
    async run({ peer }) {
      peer.send({ event: 'unheard-of', id: 4 });
      expect(await peer.next()).toEqual({ id: 4, error: { status: 'error', message: 'Unknown event' } });
    },
  },
  {
    name: 'sends the values of a stream with "more", and then its end',
    async run({ peer }) {
      for (const [event, data, values] of [
        ['count', 3, [1, 2, 3]],
        ['count', 0, []],
        ['observable', undefined, [1, 2]],
        ['one', undefined, [1]],
      ] as const) {
        peer.send({ event, data, id: 9 });
        for (const each of values) expect(await peer.next()).toEqual(value(9, each));
        expect(await peer.next()).toEqual({ id: 9, end: true });
      }
      await peer.isNext();
    },
  },
  {
    name: 'replies with an error to a request whose result is an Error, contains one as its data, or cannot be read',
    async run({ peer }) {
      for (const event of ['error', 'intercepted-error']) {
        for (const kind of ERROR_KINDS) {
          peer.send({ event, data: kind, id: 1 });
          const cause = { pattern: event, data: kind };
          expect(await peer.next()).toEqual({
            id: 1,
            error: { status: 'error', message: 'Internal server error', cause },
          });
        }
      }
      await peer.isNext();
    },
  },
  {
    name: 'ends a failed stream with its error',
    async run({ peer }) {
      peer.send({ event: 'breaks', id: 1 });
      expect(await peer.next()).toEqual(value(1, 1));
      expect(await peer.next()).toMatchObject({ id: 1, error: { message: 'broken' } });
      await peer.isNext();
    },
  },
  {
    name: 'stops a cancelled stream, and runs its cleanup',
    async run({ peer, log }) {
      for (const event of ['forever', 'intercepted-forever', 'silent']) {
        peer.send({ event, id: 1 });
        expect(await peer.next()).toMatchObject({ id: 1, more: true });
        expect(log.open).toBe(1);
        peer.send({ cancel: 1 });
        await eventually(() => expect(log.open, `streams of "${event}" that are still open`).toBe(0));
        peer.send({ event: 'echo', data: 'after', id: 2 });
        let frame = await peer.next();
        while (frame.id === 1 && frame.more === true) frame = await peer.next();
        expect(frame).toEqual({ id: 2, data: 'after' });
        await peer.isNext();
      }
    },
  },
  {
    name: 'aborts the signal of a cancelled request, and sends no reply',
    async run({ peer, log }) {
      peer.send({ event: 'wait', id: 1 });
      peer.send({ cancel: 1 });
      await eventually(() => expect(log.aborted).toBe(1));
      await peer.isNext();
    },
  },
  {
    name: 'calls return() of an iterable that is returned after the request was cancelled',
    async run({ peer, log }) {
      peer.send({ event: 'late-stream', id: 1 });
      peer.send({ cancel: 1 });
      await eventually(() => expect(log.aborted).toBe(1));
      await peer.isNext();
    },
  },
  {
    name: 'does not call the handler of a request that is cancelled while guards, pipes or interceptors run',
    async run({ peer, log }) {
      for (const [index, event] of HELD_EVENTS.entries()) {
        const { calls } = log;
        peer.send({ event, id: 1 });
        await eventually(() => expect(log.held).toBe(1));
        peer.send({ cancel: 1 });
        peer.send({ event: 'echo', data: 'after', id: 2 });
        expect(await peer.next()).toEqual({ id: 2, data: 'after' });
        log.release();
        await eventually(async () => {
          peer.send({ event: 'cancelled', id: 3 });
          expect(await peer.next(), `requests that count as cancelled, with "${event}"`).toEqual({
            id: 3,
            data: index + 1,
          });
        });
        // One call of "echo".
        expect(log.calls, `calls of "${event}" and "echo"`).toBe(calls + 1);
        await peer.isNext();
      }
    },
  },
];

import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { Portico1Log } from './portico1-gateway.js';
import type { Portico1Peer } from './portico1-peer.js';

/** What a case needs: a client whose session has begun, and what the handlers noted. */
export interface Portico1Scene {
  readonly peer: Portico1Peer;
  readonly log: Portico1Log;
}

/** One rule of the protocol; `run` rejects if a server breaks it. */
export interface Portico1Case {
  readonly name: string;
  run(scene: Portico1Scene): Promise<void>;
}

const value = (id: number, data: unknown) => ({ id, data, more: true });

/** What a server does with frames that a client should send. */
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
    name: 'replies with the whole result, also if it has the form of an event',
    async run({ peer }) {
      peer.send({ event: 'event', data: 1, id: 1 });
      expect(await peer.next()).toEqual({ id: 1, data: { event: 'answered', data: 1 } });
    },
  },
  {
    name: 'sends results of messages without an id as events, and nothing else',
    async run({ peer }) {
      peer.send({ event: 'event', data: 1 });
      expect(await peer.next()).toEqual({ event: 'answered', data: 1 });
      peer.send({ event: 'echo', data: { id: 1, data: 'forged' } });
      await peer.isNext();
    },
  },
  {
    name: 'sends one reply for an intercepted handler, and a stream for one that returns a stream',
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
    name: 'sends the acknowledgement of a handler with @Ack() as the reply, once',
    async run({ peer }) {
      peer.send({ event: 'acknowledge', data: 'done', id: 1 });
      expect(await peer.next()).toEqual({ id: 1, data: 'done' });
      await peer.isNext();
    },
  },
  {
    name: 'sends requests of the server, and takes their replies',
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
    name: 'ties errors to their requests, with what the exception event carries',
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
    name: 'does not tell what an error of the server is',
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
    name: 'sends the values of a stream with "more", and its end',
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
    name: 'ends a stream with the error that it fails with',
    async run({ peer }) {
      peer.send({ event: 'breaks', id: 1 });
      expect(await peer.next()).toEqual(value(1, 1));
      expect(await peer.next()).toMatchObject({ id: 1, error: { message: 'broken' } });
      await peer.isNext();
    },
  },
  {
    name: 'stops a stream that is cancelled, and disposes of what it holds',
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
    name: 'aborts the signal of a request that is cancelled, and sends no reply',
    async run({ peer, log }) {
      peer.send({ event: 'wait', id: 1 });
      peer.send({ cancel: 1 });
      await eventually(() => expect(log.aborted).toBe(1));
      await peer.isNext();
    },
  },
  {
    name: 'calls return() of an iterable that comes after the request was cancelled',
    async run({ peer, log }) {
      peer.send({ event: 'late-stream', id: 1 });
      peer.send({ cancel: 1 });
      await eventually(() => expect(log.aborted).toBe(1));
      await peer.isNext();
    },
  },
];

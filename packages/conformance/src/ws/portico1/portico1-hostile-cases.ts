import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { amount } from '../../support/long-run.js';
import type { Portico1Case } from './portico1-cases.js';

/** The maximum number of open requests of a client in the tests. */
const MAX_OPEN_REQUESTS = 50;

/** The number of requests that are sent before their replies are read. */
const SLICE = 1_000;

/** Frames that a server discards and reports without sending a frame. */
const MALFORMED: readonly (string | Buffer)[] = [
  '',
  'not JSON',
  'null',
  '1',
  '[]',
  '[{"event":"echo","id":1}]',
  '{}',
  '{"data":1}',
  '{"event":1,"id":1}',
  '{"event":null,"id":1}',
  '{"event":"echo","id":-1}',
  '{"event":"echo","id":1.5}',
  '{"event":"echo","id":"1"}',
  '{"event":"echo","id":null}',
  '{"event":"echo","id":{}}',
  '{"event":"echo","id":9007199254740992}',
  '{"event":"echo","id":1e400}',
  `{"event":"echo","id":${'9'.repeat(10_000)}}`,
  '{"cancel":"1"}',
  '{"cancel":null}',
  '{"cancel":[1]}',
  '{"cancel":1e400}',
  '{"__proto__":{"event":"echo","id":1}}',
  Buffer.from('{"event":"echo","data":"binary","id":1}'),
  Buffer.from([0xff, 0xfe, 0x00]),
];

/** How a server handles invalid frames. */
export const PORTICO1_HOSTILE_CASES: readonly Portico1Case[] = [
  {
    name: 'discards invalid frames, and continues',
    async run({ peer, log }) {
      for (const frame of MALFORMED) peer.send(frame);
      await peer.isNext();
      expect(log.calls).toBe(1);
      expect(peer.closeCode).toBeUndefined();
    },
  },
  {
    name: 'ignores the cancellation of an unknown id, a second one, and one after the end',
    async run({ peer, log }) {
      peer.send({ cancel: 12 });
      peer.send({ event: 'silent', id: 1 });
      expect(await peer.next()).toMatchObject({ id: 1 });
      peer.send({ cancel: 1 });
      peer.send({ cancel: 1 });
      await eventually(() => expect(log.open).toBe(0));
      peer.send({ event: 'count', data: 0, id: 2 });
      expect(await peer.next()).toEqual({ id: 2, end: true });
      peer.send({ cancel: 2 });
      await peer.isNext();
    },
  },
  {
    name: 'discards a request with the id of an open one, which continues',
    async run({ peer, log }) {
      peer.send({ event: 'wait', id: 1 });
      peer.send({ event: 'echo', data: 'second', id: 1 });
      await peer.isNext();
      expect(log.calls).toBe(1);
      peer.send({ cancel: 1 });
      await eventually(() => expect(log.aborted).toBe(1));
    },
  },
  {
    name: 'accepts an id again after its last frame',
    async run({ peer }) {
      for (const data of ['first', 'second']) {
        peer.send({ event: 'echo', data, id: 1 });
        expect(await peer.next()).toEqual({ id: 1, data });
      }
    },
  },
  {
    name: 'fails requests beyond the limit of open ones, and accepts more when those have ended',
    async run({ peer, log }) {
      for (let id = 1; id <= MAX_OPEN_REQUESTS; id += 1) peer.send({ event: 'wait', id });
      const last = MAX_OPEN_REQUESTS + amount(1_000, 1_000_000);
      for (let sent = MAX_OPEN_REQUESTS; sent < last; sent += SLICE) {
        for (let id = sent + 1; id <= sent + SLICE; id += 1) peer.send({ event: 'wait', id });
        for (let id = sent + 1; id <= sent + SLICE; id += 1) {
          expect(await peer.next()).toEqual({ id, error: { status: 'error', message: 'Too many requests' } });
        }
      }
      for (let id = 1; id <= last; id += 1) peer.send({ cancel: id });
      await eventually(() => expect(log.aborted).toBe(MAX_OPEN_REQUESTS));
      await peer.isNext();
    },
  },
  {
    name: 'ends the streams of a client that disconnects',
    async run({ peer, log }) {
      for (const event of ['forever', 'silent', 'intercepted-forever']) peer.send({ event, id: event.length });
      await eventually(() => expect(log.open).toBe(3));
      peer.destroy();
      await eventually(() => expect(log.open).toBe(0));
    },
  },
];

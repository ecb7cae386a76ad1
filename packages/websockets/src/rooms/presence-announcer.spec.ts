import { EventEmitter } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { PlainNamespace } from './plain-namespace.js';
import { PRESENCE, PresenceAnnouncer, WATCH } from './presence-announcer.js';

it('forgets rooms that other processes no longer watch', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const sent: unknown[][] = [];
  class Shared extends EventEmitter {
    readonly rooms = new Map();
    serverSideEmit(packet: unknown[]) {
      sent.push(packet);
    }
  }
  const namespace = new PlainNamespace('test', () => new Shared());
  const announcer = new PresenceAnnouncer(namespace);
  for (let room = 0; room < 1_000; room += 1) {
    namespace.emit(WATCH, [`room ${room}`], 15_000);
    vi.advanceTimersByTime(1_001);
  }
  expect(announcer.watched.size).toBeLessThan(20);
  (namespace.adapter as unknown as EventEmitter).emit('join-room', 'room 999', 'a client');
  expect(sent).toEqual([[PRESENCE, 'room 999', 'a client', true, undefined]]);
});

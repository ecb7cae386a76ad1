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
  const adapter = namespace.adapter as unknown as EventEmitter;
  adapter.emit('join-room', 'room 999', 'a client');
  adapter.emit('join-room', 'room 999', 'a refused client');
  expect(sent).toEqual([]);
  adapter.emit('leave-room', 'room 999', 'a refused client');
  for (const id of ['another client', 'a refused client', 'a client']) namespace.emit('connection', { id, data: id });
  const left = [PRESENCE, 'room 999', 'a refused client', false, undefined];
  expect(sent).toEqual([left, [PRESENCE, 'room 999', 'a client', true, 'a client']]);
  expect(namespace.listenerCount('connection')).toBe(0);
});

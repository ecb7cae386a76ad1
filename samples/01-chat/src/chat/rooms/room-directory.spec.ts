import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { MAX_ROOMS } from '../limits.js';
import { ChatProblem } from '../problems/chat-problem.js';
import { personId } from './person-id.js';
import { RoomDirectory } from './room-directory.js';

function enter(directory: RoomDirectory, name: string): void {
  const session = randomUUID();
  directory.open(name).enter({ client: {}, session, person: { id: personId(session), nickname: name } });
}

it('lists the permanent rooms, and others while they have members', () => {
  const directory = new RoomDirectory();
  const standing = directory.list().map(({ name }) => name);
  directory.open('empty');
  enter(directory, 'garden');
  expect(directory.list().map(({ name }) => name)).toEqual([...standing, 'garden']);
});

it('removes the oldest empty room for a new one', () => {
  const directory = new RoomDirectory();
  const [dropped, kept] = [directory.open('dropped'), directory.open('kept')];
  const others = MAX_ROOMS - 2 - directory.list().length;
  for (let index = 0; index < others; index++) enter(directory, `room-${index}`);
  directory.open('one-more');
  expect(directory.open('kept')).toBe(kept);
  enter(directory, 'kept');
  expect(directory.open('dropped')).not.toBe(dropped);
});

it('throws if all rooms are in use', () => {
  const directory = new RoomDirectory();
  const others = MAX_ROOMS - directory.list().length;
  for (let index = 0; index < others; index++) enter(directory, `room-${index}`);
  expect(() => directory.open('one-more')).toThrow(ChatProblem);
  expect(directory.open('lobby')).toBeDefined();
});

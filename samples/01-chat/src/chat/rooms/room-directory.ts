import { Injectable } from '@portico/common';
import { MAX_ROOMS } from '../limits.js';
import { ChatProblem } from '../problems/chat-problem.js';
import type { RoomSummary } from '../protocol.js';
import { Room } from './room.js';

/** Permanent rooms, so that the list is never empty. */
const PERMANENT_ROOMS = ['lobby', 'questions', 'tea-kitchen'];

/** All rooms, in the order in which they were created. */
@Injectable()
export class RoomDirectory<Client extends object = object> {
  private readonly rooms = new Map(PERMANENT_ROOMS.map((name) => [name, new Room<Client>(name)]));

  /** Returns the room with this name, and creates it if necessary. @throws ChatProblem if there are too many. */
  open(name: string): Room<Client> {
    let room = this.rooms.get(name);
    if (room === undefined) {
      if (this.rooms.size >= MAX_ROOMS) this.dropAnEmptyRoom();
      room = new Room<Client>(name);
      this.rooms.set(name, room);
    }
    return room;
  }

  /** The permanent rooms, and all others that have members. */
  list(): RoomSummary[] {
    return [...this.rooms.values()]
      .filter((room) => room.size > 0 || PERMANENT_ROOMS.includes(room.name))
      .map((room) => ({ name: room.name, people: room.size }));
  }

  private dropAnEmptyRoom(): void {
    for (const room of this.rooms.values()) {
      if (room.size === 0 && !PERMANENT_ROOMS.includes(room.name)) {
        this.rooms.delete(room.name);
        return;
      }
    }
    throw new ChatProblem({
      code: 'TOO_MANY_ROOMS',
      message: `All ${MAX_ROOMS} rooms are in use. Join one of them, or try again later.`,
      field: 'room',
    });
  }
}

import { Injectable } from '@portico/common';
import type { ChatClient } from './client/chat-client.js';
import type { JoinDto } from './dto/join.dto.js';
import { LIMITS } from './limits.js';
import { ChatProblem } from './problems/chat-problem.js';
import type { ChatMessage, ServerEvents } from './protocol.js';
import { suggestNickname } from './rooms/nicknames.js';
import { personId } from './rooms/person-id.js';
import type { Member, Room } from './rooms/room.js';
import { RoomDirectory } from './rooms/room-directory.js';

interface Place {
  readonly room: Room;
  readonly member: Member;
}

/** What people can do in the chat. Knows nothing of sockets and frames. */
@Injectable()
export class ChatService {
  private readonly connected = new Set<ChatClient>();
  private readonly places = new Map<ChatClient, Place>();

  constructor(private readonly rooms: RoomDirectory) {}

  /** The clients that are connected now, in a room or not. */
  get clients(): readonly ChatClient[] {
    return [...this.connected];
  }

  connect(client: ChatClient): void {
    this.connected.add(client);
    client.emit('welcome', { rooms: this.rooms.list(), limits: LIMITS });
  }

  disconnect(client: ChatClient): void {
    this.connected.delete(client);
    this.leave(client);
  }

  /** Takes the client into a room, out of the one it was in. @throws ChatProblem when the nickname is taken there. */
  join(client: ChatClient, { nickname, room: name, session }: JoinDto): ServerEvents['joined'] {
    const room = this.rooms.open(name);
    if (room.isTaken(nickname, session)) {
      throw new ChatProblem({
        code: 'NICKNAME_TAKEN',
        message: `Somebody in this room is called ${nickname} already. Choose another nickname.`,
        field: 'nickname',
        suggestion: suggestNickname(nickname, (candidate) => room.isTaken(candidate, session)),
      });
    }
    // A client that reconnects with the same session takes the place of the lost connection.
    const before = room.memberOf(session);
    if (before !== undefined && before.client !== client) this.replace(before.client, room);
    this.leave(client);

    const member: Member = { client, session, person: { id: personId(session), nickname } };
    this.places.set(client, { room, member });
    room.enter(member);
    this.publishRooms();
    return {
      room: room.name,
      you: member.person,
      people: room.people(),
      typing: room.peopleTyping(),
      history: room.history,
    };
  }

  /** @throws ChatProblem when the client is in no room. */
  say(client: ChatClient, text: string): ChatMessage {
    const { room, member } = this.placeOf(client);
    return room.say(member, text);
  }

  /** @throws ChatProblem when the client is in no room. */
  setTyping(client: ChatClient, typing: boolean): void {
    const { room, member } = this.placeOf(client);
    room.setTyping(member, typing);
  }

  /** Leaves the room, if the client is in one. @returns its name. */
  leave(client: ChatClient): string | undefined {
    const place = this.places.get(client);
    if (place === undefined) return undefined;
    this.places.delete(client);
    place.room.exit(place.member);
    this.publishRooms();
    return place.room.name;
  }

  private replace(client: ChatClient, room: Room): void {
    this.leave(client);
    client.emit('replaced', { room: room.name });
    client.disconnect();
  }

  private placeOf(client: ChatClient): Place {
    const place = this.places.get(client);
    if (place !== undefined) return place;
    throw new ChatProblem({ code: 'NO_ROOM', message: 'Join a room before you talk.' });
  }

  private publishRooms(): void {
    const rooms = this.rooms.list();
    for (const client of this.connected) client.emit('rooms', { rooms });
  }
}

import { Inject, Injectable } from '@portico/common';
import type { BodyOf } from '@portico/websockets';
import { ALL_CLIENTS, type AllClients } from './all-clients.token.js';
import type { ChatClient } from './chat-client.js';
import type { Chat } from './contract.js';
import { LIMITS } from './limits.js';
import { ChatProblem } from './problems/chat-problem.js';
import type { ChatMessage, ServerEvents } from './protocol.js';
import { suggestNickname } from './rooms/nicknames.js';
import { personId } from './rooms/person-id.js';
import type { Member, Room } from './rooms/room.js';
import { RoomDirectory } from './rooms/room-directory.js';

interface Place {
  readonly room: Room<ChatClient>;
  readonly member: Member<ChatClient>;
}

/** The actions of the participants. */
@Injectable()
export class ChatService {
  private readonly places = new Map<ChatClient, Place>();

  constructor(
    private readonly rooms: RoomDirectory<ChatClient>,
    @Inject(ALL_CLIENTS) private readonly allClients: AllClients,
  ) {}

  connect(client: ChatClient): void {
    client.emit('welcome', { rooms: this.rooms.list(), limits: LIMITS });
  }

  /** Moves the client to a room. @throws ChatProblem if the nickname is in use there. */
  async join(
    client: ChatClient,
    { nickname, room: name, session }: BodyOf<Chat['join']>,
  ): Promise<ServerEvents['joined']> {
    const room = this.rooms.open(name);
    if (room.isTaken(nickname, session)) {
      throw new ChatProblem({
        code: 'NICKNAME_TAKEN',
        message: `Somebody in this room is called ${nickname} already. Choose another nickname.`,
        field: 'nickname',
        suggestion: suggestNickname(nickname, (candidate) => room.isTaken(candidate, session)),
      });
    }
    // A client that reconnects with the same session replaces its lost connection.
    const before = room.memberOf(session);
    const isReplaced = before !== undefined && before.client !== client;
    const leaving = [isReplaced ? this.replace(before.client, room) : undefined, this.leave(client)];

    // Reserves the nickname before anything is awaited.
    const member = { client, session, person: { id: personId(session), nickname } };
    this.places.set(client, { room, member });
    room.enter(member);
    await Promise.all(leaving);
    await client.join(channelOf(room));
    this.others(client, room).emit('people', { people: room.people(), came: member.person });
    this.publishRooms();
    return {
      room: room.name,
      you: member.person,
      people: room.people(),
      typing: room.peopleTyping(),
      history: room.history,
    };
  }

  /** @throws ChatProblem if the client is not in a room. */
  say(client: ChatClient, text: string): ChatMessage {
    const { room, member } = this.placeOf(client);
    const message = room.say(member, text);
    this.setTyping(client, false);
    this.others(client, room).emit('message', message);
    return message;
  }

  /** @throws ChatProblem if the client is not in a room. */
  setTyping(client: ChatClient, typing: boolean): void {
    const { room, member } = this.placeOf(client);
    if (room.setTyping(member, typing)) this.publishTyping(room, member);
  }

  /** Leaves the room, if the client is in one. @returns the name of the room. */
  async leave(client: ChatClient): Promise<string | undefined> {
    const place = this.places.get(client);
    if (place === undefined) return undefined;
    const { room, member } = place;
    this.places.delete(client);
    if (room.setTyping(member, false)) this.publishTyping(room, member);
    room.exit(member);
    await client.leave(channelOf(room));
    this.allClients.clients.to(channelOf(room)).emit('people', { people: room.people(), went: member.person });
    this.publishRooms();
    return room.name;
  }

  /** The clients of both libraries in the room, except this client. */
  private others(client: ChatClient, room: Room<ChatClient>) {
    return this.allClients.clients.to(channelOf(room)).except(client.id);
  }

  private async replace(client: ChatClient, room: Room<ChatClient>): Promise<void> {
    await this.leave(client);
    client.emit('replaced', { room: room.name });
    client.disconnect();
  }

  private placeOf(client: ChatClient): Place {
    const place = this.places.get(client);
    if (place !== undefined) return place;
    throw new ChatProblem({ code: 'NO_ROOM', message: 'Join a room before you talk.' });
  }

  /** Each client receives a different list, because it does not contain the client itself. */
  private publishTyping(room: Room<ChatClient>, typist: Member<ChatClient>): void {
    for (const { client, person } of room.members) {
      if (client !== typist.client) client.emit('typing', { people: room.peopleTyping(person) });
    }
  }

  private publishRooms(): void {
    this.allClients.clients.emit('rooms', { rooms: this.rooms.list() });
  }
}

/** Each client is also in a room named after its id. The prefix prevents a user from choosing such a name. */
function channelOf({ name }: Room): string {
  return `chat:${name}`;
}

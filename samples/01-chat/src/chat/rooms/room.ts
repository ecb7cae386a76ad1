import { randomUUID } from 'node:crypto';
import type { ChatClient } from '../client/chat-client.js';
import { HISTORY_LENGTH } from '../limits.js';
import type { ChatMessage, Person, ServerEvent, ServerEvents } from '../protocol.js';
import { nicknameKey } from './nicknames.js';

export interface Member {
  readonly client: ChatClient;
  readonly person: Person;
  readonly session: string;
}

/** One room: who is in it, who is typing, what was said last. */
export class Room {
  private readonly members = new Map<ChatClient, Member>();
  private readonly typing = new Set<Person>();
  private readonly messages: ChatMessage[] = [];

  constructor(readonly name: string) {}

  get size(): number {
    return this.members.size;
  }

  get history(): readonly ChatMessage[] {
    return this.messages.slice();
  }

  people(): Person[] {
    return Array.from(this.members.values(), ({ person }) => person);
  }

  peopleTyping(except?: Person): Person[] {
    return [...this.typing].filter((person) => person !== except);
  }

  memberOf(session: string): Member | undefined {
    return [...this.members.values()].find((member) => member.session === session);
  }

  /** Whether somebody else than the owner of `session` has that nickname, or one that looks like it. */
  isTaken(nickname: string, session: string): boolean {
    const key = nicknameKey(nickname);
    return [...this.members.values()].some(
      (member) => member.session !== session && nicknameKey(member.person.nickname) === key,
    );
  }

  enter(member: Member): void {
    this.members.set(member.client, member);
    this.tell('people', { people: this.people(), came: member.person }, member);
  }

  exit(member: Member): void {
    if (!this.members.delete(member.client)) return;
    this.setTyping(member, false);
    this.tell('people', { people: this.people(), went: member.person });
  }

  say(member: Member, text: string): ChatMessage {
    const message = { id: randomUUID(), author: member.person, text, at: new Date().toISOString() };
    this.messages.push(message);
    if (this.messages.length > HISTORY_LENGTH) this.messages.shift();
    this.setTyping(member, false);
    this.tell('message', message, member);
    return message;
  }

  setTyping({ client, person }: Member, typing: boolean): void {
    if (typing === this.typing.has(person)) return;
    if (typing) this.typing.add(person);
    else this.typing.delete(person);
    for (const other of this.members.values()) {
      if (other.client !== client) other.client.emit('typing', { people: this.peopleTyping(other.person) });
    }
  }

  private tell<E extends ServerEvent>(event: E, data: ServerEvents[E], except?: Member): void {
    for (const member of this.members.values()) {
      if (member !== except) member.client.emit(event, data);
    }
  }
}

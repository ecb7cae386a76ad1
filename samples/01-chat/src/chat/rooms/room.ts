import { randomUUID } from 'node:crypto';
import { HISTORY_LENGTH } from '../limits.js';
import type { ChatMessage, Person } from '../protocol.js';
import { nicknameKey } from './nicknames.js';

export interface Member<Client extends object = object> {
  readonly client: Client;
  readonly person: Person;
  readonly session: string;
}

/** The state of a room: its members, who is typing, and the last messages. */
export class Room<Client extends object = object> {
  private readonly bySession = new Map<string, Member<Client>>();
  private readonly typing = new Set<Person>();
  private readonly messages: ChatMessage[] = [];

  constructor(readonly name: string) {}

  get size(): number {
    return this.bySession.size;
  }

  get history(): readonly ChatMessage[] {
    return this.messages.slice();
  }

  get members(): readonly Member<Client>[] {
    return [...this.bySession.values()];
  }

  people(): Person[] {
    return this.members.map(({ person }) => person);
  }

  peopleTyping(except?: Person): Person[] {
    return [...this.typing].filter((person) => person !== except);
  }

  memberOf(session: string): Member<Client> | undefined {
    return this.bySession.get(session);
  }

  /** Whether a member with another session has this nickname or a similar one. */
  isTaken(nickname: string, session: string): boolean {
    const key = nicknameKey(nickname);
    return this.members.some((member) => member.session !== session && nicknameKey(member.person.nickname) === key);
  }

  enter(member: Member<Client>): void {
    this.bySession.set(member.session, member);
  }

  exit(member: Member<Client>): void {
    this.bySession.delete(member.session);
    this.typing.delete(member.person);
  }

  say({ person }: Member<Client>, text: string): ChatMessage {
    const message = { id: randomUUID(), author: person, text, at: new Date().toISOString() };
    this.messages.push(message);
    if (this.messages.length > HISTORY_LENGTH) this.messages.shift();
    return message;
  }

  /** @returns whether the state has changed */
  setTyping({ person }: Member<Client>, typing: boolean): boolean {
    if (typing === this.typing.has(person)) return false;
    if (typing) this.typing.add(person);
    else this.typing.delete(person);
    return true;
  }
}

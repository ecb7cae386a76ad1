import { randomUUID } from 'node:crypto';
import { Injectable } from '@portico/common';

export interface Session {
  readonly name: string;
  /** The name of the room of its connections. */
  readonly group: string;
}

/** The sessions, in memory. A session lasts until its user logs out. */
@Injectable()
export class SessionsService {
  private readonly sessions = new Map<string, Session>();

  /** @returns the session and its unguessable id */
  begin(name: string): { id: string; session: Session } {
    const id = randomUUID();
    const session = { name, group: randomUUID() };
    this.sessions.set(id, session);
    return { id, session };
  }

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.sessions.get(id);
  }

  /** @returns the session that has ended */
  end(id: string | undefined): Session | undefined {
    const session = this.find(id);
    if (id !== undefined) this.sessions.delete(id);
    return session;
  }
}

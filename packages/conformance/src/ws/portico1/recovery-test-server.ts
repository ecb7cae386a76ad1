import { expect, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { Portico1Peer, type ServerFrame, type SessionFrame } from './portico1-peer.js';
import type { RecoveryGateway, RecoveryLog } from './recovery-gateway.js';

/** A client whose session has begun. */
export class Visitor {
  private constructor(
    readonly peer: Portico1Peer,
    readonly session: SessionFrame,
    /** The offset of the last event that it has received. */
    public offset: string | undefined,
  ) {}

  static async connect(port: number, token?: string): Promise<Visitor> {
    const peer = await Portico1Peer.connect(port, token === undefined ? ['portico.1'] : ['portico.1', token]);
    onTestFinished(() => peer.destroy());
    const { session } = await peer.next();
    expect(peer.socket.protocol).toBe('portico.1');
    if (!session) throw new Error('The first frame is not that of a session');
    return new Visitor(peer, session, session.offset);
  }

  /** What it offers to come back. */
  get token(): string {
    return `resume.${this.session.key}.${this.offset}`;
  }

  /** The next event. */
  async event(): Promise<ServerFrame> {
    const frame = await this.peer.next();
    if (typeof frame.offset === 'string') this.offset = frame.offset;
    return frame;
  }

  /** The data of the next events. */
  async data(count: number): Promise<unknown[]> {
    const found: unknown[] = [];
    while (found.length < count) found.push((await this.event()).data);
    return found;
  }

  /** The reply to a request, which also shows that no event has come before it. */
  async ask(event: string, data?: unknown): Promise<any> {
    this.peer.send({ event, data, id: 1 });
    const frame = await this.peer.next();
    if (frame.id !== 1) throw new Error(`Expected no event, but ${JSON.stringify(frame)} came`);
    return frame.data;
  }
}

/** What a case needs. */
export class RecoveryScene {
  constructor(
    readonly port: number,
    readonly gateway: RecoveryGateway,
    readonly log: RecoveryLog,
  ) {}

  connect(token?: string): Promise<Visitor> {
    return Visitor.connect(this.port, token);
  }

  /** A client loses its connection, and the server notices. */
  async lose({ peer, session }: Visitor): Promise<void> {
    const before = this.log.disconnected.length;
    peer.destroy();
    await eventually(() => expect(this.log.disconnected.slice(before)).toContain(session.id));
  }

  /** A client comes back. */
  async resume(before: Visitor): Promise<Visitor> {
    const visitor = await this.connect(before.token);
    visitor.offset ??= before.offset;
    return visitor;
  }
}

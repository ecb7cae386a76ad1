import { expect, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { Portico1Peer, type ServerFrame, type SessionFrame } from './portico1-peer.js';
import type { RecoveryGateway, RecoveryLog } from './recovery-gateway.js';

/** A client whose session has begun. */
export class RecoveryTestClient {
  private constructor(
    readonly peer: Portico1Peer,
    readonly session: SessionFrame,
    /** The offset of the last event that it has received. */
    public offset: string | undefined,
  ) {}

  static async connect(port: number, token?: string): Promise<RecoveryTestClient> {
    const peer = await Portico1Peer.connect(port, token === undefined ? ['portico.1'] : ['portico.1', token]);
    onTestFinished(() => peer.destroy());
    const { session } = await peer.next();
    expect(peer.socket.protocol).toBe('portico.1');
    if (!session) throw new Error('The first frame is not that of a session');
    return new RecoveryTestClient(peer, session, session.offset);
  }

  /** The subprotocol with which it continues its session. */
  get token(): string {
    return `resume.${this.session.key}.${this.offset}`;
  }

  /** Returns the next event. */
  async event(): Promise<ServerFrame> {
    const frame = await this.peer.next();
    if (typeof frame.offset === 'string') this.offset = frame.offset;
    return frame;
  }

  /** Returns the data of the next events. */
  async data(count: number): Promise<unknown[]> {
    const found: unknown[] = [];
    while (found.length < count) found.push((await this.event()).data);
    return found;
  }

  /** Sends a request, and expects its reply as the next frame. */
  async ask(event: string, data?: unknown): Promise<any> {
    this.peer.send({ event, data, id: 1 });
    const frame = await this.peer.next();
    if (frame.id !== 1) throw new Error(`Expected no event, but received ${JSON.stringify(frame)}`);
    return frame.data;
  }
}

/** The server of a test, and what happens on it. */
export class RecoveryTestServer {
  constructor(
    readonly port: number,
    readonly gateway: RecoveryGateway,
    readonly log: RecoveryLog,
  ) {}

  connect(token?: string): Promise<RecoveryTestClient> {
    return RecoveryTestClient.connect(this.port, token);
  }

  /** Destroys the connection of a client, and waits until the server has noticed. */
  async lose({ peer, session }: RecoveryTestClient): Promise<void> {
    const before = this.log.disconnected.length;
    peer.destroy();
    await eventually(() => expect(this.log.disconnected.slice(before)).toContain(session.id));
  }

  /** Reconnects a client with its session. */
  async resume(before: RecoveryTestClient): Promise<RecoveryTestClient> {
    const client = await this.connect(before.token);
    client.offset ??= before.offset;
    return client;
  }
}

import type { Server, Socket } from 'socket.io';

/** A packet, as engine.io emits it. */
interface Packet {
  readonly data?: string | { readonly byteLength: number };
}

/** Polling interval for the buffered bytes of a WebSocket. Milliseconds. */
const POLL_MS = 5;

/** Bytes of packets that the transport of a connection has not accepted yet; stale once there are none. */
const waiting = new WeakMap<object, number>();

/** The WebSocket of ws; that of another engine may have no events. */
interface WebSocket {
  readonly bufferedAmount: number;
  terminate(): void;
  on?(event: 'ping', listener: (this: WebSocket) => void): unknown;
}

/** A connection of engine.io. */
export interface Connection {
  readonly transport: {
    readonly writable: boolean;
    /** The WebSocket of ws; other transports have none. */
    readonly socket?: WebSocket;
  };
  /** Packets that the transport has not accepted yet. */
  readonly writeBuffer: readonly unknown[];
  on(event: 'packetCreate', listener: (this: Connection, packet: Packet) => void): void;
  once(event: 'drain', listener: () => void): void;
  once(event: 'upgrade', listener: (transport: Connection['transport']) => void): void;
  close(discard: boolean): void;
}

/** The types of engine.io omit members of a connection. */
export function engineConnection(connection: Socket['conn']): Connection {
  return connection as unknown as Connection;
}

/**
 * Disconnects a client that does not read before its buffered messages fill the memory: engine.io keeps
 * them until a ping times out.
 *
 * @param most how many bytes may be buffered for one client
 */
export function limitBuffers(io: Server, most: number): void {
  function onPacket(this: Connection, { data }: Packet): void {
    const { transport, writeBuffer } = this;
    if (transport.writable) return;
    const before = writeBuffer.length === 0 ? 0 : (waiting.get(this) ?? 0);
    const bytes = before + sizeOf(data);
    waiting.set(this, bytes);
    if (bytes + (transport.socket?.bufferedAmount ?? 0) > most) disconnect(this);
  }
  // ws has replied to the ping: a client could otherwise send pings without reading the replies.
  function onPing(this: WebSocket): void {
    if (this.bufferedAmount > most) this.terminate();
  }
  const limitPongs = ({ socket }: Connection['transport']): unknown => socket?.on?.('ping', onPing);
  io.engine.on('connection', (connection: Connection) => {
    connection.on('packetCreate', onPacket);
    if (connection.transport.socket) limitPongs(connection.transport);
    else connection.once('upgrade', limitPongs);
  });
}

/** Returns how many bytes are buffered for a client that does not read. */
export function bufferedBytes(connection: Connection): number {
  const { transport, writeBuffer } = connection;
  const queued = writeBuffer.length === 0 ? 0 : (waiting.get(connection) ?? 0);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}

/** Calls back when a transport has accepted everything, or a moment later if it is not sending. */
export function onceDrained(connection: Connection, callback: () => void): void {
  if (connection.writeBuffer.length > 0 || !connection.transport.writable) connection.once('drain', callback);
  else setTimeout(callback, POLL_MS);
}

function sizeOf(data: Packet['data']): number {
  if (data === undefined) return 0;
  return typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
}

/** Disconnects a client. Not with a closing handshake, which would wait for the data that the client does not read. */
function disconnect(connection: Connection): void {
  const { socket } = connection.transport;
  if (socket) socket.terminate();
  // Not immediately, so that no client disconnects during a loop over many clients.
  else process.nextTick(() => connection.close(true));
}

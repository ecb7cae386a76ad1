import type { Socket } from 'node:net';
import type { Server } from 'socket.io';

/** What ws passes for a frame. The payload is a string if it is a text that is neither masked nor compressed. */
type Frame = readonly [header: Buffer, payload?: string | Buffer];

/** An internal of ws, which engine.io uses, too. */
interface Sender {
  readonly _socket: Socket;
  sendFrame(frame: Frame, sent?: (error?: Error | null) => void): void;
}

interface Transport {
  readonly name: string;
  readonly socket?: { readonly _sender?: Partial<Sender> };
}

interface Connection {
  readonly transport: Transport;
  once(event: 'upgrade', listener: (transport: Transport) => void): void;
}

/** Characters. Longer texts, which would have to be copied, are left to ws. */
const LONGEST = 16_000;
const LENGTH_16 = 126;

/**
 * Writes a frame whose payload is short ASCII as one string. ws writes the header and the payload one after the other, for which
 * Node makes a list of both. In a prototype on a bare server, one message in flight became 6 percent cheaper.
 */
export function writeFramesAtOnce(io: Server): void {
  io.engine.on('connection', (connection: Connection) => {
    if (connection.transport.name === 'websocket') useSingleWrites(connection.transport);
    else connection.once('upgrade', useSingleWrites);
  });
}

/** Engines other than ws have no such sender, and one that has been patched stays as it is. */
function useSingleWrites({ socket }: Transport): void {
  const sender = socket?._sender;
  if (typeof sender?.sendFrame === 'function' && !Object.hasOwn(sender, 'sendFrame')) sender.sendFrame = sendFrame;
}

function sendFrame(this: Sender, frame: Frame, sent?: (error?: Error | null) => void): void {
  const [header, payload] = frame;
  if (typeof payload === 'string' && payload.length <= LONGEST && lengthIn(header) === payload.length) {
    this._socket.write(header.toString('latin1') + payload, 'latin1', sent);
    return;
  }
  const ofWs: Sender = Object.getPrototypeOf(this);
  ofWs.sendFrame.call(this, frame, sent);
}

/**
 * The bytes of the payload; if there are as many as characters, all of them are ASCII. For a length of 64 bits it is 127,
 * but such a payload is longer than {@link LONGEST}.
 */
function lengthIn(header: Buffer): number {
  return header[1] === LENGTH_16 ? header.readUInt16BE(2) : header[1]!;
}

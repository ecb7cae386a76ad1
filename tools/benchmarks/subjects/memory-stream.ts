import { IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A connection inside of the process, for more of them than the operating system allows: nobody reads what is written. */
class MemoryStream extends Duplex {
  static bytesWritten = 0;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    MemoryStream.bytesWritten += chunk.length;
    callback();
  }
}

/** Bytes that were written to all of them. */
export function bytesWrittenToMemory(): number {
  return MemoryStream.bytesWritten;
}

/** Opens WebSockets over streams in memory, through the event by which Node.js passes on an upgrade. */
export function upgradeInMemory(server: Server, count: number): void {
  for (let opened = 0; opened < count; opened += 1) {
    const stream = new MemoryStream();
    // ws and the constructor use the members that each stream has.
    const request = new IncomingMessage(stream as unknown as Socket);
    request.method = 'GET';
    request.url = '/';
    request.httpVersion = '1.1';
    request.headers = {
      host: '127.0.0.1',
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    server.emit('upgrade', request, stream, Buffer.alloc(0));
  }
}

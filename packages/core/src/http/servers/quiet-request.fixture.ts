import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { QuietRequest } from './quiet-request.js';

/*
 * Counts how often the request of a GET is read, with the class of Node and with QuietRequest. It runs in a process of its
 * own: code that observes a process, such as that of a test runner, may read requests or listen to them.
 */

const { read } = Readable.prototype;
let reads = 0;
Readable.prototype.read = function (this: Readable, size) {
  if (this instanceof IncomingMessage) reads += 1;
  return read.call(this, size);
};

async function readsOf(kind: typeof IncomingMessage): Promise<number> {
  reads = 0;
  const server = createServer({ IncomingMessage: kind }, (_request, response) => {
    setImmediate(() => response.end('reply'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
  await text(client);
  server.close();
  await once(server, 'close');
  return reads;
}

process.stdout.write(JSON.stringify({ node: await readsOf(IncomingMessage), quiet: await readsOf(QuietRequest) }));

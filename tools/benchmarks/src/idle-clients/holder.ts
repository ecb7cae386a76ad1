import { openMany, resetAll, WebSocketClient } from '../load/websocket-client.js';

/** A process that holds idle connections, and counts the events that arrive. */
const [port = 0, count = 0] = process.argv.slice(2, 4).map(Number);
const address = process.argv[4];

let received = 0;
const clients = await openMany(count, () => WebSocketClient.open(port, '/', {}, address));
for (const client of clients) {
  client.onText = () => received++;
  client.onChunk = () => undefined;
}
process.on('message', (question: 'received' | 'close') => {
  if (question === 'received') process.send?.(received);
  else {
    resetAll(clients);
    process.disconnect();
  }
});
process.send?.('open');

// Starts the chat over socket.io, or over a native WebSocket if the address ends with ?over=ws. The server supports both.
import { runChat } from './chat.js';
import { Connection } from './connection.js';
import { showConnectionState } from './connection-state.js';
import { byId } from './dom.js';
import { openSocketIo } from './transport-socket-io.js';
import { openWebSocket } from './transport-ws.js';

const NAMES = {
  express: 'Express',
  fastify: 'Fastify',
  'socket.io': 'socket.io',
  ws: 'native WebSocket',
};

async function start() {
  const { http } = await (await fetch('/config')).json();
  const ws = new URLSearchParams(location.search).get('over') === 'ws' ? 'ws' : 'socket.io';
  const platforms = { http: NAMES[http], ws: NAMES[ws] };
  byId('entrance-foot').textContent = `This page is connected over ${platforms.ws} to Portico on ${platforms.http}.`;
  const connection = new Connection(ws === 'ws' ? openWebSocket : openSocketIo);
  showConnectionState(connection, platforms);
  runChat(connection);
  connection.start();
}

start().catch(() => {
  byId('line').dataset.state = 'stopped';
  byId('line-text').textContent = 'The server does not reply. Reload the page.';
});
